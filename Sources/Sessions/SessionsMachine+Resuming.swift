import Conversation
import Desk
import JSON
import Record
import Text
import Wire

// Resume: who comes back gets what he missed, once and in order, or is told that he must look again.

extension SessionsMachine {
    /// Rows read at once for somebody who is behind.
    static let catchUpRows = 128

    mutating func resume(
        _ resume: ClientMessage.Resume, _ connection: ConnectionID, _ role: ClientMessage.Role,
        _ id: ConversationID, _ core: inout ConversationCore
    ) {
        let message = ClientMessage.resume(resume)
        switch role {
        case .agent, .supervisor: return resumeAgent(resume, connection, id, core)
        case .customer, .site: break
        }
        var used: [UInt8]?
        if let secret = resume.secret {
            let hash = Tokens.sha256(Array(secret.utf8))
            for known in core.ledger.secrets {
                // All are compared, so that the time taken does not tell which fitted.
                if Tokens.areEqual(known.current, hash) { used = hash }
                if let previous = known.previous, Tokens.areEqual(previous, hash) { used = hash }
            }
        }
        let isByRight =
            role == .site && core.ledger.site != nil
            && core.ledger.site == connections[connection]?.account?.name
        guard used != nil || (isByRight && resume.secret == nil) else {
            noteGuess(connection)
            return answer(connection, message, .notFound, "no such conversation")
        }
        guard resume.lastSeq <= core.seq else {
            return answer(connection, message, .ahead, "last_seq is beyond \(core.seq): begin from 0")
        }
        let isTooOld =
            core.seq - resume.lastSeq > configuration.resumeWindowEvents
            || (core.seq > resume.lastSeq && now - lastTime(core) > configuration.resumeWindowMilliseconds)
        var turn = Turn(id)
        turn.pending.origin = connection
        var secret: String?
        if let used {
            let new = secrets.nextText()
            secret = new
            note(.secretRotated(used: used, new: Tokens.sha256(Array(new.utf8))), &core, &turn)
            turn.pending.cid = nil
        }
        // What is sent right after it need not wait for the answer.
        connections[connection]?.conversations.insert(id)
        let sent = isTooOld ? core.seq : resume.lastSeq
        let line =
            isTooOld
            ? ServerMessage.resync(
                conversation: id.description, seq: core.seq,
                snapshot: Self.picture(of: core, upTo: core.seq, owner: core.state.owner),
                resume: secret)
            : ServerMessage.resumed(
                conversation: id.description, from: resume.lastSeq + 1, to: core.seq,
                lastCid: core.ledger.lastCid,
                resume: secret)
        // Both wait for what is under way, so that no event is announced that may still be thrown away.
        turn.pending.before = [.attach(connection, sentSeq: sent), .send(connection, line)]
        turn.pending.after = [.catchUp(connection)]
        if turn.isEmpty, let batch = conversations[id]?.lastBatch, batches[batch] != nil {
            batches[batch]?.after.append(contentsOf: turn.pending.before + turn.pending.after)
            batches[batch]?.waiters.append(PendingBatch.Waiter(connection: connection, cid: nil))
        } else {
            finish(&turn, id, &core)
        }
    }

    /// The time of the newest event.
    private func lastTime(_ core: ConversationCore) -> Int64 {
        guard let body = core.recent.body(core.seq), let value = try? RowError.parse(body) else { return now }
        return value["ts"]?.int64 ?? now
    }

