import Conversation
import Desk
import JSON
import Record
import Text
import Wire

// Turns: one input steps the conversation and, where it escalates, the desk; all of it becomes one batch.

extension SessionsMachine {
    // MARK: conversation

    /// Steps the conversation and carries out what was decided.
    mutating func step(_ event: ConversationEvent, _ core: inout ConversationCore, _ turn: inout Turn) {
        let world = moveToCurrentWorld(&core, &turn)
        decideAndApply(event, world, &core, &turn)
    }

    mutating func decideAndApply(
        _ event: ConversationEvent, _ world: World, _ core: inout ConversationCore, _ turn: inout Turn
    ) {
        let decision = Conversation.step(&core.state, event, at: moment(), in: world)
        measures.note(
            event, decision, escalatedMilliseconds: core.ledger.escalatedMilliseconds, now: now)
        if let said = turn.saidSeq, ConversationCore.fills(decision.changes) {
            core.ledger.note(decision.changes, saidAt: said)
        }
        turn.add(event, decision)
        for effect in decision.effects { carryOut(effect, &core, &turn) }
    }

    /// Offers a new version of the bot to a conversation that stands in an older one.
    ///
    /// - Returns: the version to decide with: the old one while the conversation cannot leave it and it is still here.
    private mutating func moveToCurrentWorld(_ core: inout ConversationCore, _ turn: inout Turn) -> World {
        let stands = core.state.fingerprint
        guard !stands.isEmpty, stands != bot.world.fingerprint else { return bot.world }
        let old = olderWorlds.last { $0.fingerprint == stands }
        let event = ConversationEvent.worldChanged(isWithdrawn: old == nil)
        let decision = Conversation.step(&core.state, event, at: moment(), in: bot.world)
        if !decision.changes.isEmpty || !decision.effects.isEmpty {
            measures.note(
                event, decision, escalatedMilliseconds: core.ledger.escalatedMilliseconds, now: now)
            turn.add(event, decision)
            for effect in decision.effects { carryOut(effect, &core, &turn) }
        }
        if core.state.fingerprint == bot.world.fingerprint { return bot.world }
        return old ?? bot.world
    }

    /// What the engine may know of the queues now: those that are full. Whether one is open, its hours say.
    private mutating func moment() -> Moment {
        let minute = now / 60_000
        let fingerprint = bot.world.fingerprint
        if queuePicture.minute != minute || queuePicture.deskEventCount != desk.eventCount
            || queuePicture.fingerprint != fingerprint
        {
            queuePicture = QueuePicture(
                minute: minute, deskEventCount: desk.eventCount, fingerprint: fingerprint,
                queues: queueStates())
        }
        return Moment(nowMilliseconds: now, queues: queuePicture.queues)
    }

    private func queueStates() -> [String: Moment.QueueState] {
        var states: [String: Moment.QueueState] = [:]
        for queue in bot.desk.queues {
            // A closed door that leads to an open one is open.
            if queue.overflow != nil, !queue.isOpen(at: now),
                desk.state.refusal(of: queue.name, at: now) == nil
            {
                states[queue.name] = .open
            }
            if desk.state.waiting > 0, queue.fullAt != nil,
                desk.state.refusal(of: queue.name, at: now) == .full
            {
                states[queue.name] = .full
            }
        }
        return states
    }

    private mutating func carryOut(_ effect: Effect, _ core: inout ConversationCore, _ turn: inout Turn) {
        guard let id = turn.id else { return }
        switch effect {
        case .say(let message):
            let choices = message.choices.map { EventBody.Choice(id: $0.id, label: $0.label) }
            show(
                .message(
                    from: message.from.rawValue, name: nil, text: message.text, choices: choices, choice: nil),
                &core, &turn)
        case .ownerChanged(let owner, let place, let wait):
            show(Self.content(owner, place, wait), &core, &turn)
            if case .agent(let name) = owner { tell(name, &turn) }
        case .act(let call):
            note(.called(call), &core, &turn)
            turn.pending.after.append(.act(Self.request(call, id)))
        case .escalate(let request):
            note(.escalated(request, timeMilliseconds: now), &core, &turn)
            escalate(request, id, &core, &turn)
        case .withdraw:
            stepDesk(.customerLeft(TicketID(core.state.id)), &core, &turn)
        case .setTimer(let timer, let due):
            note(.timerSet(timer, dueMilliseconds: due), &core, &turn)
        case .cancelTimer(let timer):
            if core.ledger.timers.contains(where: { $0.name == timer }) {
                note(.timerGone(timer), &core, &turn)
            }
        case .promise(let promise):
            turn.pending.tallies.append(.promised(queue: promise.queue))
            self.promise(promise, &core, &turn)
        case .close(let outcome):
            // An agent's own word for an end is counted nowhere: it could be about a person, and figures are not erased.
            let isCommon = turn.row.agent == nil || Self.commonOutcomes.contains(outcome)
            turn.pending.tallies.append(
                .closed(outcome: isCommon ? outcome : "other", by: turn.row.agent.map { AgentName($0) }))
            show(.closed(outcome: outcome), &core, &turn)
            turn.closedSeq = core.seq
            for timer in core.ledger.timers { note(.timerGone(timer.name), &core, &turn) }
            for call in core.ledger.calls { note(.callReturned(number: call.number), &core, &turn) }
            turn.keys.append(.remove(scope: KeyScope.open, key: KeyScope.openKey, stream: id.stream))
            rememberForLater(id, core, &turn)
            // What was promised is kept all the same.
            if desk.state.standing(of: TicketID(core.state.id))?.isPromise == false {
                stepDesk(.customerLeft(TicketID(core.state.id)), &core, &turn)
            }
        case .reopen:
            turn.keys.append(
                .add(KeyEntry(scope: KeyScope.open, key: KeyScope.openKey, stream: id.stream)))
        case .alarm(let text):
            log(.warning, "conversation \(core.state.id): \(text)")
        }
    }

