// What each event does. An event that does not fit the state is answered or passed over, never obeyed.

import CivilTime

extension DeskState {
    mutating func handle(_ event: DeskEvent, _ effects: inout [DeskEffect]) {
        switch event {
        case .started(let seed, let seed2):
            self.seed = seed
            self.seed2 = seed2
        case .configured(let configuration): configure(configuration)
        case .restarted:
            for name in agents.map(\.name) { lose(name, &effects) }
            // The clock may have been put back, and a closing be ahead again.
            for index in queues.indices { closes(queues[index].configuration.name) }
        case .ticked: break

        case .arrived(let arrival): arrive(arrival, &effects)
        case .promised(let arrival, let due): promise(arrival, due: due, &effects)
        case .customerLeft(let ticket): customerLeft(ticket, &effects)

        case .agentConnected(let name, let connection): connect(name, connection, &effects)
        case .agentDisconnected(let name, let connection):
            guard let index = agentIndices[name],
                let position = agents[index].connections.firstIndex(of: connection)
            else { return }
            agents[index].connections.remove(at: position)
            if agents[index].connections.isEmpty { lose(name, &effects) }
        case .agentLeft(let name): agentLeft(name, &effects)
        case .agentAvailable(let name, let isOn, let capacity, let skills):
            let index = agentIndex(name)
            agents[index].isAvailable = isOn
            agents[index].capacity = min(max(capacity, 0), DeskLimits.capacity)
            agents[index].skills = Set(skills).sorted()
            // Saying so again ends the wrap-up early.
            if isOn { agents[index].wrapUps = [] } else { endOffers(to: index, &effects) }
            dirtyAgents.append(name)

        case .offerAccepted(let agent, let ticket, let offer): accept(agent, ticket, offer, &effects)
        case .offerDeclined(let agent, let ticket, let offer):
            guard let order = order(of: ticket, offeredTo: agent, offer, &effects) else { return }
            endOffer(order, .declined, .declined, pausing: true, &effects)
        case .replied(let agent, let ticket, let epoch):
            guard let order = order(of: ticket, ownedBy: agent, epoch, &effects) else { return }
            tickets[order]?.hasReplyInAssignment = true
            tickets[order]?.hasFirstReply = true
            tickets[order]?.firstReplyDue = nil
        case .released(let agent, let ticket, let epoch):
            guard let order = order(of: ticket, ownedBy: agent, epoch, &effects) else { return }
            giveBack(order, .released, .released, &effects)
        case .transferred(let agent, let ticket, let epoch, let target):
            guard let order = order(of: ticket, ownedBy: agent, epoch, &effects) else { return }
            transfer(order, by: agent, to: target, &effects)
        case .closed(let agent, let ticket, let epoch, let outcome, _):
            guard let order = order(of: ticket, ownedBy: agent, epoch, &effects) else { return }
            wrapUp(order, agent)
            detach(order)
            turn(order, .closed)
            effects.append(.departed(ticket, .closed(outcome: outcome)))

        case .taken(let agent, let ticket): take(ticket, by: agent, &effects)
        case .moved(let ticket, let queue): move(ticket, to: queue, &effects)
        case .assigned(let ticket, let agent):
            guard let index = agentIndices[agent], agents[index].isPresent else {
                effects.append(.rejected(ticket, agent, .agentUnavailable))
                return
            }
            take(ticket, by: agent, &effects)
        }
    }

    // MARK: - Customers

    private mutating func arrive(_ arrival: Arrival, _ effects: inout [DeskEffect]) {
        if let known = self[arrival.ticket], !known.isPromise {
            effects.append(
                known.isQueued
                    ? .accepted(known.id, waitingPlace(of: known))
                    : .rejected(known.id, known.agent, .alreadyTaken))
            return
        }
        let index: Int
        switch door(of: arrival.queue, at: nowMilliseconds) {
        case .success(let open): index = open
        case .failure(let refused):
            effects.append(.refused(arrival.ticket, queue: arrival.queue, refused.why))
            return
        }
        // Who was promised an answer and comes again waits himself now; the promise is kept with him.
        var promiseDue: Int64?
        if let order = orders[arrival.ticket], let promised = tickets[order] {
            promiseDue = promised.promiseDue
            withdrawOffer(order, .moved, &effects)
            turn(order, .customerLeft)
        }
        let order = enter(arrival, index, rank: latestMilliseconds - headStart(arrival.priority))
        tickets[order]?.promiseDue = promiseDue
        turn(order, .arrived)
        setTerms(order)
        if let ticket = tickets[order] {
            let place = waitingPlace(of: ticket)
            tickets[order]?.announcedPlace = place.place
            effects.append(.accepted(ticket.id, place))
        }
    }

