import Conversation
import Desk
import Wire

/// A conversation somebody follows or that has something due; its core may be parked in the record.
struct LiveConversation: Sendable {
    /// A customer's or site's connection that gets its events.
    struct Attachment: Sendable {
        var connection: ConnectionID
        /// The last event sent to it.
        var sentSeq: Int64
        /// Older events are being read for it.
        var isReading = false
        /// Acks of its own messages that stand in place of events it has not reached yet.
        var acks: [Int64: [UInt8]] = [:]
    }

    // Flags and counts stand where a time that may be missing leaves room: there are thousands of these.
    let ticket: TicketID
    /// What is in memory of it; taken out while a job runs.
    var box: CoreBox?
    /// Oldest first.
    var attachments = Few<Attachment>()
    var lastBatch: BatchID?
    /// A job runs and has the core in its hands.
    var isBusy = false
    var isLoading = false
    /// Rows that cannot be read: served to nobody until the next start.
    var isDamaged = false
    var inflight: Int32 = 0
    /// When this conversation is in the queue of times; at most one entry counts.
    var wakeMilliseconds: Int64?
    /// A commit failed: memory is wrong, and is dropped when nothing is under way any more.
    var isLost = false
    var isClosed = false
    /// The customer has said something; until then the conversation may expire.
    var hasSpoken = true
    /// Sends under way, for a site's window.
    var inflightSends: Int32 = 0
    /// The soonest of its timers, also while it is parked.
    var timerMilliseconds: Int64?
    /// False until it is first read, and when what its calls gave may have been lost: the next read makes them again.
    var callsMade = false
    /// Read after a start only to see what is due: it leaves memory at once.
    var isLookedAt = false
    /// Since when nobody follows it.
    var absentSinceMilliseconds: Int64?
    var openedMilliseconds: Int64 = 0
    var lastUsedMilliseconds: Int64 = 0
    /// The last seq on disk.
    var committedSeq: Int64 = 0
    /// The last note on disk.
    var noteSeq: Int64 = 0
    /// The agent whom its events go to.
    var agent: String?
    /// Calls that had not come back when it was read, to be made again; not those made since.
    var unmadeCalls: [Int] = []
    var jobs: [Job] = []
    /// Up to where the packet that each agent was sent went.
    var packetSeq: [String: Int64] = [:]

    /// Nothing is under way that a job would have to wait for.
    var isReady: Bool { !isLoading && !isLost && !isBusy }

    /// Takes over what has to be known without the core.
    mutating func note(_ core: ConversationCore) {
        isClosed = core.state.isClosed
        hasSpoken = core.state.hasSpoken
        openedMilliseconds = core.ledger.openedMilliseconds
        timerMilliseconds = core.ledger.nextTimer
        if case .agent(let name) = core.state.owner { agent = name } else { agent = nil }
    }

    init(_ id: ConversationID) { ticket = TicketID(id.description) }

    var name: String { ticket.text }
}

/// Something to be done with a loaded conversation.
enum Job: Sendable {
    case message(ConnectionID, ClientMessage)
    case event(ConversationEvent)
    case action(call: String, SessionsMachine.ActionResult)
    /// Timers that may be due; calls that have to be made again.
    case wake
    /// A repeated `open`.
    case reopen(ConnectionID, cid: String, bodyHash: UInt64)
    /// Nobody of his has been connected for long.
    case absent
    /// Compare with what the desk knows, after a restart or a failure.
    case reconcile
    /// Somebody is behind.
    case catchUp(ConnectionID)
    /// Tell an agent what the desk decided.
    case tell(DeskEffect)
    /// An agent who has a later conversation of the same customer reads this one.
    case readEarlier(ConnectionID, ClientMessage.History, of: ConversationID)

    var isAction: Bool { if case .action = self { true } else { false } }

    func isMessage(from connection: ConnectionID) -> Bool {
        if case .message(connection, _) = self { true } else { false }
    }
}

/// What waits for a batch to be on disk.
struct PendingBatch: Sendable {
    enum Step: Sendable {
        case send(ConnectionID, [UInt8])
        case act(ActionRequest)
        /// The first an agent's connection hears after his token.
        case greet(ConnectionID, [UInt8])
        case desk(DeskEffect)
        /// Send it what it has not seen.
        case catchUp(ConnectionID)
        /// The connection follows the conversation from here on.
        case attach(ConnectionID, sentSeq: Int64)
    }

    struct Waiter: Sendable, Hashable {
        var connection: ConnectionID
        var cid: String?
    }

    var conversation: ConversationID?
    var usesDesk = false
    /// Whose message it was, to be told if the batch fails.
    var origin: ConnectionID?
    var cid: String?
    /// It takes a place in the window of sends.
    var countsAsSend = false
    var before: [Step] = []
    /// Answered in place of the event `ackSeq`.
    var ack: [UInt8]?
    var ackSeq: Int64?
    var bodies: [[UInt8]] = []
    var firstSeq: Int64 = 1
    /// Agents who see the bodies too.
    var agents: [String] = []
    var after: [Step] = []
    /// Others whose answer was put into `after`: they are told too if the batch fails.
    var waiters: [Waiter] = []
    /// The conversation begins with it: without it there is none.
    var isOpening = false
    /// The desk hears in it that the daemon began.
    var startsDesk = false
    /// The last note it keeps.
    var noteSeq: Int64?
    /// A repeated `open` is found out by the record: the claim of its key.
    var openHash: UInt64?
    /// What counts in the day's figures once it is on disk.
    var tallies: [Tally] = []
}

/// Something due at a time.
enum Wake: Sendable {
    case connection(ConnectionID)
    case conversation(ConversationID)
    case desk
    case picture
    case loading
    /// The figures of the day are to be kept.
    case figures
}

/// What a question to the record was asked for.
enum ReadPurpose: Sendable {
    case load(ConversationID)
    case notes(ConversationID)
    case desk
    /// Which conversations were open before the start.
    case open
    case earlier(ConnectionID, ClientMessage.Open, customerKey: [UInt8])
    case catchUp(ConnectionID, ConversationID)
    case history(
        ConnectionID, ConversationID, cid: String, before: Int64, limit: Int, from: UInt64, bodies: [[UInt8]],
        for: ConversationID?)
}
