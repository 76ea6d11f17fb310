import Conversation
import JSON
import Record

/// One line about an earlier conversation of the same customer, kept as the value of his key.
enum EarlierLine {
    static func encode(_ core: ConversationCore, at opened: Int64) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginArray()
        writer.integer(opened)
        writer.string(core.state.channel)
        writer.string(core.state.closedOutcome ?? core.state.lastOutcome ?? "open")
        writer.string(core.state.lastRequest ?? core.state.currentFlow ?? "")
        writer.endArray()
        return writer.bytes
    }

    /// When the conversation it is about began; nil for what is no such line.
    static func openedMilliseconds(in entry: KeyEntry) -> Int64? {
        decode([entry], without: nil).first?.atMilliseconds
    }

    /// The newest first, at most as many as the engine keeps.
    static func decode(_ entries: [KeyEntry], without id: ConversationID?) -> [EarlierConversation] {
        var lines: [EarlierConversation] = []
        for entry in entries where entry.stream != id?.stream {
            guard let parts = (try? RowError.parse(entry.value))?.array, parts.count >= 4,
                let time = parts[0].int64, let channel = parts[1].string, let outcome = parts[2].string,
                let summary = parts[3].string
            else { continue }
            lines.append(
                EarlierConversation(
                    id: ConversationID(stream: entry.stream).description, channel: channel, outcome: outcome,
                    summary: summary, atMilliseconds: time))
        }
        lines.sort { ($0.atMilliseconds, $0.id) > ($1.atMilliseconds, $1.id) }
        return Array(lines.prefix(ConversationLimits.earlier))
    }
}
