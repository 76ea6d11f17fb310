import Conversation
import Desk
import JSON
import Record
import Wire

// Jobs: what needs a conversation in memory. A parked one is read first; others go on meanwhile.

extension SessionsMachine {
    /// Open conversations read at once after a start.
    static let loadsAtOnce = 64
    /// Jobs that may wait for one conversation to be read.
    static let jobLimit = 1_024

    mutating func run(_ job: Job, on id: ConversationID) {
        if !erasing.isEmpty, erasing.contains(id) { return refuse(job, id, .notFound, Self.gone) }
        if !conversations.find(id) {
            var live = LiveConversation(id)
            live.lastUsedMilliseconds = now
            conversations[id] = live
        }
        if conversations[id]?.isDamaged == true {
            return refuse(job, id, .internal, "this conversation cannot be read")
        }
        // Without the desk no turn can be made: any of them may need it.
        let isHere = conversations[id]?.box != nil
        // While its notes are read it has a core, but what came before is still waiting.
        let isReady = conversations[id]?.isReady == true
        if !isHere || !isReady || desk.isLost {
            // What an action gave is never dropped: there is no more of it than was asked for.
            if let count = conversations[id]?.jobs.count, count >= Self.jobLimit, !job.isAction {
                return refuse(job, id, .busy, "too much waits for it")
            }
            conversations[id]?.jobs.append(job)
            conversations[id]?.isLookedAt = false
            if !isHere, isReady { load(id) }
            return
        }
        perform(job, id)
    }

    private mutating func perform(_ job: Job, _ id: ConversationID) {
        // Taken out, so that whoever copies the conversation meanwhile holds no second one of its core.
        var lent: CoreBox?
        conversations.change(id) { live in
            swap(&lent, &live.box)
            live.isBusy = true
            live.lastUsedMilliseconds = now
        }
        guard var box = lent.take() else { return }
        carryOut(job, id, &box.core)
        lent = consume box
        conversations.change(id) { live in
            swap(&lent, &live.box)
            live.isBusy = false
        }
        if case .catchUp(let connection) = job { catchUp(connection, id) }
        if let jobs = conversations[id]?.jobs, !jobs.isEmpty {
            conversations[id]?.jobs = []
            for job in jobs { run(job, on: id) }
        }
    }

    private mutating func carryOut(_ job: Job, _ id: ConversationID, _ core: inout ConversationCore) {
        switch job {
        case .message(let connection, let message): handle(message, connection, id, &core)
        case .event(let event):
            var turn = Turn(id)
            step(event, &core, &turn)
            finish(&turn, id, &core)
        case .action(let call, let result): take(result, call: call, id, &core)
        case .wake: wake(id, &core)
        case .absent: leave(id, &core)
        case .reopen(let connection, let cid, let hash): reopen(connection, cid, hash, id, &core)
        case .reconcile: reconcile(id, &core)
        case .tell(let effect): tell(effect, id, core)
        case .readEarlier(let connection, let asked, let owner):
            history(asked, connection, id, core, for: owner)
        case .catchUp: break
        }
    }

    /// A job that cannot be done: who asked is told, the rest is dropped (it comes again from the desk or a timer).
    mutating func refuse(_ job: Job, _ id: ConversationID, _ code: ErrorCode, _ text: String) {
        let retry: Int? = code == .busy || code == .storage ? 1_000 : nil
        switch job {
        case .message(let connection, let message):
            answer(connection, message, code, text, retryMilliseconds: retry)
        case .reopen(let connection, let cid, _):
            send(
                connection, ServerMessage.error(WireError(code, text, retryMilliseconds: retry, cid: cid)))
        case .readEarlier(let connection, let asked, _):
            answer(connection, .history(asked), code, text, retryMilliseconds: retry)
        case .event, .action, .wake, .absent, .reconcile, .catchUp, .tell: break
        }
    }

    // MARK: reading

    mutating func read(_ request: ReadRequest, for purpose: ReadPurpose) {
        let id = ReadID(number: nextRead)
        nextRead += 1
        reads[id] = purpose
        outputs.append(.read(id, request))
    }

    mutating func load(_ id: ConversationID) {
        guard conversations[id]?.isLoading == false else { return }
        conversations[id]?.isLoading = true
        read(.state(id.stream), for: .load(id))
    }

