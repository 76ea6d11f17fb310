import JSON
import Sessions
import Testing

/// Conversations in memory and out of it.
@Suite struct ParkingTests {
    @Test func aConversationReadAtTheStartLeavesMemoryAtOnce() throws {
        var house = try House()
        let first = house.customer()
        _ = house.say(first, "m1", "ma commande")
        let second = house.customer()
        _ = house.say(second, "m1", "ma commande")
        var later = try house.restarted()
        #expect(later.machine.parkedCount == 2)
        // Whoever comes back finds it where it stood.
        let connection = later.greet("customer")
        let resumed = later.ask(
            connection,
            [
                "type": "resume", "conversation": .string(first.conversation),
                "resume": .string(first.secret), "last_seq": 0,
            ])
        #expect(resumed.first("resumed")?["last_cid"] == "m1")
        let back = House.Customer(
            connection: connection, conversation: first.conversation, secret: "", lines: [])
        #expect(later.say(back, "m2", "FR-204518").texts.contains("Noté FR-204518."))
    }

    @Test func aConversationWithACallUnderWayStays() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "en stock ?")
        let call = try #require(house.acts.first)
        var later = try house.restarted()
        #expect(later.machine.parkedCount == 0)
        later.carryOut(
            later.machine.actionReturned(
                call.conversation, call: call.call, .gave(Array(#"{"count":3}"#.utf8)), at: later.time))
        // Made again once, by the start, and not a second time.
        #expect(later.acts.count == 1)
        #expect(try later.transcript(customer.conversation).contains { $0["text"] == "Il en reste 3." })
    }

    @Test func aConversationSomebodyWaitsForAtTheStartStays() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "ma commande")
        var later = try House(
            store: house.store, configuration: house.configuration, seed: 3, time: house.time,
            holdsReads: true)
        let connection = later.greet("customer")
        _ = later.ask(
            connection,
            [
                "type": "resume", "conversation": .string(customer.conversation),
                "resume": .string(customer.secret), "last_seq": 0,
            ])
        later.holdsReads = false
        later.releaseReads()
        #expect(later.machine.parkedCount == 0)
        #expect(later.take(connection).first("resumed") != nil)
    }

    /// A turn is on disk a little after it was made, and rests from then on.
    @Test func aConversationLeavesMemoryAMinuteAfterItsLastUse() throws {
        var house = try House()
        house.holdsCommits = true
        let rest = house.configuration.parkAfterMilliseconds
        let connection = house.greet("customer")
        house.send(connection, ["type": "open", "cid": "o1", "channel": "web", "lang": "fr"])
        house.time += 5
        house.release()
        for step in [rest - 5, 4] {
            house.time += step
            house.carryOut(house.machine.timersDue(at: house.time))
            #expect(house.machine.parkedCount == 0)
        }
        house.time += 1
        house.carryOut(house.machine.timersDue(at: house.time))
        #expect(house.machine.parkedCount == 1)
    }
}
