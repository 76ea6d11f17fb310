// The whole daemon's logic by seed.
//
// `SessionsMachine` is the daemon without its sockets, disk and clock, and here all three are made of chance: octets arrive
// late, in pieces or not at all, connections break unseen, the disk fails or loses what was not synced, the process dies
// between any two writes, the bot's files change in the middle, time jumps. Customers, agents, a site and a supervisor
// do what clients do, mistakes included. After every event what was said is held against what is on disk (`Truth`) and
// the machine against its laws; at the end the faults stop, and everybody must get what he waits for.
//
// The same seed gives the same run. `scripts/test --seed N` repeats one; see `SimulationTests.swift`.
import Glibc
import JSON
import Record
import Wire

@testable import Desk
@testable import Sessions

final class Simulation {
    enum Happening {
        case bytesReachServer(UInt64, [UInt8])
        case endReachesServer(UInt64)
        case linesReachClient(UInt64, [JSONValue])
        case endReachesClient(UInt64)
        /// The group under way is through.
        case synced(life: Int)
        case read(life: Int, ReadID, ReadRequest)
        case actionReturns(life: Int, ConversationID, String, SessionsMachine.ActionResult)
        case reloaded(life: Int, ConnectionID, cid: String)
        case wake(life: Int)
        /// An actor does something.
        case acts(Int)
        case fault
    }

    private struct Entry {
        var time: Int64
        var order: UInt64
        var what: Happening
    }

    let seed: UInt64
    var chance: Chance
    /// The time of the world; what the daemon takes for it is `clock`.
    private(set) var time: Int64 = 0
    var clockAhead: Int64 = 1_795_510_800_000
    private var agenda: [Entry] = []
    private var nextOrder: UInt64 = 0

    var disk = SimulatedDisk()
    var truth = Truth()
    var problems: [String] = []

    // The daemon.
    var machine: SessionsMachine
    var life = 0
    var configuration = SessionsConfiguration()
    var bot = SimulationBot.versions[0]
    var queue: [(BatchID, Batch)] = []
    var group: [(BatchID, Batch)] = []
    var wakeAt: Int64?
    /// The last time the daemon was told: it never goes back within one life.
    private var toldTime: Int64 = .min

    // The network.
    var links: [UInt64: Link] = [:]
    private var nextLink: UInt64 = 0
    private var dirty: [UInt64] = []

    // The people.
    var actors: [any Actor] = []
    /// No more faults; nobody begins anything new.
    var isCalm = false
    var isDiskBroken = false
    /// One in how many events is a fault; differs by seed, so that some runs have few and others are a storm.
    private let faultRate: Int

    /// Arguments of calls by idempotency key: the same for ever.
    private var calls: [String: [UInt8]] = [:]

    init(seed: UInt64) throws {
        self.seed = seed
        var chance = Chance(seed: seed)
        faultRate = [8, 20, 60][chance.below(3)]
        configuration.parkAfterMilliseconds = chance.one(of: [2_000, 20_000])
        configuration.rowsPerSnapshot = UInt64(chance.one(of: [3, 8]))
        configuration.rowsPerDeskSnapshot = UInt64(chance.one(of: [5, 16]))
        configuration.resumeWindowEvents = Int64(chance.one(of: [6, 10_000]))
        configuration.customerRate = .init(perSecond: 50, burst: 200)
        self.chance = chance
        machine = try SessionsMachine(
            configuration: configuration, bot: bot, accounts: [], seed: [UInt8](repeating: 0, count: 32))
        try boot()
        let customers = 2 + self.chance.below(4)
        for number in 0..<customers { actors.append(CustomerActor(number, isAsynchronous: number == 3)) }
        actors.append(SiteActor(customers: 1 + self.chance.below(3)))
        actors.append(AgentActor("Marc", skills: []))
        actors.append(AgentActor("Claire", skills: ["billing"]))
        actors.append(AgentActor("Sophie", skills: [], isSupervisor: true))
        for index in actors.indices { at(time + self.chance.between(0, 2_000), .acts(index)) }
        at(time + 500, .fault)
    }

    static let accounts: [Account] = [
        Account(name: "Marc", role: .agent, tokenHash: Tokens.hash(ofToken: "Marc"), createdMilliseconds: 0),
        Account(
            name: "Claire", role: .agent, tokenHash: Tokens.hash(ofToken: "Claire"), skills: ["billing"],
            createdMilliseconds: 0),
        Account(
            name: "Sophie", role: .supervisor, tokenHash: Tokens.hash(ofToken: "Sophie"),
            createdMilliseconds: 0),
        Account(name: "shop", role: .site, tokenHash: Tokens.hash(ofToken: "shop"), createdMilliseconds: 0),
    ]

