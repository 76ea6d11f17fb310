package import JSON
package import Text

/// What happened to a conversation, as the record keeps it.
package enum ConversationEvent: Sendable, Hashable {
    case opened(Opening)
    case customerSpoke(text: String)
    case choiceMade(id: String)
    case rated(score: Int, comment: String?)
    case pageVisited(url: String)
    case timerFired(TimerID)
    case actionReturned(call: Int, ActionOutcome)
    case deskAnswered(DeskAnswer)
    /// The customer's place in the queue changed.
    case placeChanged(place: Int?, expectedWaitMilliseconds: Int64?)
    case agentJoined(name: String)
    case agentSpoke(name: String, text: String)
    /// The agent passed the customer to another queue, or was lost: the customer waits again.
    case requeued(queue: String)
    /// The queue closed while the customer waited: he is told and promised an answer until then. His place is kept.
    case queueClosed(queue: String, dueMilliseconds: Int64?)
    /// The customer went away while waiting (the desk's grace is over).
    case customerLeftQueue
    /// Flow and step nil: idle.
    case returnedToBot(flow: String?, step: String?, note: String)
    case agentClosed(outcome: String, tags: [String])
    case customerClosed
    /// A new version of the bot: the world passed to `decide` is the new one. `isWithdrawn`: the old one is gone.
    case worldChanged(isWithdrawn: Bool)
}

/// How a conversation begins.
package struct Opening: Sendable, Hashable {
    /// The conversation's id: part of the idempotency keys of its calls.
    package var id: String
    package var seed: UInt64
    package var channel: String
    /// Nil: taken from the first message.
    package var language: Language?
    package var customerID: String?
    package var customerName: String?
    package var page: String?
    package var profile: [NamedText]
    package var earlier: [EarlierConversation]

    package init(
        id: String, seed: UInt64, channel: String = "web", language: Language? = nil,
        customerID: String? = nil,
        customerName: String? = nil, page: String? = nil, profile: [NamedText] = [],
        earlier: [EarlierConversation] = []
    ) {
        self.id = id
        self.seed = seed
        self.channel = channel
        self.language = language
        self.customerID = customerID
        self.customerName = customerName
        self.page = page
        self.profile = profile
        self.earlier = earlier
    }
}

/// What an external action came back with.
package enum ActionOutcome: Sendable, Hashable {
    /// A JSON object; checked against the action's `gives` by the engine.
    case gave(JSONValue)
    /// A failure the action declares.
    case failed(String)
    /// Unreachable, late, malformed, refused, circuit open: for the log and the packet.
    case error(String)
}

/// The desk's answer to an escalation, fed back in the same transaction.
package enum DeskAnswer: Sendable, Hashable {
    case accepted(queue: String, place: Int?, expectedWaitMilliseconds: Int64?)
    case closed
    case full
}

/// The name of a timer; it carries the number of its wait, so a late one does nothing.
package struct TimerID: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case silence, call, waited
    }

    package var kind: Kind
    package var number: Int

    package init(_ kind: Kind, _ number: Int) {
        self.kind = kind
        self.number = number
    }

    /// `silence:12`
    package var text: String { kind.rawValue + ":" + String(number) }

    package init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])), let number = Int(parts[1])
        else { return nil }
        self.init(kind, number)
    }
}

/// When a decision is made, and what the desk says of its queues then.
package struct Moment: Sendable, Hashable {
    package var nowMilliseconds: Int64
    /// Queues known to be closed or full (or open against their hours); absent: the hours decide.
    package var queues: [String: QueueState]

    package enum QueueState: String, Sendable, Hashable {
        case open, closed, full
    }

    package init(nowMilliseconds: Int64, queues: [String: QueueState] = [:]) {
        self.nowMilliseconds = nowMilliseconds
        self.queues = queues
    }
}
