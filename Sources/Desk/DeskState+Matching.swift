// Who gets whom. After every event, no free agent is left beside a customer he may serve.

extension DeskState {
    mutating func match(_ effects: inout [DeskEffect]) {
        while !dirtyAgents.isEmpty || !dirtyTickets.isEmpty {
            let names = Set(dirtyAgents).sorted()
            dirtyAgents.removeAll(keepingCapacity: true)
            let waiting = Set(dirtyTickets).compactMap { tickets[$0]?.entry }.sorted()
            dirtyTickets.removeAll(keepingCapacity: true)
            // First whoever became free takes the best of all; what became waiting stands among them already.
            for name in names {
                while let index = agentIndices[name], agents[index].hasRoom,
                    let order = bestTicket(for: index)
                {
                    offer(order, to: name, &effects)
                }
            }
            guard agents.contains(where: \.hasRoom) else { continue }
            for entry in waiting {
                guard let ticket = tickets[entry.order], ticket.phase == .waiting,
                    let index = bestAgent(for: ticket)
                else { continue }
                offer(entry.order, to: agents[index].name, &effects)
            }
        }
    }

    /// Proposes a waiting customer to an agent.
    mutating func offer(_ order: UInt64, to name: AgentName, _ effects: inout [DeskEffect]) {
        guard let ticket = tickets[order] else { return }
        let offer = Offer(
            id: nextOfferID(), ticket: ticket.id, agent: name, queue: ticket.queue,
            expiresAtMilliseconds: nowMilliseconds + configuration.offerMilliseconds,
            isRedelivered: ticket.isRedelivered)
        turn(order, .offered)
        tickets[order]?.offer = offer
        let index = agentIndex(name)
        agents[index].offered.append(order)
        agents[index].lastOfferedAt = nowMilliseconds
        timers.insert(DeskTimer(at: offer.expiresAtMilliseconds, .offer, order: order))
        effects.append(.offer(offer))
    }

    /// The best-ranked customer an agent may be offered.
    ///
    /// - Complexity: O(classes + customers paused for this agent before the first who is not).
    func bestTicket(for index: Int) -> UInt64? {
        let agent = agents[index]
        var best: RankedEntry?
        for record in classes {
            guard let head = record.line.first else { continue }
            if let best, best < head { continue }
            guard canServe(agent, record.key) else { continue }
            let found = record.line.first { entry in
                !(tickets[entry.order]?.isPaused(for: agent.name, at: nowMilliseconds) ?? true)
            }
            guard let found else { continue }
            if let known = best, known < found { continue }
            best = found
        }
        return best?.order
    }

    private func bestAgent(for ticket: Ticket) -> Int? {
        var best: Int?
        for index in agents.indices where agents[index].hasRoom {
            guard canServe(agents[index], ticket.matchClass),
                !ticket.isPaused(for: agents[index].name, at: nowMilliseconds)
            else { continue }
            if let known = best, !agents[index].comes(before: agents[known]) { continue }
            best = index
        }
        return best
    }

    func canServe(_ agent: DeskAgent, _ key: MatchClass) -> Bool {
        guard !key.isHeld, let queue = queueIndices[key.queue] else { return false }
        return agent.has(skills: queues[queue].configuration.skills) && agent.has(skills: key.skills)
    }
}
