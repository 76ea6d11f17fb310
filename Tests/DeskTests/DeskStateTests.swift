import CivilTime
import Testing

@testable import Desk

@Suite struct DeskStateTests {
    // MARK: offers

    @Test func whoComesFirstIsOfferedFirst() throws {
        var scene = Scene([Scene.support])
        for ticket in ["a", "b", "c"] as [TicketID] {
            scene.arrive(ticket)
            scene.now += 1000
        }
        #expect(scene.line() == ["a", "b", "c"])
        scene.sit("Ada")
        #expect(scene.offered("Ada") == ["a"])
        try scene.accept("Ada")
        #expect(scene.has("Ada") == ["a"])
        #expect(scene.offered("Ada") == [])
        #expect(scene.line() == ["b", "c"])
    }

    @Test func aFreedSeatIsFilledAtOnceWithTheOldest() throws {
        // chatwoot 10583: a newer chat was served first.
        var scene = try Scene(adaHas: ["a"])
        scene.arrive("b")
        scene.now += 1
        scene.arrive("c")
        scene.happen(.closed("Ada", "a", epoch: scene.epoch("a"), outcome: "solved", tags: []))
        #expect(scene.offered("Ada") == ["b"])
    }

    @Test func theLeastLoadedIsAskedThenWhoWaitsLongest() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada", capacity: 2)
        scene.sit("Bob", capacity: 4)
        scene.arrive("a")
        #expect(scene.offered("Ada") == ["a"])
        try scene.accept("Ada")
        scene.now += 1
        scene.arrive("b")
        scene.now += 1
        scene.arrive("c")
        // Bob has 1 of 4, Ada 1 of 2.
        #expect(scene.offered("Bob") == ["b", "c"])
    }

    @Test func skillsOfQueueAndCustomerAreNeeded() {
        var scene = Scene([Scene.orders, Scene.support])
        scene.happen(.arrived(Arrival(ticket: "a", queue: "orders", skills: ["fr"])))
        scene.sit("Ada", skills: ["orders"])
        scene.sit("Bob", skills: ["fr"])
        #expect(scene.offered("Ada") + scene.offered("Bob") == [])
        scene.sit("Cleo", skills: ["fr", "orders"])
        #expect(scene.offered("Cleo") == ["a"])
        scene.arrive("b", "support")
        #expect(scene.offered("Ada") == ["b"])
    }

    @Test func anOfferAnsweredTooLateIsOver() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada")
        scene.arrive("a")
        let offer = try #require(scene.desk.offers(to: "Ada").first)
        #expect(scene.desk.nextWakeAt == offer.expiresAtMilliseconds)
        #expect(offer.expiresAtMilliseconds == scene.now + 30_000)
        scene.now += 30_000
        let effects = scene.happen(.offerAccepted("Ada", "a", offer.id))
        #expect(effects.contains(.withdrawOffer(offer, .expired)))
        #expect(effects.contains(.rejected("a", "Ada", .alreadyTaken)))
        #expect(scene.line() == ["a"])
    }

    @Test func whoDeclinesIsNotAskedAgainAtOnceAndTheNextIs() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada")
        scene.sit("Bob", connection: 2)
        scene.arrive("a")
        let first: AgentName = scene.offered("Ada").isEmpty ? "Bob" : "Ada"
        let second: AgentName = first == "Ada" ? "Bob" : "Ada"
        try scene.decline(first)
        #expect(scene.offered(second) == ["a"])
        scene.wait(30_000)
        #expect(scene.offered(first) == [] && scene.offered(second) == [])
        scene.wait(30_000)
        #expect(scene.offered(first) == ["a"])
    }

    @Test func aDeclinedCustomerDoesNotHideTheOthers() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada")
        scene.arrive("a")
        scene.arrive("b")
        try scene.decline("Ada")
        #expect(scene.offered("Ada") == ["b"])
    }

    @Test func twoAcceptOneWins() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada")
        scene.sit("Bob", connection: 2)
        scene.arrive("a")
        let agent: AgentName = scene.offered("Ada").isEmpty ? "Bob" : "Ada"
        let other: AgentName = agent == "Ada" ? "Bob" : "Ada"
        let offer = try #require(scene.desk.offers(to: agent).first)
        #expect(scene.happen(.offerAccepted(other, "a", offer.id)) == [.rejected("a", other, .alreadyTaken)])
        let answer = try scene.accept(agent)
        #expect(answer.contains(.assigned("a", agent, epoch: scene.epoch("a"), queue: "support")))
        // The same accept again gets the same answer, the other's is refused.
        #expect(
            scene.happen(.offerAccepted(agent, "a", offer.id)) == [
                .assigned("a", agent, epoch: scene.epoch("a"), queue: "support")
            ])
        #expect(scene.happen(.offerAccepted(other, "a", offer.id)) == [.rejected("a", other, .alreadyTaken)])
    }

    @Test func offerIDsAreLongAndNeverTheSame() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada", capacity: 100)
        for number in 0..<100 { scene.arrive(TicketID("t\(number)")) }
        let ids = Set(scene.desk.offers(to: "Ada").map(\.id.text))
        #expect(ids.count == 100 && ids.allSatisfy { $0.utf8.count == 32 })
    }

    // MARK: places

    @Test func placesAndWaitsAreTold() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada", capacity: 2)
        for number in 1...4 {
            scene.arrive(TicketID("t\(number)"))
            scene.now += 1
        }
        try scene.accept("Ada")
        try scene.accept("Ada")
        #expect(scene.desk.place(of: "t3")?.place == 1)
        #expect(scene.desk.place(of: "t4")?.place == 2)
        // Two seats, five minutes each: one becomes free every two and a half.
        #expect(scene.desk.place(of: "t3")?.expectedWaitMilliseconds == 150_000)
        #expect(scene.desk.place(of: "t4")?.expectedWaitMilliseconds == 300_000)
        scene.happen(.agentDisconnected("Ada", connection: 1))
        let place = try #require(scene.desk.place(of: "t4"))
        #expect(place.expectedWaitMilliseconds == nil)
        #expect(scene.desk.place(of: "t1") == nil)
    }

    @Test func aCustomerIsToldAtEachMarkHeReaches() {
        var scene = Scene([Scene.support])
        for number in 1...12 { scene.arrive(TicketID("t\(number)")) }
        var told: [Int] = []
        for number in 1...11 {
            for case .placeChanged("t12", let place) in scene.happen(.customerLeft(TicketID("t\(number)"))) {
                told.append(place.place)
            }
        }
        #expect(told == [10, 5, 3, 2, 1])
    }

    // MARK: silent agents

    @Test func aSilentAgentLosesTheCustomer() throws {
        var scene = try Scene(adaHas: ["a", "b"], capacity: 2)
        #expect(scene.desk.awaitsReply("a"))
        scene.happen(.replied("Ada", "a", epoch: scene.epoch("a")))
        #expect(!scene.desk.awaitsReply("a"))
        scene.wait(300_000)
        #expect(scene.has("Ada") == ["a"] && scene.line() == ["b"])
    }

    @Test func extremeValuesDoNotTrap() {
        var queue = DeskConfiguration.Queue(name: "support", fullAt: .min)
        queue.firstReply = .init(synchronousMilliseconds: .max, asynchronousMilliseconds: .min)
        queue.resolve = .init(synchronousMilliseconds: .min)
        queue.overflow = .init(queue: "support", afterMilliseconds: .max)
        var other = queue
        other.name = "other"
        other.fullAt = .max
        var scene = Scene([queue, other]) {
            $0.offerMilliseconds = .max
            $0.graceMilliseconds = .min
            $0.declinePauseMilliseconds = .max
            $0.headStartMilliseconds = .max
            $0.silentAgentMilliseconds = .max
        }
        scene.now = .max
        scene.arrive("a", "other", .urgent)
        scene.sit("Ada")
        scene.now = .min
        scene.arrive("b", "other", .low)
        scene.arrive("c", "support")
        scene.happen(.agentDisconnected("Ada", connection: 1))
        scene.wait(1)
        #expect(scene.line("other") == ["a", "b"])
    }
}
