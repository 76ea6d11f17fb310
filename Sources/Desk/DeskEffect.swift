/// A customer proposed to an agent.
package struct Offer: Sendable, Hashable {
    package var id: OfferID
    package var ticket: TicketID
    package var agent: AgentName
    package var queue: String
    package var expiresAtMilliseconds: Int64
    /// An agent had this customer before and did not finish.
    package var isRedelivered: Bool
}

/// Where a waiting customer stands.
package struct WaitingPlace: Sendable, Hashable {
    package var queue: String
    /// 1 is next.
    package var place: Int
    /// nil when nobody who could serve the queue is there, so nothing can be promised.
    package var expectedWaitMilliseconds: Int64?
}

/// Something to be done, in the imperative or as the news to tell.
package enum DeskEffect: Sendable, Hashable {
    /// The answer to `arrived`: the queue owns the customer now (again the same for a repeated event).
    case accepted(TicketID, WaitingPlace)
    case refused(TicketID, queue: String, Refusal)
    /// Said when a customer reaches one of the places 1, 2, 3, 5, 10, 20, 50, 100 …, not at every step of the way.
    case placeChanged(TicketID, WaitingPlace)

    case offer(Offer)
    /// The offer counts no more; the agent may forget it.
    case withdrawOffer(Offer, Withdrawal)
    /// The agent owns the customer; every verb of his must carry this epoch.
    case assigned(TicketID, AgentName, epoch: Int64, queue: String)
    /// The agent owns the customer no more (not said for his own `closed`).
    case unassigned(TicketID, AgentName, epoch: Int64, Return)
    /// The queue owns the customer (again).
    case queued(TicketID, WaitingPlace, Return)
    /// His queue closed (or he came back to a closed one) and no other is open for him: he does not wait any more, he is to
    /// be told so and promised an answer until then. His place is kept; it is the answer to `promised` too.
    case promised(TicketID, queue: String, dueMilliseconds: Int64?)
    /// The customer is no longer the desk's.
    case departed(TicketID, Departure)

    /// The last connection of an agent with customers is gone; they are kept for him until then.
    case agentLost(AgentName, untilMilliseconds: Int64)
    case agentBack(AgentName)

    /// A verb that does not count; nothing changed.
    case rejected(TicketID, AgentName?, Rejection)

    /// A target was missed just now.
    case breached(Breach)
    /// A supervisor is to be told: this customer keeps coming back from agents.
    case bounced(TicketID, times: Int)
}

package enum Refusal: String, Sendable, Hashable, CaseIterable {
    case closed, full
    /// No queue of that name is configured.
    case unknown
}

package enum Withdrawal: String, Sendable, Hashable, CaseIterable {
    case accepted, declined, expired, customerLeft, agentGone, taken, moved
}

/// Why a customer left an agent, or came to stand in a queue otherwise than by arriving.
package enum Return: String, Sendable, Hashable, CaseIterable {
    case released, agentLost, agentSilent, transferred, moved, overflowed, taken, customerLeft
}

package enum Departure: Sendable, Hashable {
    case closed(outcome: String)
    case customerLeft
    /// To the bot, at `flow/step`.
    case bot(String)
}

package enum Rejection: String, Sendable, Hashable, CaseIterable {
    /// The offer is over: taken by another, expired, or never made to this agent.
    case alreadyTaken
    /// The epoch is not the current one, or the agent does not own the customer.
    case staleAssignment
    /// No such customer at the desk.
    case notFound
    /// The agent named is not there, or has no room.
    case agentUnavailable
    case queueClosed, queueFull, queueUnknown
}

package struct Breach: Sendable, Hashable {
    package enum Target: String, Sendable, Hashable, CaseIterable {
        case firstReply, resolve
    }

    package var ticket: TicketID
    package var queue: String
    package var target: Target
    package var dueMilliseconds: Int64

    package init(ticket: TicketID, queue: String, target: Target, dueMilliseconds: Int64) {
        self.ticket = ticket
        self.queue = queue
        self.target = target
        self.dueMilliseconds = dueMilliseconds
    }
}
