import Conversation
import Desk
package import JSON
package import Record
package import Wire

/// The protocol as one value; see `Sessions.swift`.
///
/// Every input returns what to do because of it, in order. Times are wall-clock milliseconds since 1970 and may jump;
/// nothing but deadlines depends on them.
package struct SessionsMachine: Sendable {
    package let configuration: SessionsConfiguration
    package internal(set) var bot: Bot
    /// Versions that conversations may still stand in, newest last.
    var olderWorlds: [World] = []
    var accounts: AccountBook
    var secrets: SecretGenerator
    var connections = Pool<ConnectionID, Connection>()
    var conversations = Pool<ConversationID, LiveConversation>()
    /// The connections of each agent, in order of coming.
    var presence: [String: [ConnectionID]] = [:]
    var watchers: [ConnectionID] = []
    var guesses = GuessBook()
    var desk: DeskRoom
    var batches: [BatchID: PendingBatch] = [:]
    var nextBatch: UInt64 = 1
    var reads: [ReadID: ReadPurpose] = [:]
    var nextRead: UInt64 = 1
    /// Conversations that have left memory because nobody used them, since the start.
    package internal(set) var parkedCount = 0
    /// Conversations whose erasure is under way: for everybody they are no longer there.
    var erasing: Set<ConversationID> = []
    package internal(set) var measures = SessionMeasures()
    var wakes = WakeQueue<Wake>()
    var saidWake: Int64?
    /// Open conversations of before the start, still to be looked at.
    var toLoad: [ConversationID] = []
    /// The record has said which these are.
    var knowsWhatIsOpen = false
    var outputs: [Output] = []
    /// The desk's record says that this process began.
    var hasDeskStarted = false
    var isDraining = false
    var saidDrained = false
    /// The time of the input being handled.
    var now: Int64 = 0
    var pictureMilliseconds: Int64 = 0
    var isPictureDue = false
    var figures = FiguresRoom()
    var queuePicture = QueuePicture()

    /// Makes a machine from what the record holds.
    ///
    /// - Parameters:
    ///   - seed: 32 random octets; every id and secret comes from it.
    ///   - deskSnapshot: of stream `.desk`, and `deskEvents` all after it.
    ///   - figures: of stream `.figures`.
    /// - Throws: when the desk's log cannot be read; then the daemon must not start.
    package init(
        configuration: SessionsConfiguration, bot: Bot, accounts: [Account], seed: [UInt8],
        deskSnapshot: Snapshot? = nil, deskEvents: [RecordedEvent] = [], figures: Snapshot? = nil
    ) throws(RowError) {
        self.configuration = configuration
        self.bot = bot
        self.accounts = AccountBook(accounts)
        secrets = SecretGenerator(seed: seed)
        desk = try DeskRoom(snapshot: deskSnapshot, events: deskEvents)
        self.figures = FiguresRoom(figures)
    }

    /// Where the record lists conversations that are not closed (`Store.findByKey`).
    package static let openConversationsKey = (scope: KeyScope.open, key: KeyScope.openKey)

    // MARK: inputs

    /// The first input: the desk hears that the daemon is (back) here, and of its queues.
    package mutating func started(at time: Int64) -> [Output] {
        begin(time)
        runDesk(startOfDesk())
        readOpen()
        return end()
    }

    package mutating func connectionOpened(_ connection: ConnectionID, peer: Peer, at time: Int64) -> [Output]
    {
        begin(time)
        open(connection, peer)
        return end()
    }

    package mutating func received(
        _ message: Result<ClientMessage, WireError>, from connection: ConnectionID, at time: Int64
    ) -> [Output] {
        begin(time)
        switch message {
        case .success(let message): receive(message, connection)
        case .failure(let error): receive(error, connection)
        }
        return end()
    }

    /// The out-queue of a connection went down to this many octets; call it when it becomes empty and, while it does
    /// not, whenever something was written.
    package mutating func flushed(_ connection: ConnectionID, remaining: Int, at time: Int64) -> [Output] {
        begin(time)
        flush(connection, remaining)
        return end()
    }

    /// The other side is gone. Not wanted after an `Output.close`, and harmless then.
    package mutating func connectionClosed(_ connection: ConnectionID, at time: Int64) -> [Output] {
        begin(time)
        forget(connection)
        return end()
    }

    package mutating func committed(_ batch: BatchID, at time: Int64) -> [Output] {
        begin(time)
        // An ack and what the bot said, to one who follows.
        outputs.reserveCapacity(4)
        settle(batch)
        return end()
    }

    package mutating func failed(_ batch: BatchID, _ error: StoreError, at time: Int64) -> [Output] {
        begin(time)
        refuse(batch, error)
        return end()
    }

    package mutating func wasRead(_ read: ReadID, _ answer: ReadAnswer, at time: Int64) -> [Output] {
        begin(time)
        take(answer, of: read)
        return end()
    }

    /// Something may be due; early calls are harmless.
    package mutating func timersDue(at time: Int64) -> [Output] {
        begin(time)
        // The alarm that was said has rung: what is still due, even at the same time, needs a new one.
        saidWake = nil
        wake()
        return end()
    }

    package enum ActionResult: Sendable, Hashable {
        /// The body the action answered with, to be read as JSON.
        case gave([UInt8])
        /// A failure the action names itself.
        case failed(String)
        /// Unreachable, late, refused, circuit open; said to agents and in the log, not to customers.
        case error(String)
    }

    package mutating func actionReturned(
        _ conversation: ConversationID, call: String, _ result: ActionResult, at time: Int64
    ) -> [Output] {
        begin(time)
        run(.action(call: call, result), on: conversation)
        return end()
    }

    /// A new version of the bot is in force; conversations move to it at their next turn.
    package mutating func botChanged(_ bot: Bot, at time: Int64) -> [Output] {
        begin(time)
        change(bot)
        return end()
    }

    /// The account table was read again; connections of revoked accounts are closed.
    package mutating func accountsChanged(_ accounts: [Account], at time: Int64) -> [Output] {
        begin(time)
        change(accounts)
        return end()
    }

    /// The end of a supervisor's `reload`: nil is success.
    package mutating func reloadFinished(
        for connection: ConnectionID, cid: String, problem: String?, at time: Int64
    ) -> [Output] {
        begin(time)
        if let problem {
            send(connection, ServerMessage.error(WireError(.badField, field: "files", problem, cid: cid)))
        } else {
            send(connection, ServerMessage.ack(.init(cid: cid, timeMilliseconds: now)))
        }
        return end()
    }

    /// What `Output.status` asked for: the members of the protocol's `status` that only Service knows.
    package mutating func statusKnown(
        for connection: ConnectionID, cid: String, _ members: [JSONMember], at time: Int64
    ) -> [Output] {
        begin(time)
        send(connection, ServerMessage.status(cid: cid, members + ownStatus))
        return end()
    }

    /// SIGTERM: say `drain`, take no new work, finish what is under way, then `Output.drained`.
    package mutating func drain(at time: Int64) -> [Output] {
        begin(time)
        isDraining = true
        for id in connections.keys.sorted() {
            send(
                id,
                ServerMessage.drain(
                    retryMilliseconds: configuration.drainRetryMilliseconds,
                    jitterMilliseconds: configuration.drainJitterMilliseconds))
        }
        return end()
    }

    /// Conversations are to be erased: whoever holds them lets go, and from now on there are none.
    ///
    /// - Parameters:
    ///   - streams: by the names of their streams; what is no conversation's name is left out.
    ///   - isRetention: nobody asked for it: a conversation in use or in a queue stays.
    /// - Returns: what to do, and then the streams to erase from the record, after every commit before; answer with `erased`.
    package mutating func erase(
        _ streams: [StreamID], isRetention: Bool, at time: Int64
    ) -> (outputs: [Output], streams: [StreamID]) {
        begin(time)
        let all = letGo(streams, isRetention: isRetention)
        return (end(), all)
    }

    /// The record holds tombstones in their place.
    package mutating func erased(_ streams: [StreamID], at time: Int64) -> [Output] {
        begin(time)
        for stream in streams { erasing.remove(ConversationID(stream: stream)) }
        return end()
    }

    // MARK: questions

    /// Whether a browser page of this origin may connect; checked before the WebSocket handshake is answered.
    ///
    /// Without an `Origin` it is no browser: it may connect, but speak only with a token.
    package func allows(origin: String?, fromLoopback isLoopback: Bool) -> Bool {
        guard let origin else { return true }
        if bot.origins.contains(origin) || accounts.sites.contains(where: { $0.origins.contains(origin) }) {
            return true
        }
        return isLoopback && Origins.isLoopback(origin)
    }

    /// Sites whose pages may talk to the bot.
    package var origins: [String] { bot.origins + accounts.sites.flatMap(\.origins) }

    /// Conversations with something in memory; for health and tests.
    package var conversationCount: Int { conversations.count }
    package var waitingCount: Int { desk.state.waiting }
    package var isDeskLost: Bool { desk.isLost }

    // MARK: frame of every input

    private mutating func begin(_ time: Int64) {
        now = time
        outputs = []
    }

    private mutating func end() -> [Output] {
        let due = wakes.nextDue
        if due != saidWake {
            saidWake = due
            outputs.append(.setWake(due))
        }
        // What was under way when the drain began counts too.
        if isDraining, !saidDrained, batches.isEmpty { keepFigures() }
        if isDraining, !saidDrained, batches.isEmpty {
            saidDrained = true
            outputs.append(.drained)
        }
        let all = outputs
        outputs = []
        return all
    }

    /// What the desk hears first of this process.
    mutating func startOfDesk() -> [DeskEvent] {
        var events: [DeskEvent] = []
        if desk.next == 1 {
            events.append(.started(seed: Self.number(secrets.next()), seed2: Self.number(secrets.next())))
        }
        return events + [.configured(deskConfiguration), .restarted]
    }

    var deskConfiguration: DeskConfiguration {
        var desk = bot.desk
        desk.graceMilliseconds = configuration.graceMilliseconds
        desk.offerMilliseconds = configuration.offerMilliseconds
        return desk
    }

    static func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func log(_ level: LogEntry.Level, _ text: String) {
        outputs.append(.log(LogEntry(level: level, text: text)))
    }
}

/// Origins of browsers, as text: `scheme://host[:port]`.
enum Origins {
    static func isLoopback(_ origin: String) -> Bool {
        for scheme in ["http://", "https://"] where origin.hasPrefix(scheme) {
            let rest = origin.dropFirst(scheme.count)
            let host: Substring
            if rest.hasPrefix("[") {
                guard let end = rest.firstIndex(of: "]") else { return false }
                host = rest[...end]
            } else {
                host = rest.prefix { $0 != ":" }
            }
            let port = rest.dropFirst(host.count)
            let portIsPlain = port.isEmpty || port.first == ":" && port.dropFirst().allSatisfy(\.isNumber)
            return portIsPlain && ["localhost", "127.0.0.1", "[::1]"].contains(String(host))
        }
        return false
    }
}
