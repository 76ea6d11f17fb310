import CivilTime
package import JSON

/// Something that counts in the figures of a day.
package enum Tally: Sendable, Hashable {
    case opened
    /// By an agent, or (nil) by the bot or the customer.
    case closed(outcome: String, by: AgentName?)
    /// 1…5.
    case rated(Int)
    /// A queue took a customer the bot handed over.
    case handedOver(queue: String, reason: String)
    case refused(queue: String)
    /// An agent has the customer, who waited so long for him: since he came or came back, or the door opened.
    case assigned(queue: String, AgentName, waitMilliseconds: Int64)
    /// An agent is done with him, so long after he got him.
    case handled(queue: String, AgentName, milliseconds: Int64)
    /// The customer went away while he waited.
    case left(queue: String)
    case promised(queue: String)
    case breached(queue: String)
    /// He came back from an agent.
    case bounced(queue: String)
}

/// What happened since midnight, counted; the midnight of the queues' zone.
///
/// Counts only, so a day is a few kilobytes whatever it brought. It is no source of truth: the record is, and counts
/// of the last minute may be missing after a crash.
package struct DayFigures: Sendable, Hashable {
    package struct Queue: Sendable, Hashable {
        package var arrived = 0
        package var refused = 0
        package var assigned = 0
        package var handled = 0
        package var left = 0
        package var promised = 0
        package var breaches = 0
        package var bounces = 0
        package var waitMilliseconds: Int64 = 0
        package var longestWaitMilliseconds: Int64 = 0
        package var handlingMilliseconds: Int64 = 0
    }

    package struct Agent: Sendable, Hashable {
        package var assigned = 0
        package var closed = 0
        package var handlingMilliseconds: Int64 = 0
    }

    /// One hour of the wall's clock; in autumn an hour that comes twice is one.
    package struct Hour: Sendable, Hashable {
        package var opened = 0
        package var handedOver = 0
        package var closed = 0
    }

    /// Days since 1970 in the zone; nil before the first tally.
    package private(set) var day: Int32?
    package private(set) var opened = 0
    package private(set) var closed = 0
    package private(set) var closedByBot = 0
    package private(set) var outcomes: [String: Int] = [:]
    package private(set) var reasons: [String: Int] = [:]
    /// How often 1…5 was given.
    package private(set) var ratings = [Int](repeating: 0, count: 5)
    package private(set) var queues: [String: Queue] = [:]
    package private(set) var agents: [String: Agent] = [:]
    package private(set) var hours = [Hour](repeating: Hour(), count: 24)

    /// Names of one kind that are counted; what comes beyond is `other`.
    static let names = 256

    package init() {}

    /// Begins a new day when it is one.
    package mutating func turn(to milliseconds: Int64, _ configuration: DeskConfiguration) {
        let today = configuration.zone.civil(atMilliseconds: milliseconds).days
        if day != today {
            self = DayFigures()
            day = today
        }
    }

    /// Counts what happened, in its day and hour on the clock of the desk's zone; a new day begins at zero.
    package mutating func note(
        _ tally: Tally, at milliseconds: Int64, _ configuration: DeskConfiguration
    ) {
        turn(to: milliseconds, configuration)
        let hour = min(max(Int(configuration.zone.civil(atMilliseconds: milliseconds).minute) / 60, 0), 23)
        switch tally {
        case .opened:
            opened += 1
            hours[hour].opened += 1
        case .closed(let outcome, let agent):
            closed += 1
            hours[hour].closed += 1
            Self.count(outcome, in: &outcomes) { $0 += 1 }
            if let agent {
                Self.count(agent.text, in: &agents) { $0.closed += 1 }
            } else {
                closedByBot += 1
            }
        case .rated(let score):
            if ratings.indices.contains(score - 1) { ratings[score - 1] += 1 }
        case .handedOver(let queue, let reason):
            hours[hour].handedOver += 1
            Self.count(reason, in: &reasons) { $0 += 1 }
            Self.count(queue, in: &queues) { $0.arrived += 1 }
        case .refused(let queue): Self.count(queue, in: &queues) { $0.refused += 1 }
        case .assigned(let queue, let agent, let wait):
            Self.count(queue, in: &queues) { figures in
                figures.assigned += 1
                figures.waitMilliseconds += Self.bound(wait)
                figures.longestWaitMilliseconds = max(figures.longestWaitMilliseconds, Self.bound(wait))
            }
            Self.count(agent.text, in: &agents) { $0.assigned += 1 }
        case .handled(let queue, let agent, let length):
            Self.count(queue, in: &queues) { figures in
                figures.handled += 1
                figures.handlingMilliseconds += Self.bound(length)
            }
            Self.count(agent.text, in: &agents) { $0.handlingMilliseconds += Self.bound(length) }
        case .left(let queue): Self.count(queue, in: &queues) { $0.left += 1 }
        case .promised(let queue): Self.count(queue, in: &queues) { $0.promised += 1 }
        case .breached(let queue): Self.count(queue, in: &queues) { $0.breaches += 1 }
        case .bounced(let queue): Self.count(queue, in: &queues) { $0.bounces += 1 }
        }
    }

    /// A clock put forward makes no wait of years.
    private static func bound(_ length: Int64) -> Int64 { min(max(length, 0), DeskLimits.lengthMilliseconds) }

    private static func count<Value: Countable>(
        _ name: String, in table: inout [String: Value], _ change: (inout Value) -> Void
    ) {
        let key = table[name] != nil || table.count < names ? name : "other"
        change(&table[key, default: Value()])
    }
}

