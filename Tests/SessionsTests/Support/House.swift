import JSON
import Record
import Testing
import Wire

@testable import Sessions

/// The whole protocol without sockets: lines in, lines out, the memory store in between.
///
/// Commits and reads are answered at once unless they are held; a held one is answered by `release`.
struct House {
    var machine: SessionsMachine
    let store: MemoryStore
    var time: Int64 = 1_795_510_800_000
    var accounts: [Account]
    var inbox: [UInt64: [JSONValue]] = [:]
    var closed: Set<UInt64> = []
    var paused: Set<UInt64> = []
    var acts: [ActionRequest] = []
    var logs: [LogEntry] = []
    var reloads: [(ConnectionID, String)] = []
    var holdsCommits = false
    var held: [(BatchID, Batch)] = []
    var holdsReads = false
    var heldReads: [(ReadID, ReadRequest)] = []
    /// Connections that read nothing of what they are sent.
    var slow: Set<UInt64> = []
    var isDrained = false
    var commits = 0
    var nextConnection: UInt64 = 0
    var configuration: SessionsConfiguration

    static let tokens = [
        "Claire": "token-claire", "Marc": "token-marc", "Sophie": "token-sophie", "shop": "token-shop",
        "other": "token-other",
    ]

    static func account(_ name: String, _ role: Account.Role, skills: [String] = [], origins: [String] = [])
        -> Account
    {
        Account(
            name: name, role: role, tokenHash: Tokens.hash(ofToken: tokens[name] ?? name), skills: skills,
            origins: origins, createdMilliseconds: 0)
    }

    static let team = [
        account("Claire", .agent, skills: ["orders"]), account("Marc", .agent),
        account("Sophie", .supervisor), account("shop", .site, origins: ["https://boutique.example"]),
        account("other", .site),
    ]

    init(
        store: MemoryStore = MemoryStore(), configuration: SessionsConfiguration = SessionsConfiguration(),
        bot: Bot? = nil, seed: UInt8 = 1, time: Int64 = 1_795_510_800_000, holdsCommits: Bool = false,
        holdsReads: Bool = false
    ) throws {
        self.store = store
        self.configuration = configuration
        self.time = time
        self.holdsCommits = holdsCommits
        self.holdsReads = holdsReads
        accounts = Self.team
        let snapshot = try store.snapshot(.desk)
        machine = try SessionsMachine(
            configuration: configuration, bot: try bot ?? TestBot.bot(), accounts: Self.team,
            seed: [UInt8](repeating: seed, count: 32), deskSnapshot: snapshot,
            deskEvents: try store.read(.desk, from: (snapshot?.number ?? 0) + 1, limit: Int.max),
            figures: try store.snapshot(.figures))
        carryOut(machine.started(at: time))
    }

    /// The daemon dies and comes back: memory is gone, the record stays.
    func restarted(seed: UInt8 = 2) throws -> House {
        var house = try House(store: store, configuration: configuration, seed: seed, time: time)
        house.nextConnection = nextConnection
        return house
    }

    // MARK: outputs

    mutating func carryOut(_ outputs: [Output]) {
        for output in outputs {
            switch output {
            case .send(let connection, let bytes):
                guard let value = try? JSONReader.parse(bytes, maximumDepth: 64) else {
                    Issue.record("not JSON: \(String(decoding: bytes, as: UTF8.self))")
                    continue
                }
                #expect(bytes.count <= WireLimits.serverLine)
                #expect(!bytes.contains(UInt8(ascii: "\n")))
                inbox[connection.number, default: []].append(value)
                if !slow.contains(connection.number) {
                    carryOut(machine.flushed(connection, remaining: 0, at: time))
                }
            case .close(let connection): closed.insert(connection.number)
            case .commit(let id, let batch):
                commits += 1
                if holdsCommits { held.append((id, batch)) } else { commit(id, batch) }
            case .read(let id, let request):
                let open = SessionsMachine.openConversationsKey
                // What the start asks for is not what a test holds back.
                if holdsReads, request != .key(scope: open.scope, key: open.key) {
                    heldReads.append((id, request))
                    continue
                }
                carryOut(machine.wasRead(id, answer(request), at: time))
            case .act(let request): acts.append(request)
            case .pauseReading(let connection): paused.insert(connection.number)
            case .resumeReading(let connection): paused.remove(connection.number)
            case .setWake: break
            case .reload(let connection, let cid): reloads.append((connection, cid))
            case .status(let connection, let cid):
                carryOut(machine.statusKnown(for: connection, cid: cid, [.init("ready", true)], at: time))
            case .overRate: break
            case .drained: isDrained = true
            case .log(let entry): logs.append(entry)
            }
        }
    }

