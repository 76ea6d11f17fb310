/// An agent, on however many connections.
struct DeskAgent: Hashable, Sendable {
    let name: AgentName
    /// In order, without repeats.
    var connections: [UInt64] = []
    var isAvailable = false
    var capacity = 0
    /// In order, without repeats.
    var skills: [String] = []
    /// Orders of the customers he has, in order of assignment.
    var assigned: [UInt64] = []
    /// Orders of the customers offered to him.
    var offered: [UInt64] = []
    /// Seats still taken by conversations he closed, each until then; in order.
    var wrapUps: [Int64] = []
    /// Set while no connection is left: until then his customers are kept for him.
    var lostUntil: Int64?
    var lastOfferedAt = Int64.min

    init(name: AgentName) { self.name = name }

    var isPresent: Bool { !connections.isEmpty }
    var load: Int { assigned.count + offered.count + wrapUps.count }
    var isServing: Bool { isPresent && isAvailable }
    var hasRoom: Bool { isServing && load < capacity }

    func has(skills needed: [String]) -> Bool {
        needed.allSatisfy { skill in skills.contains(skill) }
    }

    /// Whether this one should be asked before the other: the less loaded share of his capacity, then whoever waits longest for
    /// an offer, then by name.
    func comes(before other: DeskAgent) -> Bool {
        let mine = load * max(other.capacity, 1)
        let theirs = other.load * max(capacity, 1)
        if mine != theirs { return mine < theirs }
        if lastOfferedAt != other.lastOfferedAt { return lastOfferedAt < other.lastOfferedAt }
        return name < other.name
    }
}
