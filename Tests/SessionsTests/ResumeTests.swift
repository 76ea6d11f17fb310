import JSON
import Record
import Sessions
import Testing
import Wire

/// Coming back to a conversation on another connection: what was missed, once, in order, for whoever has the secret.
@Suite struct ResumeTests {
    @Test func resumeGivesWhatWasMissedOnceAndRotatesTheSecret() throws {
        var house = try House()
        let customer = house.customer()
        let last = try #require(house.say(customer, "m1", "ma commande").seqs.last)
        house.hang(customer.connection)
        let connection = house.greet("customer")
        _ = house.take(connection)
        func resume(_ secret: String, _ seq: Int64) -> JSONValue {
            [
                "type": "resume", "conversation": .string(customer.conversation), "resume": .string(secret),
                "last_seq": .integer(seq),
            ]
        }
        #expect(house.ask(connection, resume("wrong", 0)).codes == ["not_found"])
        #expect(house.ask(connection, resume(customer.secret, last + 1)).codes == ["ahead"])
        let lines = house.ask(connection, resume(customer.secret, last - 1))
        let second = try #require(lines.first("resumed")?["resume"]?.string)
        #expect(lines.first("resumed")?["from"]?.int64 == last)
        #expect(lines.first("resumed")?["to"]?.int64 == last)
        #expect(lines.seqs == [last])
        // The old secret lives until the new one is used.
        #expect(house.ask(connection, resume(customer.secret, last)).first("resumed") != nil)
        #expect(house.ask(connection, resume(second, last)).first("resumed") != nil)
        #expect(house.ask(connection, resume(customer.secret, last)).codes == ["not_found"])
    }

