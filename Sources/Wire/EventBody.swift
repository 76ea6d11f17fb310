import JSON

/// One thing a customer may see, as kept in the record and sent inside an `event`.
package struct EventBody: Sendable, Hashable {
    package struct Choice: Sendable, Hashable {
        package var id: String
        package var label: String

        package init(id: String, label: String) {
            self.id = id
            self.label = label
        }
    }

    package enum Content: Sendable, Hashable {
        /// `from`: customer, bot, agent or system; `name`: which agent; `choice`: what a chosen label stands for.
        case message(from: String, name: String?, text: String, choices: [Choice], choice: String?)
        /// `owner`: bot, queue or agent.
        case owner(
            owner: String, name: String?, queue: String?, place: Int?, expectedWaitMilliseconds: Int64?)
        case rated(score: Int, comment: String?)
        case incident(text: String)
        case closed(outcome: String)
    }

    package var seq: Int64
    package var content: Content
    package var timeMilliseconds: Int64
    /// The client's id of what caused it, where it is the customer's own.
    package var cid: String?

    package init(seq: Int64, content: Content, timeMilliseconds: Int64, cid: String? = nil) {
        self.seq = seq
        self.content = content
        self.timeMilliseconds = timeMilliseconds
        self.cid = cid
    }

    /// Room for most: all that is not what somebody said takes less than this.
    private var usualByteCount: Int {
        if case .message(_, _, let text, _, _) = content { text.utf8.count + 192 } else { 192 }
    }

    /// One JSON object without envelope.
    package func encoded() -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: usualByteCount)
        writer.beginObject()
        writer.member("seq", seq)
        switch content {
        case .message(let from, let name, let text, let choices, let choice):
            writer.member("kind", "message")
            writer.member("from", from)
            writer.member("name", ifPresent: name)
            writer.member("text", text)
            writer.member("choice", ifPresent: choice)
            if !choices.isEmpty {
                writer.key("choices")
                writer.beginArray()
                for choice in choices {
                    writer.beginObject()
                    writer.member("id", choice.id)
                    writer.member("label", choice.label)
                    writer.endObject()
                }
                writer.endArray()
            }
        case .owner(let owner, let name, let queue, let place, let expectedWait):
            writer.member("kind", "owner")
            writer.member("owner", owner)
            writer.member("name", ifPresent: name)
            writer.member("queue", ifPresent: queue)
            writer.member("place", ifPresent: place)
            writer.member("expected_wait_ms", ifPresent: expectedWait)
        case .rated(let score, let comment):
            writer.member("kind", "rated")
            writer.member("score", score)
            writer.member("comment", ifPresent: comment)
        case .incident(let text):
            writer.member("kind", "incident")
            writer.member("text", text)
        case .closed(let outcome):
            writer.member("kind", "closed")
            writer.member("outcome", outcome)
        }
        writer.member("cid", ifPresent: cid)
        writer.member("ts", timeMilliseconds)
        writer.endObject()
        return writer.bytes
    }
}
