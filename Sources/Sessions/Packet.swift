import Conversation
import Desk
import JSON
import Text
import Wire

/// What an agent gets with a customer: why, what is known, what was tried, and the newest part of what was said.
enum Packet {
    /// Octets left for everything that is not the transcript.
    static let reserve = 65_536

    static func write(
        _ core: ConversationCore, committedSeq: Int64, noteSeq: Int64, standing: DeskState.Standing?,
        at now: Int64
    ) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 4_096)
        let request = core.ledger.escalation
        writer.beginObject()
        writer.member("queue", standing?.queue ?? request?.queue ?? "")
        writer.key("reason")
        writer.beginObject()
        writer.member("code", request?.reason.code.rawValue ?? Reason.Code.flow.rawValue)
        writer.member("text", request?.reason.text ?? "")
        writer.endObject()
        writer.member("priority", standing.map { "\($0.priority)" } ?? name(request?.urgency ?? .normal))
        writer.member("waiting_ms", waiting(core, standing, at: now))
        writer.member("first_reply_due", ifPresent: standing?.firstReplyDueMilliseconds)
        writer.member("language", core.state.language.code)
        writer.member("channel", core.state.channel)
        writer.member("flow", ifPresent: request?.flow)
        writer.member("step", ifPresent: request?.step)
        writeCustomer(core, &writer)
        if let request { writeKnown(request, core, &writer) }
        writePromises(core, &writer)
        writeEarlier(request?.earlier ?? core.state.earlier, &writer)
        writeNotes(core, noteSeq, &writer)
        writeTranscript(core, committedSeq, &writer)
        writer.endObject()
        return writer.bytes
    }

    /// Since he was handed over; since the promise where there was no hand-over.
    private static func waiting(
        _ core: ConversationCore, _ standing: DeskState.Standing?, at now: Int64
    ) -> Int64 {
        if core.ledger.escalation != nil { return max(0, now - core.ledger.escalatedMilliseconds) }
        return standing.map { max(0, now - $0.arrivedMilliseconds) } ?? 0
    }

    private static func name(_ urgency: EscalationRequest.Urgency) -> String {
        switch urgency {
        case .low: "low"
        case .normal: "normal"
        case .high: "high"
        case .urgent: "urgent"
        }
    }

    private static func writeCustomer(_ core: ConversationCore, _ writer: inout JSONWriter) {
        writer.key("customer")
        writer.beginObject()
        writer.member("id", ifPresent: core.state.customerID)
        writer.member("name", ifPresent: core.state.customerName)
        writer.key("profile")
        writer.beginObject()
        for entry in core.state.profile {
            writer.key(dynamic: entry.name)
            writer.string(entry.text)
        }
        writer.endObject()
        writer.endObject()
    }

    private static func writeKnown(
        _ request: EscalationRequest, _ core: ConversationCore, _ writer: inout JSONWriter
    ) {
        var seen: Set<String> = []
        let slots = request.slots.filter { seen.insert($0.name).inserted }
        writer.key("slots")
        writer.beginObject()
        for slot in slots {
            writer.key(dynamic: slot.name)
            writer.string(slot.display)
        }
        writer.endObject()
        writer.key("known")
        writer.beginArray()
        for slot in slots {
            ServerMessage.KnownValue(
                slot: slot.name, value: slot.display, isPrivate: slot.isPrivate,
                seq: core.ledger.told[slot.name]
            ).write(to: &writer)
        }
        writer.endArray()
        // The agent sees them; whoever logs or exports the packet has to leave them out.
        writer.member("private", request.slots.filter(\.isPrivate).map(\.name))
        writer.key("tried")
        writer.beginArray()
        for tried in request.tried {
            writer.beginObject()
            writer.member("kind", tried.kind.rawValue)
            writer.member("name", tried.name)
            writer.member("detail", ifPresent: tried.detail)
            writer.endObject()
        }
        writer.endArray()
        writer.member("pages", request.pages)
    }

    /// What the bot promised him, the newest last.
    private static func writePromises(_ core: ConversationCore, _ writer: inout JSONWriter) {
        writer.key("promises")
        writer.beginArray()
        for promise in core.state.promises {
            writer.beginObject()
            writer.member("kind", promise.kind)
            writer.member("queue", promise.queue)
            writer.member("contact", ifPresent: promise.contact)
            writer.member("due", ifPresent: promise.dueMilliseconds)
            writer.endObject()
        }
        writer.endArray()
    }

    private static func writeEarlier(_ earlier: [EarlierConversation], _ writer: inout JSONWriter) {
        writer.key("earlier")
        writer.beginArray()
        for one in earlier {
            writer.beginObject()
            writer.member("conversation", one.id)
            writer.member("channel", one.channel)
            writer.member("outcome", one.outcome)
            writer.member("summary", one.summary)
            writer.member("ts", one.atMilliseconds)
            writer.endObject()
        }
        writer.endArray()
    }

    /// The notes on disk, newest first.
    private static func writeNotes(
        _ core: ConversationCore, _ noteSeq: Int64, _ writer: inout JSONWriter
    ) {
        writer.key("notes")
        writer.beginArray()
        var size = 0
        for note in core.notes.reversed() where note.seq <= noteSeq {
            size += note.text.utf8.count
            if size > reserve / 2 { break }
            writer.beginObject()
            writer.member("note_seq", note.seq)
            writer.member("from", note.from)
            writer.member("text", note.text)
            writer.member("ts", note.timeMilliseconds)
            writer.endObject()
        }
        writer.endArray()
    }

    /// The messages on disk, oldest first, as many of the newest as fit into one line.
    private static func writeTranscript(
        _ core: ConversationCore, _ committedSeq: Int64, _ writer: inout JSONWriter
    ) {
        let room = max(0, WireLimits.serverLine - writer.byteCount - 4_096)
        var lines: [[UInt8]] = []
        var size = 0
        var from = committedSeq + 1
        for seq in stride(from: committedSeq, through: max(1, core.recent.firstSeq), by: -1) {
            guard let body = core.recent.body(seq), let value = try? RowError.parse(body) else { break }
            from = seq
            guard value["kind"]?.string == "message" else { continue }
            var line = JSONWriter(reservingCapacity: body.count)
            line.beginObject()
            line.member("seq", seq)
            line.member("from", value["from"]?.string ?? "")
            line.member("name", ifPresent: value["name"]?.string)
            line.member("text", value["text"]?.string ?? "")
            line.member("ts", value["ts"]?.int64 ?? 0)
            line.endObject()
            size += line.bytes.count + 1
            if size > room {
                from = seq + 1
                break
            }
            lines.append(line.bytes)
        }
        writer.key("transcript")
        writer.beginArray()
        for line in lines.reversed() { writer.raw(line) }
        writer.endArray()
        writer.member("transcript_from", from)
    }
}
