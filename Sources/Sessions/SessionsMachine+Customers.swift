import Conversation
import Desk
import JSON
import Record
import Text
import Wire

// Customers and sites: open, resume, and what is said in a conversation.

extension SessionsMachine {
    /// Conversations a customer may open on one connection; nobody means more than a few.
    static let opensPerConnection = 64

    /// A message of somebody signed in, whose role knows the verb.
    mutating func handle(_ message: ClientMessage, _ connection: ConnectionID, _ role: ClientMessage.Role) {
        switch message {
        case .hello, .auth, .ping, .pong: return
        case .open(let open): return begin(open, connection)
        case .available(let available): return setAvailable(available, connection)
        case .decline(let answer): return decline(answer, connection)
        case .watch(let watch): return self.watch(watch, connection)
        case .reload(let cid):
            outputs.append(.reload(connection, cid: cid))
            return
        case .status(let cid):
            outputs.append(.status(connection, cid: cid))
            return
        case .figures(let cid): return sendFigures(cid, connection)
        case .catalogue(let cid):
            return send(
                connection,
                ServerMessage.catalogue(
                    cid: cid, bot.catalogue.members(version: bot.version, languages: bot.languages)))
        default: break
        }
        if case .resume = message, mustWait(connection, cid: nil, conversation: message.conversation) {
            return
        }
        guard let name = message.conversation, let id = ConversationID(name) else {
            noteGuess(connection)
            return answer(connection, message, .notFound, "no such conversation")
        }
        if case .resume = message { return run(.message(connection, message), on: id) }
        switch role {
        case .customer:
            // Whoever sent a resume just before, still to be looked at, may go on speaking.
            guard
                connections[connection]?.conversations.contains(id) == true
                    || conversations[id]?.jobs.isEmpty == false
            else { return answer(connection, message, .notFound, "no such conversation") }
        case .site:
            // A site may speak for its conversations without resuming; whose it is, the record says.
            break
        case .agent, .supervisor:
            let agent = connections[connection]?.agent ?? ""
            guard Rights.permits(message.verb, role, relation(agent, id)) || message.verb == .accept else {
                return refuseAgent(message, connection, id)
            }
        }
        switch message {
        case .typing(_, let isOn):
            passOn(id, connection) { ServerMessage.typing(conversation: name, from: $0, isOn: isOn) }
        case .seen(_, let seq):
            passOn(id, connection) { ServerMessage.seen(conversation: name, from: $0, seq: seq) }
        default: run(.message(connection, message), on: id)
        }
    }

    /// What is not kept: to everybody else who follows, at once, unless it is parked.
    private mutating func passOn(_ id: ConversationID, _ sender: ConnectionID, _ line: (String) -> [UInt8]) {
        guard let live = conversations[id] else { return }
        let isAgent = connections[sender]?.agent != nil
        if !isAgent, connections[sender]?.conversations.contains(id) != true { return }
        let bytes = line(isAgent ? "agent" : "customer")
        for attachment in live.attachments where attachment.connection != sender {
            send(attachment.connection, bytes)
        }
        if let agent = live.agent {
            for connection in presence[agent] ?? [] where connection != sender { send(connection, bytes) }
        }
    }

    /// A message about a conversation that is in memory now.
    mutating func handle(
        _ message: ClientMessage, _ connection: ConnectionID, _ id: ConversationID,
        _ core: inout ConversationCore
    ) {
        guard let role = connections[connection]?.role else { return }
        if case .resume(let resume) = message { return self.resume(resume, connection, role, id, &core) }
        switch role {
        case .customer, .site:
            let isHis =
                role == .site
                ? core.ledger.site != nil && core.ledger.site == connections[connection]?.account?.name
                : connections[connection]?.conversations.contains(id) == true
            guard isHis else { return answer(connection, message, .notFound, "no such conversation") }
            handleCustomer(message, connection, role, id, &core)
        case .agent, .supervisor:
            handleAgent(message, connection, role, id, &core)
        }
    }

