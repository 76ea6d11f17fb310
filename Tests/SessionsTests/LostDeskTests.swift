import JSON
import Record
import Testing
import Wire

@testable import Desk
@testable import Sessions

/// What the desk heard in a batch that was not kept is heard again, by itself: no client repeats that he came.
@Suite struct LostDeskTests {
    @Test func agentWhoCameInABatchThatFailedIsPresent() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "un conseiller")
        house.holdsCommits = true
        let marc = house.greet("agent", token: "Marc")
        #expect(house.held.count == 1)
        house.failHeld()
        house.holdsCommits = false
        house.release()
        let on: JSONValue = ["type": "available", "cid": "on", "on": true, "capacity": 2]
        #expect(house.ask(marc, on).first("offer") != nil, "who is free is offered whoever waits")
        #expect(house.machine.desk.state.violations() == [])
    }

    @Test func agentWhoLeftInABatchThatFailedIsGone() throws {
        var house = try House()
        let customer = house.customer()
        let marc = house.agent("Marc")
        _ = house.say(customer, "m1", "un conseiller")
        _ = try house.accept(marc, customer.conversation)
        house.holdsCommits = true
        house.hang(marc)
        house.failHeld()
        house.holdsCommits = false
        house.release()
        _ = house.take(customer.connection)
        house.wait(31_000)
        #expect(house.take(customer.connection).owner("queue"), "his customer is not left with nobody")
    }

    @Test func deskWhoseFirstBatchFailedBeginsAnyway() throws {
        // The desk hears its seed, its queues and of the start in the first batch of all.
        var house = try House(holdsCommits: true)
        house.failHeld()
        house.holdsCommits = false
        house.wait(5_000)
        house.release()
        let customer = house.customer()
        let marc = house.agent("Marc")
        _ = house.say(customer, "m1", "un conseiller")
        _ = try house.accept(marc, customer.conversation)
        let rows = try house.store.read(.desk, from: 1, limit: 100)
        let first = try rows.prefix(3).map { try DeskEntry(decoding: $0.bytes).event }
        guard case .started = try #require(first.first) else {
            Issue.record("the first row of the desk is \(first)")
            return
        }
        #expect(first.last == .restarted)
    }

    @Test func agentIsShownOnlyWhatIsOnDisk() throws {
        var house = try House()
        let customer = house.customer()
        let marc = house.agent("Marc")
        _ = house.say(customer, "m1", "un conseiller")
        let epoch = try #require(try house.accept(marc, customer.conversation).lines.first("ack")?["epoch"])
        let second = house.greet("agent", token: "Marc")
        _ = house.take(second)
        house.holdsCommits = true
        let name = JSONValue.string(customer.conversation)
        house.send(
            marc, ["type": "note", "cid": "n1", "conversation": name, "epoch": epoch, "text": "a note"])
        house.send(
            marc, ["type": "reply", "cid": "r1", "conversation": name, "epoch": epoch, "text": "a reply"])
        let seen = house.ask(second, ["type": "resume", "conversation": name, "last_seq": 0])
        #expect(seen.first("note") == nil, "the note may still be lost")
        #expect(!seen.texts.contains("a reply"))
        let last = try #require(seen.first("resumed")?["to"]?.int64)
        #expect(seen.seqs == Array(1...last))
        let ahead = house.ask(
            second, ["type": "resume", "conversation": name, "last_seq": .integer(last + 1)])
        #expect(ahead.codes == ["ahead"])
        house.release()
        let live = house.take(second)
        #expect(live.all("note").count == 1)
        #expect(live.seqs == [last + 1])
    }

    @Test func flowThatAsksForAPersonAgainAndAgainEnds() throws {
        // Each closed branch asks once more: the answers would lie on each other's stack.
        var flow = "flow order\nlabel fr: a\nlabel en: a\ntrigger order.where\n"
        for number in 0..<30 {
            flow +=
                "step s\(number)\nescalate support\non closed go s\(number + 1)\non full go s\(number + 1)\n"
        }
        flow += "step s30\nsay\nfr: Personne.\nen: Nobody.\nend abandoned\n"
        var configuration = SessionsConfiguration()
        configuration.escalationsPerTurn = 5
        let bot = try TestBot.bot(flow: flow + TestBot.stockFlow, queues: [])
        var house = try House(configuration: configuration, bot: bot)
        let customer = house.customer()
        let lines = house.say(customer, "m1", "ma commande")
        #expect(lines.first("ack") != nil)
        let rows = try house.store.read(.desk, from: 1, limit: 1_000)
        #expect(rows.count < 15, "the desk was asked \(rows.count) times")
        #expect(house.logs.contains { $0.level == .error && $0.text.contains("asked for a person") })
        #expect(lines.contains { $0["kind"] == "closed" })
    }

    /// Found by the simulation: `ready` and the offers in it may still be lost.
    @Test func whoSignsInIsToldWhenTheDiskKnows() throws {
        var house = try House()
        let customer = house.customer()
        house.hang(house.agent("Marc"))
        _ = house.say(customer, "m1", "un conseiller")
        house.holdsCommits = true
        let marc = house.greet("agent", token: "Marc")
        #expect(house.take(marc).all("hello").count == 1)
        #expect(house.take(marc).isEmpty, "he is available since before, so that he was offered somebody")
        house.failHeld()
        #expect(house.take(marc).isEmpty)
        house.holdsCommits = false
        house.release()
        let lines = house.take(marc)
        #expect(lines.map { $0["type"]?.string } == ["ready", "offer"])
    }

    /// Found by the simulation: accepting once more is no reason to show everything once more.
    @Test func acceptingAgainShowsNothingAgain() throws {
        var house = try House()
        let customer = house.customer()
        let marc = house.agent("Marc")
        _ = house.say(customer, "m1", "un conseiller")
        let (offer, lines) = try house.accept(marc, customer.conversation)
        #expect(!lines.seqs.isEmpty)
        let again = house.ask(
            marc,
            [
                "type": "accept", "cid": "again", "conversation": .string(customer.conversation),
                "offer": offer["offer"] ?? nil,
            ])
        #expect(again.first("ack")?["epoch"] == lines.first("ack")?["epoch"])
        #expect(again.seqs.isEmpty)
    }

    /// Row D19: what cannot be read is said to be so, and not to come again.
    @Test func damagedConversationIsNotAskedForAgain() throws {
        var house = try House()
        let customer = house.customer()
        house.hang(customer.connection)
        for _ in 0..<3 { house.wait(61_000) }
        house.holdsReads = true
        let connection = house.greet("customer")
        let resume: JSONValue = [
            "type": "resume", "conversation": .string(customer.conversation),
            "resume": .string(customer.secret), "last_seq": 0,
        ]
        _ = house.take(connection)
        house.send(connection, resume)
        #expect(house.heldReads.count == 1)
        house.failReads(.corrupt(operation: "read", path: "relais.sqlite", detail: "a row"))
        house.holdsReads = false
        #expect(house.take(connection).codes.last == "internal")
        #expect(house.ask(connection, resume).codes == ["internal"])
    }

    /// Found by reading: he was given back, the door closed, and only the desk's row of it is on disk.
    @Test func whoCameBackToAClosedDoorIsPromisedAlsoAfterACrash() throws {
        var house = try PromiseTests.evening()
        house.wait(9 * 60_000 + 45_000)
        let customer = house.customer()
        let marc = house.agent("Marc")
        _ = house.say(customer, "m1", "un conseiller")
        _ = try house.accept(marc, customer.conversation)
        house.hang(marc)
        _ = house.take(customer.connection)
        // The grace ends after closing time: the desk's row is kept, the conversation's are not.
        house.holdsCommits = true
        house.wait(60_000)
        let held = house.held
        house.held = held.filter { _, batch in batch.appends.map(\.stream) == [.desk] }
        #expect(house.held.count == 1)
        house.release()
        // The daemon is killed; after its start nobody else says so again.
        var bot = try TestBot.bot()
        bot.desk = house.machine.bot.desk
        var again = try House(store: house.store, bot: bot, seed: 3, time: house.time + 1_000)
        let back = again.greet("customer")
        let resume: JSONValue = [
            "type": "resume", "conversation": .string(customer.conversation),
            "resume": .string(customer.secret), "last_seq": 0,
        ]
        let lines = again.ask(back, resume)
        let owners = lines.filter { $0["kind"] == "owner" }.compactMap { $0["owner"]?.string }
        #expect(owners == ["queue", "agent", "queue", "bot"])
        #expect(lines.texts.last?.contains("ferme") == true)
        #expect(lines.texts.last?.contains("10\u{A0}h") == true)
    }

    @Test func aPacketHoldsOnlyNotesThatAreOnDisk() throws {
        var house = try House()
        let customer = house.customer()
        let marc = house.agent("Marc")
        _ = house.say(customer, "m1", "un conseiller")
        let epoch = try #require(try house.accept(marc, customer.conversation).lines.first("ack")?["epoch"])
        let name = JSONValue.string(customer.conversation)
        let note: JSONValue = [
            "type": "note", "cid": "n0", "conversation": name, "epoch": epoch, "text": "kept",
        ]
        #expect(house.ask(marc, note).first("ack") != nil)
        house.holdsCommits = true
        house.send(
            marc, ["type": "note", "cid": "n1", "conversation": name, "epoch": epoch, "text": "a note"])
        let second = house.greet("agent", token: "Marc")
        let seen = house.ask(
            second, ["type": "resume", "conversation": name, "last_seq": 0, "packet": true])
        let notes = try #require(seen.first("assigned")?["packet"]?["notes"]?.array)
        #expect(notes.compactMap { $0["text"]?.string } == ["kept"], "the other may still be lost")
    }
}
