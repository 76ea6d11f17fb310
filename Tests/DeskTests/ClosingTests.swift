import CivilTime
import Desk
import Testing

/// Doors: closed ones with an open one beside them, closing time, promises.
@Suite struct ClosingTests {
    static func hours(_ from: Int16, _ to: Int16, zone: String = "Europe/Paris") throws -> OpeningHours {
        OpeningHours(
            weekly: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, [from..<to]) }),
            zone: try #require(Zone(identifier: zone)))
    }

    /// `day` 09:00–18:00 flows over into `night`, which is open till 22:00.
    static func twoDoors() throws -> [DeskConfiguration.Queue] {
        var day = DeskConfiguration.Queue(name: "day", hours: try hours(540, 1080))
        day.overflow = .init(queue: "night", afterMilliseconds: 3_600_000)
        day.firstReply = .init(asynchronousMilliseconds: 7_200_000)
        let night = DeskConfiguration.Queue(name: "night", hours: try hours(480, 1320))
        return [day, night]
    }

    static func isQueued(_ effects: [DeskEffect], _ ticket: TicketID, in queue: String) -> Bool {
        effects.contains {
            if case .queued(ticket, let place, _) = $0 { place.queue == queue } else { false }
        }
    }

    @Test func aClosedQueueWithAnOpenOverflowTakesTheCustomerThere() throws {
        var scene = Scene(try Self.twoDoors())
        scene.now = try QueueRulesTests.at("2026-11-24T19:00")
        #expect(scene.desk.refusal(of: "day", at: scene.now) == nil)
        #expect(QueueRulesTests.isAccepted(scene.arrive("a", "day"), in: "night"))
        scene.now = try QueueRulesTests.at("2026-11-24T22:00")
        #expect(scene.desk.refusal(of: "day", at: scene.now) == .closed)
        #expect(scene.arrive("b", "day").contains(.refused("b", queue: "day", .closed)))
    }

    @Test func aTransferToAClosedQueueGoesWhereItOverflows() throws {
        var scene = Scene(try Self.twoDoors())
        scene.now = try QueueRulesTests.at("2026-11-24T19:00")
        scene.sit("Ada")
        scene.arrive("a", "night")
        try scene.accept("Ada")
        let effects = scene.happen(.transferred("Ada", "a", epoch: scene.epoch("a"), to: .queue("day")))
        #expect(Self.isQueued(effects, "a", in: "night"))
    }

    @Test func whoWaitsAtClosingTimeGoesOverOrIsPromisedAnAnswer() throws {
        var scene = Scene(try Self.twoDoors())
        scene.now = try QueueRulesTests.at("2026-11-24T17:50")
        scene.arrive("a", "day")
        scene.arrive("b", "day")
        scene.now = try QueueRulesTests.at("2026-11-24T18:00")
        #expect(scene.desk.nextWakeAt == scene.now, "closing needs no other event")
        let moved = scene.happen(.ticked)
        #expect(Self.isQueued(moved, "a", in: "night") && Self.isQueued(moved, "b", in: "night"))
        // The last open queue closes: nobody stays silently.
        scene.now = try QueueRulesTests.at("2026-11-24T22:00")
        let told = scene.happen(.ticked)
        for ticket: TicketID in ["a", "b"] {
            // Four open hours where the queue names no target for letters, which are over; so the first hour of the morning.
            let due = try QueueRulesTests.at("2026-11-25T09:00")
            #expect(told.contains(.promised(ticket, queue: "night", dueMilliseconds: due)))
            #expect(scene.desk.standing(of: ticket)?.isPromise == true)
            #expect(scene.desk.place(of: ticket) == nil, "he does not wait himself")
        }
        // Not before the opening, and then in the old order.
        scene.sit("Ada", capacity: 2)
        #expect(scene.offered("Ada").isEmpty)
        scene.now = try QueueRulesTests.at("2026-11-25T08:00")
        scene.happen(.ticked)
        #expect(scene.offered("Ada") == ["a", "b"])
        try scene.accept("Ada")
        #expect(scene.desk.standing(of: "a")?.isPromise == false)
        #expect(scene.desk.standing(of: "a")?.wasPromised == true)
    }

    @Test func whoIsGivenBackToAClosedQueueIsToldToo() throws {
        var queue = DeskConfiguration.Queue(name: "support", hours: try Self.hours(540, 1080))
        queue.firstReply = .init(asynchronousMilliseconds: 3_600_000)
        var scene = Scene([queue])
        scene.now = try QueueRulesTests.at("2026-11-24T17:59")
        scene.sit("Ada")
        scene.arrive("a")
        try scene.accept("Ada")
        scene.now = try QueueRulesTests.at("2026-11-24T18:30")
        let effects = scene.happen(.released("Ada", "a", epoch: scene.epoch("a")))
        let due = try QueueRulesTests.at("2026-11-25T10:00")
        #expect(effects.contains(.promised("a", queue: "support", dueMilliseconds: due)))
    }

    /// An offer that stands at closing time is left to its agent; unanswered, the customer is told.
    @Test func anOfferThatStandsAtClosingTimeMayBeTaken() throws {
        var scene = Scene([DeskConfiguration.Queue(name: "support", hours: try Self.hours(540, 1080))])
        scene.now = try QueueRulesTests.at("2026-11-24T18:00") - 10_000
        scene.sit("Ada", capacity: 2)
        scene.arrive("a")
        scene.arrive("b")
        scene.wait(10_000)
        #expect(scene.offered("Ada") == ["a", "b"])
        try scene.accept("Ada")
        #expect(scene.has("Ada") == ["a"])
        let late = scene.wait(20_000)
        #expect(late.contains { if case .promised("b", _, _) = $0 { true } else { false } })
    }

    @Test func aPromiseOfTheBotIsOfferedFromTheOpeningOn() throws {
        var scene = Scene([DeskConfiguration.Queue(name: "support", hours: try Self.hours(540, 1080))])
        scene.now = try QueueRulesTests.at("2026-11-24T20:00")
        scene.sit("Ada", capacity: 5)
        let due = try QueueRulesTests.at("2026-11-25T13:00")
        let effects = scene.happen(
            .promised(Arrival(ticket: "p", queue: "support", reason: "promise"), dueMilliseconds: due))
        #expect(effects == [.promised("p", queue: "support", dueMilliseconds: due)])
        #expect(scene.offered("Ada").isEmpty)
        let summary = scene.desk.summary(at: scene.now).queues[0]
        #expect(summary.waiting == 0 && summary.promised == 1 && summary.first[0].isPromise)
        scene.now = try QueueRulesTests.at("2026-11-25T09:00")
        scene.happen(.ticked)
        #expect(scene.offered("Ada") == ["p"])
    }

    /// Who sits and waits goes before a promise until an hour before it is due; then the promise goes first.
    @Test func aPromiseWaitsBehindThoseWhoAreThereUntilItIsNearlyDue() throws {
        var scene = Scene([Scene.support])
        let due = scene.now + 3 * 3_600_000
        scene.happen(
            .promised(Arrival(ticket: "p", queue: "support", priority: .normal), dueMilliseconds: due))
        scene.now += 3_600_000
        scene.arrive("early")
        #expect(scene.line() == ["early", "p"])
        scene.now += 3_600_000 + 1
        scene.arrive("late")
        #expect(scene.line() == ["early", "p", "late"])
        let missed = scene.wait(3_600_000)
        #expect(
            missed.contains(
                .breached(Breach(ticket: "p", queue: "support", target: .firstReply, dueMilliseconds: due))))
    }

    @Test func promisesDoNotFillAQueue() {
        var scene = Scene([DeskConfiguration.Queue(name: "support", fullAt: 1)])
        for index in 0..<5 {
            scene.happen(
                .promised(Arrival(ticket: TicketID("p\(index)"), queue: "support"), dueMilliseconds: nil))
        }
        #expect(QueueRulesTests.isAccepted(scene.arrive("a"), in: "support"))
        #expect(scene.arrive("b") == [.refused("b", queue: "support", .full)])
    }

    @Test func whoWasPromisedAndComesAgainWaitsHimself() throws {
        var scene = Scene([DeskConfiguration.Queue(name: "support", hours: try Self.hours(540, 1080))])
        scene.now = try QueueRulesTests.at("2026-11-24T20:00")
        let arrival = Arrival(ticket: "p", queue: "support")
        scene.happen(.promised(arrival, dueMilliseconds: nil))
        #expect(scene.happen(.arrived(arrival)) == [.refused("p", queue: "support", .closed)])
        #expect(scene.desk.standing(of: "p")?.isPromise == true, "the promise stands")
        scene.now = try QueueRulesTests.at("2026-11-25T09:30")
        #expect(QueueRulesTests.isAccepted(scene.happen(.arrived(arrival)), in: "support"))
        #expect(scene.desk.standing(of: "p")?.isPromise == false)
        #expect(scene.desk.ticketCount == 1)
    }

    /// Closing times of the two nights on which the clock changes, as the wall shows them.
    @Test(arguments: [
        ("2026-03-28T20:00", "2026-03-29T02:30"), ("2026-10-24T20:00", "2026-10-25T02:30"),
        ("2026-11-24T20:00", "2026-11-25T02:30"),
    ])
    func closingTimeIsThatOfTheWall(_ evening: String, _ closing: String) throws {
        let zone = try #require(Zone(identifier: "Europe/Paris"))
        // 20:00–24:00 and 00:00–02:30: in spring 02:30 is jumped over, in autumn it comes twice.
        let hours = OpeningHours(
            weekly: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, [1200..<1440, 0..<150]) }), zone: zone
        )
        var scene = Scene([DeskConfiguration.Queue(name: "support", hours: hours)])
        scene.now = try QueueRulesTests.at(evening)
        scene.arrive("a")
        let first = try QueueRulesTests.at(closing)
        let expected: Int64 =
            switch closing {
            // 02:00 becomes 03:00: the door closes with the jump.
            case "2026-03-29T02:30": try QueueRulesTests.at("2026-03-29T03:00")
            default: first
            }
        scene.now = expected - 1
        #expect(scene.happen(.ticked).isEmpty)
        scene.now = expected
        #expect(scene.happen(.ticked).contains { if case .promised = $0 { true } else { false } })
        // In autumn the wall shows 02:00–02:30 once more, and the door is open then.
        if closing == "2026-10-25T02:30" {
            #expect(hours.isOpen(at: expected + 30 * 60_000))
            #expect(scene.desk.nextOpening(of: "support", after: expected) == expected + 30 * 60_000)
        }
    }

    @Test func aRestartFindsTheClosingThatIsAhead() throws {
        var scene = Scene([DeskConfiguration.Queue(name: "support", hours: try Self.hours(540, 1080))])
        scene.now = try QueueRulesTests.at("2026-11-26T10:00")
        scene.arrive("a")
        // The clock was two days ahead and was set right.
        scene.now = try QueueRulesTests.at("2026-11-24T10:00")
        scene.happen(.restarted)
        scene.now = try QueueRulesTests.at("2026-11-24T18:00")
        #expect(scene.happen(.ticked).contains { if case .promised("a", _, _) = $0 { true } else { false } })
    }

    /// Ada, one seat, has `a`; a minute of wrap-up will follow.
    private static func servingBeforeAWrapUp() throws -> Scene {
        var queue = Scene.support
        queue.wrapUpMilliseconds = 60_000
        let scene = try Scene(adaHas: ["a"], in: [queue])
        return scene
    }

    @Test func theWrapUpKeepsTheSeat() throws {
        var scene = try Self.servingBeforeAWrapUp()
        scene.arrive("b")
        scene.happen(.closed("Ada", "a", epoch: scene.epoch("a"), outcome: "solved", tags: []))
        #expect(scene.offered("Ada").isEmpty)
        #expect(scene.desk.summary(at: scene.now).agents[0].wrappingUp == 1)
        #expect(scene.desk.summary(at: scene.now).agents[0].load == 1)
        scene.wait(59_999)
        #expect(scene.offered("Ada").isEmpty)
        scene.wait(1)
        #expect(scene.offered("Ada") == ["b"])
    }

    @Test func sayingAvailableEndsTheWrapUp() throws {
        var scene = try Self.servingBeforeAWrapUp()
        scene.arrive("b")
        scene.happen(.customerLeft("a"))
        #expect(scene.offered("Ada").isEmpty)
        scene.happen(.agentAvailable("Ada", isOn: true, capacity: 1, skills: []))
        #expect(scene.offered("Ada") == ["b"])
    }

    /// Found by reading: a clock set right at a restart kept the seat for as long as the clock had been ahead.
    @Test func aClockPutBackDoesNotMakeAWrapUpLonger() throws {
        var scene = try Self.servingBeforeAWrapUp()
        scene.happen(.closed("Ada", "a", epoch: scene.epoch("a"), outcome: "solved", tags: []))
        scene.arrive("b")
        scene.now -= 86_400_000
        scene.happen(.restarted)
        scene.happen(.agentConnected("Ada", connection: 1))
        #expect(scene.offered("Ada").isEmpty)
        scene.wait(60_000)
        #expect(scene.offered("Ada") == ["b"])
    }

    @Test func aSeatThatIsWrappingUpIsNotFree() throws {
        var scene = try Self.servingBeforeAWrapUp()
        scene.happen(.closed("Ada", "a", epoch: scene.epoch("a"), outcome: "solved", tags: []))
        scene.arrive("b")
        let wait = try #require(scene.desk.place(of: "b")?.expectedWaitMilliseconds)
        #expect(wait > 0, "nobody is free for him yet")
    }

    @Test func aPromiseMovedToAClosedQueueWhileItIsOfferedWaitsForTheOpening() throws {
        var scene = Scene([
            Scene.support, DeskConfiguration.Queue(name: "day", hours: try Self.hours(540, 1080)),
        ])
        scene.now = try QueueRulesTests.at("2026-11-24T20:00")
        scene.sit("Ada")
        scene.happen(.promised(Arrival(ticket: "p", queue: "support"), dueMilliseconds: nil))
        #expect(scene.offered("Ada") == ["p"])
        scene.happen(.moved("p", queue: "day"))
        #expect(scene.offered("Ada").isEmpty)
        scene.now = try QueueRulesTests.at("2026-11-25T09:00")
        scene.happen(.ticked)
        #expect(scene.offered("Ada") == ["p"])
        // And back to an open one: at once, when the pause after Ada's missed offer is over.
        scene.now = try QueueRulesTests.at("2026-11-25T20:00")
        scene.happen(.moved("p", queue: "day"))
        scene.wait(3_600_000)
        #expect(scene.offered("Ada").isEmpty)
        scene.happen(.moved("p", queue: "support"))
        #expect(scene.offered("Ada") == ["p"])
    }

    /// A conversation may stand in a version of the bot whose queue the newest no longer has.
    @Test func aPromiseInAQueueThatIsNoLongerIsKept() throws {
        var scene = Scene([Scene.support])
        let due = scene.now + 3_600_000
        let effects = scene.happen(.promised(Arrival(ticket: "p", queue: "old"), dueMilliseconds: due))
        #expect(effects.contains(.promised("p", queue: "old", dueMilliseconds: due)))
        #expect(try DeskState(decoding: scene.desk.encode()).encode() == scene.desk.encode())
        scene.sit("Ada")
        #expect(scene.offered("Ada") == ["p"])
        try scene.accept("Ada")
        #expect(scene.has("Ada") == ["p"])
    }
}