    private mutating func handleCustomer(
        _ message: ClientMessage, _ connection: ConnectionID, _ role: ClientMessage.Role,
        _ id: ConversationID,
        _ core: inout ConversationCore
    ) {
        guard let cid = message.cid else { return }
        if repeats(message, cid, connection, id, core) { return }
        if role == .site, let count = conversations[id]?.inflightSends, Int(count) >= configuration.inflight {
            return answer(
                connection, message, .rateLimited, "too many sends of this conversation are under way",
                retryMilliseconds: 50)
        }
        var turn = Turn(id)
        turn.pending.origin = connection
        turn.pending.cid = cid
        turn.pending.countsAsSend = true
        if case .agent(let name) = core.state.owner { tell(name, &turn) }
        let seen = core.seq
        var ackSeq: Int64?
        switch message {
        case .say(let say):
            guard !core.state.isClosed else {
                return answer(connection, message, .closed, "this conversation is closed")
            }
            show(
                .message(from: "customer", name: nil, text: say.text, choices: [], choice: nil), cid: cid,
                &core,
                &turn)
            ackSeq = core.seq
            turn.saidSeq = core.seq
            step(.customerSpoke(text: say.text), &core, &turn)
        case .choose(let choose):
            guard !core.state.isClosed else {
                return answer(connection, message, .closed, "this conversation is closed")
            }
            guard let label = label(of: choose.choice, core) else {
                return answer(
                    connection, message, .badField, field: "choice", "choice: none of those offered")
            }
            show(
                .message(from: "customer", name: nil, text: label, choices: [], choice: choose.choice),
                cid: cid,
                &core, &turn)
            ackSeq = core.seq
            turn.saidSeq = core.seq
            step(.choiceMade(id: choose.choice), &core, &turn)
        case .rate(let rate):
            turn.pending.tallies.append(.rated(rate.score))
            show(.rated(score: rate.score, comment: rate.comment), cid: cid, &core, &turn)
            ackSeq = core.seq
            step(.rated(score: rate.score, comment: rate.comment), &core, &turn)
        case .page(let page):
            if !core.state.isClosed { step(.pageVisited(url: page.url), &core, &turn) }
        case .close:
            guard !core.state.isClosed else {
                return answer(connection, message, .closed, "this conversation is closed")
            }
            // A new version of the bot may have something to say before it closes.
            step(.customerClosed, &core, &turn)
            ackSeq = turn.closedSeq
        default: return
        }
        if connections[connection]?.conversations.contains(id) == false {
            // A site that speaks for a conversation of its own follows it from here on; not if it was refused.
            connections[connection]?.conversations.insert(id)
            turn.pending.before.append(.attach(connection, sentSeq: seen))
        }
        let answer = Ledger.Answer(seq: ackSeq, bodyHash: BodyHash.of(message), timeMilliseconds: now)
        note(.answered(cid: cid, answer), &core, &turn)
        turn.ack = ServerMessage.Ack(
            conversation: core.state.id, cid: cid, seq: ackSeq, timeMilliseconds: now)
        turn.pending.ackSeq = ackSeq
        finish(&turn, id, &core)
    }

    /// The label of a button that was offered, newest first.
    private func label(of choice: String, _ core: ConversationCore) -> String? {
        for button in core.state.wait.buttons where button.id == choice { return button.label }
        for body in core.recent.bodies.reversed() {
            guard let choices = (try? RowError.parse(body))?["choices"]?.array else { continue }
            for offered in choices where offered["id"]?.string == choice { return offered["label"]?.string }
        }
        return nil
    }

