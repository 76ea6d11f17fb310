import Conversation
import Flows
import JSON
import Record
import Sessions
import Testing
import Wire

@Suite struct AgentTests {
    /// A customer with an agent: the usual beginning.
    static func handedOver(_ house: inout House) throws -> (
        customer: House.Customer, agent: UInt64, epoch: JSONValue
    ) {
        let customer = house.customer()
        let agent = house.agent("Marc")
        _ = house.say(customer, "m1", "ma commande")
        _ = house.say(customer, "m2", "un conseiller")
        let (_, lines) = try house.accept(agent, customer.conversation)
        let epoch = try #require(lines.first("ack")?["epoch"])
        _ = house.take(customer.connection)
        return (customer, agent, epoch)
    }

    static func verb(
        _ type: String, _ cid: String, _ customer: House.Customer, _ epoch: JSONValue,
        _ more: [JSONMember] = []
    ) -> JSONValue {
        .object(
            [
                .init("type", .string(type)), .init("cid", .string(cid)),
                .init("conversation", .string(customer.conversation)), .init("epoch", epoch),
            ] + more)
    }

    @Test func aTokenSignsIn() throws {
        var house = try House()
        let agent = house.connect()
        house.send(agent, ["type": "hello", "v": [1], "role": "agent"])
        #expect(house.ask(agent, ["type": "available", "on": true]).codes == ["auth_required"])
        #expect(house.ask(agent, ["type": "auth", "token": "wrong"]).codes == ["auth_failed"])
        #expect(
            house.ask(agent, ["type": "auth", "token": "token-shop"]).codes == ["auth_failed"],
            "a site is no agent")
        let ready = house.ask(agent, ["type": "auth", "token": "token-claire"]).first("ready")
        #expect(ready?["name"] == "Claire")
        #expect(ready?["assigned"] == [])
    }

    @Test func threeWrongTokensEndTheConnection() throws {
        var house = try House()
        let agent = house.connect()
        house.send(agent, ["type": "hello", "v": [1], "role": "supervisor"])
        for _ in 0..<3 { house.send(agent, ["type": "auth", "token": "token-claire"]) }
        #expect(house.closed.contains(agent))
    }

    @Test func theOfferCarriesEverythingSaid() throws {
        var house = try House()
        let customer = house.customer([.init("page", "/facture")])
        let agent = house.agent("Marc")
        _ = house.say(customer, "m1", "ma commande")
        let queued = house.say(customer, "m2", "un conseiller")
        #expect(queued.owner("queue"))
        let (offer, lines) = try house.accept(agent, customer.conversation)
        let packet = try #require(offer["packet"])
        #expect(packet["reason"]?["code"] == "asked")
        #expect(packet["language"] == "fr")
        #expect(packet["channel"] == "web")
        #expect(packet["queue"] == "support")
        #expect(packet["pages"] == ["/facture"])
        #expect(offer["redelivered"] == false)
        let said = packet["transcript"]?.array?.filter { $0["from"] == "customer" }.compactMap {
            $0["text"]?.string
        }
        #expect(said == ["ma commande", "un conseiller"])
        #expect(packet["transcript_from"] == 1)
        #expect(lines.first?["type"] == "ack")
        #expect(house.take(customer.connection).owner("agent"))
    }

    @Test func whatIsSaidBetweenOfferAndAcceptanceReachesTheAgent() throws {
        var house = try House()
        let customer = house.customer()
        let agent = house.agent("Marc")
        _ = house.say(customer, "m1", "un conseiller")
        _ = house.say(customer, "m2", "vite")
        let (_, lines) = try house.accept(agent, customer.conversation)
        #expect(lines[0]["type"] == "ack")
        #expect(lines.texts.contains("vite"))
        #expect(Set(lines.seqs).count == lines.seqs.count)
    }

    @Test func bothSidesTalkAndClose() throws {
        var house = try House()
        let (customer, agent, epoch) = try Self.handedOver(&house)
        let reply = house.ask(agent, Self.verb("reply", "r1", customer, epoch, [.init("text", "Bonjour")]))
        #expect(reply.count == 1)
        #expect(reply[0]["type"] == "ack")
        let heard = house.take(customer.connection)
        #expect(heard.first?["from"] == "agent")
        #expect(heard.first?["name"] == "Marc")
        #expect(heard.first?["seq"] == reply[0]["seq"])
        let said = house.say(customer, "m3", "merci")
        #expect(said.count == 1, "the bot only records")
        #expect(house.take(agent).texts == ["merci"])
        let closing = house.ask(
            agent,
            Self.verb("close", "z", customer, epoch, [.init("outcome", "solved"), .init("tags", ["a"])]))
        #expect(closing.first("ack") != nil)
        #expect(closing.contains { $0["kind"] == "closed" })
        #expect(
            house.take(customer.connection).contains { $0["kind"] == "closed" && $0["outcome"] == "solved" })
        let seqs = try house.transcript(customer.conversation).compactMap { $0["seq"]?.int64 }
        #expect(seqs == Array(1...Int64(seqs.count)))
    }

    @Test func anAgentsRepeatIsAnsweredOnceMore() throws {
        var house = try House()
        let (customer, agent, epoch) = try Self.handedOver(&house)
        let reply = Self.verb("reply", "r1", customer, epoch, [.init("text", "Bonjour")])
        let first = house.ask(agent, reply)
        let again = house.ask(agent, reply)
        #expect(again.first?["dup"] == true)
        #expect(again.first?["seq"] == first.first?["seq"])
        #expect(house.take(customer.connection).texts == ["Bonjour"])
        #expect(
            house.ask(agent, Self.verb("reply", "r1", customer, epoch, [.init("text", "Autre")])).codes == [
                "cid_conflict"
            ])
        // The customer's ids are another space.
        #expect(house.say(customer, "r1", "oui").codes.isEmpty)
    }

    @Test func onlyOneOfTwoAgentsGetsTheCustomer() throws {
        var house = try House()
        let customer = house.customer()
        let marc = house.agent("Marc")
        let claire = house.agent("Claire")
        _ = house.say(customer, "m1", "un conseiller")
        let holder = house.inbox[marc]?.first("offer") == nil ? claire : marc
        let other = holder == marc ? claire : marc
        let offer = try #require(house.take(holder).first("offer"))
        let accept: JSONValue = [
            "type": "accept", "cid": "a", "conversation": .string(customer.conversation),
            "offer": offer["offer"] ?? nil,
        ]
        #expect(house.ask(other, accept).codes == ["already_taken"])
        let epoch = try #require(house.ask(holder, accept).first("ack")?["epoch"])
        #expect(house.ask(other, accept).codes == ["already_taken"])
        // Accepted twice by the same: the same epoch, and nothing new for the customer.
        _ = house.take(customer.connection)
        let again = house.ask(
            holder,
            [
                "type": "accept", "cid": "b", "conversation": .string(customer.conversation),
                "offer": offer["offer"] ?? nil,
            ])
        #expect(again.first("ack")?["epoch"] == epoch)
        #expect(house.take(customer.connection).isEmpty)
    }

    @Test func aDeclinedOfferGoesToTheNext() throws {
        var house = try House()
        let customer = house.customer()
        let marc = house.agent("Marc")
        let claire = house.agent("Claire")
        _ = house.say(customer, "m1", "un conseiller")
        let first = house.inbox[marc]?.first("offer") == nil ? claire : marc
        let second = first == marc ? claire : marc
        let offer = try #require(house.take(first).first("offer"))
        let decline: JSONValue = [
            "type": "decline", "cid": "d", "conversation": .string(customer.conversation),
            "offer": offer["offer"] ?? nil,
        ]
        #expect(house.ask(first, decline).first("ack") != nil)
        #expect(house.take(second).first("offer")?["conversation"]?.string == customer.conversation)
        #expect(house.ask(first, decline).codes == ["already_taken"])
    }

    @Test func anUnansweredOfferGoesToTheNext() throws {
        var house = try House()
        let customer = house.customer()
        let marc = house.agent("Marc")
        let claire = house.agent("Claire")
        _ = house.say(customer, "m1", "un conseiller")
        let first = house.inbox[marc]?.first("offer") == nil ? claire : marc
        let second = first == marc ? claire : marc
        house.wait(30_000)
        #expect(house.take(first).first("withdrawn")?["reason"] == "expired")
        #expect(house.take(second).first("offer") != nil)
    }

    @Test func aStaleEpochChangesNothingAndReturnsTheDraft() throws {
        var house = try House()
        let (customer, agent, epoch) = try Self.handedOver(&house)
        #expect(house.ask(agent, Self.verb("release", "x", customer, epoch)).first("ack") != nil)
        let before = try house.transcript(customer.conversation).count
        let late = house.ask(
            agent, Self.verb("reply", "late", customer, epoch, [.init("text", "Je tape encore")]))
        #expect(late.codes == ["stale_assignment"])
        #expect(late.first("error")?["draft"] == "Je tape encore")
        #expect(try house.transcript(customer.conversation).count == before)
        for type in ["note", "release", "close", "transfer"] {
            let message = Self.verb(
                type, "l-" + type, customer, epoch, [.init("text", "x"), .init("to", ["queue": "orders"])])
            #expect(house.ask(agent, message).codes == ["stale_assignment"], "\(type)")
        }
    }

    @Test func anAgentWhoIsLostHasThirtySeconds() throws {
        var house = try House()
        let (customer, agent, epoch) = try Self.handedOver(&house)
        house.hang(agent)
        house.wait(29_000)
        #expect(house.take(customer.connection).isEmpty)
        let back = house.greet("agent", token: "Marc")
        let ready = try #require(house.take(back).first("ready"))
        #expect(ready["assigned"]?[0]?["conversation"]?.string == customer.conversation)
        #expect(ready["assigned"]?[0]?["epoch"] == epoch)
        let seq = try #require(ready["assigned"]?[0]?["seq"]?.int64)
        #expect(seq == Int64(try house.transcript(customer.conversation).count))
        #expect(
            house.ask(back, Self.verb("reply", "r", customer, epoch, [.init("text", "Me revoilà")])).codes
                .isEmpty)
        house.hang(back)
        house.wait(30_000)
        #expect(house.take(customer.connection).owner("queue"))
        let claire = house.agent("Claire")
        #expect(house.take(claire).first("offer")?["redelivered"] == true)
    }

    @Test func afterARestartTheAgentHasHisGraceAndTheQueueItsOrder() throws {
        var house = try House()
        let (customer, _, epoch) = try Self.handedOver(&house)
        var waiting: [String] = []
        for number in 0..<3 {
            let one = house.customer()
            house.time += 1_000
            _ = house.say(one, "m\(number)", "un conseiller")
            waiting.append(one.conversation)
        }
        var later = try house.restarted()
        let marc = later.greet("agent", token: "Marc")
        #expect(later.take(marc).first("ready")?["assigned"]?[0]?["epoch"] == epoch)
        #expect(
            later.ask(marc, Self.verb("reply", "r", customer, epoch, [.init("text", "Toujours là")])).codes
                .isEmpty)
        let sophie = later.greet("supervisor", token: "Sophie")
        let desk = try #require(later.ask(sophie, ["type": "watch"]).first("desk"))
        let support = desk["queues"]?.array?.first { $0["name"] == "support" }
        let order = support?["first"]?.array?.compactMap { $0["conversation"]?.string }
        // Marc was offered the first ones when he came; the line keeps its order all the same.
        #expect(order == waiting)
    }

    @Test func fiveBouncesAlarmASupervisor() throws {
        var house = try House()
        let customer = house.customer()
        let sophie = house.greet("supervisor", token: "Sophie")
        let agent = house.agent("Marc")
        _ = house.say(customer, "m1", "un conseiller")
        for round in 0..<5 {
            for _ in 0..<300 where house.inbox[agent]?.first("offer") == nil {
                house.wait(1_000)
                for connection in [agent, sophie, customer.connection] {
                    house.send(connection, ["type": "pong"])
                }
            }
            let (_, lines) = try house.accept(agent, customer.conversation, cid: "a\(round)")
            let epoch = try #require(lines.first("ack")?["epoch"])
            house.send(agent, Self.verb("release", "r\(round)", customer, epoch))
        }
        #expect(house.take(sophie).first("alarm")?["code"] == "bounced")
    }

    @Test func notesAreForAgentsOnly() throws {
        var house = try House()
        let (customer, agent, epoch) = try Self.handedOver(&house)
        let note = house.ask(
            agent, Self.verb("note", "n1", customer, epoch, [.init("text", "CLIENT-DIFFICILE")]))
        #expect(note.first("ack")?["note_seq"] == 1)
        #expect(house.take(customer.connection).isEmpty)
        house.send(
            agent,
            Self.verb(
                "transfer", "t1", customer, epoch,
                [.init("to", ["queue": "orders"]), .init("note", "VOIR-COMMANDE")]))
        // Nothing of it on the customer's stream, nor in what he may read back.
        let id = try #require(ConversationID(customer.conversation))
        for event in try house.store.read(id.stream, from: 1, limit: Int.max) {
            let text = String(decoding: event.bytes, as: UTF8.self)
            #expect(!text.contains("CLIENT-DIFFICILE") && !text.contains("VOIR-COMMANDE"))
        }
        for line in house.take(customer.connection) {
            #expect(!String(decoding: line.encoded(), as: UTF8.self).contains("VOIR-COMMANDE"))
        }
        // The next agent sees both, also after a restart.
        var later = try house.restarted()
        let claire = later.agent("Claire")
        later.wait(31_000)
        let notes = later.take(claire).first("offer")?["packet"]?["notes"]?.array
        #expect(Set(notes?.compactMap { $0["text"]?.string } ?? []) == ["CLIENT-DIFFICILE", "VOIR-COMMANDE"])
    }

    @Test func whatIsSaidWhileNotesAreReadKeepsItsOrder() throws {
        var house = try House()
        let (customer, agent, epoch) = try Self.handedOver(&house)
        house.send(agent, Self.verb("note", "n1", customer, epoch, [.init("text", "fidèle")]))
        house.send(
            agent, Self.verb("transfer", "t", customer, epoch, [.init("to", ["bot": "order/number"])]))
        for _ in 0..<4 {
            house.wait(30_000)
            house.send(customer.connection, ["type": "pong"])
        }
        house.holdsReads = true
        #expect(house.say(customer, "m3", "premier").isEmpty)
        house.releaseReads()
        #expect(house.heldReads.count == 1, "its notes are being read")
        #expect(house.say(customer, "m4", "second").isEmpty)
        house.holdsReads = false
        house.releaseReads()
        let acks = house.take(customer.connection).all("ack").compactMap { $0["cid"]?.string }
        #expect(acks == ["m3", "m4"])
    }

    @Test func aTransferMovesTheCustomerOn() throws {
        var house = try House()
        let (customer, agent, epoch) = try Self.handedOver(&house)
        let claire = house.agent("Claire")
        _ = house.take(agent)
        #expect(
            house.ask(
                agent, Self.verb("transfer", "t0", customer, epoch, [.init("to", ["queue": "nowhere"])])
            ).codes == ["bad_field"])
        let lines = house.ask(
            agent, Self.verb("transfer", "t1", customer, epoch, [.init("to", ["queue": "orders"])]))
        #expect(lines.first("ack") != nil)
        #expect(lines.first("unassigned")?["reason"] == "transferred")
        #expect(
            house.take(customer.connection).contains { $0["owner"] == "queue" && $0["queue"] == "orders" })
        let (offer, accepted) = try house.accept(claire, customer.conversation)
        #expect(offer["packet"]?["queue"] == "orders")
        #expect((accepted.first("ack")?["epoch"]?.int64 ?? 0) > (epoch.int64 ?? 0))
    }

    @Test func aCustomerGoesBackToTheBot() throws {
        var house = try House()
        let (customer, agent, epoch) = try Self.handedOver(&house)
        let lines = house.ask(
            agent, Self.verb("transfer", "t", customer, epoch, [.init("to", ["bot": "order/number"])]))
        #expect(lines.first("ack") != nil)
        let heard = house.take(customer.connection)
        #expect(heard.owner("bot"))
        #expect(heard.texts.contains("Numéro ?"))
        #expect(house.say(customer, "m9", "FR-204518").texts.contains("Noté FR-204518."))
    }

    @Test(arguments: [
        "nope/nope", "nope", "order/nope", "order/", "/number", "/", "/order/number", "order/number/x",
    ])
    func aCustomerStaysWhenTheBotHasNoSuchPlace(place: String) throws {
        var house = try House()
        let (customer, agent, epoch) = try Self.handedOver(&house)
        let commits = house.commits
        let lines = house.ask(
            agent,
            Self.verb(
                "transfer", "t", customer, epoch,
                [.init("to", ["bot": .string(place)]), .init("note", "vu")]))
        #expect(lines.codes == ["bad_field"])
        #expect(lines.first?["field"] == "to")
        #expect(house.commits == commits)
        #expect(house.take(customer.connection).isEmpty)
        let reply = house.ask(agent, Self.verb("reply", "r", customer, epoch, [.init("text", "Bonjour")]))
        #expect(reply.first("ack") != nil, "he is still his")
    }

    @Test func noCustomerIsGivenToASystemFlow() throws {
        var house = try House()
        let (customer, agent, epoch) = try Self.handedOver(&house)
        let flow = try #require(TestBot.world().program.flows.first { $0.isSystem })
        let lines = house.ask(
            agent, Self.verb("transfer", "t", customer, epoch, [.init("to", ["bot": .string(flow.name)])]))
        #expect(lines.codes == ["bad_field"])
    }

    @Test func aFlowAloneBeginsAtItsBeginning() throws {
        var house = try House()
        let (customer, agent, epoch) = try Self.handedOver(&house)
        let lines = house.ask(
            agent, Self.verb("transfer", "t", customer, epoch, [.init("to", ["bot": "order"])]))
        #expect(lines.first("ack") != nil)
        #expect(house.take(customer.connection).texts.contains("Numéro ?"))
    }

    @Test func aCustomerWhoClosesLeavesTheAgent() throws {
        var house = try House()
        let (customer, agent, _) = try Self.handedOver(&house)
        _ = house.take(agent)
        house.send(
            customer.connection,
            ["type": "close", "conversation": .string(customer.conversation), "cid": "z"])
        #expect(house.take(agent).first("unassigned")?["reason"] == "customerLeft")
        #expect(house.machine.waitingCount == 0)
    }

    @Test func aCustomerWhoStaysAwayLosesHisPlace() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "un conseiller")
        #expect(house.machine.waitingCount == 1)
        house.hang(customer.connection)
        house.wait(119_000)
        #expect(house.machine.waitingCount == 1)
        house.wait(2_000)
        #expect(house.machine.waitingCount == 0)
        #expect(try house.transcript(customer.conversation).isEmpty == false)
    }

    @Test func anAgentWithTwoWindowsIsOnePresence() throws {
        var house = try House()
        let (customer, agent, epoch) = try Self.handedOver(&house)
        let window = house.greet("agent", token: "Marc")
        _ = house.take(window)
        _ = house.say(customer, "m3", "deux fenêtres")
        #expect(house.take(window).texts == ["deux fenêtres"])
        #expect(
            house.ask(agent, Self.verb("reply", "r", customer, epoch, [.init("text", "oui")])).all("event")
                .isEmpty)
        #expect(house.take(window).texts == ["oui"])
        house.hang(agent)
        house.wait(40_000)
        #expect(
            house.ask(window, Self.verb("reply", "r2", customer, epoch, [.init("text", "encore")])).codes
                .isEmpty)
    }

    @Test func historyGivesTheRest() throws {
        var configuration = SessionsConfiguration()
        configuration.customerRate = .init(perSecond: 100_000, burst: 100_000)
        var house = try House(configuration: configuration)
        let customer = house.customer()
        for number in 0..<300 { _ = house.say(customer, "b\(number)", "bla \(number)") }
        _ = house.say(customer, "last", "un conseiller")
        let count = Int64(try house.transcript(customer.conversation).count)
        let agent = house.agent("Marc")
        let (offer, _) = try house.accept(agent, customer.conversation)
        #expect((offer["packet"]?["transcript_from"]?.int64 ?? 0) > 1)
        func history(_ before: Int64, _ limit: Int64) -> JSONValue? {
            house.ask(
                agent,
                [
                    "type": "history", "cid": "h", "conversation": .string(customer.conversation),
                    "before": .integer(before), "limit": .integer(limit),
                ]
            ).first("history")
        }
        let old = try #require(history(50, 20))
        #expect(old["events"]?.array?.compactMap { $0["seq"]?.int64 } == Array(30...49))
        let new = try #require(history(count, 3))
        #expect(new["events"]?.array?.compactMap { $0["seq"]?.int64 } == Array(count - 3...count - 1))
        #expect(history(1, 10)?["events"] == [])
        #expect(history(5, 100)?["events"]?.array?.count == 4)
    }

    @Test func supervisorsTakeMoveAssignAndWatch() throws {
        var house = try House()
        let customer = house.customer()
        let sophie = house.greet("supervisor", token: "Sophie")
        _ = house.take(sophie)
        _ = house.say(customer, "m1", "un conseiller")
        let name = JSONValue.string(customer.conversation)
        let picture = house.ask(sophie, ["type": "watch", "queues": ["support"], "cid": "w"])
        #expect(picture.first("desk")?["queues"]?[0]?["waiting"] == 1)
        #expect(picture.first("desk")?["queues"]?.array?.count == 1)
        #expect(
            house.ask(sophie, ["type": "move", "cid": "mv", "conversation": name, "queue": "orders"]).first(
                "ack") != nil)
        #expect(house.take(customer.connection).contains { $0["queue"] == "orders" })
        house.wait(600)
        #expect(house.take(sophie).first("desk")?["queues"]?[0]?["waiting"] == 0)
        #expect(
            house.ask(sophie, ["type": "assign", "cid": "as", "conversation": name, "agent": "Marc"]).codes
                == ["bad_field"])
        let marc = house.agent("Marc")
        _ = house.take(marc)
        #expect(
            house.ask(sophie, ["type": "assign", "cid": "as2", "conversation": name, "agent": "Marc"]).first(
                "ack") != nil)
        let given = try #require(house.take(marc).first("assigned"))
        #expect(given["packet"]?["transcript"]?.array?.isEmpty == false)
        let taken = house.ask(sophie, ["type": "take", "cid": "tk", "conversation": name])
        let epoch = try #require(taken.first("ack")?["epoch"])
        #expect(taken.first("assigned") != nil)
        #expect(house.take(marc).first("unassigned") != nil)
        #expect(
            house.ask(sophie, Self.verb("reply", "r", customer, epoch, [.init("text", "Sophie ici")])).codes
                .isEmpty)
        house.send(sophie, ["type": "reload", "cid": "rl"])
        #expect(house.reloads.count == 1)
        house.carryOut(
            house.machine.reloadFinished(for: house.reloads[0].0, cid: "rl", problem: nil, at: house.time))
        #expect(house.take(sophie).contains { $0["type"] == "ack" && $0["cid"] == "rl" })
    }

    @Test func aRevokedTokenClosesItsSockets() throws {
        var house = try House()
        let (customer, agent, _) = try Self.handedOver(&house)
        house.carryOut(house.machine.accountsChanged(House.team.filter { $0.name != "Marc" }, at: house.time))
        #expect(house.take(agent).codes == ["auth_expired"])
        #expect(house.closed.contains(agent))
        #expect(house.take(customer.connection).owner("queue"), "no grace for who was sent away")
    }

    @Test func aFailedAcceptLeavesTheCustomerInTheQueue() throws {
        var house = try House()
        let customer = house.customer()
        let agent = house.agent("Marc")
        _ = house.say(customer, "m1", "un conseiller")
        let offer = try #require(house.take(agent).first("offer"))
        house.holdsCommits = true
        let accept: JSONValue = [
            "type": "accept", "cid": "a", "conversation": .string(customer.conversation),
            "offer": offer["offer"] ?? nil,
        ]
        #expect(house.ask(agent, accept).isEmpty)
        house.holdsCommits = false
        house.failHeld()
        #expect(house.take(agent).codes == ["storage"])
        #expect(!house.machine.isDeskLost)
        // The same acceptance works now: the offer still stands on record.
        #expect(house.ask(agent, accept).first("ack")?["epoch"] != nil)
        #expect(house.take(customer.connection).owner("agent"))
    }

    @Test func messagesThatComeWhileTheDeskIsReadAreNotLost() throws {
        var house = try House()
        let customer = house.customer()
        let other = house.customer()
        house.holdsCommits = true
        _ = house.say(customer, "m1", "un conseiller")
        _ = house.say(other, "m1", "bla")
        let (first, rest) = (house.held[0], Array(house.held.dropFirst()))
        house.held = rest
        house.carryOut(house.machine.failed(first.0, .full(operation: "commit", path: "x"), at: house.time))
        house.holdsCommits = false
        house.release()
        #expect(house.take(customer.connection).codes == ["storage"])
        #expect(house.say(other, "m2", "un conseiller").owner("queue"))
        #expect(house.say(customer, "m1", "un conseiller").owner("queue"))
    }

    @Test func articlesAreSuggested() throws {
        var house = try House()
        let (customer, agent, _) = try Self.handedOver(&house)
        let lines = house.ask(
            agent,
            [
                "type": "suggest", "cid": "s", "conversation": .string(customer.conversation),
                "text": "horaires",
            ])
        #expect(lines.first("suggestions")?["articles"] == [])
    }
}
