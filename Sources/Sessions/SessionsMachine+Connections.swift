import Desk
import Record
import Wire

// Connections: hello, auth, heartbeat, deadlines, what is sent to them, their end.

extension SessionsMachine {
    mutating func open(_ id: ConnectionID, _ peer: Peer) {
        if isDraining || connections.count >= configuration.connections {
            let code: ErrorCode = isDraining ? .draining : .busy
            outputs.append(
                .send(
                    id,
                    ServerMessage.error(
                        WireError(
                            code, "try again later", isFatal: true,
                            retryMilliseconds: configuration.drainRetryMilliseconds))))
            outputs.append(.close(id))
            return
        }
        connections[id] = Connection(
            id: id, peer: peer, openedMilliseconds: now, lastHeardMilliseconds: now,
            lastPingMilliseconds: now,
            bucket: TokenBucket(configuration.customerRate, at: now),
            badLines: TokenBucket(.init(perSecond: 5, burst: 100), at: now))
        wakes.add(.connection(id), due: now + configuration.greetingMilliseconds)
    }

    // MARK: what comes in

    mutating func receive(_ error: WireError, _ id: ConnectionID) {
        guard connections[id] != nil else { return }
        connections[id]?.lastHeardMilliseconds = now
        var error = error
        // Somebody who does not speak this protocol at all (a browser, SSH) gets one answer and the door.
        let isStranger =
            connections[id]?.role == nil
            && (error.code == .badJSON || error.code == .badUTF8 || error.code == .badMessage)
        if isStranger || connections[id]?.badLines.take(at: now) != nil { error.isFatal = true }
        if error.isFatal {
            close(id, error)
        } else {
            send(id, ServerMessage.error(error))
        }
    }

    mutating func receive(_ message: ClientMessage, _ id: ConnectionID) {
        guard connections.find(id) else { return }
        connections.change(id) { $0.lastHeardMilliseconds = now }
        switch message {
        case .pong: return
        case .hello(let hello):
            if let connection = connections[id] { greet(hello, connection) }
            return
        case .auth(let token):
            if let connection = connections[id] { authenticate(token, connection) }
            return
        case .ping:
            if pass(message, id) { send(id, ServerMessage.pong) }
            return
        default: break
        }
        let said = connections[id]?.role
        guard let role = said, connections[id]?.isReady == true else {
            return answer(id, message, .authRequired, said == nil ? "say hello first" : "send auth first")
        }
        guard pass(message, id) else { return }
        guard Rights.knows(message.verb, role) else {
            return answer(id, message, .forbidden, "not for this role")
        }
        if isDraining, message.verb != .seen, message.verb != .typing {
            return send(
                id,
                ServerMessage.error(
                    WireError(
                        .draining, "the server is going down",
                        retryMilliseconds: configuration.drainRetryMilliseconds,
                        cid: message.cid, conversation: message.conversation)))
        }
        if desk.isLost {
            if desk.waiting.count >= DeskRoom.waitingLimit {
                return answer(id, message, .storage, "the desk is being read", retryMilliseconds: 1_000)
            }
            return desk.waiting.append((id, message))
        }
        handle(message, id, role)
    }

    /// The rate; a message over it is answered and dropped.
    private mutating func pass(_ message: ClientMessage, _ id: ConnectionID) -> Bool {
        let taken = connections.change(id) { $0.bucket.take(at: now) }
        guard let wait = taken ?? nil else { return true }
        outputs.append(.overRate(id))
        send(
            id,
            ServerMessage.error(
                WireError(
                    .rateLimited, "too many messages", retryMilliseconds: wait, cid: message.cid,
                    conversation: message.conversation)))
        return false
    }

    /// Refuses one message.
    mutating func answer(
        _ id: ConnectionID, _ message: ClientMessage, _ code: ErrorCode, field: String? = nil, _ text: String,
        retryMilliseconds: Int? = nil, draft: String? = nil
    ) {
        send(
            id,
            ServerMessage.error(
                WireError(
                    code, field: field, text, retryMilliseconds: retryMilliseconds, cid: message.cid,
                    conversation: message.conversation, draft: draft)))
    }

    // MARK: hello and auth

    private mutating func greet(_ hello: ClientMessage.Hello, _ connection: Connection) {
        guard connection.role == nil else {
            return send(connection.id, ServerMessage.error(WireError(.badMessage, "hello was said already")))
        }
        let rate: SessionsConfiguration.Rate
        switch hello.role {
        case .customer: rate = configuration.customerRate
        case .site: rate = configuration.siteRate
        case .agent, .supervisor: rate = configuration.agentRate
        }
        connections[connection.id]?.role = hello.role
        connections[connection.id]?.bucket = TokenBucket(rate, at: now)
        connections[connection.id]?.isReady = hello.role == .customer
        send(
            connection.id,
            ServerMessage.hello(
                heartbeatMilliseconds: configuration.heartbeatMilliseconds, inflight: configuration.inflight,
                connectionInflight: configuration.connectionInflight, ratePerSecond: rate.perSecond,
                burst: rate.burst))
    }

