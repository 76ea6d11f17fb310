import JSON
import Record
import Wire

/// An agent's note as it stands in the stream of notes.
struct NoteRow: Sendable, Hashable {
    static let kind: UInt8 = 3
    static let version: UInt8 = 1
    /// Notes read back with a conversation.
    static let readLimit = 50

    var from: String
    var text: String

    func encoded() -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("from", from)
        writer.member("text", text)
        writer.endObject()
        return writer.bytes
    }

    init(from: String, text: String) {
        self.from = from
        self.text = text
    }

    /// Nil for a tombstone or bytes of a later version.
    init?(_ event: RecordedEvent) {
        guard event.kind == Self.kind, event.version <= Self.version,
            let value = try? RowError.parse(event.bytes), let from = value["from"]?.string,
            let text = value["text"]?.string
        else { return nil }
        self.init(from: from, text: text)
    }
}
