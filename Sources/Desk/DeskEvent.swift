/// A customer whom the bot hands over.
package struct Arrival: Sendable, Hashable {
    package var ticket: TicketID
    package var queue: String
    package var priority: TicketPriority
    /// Skills this customer needs beside those of the queue.
    package var skills: [String]
    /// Shown in summaries only.
    package var language: String
    package var channel: String
    /// E-mail, SMS: other targets, and a silent agent is normal.
    package var isAsynchronous: Bool
    /// Why a person is needed: a code shown in summaries.
    package var reason: String

    package init(
        ticket: TicketID, queue: String, priority: TicketPriority = .normal, skills: [String] = [],
        language: String = "", channel: String = "web", isAsynchronous: Bool = false, reason: String = ""
    ) {
        self.ticket = ticket
        self.queue = queue
        self.priority = priority
        self.skills = skills
        self.language = language
        self.channel = channel
        self.isAsynchronous = isAsynchronous
        self.reason = reason
    }
}

/// Where an agent sends a customer.
package enum TransferTarget: Sendable, Hashable {
    case queue(String)
    /// Offered to this agent first, whatever his skills; if he does not take it, to the others of the queue.
    case agent(AgentName)
    /// Back to the bot, at `flow/step`; the customer leaves the desk.
    case bot(String)
}

/// What happened, in the past tense. Late or repeated events are answered by `DeskEffect.rejected` or by nothing; none can
/// break the desk.
package enum DeskEvent: Sendable, Hashable {
    /// The first event of a desk's record: where its offers' ids come from (any 128 bits).
    case started(seed: UInt64, seed2: UInt64)
    /// The queue file was read; also when it changed. Customers of a queue that is gone stay in it, and agents with its last known
    /// skills serve it.
    case configured(DeskConfiguration)
    /// The daemon came back: no connection of before is left, so every agent is lost and has his grace.
    /// The time may be earlier than the last one.
    case restarted
    /// Time passed; nothing else.
    case ticked

    case arrived(Arrival)
    /// The bot promised a call-back or an answer: somebody has to keep it. The customer himself does not wait.
    case promised(Arrival, dueMilliseconds: Int64?)
    /// The customer closed, went away for good, or went back to the bot.
    case customerLeft(TicketID)

    /// A connection of an agent; several of one agent are one presence.
    case agentConnected(AgentName, connection: UInt64)
    case agentDisconnected(AgentName, connection: UInt64)
    /// Signed out or revoked: no grace.
    case agentLeft(AgentName)
    /// Wants offers, or no more. Capacity is cut to 0…`DeskLimits.capacity`.
    case agentAvailable(AgentName, isOn: Bool, capacity: Int, skills: [String])

    case offerAccepted(AgentName, TicketID, OfferID)
    case offerDeclined(AgentName, TicketID, OfferID)
    /// The agent wrote to the customer; only the first time after an assignment matters (`DeskState.awaitsReply`).
    case replied(AgentName, TicketID, epoch: Int64)
    case released(AgentName, TicketID, epoch: Int64)
    case transferred(AgentName, TicketID, epoch: Int64, to: TransferTarget)
    case closed(AgentName, TicketID, epoch: Int64, outcome: String, tags: [String])

    /// A supervisor takes the customer himself, from a queue or from an agent.
    case taken(AgentName, TicketID)
    /// A supervisor puts the customer into another queue, open or not.
    case moved(TicketID, queue: String)
    /// A supervisor gives the customer to a present agent, beyond his capacity if need be.
    case assigned(TicketID, to: AgentName)
}