    @Test func anUnusedNewSecretDoesNotLockOut() throws {
        var house = try House()
        let customer = house.customer()
        let connection = house.greet("customer")
        func resume(_ secret: String) -> [JSONValue] {
            house.ask(
                connection,
                [
                    "type": "resume", "conversation": .string(customer.conversation),
                    "resume": .string(secret), "last_seq": 0,
                ])
        }
        let second = try #require(resume(customer.secret).first("resumed")?["resume"]?.string)
        let third = try #require(resume(second).first("resumed")?["resume"]?.string)
        #expect(
            resume(customer.secret).codes == ["not_found"], "the new one was used, so the old one is dead")
        #expect(resume(third).first("resumed") != nil)
    }

    /// Row B7: two windows come back at once with what both know, or an attempt given up arrives after the next one.
    @Test func b7TwoResumesWithOneSecretLockNobodyOut() throws {
        var house = try House()
        let customer = house.customer()
        func resume(_ connection: UInt64, _ secret: String) -> String? {
            house.ask(
                connection,
                [
                    "type": "resume", "conversation": .string(customer.conversation),
                    "resume": .string(secret), "last_seq": 0,
                ]
            ).first("resumed")?["resume"]?.string
        }
        let (one, other) = (house.greet("customer"), house.greet("customer"))
        let first = try #require(resume(one, customer.secret))
        let second = try #require(resume(other, customer.secret))
        house = try house.restarted()
        let (back, later) = (house.greet("customer"), house.greet("customer"))
        #expect(resume(back, first) != nil)
        #expect(resume(later, second) != nil)
        #expect(resume(later, customer.secret) == nil, "both have something newer")
    }

    /// Found by the simulation: the ack of a close stands in place of `closed`, not of what was said before it.
    @Test func closingAfterAReloadShowsEverything() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "ma commande")
        let bot = try TestBot.bot("two", flow: TestBot.stockFlow)
        house = try House(store: house.store, bot: bot, seed: 9, time: house.time)
        let back = house.greet("customer")
        let name = JSONValue.string(customer.conversation)
        house.send(
            back, ["type": "resume", "conversation": name, "resume": .string(customer.secret), "last_seq": 2])
        let lines = house.ask(back, ["type": "close", "cid": "z", "conversation": name])
        let transcript = try house.transcript(customer.conversation)
        #expect(transcript.count > 3, "the new version had something to say")
        let closed = try #require(transcript.last { $0["kind"] == "closed" }?["seq"]?.int64)
        #expect(lines.first("ack")?["seq"]?.int64 == closed)
        #expect(lines.seqs == Array(3...closed))
    }

    @Test func aSecondConnectionGetsEventsAndTheSenderTheAck() throws {
        var house = try House()
        let customer = house.customer()
        let other = house.window(of: customer)
        let mine = house.say(customer, "m1", "ma commande")
        let theirs = house.take(other)
        #expect(mine.seqs == theirs.seqs)
        #expect(theirs.first?["type"] == "event")
        #expect(theirs.first?["cid"] == "m1")
        #expect(theirs.first?["text"] == "ma commande")
    }

    @Test func theFifthConnectionReplacesTheOldest() throws {
        var house = try House()
        let customer = house.customer()
        var secret = customer.secret
        for _ in 0..<4 {
            let other = house.greet("customer")
            let lines = house.ask(
                other,
                [
                    "type": "resume", "conversation": .string(customer.conversation),
                    "resume": .string(secret), "last_seq": 0,
                ])
            secret = lines.first("resumed")?["resume"]?.string ?? ""
        }
        #expect(house.take(customer.connection).codes == ["replaced"])
        #expect(house.closed.contains(customer.connection))
    }

    @Test func aTranscriptLongerThanMemoryIsResumedWhole() throws {
        var configuration = SessionsConfiguration()
        configuration.customerRate = .init(perSecond: 100_000, burst: 100_000)
        var house = try House(configuration: configuration)
        let customer = house.customer()
        for number in 0..<400 { _ = house.say(customer, "m\(number)", "bla \(number)") }
        let all = try house.transcript(customer.conversation)
        let connection = house.greet("customer")
        let lines = house.ask(
            connection,
            [
                "type": "resume", "conversation": .string(customer.conversation),
                "resume": .string(customer.secret), "last_seq": 3,
            ])
        #expect(lines.seqs == Array(4...Int64(all.count)))
        // The same after a restart, which starts from a snapshot.
        #expect(try house.store.snapshot(#require(ConversationID(customer.conversation)).stream) != nil)
        var later = try house.restarted()
        let back = later.greet("customer")
        let secret = try #require(lines.first("resumed")?["resume"]?.string)
        let again = later.ask(
            back,
            [
                "type": "resume", "conversation": .string(customer.conversation), "resume": .string(secret),
                "last_seq": 3,
            ])
        #expect(again.seqs == Array(4...Int64(all.count)))
        let me = House.Customer(connection: back, conversation: customer.conversation, secret: "", lines: [])
        #expect(later.say(me, "m7", "bla 7").first?["dup"] == true)
    }

    @Test func beyondTheWindowThereIsASnapshotInsteadOfAGap() throws {
        var configuration = SessionsConfiguration()
        configuration.resumeWindowEvents = 2
        var house = try House(configuration: configuration)
        let customer = house.customer()
        _ = house.say(customer, "m1", "ma commande")
        _ = house.say(customer, "m2", "FR-204518")
        let connection = house.greet("customer")
        let lines = house.ask(
            connection,
            [
                "type": "resume", "conversation": .string(customer.conversation),
                "resume": .string(customer.secret), "last_seq": 0,
            ])
        let resync = try #require(lines.first("resync"))
        #expect(resync["snapshot"]?["owner"] == "bot")
        #expect(resync["snapshot"]?["events"]?.array?.count == Int(resync["seq"]?.int64 ?? 0))
        #expect(lines.all("event").isEmpty)
        let me = House.Customer(
            connection: connection, conversation: customer.conversation, secret: "", lines: [])
        #expect(house.say(me, "m3", "ma commande").seqs.first == (resync["seq"]?.int64 ?? 0) + 1)
    }

    @Test func whatFollowsAResumeThatIsNotKeptMayBeSentAgain() throws {
        var house = try House()
        let customer = house.customer()
        house.holdsCommits = true
        _ = house.say(customer, "m1", "ma commande")
        let back = house.greet("customer")
        let name = JSONValue.string(customer.conversation)
        house.send(
            back,
            [
                "type": "resume", "conversation": name, "resume": .string(customer.secret), "last_seq": 0,
            ])
        let (first, _) = house.held.removeFirst()
        let full = StoreError.full(operation: "commit", path: "relais.db")
        house.carryOut(house.machine.failed(first, full, at: house.time))
        house.send(back, ["type": "say", "conversation": name, "cid": "m2", "text": "FR-204518"])
        _ = house.take(back)
        house.failHeld(full)
        let lines = house.take(back)
        #expect(lines.codes == ["storage", "storage"])
        #expect(lines.all("error").contains { $0["cid"] == "m2" && $0["retry_ms"] != nil })
    }
}
