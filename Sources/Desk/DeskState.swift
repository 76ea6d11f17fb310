import CivilTime

/// The desk, as a value; see `Desk.swift`.
package struct DeskState: Sendable {
    // What the record keeps (`encode()`).
    package internal(set) var configuration = DeskConfiguration()
    /// The time of the last event; goes back only with a restart, when nothing is left that runs.
    package internal(set) var nowMilliseconds: Int64 = 0
    /// The latest time there ever was: ranks are counted from it, so that nobody gets before others by a clock put back.
    var latestMilliseconds: Int64 = 0
    var seed: UInt64 = 0
    var seed2: UInt64 = 0
    var offersMade: UInt64 = 0
    var arrivals: UInt64 = 0
    /// Counts assignments of all customers, so it grows for each.
    var epochs: Int64 = 0
    var tickets: [UInt64: Ticket] = [:]
    /// In order of name.
    var agents: [DeskAgent] = []
    /// In order of the file, then those the file no longer names.
    var queues: [QueueRecord] = []

    // What follows from the above.
    var orders: [TicketID: UInt64] = [:]
    var agentIndices: [AgentName: Int] = [:]
    var queueIndices: [String: Int] = [:]
    var classes: [ClassRecord] = []
    var classIndices: [MatchClass: Int] = [:]
    var timers = DeskTimers()
    var waitingCount = 0

    // What this step still has to look at; empty between steps.
    var dirtyAgents: [AgentName] = []
    var dirtyTickets: [UInt64] = []
    var touchedQueues: [Int] = []
    /// Customers who came to wait: where the queue is closed they are told.
    var arrivedToWait: [UInt64] = []

    /// One queue and who stands in it.
    struct QueueRecord: Sendable {
        var configuration: DeskConfiguration.Queue
        /// False when the file no longer names it.
        var isConfigured: Bool
        /// A slowly moving mean of how long an agent has a customer.
        var handlingMilliseconds: Int64 = DeskState.usualHandlingMilliseconds
        /// Everyone waiting or offered, in order.
        var line = RankedList()
        /// Those of them who wait themselves, by arrival alone.
        var byArrival = RankedList()
        /// The next time it closes, as the timer has it.
        var closesAt: Int64?
        /// Customers of this queue that agents have.
        var withAgents = 0
        /// Orders of customers who missed a target.
        var breached: Set<UInt64> = []
    }

    /// Customers in phase `waiting` whom the same agents can serve, in order.
    struct ClassRecord: Sendable {
        let key: MatchClass
        var line = RankedList()
    }

    /// The guess before anything is known: 5 minutes is the usual length of a chat with a person.
    static let usualHandlingMilliseconds: Int64 = 300_000
    /// A new length counts an eighth.
    static let handlingWeight: Int64 = 8
    /// How long until a customer who could not overflow is tried again.
    static let overflowRetryMilliseconds: Int64 = 30_000

    package init() {}

    /// Takes in what happened and says what is to be done.
    ///
    /// Everything that fell due by then happens first. An earlier time than the last one counts as the last one,
    /// but for `restarted`.
    ///
    /// - Complexity: O(log waiting + agents + queues) for each customer that moves; `configured` O(waiting).
    package mutating func step(_ event: DeskEvent, at milliseconds: Int64) -> [DeskEffect] {
        let time = CivilLimits.clamp(milliseconds)
        // Otherwise a daemon restarted on a corrected clock would let no offer expire for as long as the clock was ahead.
        if event == .restarted, time < nowMilliseconds { putBack(by: nowMilliseconds - time) }
        nowMilliseconds = max(nowMilliseconds, time)
        latestMilliseconds = max(latestMilliseconds, nowMilliseconds)
        var effects: [DeskEffect] = []
        fireTimers(&effects)
        handle(event, &effects)
        match(&effects)
        while closeOut(&effects) { match(&effects) }
        announcePlaces(&effects)
        tidyTimers()
        return effects
    }

    /// When `ticked` is due at the latest; nil while nothing is awaited.
    package var nextWakeAt: Int64? { timers.first?.at }
}

// MARK: - Questions

extension DeskState {
    package struct Standing: Sendable, Hashable {
        package var phase: OwnerPhase
        package var queue: String
        package var agent: AgentName?
        /// Of the current assignment; 0 without one.
        package var epoch: Int64
        package var bounces: Int
        package var arrivedMilliseconds: Int64
        /// Since when he waits for an agent, or waited before one got him.
        package var waitingSinceMilliseconds: Int64
        /// When the agent got him; 0 without one.
        package var assignedMilliseconds: Int64
        /// By when he is to be answered; nil: no target, or answered before.
        package var firstReplyDueMilliseconds: Int64?
        package var priority: TicketPriority
        /// He was promised an answer and does not wait himself.
        package var isPromise: Bool
        /// He was promised one, whoever has him now.
        package var wasPromised: Bool
        /// By when; nil: no time was said.
        package var promiseDueMilliseconds: Int64?
    }

