import Conversation
import JSON
package import Record
import Text
import Wire

/// Everything the record knows of one conversation, for the person it is about: made from its rows and its notes.
///
/// What only guards the door (hashes of secrets) is left out; it says nothing about anybody.
package struct ConversationReport: Sendable {
    /// One line of the transcript, in order.
    package struct Entry: Sendable, Hashable {
        package enum Kind: String, Sendable, Hashable {
            case customer, bot, system, agent, note, owner, rated, page, closed, erased
        }

        package var kind: Kind
        package var timeMilliseconds: Int64
        /// An agent's name.
        package var name: String?
        package var text: String
    }

    package let conversation: String
    /// What was told about the customer, by name: `customer`, `name`, `profile.plan`, `slot order-no` …
    package private(set) var about: [(name: String, text: String)] = []
    package private(set) var openedMilliseconds: Int64 = 0
    package private(set) var entries: [Entry] = []
    /// JSON objects, one for each row of the record.
    package private(set) var lines: [[UInt8]] = []

    /// - Parameters:
    ///   - events: of the conversation's stream, from the first one on.
    ///   - notes: of the agents' notes about it.
    /// - Throws: `RowError` for a row this version cannot read.
    package init(_ id: ConversationID, events: [RecordedEvent], notes: [RecordedEvent]) throws(RowError) {
        conversation = id.description
        for event in events { try add(event) }
        for note in notes { add(note: note) }
        entries.sort { $0.timeMilliseconds < $1.timeMilliseconds }
        if let core = try ConversationCore(snapshot: nil, events: events) { describe(core) }
    }

    private mutating func describe(_ core: ConversationCore) {
        let state = core.state
        openedMilliseconds = core.ledger.openedMilliseconds
        func add(_ name: String, _ text: String?, to list: inout [(name: String, text: String)]) {
            if let text, !text.isEmpty { list.append((name, text)) }
        }
        add("site", core.ledger.site, to: &about)
        add("customer", state.customerID, to: &about)
        add("name", state.customerName, to: &about)
        add("channel", state.channel, to: &about)
        add("language", state.language.code, to: &about)
        for entry in state.profile { add("profile.\(entry.name)", entry.text, to: &about) }
        for (index, page) in state.pages.enumerated() { add("page \(index + 1)", page, to: &about) }
        for promise in state.promises {
            add(
                "promise", [promise.kind, promise.contact].compactMap { $0 }.joined(separator: " "),
                to: &about)
        }
        add("rating", state.rating.map(String.init), to: &about)
        add("outcome", state.closedOutcome, to: &about)
        for earlier in state.earlier {
            add("earlier", "\(earlier.id) \(earlier.channel) \(earlier.outcome)", to: &about)
        }
    }

    private mutating func add(_ event: RecordedEvent) throws(RowError) {
        var writer = JSONWriter(reservingCapacity: event.bytes.count + 128)
        writer.beginObject()
        writer.member("conversation", conversation)
        writer.member("number", event.number)
        writer.member("ts", event.atMilliseconds)
        if event.isTombstone {
            writer.member("erased", true)
            writer.endObject()
            lines.append(writer.bytes)
            entries.append(Entry(kind: .erased, timeMilliseconds: event.atMilliseconds, text: ""))
            return
        }
        guard event.kind == TurnRow.kind, event.version <= TurnRow.version else {
            throw RowError("an event of a later version")
        }
        let row = try TurnRow(decoding: event.bytes)
        writer.member("by", ifPresent: row.agent)
        writer.key("events")
        writer.beginArray()
        for body in row.bodies {
            writer.raw(body)
            if let entry = try Entry(body) { entries.append(entry) }
        }
        writer.endArray()
        writer.key("turn")
        writer.beginArray()
        for step in row.steps {
            writer.beginObject()
            writer.member("event", raw: step.event)
            writer.member("changes", raw: step.changes)
            writer.member("why", raw: step.explanation)
            writer.endObject()
            if case .pageVisited(let url)? = try? ConversationEvent(decoding: step.event) {
                entries.append(Entry(kind: .page, timeMilliseconds: event.atMilliseconds, text: url))
            }
        }
        writer.endArray()
        writer.key("facts")
        writer.beginArray()
        for fact in row.facts where !fact.isSecret { fact.write(to: &writer) }
        writer.endArray()
        writer.endObject()
        lines.append(writer.bytes)
    }

    private mutating func add(note event: RecordedEvent) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("conversation", conversation)
        writer.member("note", event.number)
        writer.member("ts", event.atMilliseconds)
        if let row = NoteRow(event) {
            writer.member("from", row.from)
            writer.member("text", row.text)
            entries.append(
                Entry(kind: .note, timeMilliseconds: event.atMilliseconds, name: row.from, text: row.text))
        } else {
            writer.member("erased", true)
        }
        writer.endObject()
        lines.append(writer.bytes)
    }
}

extension ConversationReport.Entry {
    /// From what the customer saw; nil for what has no line of its own.
    fileprivate init?(_ body: [UInt8]) throws(RowError) {
        let value = try RowError.parse(body)
        let time = value["ts"]?.int64 ?? 0
        switch value["kind"]?.string {
        case "message":
            let kind = Kind(rawValue: value["from"]?.string ?? "") ?? .system
            var text = value["text"]?.string ?? ""
            for choice in value["choices"]?.array ?? [] { text += "\n[\(choice["label"]?.string ?? "")]" }
            self.init(kind: kind, timeMilliseconds: time, name: value["name"]?.string, text: text)
        case "owner":
            let parts = [value["owner"]?.string, value["queue"]?.string, value["name"]?.string]
            self.init(
                kind: .owner, timeMilliseconds: time,
                text: parts.compactMap { $0 }.joined(separator: " "))
        case "rated":
            let parts = [value["score"]?.int64.map(String.init), value["comment"]?.string]
            self.init(
                kind: .rated, timeMilliseconds: time, text: parts.compactMap { $0 }.joined(separator: " "))
        case "closed":
            self.init(kind: .closed, timeMilliseconds: time, text: value["outcome"]?.string ?? "")
        default: return nil
        }
    }
}

extension Fact {
    /// A hash that lets somebody resume.
    fileprivate var isSecret: Bool {
        switch self {
        case .secretGiven, .secretRotated: true
        default: false
        }
    }
}
