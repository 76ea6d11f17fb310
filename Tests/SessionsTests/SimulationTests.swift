import JSON
import Record
import Sessions
import Testing
import Wire

/// The whole protocol by seed: customers, agents, lost connections, failing disks, restarts, jumps of time. What must
/// hold after any of it is held to the invariants of the fault catalogue.
@Suite struct SimulationTests {
    /// Some seeds, and those that have found something.
    @Test(arguments: Array(1...24) + [106, 229, 353, 373, 380] as [UInt64])
    func nothingAcknowledgedIsLostAndNobodySeesAGap(_ seed: UInt64) throws {
        var simulation = try Simulation(seed: seed)
        for _ in 0..<600 { try simulation.step() }
        try simulation.settle()
        try simulation.check()
    }

    @Test func theSameSeedGivesTheSameRecord() throws {
        func record(_ seed: UInt64) throws -> [[UInt8]] {
            var simulation = try Simulation(seed: seed)
            for _ in 0..<300 { try simulation.step() }
            try simulation.settle()
            return try simulation.house.store.feed(after: 0, limit: Int.max).map(\.bytes)
        }
        let first = try record(77)
        #expect(first.count > 100)
        #expect(try record(77) == first)
        #expect(try record(78) != first)
    }
}

struct Simulation {
    struct Person {
        var conversation = ""
        var secret = ""
        var connection: UInt64?
        var lastSeq: Int64 = 0
        /// Sent and not acknowledged, in order.
        var unacknowledged: [(cid: String, text: String)] = []
        var acknowledged: [String: Int64] = [:]
        var nextCid = 0
        var isClosed = false
    }

    struct Hand {
        var name: String
        var connection: UInt64?
        var offers: [String: JSONValue] = [:]
        /// Conversation → epoch.
        var held: [String: Int64] = [:]
        var nextCid = 0
    }

    let seed: UInt64
    var state: UInt64
    var house: House
    var people: [Person] = []
    var hands = [Hand(name: "Marc"), Hand(name: "Claire")]
    var restarts: UInt8 = 2
    var problems: [String] = []

    init(seed: UInt64) throws {
        self.seed = seed
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        var configuration = SessionsConfiguration()
        configuration.customerRate = .init(perSecond: 1_000, burst: 1_000)
        configuration.parkAfterMilliseconds = 2_000
        house = try House(configuration: configuration, seed: UInt8(truncatingIfNeeded: seed))
        house.holdsCommits = true
    }

