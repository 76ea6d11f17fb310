import Desk
package import Record
import Wire

// Erasing: the machine lets go of a conversation before the record forgets it. What of it is still under way is
// committed first (the writer keeps the order), then overwritten with the rest; nothing new begins.

extension SessionsMachine {
    static let gone = "no such conversation"

    /// - Returns: the streams of those that go: the conversation and the notes about it.
    mutating func letGo(_ streams: [StreamID], isRetention: Bool) -> [StreamID] {
        var all: [StreamID] = []
        for stream in streams {
            let id = ConversationID(stream: stream)
            // The house's own streams have small names.
            guard stream.high != 0, !erasing.contains(id) else { continue }
            let ticket = TicketID(id.description)
            if isRetention, conversations[id] != nil || desk.state.standing(of: ticket) != nil { continue }
            erasing.insert(id)
            all += [id.stream, id.notes]
            toLoad.removeAll { $0 == id }
            // An answer to what was asked before must not bring it back.
            for (read, purpose) in reads.sorted(by: { $0.key.number < $1.key.number })
            where purpose.conversation == id {
                reads[read] = nil
                if case .history(let connection, _, let cid, _, _, _, _, let owner) = purpose {
                    refuseHistory(connection, owner ?? id, cid, .notFound, Self.gone)
                }
            }
            if let live = conversations.removeValue(forKey: id) {
                for job in live.jobs { refuse(job, id, .notFound, Self.gone) }
                for attachment in live.attachments {
                    connections[attachment.connection]?.conversations.remove(id)
                    connections[attachment.connection]?.behind.remove(id)
                    send(
                        attachment.connection,
                        ServerMessage.error(WireError(.notFound, Self.gone, conversation: live.name)))
                }
                for connection in connections.keys
                where connections[connection]?.opened.contains(id) == true {
                    connections[connection]?.opened.remove(id)
                }
            }
            if desk.state.standing(of: ticket) != nil { runDesk([.customerLeft(ticket)]) }
        }
        return all
    }

    /// The desk's row that takes an erased conversation out of its queue, for whoever erases while no daemon runs.
    package static func departure(
        of stream: StreamID, expected: UInt64, atMilliseconds: Int64
    ) -> Append {
        let event = DeskEvent.customerLeft(TicketID(ConversationID(stream: stream).description))
        return Append(
            stream: .desk, expected: expected, kind: DeskRoom.rowKind, version: DeskRoom.rowVersion,
            bytes: DeskEntry(event, at: atMilliseconds).encode())
    }

    /// The kind of a conversation's rows, for `ErasingStore.quietStreams`.
    package static var conversationKind: UInt8 { TurnRow.kind }

    /// Where the record lists a customer's conversations (`Store.findByKey`).
    package static func conversationsKey(
        site: String, customer: String
    ) -> (scope: UInt8, key: [UInt8]) {
        (KeyScope.customer, KeyScope.hashed(customerKey(site, customer)))
    }
}

extension ReadPurpose {
    /// The conversation the answer is for.
    var conversation: ConversationID? {
        switch self {
        case .load(let id), .notes(let id), .catchUp(_, let id), .history(_, let id, _, _, _, _, _, _): id
        case .desk, .open, .earlier: nil
        }
    }
}
