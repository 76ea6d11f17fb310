import CivilTime
import Testing

@testable import Desk

@Suite struct QueueRulesTests {
    /// Monday to Friday 09:00–18:00 in Paris, closed on 25 December 2026.
    static func office() throws -> OpeningHours {
        let zone = try #require(Zone(identifier: "Europe/Paris"))
        let christmas = try #require(ISOText.parseDate("2026-12-25"))
        return OpeningHours(
            weekly: Dictionary(uniqueKeysWithValues: (1...5).map { ($0, [540..<1080]) }),
            exceptions: [christmas: []], zone: zone)
    }

    static func at(_ text: String) throws -> Int64 {
        let zone = try #require(Zone(identifier: "Europe/Paris"))
        let value = try #require(ISOText.parseDateAndTime(text))
        return zone.milliseconds(days: value.days, minute: value.minute)
    }

    static func isAccepted(_ effects: [DeskEffect], in queue: String) -> Bool {
        effects.contains { if case .accepted(_, let place) = $0 { place.queue == queue } else { false } }
    }

    @Test func aClosedQueueRefuses() throws {
        var scene = Scene([DeskConfiguration.Queue(name: "support", hours: try Self.office())])
        for (time, isOpen) in [
            ("2026-11-24T08:59", false), ("2026-11-24T09:00", true), ("2026-11-24T18:00", false),
            ("2026-11-28T10:00", false), ("2026-12-25T10:00", false), ("2026-12-28T10:00", true),
        ] {
            scene.now = try Self.at(time)
            let ticket = TicketID(time)
            #expect(scene.desk.refusal(of: "support", at: scene.now) == (isOpen ? nil : .closed))
            let effects = scene.arrive(ticket)
            #expect(Self.isAccepted(effects, in: "support") == isOpen, "\(time)")
            if !isOpen { #expect(effects.contains(.refused(ticket, queue: "support", .closed))) }
        }
        #expect(
            scene.desk.nextOpening(of: "support", after: try Self.at("2026-12-24T18:30"))
                == (try Self.at("2026-12-28T09:00")))
    }

    @Test func aFullQueueRefusesButTakesBackItsOwn() throws {
        var scene = try Scene(adaHas: ["a"], in: [DeskConfiguration.Queue(name: "support", fullAt: 2)])
        scene.arrive("b")
        scene.arrive("c")
        #expect(scene.arrive("d") == [.refused("d", queue: "support", .full)])
        scene.happen(.released("Ada", "a", epoch: scene.epoch("a")))
        #expect(scene.desk.ticketCount == 3)
    }

    @Test func anUnknownQueueRefuses() {
        var scene = Scene([Scene.support])
        #expect(scene.arrive("a", "nowhere") == [.refused("a", queue: "nowhere", .unknown)])
        #expect(scene.desk.refusal(of: "nowhere", at: scene.now) == .unknown)
    }

    @Test func aFullQueueOverflowsAlongTheChain() {
        var orders = Scene.orders
        orders.fullAt = 1
        orders.overflow = .init(queue: "support", afterMilliseconds: 300_000)
        var support = Scene.support
        support.fullAt = 1
        support.overflow = .init(queue: "last", afterMilliseconds: 300_000)
        var scene = Scene([orders, support, DeskConfiguration.Queue(name: "last", fullAt: 1)])
        #expect(Self.isAccepted(scene.arrive("a", "orders"), in: "orders"))
        #expect(Self.isAccepted(scene.arrive("b", "orders"), in: "support"))
        #expect(Self.isAccepted(scene.arrive("c", "orders"), in: "last"))
        #expect(scene.arrive("d", "orders") == [.refused("d", queue: "orders", .full)])
    }

