import Conversation
import Desk
import JSON
import Record
import Text
import Wire

// Agents: presence, offers, and everything an agent does in a conversation that is his. Epochs fence: a verb that comes
// after the conversation went to somebody else changes nothing.

extension SessionsMachine {
    /// What a customer sees as outcome when the agent names none.
    static let usualOutcome = "solved"
    static let commonOutcomes: Set<String> = ["solved", "abandoned", "handed-over", "promised"]
    static let usualCapacity = 4
    /// An agent reads three titles at a glance; five is generous.
    static let suggestionLimit = 5

    /// What an agent has to do with a conversation.
    func relation(_ agent: String, _ id: ConversationID) -> Rights.Relation {
        let ticket = TicketID(id.description)
        guard let standing = desk.state.standing(of: ticket) else { return .foreign }
        if standing.phase == .assigned, standing.agent?.text == agent { return .assigned }
        if desk.state.offers(to: AgentName(agent)).contains(where: { $0.ticket == ticket }) {
            return .offered
        }
        return .foreign
    }

    /// Says no to an agent: a text he wrote comes back to him as a draft.
    mutating func refuseAgent(_ message: ClientMessage, _ connection: ConnectionID, _ id: ConversationID) {
        switch message {
        case .reply(let it), .note(let it):
            answer(
                connection, message, .staleAssignment, "this conversation is not yours any more",
                draft: it.text)
        case .transfer(let it):
            answer(
                connection, message, .staleAssignment, "this conversation is not yours any more",
                draft: it.note)
        case .release, .close:
            answer(connection, message, .staleAssignment, "this conversation is not yours any more")
        default:
            answer(connection, message, .forbidden, "not assigned to you")
        }
    }

    // MARK: presence and offers

    mutating func setAvailable(_ available: ClientMessage.Available, _ connection: ConnectionID) {
        guard let account = connections[connection]?.account else { return }
        // No skills named means those of the account.
        let named = available.skills ?? []
        runDesk(
            [
                .agentAvailable(
                    AgentName(account.name), isOn: available.isOn,
                    capacity: available.capacity ?? Self.usualCapacity,
                    skills: named.isEmpty ? account.skills : named)
            ], origin: connection,
            ack: available.cid.map { ServerMessage.Ack(cid: $0, timeMilliseconds: now) })
    }

    mutating func decline(_ declined: ClientMessage.OfferAnswer, _ connection: ConnectionID) {
        guard let agent = connections[connection]?.agent else { return }
        let rejection = runDesk(
            [.offerDeclined(AgentName(agent), TicketID(declined.conversation), OfferID(declined.offer))],
            origin: connection,
            ack: ServerMessage.Ack(
                conversation: declined.conversation, cid: declined.cid, timeMilliseconds: now))
        if rejection != nil { answer(connection, .decline(declined), .alreadyTaken, "this offer is over") }
    }

    // MARK: verbs about a conversation

    mutating func handleAgent(
        _ message: ClientMessage, _ connection: ConnectionID, _ role: ClientMessage.Role,
        _ id: ConversationID,
        _ core: inout ConversationCore
    ) {
        guard let agent = connections[connection]?.agent, let cid = message.cid else { return }
        switch message {
        case .suggest(let suggest):
            let last = suggest.text == nil ? Self.lastTopic(of: core) : nil
            let text = suggest.text ?? last?.text ?? ""
            let articles = suggestions(text, core.state.language, core.state.channel)
            return send(
                connection,
                ServerMessage.suggestions(
                    conversation: id.description, cid: cid, seq: last?.seq, articles: articles))
        case .check(let check):
            return send(
                connection,
                ServerMessage.checked(
                    conversation: id.description, cid: cid, known: known(asked: check.text, core)))
        case .history(let history):
            if let earlier = history.earlier {
                return self.earlier(earlier, history, connection, id, core)
            }
            return self.history(history, connection, id, core)
        default: break
        }
        let key = "@\(agent):\(cid)"
        if repeats(message, key, connection, id, core) { return }
        if let epoch = Self.epoch(of: message), !holds(agent, id, epoch) {
            return refuseAgent(message, connection, id)
        }
        if case .transfer(let transfer) = message, case .bot(let place) = transfer.to,
            !world(of: core).hasPlace(place)
        {
            return answer(connection, message, .badField, field: "to", "to: the bot has no such flow or step")
        }
        var turn = Turn(id)
        turn.pending.origin = connection
        turn.pending.cid = cid
        turn.row.agent = agent
        turn.answerKey = key
        turn.answerHash = BodyHash.of(message)
        switch message {
        case .accept(let accept): self.accept(accept, agent, id, &core, &turn)
        case .reply(let reply): self.reply(reply, agent, &core, &turn)
        case .note(let note):
            addNote(note.text, agent, id, &core, &turn)
            answer(
                ServerMessage.Ack(
                    conversation: id.description, cid: cid, noteSeq: core.ledger.noteSeq,
                    timeMilliseconds: now), &core, &turn)
        case .transfer(let transfer): self.transfer(transfer, agent, id, &core, &turn)
        case .release(let release):
            stepDesk(
                .released(AgentName(agent), TicketID(id.description), epoch: release.epoch), &core, &turn)
            answer(
                ServerMessage.Ack(conversation: id.description, cid: cid, timeMilliseconds: now), &core, &turn
            )
        case .close(let close): self.close(close, agent, id, &core, &turn)
        case .take, .move, .assign: supervise(message, agent, id, &core, &turn)
        default: return
        }
        finish(&turn, id, &core)
        if let rejection = turn.rejection { refuse(rejection, message, connection) }
    }

