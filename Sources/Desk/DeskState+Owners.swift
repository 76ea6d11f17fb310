// The moves of customers between owners. Every one goes through `turn`, which asks the table and keeps the lines in step.

import CivilTime

extension DeskState {
    /// Moves a customer along an arrow of the table, into another queue if one is given.
    mutating func turn(_ order: UInt64, _ cause: OwnerCause, queue: String? = nil) {
        guard let before = tickets[order], let phase = OwnerTransition.next(before.phase, cause) else {
            preconditionFailure("desk: no arrow \(cause) for \(String(describing: tickets[order]))")
        }
        var after = before
        after.phase = phase
        after.queue = queue ?? before.queue
        let stays = after.queue == before.queue
        let oldQueue = recordIndex(of: before.queue)
        let newQueue = stays ? oldQueue : recordIndex(of: after.queue)

        if before.isQueued, !(after.isQueued && stays) {
            queues[oldQueue].line.remove(before.entry)
            if !before.isPromise { queues[oldQueue].byArrival.remove(before.arrivalEntry) }
            waitingCount -= 1
            touchedQueues.append(oldQueue)
        }
        if before.phase == .waiting, !(after.phase == .waiting && stays) {
            classes[classIndex(of: before.matchClass)].line.remove(before.entry)
        }
        if before.phase == .assigned {
            queues[oldQueue].withAgents -= 1
            if Self.endsHandling(cause) { learnHandling(oldQueue, nowMilliseconds - before.assignedAt) }
        }
        if after.isQueued, !(before.isQueued && stays) {
            after.queuedAt = nowMilliseconds
            if !before.isQueued { after.waitingSince = nowMilliseconds }
            queues[newQueue].line.insert(after.entry)
            if !after.isPromise { queues[newQueue].byArrival.insert(after.arrivalEntry) }
            waitingCount += 1
        }
        if after.phase == .waiting, !(before.phase == .waiting && stays) {
            classes[classIndex(of: after.matchClass)].line.insert(after.entry)
        }
        if after.phase == .waiting {
            dirtyTickets.append(order)
            if !after.isPromise { arrivedToWait.append(order) }
        }
        if after.phase == .assigned {
            queues[newQueue].withAgents += 1
            // Somebody keeps the promise now; given back, the customer waits like everybody else.
            after.isPromise = false
            after.heldUntil = nil
        }
        if before.isFirstReplyBreached || before.isResolveBreached, !stays || phase == .gone {
            queues[oldQueue].breached.remove(order)
            if phase != .gone { queues[newQueue].breached.insert(order) }
        }
        if phase == .gone {
            tickets[order] = nil
            orders[before.id] = nil
        } else {
            tickets[order] = after
        }
    }

    /// Sets when a customer who came to stand in a queue overflows, and by when he is to be answered there.
    mutating func setTerms(_ order: UInt64) {
        guard let ticket = tickets[order] else { return }
        let terms = queues[recordIndex(of: ticket.queue)].configuration
        if ticket.isQueued, !ticket.isPromise, let overflow = terms.overflow {
            setOverflow(order, at: max(nowMilliseconds, ticket.queuedAt + overflow.afterMilliseconds))
        } else {
            setOverflow(order, at: nil)
        }
        func due(_ target: DeskConfiguration.Target) -> Int64? {
            guard let length = target.milliseconds(isAsynchronous: ticket.isAsynchronous) else { return nil }
            guard let hours = terms.hours else { return ticket.arrivedAt + length }
            return hours.adding(openMilliseconds: length, to: ticket.arrivedAt)
        }
        if !ticket.hasFirstReply, !ticket.isFirstReplyBreached {
            tickets[order]?.firstReplyDue = ticket.promiseDue ?? due(terms.firstReply)
            if let at = tickets[order]?.firstReplyDue {
                timers.insert(DeskTimer(at: at, .firstReply, order: order))
            }
        }
        if !ticket.isResolveBreached {
            tickets[order]?.resolveDue = due(terms.resolve)
            if let at = tickets[order]?.resolveDue {
                timers.insert(DeskTimer(at: at, .resolve, order: order))
            }
        }
    }

    mutating func setOverflow(_ order: UInt64, at: Int64?) {
        tickets[order]?.overflowAt = at
        if let at { timers.insert(DeskTimer(at: at, .overflow, order: order)) }
    }

    /// Takes an offer back, for whatever reason; the customer's phase is changed by the caller.
    mutating func withdrawOffer(_ order: UInt64, _ why: Withdrawal, _ effects: inout [DeskEffect]) {
        guard let offer = tickets[order]?.offer else { return }
        tickets[order]?.offer = nil
        effects.append(.withdrawOffer(offer, why))
        guard let index = agentIndices[offer.agent] else { return }
        agents[index].offered.removeAll { $0 == order }
        dirtyAgents.append(offer.agent)
    }

