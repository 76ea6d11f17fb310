import Conversation
import JSON
import Wire

/// One turn as it stands in a conversation's stream.
///
/// ```
/// {"q":9,"t":1795353359928,"s":[[event,changes,explanation] …],"o":[what the customer saw …],"f":[facts …],
///  "by":"agent's name"}
/// ```
/// Each text stands once. Event, changes and explanation are the engine's own JSON, where what is said in `o` is a place
/// in it (`ShownTexts`). In `o` a message is `["c",text,cid]`, and so on (`RowMessage`): its seq follows from `q`, the
/// first one's, and its time is `t`; whatever else was seen is the event's body as it was sent. The answer to the first
/// message's `cid` is `["cid",hash]`. In rows of version 1 nothing is left out, and they are read in the same way.
///
/// Here all of it stands in full.
struct TurnRow: Sendable, Hashable {
    struct Step: Sendable, Hashable {
        var event: [UInt8]
        var changes: [UInt8]
        var explanation: [UInt8]
    }

    /// Kinds of rows; 0 is a tombstone.
    static let kind: UInt8 = 1
    static let version: UInt8 = 2

    var steps: [Step] = []
    var bodies: [[UInt8]] = []
    var facts: [Fact] = []
    /// The agent or supervisor whose verb it was.
    var agent: String?

    /// A row that leaves nothing out.
    func encoded() -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("s")
        writer.beginArray()
        for step in steps {
            writer.beginArray()
            writer.raw(step.event)
            writer.raw(step.changes)
            writer.raw(step.explanation)
            writer.endArray()
        }
        writer.endArray()
        writer.key("o")
        writer.beginArray()
        for body in bodies { writer.raw(body) }
        writer.endArray()
        writer.key("f")
        writer.beginArray()
        for fact in facts { fact.write(to: &writer) }
        writer.endArray()
        writer.member("by", ifPresent: agent)
        writer.endObject()
        return writer.bytes
    }

    /// - Throws: `RowError` for bytes no version up to this one wrote.
    init(decoding bytes: [UInt8]) throws(RowError) {
        let value = try RowError.parse(bytes)
        let seen = try SeenInRow(value)
        guard let steps = value["s"]?.array, let facts = value["f"]?.array else {
            throw RowError("a turn lacks its members")
        }
        for step in steps {
            guard let parts = step.array, parts.count == 3 else {
                throw RowError("a step has not three parts")
            }
            guard let event = seen.texts.restored(parts[0]),
                let changes = seen.texts.restored(parts[1])
            else { throw RowError("a step names a text that is not there") }
            self.steps.append(
                Step(event: event.encoded(), changes: changes.encoded(), explanation: parts[2].encoded()))
        }
        bodies = seen.bodies
        for fact in facts {
            if let parts = fact.array, parts.count == 2, parts[0].string == "cid" {
                self.facts.append(try seen.answer(bodyHash: parts[1]))
            } else {
                self.facts.append(try Fact(fact))
            }
        }
        agent = value["by"]?.string
    }

    init() {}
}

/// A message of a row: what it takes to write its body again.
///
///     [from, text, cid, agent's name, choice, [[id, label] …]]        what is absent at the end is left out
enum RowMessage {
    private static let parties: [(code: String, from: String)] = [
        ("c", "customer"), ("b", "bot"), ("a", "agent"), ("s", "system"),
    ]

    /// - Returns: nil for somebody whose messages have no such form.
    static func code(of from: String) -> String? { parties.first { $0.from == from }?.code }

    /// - Returns: false for what has no such form; nothing is written then.
    static func write(_ body: EventBody, to writer: inout JSONWriter) -> Bool {
        guard case .message(let from, let name, let text, let choices, let choice) = body.content,
            let code = code(of: from)
        else { return false }
        writer.beginArray()
        writer.string(code)
        writer.string(text)
        let last = !choices.isEmpty ? 4 : choice != nil ? 3 : name != nil ? 2 : body.cid != nil ? 1 : 0
        if last >= 1 { writer.optional(body.cid) }
        if last >= 2 { writer.optional(name) }
        if last >= 3 { writer.optional(choice) }
        if last >= 4 {
            writer.beginArray()
            for choice in choices {
                writer.beginArray()
                writer.string(choice.id)
                writer.string(choice.label)
                writer.endArray()
            }
            writer.endArray()
        }
        writer.endArray()
        return true
    }

    static func read(_ parts: [JSONValue], seq: Int64, timeMilliseconds: Int64) throws(RowError) -> EventBody
    {
        func optional(_ index: Int) -> String? { parts.indices.contains(index) ? parts[index].string : nil }
        guard let from = parties.first(where: { $0.code == optional(0) })?.from, let text = optional(1) else {
            throw RowError("a message cannot be read")
        }
        var choices: [EventBody.Choice] = []
        for choice in parts.count > 5 ? parts[5].array ?? [] : [] {
            guard let id = choice[0]?.string, let label = choice[1]?.string else {
                throw RowError("a choice cannot be read")
            }
            choices.append(EventBody.Choice(id: id, label: label))
        }
        return EventBody(
            seq: seq,
            content: .message(
                from: from, name: optional(3), text: text, choices: choices, choice: optional(4)),
            timeMilliseconds: timeMilliseconds, cid: optional(2))
    }
}

/// What the customer saw of a turn, read from its row.
struct SeenInRow {
    private(set) var bodies: [[UInt8]] = []
    /// Of each body; nil where it says none.
    private(set) var seqs: [Int64?] = []
    private(set) var texts = ShownTexts()
    private let firstSeq: Int64
    private let timeMilliseconds: Int64
    private var firstCid: String?

