import JSON

/// A customer with one conversation and up to two windows that share what they know, as two tabs of one browser do.
struct CustomerActor: Actor {
    let number: Int
    let isAsynchronous: Bool
    var conversation = ""
    var secret = ""
    var windows: [UInt64: Reader] = [:]
    var outbox = Outbox()
    var isClosed = false
    /// What was said last, and where he got to with it: a window that comes back begins there.
    var seen: Int64 = 0

    init(_ number: Int, isAsynchronous: Bool) {
        self.number = number
        self.isAsynchronous = isAsynchronous
    }

    mutating func act(_ index: Int, _ simulation: Simulation) {
        simulation.after(simulation.isCalm ? 900 : simulation.chance.between(20, 1_500), .acts(index))
        let limit = simulation.isCalm ? 1 : 1 + simulation.chance.below(2)
        if windows.isEmpty
            || (windows.count < limit && !conversation.isEmpty && simulation.chance.once(in: 10))
        {
            return connect(index, simulation)
        }
        guard let link = windows.keys.sorted()[checked: simulation.chance.below(windows.count)],
            windows[link]?.isReady == true || simulation.chance.once(in: 4)
        else { return }
        if !simulation.isCalm, simulation.chance.once(in: 25) {
            simulation.hangUp(link)
            windows[link] = nil
            return
        }
        if conversation.isEmpty { return }
        // What got no answer is said again, also on another window.
        if let old = outbox.waiting.first, simulation.isCalm || simulation.chance.once(in: 3) {
            return simulation.write(old.message, on: link)
        }
        if simulation.isCalm || isClosed && !simulation.chance.once(in: 10) { return }
        say(link, simulation)
    }

    private mutating func connect(_ index: Int, _ simulation: Simulation) {
        let link = simulation.connect(index)
        windows[link] = Reader(lastSeq: seen)
        simulation.write(["type": "hello", "v": [1], "role": "customer"], on: link)
        if conversation.isEmpty {
            windows[link] = Reader(lastSeq: 0)
            let open: JSONValue = [
                "type": "open", "cid": "open", "channel": isAsynchronous ? "sms" : "web", "lang": "fr",
            ]
            simulation.write(open, on: link)
            if simulation.chance.once(in: 10) { simulation.write(open, on: link) }
        } else {
            simulation.write(
                [
                    "type": "resume", "conversation": .string(conversation), "resume": .string(secret),
                    "last_seq": .integer(seen),
                ], on: link)
        }
    }

    private mutating func say(_ link: UInt64, _ simulation: Simulation) {
        let name = JSONValue.string(conversation)
        switch simulation.chance.below(40) {
        case 0: return simulation.write(["type": "typing", "conversation": name, "on": true], on: link)
        case 1: return simulation.write(Array(#"{"type":"say","conv"#.utf8), on: link)
        case 2: return simulation.write(Array("nonsense\n".utf8), on: link)
        default: break
        }
        let cid = JSONValue.string(outbox.nextCid("m"))
        let message: JSONValue
        switch simulation.chance.below(30) {
        case 0: message = ["type": "close", "conversation": name, "cid": cid]
        case 1:
            message = [
                "type": "rate", "conversation": name, "cid": cid,
                "score": .integer(simulation.chance.between(1, 5)),
            ]
        case 2: message = ["type": "page", "conversation": name, "cid": cid, "url": "/page"]
        case 3: message = ["type": "choose", "conversation": name, "cid": cid, "choice": "1"]
        default:
            let words = [
                "ma commande", "FR-204518", "un conseiller", "bla", "en stock ?", "merci", "ma facture",
                "un conseiller vite",
            ]
            let text = "\(simulation.chance.one(of: words)) [c\(number)]"
            message = ["type": "say", "conversation": name, "cid": cid, "text": .string(text)]
        }
        outbox.waiting.append((cid.string ?? "", message))
        simulation.write(message, on: link)
        // A nervous finger.
        if simulation.chance.once(in: 15) { simulation.write(message, on: link) }
    }

    mutating func hear(_ line: JSONValue, _ link: UInt64, _ simulation: Simulation) {
        guard windows[link] != nil else { return }
        if let name = line["conversation"]?.string, !conversation.isEmpty {
            simulation.claim(name == conversation, "customer \(number) hears of another conversation")
        }
        switch line["type"]?.string {
        case "opened":
            guard conversation.isEmpty || line["conversation"]?.string == conversation else { return }
            conversation = line["conversation"]?.string ?? ""
            secret = line["resume"]?.string ?? ""
            windows[link]?.isReady = true
        case "resumed":
            secret = line["resume"]?.string ?? secret
            simulation.claim(
                line["from"]?.int64 == (windows[link]?.lastSeq ?? 0) + 1, "resumed from elsewhere")
            windows[link]?.isReady = true
            for (_, message) in outbox.waiting { simulation.write(message, on: link) }
        case "resync":
            secret = line["resume"]?.string ?? secret
            windows[link] = Reader(lastSeq: line["seq"]?.int64 ?? 0, isReady: true)
            seen = max(seen, windows[link]?.lastSeq ?? 0)
            for (_, message) in outbox.waiting { simulation.write(message, on: link) }
        case "event":
            guard let seq = line["seq"]?.int64 else { return }
            follow(seq, link, simulation)
            if let text = line["text"]?.string, line["from"] == "customer" {
                simulation.claim(
                    text.hasSuffix("[c\(number)]") || line["choice"] != nil,
                    "words of another customer: \(text)")
            }
            if line["kind"] == "closed" { isClosed = true }
            if line["kind"] == "owner", isClosed { isClosed = false }
        case "ack":
            guard let cid = line["cid"]?.string else { return }
            if let wrong = outbox.settle(cid, seq: line["seq"]?.int64) { simulation.claim(false, wrong) }
            if let seq = line["seq"]?.int64, line["dup"] != true { follow(seq, link, simulation) }
        case "error": refused(line, link, simulation)
        default: break
        }
    }

    private mutating func follow(_ seq: Int64, _ link: UInt64, _ simulation: Simulation) {
        if let wrong = windows[link]?.follow(seq) {
            simulation.claim(false, "customer \(number), window \(link): \(wrong)")
        }
        seen = max(seen, seq)
    }

    private mutating func refused(_ line: JSONValue, _ link: UInt64, _ simulation: Simulation) {
        let cid = line["cid"]?.string
        switch line["code"]?.string {
        case "closed", "bad_field": outbox.giveUp(cid)
        case "cid_conflict": simulation.claim(false, "a conflict over \(cid ?? "")")
        case "ahead": simulation.claim(false, "what customer \(number) saw is gone: \(line)")
        case "not_found":
            // Said on a window whose resume was refused.
            if cid == nil { simulation.claim(false, "customer \(number) is locked out") }
        case "storage":
            // Of a resume or an open: once more, from the beginning.
            if cid == nil || cid == "open" {
                simulation.hangUp(link)
                windows[link] = nil
            }
        default: break
        }
    }

    mutating func lost(_ link: UInt64, _ simulation: Simulation) { windows[link] = nil }

    func waits(_ simulation: Simulation) -> String {
        if conversation.isEmpty { return "customer \(number) waits for his conversation" }
        if let first = outbox.waiting.first { return "customer \(number) waits for \(first.cid)" }
        let known = Int64(simulation.truth.conversations[conversation]?.events.count ?? 0)
        if seen < known { return "customer \(number) has seen \(seen) of \(known)" }
        return ""
    }
}