    @Test func whoWaitsLongOverflowsOnceAndKeepsHisRank() {
        var orders = Scene.orders
        orders.overflow = .init(queue: "support", afterMilliseconds: 300_000)
        var support = Scene.support
        support.overflow = .init(queue: "orders", afterMilliseconds: 300_000)
        var scene = Scene([orders, support])
        scene.arrive("a", "orders")
        scene.now += 1000
        scene.arrive("b", "support")
        #expect(scene.wait(298_999).isEmpty)
        let effects = scene.wait(1)
        #expect(effects.contains(.queued("a", WaitingPlace(queue: "support", place: 1), .overflowed)))
        #expect(scene.line("support") == ["a", "b"])
        scene.wait(299_000)
        scene.wait(3_600_000)
        // "b" went to orders; neither comes back where he was.
        #expect(scene.line("support") == ["a"] && scene.line("orders") == ["b"])
        #expect(scene.desk.nextWakeAt == nil)
    }

    @Test func overflowWaitsUntilTheOtherQueueTakesCustomers() throws {
        var orders = Scene.orders
        orders.overflow = .init(queue: "support", afterMilliseconds: 60_000)
        var scene = Scene([orders, DeskConfiguration.Queue(name: "support", hours: try Self.office())])
        scene.now = try Self.at("2026-11-24T08:50")
        scene.arrive("a", "orders")
        for _ in 0..<17 { scene.wait(30_000) }
        #expect(scene.line("orders") == ["a"])
        for _ in 0..<4 { scene.wait(30_000) }
        #expect(scene.line("support") == ["a"])
    }

    // MARK: priority

    @Test func aLevelIsWorthItsHeadStart() {
        var scene = Scene([Scene.support])
        scene.arrive("normal")
        scene.now += 299_000
        scene.arrive("high", "support", .high)
        #expect(scene.line() == ["high", "normal"])
        scene.now += 2000
        scene.arrive("late-high", "support", .high)
        #expect(scene.line() == ["high", "normal", "late-high"])
        scene.arrive("urgent", "support", .urgent)
        #expect(scene.line() == ["urgent", "high", "normal", "late-high"])
    }

    /// The bound of `Desk.swift`: three levels of five minutes each.
    @Test func theLowestIsNotPassedByWhoeverComesLaterThanTheBound() throws {
        var scene = Scene([Scene.support])
        scene.sit("Ada")
        scene.arrive("busy")
        try scene.accept("Ada")
        scene.arrive("low", "support", .low)
        let came = scene.now
        // Each half minute an urgent customer comes, each minute one is served: a queue that only grows.
        var last = 0
        for round in 0..<200 where scene.has("Ada") != ["low"] {
            scene.now += 30_000
            scene.arrive(TicketID("u\(round)"), "support", .urgent)
            last = round
            guard round % 2 == 1 else { continue }
            let current = try #require(scene.has("Ada").first)
            scene.happen(.closed("Ada", current, epoch: scene.epoch(current), outcome: "solved", tags: []))
            try scene.accept("Ada")
        }
        #expect(scene.has("Ada") == ["low"])
        #expect(scene.now - came >= 900_000)
        // u29 came 900 seconds after the lowest: it and all later ones still wait, all before it were served.
        #expect(last > 40)
        for round in 0...last {
            let stillThere = scene.desk.standing(of: TicketID("u\(round)")) != nil
            #expect(stillThere == (round >= 29), "u\(round)")
        }
    }

    // MARK: targets

