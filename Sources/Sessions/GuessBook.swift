/// Wrong tokens, secrets and proofs, counted by address.
///
/// Whoever guesses has 128 bits to find, so this is not what keeps him out: it keeps him from making the daemon look up
/// a hundred thousand names. An address without credit is told to wait before anything is looked up, right or
/// wrong, so that the answer says nothing.
///
/// A site that is signed in is no stranger at the door: it is counted by itself, and neither it nor who else comes from its
/// address pays for the other's mistakes.
struct GuessBook: Sendable {
    enum Guesser: Hashable, Sendable {
        /// An address; of an IPv6 address the network: its owner has all the others in it.
        case address(AddressOctets?)
        /// A site's account.
        case site(String)

        init(_ peer: Peer) { self = .address(peer.address?.network) }
    }

    /// Addresses remembered; when there are more, those that have their whole credit again are forgotten.
    static let addressLimit = 10_000

    private var buckets: [Guesser: TokenBucket] = [:]
    /// For addresses that find no place any more.
    private var rest: TokenBucket?

    /// How long somebody has to wait before he may try again; nil when he may now.
    func wait(_ guesser: Guesser, at milliseconds: Int64) -> Int? {
        guard var bucket = buckets[guesser] ?? (buckets.count >= Self.addressLimit ? rest : nil) else {
            return nil
        }
        return bucket.take(at: milliseconds)
    }

    /// One more that was wrong.
    mutating func note(_ guesser: Guesser, rate: SessionsConfiguration.Rate, at milliseconds: Int64) {
        if buckets[guesser] == nil {
            if buckets.count >= Self.addressLimit {
                buckets = buckets.filter { !$0.value.isFull(at: milliseconds) }
            }
            if buckets.count >= Self.addressLimit {
                var bucket = rest ?? TokenBucket(rate, at: milliseconds)
                _ = bucket.take(at: milliseconds)
                rest = bucket
                return
            }
            buckets[guesser] = TokenBucket(rate, at: milliseconds)
        }
        _ = buckets[guesser]?.take(at: milliseconds)
    }

    var addressCount: Int { buckets.count }
}