    private func headStart(_ priority: TicketPriority) -> Int64 {
        Int64(priority.rawValue) * configuration.headStartMilliseconds
    }

    /// Why nobody may come in.
    struct Refused: Error { let why: Refusal }

    /// The queue that takes whoever comes to this one then: itself, or, closed or full, the first along its overflow that is open.
    func door(of name: String, at milliseconds: Int64) -> Result<Int, Refused> {
        guard let named = queueIndices[name], queues[named].isConfigured else {
            return .failure(Refused(why: .unknown))
        }
        let isOpen = isOpen(named, at: milliseconds)
        if isOpen, !isFull(named) { return .success(named) }
        if let other = roomInOverflow(of: named, at: milliseconds) { return .success(other) }
        return .failure(Refused(why: isOpen ? .full : .closed))
    }

    /// Makes a ticket, still `gone`.
    private mutating func enter(_ arrival: Arrival, _ index: Int, rank: Int64) -> UInt64 {
        arrivals += 1
        let name = queues[index].configuration.name
        tickets[arrivals] = Ticket(
            id: arrival.ticket, order: arrivals, arrivedAt: nowMilliseconds, rank: rank,
            priority: arrival.priority, skills: Set(arrival.skills).sorted(), language: arrival.language,
            channel: arrival.channel, isAsynchronous: arrival.isAsynchronous, reason: arrival.reason,
            queue: name, passedQueues: name == arrival.queue ? [] : [arrival.queue])
        orders[arrival.ticket] = arrivals
        return arrivals
    }

    /// A promise is somebody's work from the queue's next opening on.
    private mutating func promise(_ arrival: Arrival, due: Int64?, _ effects: inout [DeskEffect]) {
        if let order = orders[arrival.ticket] {
            // Two promises of one conversation are kept together, by the earlier time.
            guard let due, tickets[order]?.isPromise == true else { return }
            let earlier = tickets[order]?.promiseDue.map { min($0, due) }
            tickets[order]?.promiseDue = earlier ?? due
            setTerms(order)
            return
        }
        // An older version of the bot may promise in a queue that is no longer: somebody has to keep it all the same.
        let index = recordIndex(of: arrival.queue)
        let begins = nextOpening(of: arrival.queue, after: nowMilliseconds) ?? nowMilliseconds
        let lead =
            due.map { CivilLimits.clamp($0) - DeskLimits.promiseLeadMilliseconds } ?? latestMilliseconds
        let order = enter(
            arrival, index, rank: max(latestMilliseconds, begins, lead) - headStart(arrival.priority))
        tickets[order]?.isPromise = true
        tickets[order]?.promiseDue = due.map(CivilLimits.clamp)
        turn(order, .arrived)
        if begins > nowMilliseconds { hold(order, until: begins) }
        setTerms(order)
        effects.append(.promised(arrival.ticket, queue: arrival.queue, dueMilliseconds: due))
    }

    private mutating func customerLeft(_ id: TicketID, _ effects: inout [DeskEffect]) {
        guard let order = orders[id] else { return }
        withdrawOffer(order, .customerLeft, &effects)
        if let agent = tickets[order]?.agent { wrapUp(order, agent) }
        unassign(order, .customerLeft, &effects)
        turn(order, .customerLeft)
        effects.append(.departed(id, .customerLeft))
    }

    // MARK: - Agents

