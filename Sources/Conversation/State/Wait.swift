package import Text

/// What the conversation waits for.
package struct Wait: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Not opened yet, or closed.
        case nothing
        /// The bot has nothing under way.
        case idle
        /// The top frame stands at an ask.
        case ask(slot: String, isShared: Bool)
        /// An external action: the call's number and the flow's line.
        case call(number: Int)
        /// The desk's answer to an escalate.
        indirect case desk(Escalation)
        /// In the queue or with an agent.
        indirect case person(Escalation)
    }

    package internal(set) var kind = Kind.nothing
    /// Timers carry it: one of an earlier wait does nothing.
    package internal(set) var number = 0
    package internal(set) var buttons: [Button] = []
    /// Silence (or `waited`) lines already done in this wait.
    package internal(set) var timersDone = 0
    /// What the timers count from.
    package internal(set) var sinceMilliseconds: Int64 = 0

    package init() {}

    /// Where an escalate stands, and so who hears `closed`, `full` and `waited`.
    package struct Escalation: Sendable, Hashable {
        package enum Level: String, Sendable, Hashable {
            /// The line's own `on` lines first.
            case verb
            /// An act of a `when` or `on` line: the step first.
            case step
            /// The engine's own: the system only.
            case system
        }

        package internal(set) var queue = ""
        package internal(set) var level = Level.system
        /// It stands in an `on closed|full` line: a refusal goes to the system at once.
        package internal(set) var isInRefusal = false
        package internal(set) var reason: Reason?

        package init() {}
    }
}

/// A choice offered with the last question.
package struct Button: Sendable, Hashable {
    package enum Meaning: Sendable, Hashable {
        /// A value of the asked slot.
        case value(SlotValue)
        /// A flow or article, from a clarifying question.
        case request(Request)
        /// None of those offered.
        case none

        /// What the files call it: `red`, `yes`, a flow.
        var name: String? {
            switch self {
            case .value(.choice(let name)): name
            case .value(.yesNo(let answer)): answer ? "yes" : "no"
            case .request(let request): request.name
            case .value, .none: nil
            }
        }
    }

    package var id: String
    package var label: String
    package var meaning: Meaning
}
