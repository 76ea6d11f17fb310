import JSON
import Record
import Wire

@testable import Desk
@testable import Sessions

/// What is on disk, read on its own: everything the daemon says is held against it.
struct Truth {
    struct Known {
        /// What the customer may see, by seq - 1.
        var events: [JSONValue] = []
        /// Client's id, an agent's behind `@name:` → what was answered.
        var answers: [String: Ledger.Answer] = [:]
        var noteCount: Int64 = 0
    }

    private(set) var conversations: [String: Known] = [:]
    /// The desk folded from its rows alone.
    private(set) var desk = DeskState()
    private(set) var deskNext: UInt64 = 1
    private var offers: Set<String> = []
    /// Site and `cid` of an `open` → conversation.
    private(set) var problems: [String] = []

    mutating func claim(_ holds: Bool, _ words: @autoclosure () -> String) {
        if !holds, problems.count < 10 { problems.append(words()) }
    }

    // MARK: what gets to the disk

    mutating func keep(_ batch: Batch) {
        for append in batch.appends {
            if append.stream == .desk {
                keepDesk(append)
            } else if append.kind == TurnRow.kind {
                keepTurn(append)
            }
        }
        // Notes' streams have names of their own; the facts tell of them.
        for append in batch.appends where append.kind == NoteRow.kind && append.stream != .desk {
            claim(append.expected >= 1, "a note without a number")
        }
    }

    private mutating func keepTurn(_ append: Append) {
        let name = ConversationID(stream: append.stream).description
        guard let row = try? TurnRow(decoding: append.bytes) else {
            return claim(false, "\(name): a row that cannot be read")
        }
        var known = conversations.removeValue(forKey: name) ?? Known()
        for body in row.bodies {
            guard let event = try? RowError.parse(body) else {
                claim(false, "\(name): an event that is no JSON")
                continue
            }
            known.events.append(event)
            claim(
                event["seq"]?.int64 == Int64(known.events.count),
                "\(name): event \(known.events.count) on disk is \(event["seq"]?.int64 ?? -1)")
        }
        for fact in row.facts {
            switch fact {
            case .answered(let cid, let answer):
                claim(known.answers[cid] == nil, "\(name): \(cid) took effect twice")
                known.answers[cid] = answer
            case .noted(let seq):
                known.noteCount += 1
                claim(seq == known.noteCount, "\(name): note \(seq) follows \(known.noteCount - 1)")
            default: break
            }
        }
        conversations[name] = known
    }

    private mutating func keepDesk(_ append: Append) {
        guard append.kind == DeskRoom.rowKind, let entry = try? DeskEntry(decoding: append.bytes) else {
            return claim(false, "the desk's row \(append.expected) cannot be read")
        }
        deskNext = append.expected + 1
        let effects = desk.step(entry.event, at: entry.atMilliseconds)
        if case .transferred(_, _, _, .agent) = entry.event { return noteOffers(effects) }
        for case .offer(let offer) in effects {
            // Priority, and first come first served inside it: nobody who could have had this agent stood before.
            guard let chosen = desk[offer.ticket] else { continue }
            for other in desk.tickets.values where other.phase == .waiting && other.entry < chosen.entry {
                claim(
                    !desk.couldBeOffered(other.id, to: offer.agent),
                    "\(offer.ticket.text) was offered to \(offer.agent.text) before \(other.id.text)")
            }
        }
        noteOffers(effects)
    }

    private mutating func noteOffers(_ effects: [DeskEffect]) {
        for case .offer(let offer) in effects { offers.insert(offer.id.text) }
    }

    // MARK: what the daemon says

    /// Everything in a message to a client must be on disk.
    mutating func check(_ line: JSONValue, agent: String?) {
        guard let type = line["type"]?.string, let name = line["conversation"]?.string else { return }
        let known = conversations[name]
        switch type {
        case "opened":
            claim(known != nil, "\(name) is opened and not on disk")
            claim(
                (line["seq"]?.int64 ?? 0) <= Int64(known?.events.count ?? 0),
                "\(name): opened at too high a seq")
        case "ack": check(ack: line, name, known, agent)
        case "event":
            guard let seq = line["seq"]?.int64 else { return }
            let event = known?.events[checked: Int(seq) - 1]
            claim(event != nil, "\(name): event \(seq) is sent and not on disk")
            guard let event else { return }
            claim(
                event["text"] == line["text"] && event["kind"] == line["kind"]
                    && event["from"] == line["from"]
                    && event["owner"] == line["owner"],
                "\(name): event \(seq) is sent otherwise than it is on disk")
        case "resumed":
            claim((line["to"]?.int64 ?? 0) <= Int64(known?.events.count ?? 0), "\(name): resumed too far")
        case "resync":
            claim(
                (line["seq"]?.int64 ?? 0) <= Int64(known?.events.count ?? 0), "\(name): a picture of too much"
            )
        case "note":
            claim(agent != nil, "\(name): a note for a customer")
            claim(
                (line["note_seq"]?.int64 ?? 0) <= known?.noteCount ?? 0,
                "\(name): a note sent and not on disk")
        case "offer", "assigned":
            if let offer = line["offer"]?.string { claim(offers.contains(offer), "an offer not on disk") }
            for said in line["packet"]?["transcript"]?.array ?? [] {
                let event = known?.events[checked: Int(said["seq"]?.int64 ?? 0) - 1]
                claim(
                    event != nil && event?["text"] == said["text"],
                    "\(name): the packet shows what is not on disk")
            }
            for note in line["packet"]?["notes"]?.array ?? [] {
                claim(
                    (note["note_seq"]?.int64 ?? 0) <= known?.noteCount ?? 0,
                    "\(name): a note in a packet and not on disk")
            }
        default: break
        }
    }

    private mutating func check(ack: JSONValue, _ name: String, _ known: Known?, _ agent: String?) {
        guard let cid = ack["cid"]?.string else { return claim(false, "an ack without cid") }
        let answer = known?.answers[agent.map { "@\($0):\(cid)" } ?? cid]
        // A decline is a matter of the desk alone.
        if answer == nil, agent != nil, ack["seq"] == nil, ack["epoch"] == nil, ack["note_seq"] == nil {
            return
        }
        claim(answer != nil, "\(name): \(cid) is acknowledged and not on disk")
        claim(answer?.seq == ack["seq"]?.int64, "\(name): \(cid) is acknowledged with another seq")
        claim(answer?.epoch == ack["epoch"]?.int64, "\(name): \(cid) is acknowledged with another epoch")
        if agent == nil, let seq = ack["seq"]?.int64 {
            let event = known?.events[checked: Int(seq) - 1]
            claim(
                event?["cid"]?.string == cid || event?["kind"] == "closed",
                "\(name): \(cid) is not what stands at \(seq)")
        }
    }
}

extension Array {
    subscript(checked index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
