import JSON
import Record
import Testing
import Wire

@testable import Sessions

/// Rows B8, B12 and B13 of the fault catalogue: whoever guesses is slowed down, by address, and learns nothing.
@Suite struct GuessTests {
    static let there = Peer(transport: .tcp, isLoopback: false, address: AddressOctets([198, 51, 100, 7]))

    func connect(_ house: inout House, _ peer: Peer, role: String) -> UInt64 {
        house.nextConnection += 1
        house.carryOut(
            house.machine.connectionOpened(ConnectionID(house.nextConnection), peer: peer, at: house.time))
        house.send(house.nextConnection, ["type": "hello", "v": [1], "role": .string(role)])
        return house.nextConnection
    }

    @Test func b8GuessedConversationsAreSlowedByAddress() throws {
        var house = try House()
        let customer = house.customer()
        let guesser = connect(&house, Self.there, role: "customer")
        _ = house.take(guesser)
        var codes: [String] = []
        for number in 0..<100 {
            house.wait(200)
            let name = "AAAAAAAAAAAAAAAAAAAA" + (number < 10 ? "0\(number)" : "\(number)")
            codes +=
                house.ask(
                    guesser,
                    ["type": "resume", "conversation": .string(name), "resume": .string(name), "last_seq": 0]
                ).codes
        }
        #expect(codes.prefix(30).allSatisfy { $0 == "not_found" })
        // Twenty seconds give twenty more tries.
        #expect(codes.count { $0 == "not_found" } <= 51)
        // Right or wrong: without credit nothing is looked up.
        let right: JSONValue = [
            "type": "resume", "conversation": .string(customer.conversation),
            "resume": .string(customer.secret), "last_seq": 0,
        ]
        let other = connect(&house, Self.there, role: "customer")
        _ = house.take(other)
        #expect(house.ask(other, right).codes == ["rate_limited"], "also on a new connection")
        // Nobody else is slowed, and after a rest neither is he.
        let elsewhere = connect(
            &house, Peer(transport: .tcp, isLoopback: false, address: AddressOctets([198, 51, 100, 8])),
            role: "customer")
        _ = house.take(elsewhere)
        #expect(house.ask(elsewhere, right).first("resumed") != nil)
    }

    @Test func b13WrongTokensAreSlowedAcrossConnections() throws {
        var house = try House()
        var codes: [String] = []
        for number in 0..<40 {
            let connection = connect(&house, Self.there, role: "agent")
            _ = house.take(connection)
            codes += house.ask(connection, ["type": "auth", "token": .string("guess-\(number)")]).codes
        }
        #expect(
            codes == Array(repeating: "auth_failed", count: 30) + Array(repeating: "rate_limited", count: 10))
        // The right token says no more than a wrong one now.
        let connection = connect(&house, Self.there, role: "agent")
        _ = house.take(connection)
        #expect(house.ask(connection, ["type": "auth", "token": "token-marc"]).codes == ["rate_limited"])
        house.wait(2_000)
        #expect(house.ask(connection, ["type": "auth", "token": "token-marc"]).first("ready") != nil)
    }

    /// Found by reading: a shop that resumed what had been erased locked itself out, and everybody else behind its address.
    @Test func aSitesMistakesAreItsOwn() throws {
        var configuration = SessionsConfiguration()
        configuration.manyGuessRate = .init(perSecond: 1, burst: 40)
        var house = try House(configuration: configuration)
        let customer = house.customer()
        let shop = connect(&house, Self.there, role: "site")
        house.send(shop, ["type": "auth", "token": "token-shop"])
        _ = house.take(shop)
        let wrong: JSONValue = [
            "type": "resume", "conversation": "AAAAAAAAAAAAAAAAAAAAAA", "last_seq": 0,
        ]
        var codes: [String] = []
        for _ in 0..<50 { codes += house.ask(shop, wrong).codes }
        #expect(
            codes == Array(repeating: "not_found", count: 40) + Array(repeating: "rate_limited", count: 10))
        let right: JSONValue = [
            "type": "resume", "conversation": .string(customer.conversation),
            "resume": .string(customer.secret), "last_seq": 0,
        ]
        let neighbour = connect(&house, Self.there, role: "customer")
        _ = house.take(neighbour)
        #expect(house.ask(neighbour, right).first("resumed") != nil)
        // It may sign in anew, and a guesser beside it takes nothing from it.
        let again = connect(&house, Self.there, role: "site")
        #expect(house.ask(again, ["type": "auth", "token": "token-shop"]).first("ready") != nil)
        for _ in 0..<40 { _ = house.ask(neighbour, wrong) }
        house.wait(1_000)
        #expect(house.ask(again, wrong).codes == ["not_found"])
    }

    @Test func addressesOfOneNetworkAndCountlessOthersNeedNoMemory() {
        var book = GuessBook()
        let rate = SessionsConfiguration.Rate(perSecond: 1, burst: 2)
        for number in 0..<30_000 {
            let address = [UInt8](repeating: 0, count: 8) + withUnsafeBytes(of: UInt64(number)) { Array($0) }
            book.note(
                .init(Peer(transport: .tcp, isLoopback: false, address: AddressOctets(address))), rate: rate,
                at: 0)
        }
        #expect(book.addressCount == 1)
        for number in 0..<30_000 {
            let address = withUnsafeBytes(of: UInt32(number)) { Array($0) }
            book.note(
                .init(Peer(transport: .tcp, isLoopback: false, address: AddressOctets(address))), rate: rate,
                at: 0)
        }
        #expect(book.addressCount == GuessBook.addressLimit)
        let late = GuessBook.Guesser(
            Peer(transport: .tcp, isLoopback: false, address: AddressOctets([9, 9, 9, 9])))
        #expect(book.wait(late, at: 0) != nil, "those without a place share one rate")
        #expect(book.wait(late, at: 10_000) == nil)
        book.note(late, rate: rate, at: 10_000)
        #expect(book.addressCount == 1, "whoever rested is forgotten")
    }

    @Test func b12NewTokenOfTheSameAccountIsTakenInPlace() throws {
        var house = try House()
        let customer = house.customer()
        let marc = house.agent("Marc")
        _ = house.say(customer, "m1", "un conseiller")
        _ = try house.accept(marc, customer.conversation)
        let rotated = Account(
            name: "Marc", role: .agent, tokenHash: Tokens.hash(ofToken: "new-token"), createdMilliseconds: 0)
        house.carryOut(house.machine.accountsChanged(House.team + [rotated], at: house.time))
        let ready = try #require(house.ask(marc, ["type": "auth", "token": "new-token"]).first("ready"))
        #expect(ready["assigned"]?.array?.count == 1)
        // The old one is revoked: nobody notices.
        let rest = House.team.filter { $0.name != "Marc" } + [rotated]
        house.carryOut(house.machine.accountsChanged(rest, at: house.time))
        #expect(!house.closed.contains(marc))
        #expect(house.ask(marc, ["type": "auth", "token": "token-claire"]).codes == ["forbidden"])
    }
}
