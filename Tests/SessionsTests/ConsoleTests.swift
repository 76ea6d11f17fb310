import Conversation
import Desk
import JSON
import Sessions
import Testing
import Text
import Wire

/// What an agent's console asks for besides talking.
@Suite struct ConsoleTests {
    /// A customer who told his order's number and is with Marc.
    static func told(_ house: inout House, _ opening: [JSONMember] = []) throws -> (
        customer: House.Customer, agent: UInt64, epoch: JSONValue, offer: JSONValue
    ) {
        let customer = house.customer(opening)
        let agent = house.agent("Marc")
        _ = house.say(customer, "m1", "ma commande")
        _ = house.say(customer, "m2", "FR-204518")
        _ = house.say(customer, "m3", "ma commande encore, un conseiller")
        let (offer, lines) = try house.accept(agent, customer.conversation)
        let epoch = try #require(lines.first("ack")?["epoch"])
        return (customer, agent, epoch, offer)
    }

    static func ask(
        _ house: inout House, _ agent: UInt64, _ type: String, _ customer: House.Customer,
        _ more: [JSONMember] = []
    ) -> [JSONValue] {
        house.ask(
            agent,
            .object(
                [
                    .init("type", .string(type)), .init("cid", .string("c-\(type)-\(more.count)")),
                    .init("conversation", .string(customer.conversation)),
                ] + more))
    }

    @Test func thePacketSaysFromWhichMessageEachValueCame() throws {
        var house = try House()
        let customer = house.customer()
        let agent = house.agent("Marc")
        _ = house.say(customer, "m1", "une réclamation")
        let seq = house.say(customer, "m2", "FR-204518").first("ack")?["seq"]
        _ = house.say(customer, "m3", "un conseiller")
        let (offer, _) = try house.accept(agent, customer.conversation)
        let expected: JSONValue = ["slot": "claimed", "value": "FR-204518", "seq": seq ?? nil]
        #expect(offer["packet"]?["known"] == [expected])
        #expect(offer["packet"]?["promises"] == [])
        // A draft that asks for it again is pointed out; the record says the same after a restart.
        let draft: [JSONMember] = [.init("text", "Pouvez-vous me donner votre numéro de commande ?")]
        #expect(Self.ask(&house, agent, "check", customer, draft).first("checked")?["known"] == [expected])
        let other: [JSONMember] = [.init("text", "Bonjour, je regarde."), .init("x", 1)]
        #expect(Self.ask(&house, agent, "check", customer, other).first("checked")?["known"] == [])
        var again = try house.restarted()
        let back = again.greet("agent", token: "Marc")
        _ = again.take(back)
        #expect(Self.ask(&again, back, "check", customer, draft).first("checked")?["known"] == [expected])
    }

    @Test func suggestionsWithoutTextAreForTheLastMessage() throws {
        var house = try House()
        let (customer, agent, _, _) = try Self.told(&house)
        let seq = house.say(customer, "m9", "combien de temps ?").first("ack")?["seq"]
        _ = house.take(agent)
        let found = Self.ask(&house, agent, "suggest", customer).first("suggestions")
        #expect(found?["seq"] == seq)
        let own = Self.ask(&house, agent, "suggest", customer, [.init("text", "délai")]).first("suggestions")
        #expect(own?["seq"] == nil)
        #expect(own?["articles"]?[0]?["id"] == "refund-time")
        #expect(own?["articles"]?[0]?["text"] == "Sous 14 jours.")
    }

    @Test func askingForAPersonIsNoTopic() throws {
        var house = try House()
        let customer = house.customer()
        let agent = house.agent("Marc")
        // Nothing else was said: better that than nothing.
        let first = house.say(customer, "m1", "un conseiller").first("ack")?["seq"]
        _ = try house.accept(agent, customer.conversation)
        #expect(Self.ask(&house, agent, "suggest", customer).first("suggestions")?["seq"] == first)
        let other = house.customer()
        let topic = house.say(other, "m1", "combien de temps ?").first("ack")?["seq"]
        house.time += 1_000
        _ = house.say(other, "m2", "un conseiller")
        _ = try house.accept(agent, other.conversation, cid: "accept-2")
        #expect(Self.ask(&house, agent, "suggest", other).first("suggestions")?["seq"] == topic)
        house.time += 1_000
        let later = house.say(other, "m3", "alors ?").first("ack")?["seq"]
        #expect(Self.ask(&house, agent, "suggest", other).first("suggestions")?["seq"] == later)
    }

