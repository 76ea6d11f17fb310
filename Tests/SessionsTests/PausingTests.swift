import JSON
import Testing
import Wire

@testable import Sessions

/// Back-pressure: whoever does not read what he asked for is asked nothing more, before he is sent away.
@Suite struct PausingTests {
    @Test func whoReadsSlowlyIsNotReadBeforeHeIsClosed() throws {
        var house = try House()
        let customer = house.customer()
        let marc = house.agent("Marc")
        _ = house.say(customer, "m1", "un conseiller")
        _ = try house.accept(marc, customer.conversation)
        for number in 0..<15 {
            house.wait(1_000)
            _ = house.say(customer, "l\(number)", String(repeating: "long ", count: 1_500))
        }
        house.slow.insert(marc)
        house.carryOut(house.machine.flushed(ConnectionID(marc), remaining: 1_000, at: house.time))
        var asked = 0
        while !house.paused.contains(marc), asked < 20 {
            asked += 1
            house.send(
                marc,
                [
                    "type": "history", "cid": .string("h\(asked)"),
                    "conversation": .string(customer.conversation),
                ])
        }
        #expect(house.paused.contains(marc))
        #expect(!house.closed.contains(marc))
        #expect(asked < 10)
        house.slow.remove(marc)
        house.carryOut(house.machine.flushed(ConnectionID(marc), remaining: 300_000, at: house.time))
        #expect(house.paused.contains(marc), "not before there is room")
        house.carryOut(house.machine.flushed(ConnectionID(marc), remaining: 100_000, at: house.time))
        #expect(!house.paused.contains(marc))
    }
}