    private mutating func authenticate(_ token: String, _ connection: Connection) {
        guard let role = connection.role else {
            return send(connection.id, ServerMessage.error(WireError(.authRequired, "say hello first")))
        }
        guard role != .customer else {
            return send(connection.id, ServerMessage.error(WireError(.forbidden, "customers have no token")))
        }
        if mustWait(connection.id, cid: nil, conversation: nil) { return }
        guard let entry = accounts.entry(token: token), Self.may(entry.account.role, be: role) else {
            noteGuess(connection.id)
            let attempts = Int(connection.authAttempts) + 1
            connections[connection.id]?.authAttempts = UInt8(clamping: attempts)
            let error = WireError(
                .authFailed, "no such token for this role", isFatal: attempts >= configuration.authAttempts)
            return error.isFatal
                ? close(connection.id, error) : send(connection.id, ServerMessage.error(error))
        }
        let account = entry.account
        if let known = connection.account, known.name != account.name || known.role != account.role {
            return send(
                connection.id,
                ServerMessage.error(WireError(.forbidden, "signed in already as somebody else")))
        }
        if let wait = accounts.signIn(account, rate: configuration.signInRate, at: now) {
            return send(
                connection.id,
                ServerMessage.error(
                    WireError(
                        .rateLimited, "this account signs in too often", retryMilliseconds: wait)))
        }
        connections[connection.id]?.signedIn = entry
        // A new token of the same account, before the old one is revoked: nothing else changes.
        let isKnown = connection.isReady
        connections[connection.id]?.isReady = true
        guard role == .agent || role == .supervisor else {
            return send(
                connection.id, ServerMessage.ready(role: role.rawValue, name: account.name, assigned: []))
        }
        if isKnown {
            runDesk([], greeting: [connection.id])
            return
        }
        presence[account.name, default: []].append(connection.id)
        runDesk(
            [.agentConnected(AgentName(account.name), connection: connection.id.number)],
            greeting: [connection.id])
    }

    /// What an agent is told first: what he has, as the desk knows it now.
    func ready(_ id: ConnectionID) -> [UInt8]? {
        guard let connection = connections[id], let role = connection.role, let agent = connection.agent
        else {
            return nil
        }
        let assigned = desk.state.assignments(of: AgentName(agent)).map { ticket, epoch in
            let live = ConversationID(ticket.text).flatMap { conversations[$0] }
            return ServerMessage.Assigned(
                conversation: ticket.text, epoch: epoch, seq: live?.committedSeq ?? 0,
                noteSeq: live?.noteSeq ?? 0)
        }
        return ServerMessage.ready(role: role.rawValue, name: agent, assigned: assigned)
    }

    // MARK: guesses

    /// Whether this address or site has guessed too much; then it is told when to come again.
    mutating func mustWait(_ id: ConnectionID, cid: String?, conversation: String?) -> Bool {
        guard let guesser = connections[id]?.guesser, let wait = guesses.wait(guesser, at: now) else {
            return false
        }
        let from = if case .site = guesser { "this site" } else { "this address" }
        send(
            id,
            ServerMessage.error(
                WireError(
                    .rateLimited, "too many wrong tokens or names from \(from)", retryMilliseconds: wait,
                    cid: cid, conversation: conversation)))
        return true
    }

    mutating func noteGuess(_ id: ConnectionID) {
        guard let connection = connections[id] else { return }
        let isMany: Bool
        if case .site = connection.guesser { isMany = true } else { isMany = connection.peer.isLoopback }
        let rate = isMany ? configuration.manyGuessRate : configuration.guessRate
        guesses.note(connection.guesser, rate: rate, at: now)
    }

    /// A supervisor may sit down as an agent, not the reverse.
    private static func may(_ account: Account.Role, be role: ClientMessage.Role) -> Bool {
        switch role {
        case .customer: false
        case .site: account == .site
        case .agent: account == .agent || account == .supervisor
        case .supervisor: account == .supervisor
        }
    }

    // MARK: what goes out

    /// Sends, and closes a connection that does not read.
    mutating func send(_ id: ConnectionID, _ bytes: [UInt8]) {
        let noted = connections.change(id) { $0.noteSent(byteCount: bytes.count, configuration) }
        guard let sending = noted else { return }
        if sending == .tooSlow {
            return close(id, WireError(.slowConsumer, "events wait in the record", isFatal: true))
        }
        outputs.append(.send(id, bytes))
        if sending == .unread, connections[id]?.pause(.unread) == true { outputs.append(.pauseReading(id)) }
    }