    mutating func below(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 11) % bound
    }

    // MARK: steps

    mutating func step() throws {
        switch below(100) {
        case 0..<6 where people.count < 6: open()
        case 0..<40: customerActs()
        case 40..<60: agentActs()
        case 60..<78: commitSome()
        case 78..<82: failOne()
        case 82..<88: cut()
        case 88..<96: house.wait(Int64([10, 500, 3_000, 31_000, 70_000][below(5)]))
        case 96..<98: house.wait(1)
        default: try restart()
        }
        read()
    }

    private mutating func open() {
        var person = Person()
        let connection = house.greet("customer")
        house.send(connection, ["type": "open", "cid": "open", "channel": "web", "lang": "fr"])
        house.release()
        if let opened = house.take(connection).first("opened") {
            person.conversation = opened["conversation"]?.string ?? ""
            person.secret = opened["resume"]?.string ?? ""
            person.connection = connection
            people.append(person)
            // The greeting came with it.
            house.inbox[connection] = []
            cutOff(people.count - 1)
        }
        read()
    }

    private mutating func customerActs() {
        guard !people.isEmpty else { return }
        let index = below(people.count)
        guard let connection = people[index].connection else { return resume(index) }
        if people[index].isClosed { return }
        let name = JSONValue.string(people[index].conversation)
        if below(4) == 0, let old = people[index].unacknowledged.first {
            // Sent once more, because the answer does not come.
            return house.send(
                connection,
                ["type": "say", "conversation": name, "cid": .string(old.cid), "text": .string(old.text)])
        }
        if below(40) == 0 {
            return house.send(connection, ["type": "typing", "conversation": name, "on": true])
        }
        let text = ["ma commande", "FR-204518", "un conseiller", "bla", "en stock ?", "merci"][below(6)]
        people[index].nextCid += 1
        let cid = "m\(people[index].nextCid)"
        people[index].unacknowledged.append((cid, text))
        house.send(
            connection, ["type": "say", "conversation": name, "cid": .string(cid), "text": .string(text)])
    }

    private mutating func resume(_ index: Int) {
        let connection = house.greet("customer")
        people[index].connection = connection
        house.send(
            connection,
            [
                "type": "resume", "conversation": .string(people[index].conversation),
                "resume": .string(people[index].secret), "last_seq": .integer(people[index].lastSeq),
            ])
    }

    private mutating func agentActs() {
        let index = below(hands.count)
        guard let connection = hands[index].connection else {
            let connection = house.agent(hands[index].name)
            hands[index].connection = connection
            return
        }
        hands[index].nextCid += 1
        let cid = JSONValue.string("a\(hands[index].nextCid)")
        if below(2) == 0, let name = hands[index].offers.keys.sorted().first,
            let offer = hands[index].offers[name]
        {
            let verb: JSONValue = below(4) == 0 ? "decline" : "accept"
            hands[index].offers[name] = nil
            return house.send(
                connection, ["type": verb, "cid": cid, "conversation": .string(name), "offer": offer])
        }
        let names = hands[index].held.keys.sorted()
        guard !names.isEmpty else { return }
        let name = names[below(names.count)]
        let epoch = JSONValue.integer(hands[index].held[name] ?? 0)
        let common = [
            JSONMember("cid", cid), JSONMember("conversation", .string(name)), JSONMember("epoch", epoch),
            JSONMember("text", "Bonjour"),
        ]
        switch below(10) {
        case 0: house.send(connection, .object([.init("type", "release")] + common))
        case 1:
            house.send(connection, .object([.init("type", "close"), .init("outcome", "solved")] + common))
        case 2:
            house.send(
                connection, .object([.init("type", "transfer"), .init("to", ["queue": "orders"])] + common))
        case 3:
            house.send(
                connection,
                .object([.init("type", "transfer"), .init("to", ["bot": "order/number"])] + common))
        case 4: house.send(connection, .object([.init("type", "note")] + common))
        default: house.send(connection, .object([.init("type", "reply")] + common))
        }
    }

    private mutating func commitSome() {
        let count = min(house.held.count, 1 + below(4))
        let now = Array(house.held.prefix(count))
        let later = Array(house.held.dropFirst(count))
        house.held = now
        house.release()
        // What the commits caused comes after what waited before.
        house.held = later + house.held
        answerActions()
    }

    private mutating func answerActions() {
        let acts = house.acts
        house.acts = []
        for act in acts {
            let result: SessionsMachine.ActionResult =
                below(3) == 0 ? .error("down") : .gave(Array(#"{"count":3}"#.utf8))
            house.carryOut(
                house.machine.actionReturned(act.conversation, call: act.call, result, at: house.time))
        }
    }

    private mutating func failOne() {
        guard !house.held.isEmpty else { return }
        let (id, _) = house.held.removeFirst()
        house.carryOut(
            house.machine.failed(id, .full(operation: "commit", path: "relais.db"), at: house.time))
    }

    private mutating func cut() {
        if below(3) == 0 {
            let index = below(hands.count)
            guard let connection = hands[index].connection else { return }
            house.hang(connection)
            hands[index].connection = nil
            hands[index].offers = [:]
        } else if !people.isEmpty {
            cutOff(below(people.count))
        }
    }

    private mutating func cutOff(_ index: Int) {
        guard let connection = people[index].connection else { return }
        house.hang(connection)
        people[index].connection = nil
    }

    /// The daemon dies. Some of what was on its way to the disk got there, and nobody was told.
    private mutating func restart() throws {
        let written = below(house.held.count + 1)
        for (_, batch) in house.held.prefix(written) { _ = try? house.store.commit([batch]) }
        restarts &+= 1
        let configuration = house.configuration
        let (store, time, next) = (house.store, house.time, house.nextConnection)
        house = try House(store: store, configuration: configuration, seed: restarts, time: time)
        house.nextConnection = next
        house.release()
        house.holdsCommits = true
        for index in people.indices { people[index].connection = nil }
        for index in hands.indices {
            hands[index].connection = nil
            hands[index].offers = [:]
        }
    }

    // MARK: what clients see

    static func text(_ line: JSONValue) -> String { String(decoding: line.encoded(), as: UTF8.self) }

    private mutating func read() {
        for index in people.indices {
            guard let connection = people[index].connection else { continue }
            for line in house.take(connection) { hear(line, index) }
            if house.closed.contains(connection) { people[index].connection = nil }
        }
        for index in hands.indices {
            guard let connection = hands[index].connection else { continue }
            for line in house.take(connection) { hear(line, hand: index) }
            if house.closed.contains(connection) { hands[index].connection = nil }
        }
    }

    private mutating func hear(_ line: JSONValue, _ index: Int) {
        if let name = line["conversation"]?.string, name != people[index].conversation {
            problems.append("\(people[index].conversation) hears of \(name)")
        }
        switch line["type"]?.string {
        case "resumed", "resync":
            if let secret = line["resume"]?.string { people[index].secret = secret }
            if line["type"] == "resync" { people[index].lastSeq = line["seq"]?.int64 ?? 0 }
        case "ack":
            guard let cid = line["cid"]?.string, let seq = line["seq"]?.int64 else { return }
            if let known = people[index].acknowledged[cid], known != seq {
                problems.append("\(cid) was \(known), is \(seq)")
            }
            people[index].acknowledged[cid] = seq
            people[index].unacknowledged.removeAll { $0.cid == cid }
            if line["dup"] != true { follow(seq, index, line) }
        case "event":
            guard let seq = line["seq"]?.int64 else { return }
            follow(seq, index, line)
            if line["kind"] == "closed" { people[index].isClosed = true }
        case "error":
            // A closed conversation hears nothing more; other refusals are tried again.
            if line["code"] == "closed" || line["code"] == "cid_conflict" {
                people[index].isClosed = true
                if line["code"] == "cid_conflict" { problems.append(Self.text(line)) }
            }
            // A resume that was not kept: again from the beginning.
            if line["code"] == "storage", line["cid"] == nil { cutOff(index) }
            if line["code"] == "not_found" || line["code"] == "ahead" { problems.append(Self.text(line)) }
        default: break
        }
    }

    private mutating func follow(_ seq: Int64, _ index: Int, _ line: JSONValue) {
        if seq > people[index].lastSeq + 1 {
            problems.append(
                "gap in \(people[index].conversation): \(people[index].lastSeq) then \(seq) \(Self.text(line))"
            )
        }
        people[index].lastSeq = max(people[index].lastSeq, seq)
    }

    private mutating func hear(_ line: JSONValue, hand index: Int) {
        guard let name = line["conversation"]?.string else {
            if line["type"] == "ready" {
                hands[index].held = [:]
                for one in line["assigned"]?.array ?? [] {
                    hands[index].held[one["conversation"]?.string ?? ""] = one["epoch"]?.int64
                }
            }
            return
        }
        switch line["type"]?.string {
        case "offer": hands[index].offers[name] = line["offer"]
        case "withdrawn": hands[index].offers[name] = nil
        case "ack": if let epoch = line["epoch"]?.int64 { hands[index].held[name] = epoch }
        case "assigned": hands[index].held[name] = line["epoch"]?.int64
        case "unassigned": hands[index].held[name] = nil
        default: break
        }
    }

    // MARK: the end

    /// Everything under way gets where it goes, and everybody comes back once more.
    mutating func settle() throws {
        for _ in 0..<50 where !house.held.isEmpty {
            house.release()
            answerActions()
        }
        read()
        house.holdsCommits = false
        for index in people.indices {
            cutOff(index)
            resume(index)
        }
        read()
        for index in people.indices where !people[index].isClosed {
            guard let connection = people[index].connection else { continue }
            for (cid, text) in people[index].unacknowledged {
                house.send(
                    connection,
                    [
                        "type": "say", "conversation": .string(people[index].conversation),
                        "cid": .string(cid), "text": .string(text),
                    ])
                answerActions()
                read()
            }
        }
        read()
    }

    func check() throws {
        #expect(problems == [], "seed \(seed)")
        for person in people {
            let transcript = try house.transcript(person.conversation)
            let seqs = transcript.compactMap { $0["seq"]?.int64 }
            #expect(seqs == Array(1..<Int64(seqs.count) + 1), "seed \(seed)")
            #expect(person.lastSeq == Int64(seqs.count), "seed \(seed): the customer saw all of it")
            let said = transcript.filter { $0["from"] == "customer" }.compactMap { $0["cid"]?.string }
            #expect(Set(said).count == said.count, "seed \(seed): a message stands there twice")
            for (cid, seq) in person.acknowledged {
                #expect(
                    transcript[Int(seq) - 1]["cid"]?.string == cid, "seed \(seed): \(cid) was acknowledged")
            }
            if !person.isClosed { #expect(person.unacknowledged.isEmpty, "seed \(seed)") }
            if transcript.last?["kind"] == "closed" {
                let open = SessionsMachine.openConversationsKey
                let listed = try house.store.findByKey(scope: open.scope, key: open.key).map(\.stream)
                #expect(
                    !listed.contains { ConversationID(stream: $0).description == person.conversation },
                    "seed \(seed)")
            }
        }
        #expect(
            house.logs.filter { $0.level == .error && !$0.text.hasPrefix("commit") } == [], "seed \(seed)")
        #expect(try house.store.verify() == [])
    }
}