    mutating func take(_ answer: ReadAnswer, of read: ReadID) {
        guard let purpose = reads.removeValue(forKey: read) else { return }
        switch (purpose, answer) {
        case (.load(let id), .state(let snapshot, let events)): loaded(id, snapshot, events)
        case (.load(let id), _): loadFailed(id, answer)
        case (.notes(let id), .events(let events)): notesRead(id, events)
        case (.notes(let id), _): startJobs(id)
        case (.desk, .state(let snapshot, let events)): restoreDesk(snapshot, events)
        case (.desk, _):
            desk.isReading = false
            wakes.add(.desk, due: now + 1_000)
        case (.open, .entries(let entries)):
            knowsWhatIsOpen = true
            toLoad = entries.reversed().map { ConversationID(stream: $0.stream) }
            loadMore()
        case (.open, _): wakes.add(.loading, due: now + 1_000)
        case (.earlier(let connection, let open, let key), .entries(let entries)):
            begin(open, connection, customerKey: key, earlier: EarlierLine.decode(entries, without: nil))
        case (.earlier(let connection, let open, let key), _):
            begin(open, connection, customerKey: key, earlier: [])
        case (.catchUp(let connection, let id), .events(let events)): catchUp(connection, id, with: events)
        case (.catchUp(let connection, let id), _): catchUpFailed(connection, id)
        case (
            .history(let connection, let id, let cid, let before, let limit, let from, let bodies, let owner),
            .events(let events)
        ):
            goOn(connection, id, cid, before, limit, from, bodies, for: owner, with: events)
        case (.history(let connection, let id, let cid, _, _, _, _, let owner), _):
            refuseHistory(
                connection, owner ?? id, cid, .storage, "the record does not answer", retryMilliseconds: 1_000
            )
        }
    }

    /// - Parameter id: the conversation that was named in the question; of an earlier one, that of today.
    mutating func refuseHistory(
        _ connection: ConnectionID, _ id: ConversationID, _ cid: String, _ code: ErrorCode, _ text: String,
        retryMilliseconds: Int? = nil
    ) {
        send(
            connection,
            ServerMessage.error(
                WireError(
                    code, text, retryMilliseconds: retryMilliseconds, cid: cid, conversation: id.description))
        )
    }

    private mutating func loaded(_ id: ConversationID, _ snapshot: Snapshot?, _ events: [RecordedEvent]) {
        guard conversations[id] != nil else { return }
        let core: ConversationCore?
        do throws(RowError) {
            core = try ConversationCore(snapshot: snapshot, events: events)
        } catch {
            log(.error, "conversation \(id) cannot be read: \(error.reason)")
            conversations[id]?.isDamaged = true
            conversations[id]?.isLoading = false
            return startJobs(id)
        }
        guard let core else { return unknown(id) }
        conversations[id]?.committedSeq = core.seq
        conversations[id]?.noteSeq = core.ledger.noteSeq
        conversations[id]?.note(core)
        if conversations[id]?.callsMade == false {
            conversations[id]?.callsMade = true
            conversations[id]?.unmadeCalls = core.ledger.calls.map(\.number)
        }
        conversations[id]?.box = CoreBox(core)
        conversations[id]?.lastUsedMilliseconds = now
        if conversations[id]?.attachments.isEmpty == true {
            conversations[id]?.absentSinceMilliseconds = now
            schedule(id, at: now + configuration.absentMilliseconds)
        }
        conversations[id]?.jobs.insert(.wake, at: 0)
        conversations[id]?.jobs.insert(.reconcile, at: 0)
        guard core.ledger.noteSeq > 0 else { return startJobs(id) }
        let from = UInt64(max(1, core.ledger.noteSeq - Int64(NoteRow.readLimit) + 1))
        read(.events(id.notes, from: from, limit: NoteRow.readLimit), for: .notes(id))
    }

    private mutating func notesRead(_ id: ConversationID, _ events: [RecordedEvent]) {
        conversations[id]?.box?.core.notes = events.compactMap { event in
            NoteRow(event).map {
                ConversationCore.Note(
                    seq: Int64(event.number), from: $0.from, text: $0.text,
                    timeMilliseconds: event.atMilliseconds)
            }
        }
        startJobs(id)
    }

    mutating func startJobs(_ id: ConversationID) {
        conversations[id]?.isLoading = false
        if desk.isLost { return }
        let jobs = conversations[id]?.jobs ?? []
        conversations[id]?.jobs = []
        for job in jobs { run(job, on: id) }
        let isLookedAt = conversations[id]?.isLookedAt == true
        conversations[id]?.isLookedAt = false
        // What a call gives is for the memory it was made from: read anew, it would be made again.
        if isLookedAt, conversations[id]?.box?.core.ledger.calls.isEmpty == true {
            park(id, afterMilliseconds: 0)
        } else {
            parkLater(id)
        }
    }

    /// There is no such conversation: whoever guessed gets the answer of whoever may not.
    private mutating func unknown(_ id: ConversationID) {
        let jobs = conversations[id]?.jobs ?? []
        conversations[id] = nil
        for job in jobs {
            if case .message(let connection, let message) = job {
                noteGuess(connection)
                answer(connection, message, .notFound, "no such conversation")
            }
            if case .reopen(let connection, let cid, _) = job {
                send(connection, ServerMessage.error(WireError(.notFound, "no such conversation", cid: cid)))
            }
            if case .readEarlier(let connection, let asked, _) = job {
                answer(connection, .history(asked), .notFound, "no such conversation")
            }
        }
    }