    private mutating func connect(_ name: AgentName, _ connection: UInt64, _ effects: inout [DeskEffect]) {
        let index = agentIndex(name)
        guard !agents[index].connections.contains(connection) else { return }
        agents[index].connections.append(connection)
        agents[index].connections.sort()
        if agents[index].lostUntil != nil {
            agents[index].lostUntil = nil
            if !agents[index].assigned.isEmpty { effects.append(.agentBack(name)) }
        }
        dirtyAgents.append(name)
    }

    /// No connection is left: offers go on to others at once, customers are kept for the grace.
    private mutating func lose(_ name: AgentName, _ effects: inout [DeskEffect]) {
        guard let index = agentIndices[name] else { return }
        let until = nowMilliseconds + configuration.graceMilliseconds
        agents[index].connections = []
        agents[index].lostUntil = until
        timers.insert(DeskTimer(at: until, .grace, agent: name))
        endOffers(to: index, &effects)
        if !agents[index].assigned.isEmpty { effects.append(.agentLost(name, untilMilliseconds: until)) }
    }

    /// Ends a presence for good.
    mutating func agentLeft(_ name: AgentName, _ effects: inout [DeskEffect]) {
        guard let index = agentIndices[name] else { return }
        agents[index].connections = []
        agents[index].isAvailable = false
        agents[index].lostUntil = nil
        agents[index].wrapUps = []
        endOffers(to: index, &effects)
        for order in agents[index].assigned { giveBack(order, .agentLost, .agentLost, &effects) }
        forget(name)
    }

    // MARK: - Offers

    mutating func endOffer(
        _ order: UInt64, _ cause: OwnerCause, _ why: Withdrawal, pausing: Bool, _ effects: inout [DeskEffect]
    ) {
        guard let agent = tickets[order]?.offer?.agent else { return }
        withdrawOffer(order, why, &effects)
        if pausing { pause(order, agent) }
        turn(order, cause)
    }

    /// The agent is not there for them any more: they go on to the next at once.
    private mutating func endOffers(to index: Int, _ effects: inout [DeskEffect]) {
        for order in agents[index].offered {
            endOffer(order, .agentGone, .agentGone, pausing: false, &effects)
        }
    }

    private mutating func accept(
        _ agent: AgentName, _ ticket: TicketID, _ offer: OfferID, _ effects: inout [DeskEffect]
    ) {
        if let known = self[ticket], known.phase == .assigned, known.agent == agent {
            // The same accept again: the same answer.
            effects.append(.assigned(ticket, agent, epoch: known.epoch, queue: known.queue))
            return
        }
        guard let order = order(of: ticket, offeredTo: agent, offer, &effects) else { return }
        withdrawOffer(order, .accepted, &effects)
        turn(order, .accepted)
        assign(order, to: agent, &effects)
    }

    // MARK: - Hand-overs

    private mutating func transfer(
        _ order: UInt64, by agent: AgentName, to target: TransferTarget, _ effects: inout [DeskEffect]
    ) {
        guard let ticket = tickets[order] else { return }
        switch target {
        case .queue(let name):
            switch door(of: name, at: nowMilliseconds) {
            case .success(let index):
                let taken = queues[index].configuration.name
                tickets[order]?.passedQueues = taken == name ? [] : [name]
                giveBack(order, .transferredToQueue, .transferred, queue: taken, &effects)
            case .failure(let refused):
                let why: Rejection =
                    switch refused.why {
                    case .unknown: .queueUnknown
                    case .closed: .queueClosed
                    case .full: .queueFull
                    }
                effects.append(.rejected(ticket.id, agent, why))
            }
        case .agent(let name):
            guard name != agent, let index = agentIndices[name], agents[index].hasRoom else {
                effects.append(.rejected(ticket.id, agent, .agentUnavailable))
                return
            }
            giveBack(order, .transferredToAgent, .transferred, &effects)
            offer(order, to: name, &effects)
        case .bot(let step):
            unassign(order, .transferred, &effects)
            turn(order, .transferredToBot)
            effects.append(.departed(ticket.id, .bot(step)))
        }
    }

