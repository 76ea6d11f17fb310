import Desk
import Record
import Wire

// What happens when a batch is on disk, or is not.

extension SessionsMachine {
    mutating func settle(_ batch: BatchID) {
        guard let pending = batches.removeValue(forKey: batch) else { return }
        unwind(pending)
        if pending.startsDesk { hasDeskStarted = true }
        release(pending)
        resumeLost(pending.conversation)
        resumeLostDesk()
    }

    private mutating func unwind(_ pending: PendingBatch) {
        if let id = pending.conversation { conversations.change(id) { $0.inflight -= 1 } }
        if pending.usesDesk { desk.inflight -= 1 }
        if pending.countsAsSend, let origin = pending.origin { endSend(origin, pending.conversation) }
    }

    /// Everything that was held: acks, events, offers, actions.
    mutating func release(_ pending: PendingBatch) {
        for tally in pending.tallies { count(tally) }
        for step in pending.before { take(step, pending) }
        if let id = pending.conversation {
            let last = pending.firstSeq + Int64(pending.bodies.count) - 1
            conversations.change(id) { live in
                // A turn that showed nothing says nothing of the events before it, which may still be under way.
                if !pending.bodies.isEmpty { live.committedSeq = max(live.committedSeq, last) }
                if let note = pending.noteSeq { live.noteSeq = note }
                live.lastUsedMilliseconds = now
            }
        }
        // An ack without a place among the events (a page, an accept) goes first.
        if pending.ackSeq == nil, let ack = pending.ack, let origin = pending.origin { send(origin, ack) }
        if let id = pending.conversation, !pending.bodies.isEmpty { fanOut(pending, id) }
        for step in pending.after { take(step, pending) }
        if pending.usesDesk { showDeskSoon() }
    }

    private mutating func take(_ step: PendingBatch.Step, _ pending: PendingBatch) {
        switch step {
        case .send(let connection, let bytes): send(connection, bytes)
        case .greet(let connection, let bytes):
            connections[connection]?.isGreeted = true
            send(connection, bytes)
        case .act(let request): outputs.append(.act(request))
        case .desk(let effect): tell(effect)
        case .catchUp(let connection):
            if let id = pending.conversation { catchUp(connection, id) }
        case .attach(let connection, let seq):
            guard let id = pending.conversation else { return }
            attach(connection, to: id, sentSeq: seq)
        }
    }

    /// Sends new events to everybody who follows, the ack in place of the event to the one who caused it.
    private mutating func fanOut(_ pending: PendingBatch, _ id: ConversationID) {
        guard let followers = conversations[id]?.attachments, let name = conversations[id]?.name else {
            return
        }
        var lines: [[UInt8]] = []
        if !followers.isEmpty || !pending.agents.isEmpty {
            lines = pending.bodies.map { ServerMessage.event(conversation: name, body: $0) }
        }
        let isFollowed = followers.contains { $0.connection == pending.origin }
        let reached = fanOut(pending, lines, to: consume followers, id)
        let last = pending.firstSeq + Int64(pending.bodies.count) - 1
        // A connection that was closed while sending is gone from the list, and the others have moved up.
        conversations.change(id) { live in
            for index in live.attachments.indices
            where reached.contains(live.attachments[index].connection) {
                live.attachments[index].sentSeq = last
            }
        }
        for agent in pending.agents { fanOut(pending, lines, to: agent) }
        // A site may send for a conversation it does not follow.
        if let origin = pending.origin, let ack = pending.ack, pending.ackSeq != nil, !isFollowed,
            connections[origin]?.agent == nil
        {
            send(origin, ack)
        }
    }

    /// - Returns: to whom everything was sent that they had not seen.
    private mutating func fanOut(
        _ pending: PendingBatch, _ lines: [[UInt8]], to followers: Few<LiveConversation.Attachment>,
        _ id: ConversationID
    ) -> [ConnectionID] {
        var reached: [ConnectionID] = []
        for attachment in followers {
            if attachment.sentSeq + 1 < pending.firstSeq || attachment.isReading {
                // Older events are still on their way to it; these will follow in order.
                if attachment.connection == pending.origin, let ack = pending.ack, let seq = pending.ackSeq {
                    keep(ack, for: seq, attachment.connection, id)
                }
                if !attachment.isReading { catchUp(attachment.connection, id) }
                continue
            }
            for (offset, line) in lines.enumerated() {
                let seq = pending.firstSeq + Int64(offset)
                if seq <= attachment.sentSeq { continue }
                if attachment.connection == pending.origin, seq == pending.ackSeq, let ack = pending.ack {
                    send(attachment.connection, ack)
                } else {
                    send(attachment.connection, line)
                }
            }
            reached.append(attachment.connection)
        }
        return reached
    }

    private mutating func keep(
        _ ack: [UInt8], for seq: Int64, _ connection: ConnectionID, _ id: ConversationID
    ) {
        guard let index = conversations[id]?.attachments.firstIndex(where: { $0.connection == connection })
        else { return }
        conversations[id]?.attachments[index].acks[seq] = ack
    }

    private mutating func fanOut(_ pending: PendingBatch, _ lines: [[UInt8]], to agent: String) {
        for connection in presence[agent] ?? [] {
            for (offset, line) in lines.enumerated() {
                if connection == pending.origin, pending.firstSeq + Int64(offset) == pending.ackSeq,
                    let ack = pending.ack
                {
                    send(connection, ack)
                } else {
                    send(connection, line)
                }
            }
        }
    }

    // MARK: failure

