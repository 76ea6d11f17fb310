import CivilTime
import Desk
import TestSupport
import Testing

/// The laws of the desk, over long random lives of it. A failure names its seed.
@Suite struct DeskLawsTests {
    /// What a customer's client and an agent's console would believe, from the effects alone.
    struct Beliefs {
        enum Owner: Hashable { case queue, agent(AgentName, Int64) }
        var owners: [TicketID: Owner] = [:]
        var offers: [OfferID: Offer] = [:]
        var highestEpoch: Int64 = 0

        mutating func hear(_ effects: [DeskEffect], _ seed: UInt64) {
            for effect in effects {
                switch effect {
                case .promised(let ticket, _, _):
                    #expect(owners[ticket] == nil || owners[ticket] == .queue, "seed \(seed)")
                    owners[ticket] = .queue
                case .accepted(let ticket, _):
                    #expect(owners[ticket] == nil || owners[ticket] == .queue, "seed \(seed)")
                    owners[ticket] = .queue
                case .offer(let offer):
                    #expect(owners[offer.ticket] == .queue, "seed \(seed): offered while owned")
                    #expect(offers.updateValue(offer, forKey: offer.id) == nil, "seed \(seed): id twice")
                    #expect(
                        offers.values.count { $0.ticket == offer.ticket } == 1, "seed \(seed): two offers")
                case .withdrawOffer(let offer, _):
                    #expect(offers.removeValue(forKey: offer.id) == offer, "seed \(seed)")
                case .assigned(let ticket, let agent, let epoch, _):
                    if owners[ticket] == .agent(agent, epoch) { continue }  // the same answer again
                    #expect(owners[ticket] == .queue, "seed \(seed): two owners")
                    #expect(epoch > highestEpoch, "seed \(seed): epoch does not grow")
                    highestEpoch = epoch
                    owners[ticket] = .agent(agent, epoch)
                case .unassigned(let ticket, let agent, let epoch, _):
                    #expect(owners[ticket] == .agent(agent, epoch), "seed \(seed)")
                    owners[ticket] = .queue
                case .queued(let ticket, _, _), .placeChanged(let ticket, _):
                    #expect(owners[ticket] == .queue, "seed \(seed)")
                case .departed(let ticket, _):
                    #expect(owners.removeValue(forKey: ticket) != nil, "seed \(seed): gone twice")
                case .refused, .agentLost, .agentBack, .rejected, .breached, .bounced: break
                }
            }
        }
    }

    struct Life {
        var random: SeededNumbers
        var scene: Scene
        var beliefs = Beliefs()
        var seen = 0
        let seed: UInt64
        let agents: [AgentName] = ["Ada", "Bob", "Cleo", "Dan", "Sue"]

        init(seed: UInt64) throws {
            self.seed = seed
            random = SeededNumbers(seed: seed)
            let zone = try #require(Zone(identifier: "Europe/Paris"))
            var orders = DeskConfiguration.Queue(name: "orders", skills: ["orders"], fullAt: 12)
            orders.overflow = .init(queue: "support", afterMilliseconds: 120_000)
            orders.firstReply = .init(synchronousMilliseconds: 60_000, asynchronousMilliseconds: 600_000)
            var expert = DeskConfiguration.Queue(name: "expert", skills: ["orders", "gold"])
            expert.hours = OpeningHours(
                weekly: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, [300..<1200]) }), zone: zone)
            expert.resolve = .init(synchronousMilliseconds: 900_000)
            expert.wrapUpMilliseconds = 45_000
            orders.wrapUpMilliseconds = 20_000
            expert.overflow = .init(queue: "orders", afterMilliseconds: 60_000)
            scene = Scene([DeskConfiguration.Queue(name: "support"), orders, expert]) {
                $0.silentAgentMilliseconds = 240_000
            }
        }

        mutating func pick<T>(_ items: [T]) -> T { items[random.next(below: items.count)] }

        mutating func ticket() -> TicketID { TicketID("t\(max(0, seen - random.next(below: 25)))") }

        mutating func event() -> DeskEvent {
            let agent = pick(agents)
            let held = scene.desk.assignments(of: agent)
            let offers = scene.desk.offers(to: agent)
            // Mostly what a well-behaved party would say, sometimes anything.
            let sane = random.next(below: 8) > 0
            let (ticket, epoch): (TicketID, Int64) =
                sane && !held.isEmpty ? pick(held) : (ticket(), Int64(random.next(below: 40)))
            switch random.next(below: 30) {
            case 0...6:
                seen += random.next(below: 10) > 0 ? 1 : 0
                return .arrived(
                    Arrival(
                        ticket: TicketID("t\(seen)"),
                        queue: pick(["support", "orders", "expert", "support"]),
                        priority: pick(TicketPriority.allCases), skills: pick([[], [], ["fr"]]),
                        isAsynchronous: random.next(below: 4) == 0))
            case 7:
                if random.next(below: 3) > 0 { return .customerLeft(self.ticket()) }
                seen += random.next(below: 4) > 0 ? 1 : 0
                return .promised(
                    Arrival(ticket: TicketID("t\(seen)"), queue: pick(["support", "orders", "expert"])),
                    dueMilliseconds: pick([nil, scene.now + 600_000, scene.now - 5, .max]))
            case 8: return .agentConnected(agent, connection: UInt64(random.next(below: 3)))
            case 9: return .agentDisconnected(agent, connection: UInt64(random.next(below: 3)))
            case 10: return random.next(below: 4) == 0 ? .agentLeft(agent) : .ticked
            case 11, 12:
                return .agentAvailable(
                    agent, isOn: random.next(below: 6) > 0, capacity: random.next(below: 4),
                    skills: pick([["orders", "fr"], ["orders", "gold"], [], ["orders"], ["fr"]]))
            case 13...18:
                if sane, !offers.isEmpty {
                    let offer = pick(offers)
                    return .offerAccepted(agent, offer.ticket, offer.id)
                }
                return .offerAccepted(
                    agent, ticket, pick(Array(beliefs.offers.keys.sorted { $0.text < $1.text }) + ["x"]))
            case 19:
                guard !offers.isEmpty else { return .ticked }
                let offer = pick(offers)
                return .offerDeclined(agent, offer.ticket, offer.id)
            case 20, 21: return .replied(agent, ticket, epoch: epoch)
            case 22: return .released(agent, ticket, epoch: epoch)
            case 23:
                let targets: [TransferTarget] = [
                    .queue(pick(["support", "orders", "expert", "none"])), .agent(pick(agents)), .bot("f/s"),
                ]
                return .transferred(agent, ticket, epoch: epoch, to: pick(targets))
            case 24, 25: return .closed(agent, ticket, epoch: epoch, outcome: "solved", tags: ["a"])
            case 26: return .taken("Sue", self.ticket())
            case 27: return .moved(self.ticket(), queue: pick(["support", "orders", "none"]))
            case 28: return .assigned(self.ticket(), to: agent)
            default:
                guard random.next(below: 12) == 0 else { return .ticked }
                return random.next(below: 3) == 0 ? .restarted : .configured(scene.desk.configuration)
            }
        }

        /// One event; `Scene.happen` audits the desk, here come the laws that need the history.
        mutating func go() {
            scene.now += [0, 1, 500, 2000, 7000, 20_000, 61_000][random.next(below: 7)]
            let event = event()
            let before = scene.desk
            let effects = scene.happen(event)
            beliefs.hear(effects, seed)
            // Nobody is lost, nobody is doubled, and both sides believe the same.
            let count = scene.desk.ticketCount
            #expect(count == beliefs.owners.count, "seed \(seed), \(event)")
            for (ticket, owner) in beliefs.owners {
                let standing = scene.desk.standing(of: ticket)
                switch owner {
                case .queue:
                    #expect(standing?.phase == .waiting || standing?.phase == .offered, "seed \(seed)")
                case .agent(let agent, let epoch):
                    #expect(standing?.agent == agent && standing?.epoch == epoch, "seed \(seed)")
                }
            }
            checkOffers(effects, event, before)
        }

        /// Whoever is offered something has room for it, and nobody better ranked whom he could be offered is passed over.
        func checkOffers(_ effects: [DeskEffect], _ event: DeskEvent, _ before: DeskState) {
            let summary = scene.desk.summary(at: scene.now)
            for case .offer(let offer) in effects where scene.desk.offers(to: offer.agent).contains(offer) {
                guard let agent = summary.agents.first(where: { $0.name == offer.agent }) else {
                    Issue.record("seed \(seed): offer to nobody")
                    continue
                }
                #expect(agent.isPresent && agent.isAvailable, "seed \(seed)")
                #expect(agent.load <= agent.capacity, "seed \(seed): over capacity")
                if case .transferred = event { continue }  // a person chose the agent
                let mine = rank(of: offer.ticket, in: summary)
                for queue in summary.queues {
                    for waiting in queue.first where waiting.offeredTo == nil {
                        guard let theirs = rank(of: waiting.ticket, in: summary), let mine, theirs < mine
                        else {
                            continue
                        }
                        let isPassedOver = scene.desk.couldBeOffered(waiting.ticket, to: offer.agent)
                        #expect(!isPassedOver, "seed \(seed): \(offer.ticket) before \(waiting.ticket)")
                    }
                }
            }
        }

        func rank(of ticket: TicketID, in summary: DeskSummary) -> Int64? {
            for queue in summary.queues {
                for waiting in queue.first where waiting.ticket == ticket {
                    return waiting.rankMilliseconds
                }
            }
            return nil
        }
    }

    @Test(arguments: Array(UInt64(1)...24))
    func nobodyIsLostDoubledOrPassedOver(seed: UInt64) throws {
        var life = try Life(seed: seed)
        for _ in 0..<500 {
            life.go()
            let violations = life.scene.desk.violations()
            try #require(violations.isEmpty, "seed \(seed)")
        }
        #expect(life.scene.effects.contains { if case .offer = $0 { true } else { false } })
    }

    @Test(arguments: Array(UInt64(101)...112))
    func foldingTheRecordGivesTheLivingDesk(seed: UInt64) throws {
        var life = try Life(seed: seed)
        for _ in 0..<400 { life.go() }
        var folded = DeskState()
        var effects: [DeskEffect] = []
        for entry in life.scene.entries {
            let read = try DeskEntry(decoding: entry.encode())
            #expect(read == entry)
            effects += folded.step(read.event, at: read.atMilliseconds)
        }
        #expect(effects == life.scene.effects, "seed \(seed)")
        #expect(folded.encode() == life.scene.desk.encode(), "seed \(seed)")
    }

    @Test(arguments: Array(UInt64(201)...212))
    func aSnapshotGoesOnLikeTheLivingDesk(seed: UInt64) throws {
        var life = try Life(seed: seed)
        for _ in 0..<150 { life.go() }
        var copy = try DeskState(decoding: life.scene.desk.encode())
        #expect(copy.nextWakeAt == life.scene.desk.nextWakeAt, "seed \(seed)")
        #expect(copy.encode() == life.scene.desk.encode(), "seed \(seed)")
        let from = life.scene.entries.count
        let heard = life.scene.effects.count
        for _ in 0..<250 { life.go() }
        var effects: [DeskEffect] = []
        for entry in life.scene.entries[from...] {
            effects += copy.step(entry.event, at: entry.atMilliseconds)
        }
        #expect(effects == Array(life.scene.effects[heard...]), "seed \(seed)")
        #expect(copy.encode() == life.scene.desk.encode(), "seed \(seed)")
        #expect(copy.nextWakeAt == life.scene.desk.nextWakeAt, "seed \(seed)")
    }
}
