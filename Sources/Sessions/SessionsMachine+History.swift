import Conversation
import Record
import Wire

// Older parts of a conversation: from memory while they are there, else from its rows.

extension SessionsMachine {
    /// An earlier conversation of the same customer: his by the packet's list, which the customer's own identity made.
    mutating func earlier(
        _ earlier: String, _ history: ClientMessage.History, _ connection: ConnectionID,
        _ id: ConversationID, _ core: ConversationCore
    ) {
        guard core.state.earlier.contains(where: { $0.id == earlier }),
            let other = ConversationID(earlier), other != id
        else {
            return answer(connection, .history(history), .notFound, "no such earlier conversation")
        }
        var asked = history
        asked.earlier = nil
        run(.readEarlier(connection, asked, of: id), on: other)
    }

    mutating func history(
        _ history: ClientMessage.History, _ connection: ConnectionID, _ id: ConversationID,
        _ core: ConversationCore, for owner: ConversationID? = nil
    ) {
        let committed = conversations[id]?.committedSeq ?? core.seq
        let before = min(history.before ?? committed + 1, committed + 1)
        let from = max(1, before - Int64(history.limit))
        if from >= core.recent.firstSeq || before <= 1 {
            var bodies: [[UInt8]] = []
            for seq in from..<max(from, before) {
                if let body = core.recent.body(seq) { bodies.append(body) }
            }
            return sendHistory(connection, id, history.cid, before, bodies, for: owner)
        }
        let row = core.ledger.row(for: from)
        read(
            .events(id.stream, from: row, limit: Self.catchUpRows),
            for: .history(
                connection, id, cid: history.cid, before: before, limit: history.limit, from: row, bodies: [],
                for: owner))
    }

    /// Reads on until the asked part is there.
    mutating func goOn(
        _ connection: ConnectionID, _ id: ConversationID, _ cid: String, _ before: Int64, _ limit: Int,
        _ row: UInt64, _ bodies: [[UInt8]], for owner: ConversationID?, with events: [RecordedEvent]
    ) {
        var bodies = bodies
        var isComplete = events.count < Self.catchUpRows
        for event in events {
            for (seq, body) in Self.bodies(of: event) {
                if seq >= before {
                    isComplete = true
                } else if seq >= before - Int64(limit) {
                    bodies.append(body)
                }
            }
        }
        if isComplete { return sendHistory(connection, id, cid, before, bodies, for: owner) }
        let next = row + UInt64(events.count)
        read(
            .events(id.stream, from: next, limit: Self.catchUpRows),
            for: .history(
                connection, id, cid: cid, before: before, limit: limit, from: next, bodies: bodies, for: owner
            ))
    }

    private mutating func sendHistory(
        _ connection: ConnectionID, _ id: ConversationID, _ cid: String, _ before: Int64, _ bodies: [[UInt8]],
        for owner: ConversationID?
    ) {
        let kept = Self.newest(bodies, within: WireLimits.serverLine - 1_024)
        send(
            connection,
            ServerMessage.history(
                conversation: (owner ?? id).description, cid: cid,
                earlier: owner == nil ? nil : id.description, from: before - Int64(kept.count),
                bodies: Array(kept))
        )
    }
}
