/// Unguessable ids and secrets from one seed: HMAC-SHA-256 of a counter under the seed.
///
/// A value, so that the rooms above stay pure: the same seed makes the same secrets (a simulation), a seed from
/// `Tokens.systemRandom` makes secrets nobody can foresee (the daemon).
package struct SecretGenerator: Sendable {
    private let seed: [UInt8]
    private var counter: UInt64 = 0
    private var spare: [UInt8] = []

    /// - Parameter seed: at least 32 random octets; a test may give anything.
    package init(seed: [UInt8]) {
        self.seed = seed
    }

    /// 16 octets that were never given before.
    package mutating func next() -> [UInt8] {
        if spare.isEmpty {
            var message: [UInt8] = []
            for shift in stride(from: 56, through: 0, by: -8) {
                message.append(UInt8(truncatingIfNeeded: counter >> shift))
            }
            counter &+= 1
            let block = Tokens.hmacSHA256(key: seed, message: message)
            spare = Array(block[16...])
            return Array(block[..<16])
        }
        let given = spare
        spare = []
        return given
    }

    /// The same in 22 characters of the URL alphabet.
    package mutating func nextText() -> String { Tokens.base64url(next()) }
}