    /// Whether the id was used: the same message gets the same answer again, another one a conflict.
    mutating func repeats(
        _ message: ClientMessage, _ key: String, _ connection: ConnectionID, _ id: ConversationID,
        _ core: ConversationCore
    ) -> Bool {
        guard let known = core.ledger.answers[key] else { return false }
        guard known.bodyHash == BodyHash.of(message) else {
            answer(connection, message, .cidConflict, "this id was used for something else")
            return true
        }
        let ack = ServerMessage.ack(
            ServerMessage.Ack(
                conversation: id.description, cid: message.cid ?? key, seq: known.seq, noteSeq: known.noteSeq,
                epoch: known.epoch, timeMilliseconds: known.timeMilliseconds, isRepeat: true))
        sendWhenKept(ack, cid: message.cid, connection, id)
        return true
    }

    /// Sends after everything of this conversation that is under way.
    private mutating func sendWhenKept(
        _ bytes: [UInt8], cid: String?, _ connection: ConnectionID, _ id: ConversationID
    ) {
        if let live = conversations[id], live.inflight > 0, let batch = live.lastBatch, batches[batch] != nil
        {
            batches[batch]?.after.append(.send(connection, bytes))
            batches[batch]?.waiters.append(PendingBatch.Waiter(connection: connection, cid: cid))
        } else {
            send(connection, bytes)
        }
    }

    // MARK: open

    private mutating func begin(_ open: ClientMessage.Open, _ id: ConnectionID) {
        guard let connection = connections[id] else { return }
        let message = ClientMessage.open(open)
        if let known = connection.opened[open.cid] {
            return run(.reopen(id, cid: open.cid, bodyHash: BodyHash.of(message)), on: known)
        }
        guard bot.channel(named: open.channel) != nil else {
            return answer(id, message, .badField, field: "channel", "channel: this bot has no such channel")
        }
        guard connection.opened.count < Self.opensPerConnection else {
            return answer(id, message, .busy, "too many conversations on this connection")
        }
        var key: [UInt8]?
        if connection.role == .site {
            guard let account = connection.account else { return }
            // A site's own word on its own connection is proof enough.
            key = open.customer.map { Self.customerKey(account.name, $0.id) }
        } else {
            guard mayBeAnonymous(connection) else {
                return answer(id, message, .authRequired, "this server takes no customers from there")
            }
            if let customer = open.customer {
                if mustWait(id, cid: open.cid, conversation: nil) { return }
                guard let site = customer.proof.flatMap({ accounts.site(proving: customer.id, proof: $0) })
                else {
                    noteGuess(id)
                    return answer(
                        id, message, .authFailed, field: "customer.proof",
                        "customer.proof: does not prove this id")
                }
                key = Self.customerKey(site.name, customer.id)
            }
        }
        if let key {
            return read(
                .key(scope: KeyScope.customer, key: KeyScope.hashed(key)),
                for: .earlier(id, open, customerKey: key))
        }
        begin(open, id, customerKey: nil, earlier: [])
    }

    /// `site NUL id`; stands in the conversation's own rows, its hash among the keys.
    package static func customerKey(_ site: String, _ customer: String) -> [UInt8] {
        Array(site.utf8) + [0] + Array(customer.utf8)
    }

    private func mayBeAnonymous(_ connection: Connection) -> Bool {
        switch connection.peer.transport {
        case .tcp, .unix: connection.peer.isLoopback && configuration.anonymousOnLoopback
        case .webSocket: connection.peer.origin != nil
        }
    }

