import Conversation
import Desk
import JSON
import Record
import Wire

// What the desk decided, told to agents and supervisors once it is on disk.

extension SessionsMachine {
    mutating func tell(_ effect: DeskEffect) {
        desk.isChanged = true
        switch effect {
        case .offer(let offer):
            if let id = ConversationID(offer.ticket.text) { run(.tell(effect), on: id) }
        case .assigned(let ticket, let agent, _, _):
            guard let id = ConversationID(ticket.text) else { return }
            // Whoever accepted has the packet already.
            if conversations[id]?.packetSeq[agent.text] == nil { run(.tell(effect), on: id) }
        case .withdrawOffer(let offer, let reason):
            guard reason != .accepted || relation(of: offer) != offer.agent else { return }
            send(
                to: offer.agent.text,
                ServerMessage.withdrawn(
                    conversation: offer.ticket.text, offer: offer.id.text, reason: reason.rawValue))
        case .unassigned(let ticket, let agent, let epoch, let reason):
            if let id = ConversationID(ticket.text) { conversations[id]?.packetSeq[agent.text] = nil }
            send(
                to: agent.text,
                ServerMessage.unassigned(conversation: ticket.text, epoch: epoch, reason: reason.rawValue))
        case .placeChanged(let ticket, let place):
            guard let id = ConversationID(ticket.text), let live = conversations[id] else { return }
            let line = ServerMessage.place(
                conversation: live.name, queue: place.queue, place: place.place,
                expectedWaitMilliseconds: place.expectedWaitMilliseconds)
            for attachment in live.attachments { send(attachment.connection, line) }
        case .bounced(let ticket, let times):
            log(.warning, "conversation \(ticket.text) came back from agents \(times) times")
            let line = ServerMessage.alarm(
                conversation: ticket.text, code: "bounced", text: "came back from agents \(times) times")
            for id in connections.keys.sorted()
            where connections[id]?.role == .supervisor && connections[id]?.isReady == true {
                send(id, line)
            }
        case .breached(let breach):
            log(
                .info,
                "conversation \(breach.ticket.text): target \(breach.target.rawValue) of \(breach.queue) missed"
            )
        case .accepted, .refused, .promised, .queued, .departed, .agentLost, .agentBack, .rejected: break
        }
    }

    private func relation(of offer: Offer) -> AgentName? { desk.state.standing(of: offer.ticket)?.agent }

    private mutating func send(to agent: String, _ bytes: [UInt8]) {
        for connection in presence[agent] ?? [] { send(connection, bytes) }
    }

    /// Sends a packet: the offer if it still stands, or the conversation that was given.
    mutating func tell(_ effect: DeskEffect, _ id: ConversationID, _ core: ConversationCore) {
        switch effect {
        case .offer(let offer):
            guard desk.state.offers(to: offer.agent).contains(where: { $0.id == offer.id }) else { return }
            let packet = self.packet(id, core)
            let seq = conversations[id]?.committedSeq
            conversations[id]?.packetSeq[offer.agent.text] = seq
            send(
                to: offer.agent.text,
                ServerMessage.offer(
                    conversation: id.description, offer: offer.id.text,
                    expiresMilliseconds: max(0, offer.expiresAtMilliseconds - now),
                    isRedelivered: offer.isRedelivered, packet: packet))
        case .assigned(_, let agent, let epoch, _):
            let seq = conversations[id]?.committedSeq
            conversations[id]?.packetSeq[agent.text] = seq
            send(
                to: agent.text,
                ServerMessage.assigned(conversation: id.description, epoch: epoch, packet: packet(id, core)))
        default: return
        }
    }

    func packet(_ id: ConversationID, _ core: ConversationCore) -> [UInt8] {
        let ticket = TicketID(id.description)
        return Packet.write(
            core, committedSeq: conversations[id]?.committedSeq ?? core.seq,
            noteSeq: conversations[id]?.noteSeq ?? core.ledger.noteSeq,
            standing: desk.state.standing(of: ticket), at: now)
    }

    // MARK: supervisors

    mutating func watch(_ watch: ClientMessage.Watch, _ connection: ConnectionID) {
        if watch.queues?.isEmpty == true {
            connections[connection]?.watching = nil
            watchers.removeAll { $0 == connection }
        } else {
            connections[connection]?.watching = watch.queues ?? []
            if !watchers.contains(connection) { watchers.append(connection) }
            send(connection, picture(for: connection))
        }
        if let cid = watch.cid { send(connection, ServerMessage.ack(.init(cid: cid, timeMilliseconds: now))) }
    }

    /// Watching supervisors see a change soon, but not each of a thousand.
    mutating func showDeskSoon() {
        guard !watchers.isEmpty, !isPictureDue else { return }
        isPictureDue = true
        // A large team's windows are drawn less often, so that drawing them never takes the machine.
        let length = max(
            configuration.pictureMilliseconds,
            Int64(watchers.count) * configuration.pictureWatcherMilliseconds)
        wakes.add(.picture, due: max(now, pictureMilliseconds + length))
    }

    mutating func showDesk() {
        isPictureDue = false
        pictureMilliseconds = now
        guard desk.isChanged else { return }
        desk.isChanged = false
        for watcher in watchers { send(watcher, picture(for: watcher)) }
    }

    /// A supervisor sees what he asked for; an agent of that the queues he serves and the colleagues who serve them too.
    private func picture(for connection: ConnectionID) -> [UInt8] {
        let asked = connections[connection]?.watching.flatMap { $0.isEmpty ? nil : Set($0) }
        guard connections[connection]?.role == .agent, let account = connections[connection]?.account else {
            return ServerMessage.desk(
                DeskPicture.members(desk.state.summary(at: now, queues: asked), bot.version))
        }
        let skills = desk.state.skills(of: AgentName(account.name)) ?? account.skills
        let served = desk.state.queues(servedWith: skills)
        var summary = desk.state.summary(at: now, queues: asked?.intersection(served) ?? served)
        summary.agents = summary.agents.compactMap { agent in
            if agent.name.text == account.name { return agent }
            guard !desk.state.queues(servedWith: agent.skills).isDisjoint(with: served) else { return nil }
            var colleague = agent
            colleague.assigned = []
            colleague.held = []
            return colleague
        }
        return ServerMessage.desk(DeskPicture.members(summary, bot.version))
    }

    // MARK: the bot and the accounts change

    mutating func change(_ bot: Bot) {
        if bot.world.fingerprint != self.bot.world.fingerprint {
            olderWorlds.append(self.bot.world)
            if olderWorlds.count > 2 { olderWorlds.removeFirst() }
        }
        self.bot = bot
        runDesk([.configured(deskConfiguration)])
    }

    mutating func change(_ list: [Account]) {
        var book = AccountBook(list)
        book.keepCounts(of: accounts)
        accounts = book
        var left: [String] = []
        for id in connections.keys.sorted() {
            guard let account = connections[id]?.account, !accounts.holds(account) else { continue }
            if let agent = connections[id]?.agent, !left.contains(agent) { left.append(agent) }
            close(id, WireError(.authExpired, "this token was revoked", isFatal: true))
        }
        for agent in left where presence[agent] == nil { runDesk([.agentLeft(AgentName(agent))]) }
    }
}
