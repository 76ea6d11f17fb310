import Desk
import Glibc

// Measures what a customer is told about his wait against how long he waited, over simulated days of one desk.
//
//     swift run -c release BenchDesk [--days N] [--seed N]
//
// Customers come at random (exponential gaps), agents need log-normal times, and the desk is the real one: offers,
// acceptances after a few seconds, learned handling times. The first day of each run only teaches. Nothing here is tuned to
// the estimator: it knows neither the rates nor the distributions.

/// SplitMix64.
struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0 < x < 1.
    mutating func unit() -> Double { (Double(next() >> 11) + 0.5) / 9_007_199_254_740_992 }
    mutating func exponential(mean: Double) -> Double { -mean * log(unit()) }

    /// Log-normal with this mean and spread of the logarithm.
    mutating func logNormal(mean: Double, sigma: Double) -> Double {
        let normal = (-2 * log(unit())).squareRoot() * cos(2 * .pi * unit())
        return mean * exp(sigma * normal - sigma * sigma / 2)
    }
}

struct Scenario {
    var name: String
    var agents: Int
    var capacity: Int
    /// Arrivals against what the agents can do.
    var load: Double
    var handlingMinutes: Double
    var sigma = 0.7
}

struct Outcome {
    /// Told and real, in minutes, of those who had to wait.
    var waits: [(told: Double, real: Double)] = []
    var arrived = 0
    var refused = 0
}

/// One desk for some days.
struct Simulation {
    enum Happening { case arrives, accepts(AgentName, TicketID, OfferID), closes(AgentName, TicketID) }

    let scenario: Scenario
    var numbers: Numbers
    var desk = DeskState()
    var now: Int64 = 1_000_000_000_000
    var agenda: [(at: Int64, order: Int, what: Happening)] = []
    var added = 0
    var told: [TicketID: (milliseconds: Int64, at: Int64)] = [:]
    var outcome = Outcome()
    var taught = false

    init(_ scenario: Scenario, seed: UInt64) {
        self.scenario = scenario
        numbers = Numbers(seed: seed)
    }

