import Conversation
import Desk
import Record
import Text
import Wire

// Where a turn meets the desk: what the engine escalates and promises, and what the desk decides about it.

extension SessionsMachine {
    mutating func escalate(
        _ request: EscalationRequest, _ id: ConversationID, _ core: inout ConversationCore, _ turn: inout Turn
    ) {
        turn.deskAnswer = nil
        turn.escalations += 1
        guard turn.escalations <= configuration.escalationsPerTurn else {
            // A flow that asks again each time it is told that nobody is there; the answer could go on for ever.
            log(
                .error,
                "conversation \(id): asked for a person \(turn.escalations) times in one turn; ended")
            return decideAndApply(.customerClosed, world(of: core), &core, &turn)
        }
        stepDesk(
            .arrived(
                Arrival(
                    ticket: TicketID(core.state.id), queue: request.queue,
                    priority: Self.priority(of: request),
                    language: request.language.code, channel: request.channel,
                    isAsynchronous: request.isAsynchronous, reason: request.reason.code.rawValue)), &core,
            &turn)
        let answer = turn.deskAnswer ?? .closed
        turn.deskAnswer = nil
        decideAndApply(.deskAnswered(answer), world(of: core), &core, &turn)
    }

    /// Whom the bot could not help although he tried gets a level more than the flow gave him.
    private static func priority(of request: EscalationRequest) -> TicketPriority {
        let priority = TicketPriority(rawValue: request.urgency.rawValue) ?? .normal
        switch request.reason.code {
        case .lowConfidence, .trouble, .lowSatisfaction, .actionError: return priority.raised
        case .asked, .signal, .flow: return priority
        }
    }

    /// Somebody has to keep what the bot promised: it stands in the queue as work, while the customer goes his way.
    mutating func promise(
        _ promise: PromiseRecord, _ core: inout ConversationCore, _ turn: inout Turn
    ) {
        stepDesk(
            .promised(
                Arrival(
                    ticket: TicketID(core.state.id), queue: promise.queue, language: core.state.language.code,
                    channel: core.state.channel,
                    isAsynchronous: bot.channel(named: core.state.channel)?.isAsynchronous ?? false,
                    reason: Self.promiseReason),
                dueMilliseconds: promise.dueMilliseconds), &core, &turn)
    }

    /// What summaries show as the reason of a promise.
    static let promiseReason = "promise"

    func world(of core: ConversationCore) -> World {
        if core.state.fingerprint == bot.world.fingerprint { return bot.world }
        return olderWorlds.last { $0.fingerprint == core.state.fingerprint } ?? bot.world
    }

    /// Steps the desk inside a conversation's turn: what concerns the conversation happens at once, what concerns others
    /// after the batch is on disk.
    mutating func stepDesk(_ event: DeskEvent, _ core: inout ConversationCore, _ turn: inout Turn) {
        let ticket = TicketID(core.state.id)
        let before = desk.state.standing(of: ticket)
        let effects = desk.step(event, at: now)
        turn.deskRows.append(DeskEntry(event, at: now).encode())
        tally(event, before, effects, core, &turn)
        for effect in effects {
            tally(effect, before, &turn)
            if Self.ticket(of: effect) == ticket {
                obey(effect, &core, &turn)
            } else {
                route(effect, &turn)
            }
        }
    }

    static func ticket(of effect: DeskEffect) -> TicketID? {
        switch effect {
        case .accepted(let ticket, _), .refused(let ticket, _, _), .placeChanged(let ticket, _): ticket
        case .promised(let ticket, _, _): ticket
        case .offer(let offer), .withdrawOffer(let offer, _): offer.ticket
        case .assigned(let ticket, _, _, _), .unassigned(let ticket, _, _, _), .queued(let ticket, _, _):
            ticket
        case .departed(let ticket, _), .rejected(let ticket, _, _), .bounced(let ticket, _): ticket
        case .breached(let breach): breach.ticket
        case .agentLost, .agentBack: nil
        }
    }

