import Testing

@testable import Desk

/// Customers given back, on, away and taken.
@Suite struct HandOverTests {
    // MARK: by agents

    @Test func aReleasedCustomerGoesToAnother() throws {
        var scene = try Scene(adaHas: ["a"])
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
        var scene = try Scene(adaHas: ["a"])
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
        var scene = try Scene(adaHas: ["a"], in: [Scene.support, Scene.orders])
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
        var scene = try Scene(adaHas: ["a"], in: [Scene.support, Scene.orders])
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
        var scene = try Scene(adaHas: ["a", "b"], capacity: 2)
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

    // MARK: by supervisors

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
}