    private static func epoch(of message: ClientMessage) -> Int64? {
        switch message {
        case .reply(let it), .note(let it): it.epoch
        case .transfer(let it): it.epoch
        case .release(let it): it.epoch
        case .close(let it): it.epoch ?? 0
        default: nil
        }
    }

    private func holds(_ agent: String, _ id: ConversationID, _ epoch: Int64) -> Bool {
        guard let standing = desk.state.standing(of: TicketID(id.description)) else { return false }
        return standing.phase == .assigned && standing.agent?.text == agent && standing.epoch == epoch
    }

    private mutating func refuse(_ rejection: Rejection, _ message: ClientMessage, _ connection: ConnectionID)
    {
        switch rejection {
        case .alreadyTaken: answer(connection, message, .alreadyTaken, "this offer is over")
        case .staleAssignment:
            answer(connection, message, .staleAssignment, "this conversation is not yours any more")
        case .notFound:
            if case .accept = message {
                return answer(connection, message, .alreadyTaken, "this offer is over")
            }
            answer(connection, message, .notFound, "this conversation is not at the desk")
        case .agentUnavailable: answer(connection, message, .badField, field: "agent", "agent: is not there")
        case .queueClosed: answer(connection, message, .badField, field: "queue", "queue: is closed")
        case .queueFull: answer(connection, message, .badField, field: "queue", "queue: is full")
        case .queueUnknown:
            answer(connection, message, .badField, field: "queue", "queue: there is no such queue")
        }
    }

    /// Acknowledges when the batch is on disk, and remembers the answer for a repeat; not after a refusal.
    private mutating func answer(
        _ ack: ServerMessage.Ack, _ core: inout ConversationCore, _ turn: inout Turn
    ) {
        guard turn.rejection == nil, let key = turn.answerKey else { return }
        note(
            .answered(
                cid: key,
                Ledger.Answer(
                    seq: ack.seq, epoch: ack.epoch, noteSeq: ack.noteSeq, bodyHash: turn.answerHash,
                    timeMilliseconds: now)), &core, &turn)
        turn.ack = ack
        turn.pending.ackSeq = ack.seq
    }

    private mutating func accept(
        _ accept: ClientMessage.OfferAnswer, _ agent: String, _ id: ConversationID,
        _ core: inout ConversationCore,
        _ turn: inout Turn
    ) {
        // Whoever accepts once more has seen what came since.
        let known = core.state.owner == .agent(agent) ? nil : conversations[id]?.packetSeq[agent]
        let seen = core.seq
        stepDesk(
            .offerAccepted(AgentName(agent), TicketID(id.description), OfferID(accept.offer)), &core, &turn)
        guard turn.rejection == nil, let epoch = turn.epoch, let connection = turn.pending.origin else {
            return
        }
        let ack = ServerMessage.Ack(
            conversation: id.description, cid: accept.cid, epoch: epoch, timeMilliseconds: now)
        answer(ack, &core, &turn)
        // The ack goes first, then what the customer said since the packet was made, then this turn.
        turn.ack = nil
        turn.pending.before.append(.send(connection, ServerMessage.ack(ack)))
        guard let known else { return }
        for seq in known..<max(seen, known) {
            guard let body = core.recent.body(seq + 1) else { continue }
            let line = ServerMessage.event(conversation: id.description, body: body)
            for window in presence[agent] ?? [] { turn.pending.before.append(.send(window, line)) }
        }
    }

    private mutating func reply(
        _ reply: ClientMessage.AgentText, _ agent: String, _ core: inout ConversationCore, _ turn: inout Turn
    ) {
        show(.message(from: "agent", name: agent, text: reply.text, choices: [], choice: nil), &core, &turn)
        let seq = core.seq
        step(.agentSpoke(name: agent, text: reply.text), &core, &turn)
        let ticket = TicketID(core.state.id)
        if desk.state.awaitsReply(ticket) {
            stepDesk(.replied(AgentName(agent), ticket, epoch: reply.epoch), &core, &turn)
        }
        answer(
            ServerMessage.Ack(conversation: core.state.id, cid: reply.cid, seq: seq, timeMilliseconds: now),
            &core,
            &turn)
    }

    private mutating func addNote(
        _ text: String, _ agent: String, _ id: ConversationID, _ core: inout ConversationCore,
        _ turn: inout Turn
    ) {
        let number = core.ledger.noteSeq + 1
        note(.noted(seq: number), &core, &turn)
        turn.noteRows.append((UInt64(number), NoteRow(from: agent, text: text).encoded()))
        core.notes.append(ConversationCore.Note(seq: number, from: agent, text: text, timeMilliseconds: now))
        if core.notes.count > NoteRow.readLimit { core.notes.removeFirst() }
        let line = ServerMessage.note(
            conversation: id.description, noteSeq: number, from: agent, text: text, timeMilliseconds: now)
        for connection in presence[agent] ?? [] where connection != turn.pending.origin {
            turn.pending.after.append(.send(connection, line))
        }
    }

