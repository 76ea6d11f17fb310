/// What supervisors watch.
package struct DeskSummary: Sendable, Hashable {
    package struct Waiting: Sendable, Hashable {
        package var ticket: TicketID
        package var priority: TicketPriority
        package var arrivedMilliseconds: Int64
        package var language: String
        package var channel: String
        package var bounces: Int
        package var offeredTo: AgentName?
        /// Why he needs a person, as the arrival said.
        package var reason: String
        /// By when he is to be answered; nil: no target, or answered before.
        package var firstReplyDueMilliseconds: Int64?
        package var isBreached: Bool
        /// He was promised an answer and does not wait himself; nobody is asked before then.
        package var isPromise: Bool
        package var heldUntilMilliseconds: Int64?
        /// The smaller comes first; see `Desk.swift`.
        package var rankMilliseconds: Int64
    }

    /// A customer an agent has.
    package struct Held: Sendable, Hashable {
        package var ticket: TicketID
        package var queue: String
        package var priority: TicketPriority
        package var assignedMilliseconds: Int64
        /// The agent has written to him since.
        package var isAnswered: Bool
        package var isBreached: Bool
    }

    package struct Queue: Sendable, Hashable {
        package var name: String
        package var isOpen: Bool
        package var isFull: Bool
        /// Customers who wait themselves.
        package var waiting: Int
        /// Promises to be kept.
        package var promised: Int
        package var withAgents: Int
        /// Age of the customer who waits longest; nil when none does.
        package var oldestMilliseconds: Int64?
        package var breaches: Int
        /// Agents there, available and able.
        package var agents: Int
        /// For one who came now.
        package var expectedWaitMilliseconds: Int64?
        /// The first `DeskLimits.summaryTickets`, in order.
        package var first: [Waiting]
    }

    package struct Agent: Sendable, Hashable {
        package var name: AgentName
        package var isPresent: Bool
        package var isAvailable: Bool
        package var capacity: Int
        package var skills: [String]
        package var offers: Int
        /// In order of assignment.
        package var assigned: [TicketID]
        package var held: [Held]
        /// Seats taken: customers he has, is offered, or is wrapping up.
        package var load: Int
        /// Of these, conversations he closed and still writes down.
        package var wrappingUp: Int
    }

    package var atMilliseconds: Int64
    package var queues: [Queue]
    package var agents: [Agent]
    /// Of customers still at the desk, the oldest first, at most `DeskLimits.summaryBreaches`.
    package var breaches: [Breach]
}