    /// Who holds a customer; nil when he is not at the desk.
    package func standing(of ticket: TicketID) -> Standing? {
        guard let it = self[ticket] else { return nil }
        return Standing(
            phase: it.phase, queue: it.queue, agent: it.agent, epoch: it.agent == nil ? 0 : it.epoch,
            bounces: it.bounces, arrivedMilliseconds: it.arrivedAt,
            waitingSinceMilliseconds: it.waitingSince,
            assignedMilliseconds: it.agent == nil ? 0 : it.assignedAt,
            firstReplyDueMilliseconds: it.hasFirstReply ? nil : it.firstReplyDue, priority: it.priority,
            isPromise: it.isPromise, wasPromised: it.promiseDue != nil || it.isPromise,
            promiseDueMilliseconds: it.promiseDue)
    }

    /// Where a waiting customer stands; nil when he is not waiting.
    package func place(of ticket: TicketID) -> WaitingPlace? {
        guard let it = self[ticket], it.isQueued, !it.isPromise else { return nil }
        return waitingPlace(of: it)
    }

    /// Whether the agent who has this customer has not written to him yet; only then is `replied` worth an event.
    package func awaitsReply(_ ticket: TicketID) -> Bool {
        guard let it = self[ticket] else { return false }
        return it.phase == .assigned && !it.hasReplyInAssignment
    }

    /// What an agent has, in order of assignment.
    package func assignments(of agent: AgentName) -> [(ticket: TicketID, epoch: Int64)] {
        guard let index = agentIndices[agent] else { return [] }
        return agents[index].assigned.compactMap { order in
            tickets[order].map { (ticket: $0.id, epoch: $0.epoch) }
        }
    }

    /// Offers an agent has not answered, in order.
    package func offers(to agent: AgentName) -> [Offer] {
        guard let index = agentIndices[agent] else { return [] }
        return agents[index].offered.compactMap { tickets[$0]?.offer }
    }

    /// Whether an arrival in this queue would be refused now; nil: it would be taken.
    package func refusal(of queue: String, at milliseconds: Int64) -> Refusal? {
        if case .failure(let refused) = door(of: queue, at: milliseconds) { refused.why } else { nil }
    }

    /// When a queue opens next: now if it is open; nil if never, or unknown.
    package func nextOpening(of queue: String, after milliseconds: Int64) -> Int64? {
        guard let index = queueIndices[queue] else { return nil }
        guard let hours = queues[index].configuration.hours else { return milliseconds }
        return hours.nextOpening(after: milliseconds)
    }

    /// The connections of every agent the desk knows, by name.
    package var connections: [(agent: AgentName, numbers: [UInt64])] {
        agents.map { (agent: $0.name, numbers: $0.connections) }
    }

    package var waiting: Int { waitingCount }
    /// Customers waiting or with agents.
    package var ticketCount: Int { tickets.count }
}

// MARK: - Parts

extension DeskState {
    subscript(ticket: TicketID) -> Ticket? {
        guard let order = orders[ticket] else { return nil }
        return tickets[order]
    }

    func isOpen(_ queue: Int, at milliseconds: Int64) -> Bool {
        queues[queue].configuration.isOpen(at: milliseconds)
    }

    func isFull(_ queue: Int) -> Bool {
        if waitingCount >= DeskLimits.waiting { return true }
        guard let most = queues[queue].configuration.fullAt else { return false }
        return queues[queue].byArrival.count >= most
    }

    /// The first queue along the overflow chain that is open and has room.
    func roomInOverflow(of queue: Int, at milliseconds: Int64) -> Int? {
        var seen: Set<Int> = [queue]
        var current = queue
        while let next = queues[current].configuration.overflow.flatMap({ queueIndices[$0.queue] }),
            queues[next].isConfigured, seen.insert(next).inserted
        {
            if isOpen(next, at: milliseconds), !isFull(next) { return next }
            current = next
        }
        return nil
    }

    /// The index of an agent's record, made if there is none.
    mutating func agentIndex(_ name: AgentName) -> Int {
        if let index = agentIndices[name] { return index }
        let index = agents.firstIndex { name < $0.name } ?? agents.count
        agents.insert(DeskAgent(name: name), at: index)
        reindexAgents()
        return index
    }

    /// Forgets an agent of whom nothing is left to know.
    mutating func forget(_ name: AgentName) {
        guard let index = agentIndices[name], agents[index].load == 0, !agents[index].isPresent else {
            return
        }
        agents.remove(at: index)
        reindexAgents()
    }

    mutating func reindexAgents() {
        agentIndices.removeAll(keepingCapacity: true)
        for (index, agent) in agents.enumerated() { agentIndices[agent.name] = index }
    }

    /// 128 bits of SplitMix64 over the seed and the number of the offer, in hexadecimal.
    mutating func nextOfferID() -> OfferID {
        offersMade += 1
        func mixed(_ seed: UInt64) -> String {
            var z = seed &+ offersMade &* 0x9E37_79B9_7F4A_7C15
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            let digits = String(z ^ (z >> 31), radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }
        return OfferID(mixed(seed) + mixed(~seed2))
    }
}