    private mutating func commit(_ id: BatchID, _ batch: Batch) {
        let outcome: BatchOutcome
        do throws(StoreError) {
            outcome = try store.commit([batch]).first ?? .refused(.notFound(what: "outcome"))
        } catch {
            return carryOut(machine.failed(id, error, at: time))
        }
        switch outcome {
        case .committed: carryOut(machine.committed(id, at: time))
        case .refused(let error): carryOut(machine.failed(id, error, at: time))
        }
    }

    private func answer(_ request: ReadRequest) -> ReadAnswer {
        do throws(StoreError) {
            switch request {
            case .state(let stream):
                let snapshot = try store.snapshot(stream)
                return .state(
                    snapshot, try store.read(stream, from: (snapshot?.number ?? 0) + 1, limit: Int.max))
            case .events(let stream, let from, let limit):
                return .events(try store.read(stream, from: from, limit: limit))
            case .key(let scope, let key):
                return .entries(try store.findByKey(scope: scope, key: key))
            }
        } catch {
            return .failed(error)
        }
    }

    /// Commits what was held.
    mutating func release() {
        let waiting = held
        held = []
        for (id, batch) in waiting { commit(id, batch) }
    }

    /// Answers the reads that were held; those they lead to are held again.
    mutating func releaseReads() {
        let waiting = heldReads
        heldReads = []
        for (id, request) in waiting { carryOut(machine.wasRead(id, answer(request), at: time)) }
    }

    mutating func failReads(_ error: StoreError = .full(operation: "read", path: "relais.db")) {
        let waiting = heldReads
        heldReads = []
        for (id, _) in waiting {
            carryOut(machine.wasRead(id, .failed(error), at: time))
        }
    }

    mutating func failHeld(_ error: StoreError = .full(operation: "commit", path: "relais.db")) {
        let waiting = held
        held = []
        for (id, _) in waiting { carryOut(machine.failed(id, error, at: time)) }
    }

    mutating func wait(_ milliseconds: Int64) {
        time += milliseconds
        carryOut(machine.timersDue(at: time))
    }

    /// Waits while these connections show that they are alive.
    mutating func wait(_ milliseconds: Int64, with connections: [UInt64]) {
        let end = time + milliseconds
        while time < end {
            wait(min(20_000, end - time))
            for connection in connections { send(connection, ["type": "pong"]) }
        }
    }

    // MARK: clients

    mutating func connect(
        _ transport: Peer.Transport = .tcp, isLoopback: Bool = true, origin: String? = nil
    ) -> UInt64 {
        nextConnection += 1
        carryOut(
            machine.connectionOpened(
                ConnectionID(nextConnection),
                peer: Peer(transport: transport, isLoopback: isLoopback, origin: origin), at: time))
        return nextConnection
    }

    mutating func send(_ connection: UInt64, _ message: JSONValue) {
        sendLine(connection, message.encoded())
    }

    mutating func sendLine(_ connection: UInt64, _ line: [UInt8]) {
        let message: Result<ClientMessage, WireError>
        do throws(WireError) {
            message = .success(try ClientMessage(line: line))
        } catch {
            message = .failure(error)
        }
        carryOut(machine.received(message, from: ConnectionID(connection), at: time))
    }

    mutating func hang(_ connection: UInt64) {
        carryOut(machine.connectionClosed(ConnectionID(connection), at: time))
    }

    /// Everything that came to a connection since the last call.
    mutating func take(_ connection: UInt64) -> [JSONValue] {
        let all = inbox[connection] ?? []
        inbox[connection] = []
        return all
    }

    /// Sends and returns what came because of it.
    mutating func ask(_ connection: UInt64, _ message: JSONValue) -> [JSONValue] {
        _ = take(connection)
        send(connection, message)
        return take(connection)
    }

