import Conversation
import JSON
import Record
import Text
import Wire

/// A conversation in use: the fold of its stream.
struct ConversationCore: Sendable {
    struct Note: Sendable, Hashable {
        var seq: Int64
        var from: String
        var text: String
        var timeMilliseconds: Int64
    }

    var state = ConversationState()
    var ledger = Ledger()
    /// The number the stream's next event gets.
    var next: UInt64 = 1
    /// The last seq given.
    var seq: Int64 = 0
    var recent = RecentEvents()
    /// The agents' last notes, oldest first.
    var notes: [Note] = []
    var snapshotNumber: UInt64 = 0

    init() {}

    /// Folds what the record holds.
    ///
    /// - Returns: nil when there is nothing of this conversation, or all of it was erased.
    /// - Throws: `RowError` when a row cannot be read; the conversation is then damaged and served to nobody.
    init?(snapshot: Snapshot?, events: [RecordedEvent]) throws(RowError) {
        if let snapshot, snapshot.version == Self.snapshotVersion { try restore(snapshot) }
        var isEmpty = next == 1
        for event in events where event.number >= next {
            next = event.number &+ 1
            if event.isTombstone { continue }
            guard event.kind == TurnRow.kind, event.version <= TurnRow.version else {
                throw RowError("an event of a later version")
            }
            isEmpty = false
            try fold(try TurnRow(decoding: event.bytes), number: event.number)
        }
        if isEmpty { return nil }
    }

    private mutating func fold(_ row: TurnRow, number: UInt64) throws(RowError) {
        ledger.mark(number: number, firstSeq: seq &+ 1)
        for step in row.steps {
            guard let changes = try? Change.decode(step.changes) else {
                throw RowError("changes cannot be read")
            }
            state.apply(changes)
            // A customer's own message is the first thing his turn shows.
            if Self.fills(changes), let said = row.bodies.first.flatMap({ try? RowError.parse($0) }),
                said["from"]?.string == "customer"
            {
                ledger.note(changes, saidAt: seq + 1)
            }
        }
        for body in row.bodies {
            seq += 1
            recent.append(body, seq: seq)
        }
        for fact in row.facts { ledger.apply(fact) }
    }

    static func fills(_ changes: [Change]) -> Bool {
        changes.contains { if case .filled = $0 { true } else { false } }
    }

    // MARK: snapshots

    static let snapshotVersion: UInt8 = 1

    /// A snapshot that ends with event `next - 1`, when one is due.
    ///
    /// - Parameter rows: how many rows are worth its bytes; it also has to have grown by half since the last.
    mutating func snapshotIfDue(_ stream: StreamID, every rows: UInt64) -> Snapshot? {
        let number = next - 1
        let grown = number - snapshotNumber
        guard grown >= rows, grown >= snapshotNumber / 2 else { return nil }
        snapshotNumber = number
        return Snapshot(
            stream: stream, number: number, version: Self.snapshotVersion, bytes: encodedForSnapshot())
    }

    func encodedForSnapshot() -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 4_096)
        writer.beginObject()
        writer.member("state", raw: state.encode())
        writer.member("seq", seq)
        writer.key("ledger")
        ledger.write(to: &writer)
        writer.key("recent")
        writer.beginArray()
        for body in recent.bodies { writer.raw(body) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    private mutating func restore(_ snapshot: Snapshot) throws(RowError) {
        let value = try RowError.parse(snapshot.bytes)
        guard let state = value["state"], let seq = value["seq"]?.int64, let ledger = value["ledger"],
            let bodies = value["recent"]?.array, seq >= 0
        else { throw RowError("a snapshot lacks its members") }
        guard let read = try? ConversationState(decoding: state.encoded()) else {
            throw RowError("a snapshot's state cannot be read")
        }
        self.state = read
        self.seq = seq
        self.ledger = try Ledger(ledger)
        for (index, body) in bodies.enumerated() {
            recent.append(body.encoded(), seq: seq - Int64(bodies.count - 1 - index))
        }
        next = snapshot.number + 1
        snapshotNumber = snapshot.number
    }
}

/// A core in memory of its own: a conversation holds it by a word, and nothing once it is let go.
struct CoreBox: Sendable {
    /// Changed only while one box alone holds it.
    private final class Memory: @unchecked Sendable {
        @exclusivity(unchecked) var core: ConversationCore
        init(_ core: consuming ConversationCore) { self.core = core }
    }

    private var memory: Memory

    init(_ core: consuming ConversationCore) { memory = Memory(core) }

    var core: ConversationCore {
        _read { yield memory.core }
        _modify {
            if !isKnownUniquelyReferenced(&memory) { memory = Memory(memory.core) }
            yield &memory.core
        }
    }
}

/// The last things the customer saw, as bodies; older ones are in the record.
struct RecentEvents: Sendable {
    static let limit = 128
    static let byteLimit = 65_536

    private(set) var bodies: [[UInt8]] = []
    private(set) var lastSeq: Int64 = 0
    private var byteCount = 0

    var firstSeq: Int64 { lastSeq - Int64(bodies.count) + 1 }

    /// - Complexity: O(1) over many calls: half is dropped at once when it is full.
    mutating func append(_ body: [UInt8], seq: Int64) {
        bodies.append(body)
        lastSeq = seq
        byteCount += body.count
        guard bodies.count > 2 * Self.limit || byteCount > 2 * Self.byteLimit else { return }
        var kept = 0
        var bytes = 0
        for body in bodies.reversed() {
            if kept == Self.limit || (kept > 0 && bytes + body.count > Self.byteLimit) { break }
            kept += 1
            bytes += body.count
        }
        bodies.removeFirst(bodies.count - kept)
        byteCount = bytes
    }

    /// The body of one event; nil when it is no longer here.
    func body(_ seq: Int64) -> [UInt8]? {
        let index = Int(seq - firstSeq)
        return bodies.indices.contains(index) ? bodies[index] : nil
    }
}
