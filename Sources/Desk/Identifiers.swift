/// A conversation that waits for a person or has one: the conversation's own id.
package struct TicketID: Hashable, Sendable, Comparable, ExpressibleByStringLiteral {
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral value: String) { text = value }

    package static func < (left: TicketID, right: TicketID) -> Bool { left.text < right.text }
}

/// An agent's or supervisor's account name.
package struct AgentName: Hashable, Sendable, Comparable, ExpressibleByStringLiteral {
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral value: String) { text = value }

    package static func < (left: AgentName, right: AgentName) -> Bool { left.text < right.text }
}

/// One proposal of one customer to one agent.
///
/// It names the proposal, it is not a right: an answer counts only from the agent it was made to.
package struct OfferID: Hashable, Sendable, ExpressibleByStringLiteral {
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral value: String) { text = value }
}

/// How urgent a customer is; the number is the count of head starts.
package enum TicketPriority: Int, Sendable, Hashable, Comparable, CaseIterable {
    case low, normal, high, urgent

    /// One level up for whom the bot could not help; `urgent` stays what it is, for dangers.
    package var raised: TicketPriority {
        switch self {
        case .low: .normal
        case .normal, .high: .high
        case .urgent: .urgent
        }
    }

    package static func < (left: TicketPriority, right: TicketPriority) -> Bool {
        left.rawValue < right.rawValue
    }
}