    mutating func greet(_ role: String, token name: String? = nil) -> UInt64 {
        let connection = connect()
        send(connection, ["type": "hello", "v": [1], "client": "test/1", "role": .string(role)])
        if let name { send(connection, ["type": "auth", "token": .string(Self.tokens[name] ?? name)]) }
        return connection
    }

    /// Somebody of this role, who has taken what he was greeted with.
    mutating func signedIn(_ role: ClientMessage.Role) -> UInt64 {
        let name: String? =
            switch role {
            case .customer: nil
            case .site: "shop"
            case .agent: "Marc"
            case .supervisor: "Sophie"
            }
        let connection = greet(role.rawValue, token: name)
        _ = take(connection)
        return connection
    }

    mutating func customer(_ opening: [JSONMember] = []) -> Customer {
        let connection = greet("customer")
        _ = take(connection)
        send(
            connection,
            .object(
                [.init("type", "open"), .init("cid", "open"), .init("channel", "web"), .init("lang", "fr")]
                    + opening))
        let lines = take(connection)
        let opened = lines.first { $0["type"] == "opened" }
        return Customer(
            connection: connection, conversation: opened?["conversation"]?.string ?? "",
            secret: opened?["resume"]?.string ?? "", lines: lines)
    }

    /// A second connection of the same customer, which has seen everything so far.
    mutating func window(of customer: Customer) -> UInt64 {
        let connection = greet("customer")
        send(
            connection,
            [
                "type": "resume", "conversation": .string(customer.conversation),
                "resume": .string(customer.secret), "last_seq": 0,
            ])
        _ = take(connection)
        return connection
    }

    struct Customer {
        var connection: UInt64
        var conversation: String
        var secret: String
        var lines: [JSONValue]
    }

    mutating func say(_ customer: Customer, _ cid: String, _ text: String) -> [JSONValue] {
        ask(
            customer.connection,
            [
                "type": "say", "conversation": .string(customer.conversation), "cid": .string(cid),
                "text": .string(text),
            ])
    }

    mutating func agent(_ name: String, role: String = "agent", skills: [String] = []) -> UInt64 {
        let connection = greet(role, token: name)
        send(
            connection,
            [
                "type": "available", "cid": "on", "on": true, "capacity": 5,
                "skills": .array(skills.map { .string($0) }),
            ])
        return connection
    }

    /// The agent accepts the offer he was sent for a conversation.
    ///
    /// - Returns: the offer and the answer to the acceptance.
    mutating func accept(_ agent: UInt64, _ conversation: String, cid: String = "accept") throws -> (
        offer: JSONValue, lines: [JSONValue]
    ) {
        let lines = take(agent)
        let offer = try #require(
            lines.last { $0["type"] == "offer" && $0["conversation"]?.string == conversation })
        let answers = ask(
            agent,
            [
                "type": "accept", "cid": .string(cid), "conversation": .string(conversation),
                "offer": offer["offer"] ?? nil,
            ])
        return (offer, answers)
    }

    /// What the record holds of a conversation, as the customer sees it.
    func transcript(_ conversation: String) throws -> [JSONValue] {
        let id = try #require(ConversationID(conversation))
        var bodies: [JSONValue] = []
        for event in try store.read(id.stream, from: 1, limit: Int.max) {
            for body in try TurnRow(decoding: event.bytes).bodies {
                bodies.append(try JSONReader.parse(body))
            }
        }
        return bodies
    }
}

extension [JSONValue] {
    func all(_ type: String) -> [JSONValue] { filter { $0["type"]?.string == type } }
    func first(_ type: String) -> JSONValue? { first { $0["type"]?.string == type } }
    /// Codes of the errors.
    var codes: [String] { all("error").compactMap { $0["code"]?.string } }
    /// Seqs of acks and events, in order.
    var seqs: [Int64] {
        filter { $0["type"] == "ack" || $0["type"] == "event" }.compactMap { $0["seq"]?.int64 }
    }
    var texts: [String] { all("event").compactMap { $0["text"]?.string } }
    func owner(_ owner: String) -> Bool { contains { $0["kind"] == "owner" && $0["owner"]?.string == owner } }
}
