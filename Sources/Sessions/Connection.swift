import Record
import Wire

/// One socket as the protocol sees it.
struct Connection: Sendable {
    struct Pause: OptionSet, Sendable {
        let rawValue: UInt8
        /// Too many sends wait for the disk.
        static let underWay = Pause(rawValue: 1)
        /// Too much waits for its owner to read.
        static let unread = Pause(rawValue: 2)
    }

    let id: ConnectionID
    let peer: Peer
    // Small members stand together and are no wider than their limits: most connections only wait, in thousands.
    /// Nil until hello.
    var role: ClientMessage.Role?
    /// May act: hello, and where needed auth, are done.
    var isReady = false
    /// An agent was told `ready`, which waits for the disk.
    var isGreeted = false
    /// Why its socket is not read.
    var pauses: Pause = []
    /// The last flush could not write everything: the socket is full.
    var isStalled = false
    var authAttempts: UInt8 = 0
    /// Sends not yet acknowledged.
    var inflight: Int32 = 0
    /// Sent and not yet flushed.
    var unsentMessages: Int32 = 0
    var unsentBytes = 0
    /// What the token led to; customers have none.
    var signedIn: AccountBook.Entry?
    let openedMilliseconds: Int64
    var lastHeardMilliseconds: Int64
    var lastPingMilliseconds: Int64
    var bucket: TokenBucket
    /// Lines that were no message: bounded on their own, so that a client's bug does not eat its rate.
    var badLines: TokenBucket
    /// Conversations this connection follows as customer or site.
    var conversations = ConversationSet.none
    /// Conversations opened on this connection, by the client's id: a repeat finds them again.
    var opened = Openings()
    /// Conversations of which older events are still to be sent.
    var behind = BehindQueue()
    /// What a supervisor watches: nil nothing, empty all queues.
    var watching: [String]?

    /// What sending one more message to it means.
    enum Sending { case fine, unread, tooSlow }

    /// Counts one message that is sent to it.
    ///
    /// A socket that took everything so far has not been tried with what is queued now, so what one turn of the server
    /// writes to it says nothing yet of its reader: there only memory is guarded.
    mutating func noteSent(byteCount: Int, _ configuration: SessionsConfiguration) -> Sending {
        unsentBytes += byteCount + 1
        unsentMessages += 1
        let burst = isStalled ? 1 : configuration.outQueueBurst
        if unsentBytes > configuration.outQueueByteCount * burst
            || Int(unsentMessages) > outQueueMessages(configuration) * burst
        {
            return .tooSlow
        }
        // Who does not read what he asked for may ask again when he has.
        return isStalled && unsentBytes > configuration.outQueueByteCount / 2 ? .unread : .fine
    }

    func outQueueMessages(_ configuration: SessionsConfiguration) -> Int {
        role == .site ? configuration.siteOutQueueMessages : configuration.outQueueMessages
    }

    func hasFullQueue(_ configuration: SessionsConfiguration) -> Bool {
        unsentBytes > configuration.outQueueByteCount / 2
            || Int(unsentMessages) > outQueueMessages(configuration) / 2
    }

    /// The out-queue went down to so many octets.
    mutating func noteFlushed(remaining: Int) {
        // Messages are counted, not their sizes: of those queued as large a part is left as of the octets. Frames make
        // what is left larger than what was sent here.
        if remaining == 0 {
            unsentMessages = 0
        } else if remaining < unsentBytes {
            let left = Double(unsentMessages) * Double(remaining) / Double(unsentBytes)
            unsentMessages = Int32(left.rounded(.up))
        }
        unsentBytes = remaining
        isStalled = remaining > 0
    }

    /// - Returns: true when its socket was read until now.
    mutating func pause(_ reason: Pause) -> Bool {
        defer { pauses.insert(reason) }
        return pauses.isEmpty
    }

    /// - Returns: true when its socket may be read again.
    mutating func unpause(_ reason: Pause) -> Bool {
        guard !pauses.isEmpty, pauses.contains(reason) else { return false }
        pauses.remove(reason)
        return pauses.isEmpty
    }

    func inflightLimit(_ configuration: SessionsConfiguration) -> Int {
        role == .site ? configuration.connectionInflight : configuration.inflight
    }

    /// Counts a send under way.
    ///
    /// - Returns: true when its socket should not be read for a while.
    mutating func noteSendBegun(_ configuration: SessionsConfiguration) -> Bool {
        guard role != nil else { return false }
        inflight += 1
        return Int(inflight) >= inflightLimit(configuration) && pause(.underWay)
    }

