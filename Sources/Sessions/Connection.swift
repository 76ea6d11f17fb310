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
    /// Nil until hello.
    var role: ClientMessage.Role?
    /// The account behind the token; customers have none.
    var account: Account?
    var authAttempts = 0
    /// May act: hello, and where needed auth, are done.
    var isReady = false
    /// An agent was told `ready`, which waits for the disk.
    var isGreeted = false
    let openedMilliseconds: Int64
    var lastHeardMilliseconds: Int64
    var lastPingMilliseconds: Int64
    var bucket: TokenBucket
    /// Lines that were no message: bounded on their own, so that a client's bug does not eat its rate.
    var badLines: TokenBucket
    /// Conversations this connection follows as customer or site.
    var conversations: Set<ConversationID> = []
    /// Conversations opened on this connection, by the client's id: a repeat finds them again.
    var opened: [String: ConversationID] = [:]
    /// Sends not yet acknowledged.
    var inflight = 0
    /// Why its socket is not read.
    var pauses: Pause = []
    /// Sent and not yet flushed.
    var unsentBytes = 0
    var unsentMessages = 0
    /// The last flush could not write everything: the socket is full.
    var isStalled = false
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
            || unsentMessages > outQueueMessages(configuration) * burst
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
            || unsentMessages > outQueueMessages(configuration) / 2
    }

    /// The out-queue went down to so many octets.
    mutating func noteFlushed(remaining: Int) {
        // Messages are counted, not their sizes: of those queued as large a part is left as of the octets. Frames make
        // what is left larger than what was sent here.
        if remaining == 0 {
            unsentMessages = 0
        } else if remaining < unsentBytes {
            let left = Double(unsentMessages) * Double(remaining) / Double(unsentBytes)
            unsentMessages = Int(left.rounded(.up))
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
        return inflight >= inflightLimit(configuration) && pause(.underWay)
    }

    /// - Returns: true when its socket may be read again.
    mutating func noteSendEnded(_ configuration: SessionsConfiguration) -> Bool {
        guard role != nil else { return false }
        inflight -= 1
        return inflight <= inflightLimit(configuration) / 2 && unpause(.underWay)
    }

    /// To whom a wrong name or token is put down.
    var guesser: GuessBook.Guesser {
        if isReady, role == .site, let account { return .site(account.name) }
        return .init(peer)
    }

    var agent: String? {
        guard role == .agent || role == .supervisor else { return nil }
        return account?.name
    }
}

/// Conversations of which a connection has not seen everything, each once, in the order in which they fell behind.
struct BehindQueue: Sendable {
    private var order: [ConversationID] = []
    private var first = 0
    private var members: Set<ConversationID> = []

    var isEmpty: Bool { members.isEmpty }

    mutating func add(_ id: ConversationID) {
        if members.insert(id).inserted { order.append(id) }
    }

    /// Its place in the order stays and leads nowhere.
    mutating func remove(_ id: ConversationID) { members.remove(id) }

    /// - Complexity: O(1) over many calls.
    mutating func take() -> ConversationID? {
        var taken: ConversationID?
        while taken == nil, first < order.count {
            taken = members.remove(order[first])
            first += 1
        }
        if first == order.count {
            order = []
            first = 0
        } else if first > 64, first * 2 > order.count {
            order.removeFirst(first)
            first = 0
        }
        return taken
    }
}

/// Accounts in force, by what a client presents.
struct AccountBook: Sendable {
    /// With the octets of the token's hash, in the order given.
    private var inForce: [(hash: [UInt8], account: Account)] = []
    private(set) var sites: [Account] = []
    /// How often each account may sign in: a console in a loop, or a stolen token, disturbs nobody else.
    private var signIns: [String: TokenBucket] = [:]

    init(_ accounts: [Account]) {
        for account in accounts where !account.isRevoked {
            inForce.append((Array(account.tokenHash.utf8), account))
            if account.role == .site { sites.append(account) }
        }
    }

    /// The account of a token.
    ///
    /// Its SHA-256 is compared with every one there is, each in constant time, so that the time taken says neither how
    /// much of a guess was right nor whose account it was.
    func account(token: String) -> Account? {
        let given = Array(Tokens.hash(ofToken: token).utf8)
        var found: Account?
        for entry in inForce where Tokens.areEqual(entry.hash, given) { found = entry.account }
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
