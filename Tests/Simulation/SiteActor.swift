import JSON

/// A site's back end: one connection, several customers, `open` with ids that mean the same for ever.
struct SiteActor: Actor {
    struct Customer {
        var conversation = ""
        var reader = Reader(lastSeq: 0)
        var outbox = Outbox()
        var isClosed = false
        /// Since it was last asked to go on with it.
        var tries = 0
        /// After which seq each resume asked to go on that may still be answered.
        var asked: Set<Int64> = []
    }

    var customers: [Customer]
    var link: UInt64?
    var isReady = false
    /// Every conversation ever given for an id.
    var given: [Int: String] = [:]

    init(customers count: Int) { customers = Array(repeating: Customer(), count: count) }

    private func open(_ index: Int) -> JSONValue {
        [
            "type": "open", "cid": .string("site-\(index)"), "channel": "web",
            "customer": ["id": .string("c\(index)"), "name": "Ada"],
        ]
    }

    mutating func act(_ index: Int, _ simulation: Simulation) {
        simulation.after(simulation.isCalm ? 900 : simulation.chance.between(20, 800), .acts(index))
        guard let link else {
            let fresh = simulation.connect(index)
            link = fresh
            isReady = false
            for which in customers.indices {
                customers[which].reader.isReady = false
                customers[which].tries = 0
                customers[which].asked = []
            }
            simulation.write(["type": "hello", "v": [1], "role": "site"], on: fresh)
            simulation.write(["type": "auth", "token": "shop"], on: fresh)
            return
        }
        guard isReady else { return }
        if !simulation.isCalm, simulation.chance.once(in: 40) {
            simulation.hangUp(link)
            self.link = nil
            return
        }
        let which = simulation.chance.below(customers.count)
        for index in simulation.isCalm ? Array(customers.indices) : [which] { act(index, link, simulation) }
    }

    private mutating func act(_ which: Int, _ link: UInt64, _ simulation: Simulation) {
        let customer = customers[which]
        if customer.conversation.isEmpty || simulation.chance.once(in: 60) {
            return simulation.write(open(which), on: link)
        }
        let name = JSONValue.string(customer.conversation)
        if !customer.reader.isReady {
            // One answer at a time: a second resume would begin from the same place.
            customers[which].tries += 1
            guard customers[which].tries % 16 == 1 else { return }
            customers[which].asked.insert(customer.reader.lastSeq)
            return simulation.write(
                ["type": "resume", "conversation": name, "last_seq": .integer(customer.reader.lastSeq)],
                on: link)
        }
        if let old = customer.outbox.waiting.first, simulation.isCalm || simulation.chance.once(in: 4) {
            return simulation.write(old.message, on: link)
        }
        if simulation.isCalm || customer.isClosed { return }
        for _ in 0..<(1 + simulation.chance.below(3)) {
            let cid = customers[which].outbox.nextCid("s")
            let text = simulation.chance.one(of: [
                "ma commande", "un conseiller", "en stock ?", "ma facture", "oui",
            ])
            let message: JSONValue = [
                "type": "say", "conversation": name, "cid": .string(cid),
                "text": .string("\(text) [s\(which)]"),
            ]
            customers[which].outbox.waiting.append((cid, message))
            simulation.write(message, on: link)
        }
    }

    mutating func hear(_ line: JSONValue, _ link: UInt64, _ simulation: Simulation) {
        guard link == self.link else { return }
        if line["type"] == "ready" {
            isReady = true
            return
        }
        if line["type"] == "opened" { return opened(line, simulation) }
        let name = line["conversation"]?.string
        guard let which = customers.firstIndex(where: { $0.conversation == name && name != nil }) else {
            if line["type"] == "error", line["code"] == "cid_conflict" {
                simulation.claim(false, "open: \(line)")
            }
            return
        }
        switch line["type"]?.string {
        case "resumed":
            let last = (line["from"]?.int64 ?? 0) - 1
            simulation.claim(customers[which].asked.contains(last), "a site resumed from elsewhere")
            // A repeated open may have been answered since it asked: what is told again now begins where it asked.
            customers[which].reader = Reader(lastSeq: last, isReady: true)
        case "resync": customers[which].reader = Reader(lastSeq: line["seq"]?.int64 ?? 0, isReady: true)
        case "event":
            guard let seq = line["seq"]?.int64 else { return }
            follow(which, seq, simulation)
            if line["kind"] == "closed" { customers[which].isClosed = true }
            if let text = line["text"]?.string, line["from"] == "customer" {
                simulation.claim(text.hasSuffix("[s\(which)]"), "a site hears words of another: \(text)")
            }
        case "ack":
            if let wrong = customers[which].outbox.settle(line["cid"]?.string ?? "", seq: line["seq"]?.int64)
            {
                simulation.claim(false, "site: \(wrong)")
            }
            if let seq = line["seq"]?.int64, line["dup"] != true { follow(which, seq, simulation) }
        case "error":
            switch line["code"]?.string {
            case "closed": customers[which].outbox.giveUp(line["cid"]?.string)
            case "replaced": customers[which].reader.isReady = false
            case "storage":
                if line["cid"] == nil {
                    customers[which].reader.isReady = false
                    customers[which].tries = 0
                }
            case "ahead", "not_found", "cid_conflict": simulation.claim(false, "site: \(line)")
            default: break
            }
        default: break
        }
    }

    private mutating func opened(_ line: JSONValue, _ simulation: Simulation) {
        guard let which = Int(line["cid"]?.string?.dropFirst(5) ?? ""),
            let name = line["conversation"]?.string
        else { return }
        simulation.claim(given[which, default: name] == name, "one open, two conversations")
        given[which] = name
        let seq = line["seq"]?.int64 ?? 0
        // A repeat follows from the present on; what was missed has to be asked for.
        if customers[which].conversation.isEmpty {
            customers[which].conversation = name
            customers[which].reader = Reader(lastSeq: seq, isReady: true)
        } else if !customers[which].reader.isReady || seq > customers[which].reader.lastSeq {
            customers[which].reader = Reader(lastSeq: seq, isReady: true)
        }
    }

    private mutating func follow(_ which: Int, _ seq: Int64, _ simulation: Simulation) {
        // Until its answer is here, a resumed one is told nothing.
        if let wrong = customers[which].reader.follow(seq) {
            simulation.claim(false, "site, customer \(which): \(wrong)")
        }
    }

    mutating func lost(_ link: UInt64, _ simulation: Simulation) { if link == self.link { self.link = nil } }

    func waits(_ simulation: Simulation) -> String {
        for (index, customer) in customers.enumerated() {
            if customer.conversation.isEmpty { return "site: customer \(index) has no conversation" }
            if let first = customer.outbox.waiting.first {
                return "site: customer \(index) waits for \(first.cid)"
            }
        }
        return ""
    }
}