    /// What a client shows that begins anew: the owner and the newest part of the transcript.
    ///
    /// - Parameter seq: the last event it shows.
    private static func picture(of core: ConversationCore, upTo seq: Int64, owner: Owner) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 4_096)
        writer.beginObject()
        switch owner {
        case .bot: writer.member("owner", "bot")
        case .queue(let name):
            writer.member("owner", "queue")
            writer.member("queue", name)
        case .agent(let name):
            writer.member("owner", "agent")
            writer.member("name", name)
        }
        writer.member("channel", core.state.channel)
        writer.member("language", core.state.language.code)
        writer.member("closed", ifPresent: core.state.closedOutcome)
        let shown = core.recent.bodies.dropLast(Int(clamping: core.seq - seq))
        let bodies = newest(Array(shown), within: WireLimits.serverLine - 4_096)
        writer.member("events_from", seq - Int64(bodies.count) + 1)
        writer.key("events")
        writer.beginArray()
        for body in bodies { writer.raw(body) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    /// The last bodies that fit, in order.
    static func newest(_ bodies: [[UInt8]], within limit: Int) -> ArraySlice<[UInt8]> {
        var size = 0
        var count = 0
        for body in bodies.reversed() {
            size += body.count + 1
            if size > limit { break }
            count += 1
        }
        return bodies.suffix(count)
    }

    /// An agent sees what he missed of a conversation that is his; live events come to him anyway.
    ///
    /// Only what is on disk: what is under way follows live if it is kept, and never was if it is not.
    private mutating func resumeAgent(
        _ resume: ClientMessage.Resume, _ connection: ConnectionID, _ id: ConversationID,
        _ core: ConversationCore
    ) {
        let message = ClientMessage.resume(resume)
        guard let agent = connections[connection]?.agent, relation(agent, id) == .assigned else {
            return answer(connection, message, .forbidden, "not assigned to you")
        }
        let to = conversations[id]?.committedSeq ?? core.seq
        guard resume.lastSeq <= to else {
            return answer(connection, message, .ahead, "last_seq is beyond \(to): begin from 0")
        }
        if resume.wantsPacket, let epoch = desk.state.standing(of: TicketID(id.description))?.epoch {
            // A console that was started anew has nothing of the hand-over but its name.
            send(
                connection,
                ServerMessage.assigned(conversation: id.description, epoch: epoch, packet: packet(id, core)))
        }
        if resume.lastSeq + 1 >= core.recent.firstSeq {
            send(
                connection,
                ServerMessage.resumed(
                    conversation: id.description, from: resume.lastSeq + 1, to: to, lastCid: nil, resume: nil)
            )
            for seq in resume.lastSeq + 1..<max(to + 1, resume.lastSeq + 1) {
                guard let body = core.recent.body(seq) else { continue }
                send(connection, ServerMessage.event(conversation: id.description, body: body))
            }
        } else {
            send(
                connection,
                ServerMessage.resync(
                    conversation: id.description, seq: to,
                    snapshot: Self.picture(of: core, upTo: to, owner: .agent(agent)), resume: nil))
        }
        let noteSeq = conversations[id]?.noteSeq ?? core.ledger.noteSeq
        for note in core.notes where note.seq <= noteSeq {
            send(
                connection,
                ServerMessage.note(
                    conversation: id.description, noteSeq: note.seq, from: note.from, text: note.text,
                    timeMilliseconds: note.timeMilliseconds))
        }
    }

    // MARK: catching up

    /// Sends older events to a connection that is behind: from memory while they are there, else from the record.
    mutating func catchUp(_ connection: ConnectionID, _ id: ConversationID) {
        guard let live = conversations[id],
            let index = live.attachments.firstIndex(where: { $0.connection == connection })
        else { return }
        var sent = live.attachments[index].sentSeq
        while sent < live.committedSeq {
            if hasFullQueue(connection) { break }
            guard let body = conversations[id]?.box?.core.recent.body(sent + 1) else { break }
            let ack = live.attachments[index].acks[sent + 1]
            send(connection, ack ?? ServerMessage.event(conversation: live.name, body: body))
            sent += 1
        }
        guard connections[connection] != nil else { return }
        conversations[id]?.attachments[index].sentSeq = sent
        if !live.attachments[index].acks.isEmpty {
            conversations[id]?.attachments[index].acks = live.attachments[index].acks.filter { $0.key > sent }
        }
        guard sent < live.committedSeq else { return }
        if hasFullQueue(connection) {
            connections[connection]?.behind.add(id)
            return
        }
        guard !live.attachments[index].isReading, let core = conversations[id]?.box?.core else {
            // Busy or parked: it goes on when the core is there again.
            if conversations[id]?.box == nil { run(.catchUp(connection), on: id) }
            return
        }
        conversations[id]?.attachments[index].isReading = true
        read(
            .events(id.stream, from: core.ledger.row(for: sent + 1), limit: Self.catchUpRows),
            for: .catchUp(connection, id))
    }

    private func hasFullQueue(_ id: ConnectionID) -> Bool {
        connections[id]?.hasFullQueue(configuration) ?? true
    }

    /// Rows came from the record.
    mutating func catchUp(_ connection: ConnectionID, _ id: ConversationID, with events: [RecordedEvent]) {
        guard let live = conversations[id],
            let index = live.attachments.firstIndex(where: { $0.connection == connection })
        else { return }
        conversations[id]?.attachments[index].isReading = false
        var sent = live.attachments[index].sentSeq
        let before = sent
        for event in events {
            for (seq, body) in Self.bodies(of: event) where seq == sent + 1 && seq <= live.committedSeq {
                let ack = live.attachments[index].acks[seq]
                send(connection, ack ?? ServerMessage.event(conversation: live.name, body: body))
                sent = seq
            }
        }
        guard connections[connection] != nil else { return }
        if sent == before, let first = firstSeq(in: events), first > sent + 1 {
            // What stood between was erased: tombstones have no seq any more.
            sent = first - 1
        } else if sent == before {
            log(.error, "conversation \(id): event \(sent + 1) is not where it should be")
            return
        }
        conversations[id]?.attachments[index].sentSeq = sent
        catchUp(connection, id)
    }

    mutating func catchUpFailed(_ connection: ConnectionID, _ id: ConversationID) {
        if let index = conversations[id]?.attachments.firstIndex(where: { $0.connection == connection }) {
            conversations[id]?.attachments[index].isReading = false
        }
        send(
            connection,
            ServerMessage.error(
                WireError(
                    .storage, "the record does not answer: resume again", retryMilliseconds: 1_000,
                    conversation: id.description)))
    }

    private func firstSeq(in events: [RecordedEvent]) -> Int64? {
        for event in events {
            if let first = Self.bodies(of: event).first { return first.seq }
        }
        return nil
    }

    /// What the customer saw of one row, with its seqs.
    static func bodies(of event: RecordedEvent) -> [(seq: Int64, body: [UInt8])] {
        guard event.kind == TurnRow.kind, event.version <= TurnRow.version,
            let row = try? RowError.parse(event.bytes), let seen = try? SeenInRow(row)
        else { return [] }
        return zip(seen.seqs, seen.bodies).compactMap { seq, body in seq.map { ($0, body) } }
    }
}