    /// Makes the conversation, once it is known who it is.
    mutating func begin(
        _ open: ClientMessage.Open, _ connection: ConnectionID, customerKey: [UInt8]?,
        earlier: [EarlierConversation]
    ) {
        guard let asker = connections[connection] else { return }
        let message = ClientMessage.open(open)
        if let known = asker.opened[open.cid] {
            return run(
                .reopen(connection, cid: open.cid, bodyHash: BodyHash.of(message)), on: known)
        }
        let bytes = secrets.next()
        let stream = StreamID(high: Self.number(bytes), low: Self.number(bytes.dropFirst(8)))
        let id = ConversationID(stream: stream)
        let hash = BodyHash.of(message)
        let site = asker.role == .site ? asker.account?.name : nil
        // A site's repeats are found by the record, which knows them for ever.
        if site == nil {
            connections[connection]?.opened[open.cid] = id
        }
        var live = LiveConversation(id)
        live.callsMade = true
        live.lastUsedMilliseconds = now
        live.isBusy = true
        conversations[id] = live

        var core = ConversationCore()
        var turn = Turn(id)
        turn.pending.origin = connection
        turn.pending.cid = open.cid
        turn.pending.isOpening = true
        turn.pending.tallies.append(.opened)
        turn.pending.countsAsSend = true
        note(
            .opened(site: site, customerKey: customerKey, openHash: hash, timeMilliseconds: now), &core, &turn
        )
        let secret = secrets.nextText()
        note(.secretGiven(hash: Tokens.sha256(Array(secret.utf8))), &core, &turn)
        turn.keys.append(.add(KeyEntry(scope: KeyScope.open, key: KeyScope.openKey, stream: stream)))
        if site != nil, let account = asker.account {
            turn.pending.openHash = hash
            turn.keys.append(
                .claim(
                    KeyEntry(
                        scope: KeyScope.opening,
                        key: KeyScope.hashed(Array(account.tokenHash.utf8) + [0] + Array(open.cid.utf8)),
                        stream: stream)))
        }
        turn.pending.before = [
            .attach(connection, sentSeq: 0),
            .send(
                connection,
                ServerMessage.opened(
                    cid: open.cid, conversation: id.description, resume: secret, seq: 0, isRepeat: false)),
        ]
        step(.opened(opening(open, id, earlier)), &core, &turn)
        rememberForLater(id, core, &turn)
        finish(&turn, id, &core)
        conversations[id]?.box = CoreBox(core)
        conversations[id]?.isBusy = false
        parkLater(id)
    }

    private mutating func opening(
        _ open: ClientMessage.Open, _ id: ConversationID, _ earlier: [EarlierConversation]
    ) -> Opening {
        var language: Language?
        if let code = open.language {
            let wanted = Language(String(code.prefix { $0 != "-" && $0 != "_" }))
            if bot.languages.contains(wanted) { language = wanted }
        }
        let profile = open.profile.map { entry in
            switch entry.value {
            case .text(let text): NamedText(entry.name, text)
            case .flag(let flag): NamedText(entry.name, flag ? "true" : "false")
            case .number(let number):
                NamedText(entry.name, Int64(exactly: number).map(String.init) ?? number.description)
            }
        }
        return Opening(
            id: conversations[id]?.name ?? id.description, seed: Self.number(secrets.next()),
            channel: open.channel, language: language,
            customerID: open.customer?.id, customerName: open.customer?.name, page: open.page,
            profile: profile,
            earlier: earlier)
    }

    /// A repeated `open`: the same conversation and a new secret.
    mutating func reopen(
        _ connection: ConnectionID, _ cid: String, _ hash: UInt64, _ id: ConversationID,
        _ core: inout ConversationCore
    ) {
        guard connections[connection] != nil else { return }
        guard core.ledger.openHash == hash else {
            return send(
                connection,
                ServerMessage.error(WireError(.cidConflict, "this id was used for something else", cid: cid)))
        }
        var turn = Turn(id)
        turn.pending.origin = connection
        turn.pending.cid = cid
        turn.pending.countsAsSend = true
        let secret = secrets.nextText()
        note(.secretGiven(hash: Tokens.sha256(Array(secret.utf8))), &core, &turn)
        turn.pending.before = [
            .attach(connection, sentSeq: core.seq),
            .send(
                connection,
                ServerMessage.opened(
                    cid: cid, conversation: id.description, resume: secret, seq: core.seq, isRepeat: true)),
        ]
        finish(&turn, id, &core)
    }
}
