import JSON
import Sessions
import Testing
import Wire

@Suite struct RightsTests {
    typealias Verb = ClientMessage.Verb
    typealias Role = ClientMessage.Role
    typealias Relation = Rights.Relation

    /// The table written out a second time, the other way round: role by role, what may be done where.
    static let allowed: [(roles: [Role], relations: [Relation], verbs: [Verb])] = [
        (Role.allCases, [.none], [.hello, .auth, .ping, .pong]),
        (Role.allCases, Relation.allCases, [.resume]),
        ([.customer, .site], [.none], [.open]),
        ([.customer, .site], [.own], [.say, .choose, .rate, .page, .typing, .seen, .close]),
        ([.agent, .supervisor], [.none], [.available, .catalogue, .watch]),
        ([.agent, .supervisor], [.foreign, .own, .offered, .assigned], [.accept, .decline]),
        ([.agent, .supervisor], [.assigned], [.reply, .note, .transfer, .release, .close, .typing, .seen]),
        ([.agent, .supervisor], [.assigned, .offered], [.suggest, .check]),
        ([.agent], [.assigned, .offered], [.history]),
        ([.supervisor], [.foreign, .own, .offered, .assigned], [.history, .take, .move, .assign]),
        ([.supervisor], [.none], [.reload, .figures, .status]),
    ]

    @Test func everyVerbOfEveryRoleInEveryRelationIsDecided() {
        for verb in Verb.allCases {
            for role in Role.allCases {
                for relation in Relation.allCases {
                    let expected = Self.allowed.contains {
                        $0.roles.contains(role) && $0.relations.contains(relation) && $0.verbs.contains(verb)
                    }
                    #expect(
                        Rights.permits(verb, role, relation) == expected, "\(verb) \(role) \(relation)")
                }
            }
        }
    }

    static func message(_ verb: Verb, _ conversation: String) -> JSONValue {
        [
            "type": .string(verb.rawValue), "conversation": .string(conversation),
            "cid": .string("x-" + verb.rawValue),
            "text": "x", "choice": "1", "score": 3, "url": "/", "offer": "o", "epoch": 1,
            "to": ["queue": "support"],
            "queue": "support", "agent": "Marc", "last_seq": 0, "on": true, "seq": 1, "channel": "web",
        ]
    }

    /// Over the wire: a verb the role never has is `forbidden`, and changes nothing.
    @Test(arguments: Role.allCases)
    func foreignVerbsAreForbidden(_ role: Role) throws {
        var house = try House()
        let customer = house.customer()
        let connection = house.signedIn(role)
        let commits = house.commits
        for verb in Verb.allCases where !Rights.knows(verb, role) {
            house.time += 1_000
            #expect(
                house.ask(connection, Self.message(verb, customer.conversation)).codes == ["forbidden"],
                "\(verb)")
        }
        #expect(house.commits == commits)
    }

    /// Somebody else's conversation, for every verb: an error, and not one octet of it.
    @Test(arguments: Role.allCases)
    func aForeignConversationGivesNothing(_ role: Role) throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "SECRET commande")
        let connection = house.signedIn(role)
        for verb in Verb.allCases {
            // A supervisor may read any conversation; the others name none.
            if [
                .hello, .auth, .ping, .pong, .open, .available, .watch, .reload, .catalogue, .figures,
                .status,
            ].contains(verb) {
                continue
            }
            if role == .supervisor, verb == .history { continue }
            house.time += 1_000
            let lines = house.ask(connection, Self.message(verb, customer.conversation))
            #expect(lines.allSatisfy { $0["type"] == "error" }, "\(verb): \(lines)")
            for line in lines { #expect(!String(decoding: line.encoded(), as: UTF8.self).contains("SECRET")) }
        }
    }

    @Test(arguments: Verb.allCases)
    func nothingWorksWithoutHelloAndAuth(_ verb: Verb) throws {
        guard ![.hello, .auth, .ping, .pong].contains(verb) else { return }
        var house = try House()
        let stranger = house.connect()
        #expect(house.ask(stranger, Self.message(verb, "abc")).codes == ["auth_required"])
        house.send(stranger, ["type": "hello", "v": [1], "role": "supervisor"])
        #expect(house.ask(stranger, Self.message(verb, "abc")).codes == ["auth_required"])
    }
}