    /// An effect on the conversation whose turn it is.
    private mutating func obey(_ effect: DeskEffect, _ core: inout ConversationCore, _ turn: inout Turn) {
        switch effect {
        case .accepted(_, let place):
            turn.deskAnswer = .accepted(
                queue: place.queue, place: place.place,
                expectedWaitMilliseconds: place.expectedWaitMilliseconds)
        case .refused(_, _, let refusal):
            turn.deskAnswer = refusal == .full ? .full : .closed
        case .assigned(_, let agent, let epoch, _):
            turn.epoch = epoch
            // The same acceptance again: the same answer, and nothing happens.
            if core.state.owner == .agent(agent.text) { return }
            tell(agent.text, &turn)
            // The packet first, then what this turn shows.
            turn.pending.before.append(.desk(effect))
            decideAndApply(.agentJoined(name: agent.text), world(of: core), &core, &turn)
        case .unassigned(_, let agent, _, _):
            tell(agent.text, &turn)
            turn.pending.after.append(.desk(effect))
        case .queued(_, let place, _):
            decideAndApply(.requeued(queue: place.queue), world(of: core), &core, &turn)
        case .promised(_, let queue, let due):
            // To the bot's own promise this is only the answer.
            guard case .queue = core.state.owner else { return }
            decideAndApply(.queueClosed(queue: queue, dueMilliseconds: due), world(of: core), &core, &turn)
        case .departed(_, .bot(let target)):
            let parts = target.split(separator: "/", maxSplits: 1)
            decideAndApply(
                .returnedToBot(
                    flow: parts.first.map(String.init), step: parts.count > 1 ? String(parts[1]) : nil,
                    note: ""),
                world(of: core), &core, &turn)
        case .departed: break
        case .rejected(_, _, let rejection): turn.rejection = rejection
        case .offer, .withdrawOffer, .placeChanged, .agentLost, .agentBack, .breached, .bounced:
            turn.pending.after.append(.desk(effect))
        }
    }

    /// An effect on somebody else: his conversation has a turn of its own; agents and supervisors are told after the commit.
    private mutating func route(_ effect: DeskEffect, _ turn: inout Turn) {
        guard let ticket = Self.ticket(of: effect), let id = ConversationID(ticket.text) else {
            return turn.pending.after.append(.desk(effect))
        }
        switch effect {
        case .accepted, .refused: break
        case .rejected(_, _, let rejection): turn.rejection = rejection
        case .assigned(_, let agent, _, _):
            turn.followUps.append((id, .event(.agentJoined(name: agent.text))))
            turn.pending.after.append(.desk(effect))
        case .queued(_, let place, _):
            turn.followUps.append((id, .event(.requeued(queue: place.queue))))
        case .promised(_, let queue, let due):
            turn.followUps.append((id, .event(.queueClosed(queue: queue, dueMilliseconds: due))))
        case .departed(_, .customerLeft):
            turn.followUps.append((id, .event(.customerLeftQueue)))
        case .departed(_, .bot), .departed(_, .closed): break
        case .offer, .withdrawOffer, .unassigned, .placeChanged, .agentLost, .agentBack, .breached, .bounced:
            turn.pending.after.append(.desk(effect))
        }
    }

    /// Desk events that belong to no conversation's turn: presence, times, a decline.
    ///
    /// - Parameter greeting: agents' connections that are told `ready` when it is on disk, and of the offers that stood before.
    /// - Returns: why the desk refused, if it did; the ack is then not sent.
    @discardableResult
    mutating func runDesk(
        _ events: [DeskEvent], origin: ConnectionID? = nil, ack: ServerMessage.Ack? = nil,
        greeting: [ConnectionID] = []
    ) -> Rejection? {
        if desk.isLost {
            desk.deferred.append(contentsOf: events)
            return nil
        }
        var turn = Turn()
        turn.pending.startsDesk = events.contains(.restarted)
        turn.pending.origin = origin
        turn.pending.cid = ack?.cid
        turn.ack = ack
        let standing = greeting.map { id in
            (id, connections[id]?.agent.map { desk.state.offers(to: AgentName($0)) } ?? [])
        }
        for event in events {
            let effects = desk.step(event, at: now)
            turn.deskRows.append(DeskEntry(event, at: now).encode())
            for effect in effects {
                tally(effect, nil, &turn)
                route(effect, &turn)
            }
        }
        if turn.rejection != nil { turn.ack = nil }
        var greetings: [PendingBatch.Step] = []
        for (id, offers) in standing {
            if let ready = ready(id) { greetings.append(.greet(id, ready)) }
            // A second window of the same agent sees what the first was offered.
            greetings += offers.map { .desk(.offer($0)) }
        }
        if turn.deskRows.isEmpty, let batch = desk.lastBatch, batches[batch] != nil {
            batches[batch]?.after.append(contentsOf: greetings)
            return nil
        }
        turn.pending.before += greetings
        commit(&turn, [], [])
        return turn.rejection
    }
}
