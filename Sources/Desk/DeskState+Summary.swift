extension DeskState {
    /// What supervisors see now.
    ///
    /// - Parameter names: the queues to tell about; nil for all. Agents and breaches are always told (of those queues).
    /// - Complexity: O(queues × agents + customers named).
    package func summary(at milliseconds: Int64, queues names: Set<String>? = nil) -> DeskSummary {
        let now = max(milliseconds, nowMilliseconds)
        let shown = queues.indices.filter { names?.contains(queues[$0].configuration.name) ?? true }
        return DeskSummary(
            atMilliseconds: now, queues: shown.map { summary(of: $0, at: now) },
            agents: agents.map(summary), breaches: breaches(of: shown))
    }

    private func summary(of agent: DeskAgent) -> DeskSummary.Agent {
        let held = agent.assigned.compactMap { tickets[$0] }.map { ticket in
            DeskSummary.Held(
                ticket: ticket.id, queue: ticket.queue, priority: ticket.priority,
                assignedMilliseconds: ticket.assignedAt, isAnswered: ticket.hasReplyInAssignment,
                isBreached: ticket.isFirstReplyBreached || ticket.isResolveBreached)
        }
        return DeskSummary.Agent(
            name: agent.name, isPresent: agent.isPresent, isAvailable: agent.isAvailable,
            capacity: agent.capacity, skills: agent.skills, offers: agent.offered.count,
            assigned: held.map(\.ticket), held: held, load: agent.load,
            wrappingUp: agent.wrapUps.count)
    }

    /// What an agent said he can do; nil while he is not at the desk.
    package func skills(of agent: AgentName) -> [String]? {
        agentIndices[agent].map { agents[$0].skills }
    }

    /// The queues an agent with these skills may be offered customers of.
    package func queues(servedWith skills: [String]) -> Set<String> {
        Set(
            queues.map(\.configuration).filter { $0.skills.allSatisfy { skills.contains($0) } }.map(\.name))
    }

    private func summary(of index: Int, at now: Int64) -> DeskSummary.Queue {
        let queue = queues[index]
        var first: [DeskSummary.Waiting] = []
        for place in 0..<min(queue.line.count, DeskLimits.summaryTickets) {
            guard let entry = queue.line.entry(at: place), let ticket = tickets[entry.order] else { break }
            first.append(
                DeskSummary.Waiting(
                    ticket: ticket.id, priority: ticket.priority, arrivedMilliseconds: ticket.arrivedAt,
                    language: ticket.language, channel: ticket.channel, bounces: ticket.bounces,
                    offeredTo: ticket.offer?.agent, reason: ticket.reason,
                    firstReplyDueMilliseconds: ticket.hasFirstReply ? nil : ticket.firstReplyDue,
                    isBreached: ticket.isFirstReplyBreached || ticket.isResolveBreached,
                    isPromise: ticket.isPromise, heldUntilMilliseconds: ticket.heldUntil,
                    rankMilliseconds: ticket.rank))
        }
        return DeskSummary.Queue(
            name: queue.configuration.name, isOpen: queue.isConfigured && isOpen(index, at: now),
            isFull: isFull(index), waiting: queue.byArrival.count,
            promised: queue.line.count - queue.byArrival.count, withAgents: queue.withAgents,
            oldestMilliseconds: queue.byArrival.first.map { max(0, now - $0.rank) },
            breaches: queue.breached.count,
            agents: agents.count { $0.isServing && $0.has(skills: queue.configuration.skills) },
            expectedWaitMilliseconds: expectedWait(index, place: queue.line.count + 1), first: first)
    }

    private func breaches(of shown: [Int]) -> [Breach] {
        let orders = shown.flatMap { queues[$0].breached }.sorted().prefix(DeskLimits.summaryBreaches)
        var breaches: [Breach] = []
        for ticket in orders.compactMap({ tickets[$0] }) {
            if ticket.isFirstReplyBreached, !ticket.hasFirstReply {
                breaches.append(
                    Breach(
                        ticket: ticket.id, queue: ticket.queue, target: .firstReply,
                        dueMilliseconds: ticket.firstReplyDue ?? ticket.arrivedAt))
            }
            if ticket.isResolveBreached {
                breaches.append(
                    Breach(
                        ticket: ticket.id, queue: ticket.queue, target: .resolve,
                        dueMilliseconds: ticket.resolveDue ?? ticket.arrivedAt))
            }
        }
        return Array(breaches.prefix(DeskLimits.summaryBreaches))
    }
}
