import CivilTime
import Desk
import TestSupport
import Testing

/// Rows of sections E and F of the fault catalogue, and of the complaints, that no other suite of the desk holds.
/// `Tests/desk-cases.md` names the test of every row.
@Suite struct FaultRowsTests {
    /// E2: the race ten thousand times, with the loser first or second, and once more with an old offer.
    @Test func e2OfTwoWhoAcceptOneWinsTenThousandTimes() {
        var desk = DeskState()
        var now: Int64 = 1_000_000_000_000
        _ = desk.step(.started(seed: 1, seed2: 2), at: now)
        _ = desk.step(.configured(DeskConfiguration(queues: [Scene.support])), at: now)
        for agent: AgentName in ["Ada", "Bob"] {
            _ = desk.step(.agentConnected(agent, connection: 1), at: now)
            _ = desk.step(.agentAvailable(agent, isOn: true, capacity: 100, skills: []), at: now)
        }
        var failures = 0
        for round in 0..<10_000 {
            now += 1
            let ticket = TicketID("t\(round)")
            let offers = desk.step(.arrived(Arrival(ticket: ticket, queue: "support")), at: now).compactMap {
                if case .offer(let offer) = $0 { offer } else { nil }
            }
            guard let offer = offers.first, offers.count == 1 else {
                failures += 1
                continue
            }
            let other: AgentName = offer.agent == "Ada" ? "Bob" : "Ada"
            let order = round.isMultiple(of: 2) ? [other, offer.agent] : [offer.agent, other]
            var winners = 0
            for agent in order {
                for effect in desk.step(.offerAccepted(agent, ticket, offer.id), at: now) {
                    if case .assigned = effect { winners += 1 }
                }
            }
            if winners != 1 || desk.standing(of: ticket)?.agent != offer.agent { failures += 1 }
            let epoch = desk.standing(of: ticket)?.epoch ?? 0
            _ = desk.step(.closed(offer.agent, ticket, epoch: epoch, outcome: "solved", tags: []), at: now)
        }
        #expect(failures == 0)
        #expect(desk.ticketCount == 0)
        #expect(desk.violations().isEmpty)
    }

    /// E6: the colleague goes away at that very moment, before or after he was asked.
    @Test func e6ATransferToAnAgentWhoGoesAwayComesBackToTheQueue() throws {
        var scene = try Scene(adaHas: ["a"])
        scene.sit("Bob")
        scene.happen(.transferred("Ada", "a", epoch: scene.epoch("a"), to: .agent("Bob")))
        #expect(scene.offered("Bob") == ["a"])
        scene.happen(.agentDisconnected("Bob", connection: 1))
        #expect(scene.desk.standing(of: "a")?.phase == .waiting)
        scene.wait(60_000)
        #expect(scene.offered("Ada") == ["a"], "who gave him away is asked again after the pause")
        try scene.accept("Ada")
        let refused = scene.happen(.transferred("Ada", "a", epoch: scene.epoch("a"), to: .agent("Bob")))
        #expect(refused == [.rejected("a", "Ada", .agentUnavailable)])
        #expect(scene.has("Ada") == ["a"], "never lost")
    }

    /// E10: two hundred windows of one account are one person with one capacity.
    @Test func e10TwoHundredWindowsAreOnePresence() {
        var scene = Scene([Scene.support])
        for window in 0..<200 { scene.happen(.agentConnected("Ada", connection: UInt64(window))) }
        scene.happen(.agentAvailable("Ada", isOn: true, capacity: 2, skills: []))
        for customer in 0..<5 { scene.arrive(TicketID("c\(customer)")) }
        #expect(scene.offered("Ada").count == 2)
        #expect(scene.desk.summary(at: scene.now).agents.count == 1)
        for window in 0..<199 { scene.happen(.agentDisconnected("Ada", connection: UInt64(window))) }
        #expect(scene.offered("Ada").count == 2)
    }

    /// Complaints 12 and 13: who waited while nobody was there is offered to the first who comes, or comes back.
    @Test func whoWaitedAloneIsOfferedToWhoeverComes() throws {
        var scene = Scene([Scene.support])
        scene.arrive("a")
        scene.arrive("b")
        scene.sit("Ada")
        #expect(scene.offered("Ada") == ["a"])
        scene.happen(.agentAvailable("Ada", isOn: false, capacity: 1, skills: []))
        scene.wait(30_000)
        scene.sit("Bob", connection: 2)
        #expect(scene.offered("Bob") == ["a"], "the older one, not the newer")
        scene.happen(.agentAvailable("Ada", isOn: true, capacity: 1, skills: []))
        #expect(scene.offered("Ada") == ["b"])
    }

