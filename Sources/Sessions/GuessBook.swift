/// Wrong tokens, secrets and proofs, counted by address.
///
/// Whoever guesses has 128 bits to find, so this is not what keeps him out: it keeps him from making the daemon look up
/// a hundred thousand names. An address without credit is told to wait before anything is looked up, right or
/// wrong, so that the answer says nothing.
struct GuessBook: Sendable {
    /// Addresses remembered; when there are more, those that have their whole credit again are forgotten.
    static let addressLimit = 10_000

    private var buckets: [[UInt8]: TokenBucket] = [:]
    /// For addresses that find no place any more.
    private var rest: TokenBucket?

    /// Of an IPv6 address the network counts: its owner has all the others in it.
    private static func key(_ peer: Peer) -> [UInt8] {
        peer.address.count == 16 ? Array(peer.address.prefix(8)) : peer.address
    }

    /// How long this address has to wait before it may try again; nil when it may now.
    func wait(_ peer: Peer, at milliseconds: Int64) -> Int? {
        guard var bucket = buckets[Self.key(peer)] ?? (buckets.count >= Self.addressLimit ? rest : nil) else {
            return nil
        }
        return bucket.take(at: milliseconds)
    }

    /// One more that was wrong.
    mutating func note(_ peer: Peer, rate: SessionsConfiguration.Rate, at milliseconds: Int64) {
        let key = Self.key(peer)
        if buckets[key] == nil {
            if buckets.count >= Self.addressLimit {
                buckets = buckets.filter { !$0.value.isFull(at: milliseconds) }
            }
            if buckets.count >= Self.addressLimit {
                var bucket = rest ?? TokenBucket(rate, at: milliseconds)
                _ = bucket.take(at: milliseconds)
                rest = bucket
                return
            }
            buckets[key] = TokenBucket(rate, at: milliseconds)
        }
        _ = buckets[key]?.take(at: milliseconds)
    }

    var addressCount: Int { buckets.count }
}
