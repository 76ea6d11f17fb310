import JSON

/// Writes what the server says: each function returns one object without a line end, which a sender ends with LF or
/// puts into a WebSocket frame.
///
/// Events are kept in the record as bodies (`{"seq":49,"kind":"message",…}`), so what a resume sends is what was sent
/// the first time: `event` puts the envelope around a body without reading it.
package enum ServerMessage {
    package static let serverName = "relais/1.0"

    static func object(_ type: StaticString, _ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("type", word: type)
        write(&writer)
        writer.endObject()
        return writer.bytes
    }

    // MARK: connection

    /// The answer to a hello: the limits its sender has to keep to, the rate in messages.
    package static func hello(
        heartbeatMilliseconds: Int64, inflight: Int, connectionInflight: Int, ratePerSecond: Int, burst: Int
    ) -> [UInt8] {
        object("hello") { writer in
            writer.member("v", 1)
            writer.member("server", serverName)
            writer.key("limits")
            writer.beginObject()
            writer.member("line", WireLimits.line)
            writer.member("text", WireLimits.text)
            writer.member("inflight", inflight)
            writer.member("connection_inflight", connectionInflight)
            writer.member("rate", ratePerSecond)
            writer.member("burst", burst)
            writer.member("page", WireLimits.page)
            writer.member("comment", WireLimits.comment)
            writer.endObject()
            writer.member("heartbeat_ms", heartbeatMilliseconds)
        }
    }

    /// A conversation an agent holds when he signs in.
    package struct Assigned: Sendable, Hashable {
        package var conversation: String
        package var epoch: Int64
        package var seq: Int64
        package var noteSeq: Int64

        package init(conversation: String, epoch: Int64, seq: Int64, noteSeq: Int64) {
            self.conversation = conversation
            self.epoch = epoch
            self.seq = seq
            self.noteSeq = noteSeq
        }
    }

    /// A token was accepted; an agent takes up what he holds.
    package static func ready(role: String, name: String, assigned: [Assigned]) -> [UInt8] {
        object("ready") { writer in
            writer.member("role", role)
            writer.member("name", name)
            writer.key("assigned")
            writer.beginArray()
            for one in assigned {
                writer.beginObject()
                writer.member("conversation", one.conversation)
                writer.member("epoch", one.epoch)
                writer.member("seq", one.seq)
                writer.member("note_seq", one.noteSeq)
                writer.endObject()
            }
            writer.endArray()
        }
    }

    package static let ping = object("ping") { _ in }
    package static let pong = object("pong") { _ in }

    /// The server stops: come again after `retry` and a share of `jitter` drawn by the client.
    package static func drain(retryMilliseconds: Int, jitterMilliseconds: Int) -> [UInt8] {
        object("drain") { writer in
            writer.member("retry_ms", retryMilliseconds)
            writer.member("jitter_ms", jitterMilliseconds)
        }
    }

    package static func error(_ error: WireError) -> [UInt8] {
        object("error") { writer in
            writer.member("conversation", ifPresent: error.conversation)
            writer.member("cid", ifPresent: error.cid)
            writer.member("code", error.code.rawValue)
            writer.member("field", ifPresent: error.field)
            writer.member("text", error.text)
            writer.member("retry_ms", ifPresent: error.retryMilliseconds)
            writer.member("draft", ifPresent: error.draft)
            writer.member("fatal", error.isFatal)
        }
    }

    // MARK: conversation

    package static func opened(cid: String, conversation: String, resume: String, seq: Int64, isRepeat: Bool)
        -> [UInt8]
    {
        object("opened") { writer in
            writer.member("cid", cid)
            writer.member("conversation", conversation)
            writer.member("resume", resume)
            writer.member("seq", seq)
            if isRepeat { writer.member("dup", true) }
        }
    }

    /// `from` is greater than `to` when nothing was missed.
    package static func resumed(
        conversation: String, from: Int64, to: Int64, lastCid: String?, resume: String?
    )
        -> [UInt8]
    {
        object("resumed") { writer in
            writer.member("conversation", conversation)
            writer.member("from", from)
            writer.member("to", to)
            writer.member("last_cid", ifPresent: lastCid)
            writer.member("resume", ifPresent: resume)
        }
    }

    /// - Parameter snapshot: one JSON object.
    package static func resync(conversation: String, seq: Int64, snapshot: [UInt8], resume: String?)
        -> [UInt8]
    {
        object("resync") { writer in
            writer.member("conversation", conversation)
            writer.member("seq", seq)
            writer.member("snapshot", raw: snapshot)
            writer.member("resume", ifPresent: resume)
        }
    }

    /// What a client sent is on disk.
    package struct Ack: Sendable, Hashable {
        package var conversation: String?
        package var cid: String
        /// The place of what was said; absent where the customer sees nothing of it.
        package var seq: Int64?
        package var noteSeq: Int64?
        package var epoch: Int64?
        package var timeMilliseconds: Int64
        package var isRepeat: Bool

        package init(
            conversation: String? = nil, cid: String, seq: Int64? = nil, noteSeq: Int64? = nil,
            epoch: Int64? = nil, timeMilliseconds: Int64, isRepeat: Bool = false
        ) {
            self.conversation = conversation
            self.cid = cid
            self.seq = seq
            self.noteSeq = noteSeq
            self.epoch = epoch
            self.timeMilliseconds = timeMilliseconds
            self.isRepeat = isRepeat
        }
    }

    package static func ack(_ ack: Ack) -> [UInt8] {
        object("ack") { writer in
            writer.member("conversation", ifPresent: ack.conversation)
            writer.member("cid", ack.cid)
            writer.member("seq", ifPresent: ack.seq)
            writer.member("note_seq", ifPresent: ack.noteSeq)
            writer.member("epoch", ifPresent: ack.epoch)
            writer.member("ts", ack.timeMilliseconds)
            if ack.isRepeat { writer.member("dup", true) }
        }
    }

    /// Puts the envelope of the conversation around a body.
    ///
    /// - Parameter body: an object with at least one member.
    package static func event(conversation: String, body: [UInt8]) -> [UInt8] {
        let head: StaticString = #"{"type":"event","conversation":""#
        var line: [UInt8] = []
        line.reserveCapacity(head.utf8CodeUnitCount + conversation.utf8.count + 1 + body.count)
        head.withUTF8Buffer { line.append(contentsOf: $0) }
        line.append(contentsOf: conversation.utf8)
        line.append(UInt8(ascii: "\""))
        let start = line.count
        line.append(contentsOf: body)
        // In place of the brace the body opens with.
        line[start] = UInt8(ascii: ",")
        return line
    }

    /// Somebody writes, or stopped; has no `seq`, for it is not kept.
    package static func typing(conversation: String, from: String, isOn: Bool) -> [UInt8] {
        object("event") { writer in
            writer.member("conversation", conversation)
            writer.member("kind", "typing")
            writer.member("from", from)
            writer.member("on", isOn)
        }
    }

    /// How far the other side has read; like typing it has no seq and may be dropped.
    package static func seen(conversation: String, from: String, seq: Int64) -> [UInt8] {
        object("event") { writer in
            writer.member("conversation", conversation)
            writer.member("kind", "seen")
            writer.member("from", from)
            writer.member("upto", seq)
        }
    }

    /// The customer moved up in the queue; without seq, because it concerns nobody later.
    package static func place(
        conversation: String, queue: String, place: Int, expectedWaitMilliseconds: Int64?
    )
        -> [UInt8]
    {
        object("event") { writer in
            writer.member("conversation", conversation)
            writer.member("kind", "place")
            writer.member("queue", queue)
            writer.member("place", place)
            writer.member("expected_wait_ms", ifPresent: expectedWaitMilliseconds)
        }
    }

    /// Events as bodies, oldest first; `from` is the seq of the first.
    package static func history(
        conversation: String, cid: String, earlier: String? = nil, from: Int64, bodies: [[UInt8]]
    ) -> [UInt8] {
        object("history") { writer in
            writer.member("conversation", conversation)
            writer.member("cid", cid)
            writer.member("earlier", ifPresent: earlier)
            writer.member("from", from)
            writer.key("events")
            writer.beginArray()
            for body in bodies { writer.raw(body) }
            writer.endArray()
        }
    }
}
