extension DeskState {
    /// What contradicts the desk's own laws, in words; empty for a sound desk.
    ///
    /// A desk read from bytes must pass this, and the tests ask it after every event.
    ///
    /// - Complexity: O(everything).
    package func violations() -> [String] {
        var found: [String] = []
        func claim(_ holds: Bool, _ words: @autoclosure () -> String) {
            if !holds { found.append(words()) }
        }
        var queued = 0
        var waitingThemselves = 0
        var holders: [UInt64: Int] = [:]
        for agent in agents {
            for order in agent.assigned + agent.offered { holders[order, default: 0] += 1 }
            for order in agent.assigned {
                claim(
                    tickets[order]?.phase == .assigned && tickets[order]?.agent == agent.name,
                    "agent \(agent.name.text) has customer \(order), who does not know")
            }
            for order in agent.offered {
                claim(
                    tickets[order]?.phase == .offered && tickets[order]?.offer?.agent == agent.name,
                    "agent \(agent.name.text) was offered customer \(order), who does not know")
            }
            claim(agent.offered.isEmpty || agent.isPresent, "agent \(agent.name.text) is gone with offers")
            claim(
                agent.assigned.isEmpty || agent.isPresent || agent.lostUntil != nil,
                "agent \(agent.name.text) is gone for good with customers")
        }
        for order in tickets.keys.sorted() {
            guard let ticket = tickets[order] else { continue }
            let name = ticket.id.text
            claim(ticket.order == order && orders[ticket.id] == order, "customer \(name) is filed wrongly")
            claim(order <= arrivals && ticket.epoch <= epochs, "customer \(name) comes from the future")
            claim(ticket.phase != .gone, "customer \(name) is gone and still here")
            claim(
                (ticket.phase == .assigned) == (ticket.agent != nil), "customer \(name): agent against phase")
            claim(
                (ticket.phase == .offered) == (ticket.offer != nil), "customer \(name): offer against phase")
            claim(
                holders[order, default: 0] == (ticket.phase == .waiting ? 0 : 1),
                "customer \(name) is held by \(holders[order, default: 0])")
            guard let queue = queueIndices[ticket.queue], queues.indices.contains(queue) else {
                found.append("customer \(name) stands in no queue")
                continue
            }
            if ticket.isQueued { queued += 1 }
            if ticket.isQueued, !ticket.isPromise { waitingThemselves += 1 }
            claim(
                !ticket.isPromise || ticket.isQueued,
                "customer \(name) is promised an answer and has an agent")
            claim(
                ticket.heldUntil == nil || ticket.isPromise && ticket.phase == .waiting,
                "customer \(name) is held back and waits")
            claim(!isLeftAtADoor(ticket), "customer \(name) waits at the closed door of \(ticket.queue)")
            let next = queues[queue].line.entry(at: queues[queue].line.countBefore(ticket.entry))
            claim((next == ticket.entry) == ticket.isQueued, "customer \(name): line against phase")
            let line = classIndices[ticket.matchClass].map { classes[$0].line } ?? RankedList()
            let inClass = line.entry(at: line.countBefore(ticket.entry)) == ticket.entry
            claim(inClass == (ticket.phase == .waiting), "customer \(name): class against phase")
        }
        claim(orders.count == tickets.count, "\(orders.count) names for \(tickets.count) customers")
        claim(queued == waitingCount, "\(queued) wait, \(waitingCount) counted")
        claim(queues.reduce(0) { $0 + $1.line.count } == queued, "lines hold more than wait")
        claim(
            queues.reduce(0) { $0 + $1.byArrival.count } == waitingThemselves,
            "lines by arrival hold others than wait")
        for (index, agent) in agents.enumerated() where agent.hasRoom {
            if let order = bestTicket(for: index), let ticket = tickets[order] {
                found.append("agent \(agent.name.text) is free while \(ticket.id.text) waits")
            }
        }
        return found
    }
}

extension DeskState {
    /// Whether matching could propose this waiting customer to this agent, his room left aside.
    package func couldBeOffered(_ ticket: TicketID, to agent: AgentName) -> Bool {
        guard let ticket = self[ticket], ticket.phase == .waiting, let index = agentIndices[agent] else {
            return false
        }
        return canServe(agents[index], ticket.matchClass)
            && !ticket.isPaused(for: agent, at: nowMilliseconds)
    }
}