    private mutating func transfer(
        _ transfer: ClientMessage.Transfer, _ agent: String, _ id: ConversationID,
        _ core: inout ConversationCore,
        _ turn: inout Turn
    ) {
        let target: TransferTarget
        switch transfer.to {
        case .queue(let name): target = .queue(name)
        case .agent(let name): target = .agent(AgentName(name))
        case .bot(let step): target = .bot(step)
        }
        stepDesk(
            .transferred(AgentName(agent), TicketID(id.description), epoch: transfer.epoch, to: target),
            &core,
            &turn)
        if turn.rejection == nil, let text = transfer.note { addNote(text, agent, id, &core, &turn) }
        answer(
            ServerMessage.Ack(conversation: id.description, cid: transfer.cid, timeMilliseconds: now), &core,
            &turn)
    }

    private mutating func close(
        _ close: ClientMessage.Close, _ agent: String, _ id: ConversationID, _ core: inout ConversationCore,
        _ turn: inout Turn
    ) {
        let outcome = close.outcome ?? Self.usualOutcome
        // The words stay in the conversation's own row, where they can be erased; the desk needs none of them.
        stepDesk(
            .closed(
                AgentName(agent), TicketID(id.description), epoch: close.epoch ?? 0,
                outcome: Self.usualOutcome, tags: []), &core, &turn)
        guard turn.rejection == nil else { return }
        tell(agent, &turn)
        let before = core.seq
        step(.agentClosed(outcome: outcome, tags: close.tags), &core, &turn)
        answer(
            ServerMessage.Ack(
                conversation: id.description, cid: close.cid, seq: core.seq > before ? core.seq : nil,
                timeMilliseconds: now), &core, &turn)
        // The customer's next number is what the ack names, but the agent sees every event: no place is replaced.
        turn.pending.ackSeq = nil
    }

    private mutating func supervise(
        _ message: ClientMessage, _ agent: String, _ id: ConversationID, _ core: inout ConversationCore,
        _ turn: inout Turn
    ) {
        let ticket = TicketID(id.description)
        switch message {
        case .take: stepDesk(.taken(AgentName(agent), ticket), &core, &turn)
        case .move(let move): stepDesk(.moved(ticket, queue: move.queue), &core, &turn)
        case .assign(let assign): stepDesk(.assigned(ticket, to: AgentName(assign.agent)), &core, &turn)
        default: return
        }
        // Who is given a conversation without an offer needs the packet, whatever he was offered before.
        if turn.rejection == nil { conversations[id]?.packetSeq = [:] }
        answer(
            ServerMessage.Ack(
                conversation: id.description, cid: message.cid ?? "", epoch: turn.epoch, timeMilliseconds: now
            ),
            &core, &turn)
    }

    // MARK: articles

    /// The articles the bot would find, valid ones only: one answer everywhere.
    private func suggestions(_ text: String, _ language: Language, _ channel: String) -> [ServerMessage
        .Suggestion]
    {
        let days = Int32(clamping: now / 86_400_000)
        let world = bot.world.understander
        let found = world.search(Utterance(text), language, DayNumber(days: days))
        return found.prefix(Self.suggestionLimit).compactMap { scored in
            guard let answer = world.article(scored.name, language, channel, DayNumber(days: days)) else {
                return nil
            }
            return ServerMessage.Suggestion(
                id: scored.name, title: world.title(scored.name, language) ?? scored.name,
                confidence: scored.confidence, text: answer)
        }
    }

    /// What the customer said last that articles can be about, as far as it is in memory: not a button, nor the words by
    /// which he asked for a person, unless he said nothing else.
    private static func lastTopic(of core: ConversationCore) -> (seq: Int64, text: String)? {
        var newest: (seq: Int64, text: String)?
        for body in core.recent.bodies.reversed() {
            guard let value = try? RowError.parse(body), value["from"]?.string == "customer",
                let text = value["text"]?.string, let seq = value["seq"]?.int64
            else { continue }
            newest = newest ?? (seq, text)
            let isRequest =
                core.ledger.escalation?.reason.code == .asked
                && value["ts"]?.int64 == core.ledger.escalatedMilliseconds
            if value["choice"] == nil, !isRequest { return (seq, text) }
        }
        return newest
    }

    /// What a draft asks for although the customer has said it.
    private func known(asked draft: String, _ core: ConversationCore) -> [ServerMessage.KnownValue] {
        guard let request = core.ledger.escalation else { return [] }
        let asked = world(of: core).slots(
            askedFor: draft, among: request.slots, flow: request.flow, in: core.state.language)
        return asked.map { slot in
            ServerMessage.KnownValue(
                slot: slot.name, value: slot.display, isPrivate: slot.isPrivate,
                seq: core.ledger.told[slot.name])
        }
    }
}
