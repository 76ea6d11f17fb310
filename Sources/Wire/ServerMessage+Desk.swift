package import JSON

// What only agents, supervisors and sites are told.

extension ServerMessage {
    /// - Parameter packet: one JSON object.
    package static func offer(
        conversation: String, offer: String, expiresMilliseconds: Int64, isRedelivered: Bool, packet: [UInt8]
    ) -> [UInt8] {
        object("offer") { writer in
            writer.member("conversation", conversation)
            writer.member("offer", offer)
            writer.member("expires_ms", expiresMilliseconds)
            writer.member("redelivered", isRedelivered)
            writer.member("packet", raw: packet)
        }
    }

    /// An offer that no longer stands.
    package static func withdrawn(conversation: String, offer: String, reason: String) -> [UInt8] {
        object("withdrawn") { writer in
            writer.member("conversation", conversation)
            writer.member("offer", offer)
            writer.member("reason", reason)
        }
    }

    /// A conversation given to an agent who was not asked: a supervisor assigned it, or an agent came back in time.
    package static func assigned(conversation: String, epoch: Int64, packet: [UInt8]) -> [UInt8] {
        object("assigned") { writer in
            writer.member("conversation", conversation)
            writer.member("epoch", epoch)
            writer.member("packet", raw: packet)
        }
    }

    /// A conversation that is no longer the agent's; `epoch` is the one that ended.
    package static func unassigned(conversation: String, epoch: Int64, reason: String) -> [UInt8] {
        object("unassigned") { writer in
            writer.member("conversation", conversation)
            writer.member("epoch", epoch)
            writer.member("reason", reason)
        }
    }

    package static func note(
        conversation: String, noteSeq: Int64, from: String, text: String, timeMilliseconds: Int64
    )
        -> [UInt8]
    {
        object("note") { writer in
            writer.member("conversation", conversation)
            writer.member("note_seq", noteSeq)
            writer.member("from", from)
            writer.member("text", text)
            writer.member("ts", timeMilliseconds)
        }
    }

    package struct Suggestion: Sendable, Hashable {
        package var id: String
        package var title: String
        package var confidence: Double
        package var text: String

        package init(id: String, title: String, confidence: Double, text: String) {
            self.id = id
            self.title = title
            self.confidence = confidence
            self.text = text
        }
    }

    /// - Parameter seq: the customer's message the articles were found for; nil when the agent sent a text of his own.
    package static func suggestions(
        conversation: String, cid: String, seq: Int64? = nil, articles: [Suggestion]
    ) -> [UInt8] {
        object("suggestions") { writer in
            writer.member("conversation", conversation)
            writer.member("cid", cid)
            writer.member("seq", ifPresent: seq)
            writer.key("articles")
            writer.beginArray()
            for article in articles {
                writer.beginObject()
                writer.member("id", article.id)
                writer.member("title", article.title)
                writer.member("confidence", (article.confidence * 1_000).rounded() / 1_000)
                writer.member("text", article.text)
                writer.endObject()
            }
            writer.endArray()
        }
    }

    /// What the customer said already and a draft asks for again.
    package struct KnownValue: Sendable, Hashable {
        package var slot: String
        package var value: String
        package var isPrivate: Bool
        /// The customer's message it came from, if it came from one.
        package var seq: Int64?

        package init(slot: String, value: String, isPrivate: Bool, seq: Int64?) {
            self.slot = slot
            self.value = value
            self.isPrivate = isPrivate
            self.seq = seq
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("slot", slot)
            writer.member("value", value)
            if isPrivate { writer.member("private", true) }
            writer.member("seq", ifPresent: seq)
            writer.endObject()
        }
    }

    package static func checked(conversation: String, cid: String, known: [KnownValue]) -> [UInt8] {
        object("checked") { writer in
            writer.member("conversation", conversation)
            writer.member("cid", cid)
            writer.key("known")
            writer.beginArray()
            for value in known { value.write(to: &writer) }
            writer.endArray()
        }
    }

    /// - Parameter content: the members besides `type` and `cid`; see the page for `catalogue`, `figures` and `status`.
    package static func catalogue(cid: String, _ content: [JSONMember]) -> [UInt8] {
        answer("catalogue", cid, content)
    }

    package static func figures(cid: String, _ content: [JSONMember]) -> [UInt8] {
        answer("figures", cid, content)
    }

    package static func status(cid: String, _ content: [JSONMember]) -> [UInt8] {
        answer("status", cid, content)
    }

    private static func answer(_ type: StaticString, _ cid: String, _ content: [JSONMember]) -> [UInt8] {
        object(type) { writer in
            writer.member("cid", cid)
            for member in content {
                writer.key(dynamic: member.key)
                writer.value(member.value)
            }
        }
    }

    /// Something a supervisor has to see at once.
    package static func alarm(conversation: String, code: String, text: String) -> [UInt8] {
        object("alarm") { writer in
            writer.member("conversation", conversation)
            writer.member("code", code)
            writer.member("text", text)
        }
    }

    /// - Parameter content: the members of the desk's picture: `queues`, `agents`, `breaches`.
    package static func desk(_ content: [JSONMember]) -> [UInt8] {
        object("desk") { writer in
            for member in content {
                writer.key(dynamic: member.key)
                writer.value(member.value)
            }
        }
    }
}
