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
        var scene = Scene([Scene.support])
        scene.sit("Ada")
        scene.arrive("a")
        try scene.accept("Ada")
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

    // MARK: presence

    @Test func aLostAgentKeepsHisCustomersForTheGrace() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada", capacity: 2)
        scene.arrive("a")
        try scene.accept("Ada")
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
        var scene = Scene([Scene.support])
        scene.sit("Ada")
        scene.arrive("a")
        try scene.accept("Ada")
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
        var scene = Scene([Scene.support])
        scene.sit("Ada")
        scene.arrive("a")
        try scene.accept("Ada")
        scene.happen(.agentLeft("Ada"))
        #expect(scene.line() == ["a"])
        #expect(scene.desk.summary(at: scene.now).agents.isEmpty)
    }

    @Test func notAvailableMeansNoOffersButCustomersStay() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada", capacity: 2)
        scene.arrive("a")
        try scene.accept("Ada")
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
        var scene = Scene([Scene.support])
        scene.sit("Ada", capacity: 2)
        scene.arrive("a")
        try scene.accept("Ada")
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

    // MARK: returning, transferring, closing

    @Test func aReleasedCustomerGoesToAnother() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada")
        scene.arrive("a")
        try scene.accept("Ada")
        scene.happen(.released("Ada", "a", epoch: scene.epoch("a")))
        #expect(scene.offered("Ada") == [] && scene.line() == ["a"])
        scene.sit("Bob", connection: 2)
        #expect(scene.offered("Bob") == ["a"])
    }

    @Test func afterFiveReturnsSupervisorsAreTold() throws {
        var scene = Scene([Scene.support]) { $0.declinePauseMilliseconds = 0 }
        scene.sit("Ada")
        scene.arrive("a")
        for round in 1...6 {
            try scene.accept("Ada")
            let effects = scene.happen(.released("Ada", "a", epoch: scene.epoch("a")))
            #expect(effects.contains(.bounced("a", times: round)) == (round >= 5))
        }
    }

    @Test func aStaleVerbChangesNothing() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada")
        scene.arrive("a")
        try scene.accept("Ada")
        let epoch = scene.epoch("a")
        let before = scene.desk.encode()
        for stale in [epoch - 1, epoch + 1] {
            let events: [DeskEvent] = [
                .replied("Ada", "a", epoch: stale), .released("Ada", "a", epoch: stale),
                .closed("Ada", "a", epoch: stale, outcome: "solved", tags: []),
                .transferred("Ada", "a", epoch: stale, to: .bot("f/s")), .released("Bob", "a", epoch: epoch),
                .released("Ada", "zzz", epoch: epoch),
            ]
            for event in events {
                let effects = scene.happen(event)
                guard case .rejected(_, _, .staleAssignment)? = effects.first, effects.count == 1 else {
                    Issue.record("\(event) gave \(effects)")
                    continue
                }
            }
        }
        #expect(scene.desk.encode() == before)
    }

    @Test func aTransferToAQueueKeepsTheTimeOfArrival() throws {
        var scene = Scene([Scene.support, Scene.orders])
        scene.sit("Ada")
        scene.arrive("a")
        try scene.accept("Ada")
        scene.now += 1000
        scene.arrive("b", "orders")
        let effects = scene.happen(.transferred("Ada", "a", epoch: scene.epoch("a"), to: .queue("orders")))
        #expect(effects.contains(.queued("a", WaitingPlace(queue: "orders", place: 1), .transferred)))
        #expect(scene.line("orders") == ["a", "b"])
    }

    @Test func aTransferToAnAgentIsOfferedToHimAndElseToTheQueue() throws {
        var scene = Scene([Scene.orders])
        scene.sit("Ada", skills: ["orders"])
        scene.sit("Expert", connection: 2)
        scene.arrive("a", "orders")
        try scene.accept("Ada")
        scene.happen(.transferred("Ada", "a", epoch: scene.epoch("a"), to: .agent("Expert")))
        #expect(scene.offered("Expert") == ["a"])
        scene.happen(.agentDisconnected("Expert", connection: 2))
        #expect(scene.line("orders") == ["a"])
        scene.sit("Cleo", skills: ["orders"], connection: 3)
        #expect(scene.offered("Cleo") == ["a"])
    }

    @Test func aTransferToWhoIsNotThereIsRefused() throws {
        var scene = Scene([Scene.support, Scene.orders])
        scene.sit("Ada")
        scene.arrive("a")
        try scene.accept("Ada")
        let epoch = scene.epoch("a")
        scene.sit("Bob", capacity: 0, connection: 2)
        for (target, why) in [
            (TransferTarget.agent("Nobody"), Rejection.agentUnavailable), (.agent("Bob"), .agentUnavailable),
            (.agent("Ada"), .agentUnavailable), (.queue("nowhere"), .queueUnknown),
        ] {
            #expect(
                scene.happen(.transferred("Ada", "a", epoch: epoch, to: target)) == [
                    .rejected("a", "Ada", why)
                ])
        }
        #expect(scene.has("Ada") == ["a"] && scene.epoch("a") == epoch)
    }

    @Test func backToTheBotAndClosedLeaveTheDesk() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada", capacity: 2)
        scene.arrive("a")
        scene.arrive("b")
        try scene.accept("Ada")
        try scene.accept("Ada")
        let toBot = scene.happen(.transferred("Ada", "a", epoch: scene.epoch("a"), to: .bot("orders/again")))
        #expect(toBot.contains(.departed("a", .bot("orders/again"))))
        let closing = scene.happen(
            .closed("Ada", "b", epoch: scene.epoch("b"), outcome: "solved", tags: ["x"]))
        #expect(closing.contains(.departed("b", .closed(outcome: "solved"))))
        #expect(scene.desk.ticketCount == 0)
        // And may come again.
        #expect(scene.arrive("a").contains { if case .accepted = $0 { true } else { false } })
    }

    @Test func aCustomerWhoLeavesIsGoneFromEveryPhase() throws {
        var scene = Scene([Scene.support])
        scene.arrive("a")
        scene.happen(.customerLeft("a"))
        #expect(scene.desk.ticketCount == 0)
        scene.sit("Ada")
        scene.arrive("b")
        scene.arrive("c")
        scene.happen(.customerLeft("b"))
        #expect(scene.offered("Ada") == ["c"])
        try scene.accept("Ada")
        scene.arrive("d")
        scene.happen(.customerLeft("c"))
        #expect(scene.offered("Ada") == ["d"])
        #expect(scene.happen(.customerLeft("never seen")) == [])
    }

    @Test func arrivingTwiceIsArrivingOnce() {
        var scene = Scene([Scene.support])
        let first = scene.arrive("a")
        #expect(scene.arrive("a") == first)
        #expect(scene.line() == ["a"])
    }

    // MARK: supervisors

    @Test func aSupervisorTakesFromAnywhere() throws {
        var scene = Scene([Scene.support])
        scene.happen(.agentConnected("Sue", connection: 50))
        scene.arrive("a")
        scene.happen(.taken("Sue", "a"))
        #expect(scene.has("Sue") == ["a"])
        scene.sit("Ada")
        scene.arrive("b")
        try scene.accept("Ada")
        let epoch = scene.epoch("b")
        let effects = scene.happen(.taken("Sue", "b"))
        #expect(effects.contains(.unassigned("b", "Ada", epoch: epoch, .taken)))
        #expect(scene.has("Sue") == ["a", "b"] && scene.has("Ada") == [])
        #expect(scene.happen(.taken("Sue", "zzz")) == [.rejected("zzz", "Sue", .notFound)])
    }

    @Test func aSupervisorMovesAndAssigns() throws {
        var scene = Scene([Scene.support, Scene.orders])
        scene.arrive("a")
        scene.happen(.moved("a", queue: "orders"))
        #expect(scene.line() == [] && scene.line("orders") == ["a"])
        #expect(scene.happen(.moved("a", queue: "nowhere")) == [.rejected("a", nil, .queueUnknown)])
        #expect(scene.happen(.assigned("a", to: "Ada")) == [.rejected("a", "Ada", .agentUnavailable)])
        scene.sit("Ada", capacity: 0)
        scene.happen(.assigned("a", to: "Ada"))
        #expect(scene.has("Ada") == ["a"])
        scene.happen(.moved("a", queue: "support"))
        #expect(scene.has("Ada") == [] && scene.line() == ["a"])
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
        var scene = Scene([Scene.support])
        scene.sit("Ada", capacity: 2)
        scene.arrive("a")
        scene.arrive("b")
        try scene.accept("Ada")
        try scene.accept("Ada")
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
