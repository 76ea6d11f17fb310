import JSON
import Testing
import Wire

@testable import Desk
@testable import Sessions

@Suite struct DeskPictureTests {
    /// A desk with so many queues of so many waiting, and so many agents with so many customers each.
    private static func summary(queues: Int, waiting: Int, agents: Int, held: Int, skills: Int = 4)
        -> DeskSummary
    {
        func id(_ number: Int) -> TicketID {
            TicketID(String(repeating: "x", count: 16) + String(1_000_000 + number))
        }
        return DeskSummary(
            atMilliseconds: 1_795_510_800_000,
            queues: (0..<queues).map { queue in
                DeskSummary.Queue(
                    name: "queue-\(queue)", isOpen: true, isFull: false, waiting: waiting * 3, promised: 0,
                    withAgents: 0, oldestMilliseconds: 1, breaches: 1, agents: 1, expectedWaitMilliseconds: 1,
                    first: (0..<waiting).map { number in
                        DeskSummary.Waiting(
                            ticket: id(queue * 1_000 + number), priority: .normal, arrivedMilliseconds: 0,
                            language: "fr", channel: "web", bounces: 0, offeredTo: nil, reason: "asked",
                            firstReplyDueMilliseconds: 1, isBreached: false, isPromise: false,
                            heldUntilMilliseconds: nil, rankMilliseconds: 0)
                    })
            },
            agents: (0..<agents).map { agent in
                let kept = (0..<held).map { number in
                    DeskSummary.Held(
                        ticket: id(agent * 1_000 + number), queue: "queue-0", priority: .normal,
                        assignedMilliseconds: 0, isAnswered: true, isBreached: false)
                }
                return DeskSummary.Agent(
                    name: AgentName("agent-\(agent)"), isPresent: true, isAvailable: true, capacity: 100,
                    skills: (0..<skills).map { "skill-number-\($0)" }, offers: 0,
                    assigned: kept.map(\.ticket),
                    held: kept, load: held, wrappingUp: 0)
            },
            breaches: (0..<200).map { number in
                Breach(ticket: id(number), queue: "queue-0", target: .firstReply, dueMilliseconds: 1)
            })
    }

    private static func picture(_ summary: DeskSummary) throws -> (JSONValue, octets: Int) {
        let bytes = ServerMessage.desk(DeskPicture.members(summary, "one"))
        return (try JSONReader.parse(bytes, maximumDepth: 32), bytes.count)
    }

    @Test func aUsualDeskIsShownWhole() throws {
        let (picture, _) = try Self.picture(Self.summary(queues: 12, waiting: 20, agents: 60, held: 4))
        #expect(picture["queues"]?.array?.count == 12)
        #expect(picture["queues"]?.array?.allSatisfy { $0["first"]?.array?.count == 20 } == true)
        #expect(picture["agents"]?.array?.count == 60)
        #expect(picture["agents"]?.array?.allSatisfy { $0["held"]?.array?.count == 4 } == true)
        #expect(picture["agents"]?.array?.allSatisfy { $0["assigned"]?.array?.count == 4 } == true)
        #expect(picture["more_agents"] == nil)
    }

    @Test(arguments: [
        (256, 50, 2_000, 100, 4), (1, 50, 300, 10, 64), (256, 50, 0, 0, 0), (1, 0, 3_000, 0, 0),
    ])
    func aDeskOfAnySizeFitsIntoOneLine(queues: Int, waiting: Int, agents: Int, held: Int, skills: Int) throws
    {
        let summary = Self.summary(
            queues: queues, waiting: waiting, agents: agents, held: held, skills: skills)
        let (picture, octets) = try Self.picture(summary)
        #expect(octets < WireLimits.serverLine)
        // Every queue is there with its count; those who wait are named evenly, the first of each before any second.
        let shown = try #require(picture["queues"]?.array)
        #expect(shown.map { $0["waiting"]?.int64 } == summary.queues.map { Int64($0.waiting) })
        let named = shown.map { $0["first"]?.array?.count ?? 0 }
        #expect((named.max() ?? 0) - (named.min() ?? 0) <= 1)
        let people = try #require(picture["agents"]?.array)
        #expect(people.count + Int(picture["more_agents"]?.int64 ?? 0) == agents)
        #expect(agents == 0 || people.count >= 40)
        // Whoever is left off is left off in both lists.
        #expect(people.allSatisfy { $0["held"]?.array?.count == $0["assigned"]?.array?.count })
    }
}