    mutating func flush(_ id: ConnectionID, _ remaining: Int) {
        connections.change(id) { $0.noteFlushed(remaining: remaining) }
        guard remaining < configuration.outQueueByteCount / 4 else { return }
        if connections.change(id, { $0.unpause(.unread) }) == true { outputs.append(.resumeReading(id)) }
        // One after the other, until the queue is full again: whoever had no room keeps his place.
        while connections[id]?.behind.isEmpty == false, let conversation = connections[id]?.behind.take() {
            catchUp(id, conversation)
            if connections[id]?.hasFullQueue(configuration) != false { return }
        }
    }

    /// Counts a send under way, and stops reading the socket of who has too many.
    mutating func beginSend(_ id: ConnectionID, _ conversation: ConversationID?) {
        guard connections[id]?.role != nil else { return }
        if let conversation { conversations.change(conversation) { $0.inflightSends += 1 } }
        if connections.change(id, { $0.noteSendBegun(configuration) }) == true {
            outputs.append(.pauseReading(id))
        }
    }

    mutating func endSend(_ id: ConnectionID, _ conversation: ConversationID?) {
        if let conversation { conversations.change(conversation) { $0.inflightSends -= 1 } }
        if connections.change(id, { $0.noteSendEnded(configuration) }) == true {
            outputs.append(.resumeReading(id))
        }
    }

    // MARK: the end of a connection

    /// Says why, closes after flushing, and forgets.
    mutating func close(_ id: ConnectionID, _ error: WireError) {
        guard connections[id] != nil else { return }
        outputs.append(.send(id, ServerMessage.error(error)))
        outputs.append(.close(id))
        forget(id)
    }

    mutating func forget(_ id: ConnectionID) {
        guard let connection = connections.removeValue(forKey: id) else { return }
        watchers.removeAll { $0 == id }
        for conversation in connection.conversations.sorted() { detach(id, from: conversation) }
        if let agent = connection.agent, connection.isReady {
            presence[agent]?.removeAll { $0 == id }
            if presence[agent]?.isEmpty == true { presence[agent] = nil }
            runDesk([.agentDisconnected(AgentName(agent), connection: id.number)])
        }
    }

    mutating func detach(_ id: ConnectionID, from conversation: ConversationID) {
        guard let index = conversations[conversation]?.attachments.firstIndex(where: { $0.connection == id })
        else {
            return
        }
        conversations[conversation]?.attachments.remove(at: index)
        if conversations[conversation]?.attachments.isEmpty == true {
            conversations[conversation]?.absentSinceMilliseconds = now
            schedule(conversation, at: now + configuration.absentMilliseconds)
        }
    }

    /// Follows a conversation; the fifth connection replaces the oldest.
    mutating func attach(_ id: ConnectionID, to conversation: ConversationID, sentSeq: Int64) {
        guard connections[id] != nil else { return }
        connections[id]?.conversations.insert(conversation)
        conversations[conversation]?.absentSinceMilliseconds = nil
        conversations[conversation]?.attachments.removeAll { $0.connection == id }
        conversations[conversation]?.attachments.append(.init(connection: id, sentSeq: sentSeq))
        guard let attachments = conversations[conversation]?.attachments,
            attachments.count > configuration.connectionsPerConversation, let oldest = attachments.first
        else { return }
        let error = WireError(
            .replaced, "another connection took over",
            isFatal: connections[oldest.connection]?.role == .customer,
            conversation: conversation.description)
        if error.isFatal { return close(oldest.connection, error) }
        connections[oldest.connection]?.conversations.remove(conversation)
        detach(oldest.connection, from: conversation)
        send(oldest.connection, ServerMessage.error(error))
    }

    // MARK: heartbeat

    /// A connection's time came: greeting overdue, dead, or worth a ping.
    mutating func check(_ id: ConnectionID) {
        guard let connection = connections[id] else { return }
        if !connection.isReady {
            let deadline = connection.openedMilliseconds + configuration.greetingMilliseconds
            if now >= deadline || now < connection.openedMilliseconds {
                return close(id, WireError(.authRequired, "no hello and identity in time", isFatal: true))
            }
            return wakes.add(.connection(id), due: deadline)
        }
        let silent = now - connection.lastHeardMilliseconds
        if silent >= configuration.deadAfterMilliseconds, now - connection.lastPingMilliseconds >= 0,
            connection.lastPingMilliseconds > connection.lastHeardMilliseconds
        {
            outputs.append(.close(id))
            return forget(id)
        }
        if silent >= configuration.heartbeatMilliseconds {
            connections[id]?.lastPingMilliseconds = now
            send(id, ServerMessage.ping)
            return wakes.add(.connection(id), due: now + configuration.heartbeatMilliseconds)
        }
        wakes.add(
            .connection(id),
            due: max(now, connection.lastHeardMilliseconds) + configuration.heartbeatMilliseconds)
    }
}