    private static func content(_ owner: Owner, _ place: Int?, _ wait: Int64?) -> EventBody.Content {
        switch owner {
        case .bot:
            .owner(owner: "bot", name: nil, queue: nil, place: nil, expectedWaitMilliseconds: nil)
        case .queue(let queue):
            .owner(owner: "queue", name: nil, queue: queue, place: place, expectedWaitMilliseconds: wait)
        case .agent(let name):
            .owner(owner: "agent", name: name, queue: nil, place: nil, expectedWaitMilliseconds: nil)
        }
    }

    static func request(_ call: ActionCall, _ id: ConversationID) -> ActionRequest {
        ActionRequest(
            conversation: id, call: String(call.number), action: call.action, arguments: call.argumentsJSON,
            idempotencyKey: call.idempotencyKey, withinMilliseconds: call.withinMilliseconds)
    }

    /// One more thing the customer sees; it gets the next seq.
    mutating func show(
        _ content: consuming EventBody.Content, cid: String? = nil, _ core: inout ConversationCore,
        _ turn: inout Turn
    ) {
        core.seq += 1
        let body = EventBody(seq: core.seq, content: content, timeMilliseconds: now, cid: cid)
        let bytes = body.encoded()
        core.recent.append(bytes, seq: core.seq)
        turn.row.show(body, encoded: bytes)
    }

    mutating func note(_ fact: Fact, _ core: inout ConversationCore, _ turn: inout Turn) {
        core.ledger.apply(fact)
        turn.row.facts.append(fact)
    }

    /// What this turn shows goes to the agent too.
    mutating func tell(_ agent: String, _ turn: inout Turn) {
        if !turn.pending.agents.contains(agent) { turn.pending.agents.append(agent) }
    }

    /// The line that later conversations of the same customer show of this one.
    func rememberForLater(_ id: ConversationID, _ core: ConversationCore, _ turn: inout Turn) {
        guard let key = core.ledger.customerKey else { return }
        turn.keys.append(
            .add(
                KeyEntry(
                    scope: KeyScope.customer, key: KeyScope.hashed(key), stream: id.stream,
                    value: EarlierLine.encode(core, at: core.ledger.openedMilliseconds))))
    }

    // MARK: batches

    /// Ends a conversation's turn: the batch goes to the record.
    mutating func finish(_ turn: inout Turn, _ id: ConversationID, _ core: inout ConversationCore) {
        var appends: [Append] = []
        var snapshots: [Snapshot] = []
        turn.pending.conversation = id
        turn.pending.firstSeq = core.seq - Int64(turn.row.bodies.count) + 1
        turn.pending.bodies = turn.row.bodies
        if !turn.row.isEmpty {
            core.ledger.mark(number: core.next, firstSeq: turn.pending.firstSeq)
            appends.append(
                Append(
                    stream: id.stream, expected: core.next, kind: TurnRow.kind, version: TurnRow.version,
                    bytes: turn.row.encoded()))
            core.next += 1
            if let snapshot = core.snapshotIfDue(
                id.stream, every: configuration.rowsPerSnapshot)
            {
                snapshots.append(snapshot)
            }
        }
        for note in turn.noteRows {
            appends.append(
                Append(
                    stream: id.notes, expected: note.number, kind: NoteRow.kind, version: NoteRow.version,
                    bytes: note.bytes))
            turn.pending.noteSeq = Int64(note.number)
        }
        conversations.change(id) { $0.note(core) }
        if case .agent(let name) = core.state.owner { tell(name, &turn) }
        if let due = core.ledger.nextTimer { schedule(id, at: due) }
        commit(&turn, appends, snapshots)
    }

    /// - Parameter turn: what waits for the disk is taken out of it.
    mutating func commit(_ turn: inout Turn, _ appends: [Append], _ snapshots: [Snapshot]) {
        var appends = appends
        var snapshots = snapshots
        for row in turn.deskRows {
            appends.append(
                Append(
                    stream: .desk, expected: desk.next, kind: DeskRoom.rowKind, version: DeskRoom.rowVersion,
                    bytes: row))
            desk.next += 1
        }
        if !turn.deskRows.isEmpty {
            turn.pending.usesDesk = true
            desk.inflight += 1
            if let snapshot = desk.snapshotIfDue(every: configuration.rowsPerDeskSnapshot) {
                snapshots.append(snapshot)
            }
            if let due = desk.state.nextWakeAt { scheduleDesk(due) }
            desk.isChanged = true
        }
        if let ack = turn.ack { turn.pending.ack = ServerMessage.ack(ack) }
        let followUps = turn.followUps
        if appends.isEmpty && turn.keys.isEmpty {
            // Nothing to keep, so nothing to wait for.
            release(turn.pending)
        } else {
            let batch = BatchID(number: nextBatch)
            nextBatch += 1
            if let id = turn.pending.conversation {
                conversations.change(id) { live in
                    live.inflight += 1
                    // A batch of the desk's rows alone may be kept although this conversation's own were not.
                    if appends.contains(where: { $0.stream == id.stream }) { live.lastBatch = batch }
                }
            }
            if turn.pending.countsAsSend, let origin = turn.pending.origin {
                beginSend(origin, turn.pending.conversation)
            }
            if turn.pending.usesDesk { desk.lastBatch = batch }
            batches[batch] = turn.takePending()
            outputs.append(
                .commit(
                    batch, Batch(atMilliseconds: now, appends: appends, keys: turn.keys, snapshots: snapshots)
                ))
        }
        for (id, job) in followUps { run(job, on: id) }
    }
}
