import Conversation
import Record

@testable import Desk
@testable import Sessions

// What must hold, after every event and at the end.

extension Simulation {
    func check() {
        for problem in truth.problems { claim(false, problem) }
        if problems.isEmpty == false { return }
        if !machine.desk.isLost {
            for violation in machine.desk.state.violations() { claim(false, violation) }
            checkPresence()
        }
        if machine.batches.isEmpty, machine.reads.isEmpty, !machine.desk.isLost { checkQuiet() }
    }

    /// The desk knows who is connected: who free is and not known there would be offered nobody.
    private func checkPresence() {
        for (agent, numbers) in machine.desk.state.connections {
            let present = (machine.presence[agent.text] ?? []).map(\.number).sorted()
            claim(numbers == present, "\(agent.text) has \(present), the desk thinks \(numbers)")
        }
        for (name, connections) in machine.presence {
            claim(
                connections.isEmpty || machine.desk.state.agentIndices[AgentName(name)] != nil,
                "the desk does not know \(name)")
        }
    }

    /// With nothing under way, what is in memory is what is on disk, and everybody has one owner.
    private func checkQuiet() {
        claim(machine.desk.next == truth.deskNext, "the desk's next row")
        claim(machine.desk.inflight == 0, "the desk counts \(machine.desk.inflight) under way")
        for id in machine.conversations.keys {
            guard let live = machine.conversations[id] else { continue }
            claim(live.inflight == 0 && live.inflightSends == 0, "\(id) counts what is not under way")
            guard let core = machine.conversations[id]?.box?.core, live.jobs.isEmpty, !live.isLost else {
                continue
            }
            let known = truth.conversations[live.name]
            claim(core.seq == Int64(known?.events.count ?? 0), "\(id): memory is at \(core.seq)")
            claim(live.committedSeq == core.seq, "\(id): \(live.committedSeq) of \(core.seq) committed")
            checkOwner(core, machine.desk.state.standing(of: TicketID(live.name)))
        }
    }

    private func checkOwner(_ core: ConversationCore, _ standing: DeskState.Standing?) {
        let name = core.state.id
        switch core.state.owner {
        case .bot:
            claim(standing == nil, "\(name) is the bot's and at the desk: \(String(describing: standing))")
        case .queue:
            claim(standing?.phase == .waiting || standing?.phase == .offered, "\(name) waits nowhere")
        case .agent(let agent):
            claim(
                standing?.phase == .assigned && standing?.agent?.text == agent,
                "\(name) is \(agent)'s, the desk says \(standing?.agent?.text ?? "nobody")'s")
        }
    }

    /// Memory, the fold of the record, and snapshot and rest are one.
    func checkFolds() throws {
        let store = disk.readAnew()
        for name in truth.conversations.keys.sorted() {
            guard let id = ConversationID(name) else { continue }
            let rows = try store.read(id.stream, from: 1, limit: .max)
            let folded = try ConversationCore(snapshot: nil, events: rows)
            let snapshot = try store.snapshot(id.stream)
            let short = try ConversationCore(
                snapshot: snapshot, events: rows.filter { $0.number > snapshot?.number ?? 0 })
            claim(folded?.state.encode() == short?.state.encode(), "\(name): the snapshot's state")
            claim(
                folded?.seq == short?.seq && folded?.ledger.answers == short?.ledger.answers,
                "\(name): the snapshot's ledger")
            claim(folded?.ledger.secrets == short?.ledger.secrets, "\(name): the snapshot's secrets")
            claim(
                folded?.ledger.timers == short?.ledger.timers && folded?.ledger.calls == short?.ledger.calls,
                "\(name): the snapshot's timers")
            if let live = machine.conversations[id]?.box?.core, machine.conversations[id]?.inflight == 0 {
                claim(
                    live.state.encode() == folded?.state.encode(), "\(name): memory is not what was recorded")
                claim(live.ledger == folded?.ledger, "\(name): the ledger in memory")
            }
        }
        let rows = try store.read(.desk, from: 1, limit: .max)
        let folded = try DeskRoom(snapshot: nil, events: rows)
        let snapshot = try store.snapshot(.desk)
        let short = try DeskRoom(
            snapshot: snapshot, events: rows.filter { $0.number > snapshot?.number ?? 0 })
        claim(folded.state.encode() == short.state.encode(), "the desk's snapshot")
        claim(folded.state.encode() == truth.desk.encode(), "the desk on disk")
        if machine.desk.inflight == 0, !machine.desk.isLost {
            claim(folded.state.encode() == machine.desk.state.encode(), "the desk in memory")
        }
    }

    /// The keys on disk are those that the rows ask for, as `relais verify` sees it.
    func checkKeys() throws {
        let store = disk.readAnew()
        let scopes = [KeyScope.opening, KeyScope.customer, KeyScope.open]
        let keys = try scopes.flatMap { try store.keys(scope: $0, after: nil, limit: .max) }
        let rows = Dictionary(grouping: try store.feed(after: 0, limit: .max), by: \.stream)
        for stream in Set(rows.keys).union(keys.map(\.stream)).sorted() {
            var check = RecordCheck()
            for event in rows[stream] ?? [] {
                if let problem = check.problem(in: event) { claim(false, "a row cannot be read: \(problem)") }
            }
            let problems = check.problems(
                inKeys: keys.filter { $0.stream == stream }, of: stream, called: "\(stream)", schema: .max)
            for problem in problems { claim(false, problem) }
        }
    }

    /// The faults stop; everybody comes back and gets what he waits for.
    func settle() throws {
        isCalm = true
        isDiskBroken = false
        for number in links.keys {
            links[number]?.isStalled = false
            markDirty(number)
        }
        let end = time + 1_800_000
        while time < end {
            for _ in 0..<50 { try step() }
            if !problems.isEmpty { return }
            if isContent { break }
        }
        for actor in actors {
            let waits = actor.waits(self)
            claim(waits.isEmpty, waits)
        }
        for ticket in machine.desk.state.tickets.values where ticket.isQueued {
            let agents = machine.desk.state.agents.map { agent in
                "\(agent.name.text) \(agent.isServing ? "serves" : "is away") \(agent.load)/\(agent.capacity) \(agent.skills)"
            }
            claim(
                false,
                "\(ticket.id.text) waits for ever in \(ticket.queue), \(ticket.phase) \(ticket.offer.map { "to \($0.agent.text)" } ?? ""): \(agents)"
            )
        }
        for id in machine.connections.keys {
            guard let connection = machine.connections[id] else { continue }
            claim(
                connection.inflight == 0 || !queue.isEmpty || !group.isEmpty,
                "connection \(id.number) counts sends")
            claim(connection.pauses.isEmpty, "connection \(id.number) is never read again")
        }
        try checkFolds()
        try checkKeys()
    }

    private var isContent: Bool {
        machine.batches.isEmpty && machine.desk.state.waiting == 0
            && actors.allSatisfy { $0.waits(self).isEmpty }
    }
}
