import JSON
import Record
import Sessions
import Testing
import Wire

@Suite struct CustomerTests {
    @Test func helloComesFirstAndSaysTheLimits() throws {
        var house = try House()
        let connection = house.connect()
        #expect(house.ask(connection, ["type": "open", "cid": "a"]).codes == ["auth_required"])
        let hello = try #require(
            house.ask(connection, ["type": "hello", "v": [1, 2], "role": "customer"]).first("hello"))
        #expect(hello["v"] == 1)
        #expect(hello["limits"]?["line"] == 65_536)
        #expect(
            house.ask(connection, ["type": "hello", "v": [1], "role": "customer"]).codes == ["bad_message"])
    }

    @Test func otherProtocolsGetOneErrorAndTheDoor() throws {
        var house = try House()
        let connection = house.connect()
        house.sendLine(connection, Array("GET / HTTP/1.1".utf8))
        #expect(house.take(connection).codes == ["bad_json"])
        #expect(house.closed.contains(connection))
    }

    @Test func whoSaysNothingIsClosedInTenSeconds() throws {
        var house = try House()
        let connection = house.connect()
        house.wait(9_999)
        #expect(!house.closed.contains(connection))
        house.wait(1)
        #expect(house.take(connection).codes == ["auth_required"])
        #expect(house.closed.contains(connection))
    }

    @Test func aMessageIsAcknowledgedThenAnswered() throws {
        var house = try House()
        let customer = house.customer()
        let before = Int64(customer.lines.all("event").count)
        let lines = house.say(customer, "m1", "ma commande")
        #expect(lines.first?["type"] == "ack")
        #expect(lines.first?["cid"] == "m1")
        #expect(lines.first?["seq"]?.int64 == before + 1)
        #expect(lines.texts == ["Numéro ?"])
        #expect(lines.seqs == Array(before + 1...before + 2))
    }

    @Test func nothingIsSentBeforeItIsOnDisk() throws {
        var house = try House()
        let customer = house.customer()
        house.holdsCommits = true
        #expect(house.say(customer, "m1", "ma commande").isEmpty)
        #expect(house.say(customer, "m2", "FR-204518").isEmpty)
        house.release()
        let lines = house.take(customer.connection)
        #expect(lines.seqs == Array(lines.seqs[0]..<lines.seqs[0] + Int64(lines.seqs.count)))
        #expect(lines.all("ack").map { $0["cid"]?.string } == ["m1", "m2"])
        #expect(lines.texts.contains("Noté FR-204518."))
    }

    @Test func aRepeatedIdHasOneEffectAndTheSameAnswer() throws {
        var house = try House()
        let customer = house.customer()
        let first = house.say(customer, "m1", "ma commande")
        let commits = house.commits
        let again = house.say(customer, "m1", "ma commande")
        #expect(again.count == 1)
        #expect(again[0]["seq"] == first[0]["seq"])
        #expect(again[0]["ts"] == first[0]["ts"])
        #expect(again[0]["dup"] == true)
        #expect(house.commits == commits)
        #expect(house.say(customer, "m1", "autre chose").codes == ["cid_conflict"])
    }

    @Test func aRepeatIsAnsweredAfterTheFirstIsOnDisk() throws {
        var house = try House()
        let customer = house.customer()
        house.holdsCommits = true
        _ = house.say(customer, "m1", "ma commande")
        #expect(house.say(customer, "m1", "ma commande").isEmpty)
        house.release()
        let acks = house.take(customer.connection).all("ack")
        #expect(acks.map { $0["dup"]?.bool ?? false } == [false, true])
    }

    @Test func aRepeatIsKnownAfterARestart() throws {
        var house = try House()
        let customer = house.customer()
        let first = house.say(customer, "m1", "ma commande")
        var later = try house.restarted()
        let connection = later.greet("customer")
        let resumed = later.ask(
            connection,
            [
                "type": "resume", "conversation": .string(customer.conversation),
                "resume": .string(customer.secret), "last_seq": 0,
            ])
        #expect(resumed.first("resumed")?["last_cid"] == "m1")
        #expect(resumed.seqs == Array(1...Int64(resumed.seqs.count)))
        let back = House.Customer(
            connection: connection, conversation: customer.conversation, secret: "", lines: [])
        let again = later.say(back, "m1", "ma commande")
        #expect(again.first?["dup"] == true)
        #expect(again.first?["seq"] == first[0]["seq"])
        #expect(later.say(back, "m1", "non").codes == ["cid_conflict"])
        // And the flow goes on where it stood.
        #expect(later.say(back, "m2", "FR-204518").texts.contains("Noté FR-204518."))
    }

    @Test func openIsIdempotentOnItsConnection() throws {
        var house = try House()
        let customer = house.customer()
        let again = house.ask(
            customer.connection, ["type": "open", "cid": "open", "channel": "web", "lang": "fr"])
        #expect(again.first("opened")?["conversation"]?.string == customer.conversation)
        #expect(again.first("opened")?["dup"] == true)
        #expect(again.first("opened")?["resume"]?.string != customer.secret)
        #expect(
            house.ask(customer.connection, ["type": "open", "cid": "open", "channel": "sms"]).codes == [
                "cid_conflict"
            ])
        let other = house.customer()
        #expect(other.conversation != customer.conversation, "an anonymous cid counts on its connection only")
    }

    @Test func aSitesOpenIsIdempotentForEver() throws {
        var house = try House()
        let site = house.greet("site", token: "shop")
        let open: JSONValue = ["type": "open", "cid": "k1", "channel": "web"]
        let first = try #require(house.ask(site, open).first("opened")?["conversation"]?.string)
        var later = try house.restarted()
        let back = later.greet("site", token: "shop")
        let again = later.ask(back, open)
        #expect(again.first("opened")?["conversation"]?.string == first)
        #expect(again.first("opened")?["dup"] == true)
        #expect(again.codes.isEmpty)
        let stranger = later.greet("site", token: "other")
        #expect(later.ask(stranger, open).first("opened")?["conversation"]?.string != first)
    }

    @Test func whatIsNotHisDoesNotExistForHim() throws {
        var house = try House()
        let one = house.customer()
        let two = house.customer()
        for verb in ["say", "choose", "rate", "page", "close"] {
            let message: JSONValue = [
                "type": .string(verb), "conversation": .string(one.conversation), "cid": "x", "text": "x",
                "choice": "1",
                "score": 3, "url": "/",
            ]
            #expect(house.ask(two.connection, message).codes == ["not_found"], "\(verb)")
        }
        let site = house.greet("site", token: "shop")
        #expect(
            house.ask(
                site, ["type": "say", "conversation": .string(one.conversation), "cid": "x", "text": "x"]
            ).codes
                == ["not_found"])
        #expect(
            house.ask(site, ["type": "resume", "conversation": .string(one.conversation), "last_seq": 0])
                .codes == ["not_found"])
        #expect(try house.transcript(one.conversation).count == one.lines.all("event").count)
    }

    @Test func anIdentifiedCustomerNeedsAProof() throws {
        var house = try House()
        func opening(_ proof: String?) -> [JSONMember] {
            var customer: [JSONMember] = [.init("id", "c42"), .init("name", "Ada")]
            if let proof { customer.append(.init("proof", .string(proof))) }
            return [.init("customer", .object(customer))]
        }
        #expect(house.customer(opening(nil)).lines.codes == ["auth_failed"])
        #expect(house.customer(opening("AAAA")).lines.codes == ["auth_failed"])
        let key = Array(Tokens.hash(ofToken: "token-shop").utf8)
        let proof = Tokens.base64url(Tokens.hmacSHA256(key: key, message: Array("c42".utf8)))
        let first = house.customer(opening(proof))
        #expect(!first.conversation.isEmpty)
        _ = house.say(first, "m1", "ma commande")
        _ = house.ask(
            first.connection, ["type": "close", "conversation": .string(first.conversation), "cid": "z"])
        // The next one knows of the first.
        let second = house.customer(opening(proof))
        let agent = house.agent("Marc")
        _ = house.say(second, "m1", "un conseiller")
        let packet = try #require(house.take(agent).first("offer")?["packet"])
        #expect(packet["earlier"]?[0]?["conversation"]?.string == first.conversation)
        #expect(packet["customer"]?["name"] == "Ada")
    }

    @Test func whereAnonymousCustomersMayComeFrom() throws {
        var house = try House()
        for (transport, isLoopback, origin, isAllowed) in [
            (.tcp, true, nil, true), (.tcp, false, nil, false), (.unix, true, nil, true),
            (.webSocket, false, "https://shop.example", true), (.webSocket, true, nil, false),
        ] as [(Peer.Transport, Bool, String?, Bool)] {
            let connection = house.connect(transport, isLoopback: isLoopback, origin: origin)
            house.send(connection, ["type": "hello", "v": [1], "role": "customer"])
            let codes = house.ask(connection, ["type": "open", "cid": "a"]).codes
            #expect(codes == (isAllowed ? [] : ["auth_required"]))
        }
        #expect(house.machine.allows(origin: "https://shop.example", fromLoopback: false))
        #expect(house.machine.allows(origin: "https://boutique.example", fromLoopback: false))
        #expect(!house.machine.allows(origin: "https://shop.example.evil", fromLoopback: false))
        #expect(!house.machine.allows(origin: "null", fromLoopback: true))
        #expect(house.machine.allows(origin: "http://localhost:8080", fromLoopback: true))
        #expect(!house.machine.allows(origin: "http://localhost:8080", fromLoopback: false))
        #expect(!house.machine.allows(origin: "http://localhost.evil", fromLoopback: true))
    }

    @Test func aFailedCommitIsToldAndForgotten() throws {
        var house = try House()
        let customer = house.customer()
        let before = try house.transcript(customer.conversation)
        house.holdsCommits = true
        _ = house.say(customer, "m1", "ma commande")
        _ = house.say(customer, "m2", "FR-204518")
        house.failHeld()
        let lines = house.take(customer.connection)
        #expect(lines.codes == ["storage", "storage"])
        #expect(lines.all("error").compactMap { $0["cid"]?.string } == ["m1", "m2"])
        #expect(lines.all("error").allSatisfy { $0["retry_ms"] != nil })
        house.holdsCommits = false
        #expect(try house.transcript(customer.conversation) == before)
        // The same again works, and the flow begins anew.
        let again = house.say(customer, "m1", "ma commande")
        #expect(again.first?["dup"] == nil)
        #expect(again.first?["seq"]?.int64 == Int64(before.count) + 1)
        #expect(again.texts == ["Numéro ?"])
    }

    @Test func aRepeatedOpenIsToldWhenTheRecordDoesNotAnswer() throws {
        var house = try House()
        let open: JSONValue = ["type": "open", "cid": "k", "channel": "web", "lang": "fr"]
        let first = house.greet("customer")
        #expect(house.ask(first, open).first("opened") != nil)
        house.wait(30_000)
        house.send(first, ["type": "pong"])
        house.wait(40_000)
        house.send(first, ["type": "pong"])
        house.holdsReads = true
        #expect(house.ask(first, open).isEmpty, "it has left memory and is being read")
        #expect(house.heldReads.count == 1)
        house.failReads()
        let error = try #require(house.take(first).first("error"))
        #expect(error["code"] == "storage")
        #expect(error["cid"] == "k")
        #expect(error["retry_ms"] != nil)
    }

    @Test func silenceEndsAConversationAlsoAfterARestart() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "ma commande")
        var later = try house.restarted()
        for _ in 0..<200 { later.wait(60_000) }
        #expect(try later.transcript(customer.conversation).last?["kind"] == "closed")
        let open = SessionsMachine.openConversationsKey
        #expect(try later.store.findByKey(scope: open.scope, key: open.key).isEmpty)
    }

    @Test func anOpenedConversationInWhichNothingWasSaidExpires() throws {
        var house = try House()
        let customer = house.customer()
        let kept = house.customer()
        house.hang(customer.connection)
        for _ in 0..<70 {
            house.wait(60_000)
            house.send(kept.connection, ["type": "pong"])
        }
        #expect(try house.transcript(customer.conversation).last?["kind"] == "closed")
        let open = SessionsMachine.openConversationsKey
        let listed = try house.store.findByKey(scope: open.scope, key: open.key).map(\.stream)
        #expect(!listed.contains { ConversationID(stream: $0).description == customer.conversation })
        // Also when the daemon was started in between.
        house.hang(kept.connection)
        var later = try house.restarted()
        for _ in 0..<70 { later.wait(60_000) }
        #expect(try later.transcript(kept.conversation).last?["kind"] == "closed")
    }

    @Test func afterCloseOnlyARatingIsHeard() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "ma commande")
        let name = JSONValue.string(customer.conversation)
        let closed = house.ask(customer.connection, ["type": "close", "conversation": name, "cid": "z1"])
        #expect(closed.first("ack")?["seq"] != nil)
        #expect(house.say(customer, "m2", "encore").codes == ["closed"])
        #expect(
            house.ask(customer.connection, ["type": "rate", "conversation": name, "cid": "r1", "score": 5])
                .codes.isEmpty)
        let low = house.ask(
            customer.connection, ["type": "rate", "conversation": name, "cid": "r2", "score": 1])
        #expect(low.owner("queue"), "a low rating reopens and escalates")
    }

    @Test func typingAndSeenAreNotKept() throws {
        var house = try House()
        let customer = house.customer()
        let other = house.window(of: customer)
        let commits = house.commits
        house.send(
            customer.connection,
            ["type": "typing", "conversation": .string(customer.conversation), "on": true])
        let lines = house.take(other)
        #expect(lines.first?["kind"] == "typing")
        #expect(lines.first?["seq"] == nil)
        #expect(house.commits == commits)
    }

    @Test func silentConnectionsArePingedAndThenDropped() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.take(customer.connection)
        house.wait(30_000)
        #expect(house.take(customer.connection).first?["type"] == "ping")
        house.send(customer.connection, ["type": "pong"])
        house.wait(30_000)
        house.wait(30_000)
        house.wait(29_999)
        #expect(!house.closed.contains(customer.connection))
        house.wait(1)
        #expect(house.closed.contains(customer.connection))
    }

    @Test func idleConversationsLeaveMemoryAndComeBack() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "ma commande")
        for _ in 0..<4 {
            house.wait(30_000)
            house.send(customer.connection, ["type": "pong"])
        }
        _ = house.take(customer.connection)
        #expect(house.say(customer, "m2", "FR-204518").texts.contains("Noté FR-204518."))
    }

    @Test func drainSaysSoAndEndsWhenAllIsOnDisk() throws {
        var house = try House()
        let customer = house.customer()
        house.holdsCommits = true
        _ = house.say(customer, "m1", "ma commande")
        house.carryOut(house.machine.drain(at: house.time))
        #expect(house.take(customer.connection).first("drain")?["retry_ms"] != nil)
        #expect(!house.isDrained)
        #expect(house.say(customer, "m2", "encore").codes == ["draining"])
        let late = house.connect()
        #expect(house.take(late).codes == ["draining"])
        #expect(house.closed.contains(late))
        house.holdsCommits = false
        house.release()
        #expect(house.isDrained)
        #expect(house.take(customer.connection).all("ack").count == 1)
    }

    @Test func aNewVersionOfTheBotTakesOverOpenConversations() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "ma commande")
        house.carryOut(house.machine.botChanged(try TestBot.bot("two"), at: house.time))
        #expect(house.say(customer, "m2", "FR-204518").texts.contains("Noté FR-204518."))
    }

    @Test func whatTheMoveToANewVersionDecidesIsMeasured() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "ma commande")
        // Three versions later his own is gone, and so is the flow he stands in.
        for name in ["two", "three", "four"] {
            let bot = try TestBot.bot(name, flow: TestBot.stockFlow)
            house.carryOut(house.machine.botChanged(bot, at: house.time))
        }
        #expect(house.say(customer, "m2", "FR-204518").owner("queue"))
        #expect(house.machine.measures.escalations == ["flow": 1])
    }
}
