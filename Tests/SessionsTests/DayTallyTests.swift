import CivilTime
import Desk
import JSON
import Sessions
import Testing

/// What a supervisor's charts are counted from.
@Suite struct DayTallyTests {
    /// The day's figures of one queue.
    func figures(_ house: inout House, _ queue: String = "support") throws -> JSONValue {
        let sophie = house.greet("supervisor", token: "Sophie")
        let answer = house.ask(sophie, ["type": "figures", "cid": "f"]).first("figures")
        house.hang(sophie)
        return try #require(answer?["queues"]?.array?.first { $0["name"]?.string == queue })
    }

    @Test func whoWasPromisedAndComesAgainIsHandedOverAgain() throws {
        // Support closes at 18:00 for five minutes.
        var bot = try TestBot.bot()
        let zone = try #require(Zone(identifier: "Europe/Paris"))
        bot.desk.queues[0].hours = OpeningHours(
            weekly: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, [540..<1080, 1085..<1200]) }),
            zone: zone)
        var house = try House(bot: bot, time: zone.milliseconds(days: 20_781, minute: 1_079))
        let customer = house.customer()
        _ = house.say(customer, "m1", "un conseiller")
        house.wait(60_000, with: [customer.connection])
        #expect(house.take(customer.connection).owner("bot"), "promised")
        house.wait(4 * 60_000 + 50_000, with: [customer.connection])
        let agent = house.agent("Marc")
        house.wait(10_000)
        // The promise is being offered: that offer is withdrawn first.
        #expect(house.take(agent).first("offer") != nil)
        #expect(house.say(customer, "m2", "un conseiller").owner("queue"))
        #expect(try figures(&house)["arrived"] == 2)
    }

    @Test func aRefusedTransferEndsNothing() throws {
        var house = try House()
        let (customer, marc, epoch) = try AgentTests.handedOver(&house)
        let other = house.customer()
        let claire = house.agent("Claire")
        _ = house.say(other, "m1", "un conseiller")
        let offers = house.take(claire).all("offer").count + house.take(marc).all("offer").count
        #expect(offers == 1)
        // That offer falls due in the very step in which the transfer is refused.
        house.time += 120_000
        let lines = house.ask(
            marc, AgentTests.verb("transfer", "t", customer, epoch, [.init("to", ["queue": "nowhere"])]))
        #expect(lines.codes == ["bad_field"])
        #expect(try figures(&house)["handled"] == 0)
    }

    @Test func aWaitIsCountedWithoutTheTimeAnAgentHadHim() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "un conseiller")
        house.wait(10_000)
        let marc = house.agent("Marc")
        let (_, lines) = try house.accept(marc, customer.conversation)
        let epoch = try #require(lines.first("ack")?["epoch"])
        house.wait(50_000)
        _ = house.ask(marc, AgentTests.verb("release", "r", customer, epoch))
        house.wait(5_000)
        let claire = house.agent("Claire")
        _ = try house.accept(claire, customer.conversation)
        // A supervisor takes him over: no wait at all.
        house.wait(1_000)
        let sophie = house.greet("supervisor", token: "Sophie")
        let take: JSONValue = ["type": "take", "cid": "t", "conversation": .string(customer.conversation)]
        #expect(house.ask(sophie, take).first("ack") != nil)
        let figures = try figures(&house)
        #expect(figures["assigned"] == 3 && figures["bounces"] == 1)
        #expect(figures["wait_ms"] == 15_000)
        #expect(figures["longest_wait_ms"] == 10_000)
    }

    @Test func aPromiseWaitsFromTheOpeningOn() throws {
        var house = try PromiseTests.evening()
        let customer = house.customer()
        _ = house.say(customer, "m1", "un conseiller")
        house.wait(10 * 60_000)
        let agent = house.agent("Marc")
        house.wait(15 * 3_600_000)
        house.time += 7_000
        _ = try house.accept(agent, customer.conversation)
        #expect(try figures(&house)["wait_ms"] == 7_000)
    }

    /// What was under way when the drain began is counted when it is on disk, and then kept.
    @Test func aDrainKeepsWhatItStillFinished() throws {
        var house = try House()
        house.holdsCommits = true
        _ = house.customer()
        house.carryOut(house.machine.drain(at: house.time))
        house.release()
        #expect(!house.isDrained, "the figures are on their way")
        house.release()
        #expect(house.isDrained)
        var again = try house.restarted()
        let sophie = again.greet("supervisor", token: "Sophie")
        #expect(again.ask(sophie, ["type": "figures", "cid": "f"]).first("figures")?["opened"] == 1)
    }
}
