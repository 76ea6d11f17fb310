import JSON

/// An agent or a supervisor with up to two windows.
struct AgentActor: Actor {
    struct Held {
        var epoch: Int64
        var isAnswered = false
    }

    let name: String
    let skills: [String]
    let isSupervisor: Bool
    var windows: [UInt64: Window] = [:]
    var offers: [String: JSONValue] = [:]
    var held: [String: Held] = [:]
    var outbox = Outbox()
    var isOn = false
    /// Conversations heard of, for a supervisor to meddle with.
    var heard: [String] = []

    struct Window {
        var isReady = false
        var readers: [String: Reader] = [:]
    }

    init(_ name: String, skills: [String], isSupervisor: Bool = false) {
        self.name = name
        self.skills = skills
        self.isSupervisor = isSupervisor
    }

    mutating func act(_ index: Int, _ simulation: Simulation) {
        simulation.after(simulation.isCalm ? 700 : simulation.chance.between(20, 1_200), .acts(index))
        if windows.isEmpty || (windows.count < 2 && !simulation.isCalm && simulation.chance.once(in: 30)) {
            return connect(index, simulation)
        }
        guard let link = windows.keys.sorted()[checked: simulation.chance.below(windows.count)],
            windows[link]?.isReady == true
        else { return }
        if !simulation.isCalm, simulation.chance.once(in: 30) {
            simulation.hangUp(link)
            windows[link] = nil
            if windows.isEmpty { offers = [:] }
            return
        }
        if let old = outbox.waiting.first, simulation.isCalm || simulation.chance.once(in: 3) {
            return simulation.write(old.message, on: link)
        }
        if !isOn || (!simulation.isCalm && simulation.chance.once(in: 50)) {
            isOn = simulation.isCalm || !simulation.chance.once(in: 5)
            return ask(
                link, "available",
                [
                    .init("on", .bool(isOn)),
                    .init("capacity", .integer(simulation.isCalm ? 20 : simulation.chance.between(1, 4))),
                ],
                simulation)
        }
        if let conversation = offers.keys.sorted().first, let offer = offers[conversation] {
            guard simulation.isCalm || !simulation.chance.once(in: 3) else { return }
            let declines = !simulation.isCalm && simulation.chance.once(in: 4)
            offers[conversation] = nil
            return ask(
                link, declines ? "decline" : "accept",
                [.init("conversation", .string(conversation)), .init("offer", offer)], simulation)
        }
        if isSupervisor, !simulation.isCalm, simulation.chance.once(in: 3) { return meddle(link, simulation) }
        work(link, simulation)
    }

    private mutating func connect(_ index: Int, _ simulation: Simulation) {
        let link = simulation.connect(index)
        windows[link] = Window()
        simulation.write(
            ["type": "hello", "v": [1], "role": isSupervisor ? "supervisor" : "agent"], on: link)
        simulation.write(["type": "auth", "token": .string(name)], on: link)
    }

    private mutating func ask(
        _ link: UInt64, _ verb: String, _ fields: [JSONMember], _ simulation: Simulation
    ) {
        let cid = outbox.nextCid("a")
        let message = JSONValue.object([.init("type", .string(verb)), .init("cid", .string(cid))] + fields)
        outbox.waiting.append((cid, message))
        simulation.write(message, on: link)
        if simulation.chance.once(in: 20) { simulation.write(message, on: link) }
    }

    private mutating func work(_ link: UInt64, _ simulation: Simulation) {
        let names = held.keys.sorted()
        guard !names.isEmpty else { return }
        let conversation = simulation.chance.one(of: names)
        let common = [
            JSONMember("conversation", .string(conversation)),
            JSONMember("epoch", .integer(held[conversation]?.epoch ?? 0)),
        ]
        func verb(_ name: String, _ more: [JSONMember] = []) -> (String, [JSONMember]) {
            (name, common + more)
        }
        let (what, fields): (String, [JSONMember])
        switch simulation.isCalm ? 1 : simulation.chance.below(12) {
        case 0: (what, fields) = verb("release")
        case 1: (what, fields) = verb("close", [.init("outcome", "solved")])
        case 2:
            (what, fields) = verb(
                "transfer", [.init("to", ["queue": simulation.chance.one(of: ["support", "billing"])])])
        case 3:
            (what, fields) = verb(
                "transfer",
                [
                    .init("to", ["bot": simulation.chance.one(of: ["order", "order/number"])]),
                    .init("note", "NOTE"),
                ])
        case 4:
            (what, fields) = verb(
                "transfer", [.init("to", ["agent": simulation.chance.one(of: ["Marc", "Claire", "Sophie"])])])
        case 5, 6: (what, fields) = verb("note", [.init("text", "NOTE")])
        default: (what, fields) = verb("reply", [.init("text", "Bonjour")])
        }
        ask(link, what, fields, simulation)
    }

    private mutating func meddle(_ link: UInt64, _ simulation: Simulation) {
        switch simulation.chance.below(8) {
        case 0: return ask(link, "watch", [], simulation)
        case 1: return ask(link, "reload", [], simulation)
        default: break
        }
        guard !heard.isEmpty else { return }
        let conversation = JSONMember("conversation", .string(simulation.chance.one(of: heard)))
        switch simulation.chance.below(4) {
        case 0: ask(link, "take", [conversation], simulation)
        case 1:
            ask(
                link, "move",
                [conversation, .init("queue", simulation.chance.one(of: ["support", "billing"]))], simulation)
        case 2:
            ask(
                link, "assign",
                [conversation, .init("agent", simulation.chance.one(of: ["Marc", "Claire"]))], simulation)
        default: ask(link, "history", [conversation, .init("limit", 20)], simulation)
        }
    }

