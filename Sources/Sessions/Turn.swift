import Conversation
import Desk
import JSON
import Record
import Wire

/// One turn while it is made: everything one input sets in motion, to be committed together.
struct Turn: Sendable {
    /// Whose turn it is; nil for the desk's own.
    let id: ConversationID?
    var row = TurnRowMaker()
    /// Rows of the desk's stream.
    var deskRows: [[UInt8]] = []
    var noteRows: [(number: UInt64, bytes: [UInt8])] = []
    var keys: [KeyChange] = []
    var pending = PendingBatch()
    /// What the desk answered to an escalation, or why it refused a verb.
    var deskAnswer: DeskAnswer?
    var rejection: Rejection?
    var epoch: Int64?
    /// The seq of its `closed` event.
    var closedSeq: Int64?
    /// How often the desk was asked in it.
    var escalations = 0
    /// The customer's message the turn began with.
    var saidSeq: Int64?
    /// Jobs of other conversations that follow from it.
    var followUps: [(ConversationID, Job)] = []
    var ack: ServerMessage.Ack?
    var answerKey: String?
    var answerHash: UInt64 = 0

    init(_ id: ConversationID? = nil) { self.id = id }

    /// One step of the engine, as the record will tell of it.
    mutating func add(_ event: ConversationEvent, _ decision: Decision) {
        row.add(event, decision.changes, decision.explanation)
    }

    /// What waits for the batch, moved out: copying its lists would count their holders.
    mutating func takePending() -> PendingBatch {
        var taken = PendingBatch()
        swap(&taken, &pending)
        return taken
    }

    var isEmpty: Bool {
        row.isEmpty && deskRows.isEmpty && noteRows.isEmpty
            && keys.isEmpty
    }
}

/// What the engine may know of the queues, worked out once: hours change with the minute at the soonest, the rest with
/// what the desk heard, and it is asked for at every turn.
struct QueuePicture: Sendable {
    var minute = Int64.min
    var deskEventCount = -1
    var fingerprint = ""
    var queues: [String: Moment.QueueState] = [:]
}

/// The desk in memory and its stream.
struct DeskRoom: Sendable {
    static let rowKind: UInt8 = 2
    static let rowVersion: UInt8 = 1
    static let snapshotVersion: UInt8 = 1
    /// Messages that may wait while the desk is read anew; whoever comes later is told to come again.
    static let waitingLimit = 4_096

    var state = DeskState()
    var next: UInt64 = 1
    var snapshotNumber: UInt64 = 0
    var inflight = 0
    var lastBatch: BatchID?
    /// When the desk is in the queue of times.
    var wakeMilliseconds: Int64?
    /// How many events the desk has had since the start: what is known of its state holds while this stands.
    private(set) var eventCount = 0
    /// A commit that held desk rows failed: read it anew when nothing is under way.
    var isLost = false
    var isReading = false
    /// Messages that came meanwhile.
    var waiting: [(ConnectionID, ClientMessage)] = []
    /// Presence and the like that came meanwhile.
    var deferred: [DeskEvent] = []
    /// The watching supervisors have not seen all of it yet.
    var isChanged = false

    init() {}

    init(snapshot: Snapshot?, events: [RecordedEvent]) throws(RowError) {
        if let snapshot, snapshot.version == Self.snapshotVersion {
            guard let state = try? DeskState(decoding: snapshot.bytes) else {
                throw RowError("the desk's snapshot cannot be read")
            }
            self.state = state
            next = snapshot.number + 1
            snapshotNumber = snapshot.number
        }
        for event in events where event.number >= next {
            next = event.number &+ 1
            if event.isTombstone { continue }
            guard event.kind == Self.rowKind, event.version <= Self.rowVersion,
                let entry = try? DeskEntry(decoding: event.bytes)
            else { throw RowError("event \(event.number) of the desk cannot be read") }
            _ = state.step(entry.event, at: entry.atMilliseconds)
        }
    }

    mutating func step(_ event: DeskEvent, at now: Int64) -> [DeskEffect] {
        eventCount += 1
        return state.step(event, at: now)
    }

    /// A room read anew takes its place.
    mutating func replace(with fresh: consuming DeskRoom) {
        let count = eventCount
        self = fresh
        eventCount += count + 1
    }

    /// - Parameter rows: how many rows are worth a snapshot; more when many customers are at the desk.
    mutating func snapshotIfDue(every rows: UInt64) -> Snapshot? {
        let number = next - 1
        guard number - snapshotNumber >= max(rows, UInt64(state.ticketCount)) else {
            return nil
        }
        snapshotNumber = number
        return Snapshot(stream: .desk, number: number, version: Self.snapshotVersion, bytes: state.encode())
    }
}

/// Scopes of keys in the record.
enum KeyScope {
    /// Hash of a token's hash and the `cid` of an `open` → the conversation.
    static let opening: UInt8 = 1
    /// Hash of site and customer's id → his conversations; the value is what a later one shows of it.
    static let customer: UInt8 = 2
    /// Conversations not closed: what a start has to look at. The key is one octet.
    static let open: UInt8 = 3
    static let openKey: [UInt8] = [1]

    /// Keys that hold what somebody may have to be forgotten by stand in the record as their hash: the pages of an index
    /// are rearranged, and copies of a key may stay in them (see the second migration of `Record`).
    static func hashed(_ key: [UInt8]) -> [UInt8] { Tokens.sha256(key) }
    static let hashByteCount = 32
    /// The record's schema from which on they do.
    static let firstHashedSchema = 2
}