    /// E9, over long random lives: nobody is offered while somebody waits whom he may not pass. Whoever came first is passed
    /// only by who came at most a head start later for each level between them.
    @Test(arguments: Array(UInt64(1)...20))
    func e9NobodyIsPassedBeyondTheBound(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        var desk = DeskState()
        var now: Int64 = 1_000_000_000_000
        let configuration = DeskConfiguration(queues: [Scene.support])
        _ = desk.step(.started(seed: seed, seed2: 2), at: now)
        _ = desk.step(.configured(configuration), at: now)
        let agents: [AgentName] = ["Ada", "Bob", "Cleo"]
        for agent in agents {
            _ = desk.step(.agentConnected(agent, connection: 1), at: now)
            _ = desk.step(.agentAvailable(agent, isOn: true, capacity: 2, skills: []), at: now)
        }
        var waiting: [TicketID: (at: Int64, level: Int)] = [:]
        var came: [TicketID: (at: Int64, level: Int)] = [:]
        var longestPass: Int64 = 0
        func hear(_ effects: [DeskEffect]) {
            for case .offer(let offer) in effects {
                waiting[offer.ticket] = nil
                guard let mine = came[offer.ticket] else { continue }
                for (other, theirs) in waiting where theirs.at < mine.at {
                    let bound = Int64(max(0, mine.level - theirs.level)) * configuration.headStartMilliseconds
                    longestPass = max(longestPass, mine.at - theirs.at)
                    #expect(mine.at - theirs.at <= bound, "seed \(seed): \(offer.ticket) passed \(other)")
                }
            }
        }
        for round in 0..<600 {
            now += Int64(random.next(below: 40_000))
            hear(desk.step(.ticked, at: now))
            let priority = TicketPriority.allCases[random.next(below: 4)]
            let ticket = TicketID("t\(round)")
            came[ticket] = (now, priority.rawValue)
            waiting[ticket] = (now, priority.rawValue)
            hear(desk.step(.arrived(Arrival(ticket: ticket, queue: "support", priority: priority)), at: now))
            for agent in agents {
                for offer in desk.offers(to: agent) {
                    hear(desk.step(.offerAccepted(agent, offer.ticket, offer.id), at: now))
                }
                guard random.next(below: 4) == 0, let held = desk.assignments(of: agent).first else {
                    continue
                }
                hear(
                    desk.step(
                        .closed(agent, held.ticket, epoch: held.epoch, outcome: "solved", tags: []), at: now))
            }
        }
        #expect(longestPass > configuration.headStartMilliseconds, "the life was too quiet to say anything")
        #expect(longestPass <= 3 * configuration.headStartMilliseconds)
    }

    /// F13: a first-reply target of two open hours over the nights on which the clock changes.
    @Test(arguments: [
        // 02:00 is skipped: 01:00–02:00 and 03:00–04:00.
        ("2026-03-29T01:00", "2026-03-29T04:00"),
        // 02:00–03:00 comes twice: two hours after 01:00 the wall shows 02:00 again.
        ("2026-10-25T01:00", "2026-10-25T02:00"),
        ("2026-11-25T01:00", "2026-11-25T03:00"),
        // A leap day is a day.
        ("2028-02-29T23:00", "2028-03-01T01:00"),
    ])
    func f13ATargetCountsHoursThatPass(_ arrival: String, _ due: String) throws {
        let zone = try #require(Zone(identifier: "Europe/Paris"))
        var queue = DeskConfiguration.Queue(
            name: "support",
            hours: OpeningHours(
                weekly: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, [OpeningHours.wholeDay]) }),
                zone: zone))
        queue.firstReply = .init(synchronousMilliseconds: 2 * 3_600_000)
        var scene = Scene([queue])
        scene.now = try QueueRulesTests.at(arrival)
        scene.arrive("a")
        let at = scene.now + 2 * 3_600_000
        let civil = zone.civil(atMilliseconds: at)
        #expect(ISOText.date(civil.days) + "T" + ISOText.time(civil.minute) == due)
        scene.now = at - 1
        #expect(scene.happen(.ticked).isEmpty)
        scene.now = at
        #expect(
            scene.happen(.ticked) == [
                .breached(Breach(ticket: "a", queue: "support", target: .firstReply, dueMilliseconds: at))
            ])
    }
}
