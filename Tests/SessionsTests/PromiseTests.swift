import CivilTime
import Desk
import JSON
import Sessions
import Testing
import Wire

/// Closing time and promises, as customers and agents see them.
@Suite struct PromiseTests {
    /// Support is open 09:00–18:00 in Paris; a house at 17:50.
    static func evening() throws -> House {
        var bot = try TestBot.bot()
        let zone = try #require(Zone(identifier: "Europe/Paris"))
        bot.desk.queues[0].hours = OpeningHours(
            weekly: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, [540..<1080]) }), zone: zone)
        bot.desk.queues[0].firstReply = .init(asynchronousMilliseconds: 3_600_000)
        return try House(bot: bot, time: zone.milliseconds(days: 20_781, minute: 1_070))
    }

    @Test func whoWaitsAtClosingTimeIsToldAndPromised() throws {
        var house = try Self.evening()
        let customer = house.customer()
        _ = house.say(customer, "m1", "un conseiller")
        house.wait(10 * 60_000)
        let lines = house.take(customer.connection)
        #expect(lines.owner("bot"))
        let text = try #require(lines.texts.last)
        #expect(text.contains("ferme") && text.contains("10\u{A0}h"), "\(text)")
        // The bot goes on with him.
        #expect(house.say(customer, "m2", "ma commande").texts == ["Numéro ?"])
        // An agent who sits there in the evening is not asked; in the morning he is, with everything said.
        let agent = house.agent("Marc")
        #expect(house.take(agent).first("offer") == nil)
        house.wait(15 * 3_600_000)
        let (offer, _) = try house.accept(agent, customer.conversation)
        #expect(offer["packet"]?["promises"]?[0]?["kind"] == "reply")
        #expect(offer["packet"]?["reason"]?["code"] == "asked")
        // His own line went dead in the night; the record has it.
        #expect(
            try house.transcript(customer.conversation).contains {
                $0["kind"] == "owner" && $0["owner"] == "agent"
            })
    }

    /// A conversation that has ended is opened again by whoever keeps the promise.
    @Test func aPromiseIsKeptAlsoWhenTheConversationHasEnded() throws {
        var house = try Self.evening()
        let customer = house.customer()
        _ = house.say(customer, "m1", "un conseiller")
        house.wait(10 * 60_000)
        _ = house.ask(
            customer.connection,
            ["type": "close", "conversation": .string(customer.conversation), "cid": "z"])
        house.hang(customer.connection)
        house.wait(3_600_000)
        let agent = house.agent("Marc")
        house.wait(14 * 3_600_000)
        let (_, lines) = try house.accept(agent, customer.conversation)
        let epoch = try #require(lines.first("ack")?["epoch"])
        let reply = AgentTests.verb("reply", "r1", customer, epoch, [.init("text", "Bonjour, voici.")])
        #expect(house.ask(agent, reply).codes.isEmpty)
        let back = house.greet("customer")
        let resumed = house.ask(
            back,
            [
                "type": "resume", "conversation": .string(customer.conversation),
                "resume": .string(customer.secret), "last_seq": 0,
            ])
        #expect(resumed.texts.last == "Bonjour, voici.")
        let closing = house.ask(agent, AgentTests.verb("close", "z1", customer, epoch))
        #expect(closing.codes.isEmpty)
        let transcript = try house.transcript(customer.conversation)
        #expect(transcript.contains { $0["kind"] == "owner" && $0["owner"] == "agent" })
        #expect(transcript.count { $0["kind"] == "closed" } == 2)
        #expect(transcript.compactMap { $0["seq"]?.int64 } == Array(1...Int64(transcript.count)))
    }

    @Test func aPromiseOutlivesARestart() throws {
        var house = try Self.evening()
        let customer = house.customer()
        _ = house.say(customer, "m1", "un conseiller")
        house.wait(10 * 60_000)
        var bot = try TestBot.bot()
        bot.desk = house.machine.bot.desk
        var again = try House(
            store: house.store, bot: bot, seed: 3, time: house.time + 15 * 3_600_000)
        let agent = again.agent("Marc")
        let (offer, _) = try again.accept(agent, customer.conversation)
        #expect(offer["packet"]?["promises"]?[0]?["queue"] == "support")
    }

    @Test func whoTheBotCouldNotHelpGainsALevel() throws {
        var house = try House()
        let customer = house.customer()
        let agent = house.agent("Marc")
        for index in 0..<12 { _ = house.say(customer, "m\(index)", "xyzzy \(index)") }
        let offer = try #require(house.take(agent).first("offer"))
        #expect(["low_confidence", "trouble"].contains(offer["packet"]?["reason"]?["code"]?.string))
        #expect(offer["packet"]?["priority"] == "high")
    }

    /// What `queue … is open` says where a closed queue overflows into an open one.
    @Test func aClosedDoorThatLeadsToAnOpenOneIsOpen() throws {
        var bot = try TestBot.bot()
        let zone = try #require(Zone(identifier: "Europe/Paris"))
        bot.desk.queues[0].hours = OpeningHours(
            weekly: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, [540..<1080]) }), zone: zone)
        bot.desk.queues[0].overflow = .init(queue: "orders", afterMilliseconds: 600_000)
        var house = try House(bot: bot, time: zone.milliseconds(days: 20_781, minute: 1_200))
        let customer = house.customer()
        let queued = house.say(customer, "m1", "un conseiller").first { $0["owner"] == "queue" }
        #expect(queued?["queue"] == "orders", "at eight in the evening the other team has him")
    }
}