protocol Countable { init() }
extension Int: Countable {}
extension DayFigures.Queue: Countable {}
extension DayFigures.Agent: Countable {}

// MARK: - As JSON

extension DayFigures {
    /// What the protocol's `figures` tells; means are rounded to a millisecond, names in order.
    package var members: [JSONMember] {
        var all: [JSONMember] = []
        if let day { all.append(JSONMember("day", .string(ISOText.date(day)))) }
        return all + [
            JSONMember("opened", Self.json(opened)),
            JSONMember("closed", Self.json(closed)),
            JSONMember("closed_by_bot", Self.json(closedByBot)),
            JSONMember("outcomes", Self.counts(outcomes)),
            JSONMember("reasons", Self.counts(reasons)),
            JSONMember("ratings", .array(ratings.map(Self.json))),
            JSONMember("hours", .array(hours.map(Self.json))),
            JSONMember("queues", .array(queues.sorted { $0.key < $1.key }.map(Self.json))),
            JSONMember("agents", .array(agents.sorted { $0.key < $1.key }.map(Self.json))),
        ]
    }

    private static func json(_ count: Int) -> JSONValue { .integer(Int64(count)) }

    private static func counts(_ table: [String: Int]) -> JSONValue {
        .object(table.sorted { $0.key < $1.key }.map { JSONMember($0.key, json($0.value)) })
    }

    private static func json(_ hour: Hour) -> JSONValue {
        ["opened": json(hour.opened), "handed_over": json(hour.handedOver), "closed": json(hour.closed)]
    }

    private static func json(_ name: String, _ queue: Queue) -> JSONValue {
        [
            "name": .string(name), "arrived": json(queue.arrived), "refused": json(queue.refused),
            "assigned": json(queue.assigned), "handled": json(queue.handled), "left": json(queue.left),
            "promised": json(queue.promised), "breaches": json(queue.breaches),
            "bounces": json(queue.bounces), "wait_ms": .integer(queue.waitMilliseconds),
            "longest_wait_ms": .integer(queue.longestWaitMilliseconds),
            "handling_ms": .integer(queue.handlingMilliseconds),
        ]
    }

    private static func json(_ name: String, _ agent: Agent) -> JSONValue {
        [
            "name": .string(name), "assigned": json(agent.assigned), "closed": json(agent.closed),
            "handling_ms": .integer(agent.handlingMilliseconds),
        ]
    }

    /// For the record: the day's number goes along, the rest as above.
    package func encode() -> [UInt8] {
        JSONValue.object([JSONMember("days", day.map { .integer(Int64($0)) } ?? .null)] + members).encoded()
    }

    /// What an earlier start kept; an empty day when the bytes are of another version.
    package init(decoding bytes: [UInt8]) {
        self.init()
        guard let value = try? JSONReader.parse(bytes) else { return }
        day = value["days"]?.int64.flatMap { Int32(exactly: $0) }
        opened = Self.count(value, "opened")
        closed = Self.count(value, "closed")
        closedByBot = Self.count(value, "closed_by_bot")
        outcomes = Self.table(value, "outcomes")
        reasons = Self.table(value, "reasons")
        for (index, count) in (value["ratings"]?.array ?? []).prefix(5).enumerated() {
            ratings[index] = count.int ?? 0
        }
        for (index, hour) in (value["hours"]?.array ?? []).prefix(24).enumerated() {
            hours[index] = Hour(
                opened: Self.count(hour, "opened"), handedOver: Self.count(hour, "handed_over"),
                closed: Self.count(hour, "closed"))
        }
        for one in (value["queues"]?.array ?? []).prefix(Self.names + 1) {
            guard let name = one["name"]?.string else { continue }
            queues[name] = Queue(
                arrived: Self.count(one, "arrived"), refused: Self.count(one, "refused"),
                assigned: Self.count(one, "assigned"), handled: Self.count(one, "handled"),
                left: Self.count(one, "left"), promised: Self.count(one, "promised"),
                breaches: Self.count(one, "breaches"), bounces: Self.count(one, "bounces"),
                waitMilliseconds: one["wait_ms"]?.int64 ?? 0,
                longestWaitMilliseconds: one["longest_wait_ms"]?.int64 ?? 0,
                handlingMilliseconds: one["handling_ms"]?.int64 ?? 0)
        }
        for one in (value["agents"]?.array ?? []).prefix(Self.names + 1) {
            guard let name = one["name"]?.string else { continue }
            agents[name] = Agent(
                assigned: Self.count(one, "assigned"), closed: Self.count(one, "closed"),
                handlingMilliseconds: one["handling_ms"]?.int64 ?? 0)
        }
    }

    private static func count(_ value: JSONValue, _ key: String) -> Int { max(0, value[key]?.int ?? 0) }

    private static func table(_ value: JSONValue, _ key: String) -> [String: Int] {
        let members = (value[key]?.object ?? []).prefix(names + 1)
        return Dictionary(members.map { ($0.key, $0.value.int ?? 0) }) { _, last in last }
    }
}