    @Test func targetsRunInOpeningHours() throws {
        var queue = DeskConfiguration.Queue(name: "support", hours: try Self.office())
        queue.firstReply = .init(synchronousMilliseconds: 120_000, asynchronousMilliseconds: 4 * 3_600_000)
        queue.resolve = .init(synchronousMilliseconds: 9 * 3_600_000)
        var scene = Scene([queue])
        scene.now = try Self.at("2026-11-27T17:00")  // a Friday
        scene.arrive("chat")
        scene.happen(
            .arrived(Arrival(ticket: "mail", queue: "support", channel: "email", isAsynchronous: true)))
        #expect(scene.wait(119_999).isEmpty)
        let breach = Breach(
            ticket: "chat", queue: "support", target: .firstReply,
            dueMilliseconds: try Self.at("2026-11-27T17:02"))
        #expect(scene.wait(1) == [.breached(breach)])
        #expect(scene.desk.summary(at: scene.now).breaches == [breach])
        #expect(scene.desk.nextWakeAt == (try Self.at("2026-11-27T18:00")), "closing time")
        scene.now = try Self.at("2026-11-27T18:00")
        scene.happen(.ticked)
        #expect(scene.desk.nextWakeAt == (try Self.at("2026-11-30T09:00")), "the promises may be offered")
        scene.now = try Self.at("2026-11-30T17:00")
        let late = scene.happen(.ticked)
        #expect(
            late.contains(
                .breached(
                    Breach(
                        ticket: "mail", queue: "support", target: .firstReply,
                        dueMilliseconds: try Self.at("2026-11-30T12:00")))))
        // One hour on Friday, eight on Monday.
        #expect(
            late.contains(
                .breached(
                    Breach(
                        ticket: "chat", queue: "support", target: .resolve,
                        dueMilliseconds: try Self.at("2026-11-30T17:00")))))
        #expect(scene.wait(86_400_000).isEmpty)
    }

    @Test func aReplyMeetsTheTarget() throws {
        var queue = Scene.support
        queue.firstReply = .init(synchronousMilliseconds: 120_000)
        var scene = try Scene(adaHas: ["a"], in: [queue])
        scene.wait(60_000)
        scene.happen(.replied("Ada", "a", epoch: scene.epoch("a")))
        #expect(scene.wait(3_600_000).isEmpty)
    }

    // MARK: new files

    @Test func aQueueThatIsGoneKeepsItsCustomers() {
        var scene = Scene([Scene.orders, Scene.support])
        scene.arrive("a", "orders")
        scene.happen(.configured(DeskConfiguration(queues: [Scene.support])))
        #expect(scene.arrive("b", "orders") == [.refused("b", queue: "orders", .unknown)])
        scene.sit("Ada", skills: ["orders"])
        #expect(scene.offered("Ada") == ["a"])
        scene.happen(.customerLeft("a"))
        scene.happen(.configured(DeskConfiguration(queues: [Scene.support])))
        #expect(scene.desk.summary(at: scene.now).queues.map(\.name) == ["support"])
    }

    @Test func newRulesMatchAnew() {
        var scene = Scene([Scene.orders])
        scene.sit("Ada")
        scene.arrive("a", "orders")
        #expect(scene.offered("Ada") == [])
        scene.happen(.configured(DeskConfiguration(queues: [DeskConfiguration.Queue(name: "orders")])))
        #expect(scene.offered("Ada") == ["a"])
    }

    /// What the day's figures call his wait: without the time an agent had him, or the door was closed.
    @Test func aWaitBeginsWhenHeComesComesBackOrTheDoorOpens() throws {
        var scene = Scene([
            DeskConfiguration.Queue(
                name: "support", hours: try Self.office(),
                overflow: .init(queue: "orders", afterMilliseconds: 60_000)),
            DeskConfiguration.Queue(name: "orders", hours: try Self.office()),
        ])
        func since(_ ticket: TicketID) -> Int64? { scene.desk.standing(of: ticket)?.waitingSinceMilliseconds }
        scene.now = try Self.at("2026-11-24T17:00")
        let came = scene.now
        scene.arrive("a")
        scene.wait(60_000)
        #expect(
            scene.desk.standing(of: "a")?.queue == "orders" && since("a") == came, "elsewhere, the same wait")
        scene.sit("Ada")
        try scene.accept("Ada")
        scene.wait(30_000)
        scene.happen(.released("Ada", "a", epoch: scene.epoch("a")))
        #expect(since("a") == scene.now)
        scene.happen(.agentLeft("Ada"))
        scene.now = try Self.at("2026-11-24T18:00")
        scene.happen(.ticked)
        #expect(scene.desk.standing(of: "a")?.isPromise == true)
        let opening = try Self.at("2026-11-25T09:00")
        scene.now = opening
        scene.happen(.ticked)
        #expect(since("a") == opening)
        #expect(try DeskState(decoding: scene.desk.encode()).encode() == scene.desk.encode())
        scene.now += 5_000
        scene.happen(.ticked)
        // The clock was an hour ahead.
        scene.now -= 3_600_000
        scene.happen(.restarted)
        #expect(since("a") == scene.now - 5_000)
    }
}
