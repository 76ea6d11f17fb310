import JSON
import Record
import Sessions
import Testing
import Wire

/// Who sends too much or reads too little: he waits or is closed, and the others do not notice.
@Suite struct SlowReaderTests {
    @Test func tooManyMessagesAreRefusedWithAWait() throws {
        var house = try House()
        let customer = house.customer()
        var codes: [String] = []
        for number in 0..<25 { codes += house.say(customer, "m\(number)", "bla").codes }
        #expect(codes.count == 6)
        #expect(Set(codes) == ["rate_limited"])
        house.wait(1_000)
        #expect(house.say(customer, "later", "bla").codes.isEmpty)
    }

    @Test func aSocketWithTooMuchUnderWayIsNotRead() throws {
        var configuration = SessionsConfiguration()
        configuration.inflight = 4
        var house = try House(configuration: configuration)
        let customer = house.customer()
        house.holdsCommits = true
        for number in 0..<4 { _ = house.say(customer, "m\(number)", "bla") }
        #expect(house.paused.contains(customer.connection))
        house.release()
        #expect(!house.paused.contains(customer.connection))
    }

    @Test func aSiteIsToldPerConversation() throws {
        var configuration = SessionsConfiguration()
        configuration.inflight = 2
        var house = try House(configuration: configuration)
        let site = house.greet("site", token: "shop")
        let name = try #require(
            house.ask(site, ["type": "open", "cid": "k"]).first("opened")?["conversation"])
        house.holdsCommits = true
        var codes: [String] = []
        for number in 0..<3 {
            codes +=
                house.ask(
                    site, ["type": "say", "conversation": name, "cid": .string("m\(number)"), "text": "bla"]
                ).codes
        }
        #expect(codes == ["rate_limited"])
        #expect(house.paused.isEmpty)
    }

    @Test func aSiteInsideItsWindowIsNotClosed() throws {
        var house = try House()
        let site = house.greet("site", token: "shop")
        var names: [JSONValue] = []
        for number in 0..<900 {
            let opened = house.ask(site, ["type": "open", "cid": .string("k\(number)"), "lang": "fr"])
            names.append(try #require(opened.first("opened")?["conversation"]))
        }
        // All in one turn of the server, which writes to the socket at its end.
        house.holdsCommits = true
        house.slow = [site]
        for (number, name) in names.enumerated() {
            house.send(
                site,
                [
                    "type": "say", "conversation": name, "cid": .string("m\(number)"),
                    "text": "ma commande",
                ])
        }
        house.release()
        let lines = house.take(site)
        #expect(lines.codes.isEmpty)
        #expect(lines.all("ack").count == 900)
        #expect(lines.all("event").count >= 900)
        #expect(!house.closed.contains(site))
    }

    /// Pings and returns how many octets came because of it, or nil once the connection was closed.
    private func ping(_ customer: House.Customer, _ house: inout House) -> Int? {
        var octets = 0
        let id = ConnectionID(customer.connection)
        for output in house.machine.received(.success(.ping), from: id, at: house.time) {
            if case .close = output { return nil }
            if case .send(_, let bytes) = output { octets += bytes.count + 1 }
        }
        return octets
    }

    @Test(arguments: [true, false]) func whoDoesNotReadIsClosed(isStalled: Bool) throws {
        var configuration = SessionsConfiguration()
        configuration.outQueueMessages = 10
        configuration.outQueueBurst = 4
        var house = try House(configuration: configuration)
        let customer = house.customer()
        if isStalled {
            _ = house.machine.flushed(ConnectionID(customer.connection), remaining: 1, at: house.time)
        }
        // Outputs are taken without ever saying that anything more was flushed.
        var answered = 0
        while answered < 100, ping(customer, &house) != nil { answered += 1 }
        #expect(answered == (isStalled ? 10 : 40))
    }

    @Test func whoReadsSlowlyStays() throws {
        var configuration = SessionsConfiguration()
        configuration.outQueueMessages = 10
        var house = try House(configuration: configuration)
        let customer = house.customer()
        var unread = 0
        for _ in 0..<20 {
            for _ in 0..<4 { unread += try #require(ping(customer, &house)) }
            unread /= 2
            _ = house.machine.flushed(ConnectionID(customer.connection), remaining: unread, at: house.time)
        }
    }

    @Test func oneWhoDoesNotReadIsNoBurdenToTheOther() throws {
        var configuration = SessionsConfiguration()
        configuration.outQueueMessages = 12
        configuration.outQueueBurst = 1
        var house = try House(configuration: configuration)
        let slow = house.customer()
        let other = house.window(of: slow)
        house.slow.insert(slow.connection)
        var seqs: [Int64] = []
        for number in 0..<12 {
            seqs +=
                house.ask(
                    other,
                    [
                        "type": "say", "conversation": .string(slow.conversation),
                        "cid": .string("m\(number)"),
                        "text": "ma commande",
                    ]
                ).seqs
        }
        #expect(house.closed.contains(slow.connection))
        #expect(seqs.count > 12)
        #expect(zip(seqs, seqs.dropFirst()).allSatisfy { $0 + 1 == $1 }, "each once and in order: \(seqs)")
    }
}
