import Conversation
import JSON
import Record
import Sessions
import Testing
import Wire

/// Section B of the fault catalogue, where no other suite has the row: each test is named after its row.
@Suite struct SecurityTests {
    static func text(_ values: [JSONValue]) -> String {
        values.map { String(decoding: $0.encoded(), as: UTF8.self) }.joined(separator: "\n")
    }

    /// A valid secret of one conversation opens no other, whatever the verb: no oracle, nothing changed.
    @Test func b9AnotherCustomersConversationIsNotFoundForEveryVerb() throws {
        var house = try House()
        let mine = house.customer()
        let theirs = house.customer()
        _ = house.say(theirs, "m1", "SECRET commande")
        let before = try house.transcript(theirs.conversation)
        let none = "AAAAAAAAAAAAAAAAAAAAAA"
        for verb in ClientMessage.Verb.allCases where Rights.permits(verb, .customer, .own) {
            house.time += 10_000
            var message = RightsTests.message(verb, theirs.conversation)
            var other = RightsTests.message(verb, none)
            if verb == .resume {
                guard case .object(var members) = message, case .object(var others) = other else { continue }
                members.append(.init("resume", .string(mine.secret)))
                others.append(.init("resume", .string(mine.secret)))
                message = .object(members)
                other = .object(others)
            }
            let answer = house.ask(mine.connection, message)
            let invented = house.ask(mine.connection, other)
            #expect(!Self.text(answer).contains("SECRET"), "\(verb)")
            // The same answer as for a conversation that does not exist.
            #expect(
                Self.text(answer).replacing(theirs.conversation, with: none) == Self.text(invented), "\(verb)"
            )
            if verb != .typing, verb != .seen { #expect(answer.codes == ["not_found"], "\(verb)") }
        }
        #expect(try house.transcript(theirs.conversation) == before)
    }