    func claim(_ holds: Bool, _ words: @autoclosure () -> String) {
        if !holds, problems.count < 20 { problems.append("at \(time) ms: \(words())") }
    }

    /// With `RELAIS_TRACE` set everything said and done is printed.
    private let traces = getenv("RELAIS_TRACE") != nil

    func trace(_ words: @autoclosure () -> String) { if traces { print("\(time) \(words())") } }

    // MARK: time

    func at(_ when: Int64, _ what: Happening) {
        nextOrder += 1
        let entry = Entry(time: max(when, time), order: nextOrder, what: what)
        var low = 0
        var high = agenda.count
        // Latest first, so that the next one is taken from the end.
        while low < high {
            let middle = (low + high) / 2
            if (agenda[middle].time, agenda[middle].order) > (entry.time, entry.order) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        agenda.insert(entry, at: low)
    }

    func after(_ milliseconds: Int64, _ what: Happening) { at(time + milliseconds, what) }

    var clock: Int64 {
        toldTime = max(toldTime, time + clockAhead)
        return toldTime
    }

    /// One thing happens.
    func step() throws {
        guard let entry = agenda.popLast() else { return }
        time = entry.time
        switch entry.what {
        case .bytesReachServer(let link, let bytes): receive(bytes, on: link)
        case .endReachesServer(let link): endFromClient(link)
        case .linesReachClient(let link, let lines): deliver(lines, link)
        case .endReachesClient(let link):
            if let actor = links[link]?.actor {
                links[link]?.isClientOpen = false
                actors[actor].lost(link, self)
            }
        case .synced(let life): if life == self.life { synced() }
        case .read(let life, let id, let request):
            if life == self.life { carryOut(machine.wasRead(id, answer(request), at: clock)) }
        case .actionReturns(let life, let conversation, let call, let result):
            if life == self.life {
                carryOut(machine.actionReturned(conversation, call: call, result, at: clock))
            }
        case .reloaded(let life, let connection, let cid):
            if life == self.life {
                bot = chance.one(of: SimulationBot.versions)
                carryOut(machine.botChanged(bot, at: clock))
                carryOut(machine.reloadFinished(for: connection, cid: cid, problem: nil, at: clock))
            }
        case .wake(let life):
            if life == self.life, let due = wakeAt, due <= clock {
                wakeAt = nil
                carryOut(machine.timersDue(at: clock))
            } else if life == self.life, let due = wakeAt {
                after(max(1, due - clock), .wake(life: life))
            }
        case .acts(let index): actors[index].act(index, self)
        case .fault:
            if !isCalm { try fault() }
            after(chance.between(1, Int64(2 * faultRate) * 25), .fault)
        }
        flush()
        check()
    }

    // MARK: the daemon's life

    /// Starts the daemon on what is on disk.
    func boot() throws {
        life += 1
        trace("--- boot \(life)")
        queue = []
        group = []
        wakeAt = nil
        toldTime = .min
        let store = disk.store
        let snapshot = try store.snapshot(.desk)
        var secret: [UInt8] = []
        for _ in 0..<4 { withUnsafeBytes(of: chance.next()) { secret += $0 } }
        machine = try SessionsMachine(
            configuration: configuration, bot: bot, accounts: Self.accounts, seed: secret,
            deskSnapshot: snapshot,
            deskEvents: try store.read(.desk, from: (snapshot?.number ?? 0) + 1, limit: .max))
        carryOut(machine.started(at: clock))
        flush()
    }

    /// The process dies, perhaps in the middle of writing, and comes back.
    func crash() throws {
        for batch in disk.crash(writing: group.map(\.1), &chance) { truth.keep(batch) }
        for number in links.keys.sorted() { endFromServer(number, delay: chance.between(0, 200)) }
        links = links.filter { $0.value.isClientOpen }
        // The wall clock may have been set meanwhile.
        if chance.once(in: 4) { clockAhead += chance.one(of: [-3_600_000, 3_600_000, 86_400_000, -1_000]) }
        time += chance.between(20, 2_000)
        try boot()
    }

    private func fault() throws {
        switch chance.below(20) {
        case 0..<3: try crash()
        case 3..<5:
            // The disk refuses for a while.
            isDiskBroken.toggle()
        case 5..<11:
            let open = links.keys.sorted().filter { links[$0]?.isClientOpen == true }
            guard !open.isEmpty else { return }
            breakLink(chance.one(of: open))
        case 11..<13:
            let open = links.keys.sorted().filter { links[$0]?.isServerOpen == true }
            guard !open.isEmpty else { return }
            let link = chance.one(of: open)
            links[link]?.isStalled.toggle()
            markDirty(link)
        case 13..<15:
            bot = chance.one(of: SimulationBot.versions)
            carryOut(machine.botChanged(bot, at: clock))
        case 15:
            // Time passes at once: a night, a minute, the grace of an agent.
            clockAhead += chance.one(of: [1_000, 31_000, 61_000, 121_000, 3_600_000])
            carryOut(machine.timersDue(at: clock))
        case 16:
            // Tokens are revoked and given back.
            let name = chance.one(of: ["Marc", "Claire"])
            carryOut(machine.accountsChanged(Self.accounts.filter { $0.name != name }, at: clock))
            carryOut(machine.accountsChanged(Self.accounts, at: clock))
        default: break
        }
    }

    // MARK: what the daemon wants done

    func carryOut(_ outputs: [Output]) {
        for output in outputs {
            switch output {
            case .send(let connection, let bytes): send(bytes, on: connection.number)
            case .close(let connection): closeFromServer(connection.number)
            case .commit(let id, let batch):
                trace(
                    "--- batch \(id.number): \(batch.appends.map { "\($0.stream == .desk ? "desk" : ConversationID(stream: $0.stream).description) \($0.expected)" })"
                )
                queue.append((id, batch))
                write()
            case .read(let id, let request):
                after(chance.between(0, 15), .read(life: life, id, request))
            case .act(let request): call(request)
            case .pauseReading(let connection): links[connection.number]?.isPaused = true
            case .resumeReading(let connection): resume(connection.number)
            case .setWake(let due):
                wakeAt = due
                if let due { after(max(0, due - clock), .wake(life: life)) }
            case .reload(let connection, let cid):
                after(chance.between(5, 50), .reloaded(life: life, connection, cid: cid))
            case .status, .drained, .overRate, .log: break
            }
        }
    }

    private func write() {
        guard group.isEmpty, !queue.isEmpty else { return }
        group = queue
        queue = []
        after(chance.once(in: 30) ? 400 : chance.between(1, 12), .synced(life: life))
    }

    private func synced() {
        let written = group
        group = []
        defer { write() }
        let fails = !isCalm && (isDiskBroken || chance.once(in: 60))
        trace("--- \(fails ? "failed" : "synced") \(written.map(\.0.number))")
        if fails {
            disk.fail(written.map(\.1), &chance)
            for (id, _) in written {
                carryOut(machine.failed(id, .full(operation: "commit", path: "relais.sqlite"), at: clock))
            }
            return
        }
        guard let outcomes = try? disk.commit(written.map(\.1)) else { return }
        for case (let batch, .committed) in outcomes { truth.keep(batch) }
        for ((id, _), (_, outcome)) in zip(written, outcomes) {
            switch outcome {
            case .committed: carryOut(machine.committed(id, at: clock))
            case .refused(let error): carryOut(machine.failed(id, error, at: clock))
            }
        }
    }

    private func answer(_ request: ReadRequest) -> ReadAnswer {
        if !isCalm, chance.once(in: 40) { return .failed(.busy(operation: "read")) }
        let store = disk.store
        do throws(StoreError) {
            switch request {
            case .state(let stream):
                let snapshot = try store.snapshot(stream)
                return .state(
                    snapshot, try store.read(stream, from: (snapshot?.number ?? 0) + 1, limit: .max))
            case .events(let stream, let from, let limit):
                return .events(try store.read(stream, from: from, limit: limit))
            case .key(let scope, let key): return .entries(try store.findByKey(scope: scope, key: key))
            }
        } catch { return .failed(error) }
    }

    private func call(_ request: ActionRequest) {
        claim(
            calls[request.idempotencyKey, default: request.arguments] == request.arguments,
            "one key for two calls of \(request.action)")
        calls[request.idempotencyKey] = request.arguments
        let result: SessionsMachine.ActionResult =
            chance.once(in: 4) ? .error("down") : .gave(Array(#"{"count":3}"#.utf8))
        let wait = chance.once(in: 10) ? 4_000 : chance.between(1, 300)
        after(wait, .actionReturns(life: life, request.conversation, request.call, result))
        // An answer may come twice.
        if chance.once(in: 10) {
            after(wait + 50, .actionReturns(life: life, request.conversation, request.call, result))
        }
    }

    // MARK: links

    func connect(_ actor: Int) -> UInt64 {
        nextLink += 1
        links[nextLink] = Link(actor: actor)
        carryOut(
            machine.connectionOpened(
                ConnectionID(nextLink), peer: Peer(transport: .tcp, isLoopback: true), at: clock))
        return nextLink
    }

    func markDirty(_ link: UInt64) { dirty.append(link) }

    /// What was written in this turn goes out, once.
    private func flush() {
        while !dirty.isEmpty {
            let numbers = dirty
            dirty = []
            for number in numbers { flush(number) }
        }
    }
}