    private mutating func loadFailed(_ id: ConversationID, _ answer: ReadAnswer) {
        if case .failed(let error) = answer { log(.error, "conversation \(id): \(error.explanation)") }
        if case .failed(.corrupt) = answer {
            // It will not read better the next time; the others are served.
            conversations[id]?.isDamaged = true
            return startJobs(id)
        }
        let jobs = conversations[id]?.jobs ?? []
        // What an action gave would not come again.
        conversations[id]?.jobs = jobs.filter(\.isAction)
        conversations[id]?.isLoading = false
        // Its timers must not be lost with the failure.
        conversations[id]?.timerMilliseconds = now + 5_000
        schedule(id, at: now + 5_000)
        for job in jobs where !job.isAction { refuse(job, id, .storage, "the record does not answer") }
    }

    /// Asks which conversations were open before the start. They may be a hundred thousand: nobody waits for the list.
    mutating func readOpen() {
        read(.key(scope: KeyScope.open, key: KeyScope.openKey), for: .open)
    }

    /// A few more of the conversations that were open before the start: their timers, calls and places in the queue.
    mutating func loadMore() {
        for _ in 0..<Self.loadsAtOnce {
            guard let id = toLoad.popLast() else { return }
            let isNew = !conversations.contains(id)
            run(.wake, on: id)
            if isNew, conversations.contains(id) { conversations[id]?.isLookedAt = true }
        }
        if !toLoad.isEmpty { wakes.add(.loading, due: now + 20) }
    }

    // MARK: jobs about time, actions, the desk

    /// Fires what is due; after a load also makes the calls that never came back and are still waited for.
    private mutating func wake(_ id: ConversationID, _ core: inout ConversationCore) {
        var turn = Turn(id)
        for timer in core.ledger.timers where timer.dueMilliseconds <= now {
            note(.timerGone(timer.name), &core, &turn)
            step(.timerFired(timer.name), &core, &turn)
        }
        let unmade = conversations[id]?.unmadeCalls ?? []
        conversations[id]?.unmadeCalls = []
        for call in core.ledger.calls where unmade.contains(call.number) {
            if core.state.wait.kind == .call(number: call.number) {
                turn.pending.after.append(.act(Self.request(call, id)))
            } else {
                note(.callReturned(number: call.number), &core, &turn)
            }
        }
        finish(&turn, id, &core)
        if let due = core.ledger.nextTimer { schedule(id, at: due) }
        parkLater(id)
    }

    /// Nobody is there: a conversation in which nothing was said ends.
    /// A customer of a synchronous channel who waits in the queue and has been gone for too long loses his place.
    private mutating func leave(_ id: ConversationID, _ core: inout ConversationCore) {
        if let live = conversations[id], let due = expiry(of: live), due <= now {
            var turn = Turn(id)
            step(.customerClosed, &core, &turn)
            return finish(&turn, id, &core)
        }
        guard conversations[id]?.attachments.isEmpty == true, core.ledger.site == nil,
            bot.channel(named: core.state.channel)?.isAsynchronous != true,
            let standing = desk.state.standing(of: TicketID(id.description)), !standing.wasPromised,
            standing.phase == .waiting || standing.phase == .offered
        else { return }
        var turn = Turn(id)
        stepDesk(.customerLeft(TicketID(id.description)), &core, &turn)
        step(.customerLeftQueue, &core, &turn)
        finish(&turn, id, &core)
    }

    private mutating func take(
        _ result: ActionResult, call: String, _ id: ConversationID, _ core: inout ConversationCore
    ) {
        guard let number = Int(call), core.ledger.calls.contains(where: { $0.number == number }) else {
            return
        }
        let outcome: ActionOutcome
        switch result {
        case .gave(let bytes):
            do throws(JSONError) {
                outcome = ActionOutcome(answer: try JSONReader.parse(bytes))
            } catch {
                outcome = .error("the action answered no JSON: \(error)")
            }
        case .failed(let name): outcome = .failed(name)
        case .error(let text): outcome = .error(text)
        }
        var turn = Turn(id)
        note(.callReturned(number: number), &core, &turn)
        step(.actionReturned(call: number, outcome), &core, &turn)
        finish(&turn, id, &core)
    }

    /// Makes the conversation agree with the desk, which is the truth about owners.
    private mutating func reconcile(_ id: ConversationID, _ core: inout ConversationCore) {
        let events: [ConversationEvent]
        switch (desk.state.standing(of: TicketID(id.description)), core.state.owner) {
        case (nil, .bot): return
        case (nil, .queue), (nil, .agent): events = [.customerLeftQueue]
        case (let standing?, let owner):
            let closed = ConversationEvent.queueClosed(
                queue: standing.queue, dueMilliseconds: standing.promiseDueMilliseconds)
            switch (standing.phase, owner) {
            case (.assigned, .agent(let name)) where name == standing.agent?.text: return
            case (.assigned, _): events = [.agentJoined(name: standing.agent?.text ?? "")]
            case (_, .bot) where standing.isPromise: return
            case (_, .queue) where standing.isPromise: events = [closed]
            case (_, .queue): return
            // He was given back, and then the door closed.
            default: events = [.requeued(queue: standing.queue)] + (standing.isPromise ? [closed] : [])
            }
        }
        var turn = Turn(id)
        for event in events { step(event, &core, &turn) }
        finish(&turn, id, &core)
    }
}