    private mutating func take(_ id: TicketID, by agent: AgentName, _ effects: inout [DeskEffect]) {
        guard let order = orders[id], let ticket = tickets[order] else {
            effects.append(.rejected(id, agent, .notFound))
            return
        }
        if ticket.phase == .assigned, ticket.agent == agent {
            effects.append(.assigned(id, agent, epoch: ticket.epoch, queue: ticket.queue))
            return
        }
        withdrawOffer(order, .taken, &effects)
        unassign(order, .taken, &effects)
        turn(order, .taken)
        assign(order, to: agent, &effects)
        let index = agentIndex(agent)
        if !agents[index].isPresent, agents[index].lostUntil == nil { lose(agent, &effects) }
    }

    private mutating func move(_ id: TicketID, to queue: String, _ effects: inout [DeskEffect]) {
        guard let order = orders[id], let ticket = tickets[order] else {
            effects.append(.rejected(id, nil, .notFound))
            return
        }
        guard let index = queueIndices[queue], queues[index].isConfigured else {
            effects.append(.rejected(id, nil, .queueUnknown))
            return
        }
        tickets[order]?.passedQueues = []
        if ticket.phase == .assigned {
            giveBack(order, .moved, .moved, queue: queue, &effects)
            return
        }
        withdrawOffer(order, .moved, &effects)
        turn(order, .moved, queue: queue)
        // After the turn: also who was being offered waits now, and can be held.
        if ticket.isPromise {
            let begins = nextOpening(of: queue, after: nowMilliseconds) ?? nowMilliseconds
            hold(order, until: begins > nowMilliseconds ? begins : nil)
        }
        setTerms(order)
        if !ticket.isPromise { tellQueued(order, .moved, &effects) }
    }

    // MARK: - Checks

    /// The customer, if exactly this offer to exactly this agent stands.
    private func order(
        of id: TicketID, offeredTo agent: AgentName, _ offer: OfferID, _ effects: inout [DeskEffect]
    ) -> UInt64? {
        guard let order = orders[id], let standing = tickets[order]?.offer, standing.agent == agent,
            standing.id == offer
        else {
            effects.append(.rejected(id, agent, .alreadyTaken))
            return nil
        }
        return order
    }

    /// The customer, if this agent owns him in this epoch.
    private func order(
        of id: TicketID, ownedBy agent: AgentName, _ epoch: Int64, _ effects: inout [DeskEffect]
    ) -> UInt64? {
        guard let order = orders[id], let ticket = tickets[order], ticket.agent == agent,
            ticket.epoch == epoch
        else {
            effects.append(.rejected(id, agent, .staleAssignment))
            return nil
        }
        return order
    }

    // MARK: - Configuration

    /// Takes new queues in; who waits keeps his place, and everything is matched anew.
    private mutating func configure(_ new: DeskConfiguration) {
        configuration = new.tidied()
        var records: [QueueRecord] = []
        for queue in configuration.queues {
            var record =
                queueIndices[queue.name].map { queues[$0] }
                ?? QueueRecord(configuration: queue, isConfigured: true)
            record.configuration = queue
            record.isConfigured = true
            records.append(record)
        }
        for var record in queues where configuration.queue(named: record.configuration.name) == nil {
            guard record.line.count > 0 || record.withAgents > 0 else { continue }
            record.isConfigured = false
            records.append(record)
        }
        queues = records
        queueIndices = [:]
        for (index, record) in queues.enumerated() { queueIndices[record.configuration.name] = index }
        for index in queues.indices {
            for entry in queues[index].line.entries {
                setTerms(entry.order)
                guard let ticket = tickets[entry.order] else { continue }
                if ticket.isPromise, ticket.phase == .waiting {
                    let begins = nextOpening(of: ticket.queue, after: nowMilliseconds) ?? nowMilliseconds
                    hold(entry.order, until: begins > nowMilliseconds ? begins : nil)
                }
                if ticket.phase == .waiting {
                    dirtyTickets.append(entry.order)
                    arrivedToWait.append(entry.order)
                }
            }
        }
        dirtyAgents.append(contentsOf: agents.map(\.name))
        for index in queues.indices { setClosing(index) }
    }
}