    mutating func hear(_ line: JSONValue, _ link: UInt64, _ simulation: Simulation) {
        guard windows[link] != nil else { return }
        let conversation = line["conversation"]?.string ?? ""
        switch line["type"]?.string {
        case "ready":
            windows[link]?.isReady = true
            held = [:]
            for one in line["assigned"]?.array ?? [] {
                let name = one["conversation"]?.string ?? ""
                held[name] = Held(epoch: one["epoch"]?.int64 ?? 0)
                simulation.write(["type": "resume", "conversation": .string(name), "last_seq": 0], on: link)
            }
            isOn = false
        case "resumed":
            windows[link]?.readers[conversation] = Reader(
                lastSeq: (line["from"]?.int64 ?? 1) - 1, isReady: true)
        case "resync":
            windows[link]?.readers[conversation] = Reader(lastSeq: line["seq"]?.int64 ?? 0, isReady: true)
        case "offer", "assigned":
            if let offer = line["offer"] { offers[conversation] = offer }
            if let epoch = line["epoch"]?.int64 { take(conversation, epoch) }
            windows[link]?.readers[conversation] = nil
            for one in line["packet"]?["transcript"]?.array ?? [] {
                if let seq = one["seq"]?.int64 { windows[link]?.readers[conversation] = Reader(lastSeq: seq) }
            }
        case "withdrawn": offers[conversation] = nil
        case "unassigned":
            if let epoch = held[conversation]?.epoch, epoch == line["epoch"]?.int64 {
                held[conversation] = nil
            }
            windows[link]?.readers[conversation] = nil
        case "event": if let seq = line["seq"]?.int64 { follow(seq, conversation, link, simulation) }
        case "desk":
            for queue in line["queues"]?.array ?? [] {
                for one in queue["first"]?.array ?? [] { note(one["conversation"]?.string) }
            }
        case "ack":
            let cid = line["cid"]?.string ?? ""
            if let wrong = outbox.settle(cid, seq: line["seq"]?.int64) {
                simulation.claim(false, "\(name): \(wrong)")
            }
            if let epoch = line["epoch"]?.int64, line["dup"] != true { take(conversation, epoch) }
            // The sender of a reply gets the ack in place of the event.
            if let seq = line["seq"]?.int64, line["dup"] != true, windows[link]?.readers[conversation] != nil
            {
                acknowledged(seq, conversation, link, simulation)
            }
        case "history", "suggestions": outbox.giveUp(line["cid"]?.string)
        case "error": refused(line, conversation, simulation)
        default: break
        }
        note(conversation.isEmpty ? nil : conversation)
    }

    private mutating func note(_ conversation: String?) {
        guard let conversation, !heard.contains(conversation) else { return }
        heard.append(conversation)
    }

    private mutating func take(_ conversation: String, _ epoch: Int64) {
        if epoch >= held[conversation]?.epoch ?? 0 { held[conversation] = Held(epoch: epoch) }
    }

    /// Between a packet and the first event nothing that was said may be missing; from then on nothing at all.
    private mutating func follow(
        _ seq: Int64, _ conversation: String, _ link: UInt64, _ simulation: Simulation
    ) {
        guard var reader = windows[link]?.readers[conversation] else {
            windows[link]?.readers[conversation] = Reader(lastSeq: seq, isReady: true)
            return
        }
        defer { windows[link]?.readers[conversation] = reader }
        if reader.isReady {
            if let wrong = reader.follow(seq) {
                simulation.claim(false, "\(name), window \(link), \(conversation): \(wrong)")
            }
            return
        }
        let events = simulation.truth.conversations[conversation]?.events ?? []
        for missed in stride(from: reader.lastSeq + 1, to: seq, by: 1) {
            simulation.claim(
                events[checked: Int(missed) - 1]?["kind"] != "message",
                "\(name) was never shown \(missed) of \(conversation)")
        }
        reader = Reader(lastSeq: seq, isReady: true)
    }

    private mutating func acknowledged(
        _ seq: Int64, _ conversation: String, _ link: UInt64, _ simulation: Simulation
    ) {
        // A close is acknowledged with the seq of an event that comes all the same.
        let event = simulation.truth.conversations[conversation]?.events[checked: Int(seq) - 1]
        if event?["from"] == "agent" { follow(seq, conversation, link, simulation) }
    }

    private mutating func refused(_ line: JSONValue, _ conversation: String, _ simulation: Simulation) {
        let cid = line["cid"]?.string
        switch line["code"]?.string {
        case "storage", "rate_limited", "busy": break
        case "cid_conflict": simulation.claim(false, "\(name): a conflict over \(cid ?? "")")
        case "stale_assignment":
            outbox.giveUp(cid)
            held[conversation] = nil
        default: outbox.giveUp(cid)
        }
    }

    mutating func lost(_ link: UInt64, _ simulation: Simulation) {
        windows[link] = nil
        if windows.isEmpty {
            offers = [:]
            isOn = false
        }
    }

    func waits(_ simulation: Simulation) -> String {
        if let first = outbox.waiting.first { return "\(name) waits for \(first.cid): \(first.message)" }
        return ""
    }
}
