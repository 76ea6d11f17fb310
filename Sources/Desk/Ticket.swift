/// A customer at the desk.
struct Ticket: Hashable, Sendable {
    /// An agent who had him and is not asked again before then.
    struct Pause: Hashable, Sendable {
        var agent: AgentName
        var untilMilliseconds: Int64
    }

    let id: TicketID
    /// Counts arrivals; unique for ever.
    let order: UInt64
    let arrivedAt: Int64
    let rank: Int64
    let priority: TicketPriority
    let skills: [String]
    let language: String
    let channel: String
    let isAsynchronous: Bool
    let reason: String

    var queue: String
    /// A ticket is made `gone` and enters by `arrived`.
    var phase = OwnerPhase.gone
    /// Since when he stands in this queue.
    var queuedAt: Int64 = 0
    /// Since when he waits for an agent, in whatever queue; of a promise that is held back: since the opening.
    var waitingSince: Int64 = 0
    /// When he is tried in the overflow queue next; nil: never.
    var overflowAt: Int64?
    /// Queues he overflowed from, never entered that way again.
    var passedQueues: [String] = []

    /// He was promised an answer and does not wait himself; over once an agent has him.
    var isPromise = false
    /// While a promise must not be offered yet: until the queue opens.
    var heldUntil: Int64?
    /// By when an answer was promised, also after an agent had him.
    var promiseDue: Int64?

    /// While `offered`.
    var offer: Offer?
    /// While `assigned`.
    var agent: AgentName?
    var epoch: Int64 = 0
    var assignedAt: Int64 = 0
    var hasReplyInAssignment = false

    var isRedelivered = false
    var bounces = 0
    var pauses: [Pause] = []
    var hasFirstReply = false
    var firstReplyDue: Int64?
    var resolveDue: Int64?
    var isFirstReplyBreached = false
    var isResolveBreached = false
    /// The best place he was told.
    var announcedPlace = Int.max

    var entry: RankedEntry { RankedEntry(rank: rank, order: order) }
    var arrivalEntry: RankedEntry { RankedEntry(rank: arrivedAt, order: order) }
    var matchClass: MatchClass { MatchClass(queue: queue, skills: skills, isHeld: heldUntil != nil) }
    /// In a queue, from the customer's side.
    var isQueued: Bool { phase == .waiting || phase == .offered }

    /// A silent agent is normal: he writes a letter, or telephones.
    var isSlow: Bool { isAsynchronous || promiseDue != nil }

    func isPaused(for agent: AgentName, at now: Int64) -> Bool {
        pauses.contains { $0.agent == agent && $0.untilMilliseconds > now }
    }
}

/// Customers that the same agents can serve.
struct MatchClass: Hashable, Sendable {
    let queue: String
    /// Beyond those of the queue, in order.
    let skills: [String]
    /// Not to be offered yet.
    let isHeld: Bool
}
