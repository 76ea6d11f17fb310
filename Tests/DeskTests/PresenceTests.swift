import Testing

@testable import Desk

/// Agents who come, go, lose their connection, and a daemon that comes back.
@Suite struct PresenceTests {
    @Test func aLostAgentKeepsHisCustomersForTheGrace() throws {
        var scene = try Scene(adaHas: ["a"], capacity: 2)
        let epoch = scene.epoch("a")
        scene.happen(.agentDisconnected("Ada", connection: 1))
        scene.wait(29_999)
        #expect(scene.has("Ada") == ["a"])
        let effects = scene.happen(.agentConnected("Ada", connection: 9))
        #expect(effects.contains(.agentBack("Ada")))
        scene.wait(60_000)
        #expect(scene.has("Ada") == ["a"] && scene.epoch("a") == epoch)
    }

    @Test func afterTheGraceTheCustomerIsAtHisOldPlace() throws {
        var scene = try Scene(adaHas: ["a"])
        let epoch = scene.epoch("a")
        for ticket in ["b", "c"] as [TicketID] {
            scene.now += 1000
            scene.arrive(ticket)
        }
        scene.happen(.agentDisconnected("Ada", connection: 1))
        let effects = scene.wait(30_000)
        #expect(effects.contains(.unassigned("a", "Ada", epoch: epoch, .agentLost)))
        #expect(effects.contains(.queued("a", WaitingPlace(queue: "support", place: 1), .agentLost)))
        #expect(scene.line() == ["a", "b", "c"])
        scene.sit("Bob")
        let offer = try #require(scene.desk.offers(to: "Bob").first)
        #expect(offer.ticket == "a" && offer.isRedelivered)
        try scene.accept("Bob")
        #expect(scene.epoch("a") > epoch)
        #expect(
            scene.happen(.replied("Ada", "a", epoch: epoch)) == [.rejected("a", "Ada", .staleAssignment)])
    }

    @Test func offersOfALostAgentGoOnAtOnce() {
        var scene = Scene([Scene.support])
        scene.sit("Ada")
        scene.arrive("a")
        scene.sit("Bob", connection: 2)
        scene.happen(.agentDisconnected("Ada", connection: 1))
        #expect(scene.offered("Bob") == ["a"])
    }

    @Test func manyWindowsAreOnePresence() {
        var scene = Scene([Scene.support])
        for connection in 1...200 { scene.sit("Ada", capacity: 3, connection: UInt64(connection)) }
        for number in 0..<10 { scene.arrive(TicketID("t\(number)")) }
        #expect(scene.offered("Ada").count == 3)
        for connection in 1...199 { scene.happen(.agentDisconnected("Ada", connection: UInt64(connection))) }
        #expect(scene.offered("Ada").count == 3)
        scene.happen(.agentDisconnected("Ada", connection: 200))
        #expect(scene.offered("Ada").isEmpty)
    }

    @Test func signingOutGivesCustomersBackAtOnce() throws {
        var scene = try Scene(adaHas: ["a"])
        scene.happen(.agentLeft("Ada"))
        #expect(scene.line() == ["a"])
        #expect(scene.desk.summary(at: scene.now).agents.isEmpty)
    }

    @Test func notAvailableMeansNoOffersButCustomersStay() throws {
        var scene = try Scene(adaHas: ["a"], capacity: 2)
        scene.happen(.agentAvailable("Ada", isOn: false, capacity: 2, skills: []))
        scene.arrive("b")
        #expect(scene.offered("Ada") == [] && scene.has("Ada") == ["a"])
        scene.happen(.agentAvailable("Ada", isOn: true, capacity: 2, skills: []))
        #expect(scene.offered("Ada") == ["b"])
    }

    /// Seen in a browser: the offer stayed on the screen of who had just gone away, and nobody else got it for half a minute.
    @Test func anOfferGoesOnAtOnceWhenItsAgentGoesAway() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada")
        scene.arrive("a")
        scene.sit("Bob", connection: 2)
        #expect(scene.offered("Ada") == ["a"])
        let effects = scene.happen(.agentAvailable("Ada", isOn: false, capacity: 1, skills: []))
        #expect(
            effects.contains { effect in
                if case .withdrawOffer(_, .agentGone) = effect { true } else { false }
            })
        #expect(scene.offered("Ada") == [])
        #expect(scene.offered("Bob") == ["a"])
        // Back again, she may be offered the same customer: she did not decline him.
        scene.happen(.agentAvailable("Bob", isOn: false, capacity: 1, skills: []))
        scene.happen(.agentAvailable("Ada", isOn: true, capacity: 1, skills: []))
        #expect(scene.offered("Ada") == ["a"])
    }

    @Test func aRestartGivesEveryAgentHisGrace() throws {
        var scene = try Scene(adaHas: ["a"], capacity: 2)
        scene.happen(.replied("Ada", "a", epoch: scene.epoch("a")))
        scene.arrive("b")
        scene.now += 3_600_000
        scene.happen(.restarted)
        #expect(scene.has("Ada") == ["a"] && scene.line() == ["b"])
        scene.happen(.agentConnected("Ada", connection: 1))
        scene.wait(60_000)
        #expect(scene.has("Ada") == ["a"] && scene.offered("Ada") == ["b"])
    }

    @Test func aClockPutBackAtARestartStopsNothingAndPutsNobodyFirst() throws {
        var scene = Scene([Scene.support])
        scene.arrive("a")
        scene.now -= 3_600_000
        scene.happen(.restarted)
        scene.arrive("b")
        #expect(scene.line() == ["a", "b"])
        scene.sit("Ada")
        let offer = try #require(scene.desk.offers(to: "Ada").first)
        #expect(offer.ticket == "a" && offer.expiresAtMilliseconds == scene.now + 30_000)
        scene.wait(30_000)
        #expect(scene.offered("Ada") == ["b"])
    }

    /// Found by the simulation: nobody waits a day because a clock was ahead by one.
    @Test func aClockPutBackDoesNotMakeAPauseLonger() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada")
        scene.arrive("a")
        try scene.decline("Ada")
        scene.now -= 86_400_000
        scene.happen(.restarted)
        scene.happen(.agentConnected("Ada", connection: 1))
        #expect(scene.offered("Ada") == [])
        scene.wait(60_000)
        #expect(scene.offered("Ada") == ["a"])
    }

    @Test func capacityIsBounded() {
        var scene = Scene([Scene.support])
        scene.sit("Ada", capacity: .max)
        scene.sit("Bob", capacity: .min, connection: 2)
        for number in 0..<120 { scene.arrive(TicketID("t\(number)")) }
        #expect(scene.offered("Ada").count == DeskLimits.capacity && scene.offered("Bob").isEmpty)
    }
}