    @Test func b10NoTokenOrSecretIsEverShown() throws {
        var house = try House()
        let (customer, agent, epoch) = try AgentTests.handedOver(&house)
        _ = house.ask(agent, AgentTests.verb("note", "n", customer, epoch, [.init("text", "x")]))
        let stranger = house.connect()
        house.send(stranger, ["type": "hello", "v": [1], "role": "agent"])
        _ = house.ask(stranger, ["type": "auth", "token": "planted-wrong-token"])
        let sophie = house.greet("supervisor", token: "Sophie")
        for verb in ["status", "figures", "catalogue", "watch"] {
            let lines = house.ask(sophie, ["type": .string(verb), "cid": .string(verb)])
            #expect(!lines.isEmpty)
            house.inbox[sophie] = lines + (house.inbox[sophie] ?? [])
            for token in House.tokens.values { #expect(!Self.text(lines).contains(token)) }
            for account in House.team { #expect(!Self.text(lines).contains(account.tokenHash)) }
            #expect(!Self.text(lines).contains(customer.secret))
        }
        let logs = house.logs.map(\.text).joined(separator: "\n")
        for planted in Array(House.tokens.values) + ["planted-wrong-token", customer.secret] {
            #expect(!logs.contains(planted))
        }
    }

    /// Unknown, revoked, another role's: one answer for all of them, to the octet.
    @Test func b13AWrongTokenSaysNothingOfWhy() throws {
        var house = try House()
        var accounts = House.team
        for index in accounts.indices where accounts[index].name == "Claire" {
            accounts[index].revokedMilliseconds = house.time
        }
        house.carryOut(house.machine.accountsChanged(accounts, at: house.time))
        var answers: Set<String> = []
        for token in ["never-seen", "token-claire", "token-shop", "token-marc"] {
            let connection = house.greet("supervisor")
            _ = house.take(connection)
            answers.insert(Self.text(house.ask(connection, ["type": "auth", "token": .string(token)])))
        }
        #expect(answers.count == 1, "\(answers)")
    }

    @Test func b13AnAccountThatSignsInInALoopIsSlowed() throws {
        var configuration = SessionsConfiguration()
        configuration.signInRate = .init(perSecond: 1, burst: 5)
        var house = try House(configuration: configuration)
        var codes: [String] = []
        for _ in 0..<8 {
            let connection = house.greet("agent", token: "Marc")
            codes += house.take(connection).codes
        }
        #expect(codes == ["rate_limited", "rate_limited", "rate_limited"])
        // Others are not slowed, nor is he after a rest; what changed in the accounts forgets nothing.
        let claire = house.greet("agent", token: "Claire")
        #expect(house.take(claire).first("ready") != nil)
        house.carryOut(house.machine.accountsChanged(House.team, at: house.time))
        let again = house.greet("agent", token: "Marc")
        #expect(house.take(again).codes == ["rate_limited"])
        house.wait(1_000)
        let rested = house.greet("agent", token: "Marc")
        #expect(house.take(rested).first("ready") != nil)
    }

    /// Default deny: a verb nobody wrote a rule for is refused for every role, and nothing happens.
    @Test(arguments: ClientMessage.Role.allCases)
    func b14AnInventedVerbIsRefusedForEveryRole(_ role: ClientMessage.Role) throws {
        var house = try House()
        let customer = house.customer()
        let connection = house.signedIn(role)
        let commits = house.commits
        for verb in ["shutdown", "SAY", "say ", "erase", "export", "become", "hello2", ""] {
            let answer = house.ask(
                connection,
                [
                    "type": .string(verb), "cid": "x", "conversation": .string(customer.conversation),
                    "text": "x",
                ])
            #expect(answer.codes == ["unknown_type"], "\(verb)")
        }
        #expect(house.commits == commits)
        #expect(!house.closed.contains(connection))
    }

    /// An identity the site did not prove is refused, also with the proof of somebody else.
    @Test func b15AForgedIdentityIsRefused() throws {
        var house = try House()
        let key = Array(Tokens.hash(ofToken: "token-shop").utf8)
        let proof = Tokens.base64url(Tokens.hmacSHA256(key: key, message: Array("c42".utf8)))
        func open(_ id: String, _ proof: String?) -> [JSONValue] {
            let connection = house.greet("customer")
            _ = house.take(connection)
            var customer: [JSONMember] = [.init("id", .string(id))]
            if let proof { customer.append(.init("proof", .string(proof))) }
            return house.ask(
                connection, ["type": "open", "cid": "o", "channel": "web", "customer": .object(customer)])
        }
        #expect(open("c42", proof).first("opened") != nil)
        for (id, proof) in [
            ("c42", nil), ("c42", "x"), ("c42", ""), ("c43", proof), ("C42", proof),
            ("c42", String(proof.dropLast())), ("c42", Tokens.hash(ofToken: "c42")),
        ] as [(String, String?)] {
            #expect(open(id, proof).codes == ["auth_failed"], "\(id) \(proof ?? "-")")
        }
    }

    /// A team's agent learns nothing of another team's customers: not a text, not a count.
    @Test func b16AnotherTeamsConversationsAreForbidden() throws {
        var house = try House()
        let sophie = house.greet("supervisor", token: "Sophie")
        let customer = house.customer()
        _ = house.say(customer, "m1", "SECRET un conseiller")
        _ = house.ask(
            sophie,
            ["type": "move", "cid": "mv", "conversation": .string(customer.conversation), "queue": "orders"])
        let claire = house.agent("Claire", skills: ["orders"])
        let (_, lines) = try house.accept(claire, customer.conversation)
        let epoch = try #require(lines.first("ack")?["epoch"])
        let marc = house.agent("Marc")
        _ = house.take(marc)
        for verb in ClientMessage.Verb.allCases {
            guard Rights.permits(verb, .agent, .assigned) else { continue }
            house.time += 1_000
            guard case .object(var members) = RightsTests.message(verb, customer.conversation) else {
                continue
            }
            members.removeAll { $0.key == "epoch" }
            members.append(.init("epoch", epoch))
            let answer = house.ask(marc, .object(members))
            #expect(!Self.text(answer).contains("SECRET"), "\(verb)")
            #expect(answer.allSatisfy { $0["type"] == "error" }, "\(verb)")
        }
        let desk = house.ask(marc, ["type": "watch", "cid": "w"]).first("desk")
        #expect(desk?["queues"]?.array?.map { $0["name"] } == ["support"])
        #expect(!Self.text([desk ?? .null]).contains(customer.conversation))
    }

    @Test func b17ANoteNeverReachesTheCustomer() throws {
        var house = try House()
        let (customer, agent, epoch) = try AgentTests.handedOver(&house)
        let marker = "PLANTED-NOTE"
        _ = house.ask(agent, AgentTests.verb("note", "n1", customer, epoch, [.init("text", .string(marker))]))
        _ = house.ask(
            agent,
            AgentTests.verb(
                "transfer", "t1", customer, epoch,
                [.init("to", ["bot": "order"]), .init("note", .string(marker))]))
        _ = house.say(customer, "m9", "FR-204518")
        #expect(!Self.text(house.take(customer.connection)).contains(marker))
        // Nor by coming back, after a restart, from the beginning or by a picture.
        var configuration = SessionsConfiguration()
        configuration.resumeWindowEvents = 1
        for window in [SessionsConfiguration(), configuration] {
            var again = try House(store: house.store, configuration: window, seed: 4, time: house.time)
            let back = again.greet("customer")
            _ = again.take(back)
            let lines = again.ask(
                back,
                [
                    "type": "resume", "conversation": .string(customer.conversation),
                    "resume": .string(customer.secret), "last_seq": 0,
                ])
            #expect(lines.first("resumed") != nil || lines.first("resync") != nil)
            #expect(!Self.text(lines).contains(marker))
        }
        #expect(try !Self.text(house.transcript(customer.conversation)).contains(marker))
    }

    /// The octets of a connection, said again by somebody else, do nothing.
    @Test func b18AReplayedConnectionDoesNothing() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "ma commande")
        let back = house.greet("customer")
        _ = house.take(back)
        let resume: JSONValue = [
            "type": "resume", "conversation": .string(customer.conversation),
            "resume": .string(customer.secret), "last_seq": 0,
        ]
        let next = try #require(house.ask(back, resume).first("resumed")?["resume"]?.string)
        let newer: JSONValue = [
            "type": "resume", "conversation": .string(customer.conversation), "resume": .string(next),
            "last_seq": 0,
        ]
        let third = house.greet("customer")
        _ = house.take(third)
        #expect(house.ask(third, newer).first("resumed") != nil, "the new secret is used")
        let before = try house.transcript(customer.conversation)
        let thief = house.greet("customer")
        _ = house.take(thief)
        #expect(house.ask(thief, resume).codes == ["not_found"], "the old one is worth nothing then")
        let replayed: JSONValue = [
            "type": "say", "conversation": .string(customer.conversation), "cid": "m1", "text": "ma commande",
        ]
        #expect(house.ask(thief, replayed).codes == ["not_found"])
        // Even on the right connection the same line is the same message.
        #expect(house.ask(third, replayed).first("ack")?["dup"] == true)
        #expect(try house.transcript(customer.conversation) == before)
    }

    /// A name is shown without what could make it look like another; the role never comes from it (A16).
    @Test func a16AVisitorIsNeverAnAgentByHisName() throws {
        var house = try House()
        let site = house.greet("site", token: "shop")
        house.send(
            site,
            [
                "type": "open", "cid": "o", "channel": "web", "lang": "fr",
                "customer": ["id": "c1", "name": "Support\u{202E} agent\u{200B}"],
            ])
        let id = try #require(house.take(site).first("opened")?["conversation"]?.string)
        let customer = House.Customer(connection: site, conversation: id, secret: "", lines: [])
        let agent = house.agent("Marc")
        _ = house.say(customer, "m1", "un conseiller")
        let offer = try #require(house.take(agent).first("offer"))
        #expect(offer["packet"]?["customer"]?["name"] == "Support agent")
        for line in offer["packet"]?["transcript"]?.array ?? [] where line["text"] == "un conseiller" {
            #expect(line["from"] == "customer")
            #expect(line["name"] == nil)
        }
    }
}