    /// - Returns: true when its socket may be read again.
    mutating func noteSendEnded(_ configuration: SessionsConfiguration) -> Bool {
        guard role != nil else { return false }
        inflight -= 1
        return Int(inflight) <= inflightLimit(configuration) / 2 && unpause(.underWay)
    }

    /// To whom a wrong name or token is put down.
    var guesser: GuessBook.Guesser {
        if isReady, role == .site, let account { return .site(account.name) }
        return .init(peer)
    }

    var account: Account? { signedIn?.account }

    var agent: String? {
        guard role == .agent || role == .supervisor else { return nil }
        return account?.name
    }
}

/// Conversations of which a connection has not seen everything, each once, in the order in which they fell behind.
struct BehindQueue: Sendable {
    fileprivate struct Waiting: Sendable {
        var order: [ConversationID] = []
        var first = 0
        var members: Set<ConversationID> = []
    }

    /// One, or none while nobody waits, which is how it nearly always is.
    private var waiting: [Waiting] = []

    var isEmpty: Bool { waiting.isEmpty }

    mutating func add(_ id: ConversationID) {
        if waiting.isEmpty { waiting.append(Waiting()) }
        waiting[0].add(id)
    }

    mutating func remove(_ id: ConversationID) {
        if waiting.isEmpty { return }
        waiting[0].members.remove(id)
        if waiting[0].members.isEmpty { waiting = [] }
    }

    /// - Complexity: O(1) over many calls.
    mutating func take() -> ConversationID? {
        if waiting.isEmpty { return nil }
        let taken = waiting[0].take()
        if waiting[0].members.isEmpty { waiting = [] }
        return taken
    }
}

extension BehindQueue.Waiting {
    fileprivate mutating func add(_ id: ConversationID) {
        if members.insert(id).inserted { order.append(id) }
    }

    /// Whoever is no member any more keeps a place in the order, which leads nowhere.
    fileprivate mutating func take() -> ConversationID? {
        var taken: ConversationID?
        while taken == nil, first < order.count {
            taken = members.remove(order[first])
            first += 1
        }
        if first > 64, first * 2 > order.count {
            order.removeFirst(first)
            first = 0
        }
        return taken
    }
}

/// Accounts in force, by what a client presents.
struct AccountBook: Sendable {
    /// One account, shared by all connections that signed in with its token.
    final class Entry: Sendable {
        let account: Account
        /// The octets of the token's hash.
        fileprivate let hash: [UInt8]

        fileprivate init(_ account: Account) {
            self.account = account
            hash = Array(account.tokenHash.utf8)
        }
    }

    /// In the order given.
    private var inForce: [Entry] = []
    private(set) var sites: [Account] = []
    /// How often each account may sign in: a console in a loop, or a stolen token, disturbs nobody else.
    private var signIns: [String: TokenBucket] = [:]

    init(_ accounts: [Account]) {
        for account in accounts where !account.isRevoked {
            inForce.append(Entry(account))
            if account.role == .site { sites.append(account) }
        }
    }

    /// What a token leads to.
    ///
    /// Its SHA-256 is compared with every one there is, each in constant time, so that the time taken says neither how
    /// much of a guess was right nor whose account it was.
    func entry(token: String) -> Entry? {
        let given = Array(Tokens.hash(ofToken: token).utf8)
        var found: Entry?
        for entry in inForce where Tokens.areEqual(entry.hash, given) { found = entry }
        return found
    }

    /// Counts a sign-in with the right token.
    ///
    /// - Returns: how long to wait, when this account signed in too often.
    mutating func signIn(_ account: Account, rate: SessionsConfiguration.Rate, at now: Int64) -> Int? {
        signIns[account.name, default: TokenBucket(rate, at: now)].take(at: now)
    }

    /// Takes over what was counted before the accounts were read again.
    mutating func keepCounts(of other: AccountBook) { signIns = other.signIns }

    func holds(_ account: Account) -> Bool {
        inForce.contains { $0.account.tokenHash == account.tokenHash && $0.account.name == account.name }
    }

    /// The site under whose key the proof of an identity was made.
    ///
    /// The key is the SHA-256 of the site's token, which both sides have and neither sends.
    func site(proving id: String, proof: String) -> Account? {
        let given = Tokens.bytes(base64url: proof) ?? []
        var found: Account?
        // Every site is tried, so that the time taken does not tell which one it was.
        for site in sites {
            let key = Array(site.tokenHash.utf8)
            let expected = Tokens.hmacSHA256(key: key, message: Array(id.utf8))
            if Tokens.areEqual(expected, given) || Tokens.areEqual(Tokens.hexadecimal(expected), proof) {
                found = site
            }
        }
        return found
    }
}
