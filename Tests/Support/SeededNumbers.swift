/// The same numbers for the same seed, everywhere: a law that fails prints its seed.
///
/// - Source: SplitMix64 (Steele, Lea, Flood 2014).
package struct SeededNumbers: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// 0 … bound - 1; 0 when the bound is below 2.
    package mutating func next(below bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }
}