    /// Ends an agent's ownership on both sides but the phase, which the caller turns.
    mutating func unassign(_ order: UInt64, _ why: Return, _ effects: inout [DeskEffect]) {
        guard let ticket = tickets[order], let agent = ticket.agent else { return }
        effects.append(.unassigned(ticket.id, agent, epoch: ticket.epoch, why))
        detach(order)
    }

    /// The same without a word.
    mutating func detach(_ order: UInt64) {
        guard let agent = tickets[order]?.agent else { return }
        tickets[order]?.agent = nil
        guard let index = agentIndices[agent] else { return }
        agents[index].assigned.removeAll { $0 == order }
        dirtyAgents.append(agent)
    }

    /// Makes an agent the owner; the caller has turned the phase.
    mutating func assign(_ order: UInt64, to name: AgentName, _ effects: inout [DeskEffect]) {
        epochs += 1
        agents[agentIndex(name)].assigned.append(order)
        guard let ticket = tickets[order] else { return }
        tickets[order]?.agent = name
        tickets[order]?.epoch = epochs
        tickets[order]?.assignedAt = nowMilliseconds
        tickets[order]?.hasReplyInAssignment = false
        setOverflow(order, at: nil)
        if let silence = configuration.silentAgentMilliseconds, !ticket.isSlow {
            timers.insert(DeskTimer(at: nowMilliseconds + silence, .silence, order: order))
        }
        effects.append(.assigned(ticket.id, name, epoch: epochs, queue: ticket.queue))
    }

    /// Puts an agent's customer back at his place, not to be offered to that agent at once unless he lost his connection.
    mutating func giveBack(
        _ order: UInt64, _ cause: OwnerCause, _ why: Return, queue: String? = nil,
        _ effects: inout [DeskEffect]
    ) {
        guard let ticket = tickets[order], let agent = ticket.agent else { return }
        unassign(order, why, &effects)
        if why != .agentLost { pause(order, agent) }
        let isBounce = why == .released || why == .agentLost || why == .agentSilent
        if isBounce {
            tickets[order]?.bounces += 1
            tickets[order]?.isRedelivered = true
        }
        turn(order, cause, queue: queue)
        setTerms(order)
        tellQueued(order, why, &effects)
        if isBounce, ticket.bounces + 1 >= configuration.bounceLimit {
            effects.append(.bounced(ticket.id, times: ticket.bounces + 1))
        }
    }

    /// Keeps a customer from being offered to this agent for a while.
    mutating func pause(_ order: UInt64, _ agent: AgentName) {
        let until = nowMilliseconds + configuration.declinePauseMilliseconds
        tickets[order]?.pauses.removeAll { $0.agent == agent || $0.untilMilliseconds <= nowMilliseconds }
        tickets[order]?.pauses.append(Ticket.Pause(agent: agent, untilMilliseconds: until))
        timers.insert(DeskTimer(at: until, .pause, order: order))
    }

    /// Leaves the seat taken for a while: the agent still has to write down what was done.
    mutating func wrapUp(_ order: UInt64, _ name: AgentName) {
        guard let ticket = tickets[order], let index = agentIndices[name], agents[index].isPresent else {
            return
        }
        let length = queues[recordIndex(of: ticket.queue)].configuration.wrapUpMilliseconds
        guard length > 0 else { return }
        agents[index].wrapUps.append(nowMilliseconds + length)
        agents[index].wrapUps.sort()
        timers.insert(DeskTimer(at: nowMilliseconds + length, .wrapUp, agent: name))
    }

    mutating func tellQueued(_ order: UInt64, _ why: Return, _ effects: inout [DeskEffect]) {
        guard let ticket = tickets[order] else { return }
        let place = waitingPlace(of: ticket)
        tickets[order]?.announcedPlace = place.place
        effects.append(.queued(ticket.id, place, why))
    }

    // MARK: - Records

    /// The record of a queue, made if the file never named it.
    mutating func recordIndex(of queue: String) -> Int {
        if let index = queueIndices[queue] { return index }
        queues.append(QueueRecord(configuration: DeskConfiguration.Queue(name: queue), isConfigured: false))
        queueIndices[queue] = queues.count - 1
        return queues.count - 1
    }

    mutating func classIndex(of key: MatchClass) -> Int {
        if let index = classIndices[key] { return index }
        classes.append(ClassRecord(key: key))
        classIndices[key] = classes.count - 1
        return classes.count - 1
    }

    private static func endsHandling(_ cause: OwnerCause) -> Bool {
        switch cause {
        case .closed, .customerLeft, .transferredToQueue, .transferredToAgent, .transferredToBot: true
        default: false
        }
    }

    private mutating func learnHandling(_ queue: Int, _ length: Int64) {
        // Longer than a day says that somebody forgot to close, not that serving takes so long.
        let length = min(max(length, 0), 86_400_000)
        let mean = queues[queue].handlingMilliseconds
        queues[queue].handlingMilliseconds = mean + (length - mean) / Self.handlingWeight
    }
}
