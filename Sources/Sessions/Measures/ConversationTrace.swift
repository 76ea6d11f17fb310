import Conversation
import JSON
package import Record

/// The course of one conversation, as far as figures need it: folded from the rows of its stream.
package struct ConversationTrace: Sendable, Hashable {
    package struct Escalation: Sendable, Hashable {
        /// The reason's code.
        package var reason: String
        package var atMilliseconds: Int64
        /// When an agent had the customer; nil while, or if, nobody did.
        package var joinedMilliseconds: Int64?
        /// When that agent wrote first.
        package var repliedMilliseconds: Int64?
    }

    package private(set) var channel = ""
    package private(set) var openedMilliseconds: Int64 = 0
    package private(set) var hasSpoken = false
    package private(set) var escalations: [Escalation] = []
    /// The last end, unless a low rating opened it again.
    package private(set) var outcome: String?
    package private(set) var closedMilliseconds: Int64?
    /// The last one given.
    package private(set) var rating: Int?
    package private(set) var isErased = false

    package init() {}

    /// Takes the stream's next event.
    ///
    /// - Throws: `RowError` for a row of a later version, or a damaged one.
    package mutating func take(_ event: RecordedEvent) throws(RowError) {
        if event.isTombstone {
            isErased = true
            return
        }
        guard event.kind == TurnRow.kind, event.version <= TurnRow.version else {
            throw RowError("an event of a later version")
        }
        let row = try TurnRow(decoding: event.bytes)
        let time = event.atMilliseconds
        for fact in row.facts {
            switch fact {
            case .opened(_, _, _, let opened): openedMilliseconds = opened
            case .escalated(let request, let at):
                // Several queues may be tried for one and the same.
                if escalations.last.map({ $0.joinedMilliseconds == nil && $0.atMilliseconds == at }) != true {
                    escalations.append(Escalation(reason: request.reason.code.rawValue, atMilliseconds: at))
                }
            default: break
            }
        }
        for step in row.steps {
            guard let event = try? ConversationEvent(decoding: step.event) else {
                throw RowError("an event cannot be read")
            }
            take(event, at: time)
        }
        for body in row.bodies {
            let value = try RowError.parse(body)
            switch value["kind"]?.string {
            case "closed":
                outcome = value["outcome"]?.string
                closedMilliseconds = value["ts"]?.int64 ?? time
            // Something after the end: it was opened again.
            case "owner" where closedMilliseconds != nil:
                outcome = nil
                closedMilliseconds = nil
            default: break
            }
        }
    }

    private mutating func take(_ event: ConversationEvent, at time: Int64) {
        switch event {
        case .opened(let opening): channel = opening.channel
        case .customerSpoke, .choiceMade: hasSpoken = true
        case .rated(let score, _): rating = score
        case .agentJoined:
            if let last = escalations.indices.last, escalations[last].joinedMilliseconds == nil {
                escalations[last].joinedMilliseconds = time
            }
        case .agentSpoke:
            if let last = escalations.indices.last, escalations[last].joinedMilliseconds != nil,
                escalations[last].repliedMilliseconds == nil
            {
                escalations[last].repliedMilliseconds = time
            }
        default: break
        }
    }
}
