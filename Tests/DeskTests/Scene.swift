import CivilTime
import Desk
import Testing

/// A desk in a test: events by short names, a clock that is told, and every effect kept.
struct Scene {
    var desk = DeskState()
    var now: Int64 = 1_000_000_000_000
    var effects: [DeskEffect] = []
    var entries: [DeskEntry] = []

    init(_ queues: [DeskConfiguration.Queue], _ change: (inout DeskConfiguration) -> Void = { _ in }) {
        var configuration = DeskConfiguration(queues: queues)
        change(&configuration)
        happen(.started(seed: 7, seed2: 8))
        happen(.configured(configuration))
    }

    /// Queues of which the first serves everybody; Ada sits there and has taken these customers.
    init(
        adaHas tickets: [TicketID], capacity: Int = 1, in queues: [DeskConfiguration.Queue] = [Scene.support]
    ) throws {
        self.init(queues)
        sit("Ada", capacity: capacity)
        for ticket in tickets { arrive(ticket) }
        for _ in tickets { try accept("Ada") }
    }

    /// Steps, checks the desk's laws, and keeps the effects.
    @discardableResult
    mutating func happen(_ event: DeskEvent, _ location: SourceLocation = #_sourceLocation) -> [DeskEffect] {
        entries.append(DeskEntry(event, at: now))
        let new = desk.step(event, at: now)
        effects += new
        let violations = desk.violations()
        #expect(violations.isEmpty, "after \(event)", sourceLocation: location)
        return new
    }

    @discardableResult
    mutating func wait(_ milliseconds: Int64, _ location: SourceLocation = #_sourceLocation) -> [DeskEffect] {
        now += milliseconds
        return happen(.ticked, location)
    }

    @discardableResult
    mutating func arrive(
        _ ticket: TicketID, _ queue: String = "support", _ priority: TicketPriority = .normal
    )
        -> [DeskEffect]
    {
        happen(.arrived(Arrival(ticket: ticket, queue: queue, priority: priority)))
    }

    @discardableResult
    mutating func sit(_ agent: AgentName, capacity: Int = 1, skills: [String] = [], connection: UInt64 = 1)
        -> [DeskEffect]
    {
        let first = happen(.agentConnected(agent, connection: connection))
        return first + happen(.agentAvailable(agent, isOn: true, capacity: capacity, skills: skills))
    }

    /// The customer accepted by this agent from his oldest offer.
    @discardableResult
    mutating func accept(_ agent: AgentName) throws -> [DeskEffect] {
        let offer = try #require(desk.offers(to: agent).first)
        return happen(.offerAccepted(agent, offer.ticket, offer.id))
    }

    @discardableResult
    mutating func decline(_ agent: AgentName) throws -> [DeskEffect] {
        let offer = try #require(desk.offers(to: agent).first)
        return happen(.offerDeclined(agent, offer.ticket, offer.id))
    }

    /// Whom an agent is asked to take, in order.
    func offered(_ agent: AgentName) -> [TicketID] { desk.offers(to: agent).map(\.ticket) }

    func has(_ agent: AgentName) -> [TicketID] { desk.assignments(of: agent).map(\.ticket) }

    func epoch(_ ticket: TicketID) -> Int64 { desk.standing(of: ticket)?.epoch ?? -1 }

    /// Waiting customers of a queue, in order.
    func line(_ queue: String = "support") -> [TicketID] {
        desk.summary(at: now).queues.first { $0.name == queue }?.first.map(\.ticket) ?? []
    }

    static let support = DeskConfiguration.Queue(name: "support")
    static let orders = DeskConfiguration.Queue(name: "orders", skills: ["orders"])
}
