// What time alone brings about.

extension DeskState {
    mutating func fireTimers(_ effects: inout [DeskEffect]) {
        while let timer = timers.first, timer.at <= nowMilliseconds {
            timers.removeFirst()
            guard isCurrent(timer) else { continue }
            switch timer.kind {
            case .grace: agentLeft(timer.agent, &effects)
            case .offer: endOffer(timer.order, .expired, .expired, pausing: true, &effects)
            case .silence: giveBack(timer.order, .agentSilent, .agentSilent, &effects)
            case .pause:
                tickets[timer.order]?.pauses.removeAll { $0.untilMilliseconds <= nowMilliseconds }
                dirtyTickets.append(timer.order)
            case .overflow: overflow(timer.order, &effects)
            case .firstReply: breach(timer.order, .firstReply, due: timer.at, &effects)
            case .resolve: breach(timer.order, .resolve, due: timer.at, &effects)
            case .wrapUp:
                if let index = agentIndices[timer.agent] {
                    agents[index].wrapUps.removeAll { $0 <= nowMilliseconds }
                    dirtyAgents.append(timer.agent)
                }
            case .closing: closes(timer.queue)
            case .opening:
                hold(timer.order, until: nil)
                dirtyTickets.append(timer.order)
            }
        }
    }

    /// Whether a timer still means what it meant when it was set.
    private func isCurrent(_ timer: DeskTimer) -> Bool {
        let ticket = tickets[timer.order]
        switch timer.kind {
        case .grace: return agentIndices[timer.agent].map { agents[$0].lostUntil } == timer.at
        case .wrapUp: return agentIndices[timer.agent].map { agents[$0].wrapUps.contains(timer.at) } ?? false
        case .closing: return queueIndices[timer.queue].map { queues[$0].closesAt } == timer.at
        case .opening: return ticket?.heldUntil == timer.at
        case .offer: return ticket?.offer?.expiresAtMilliseconds == timer.at
        case .pause: return ticket?.pauses.contains { $0.untilMilliseconds == timer.at } ?? false
        case .overflow: return ticket?.overflowAt == timer.at
        case .silence:
            guard let ticket, let silence = configuration.silentAgentMilliseconds else { return false }
            return ticket.phase == .assigned && !ticket.hasReplyInAssignment && !ticket.isSlow
                && ticket.assignedAt + silence == timer.at
        case .firstReply:
            guard let ticket, !ticket.hasFirstReply, !ticket.isFirstReplyBreached else { return false }
            return ticket.firstReplyDue == timer.at
        case .resolve: return ticket?.resolveDue == timer.at && ticket?.isResolveBreached == false
        }
    }

    private mutating func overflow(_ order: UInt64, _ effects: inout [DeskEffect]) {
        guard let ticket = tickets[order], let from = queueIndices[ticket.queue],
            let target = queues[from].configuration.overflow?.queue
        else {
            setOverflow(order, at: nil)
            return
        }
        guard ticket.phase == .waiting, let to = queueIndices[target], queues[to].isConfigured,
            target != ticket.queue, !ticket.passedQueues.contains(target), isOpen(to, at: nowMilliseconds),
            !isFull(to)
        else {
            let isHopeless = target == ticket.queue || ticket.passedQueues.contains(target)
            setOverflow(order, at: isHopeless ? nil : nowMilliseconds + Self.overflowRetryMilliseconds)
            return
        }
        tickets[order]?.passedQueues.append(ticket.queue)
        turn(order, .overflowed, queue: target)
        setTerms(order)
        tellQueued(order, .overflowed, &effects)
    }

    private mutating func breach(
        _ order: UInt64, _ target: Breach.Target, due: Int64, _ effects: inout [DeskEffect]
    ) {
        guard let ticket = tickets[order] else { return }
        switch target {
        case .firstReply: tickets[order]?.isFirstReplyBreached = true
        case .resolve: tickets[order]?.isResolveBreached = true
        }
        queues[recordIndex(of: ticket.queue)].breached.insert(order)
        effects.append(
            .breached(Breach(ticket: ticket.id, queue: ticket.queue, target: target, dueMilliseconds: due)))
    }

    /// The clock was ahead, and is right now: what was to last a minute more lasts a minute more, not a day.
    mutating func putBack(by milliseconds: Int64) {
        nowMilliseconds -= milliseconds
        for index in agents.indices {
            if let until = agents[index].lostUntil { agents[index].lostUntil = until - milliseconds }
            agents[index].wrapUps = agents[index].wrapUps.map { $0 - milliseconds }
        }
        for order in tickets.keys {
            guard var ticket = tickets[order] else { continue }
            for index in ticket.pauses.indices { ticket.pauses[index].untilMilliseconds -= milliseconds }
            ticket.offer?.expiresAtMilliseconds -= milliseconds
            ticket.queuedAt -= milliseconds
            ticket.waitingSince -= milliseconds
            ticket.assignedAt -= milliseconds
            if let at = ticket.overflowAt { ticket.overflowAt = at - milliseconds }
            if let due = ticket.firstReplyDue { ticket.firstReplyDue = due - milliseconds }
            if let due = ticket.resolveDue { ticket.resolveDue = due - milliseconds }
            tickets[order] = ticket
        }
        setAllTimers()
    }

    /// Drops what is outdated on top, so that `nextWakeAt` is exact, and all of it when it outweighs the rest.
    mutating func tidyTimers() {
        while let timer = timers.first, !isCurrent(timer) { timers.removeFirst() }
        if timers.count > 8 * (tickets.count + agents.count) + 1024 { setAllTimers() }
    }

    /// Sets every timer that the state implies.
    mutating func setAllTimers() {
        timers = DeskTimers()
        for agent in agents {
            if let at = agent.lostUntil { timers.insert(DeskTimer(at: at, .grace, agent: agent.name)) }
            for at in agent.wrapUps { timers.insert(DeskTimer(at: at, .wrapUp, agent: agent.name)) }
        }
        for queue in queues {
            guard let at = queue.closesAt else { continue }
            timers.insert(DeskTimer(at: at, .closing, queue: queue.configuration.name))
        }
        for (order, ticket) in tickets {
            var all: [DeskTimer] = ticket.pauses.map {
                DeskTimer(at: $0.untilMilliseconds, .pause, order: order)
            }
            if let at = ticket.offer?.expiresAtMilliseconds {
                all.append(DeskTimer(at: at, .offer, order: order))
            }
            if let at = ticket.heldUntil { all.append(DeskTimer(at: at, .opening, order: order)) }
            if let at = ticket.overflowAt { all.append(DeskTimer(at: at, .overflow, order: order)) }
            if let at = ticket.firstReplyDue { all.append(DeskTimer(at: at, .firstReply, order: order)) }
            if let at = ticket.resolveDue { all.append(DeskTimer(at: at, .resolve, order: order)) }
            if let silence = configuration.silentAgentMilliseconds {
                all.append(DeskTimer(at: ticket.assignedAt + silence, .silence, order: order))
            }
            for timer in all where isCurrent(timer) { timers.insert(timer) }
        }
    }
}