    /// The batch is not on disk: who waited is told, memory is given up.
    mutating func refuse(_ batch: BatchID, _ error: StoreError) {
        guard let pending = batches.removeValue(forKey: batch) else { return }
        unwind(pending)
        if case .keyTaken(KeyScope.opening, _, let stream) = error, let hash = pending.openHash,
            let origin = pending.origin, let cid = pending.cid
        {
            if let id = pending.conversation {
                conversations[id] = nil
                if pending.usesDesk { desk.isLost = true }
            }
            run(.reopen(origin, cid: cid, bodyHash: hash), on: ConversationID(stream: stream))
        } else {
            log(.error, "commit: \(error.explanation)")
            if let id = pending.conversation { conversations[id]?.isLost = true }
            if pending.usesDesk { desk.isLost = true }
            loseAttachments(pending)
            forgetOpening(pending)
            if let origin = pending.origin, pending.cid != nil || pending.conversation != nil {
                send(
                    origin,
                    ServerMessage.error(
                        WireError(
                            .storage, "not kept; send it again", retryMilliseconds: 1_000, cid: pending.cid,
                            conversation: pending.conversation?.description)))
            }
            tellWaiters(pending)
        }
        resumeLost(pending.conversation)
        resumeLostDesk()
    }

    /// Whoever would have followed from this batch on does not.
    private mutating func loseAttachments(_ pending: PendingBatch) {
        guard let id = pending.conversation else { return }
        for case .attach(let connection, _) in pending.before + pending.after
        where conversations[id]?.attachments.contains(where: { $0.connection == connection }) == false {
            connections[connection]?.conversations.remove(id)
            // What he sent right after it is as little kept; it is not that there were no such conversation.
            let jobs = conversations[id]?.jobs ?? []
            conversations[id]?.jobs.removeAll { $0.isMessage(from: connection) }
            for job in jobs where job.isMessage(from: connection) {
                refuse(job, id, .storage, "not kept; send it again")
            }
            let waiting = desk.waiting
            desk.waiting = []
            for (sender, message) in waiting {
                if sender == connection, message.conversation == id.description {
                    refuse(.message(sender, message), id, .storage, "not kept; send it again")
                } else {
                    desk.waiting.append((sender, message))
                }
            }
        }
    }

    /// An `open` that is not on disk may be said again: the same id then begins anew.
    private mutating func forgetOpening(_ pending: PendingBatch) {
        guard pending.isOpening, let origin = pending.origin, let cid = pending.cid,
            connections[origin]?.opened[cid] == pending.conversation
        else { return }
        connections[origin]?.opened[cid] = nil
    }

    /// Whoever's answer waited for this batch gets none; each is told once for each of his messages.
    private mutating func tellWaiters(_ pending: PendingBatch) {
        var told: Set<PendingBatch.Waiter> = []
        if let origin = pending.origin { told.insert(.init(connection: origin, cid: pending.cid)) }
        for waiter in pending.waiters where told.insert(waiter).inserted {
            send(
                waiter.connection,
                ServerMessage.error(
                    WireError(
                        .storage, "not kept; send it again", retryMilliseconds: 1_000, cid: waiter.cid,
                        conversation: pending.conversation?.description)))
        }
    }

    /// Drops a conversation's memory once nothing of it is under way, and reads it anew if somebody waits.
    private mutating func resumeLost(_ id: ConversationID?) {
        guard let id, let live = conversations[id], live.isLost, live.inflight == 0 else { return }
        conversations[id]?.box = nil
        conversations[id]?.isLost = false
        // What an action gave may have been lost too: it is asked again, with the same key.
        conversations[id]?.callsMade = false
        load(id)
    }

    private mutating func resumeLostDesk() {
        guard desk.isLost, desk.inflight == 0, !desk.isReading else { return }
        desk.isReading = true
        read(.state(.desk), for: .desk)
    }

    /// Who came and went in a batch that was not kept: nobody sends that again, so it is said anew from what is so now.
    private func presenceUnknownToDesk() -> [DeskEvent] {
        let known = desk.state.connections
        var events: [DeskEvent] = []
        for (agent, numbers) in known {
            let present = presence[agent.text] ?? []
            for number in numbers where !present.contains(ConnectionID(number)) {
                events.append(.agentDisconnected(agent, connection: number))
            }
        }
        for name in presence.keys.sorted() {
            let agent = AgentName(name)
            let numbers = known.first { $0.agent == agent }?.numbers ?? []
            for connection in presence[name] ?? [] where !numbers.contains(connection.number) {
                events.append(.agentConnected(agent, connection: connection.number))
            }
        }
        return events
    }

    /// The desk as the record has it; then what waited for it.
    mutating func restoreDesk(_ snapshot: Snapshot?, _ events: [RecordedEvent]) {
        desk.isReading = false
        let fresh: DeskRoom
        do throws(RowError) {
            fresh = try DeskRoom(snapshot: snapshot, events: events)
        } catch {
            log(.error, "the desk's log: \(error.reason)")
            wakes.add(.desk, due: now + 1_000)
            return
        }
        let deferred = desk.deferred
        let waiting = desk.waiting
        desk.replace(with: fresh)
        let first = hasDeskStarted ? [.configured(deskConfiguration)] : startOfDesk()
        let ungreeted = connections.keys.sorted().filter { id in
            connections[id]?.isReady == true && connections[id]?.agent != nil
                && connections[id]?.isGreeted == false
        }
        runDesk(first + deferred + presenceUnknownToDesk(), greeting: ungreeted)
        for id in conversations.keys.sorted() where conversations[id]?.box != nil {
            conversations[id]?.jobs.insert(.reconcile, at: 0)
            // One whose notes are still being read begins when they are here.
            if conversations[id]?.isLoading == false { startJobs(id) }
        }
        for (connection, message) in waiting {
            guard let role = connections[connection]?.role else { continue }
            handle(message, connection, role)
        }
    }
}
