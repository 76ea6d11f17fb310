package import Text

/// What has to be done outside because of a decision.
package enum Effect: Sendable, Hashable {
    case say(Message)
    case ownerChanged(Owner, place: Int?, expectedWaitMilliseconds: Int64?)
    case act(ActionCall)
    /// The caller steps the desk and feeds `deskAnswered` back in the same transaction.
    case escalate(EscalationRequest)
    /// Takes the customer out of the queue.
    case withdraw
    /// Replaces an earlier timer of the same kind.
    case setTimer(TimerID, atMilliseconds: Int64)
    case cancelTimer(TimerID)
    case promise(PromiseRecord)
    case close(outcome: String)
    /// A closed conversation is open again (a low rating).
    case reopen
    /// Something an operator has to see: the backstop was reached.
    case alarm(String)
}

/// One sentence to the customer.
package struct Message: Sendable, Hashable {
    package enum Speaker: String, Sendable, Hashable {
        case bot, system
    }

    package var from: Speaker
    /// Plain text; on channels without buttons the choices are numbered in it.
    package var text: String
    /// Empty on channels without buttons.
    package var choices: [Choice]

    package struct Choice: Sendable, Hashable {
        package var id: String
        package var label: String

        package init(id: String, label: String) {
            self.id = id
            self.label = label
        }
    }

    package init(from: Speaker = .bot, text: String, choices: [Choice] = []) {
        self.from = from
        self.text = text
        self.choices = choices
    }
}

/// An external action to be called.
package struct ActionCall: Sendable, Hashable {
    /// Unique in the conversation; comes back in `actionReturned`.
    package var number: Int
    package var action: String
    /// A JSON object, by the names of the action's `takes`.
    package var argumentsJSON: [UInt8]
    package var idempotencyKey: String
    package var withinMilliseconds: Int64

    package init(
        number: Int, action: String, argumentsJSON: [UInt8], idempotencyKey: String, withinMilliseconds: Int64
    ) {
        self.number = number
        self.action = action
        self.argumentsJSON = argumentsJSON
        self.idempotencyKey = idempotencyKey
        self.withinMilliseconds = withinMilliseconds
    }
}

/// What the desk needs to queue a customer, and the agent to know him.
package struct EscalationRequest: Sendable, Hashable {
    package enum Urgency: Int, Sendable, Hashable {
        case low, normal, high, urgent
    }

    package struct Slot: Sendable, Hashable {
        package var name: String
        /// As the customer would read it.
        package var display: String
        package var isPrivate: Bool

        package init(name: String, display: String, isPrivate: Bool) {
            self.name = name
            self.display = display
            self.isPrivate = isPrivate
        }
    }

    package var queue: String
    package var urgency: Urgency
    package var reason: Reason
    package var flow: String?
    package var step: String?
    package var slots: [Slot]
    package var tried: [Tried]
    package var pages: [String]
    package var earlier: [EarlierConversation]
    package var language: Language
    package var channel: String
    package var isAsynchronous: Bool

    package init(
        queue: String, urgency: Urgency = .normal, reason: Reason, flow: String? = nil, step: String? = nil,
        slots: [Slot] = [], tried: [Tried] = [], pages: [String] = [], earlier: [EarlierConversation] = [],
        language: Language, channel: String, isAsynchronous: Bool = false
    ) {
        self.queue = queue
        self.urgency = urgency
        self.reason = reason
        self.flow = flow
        self.step = step
        self.slots = slots
        self.tried = tried
        self.pages = pages
        self.earlier = earlier
        self.language = language
        self.channel = channel
        self.isAsynchronous = isAsynchronous
    }
}

/// A call-back, reply or notice promised to the customer: a deed.
package struct PromiseRecord: Sendable, Hashable {
    /// `call-back`, `reply`, `notice`.
    package var kind: String
    package var queue: String
    /// Number or address; nil for a reply in this conversation.
    package var contact: String?
    /// Nil when no time was promised.
    package var dueMilliseconds: Int64?
    package var flow: String?

    package init(kind: String, queue: String, contact: String?, dueMilliseconds: Int64?, flow: String?) {
        self.kind = kind
        self.queue = queue
        self.contact = contact
        self.dueMilliseconds = dueMilliseconds
        self.flow = flow
    }
}