    /// - Parameter row: a row that was parsed.
    init(_ row: JSONValue) throws(RowError) {
        guard let seen = row["o"]?.array else { throw RowError("a turn lacks its members") }
        firstSeq = row["q"]?.int64 ?? 0
        timeMilliseconds = row["t"]?.int64 ?? 0
        for (index, event) in seen.enumerated() {
            if let parts = event.array {
                let (seq, isTooLarge) = firstSeq.addingReportingOverflow(Int64(index))
                if isTooLarge { throw RowError("a seq is too large") }
                let body = try RowMessage.read(parts, seq: seq, timeMilliseconds: timeMilliseconds)
                if index == 0 { firstCid = body.cid }
                bodies.append(body.encoded())
                seqs.append(seq)
                texts.append(body)
            } else {
                bodies.append(event.encoded())
                seqs.append(event["seq"]?.int64)
                texts.append(
                    event["kind"] == "message" ? event["text"]?.string : nil,
                    isOfBot: event["from"]?.string == "bot")
            }
        }
    }

    /// The answer to the first message, of which the row has only the hash.
    func answer(bodyHash: JSONValue) throws(RowError) -> Fact {
        guard let hash = bodyHash.int64, let cid = firstCid else { throw RowError("a fact lacks its id") }
        return .answered(
            cid: cid,
            Ledger.Answer(
                seq: firstSeq, bodyHash: UInt64(bitPattern: hash), timeMilliseconds: timeMilliseconds))
    }
}

extension ShownTexts {
    /// One more thing the customer saw.
    mutating func append(_ body: EventBody) {
        guard case .message(let from, _, let text, _, _) = body.content else {
            return append(nil, isOfBot: false)
        }
        append(text, isOfBot: from == "bot")
    }
}

/// A row on its way to the record: written when all that the customer sees of the turn is known.
struct TurnRowMaker: Sendable {
    private struct Step: Sendable {
        var event: ConversationEvent
        var changes: [Change]
        var explanation: Explanation
    }

    private(set) var bodies: [[UInt8]] = []
    var facts: [Fact] = []
    var agent: String?
    private var steps: [Step] = []
    private var seen: [EventBody] = []
    private var texts = ShownTexts()
    /// Room for nearly every turn.
    private static let usualByteCount = 1_536
    /// What was asked, and the answer in two parts.
    private static let usualSeenCount = 3

    var isEmpty: Bool { steps.isEmpty && bodies.isEmpty && facts.isEmpty }

    mutating func add(
        _ event: consuming ConversationEvent, _ changes: consuming [Change],
        _ explanation: consuming Explanation
    ) {
        steps.append(Step(event: event, changes: changes, explanation: explanation))
    }

    /// - Parameter encoded: the body as clients get it.
    mutating func show(_ body: consuming EventBody, encoded: [UInt8]) {
        if seen.isEmpty {
            seen.reserveCapacity(Self.usualSeenCount)
            bodies.reserveCapacity(Self.usualSeenCount)
        }
        texts.append(body)
        seen.append(body)
        bodies.append(encoded)
    }

    func encoded() -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: Self.usualByteCount)
        writer.beginObject()
        if !seen.isEmpty {
            writer.member("q", seen[0].seq)
            writer.member("t", seen[0].timeMilliseconds)
        }
        writer.key("s")
        writer.beginArray()
        for step in steps {
            StepArchive.write(step.event, step.changes, step.explanation, to: &writer, sparing: texts)
        }
        writer.endArray()
        writer.key("o")
        writer.beginArray()
        for index in seen.indices { writeSeen(index, to: &writer) }
        writer.endArray()
        writer.key("f")
        writer.beginArray()
        for fact in facts { write(fact, to: &writer) }
        writer.endArray()
        writer.member("by", ifPresent: agent)
        writer.endObject()
        return writer.bytes
    }

    private func writeSeen(_ index: Int, to writer: inout JSONWriter) {
        // Of the same turn they are, one after the other, at the same time.
        let follows =
            seen[index].seq == seen[0].seq + Int64(index)
            && seen[index].timeMilliseconds == seen[0].timeMilliseconds
        if !follows || !RowMessage.write(seen[index], to: &writer) { writer.raw(bodies[index]) }
    }

    private func write(_ fact: Fact, to writer: inout JSONWriter) {
        guard case .answered(let cid, let answer) = fact, !seen.isEmpty, cid == seen[0].cid,
            case .message(let from, _, _, _, _) = seen[0].content, RowMessage.code(of: from) != nil,
            answer.seq == seen[0].seq, answer.timeMilliseconds == seen[0].timeMilliseconds,
            answer.epoch == nil, answer.noteSeq == nil
        else { return fact.write(to: &writer) }
        writer.beginArray()
        writer.string("cid")
        writer.integer(Int64(bitPattern: answer.bodyHash))
        writer.endArray()
    }
}

/// Bytes of the record that cannot be read back: damaged, or written by a later version.
package struct RowError: Error, Hashable {
    package var reason: String

    init(_ reason: String) { self.reason = reason }

    /// Rows are nested deeper than messages: engine values inside.
    static let depth = 64

    static func parse(_ bytes: [UInt8]) throws(RowError) -> JSONValue {
        do throws(JSONError) {
            return try JSONReader.parse(bytes, maximumDepth: depth)
        } catch {
            throw RowError(error.description)
        }
    }
}