    @Test func aConsoleStartedAnewGetsThePacketAgain() throws {
        var house = try House()
        let (customer, agent, epoch, offer) = try Self.told(&house)
        house.hang(agent)
        house.wait(5_000)
        let again = house.greet("agent", token: "Marc")
        let ready = house.take(again).first("ready")
        #expect(ready?["assigned"]?[0]?["epoch"] == epoch)
        let lines = house.ask(
            again,
            [
                "type": "resume", "conversation": .string(customer.conversation), "last_seq": 0,
                "packet": true,
            ])
        #expect(lines.first?["type"] == "assigned")
        #expect(lines.first?["epoch"] == epoch)
        #expect(lines.first?["packet"]?["reason"] == offer["packet"]?["reason"])
        #expect(lines.first?["packet"]?["slots"] == offer["packet"]?["slots"])
        #expect(lines.dropFirst().first?["type"] == "resumed")
        // Who did not ask has it still.
        let plain = house.ask(
            again, ["type": "resume", "conversation": .string(customer.conversation), "last_seq": 0])
        #expect(plain.first?["type"] == "resumed")
    }

    @Test func anEarlierConversationIsReadThroughTheLaterOne() throws {
        var house = try House()
        let identity: [JSONMember] = [.init("customer", ["id": "c42", "name": "Ada"])]
        let site = house.greet("site", token: "shop")
        func open(_ cid: String, _ channel: String) -> House.Customer {
            house.send(
                site,
                .object(
                    [
                        .init("type", "open"), .init("cid", .string(cid)), .init("channel", .string(channel)),
                        .init("lang", "fr"),
                    ] + identity))
            let opened = house.take(site).last { $0["type"] == "opened" }
            return House.Customer(
                connection: site, conversation: opened?["conversation"]?.string ?? "", secret: "", lines: [])
        }
        let first = open("o1", "sms")
        _ = house.say(first, "m1", "ma commande SECRET")
        let second = open("o2", "web")
        let stranger = house.customer()
        let agent = house.agent("Marc")
        _ = house.say(second, "m1", "un conseiller")
        let (offer, _) = try house.accept(agent, second.conversation)
        #expect(offer["packet"]?["earlier"]?[0]?["conversation"]?.string == first.conversation)
        #expect(offer["packet"]?["earlier"]?[0]?["channel"] == "sms")
        let lines = Self.ask(
            &house, agent, "history", second, [.init("earlier", .string(first.conversation))])
        let history = lines.first("history")
        #expect(history?["conversation"]?.string == second.conversation)
        #expect(history?["earlier"]?.string == first.conversation)
        #expect(history?["events"]?.array?.contains { $0["text"] == "ma commande SECRET" } == true)
        // Only those of the packet's list, and only through the one he has.
        #expect(
            Self.ask(
                &house, agent, "history", second,
                [.init("earlier", .string(stranger.conversation)), .init("limit", 5)]
            ).codes == ["not_found"])
        #expect(Self.ask(&house, agent, "history", first).codes == ["forbidden"])
        #expect(
            Self.ask(&house, agent, "history", first, [.init("earlier", .string(second.conversation))]).codes
                == ["forbidden"])
    }

    /// Earlier events that are no longer in memory: the record is asked, and may not answer, or not have them any more.
    @Test(arguments: [false, true]) func anEarlierConversationThatCannotBeReadIsNamedByTheLaterOne(
        isErased: Bool
    ) throws {
        var house = try House()
        let site = house.greet("site", token: "shop")
        func open(_ cid: String) -> House.Customer {
            let opened = house.ask(
                site,
                [
                    "type": "open", "cid": .string(cid), "channel": "web", "lang": "fr",
                    "customer": ["id": "c42", "name": "Ada"],
                ]
            ).first("opened")
            return House.Customer(
                connection: site, conversation: opened?["conversation"]?.string ?? "", secret: "", lines: [])
        }
        let first = open("o1")
        for number in 0..<300 { _ = house.say(first, "m\(number)", "ma commande") }
        let second = open("o2")
        let agent = house.agent("Marc")
        _ = house.say(second, "m1", "un conseiller")
        _ = try house.accept(agent, second.conversation)
        house.holdsReads = true
        let asked = Self.ask(
            &house, agent, "history", second,
            [.init("earlier", .string(first.conversation)), .init("before", 5), .init("limit", 3)])
        #expect(asked.isEmpty && house.heldReads.count == 1)
        if isErased {
            let stream = try #require(ConversationID(first.conversation)).stream
            house.carryOut(house.machine.erase([stream], isRetention: false, at: house.time).outputs)
            house.releaseReads()
        } else {
            house.failReads()
        }
        let error = try #require(house.take(agent).first("error"))
        #expect(error["code"] == (isErased ? "not_found" : "storage"))
        #expect(error["conversation"]?.string == second.conversation)
        #expect(error["cid"] == "c-history-3")
    }

    @Test func theCatalogueNamesWhatAConsoleOffers() throws {
        var bot = try TestBot.bot()
        bot.catalogue.zone = "Europe/Paris"
        let question = BotCatalogue.Question(slot: "order-no", texts: [.french: "Quel est votre numéro ?"])
        bot.catalogue.flows = [
            .init(name: "order", labels: [.english: "track"], steps: ["number"], questions: [question])
        ]
        bot.catalogue.questions = [.init(slot: "phone", texts: [.english: "What is your phone number?"])]
        bot.catalogue.reasons = [.init(text: "too late", texts: [.french: "trop tard"])]
        var house = try House(bot: bot)
        let agent = house.agent("Marc")
        let catalogue = house.ask(agent, ["type": "catalogue", "cid": "g"]).first("catalogue")
        #expect(catalogue?["cid"] == "g")
        #expect(catalogue?["version"] == "one")
        #expect(catalogue?["languages"] == ["fr", "en"])
        #expect(catalogue?["zone"] == "Europe/Paris")
        #expect(catalogue?["flows"]?[0]?["questions"]?["order-no"]?["fr"] == "Quel est votre numéro ?")
        #expect(catalogue?["questions"]?["phone"]?["en"] == "What is your phone number?")
        #expect(catalogue?["reasons"] == ["too late": ["fr": "trop tard"]])
        #expect(catalogue?["outcomes"]?.array?.isEmpty == false)
    }

    @Test func anAgentSeesTheQueuesHeServesAndNoOthers() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "un conseiller")
        let marc = house.agent("Marc")
        let claire = house.agent("Claire", skills: ["orders"])
        let seen = house.ask(marc, ["type": "watch", "cid": "w"]).first("desk")
        #expect(seen?["queues"]?.array?.map { $0["name"] } == ["support"])
        let waiting = seen?["queues"]?[0]?["first"]?[0]
        #expect(waiting?["reason"] == "asked")
        #expect(waiting?["since"]?.int64 == house.time)
        let all = house.ask(claire, ["type": "watch", "cid": "w"]).first("desk")
        #expect(all?["queues"]?.array?.map { $0["name"] } == ["support", "orders"])
        // Asking for another team's queue by name gives nothing of it, not even a count.
        let other = house.ask(marc, ["type": "watch", "cid": "w2", "queues": ["orders"]]).first("desk")
        #expect(other?["queues"] == [])
        #expect(other?["breaches"] == [])
    }

    @Test func aColleaguesConversationsAreNotShown() throws {
        var house = try House()
        let (customer, _, _, _) = try Self.told(&house)
        let claire = house.agent("Claire")
        let text = String(
            decoding: house.ask(claire, ["type": "watch", "cid": "w"]).first("desk")?.encoded() ?? [],
            as: UTF8.self)
        #expect(text.contains("Marc"))
        #expect(!text.contains(customer.conversation))
    }

    @Test func aSupervisorSeesWhoHasWhom() throws {
        var house = try House()
        let (customer, _, _, _) = try Self.told(&house)
        let sophie = house.greet("supervisor", token: "Sophie")
        let desk = house.ask(sophie, ["type": "watch", "cid": "w"]).first("desk")
        #expect(desk?["version"] == "one")
        let marc = desk?["agents"]?.array?.first { $0["name"] == "Marc" }
        #expect(marc?["load"] == 1)
        #expect(marc?["held"]?[0]?["conversation"]?.string == customer.conversation)
        #expect(marc?["held"]?[0]?["answered"] == false)
    }

    @Test func theDayIsCountedAndSurvivesARestart() throws {
        var house = try House()
        let (customer, agent, epoch, _) = try Self.told(&house)
        _ = house.ask(agent, AgentTests.verb("reply", "r", customer, epoch, [.init("text", "Bonjour")]))
        house.wait(30_000)
        _ = house.ask(agent, AgentTests.verb("close", "z", customer, epoch, [.init("outcome", "solved")]))
        _ = house.ask(
            customer.connection,
            [
                "type": "rate", "conversation": .string(customer.conversation), "cid": "r1", "score": 5,
            ])
        let sophie = house.greet("supervisor", token: "Sophie")
        func expect(_ figures: JSONValue?) {
            #expect(figures?["opened"] == 1)
            #expect(figures?["closed"] == 1)
            #expect(figures?["closed_by_bot"] == 0)
            #expect(figures?["outcomes"] == ["solved": 1])
            #expect(figures?["reasons"] == ["asked": 1])
            #expect(figures?["ratings"] == [0, 0, 0, 0, 1])
            let support = figures?["queues"]?.array?.first { $0["name"] == "support" }
            #expect(support?["arrived"] == 1 && support?["assigned"] == 1 && support?["handled"] == 1)
            #expect(support?["handling_ms"] == 30_000)
            #expect(figures?["agents"]?[0]?["closed"] == 1)
            #expect(figures?["hours"]?.array?.count == 24)
        }
        expect(house.ask(sophie, ["type": "figures", "cid": "f"]).first("figures"))
        house.wait(60_000)
        var again = try house.restarted()
        let back = again.greet("supervisor", token: "Sophie")
        expect(again.ask(back, ["type": "figures", "cid": "f"]).first("figures"))
        again.time += 86_400_000
        #expect(again.ask(back, ["type": "figures", "cid": "f2"]).first("figures")?["opened"] == 0)
    }

    @Test func aBatchThatWasNotKeptIsNotCounted() throws {
        var house = try House()
        let sophie = house.greet("supervisor", token: "Sophie")
        house.holdsCommits = true
        _ = house.customer()
        house.failHeld()
        house.holdsCommits = false
        #expect(house.ask(sophie, ["type": "figures", "cid": "f"]).first("figures")?["opened"] == 0)
    }

    /// Two pictures a second for some; for a whole floor of windows fewer, or drawing them would take the machine.
    @Test func manyWhoWatchSeeTheDeskLessOften() throws {
        for (windows, milliseconds) in [(2, Int64(500)), (80, 800)] {
            var house = try House()
            let watching = (0..<windows).map { _ in house.greet("supervisor", token: "Sophie") }
            for window in watching { _ = house.ask(window, ["type": "watch", "cid": "w"]) }
            let customer = house.customer()
            _ = house.say(customer, "m1", "un conseiller")
            house.wait(1_000, with: watching)
            for window in watching { _ = house.take(window) }
            _ = house.say(house.customer(), "m1", "un conseiller")
            house.wait(milliseconds - 1, with: watching)
            #expect(house.take(watching[0]).first("desk") == nil, "\(windows)")
            house.wait(1, with: watching)
            #expect(house.take(watching[0]).first("desk")?["queues"]?[0]?["waiting"] == 2, "\(windows)")
        }
    }

    @Test func theStatusComesFromTheDaemonAndTheRoom() throws {
        var house = try House()
        let sophie = house.greet("supervisor", token: "Sophie")
        let status = house.ask(sophie, ["type": "status", "cid": "s"]).first("status")
        #expect(status?["cid"] == "s")
        #expect(status?["ready"] == true)
        #expect(status?["connections"] == 1)
    }

    /// A supervisor who watches sees a missed target without asking.
    @Test func aMissedTargetReachesAWatchingSupervisor() throws {
        var bot = try TestBot.bot()
        bot.desk.queues[0].firstReply = .init(synchronousMilliseconds: 60_000)
        var house = try House(bot: bot)
        let sophie = house.greet("supervisor", token: "Sophie")
        _ = house.ask(sophie, ["type": "watch", "cid": "w"])
        let customer = house.customer()
        _ = house.say(customer, "m1", "un conseiller")
        house.wait(1_000)
        let seen = house.take(sophie).all("desk").last
        #expect(seen?["queues"]?[0]?["first"]?[0]?["conversation"]?.string == customer.conversation)
        #expect(seen?["breaches"] == [])
        // The target falls due, then the picture is sent.
        house.wait(59_000)
        house.wait(1_000)
        let late = house.take(sophie).all("desk").last
        #expect(late?["breaches"]?[0]?["conversation"]?.string == customer.conversation)
        #expect(late?["breaches"]?[0]?["target"] == "first_reply")
        #expect(late?["queues"]?[0]?["first"]?[0]?["breached"] == true)
    }

    @Test func e7WhatIsSaidAfterTheCloseIsRefusedAndComesBackAsADraft() throws {
        var house = try House()
        let (customer, agent, epoch) = try AgentTests.handedOver(&house)
        house.holdsCommits = true
        house.send(agent, AgentTests.verb("close", "z", customer, epoch))
        house.send(agent, AgentTests.verb("reply", "r", customer, epoch, [.init("text", "encore un mot")]))
        house.send(
            customer.connection,
            [
                "type": "say", "conversation": .string(customer.conversation), "cid": "m9", "text": "merci",
            ])
        house.holdsCommits = false
        house.release()
        let told = house.take(agent)
        #expect(told.codes == ["stale_assignment"])
        #expect(told.first("error")?["draft"] == "encore un mot")
        #expect(house.take(customer.connection).codes == ["closed"])
        let transcript = try house.transcript(customer.conversation)
        #expect(transcript.last?["kind"] == "closed")
        #expect(!transcript.contains { $0["text"] == "encore un mot" })
    }

    @Test func e11ARatingCountsOnceForItsOwnerAndInItsRange() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "ma commande")
        func rate(_ connection: UInt64, _ cid: String, _ score: JSONValue) -> [JSONValue] {
            house.ask(
                connection,
                [
                    "type": "rate", "conversation": .string(customer.conversation), "cid": .string(cid),
                    "score": score,
                ])
        }
        for (index, score) in ([0, 6, -1, "5", 4.5, nil] as [JSONValue]).enumerated() {
            #expect(rate(customer.connection, "bad\(index)", score).codes == ["bad_field"], "\(score)")
        }
        #expect(rate(customer.connection, "r1", 4).first("ack") != nil)
        #expect(rate(customer.connection, "r1", 4).first("ack")?["dup"] == true)
        #expect(rate(customer.connection, "r1", 5).codes == ["cid_conflict"])
        #expect(rate(customer.connection, "r2", 5).first("ack") != nil, "the last one within a day wins")
        let other = house.customer()
        #expect(rate(other.connection, "r3", 1).codes == ["not_found"])
        let scores = try house.transcript(customer.conversation).filter { $0["kind"] == "rated" }.compactMap {
            $0["score"]?.int64
        }
        #expect(scores == [4, 5])
    }
}