    mutating func add(_ delay: Double, _ what: Happening) {
        added += 1
        let at = now + Int64(max(delay, 1))
        // The soonest last: a binary search keeps the agenda in order.
        var low = 0
        var high = agenda.count
        while low < high {
            let middle = (low + high) / 2
            if (agenda[middle].at, agenda[middle].order) > (at, added) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        agenda.insert((at, added, what), at: low)
    }

    var gap: Double {
        scenario.handlingMinutes * 60_000 / (Double(scenario.agents * scenario.capacity) * scenario.load)
    }

    mutating func happen(_ event: DeskEvent) {
        for effect in desk.step(event, at: now) { hear(effect) }
    }

    mutating func hear(_ effect: DeskEffect) {
        switch effect {
        case .accepted(let ticket, let place):
            if let wait = place.expectedWaitMilliseconds { told[ticket] = (wait, now) }
        case .refused: outcome.refused += 1
        case .offer(let offer):
            // Reading the packet takes some seconds.
            add(numbers.exponential(mean: 6_000), .accepts(offer.agent, offer.ticket, offer.id))
        case .assigned(let ticket, let agent, _, _):
            if let known = told.removeValue(forKey: ticket), taught, known.milliseconds > 0 {
                outcome.waits.append((Double(known.milliseconds) / 60_000, Double(now - known.at) / 60_000))
            }
            add(
                numbers.logNormal(mean: scenario.handlingMinutes * 60_000, sigma: scenario.sigma),
                .closes(agent, ticket))
        default: break
        }
    }

    mutating func run(days: Int) -> Outcome {
        var queue = DeskConfiguration.Queue(name: "support")
        queue.fullAt = 500
        var configuration = DeskConfiguration(queues: [queue])
        configuration.silentAgentMilliseconds = nil
        happen(.started(seed: 1, seed2: 2))
        happen(.configured(configuration))
        for index in 0..<scenario.agents {
            let name = AgentName("agent-\(index)")
            happen(.agentConnected(name, connection: UInt64(index)))
            happen(.agentAvailable(name, isOn: true, capacity: scenario.capacity, skills: []))
        }
        let dayMilliseconds: Int64 = 8 * 3_600_000
        let begin = now
        add(numbers.exponential(mean: gap), .arrives)
        while let next = agenda.popLast(), next.at < begin + Int64(days + 1) * dayMilliseconds {
            now = next.at
            if let due = desk.nextWakeAt, due <= now { happen(.ticked) }
            if !taught, now >= begin + dayMilliseconds { taught = true }
            switch next.what {
            case .arrives:
                outcome.arrived += 1
                happen(.arrived(Arrival(ticket: TicketID("t\(outcome.arrived)"), queue: "support")))
                add(numbers.exponential(mean: gap), .arrives)
            case .accepts(let agent, let ticket, let offer):
                happen(.offerAccepted(agent, ticket, offer))
            case .closes(let agent, let ticket):
                guard let standing = desk.standing(of: ticket), standing.agent == agent else { continue }
                happen(.closed(agent, ticket, epoch: standing.epoch, outcome: "solved", tags: []))
            }
        }
        return outcome
    }
}

func number(after flag: String, _ usual: Int) -> Int {
    guard let index = CommandLine.arguments.firstIndex(of: flag),
        CommandLine.arguments.indices.contains(index + 1)
    else { return usual }
    return Int(CommandLine.arguments[index + 1]) ?? usual
}

func padded(_ text: String, _ width: Int) -> String {
    text.count >= width ? text : String(repeating: " ", count: width - text.count) + text
}

func tenths(_ value: Double) -> String {
    let scaled = Int((value * 10).rounded())
    return (scaled < 0 ? "-" : "") + "\(abs(scaled) / 10).\(abs(scaled) % 10)"
}

let days = max(1, number(after: "--days", 20))
let seed = UInt64(max(0, number(after: "--seed", 1)))
let scenarios = [
    Scenario(name: "2 agents x 2, quiet", agents: 2, capacity: 2, load: 0.7, handlingMinutes: 8),
    Scenario(name: "2 agents x 2, busy", agents: 2, capacity: 2, load: 0.9, handlingMinutes: 8),
    Scenario(name: "8 agents x 3, busy", agents: 8, capacity: 3, load: 0.9, handlingMinutes: 12),
    Scenario(name: "8 agents x 3, too busy", agents: 8, capacity: 3, load: 1.02, handlingMinutes: 12),
    Scenario(name: "20 agents x 1, phone", agents: 20, capacity: 1, load: 0.95, handlingMinutes: 5),
    Scenario(name: "5 x 2, uneven talks", agents: 5, capacity: 2, load: 0.9, handlingMinutes: 10, sigma: 1.2),
]
print("expected wait against real wait, minutes; \(days) days of 8 h after one that teaches; seed \(seed)")
print(
    padded("desk", 26) + padded("waited", 9) + padded("real", 8) + padded("told", 8) + padded("bias", 8)
        + padded("error", 8) + padded("mean", 8) + padded("within", 9))
for scenario in scenarios {
    var simulation = Simulation(scenario, seed: seed)
    let waits = simulation.run(days: days).waits
    let count = Double(max(waits.count, 1))
    let real = waits.reduce(0) { $0 + $1.real } / count
    let told = waits.reduce(0) { $0 + $1.told } / count
    let error = waits.reduce(0) { $0 + abs($1.told - $1.real) } / count
    // What anybody would say who knows only the mean wait of this very run.
    let constant = waits.reduce(0) { $0 + abs(real - $1.real) } / count
    let within = Double(waits.count { abs($0.told - $0.real) <= max(1, $0.told / 2) }) / count * 100
    print(
        padded(scenario.name, 26) + padded("\(waits.count)", 9) + padded(tenths(real), 8)
            + padded(tenths(told), 8) + padded(tenths(told - real), 8) + padded(tenths(error), 8)
            + padded(tenths(constant), 8) + padded(tenths(within) + " %", 9))
}
print(
    "error: mean absolute; mean: the same for whoever always says the true mean; within: half of what was told, or 1 min"
)
