import JSON
import Record
import Sessions
import Testing
import Wire

/// What a client may count on after something did not work: it can do it again.
@Suite struct FailureTests {
    /// A conversation of a site, opened on a connection that is gone since, and the site's new connection.
    static func siteReturned(_ house: inout House) throws -> (site: UInt64, conversation: JSONValue) {
        let first = house.greet("site", token: "shop")
        let open: JSONValue = ["type": "open", "cid": "k1", "channel": "web", "lang": "fr"]
        let conversation = try #require(house.ask(first, open).first("opened")?["conversation"])
        house.hang(first)
        let site = house.greet("site", token: "shop")
        _ = house.take(site)
        return (site, conversation)
    }

    @Test func whatWasOpenIsAskedForAgainWhileTheRecordDoesNotAnswer() throws {
        var machine = try SessionsMachine(
            configuration: SessionsConfiguration(), bot: try TestBot.bot(), accounts: House.team,
            seed: [UInt8](repeating: 1, count: 32))
        let open = SessionsMachine.openConversationsKey
        func asked(_ outputs: [Output]) -> ReadID? {
            for case .read(let id, .key(scope: open.scope, key: open.key)) in outputs { return id }
            return nil
        }
        var time: Int64 = 1_795_510_800_000
        var question = asked(machine.started(at: time))
        for _ in 1...3 {
            let id = try #require(question)
            #expect(asked(machine.wasRead(id, .failed(.busy(operation: "read")), at: time)) == nil)
            time += 1_000
            question = asked(machine.timersDue(at: time))
        }
        let stream = StreamID(high: 7, low: 7)
        let entry = KeyEntry(scope: open.scope, key: open.key, stream: stream)
        let outputs = machine.wasRead(try #require(question), .entries([entry]), at: time)
        // Now it looks at them.
        #expect(outputs.contains { if case .read(_, .state(stream)) = $0 { true } else { false } })
        #expect(asked(machine.timersDue(at: time + 5_000)) == nil)
    }

    @Test func anOpenThatWasNotKeptCanBeSaidAgain() throws {
        var house = try House()
        let connection = house.greet("customer")
        let open: JSONValue = ["type": "open", "cid": "open", "channel": "web", "lang": "fr"]
        house.holdsCommits = true
        #expect(house.ask(connection, open).isEmpty)
        house.failHeld()
        #expect(house.take(connection).codes == ["storage"])
        house.holdsCommits = false
        let again = house.ask(connection, open)
        #expect(again.codes.isEmpty)
        let opened = try #require(again.first("opened"))
        #expect(opened["dup"]?.bool != true)
        let customer = House.Customer(
            connection: connection, conversation: opened["conversation"]?.string ?? "", secret: "", lines: [])
        #expect(house.say(customer, "m1", "ma commande").texts == ["Numéro ?"])
        // And from now on it is a repeat.
        #expect(house.ask(connection, open).first("opened")?["dup"] == true)
    }

    @Test func aSiteWhoseFirstMessageWasRefusedStillFollows() throws {
        var house = try House()
        let (site, conversation) = try Self.siteReturned(&house)
        let choose: JSONValue = [
            "type": "choose", "cid": "c1", "conversation": conversation, "choice": "outdated",
        ]
        #expect(house.ask(site, choose).codes == ["bad_field"])
        let lines = house.ask(
            site, ["type": "say", "cid": "s1", "conversation": conversation, "text": "ma commande"])
        #expect(lines.first("ack") != nil)
        #expect(lines.texts == ["Numéro ?"])
        #expect(lines.seqs == Array(lines.seqs[0]..<lines.seqs[0] + Int64(lines.seqs.count)))
    }

    @Test func aSiteThatResumesBehindABatchThatFailsIsToldAndCanGoOn() throws {
        var house = try House()
        let (first, conversation) = try Self.siteReturned(&house)
        let second = house.greet("site", token: "shop")
        _ = house.take(second)
        house.holdsCommits = true
        let say: JSONValue = [
            "type": "say", "cid": "s1", "conversation": conversation, "text": "ma commande",
        ]
        #expect(house.ask(first, say).isEmpty)
        let resume: JSONValue = ["type": "resume", "conversation": conversation, "last_seq": 0]
        #expect(house.ask(second, resume).isEmpty)
        #expect(house.ask(second, say).isEmpty, "a repeat waits too")
        house.failHeld()
        house.holdsCommits = false
        #expect(house.take(first).codes == ["storage"])
        let told = house.take(second).all("error")
        #expect(told.allSatisfy { $0["code"] == "storage" && $0["retry_ms"] != nil })
        #expect(told.map { $0["cid"]?.string } == [nil, "s1"])
        let lines = house.ask(second, say)
        #expect(lines.first("ack")?["dup"] == nil)
        #expect(lines.texts == ["Numéro ?"], "it follows from here on")
    }

    @Test func whoDeclinedAndIsThenGivenItGetsThePacket() throws {
        var house = try House()
        let customer = house.customer()
        let marc = house.agent("Marc")
        let sophie = house.greet("supervisor", token: "Sophie")
        let name = JSONValue.string(customer.conversation)
        _ = house.say(customer, "m1", "un conseiller")
        let offer = try #require(house.take(marc).first("offer"))
        let decline: JSONValue = [
            "type": "decline", "cid": "d", "conversation": name, "offer": offer["offer"] ?? nil,
        ]
        #expect(house.ask(marc, decline).first("ack") != nil)
        _ = house.say(customer, "m2", "vite")
        _ = house.take(marc)
        let assign: JSONValue = ["type": "assign", "cid": "as", "conversation": name, "agent": "Marc"]
        #expect(house.ask(sophie, assign).first("ack") != nil)
        let given = try #require(house.take(marc).first("assigned"))
        let said = given["packet"]?["transcript"]?.array?.compactMap { $0["text"]?.string } ?? []
        #expect(said.contains("vite"))
    }

    @Test func anotherBodyUnderTheSameIdIsAConflict() throws {
        var house = try House()
        let connection = house.greet("customer")
        func open(_ value: JSONValue) -> JSONValue {
            ["type": "open", "cid": "open", "channel": "web", "profile": ["tier": value]]
        }
        #expect(house.ask(connection, open("gold")).first("opened") != nil)
        #expect(house.ask(connection, open("gold")).first("opened")?["dup"] == true)
        #expect(house.ask(connection, open("silver")).codes == ["cid_conflict"])
    }

    @Test func thousandsDueAtOneTimeAreAllWoken() throws {
        var house = try House()
        let count = 10_050
        for _ in 0..<count { _ = house.connect() }
        house.time += 10_000
        let outputs = house.machine.timersDue(at: house.time)
        let asksAgain = outputs.contains { output in
            guard case .setWake(let due?) = output else { return false }
            return due <= house.time
        }
        #expect(asksAgain, "the rest is due at the same time")
        house.carryOut(outputs)
        house.carryOut(house.machine.timersDue(at: house.time))
        #expect(house.closed.count == count)
    }
}
