import JSON

/// Somebody with connections.
protocol Actor {
    /// His moment: he says, does or repeats something, and decides when the next moment is.
    mutating func act(_ index: Int, _ simulation: Simulation)
    mutating func hear(_ line: JSONValue, _ link: UInt64, _ simulation: Simulation)
    mutating func lost(_ link: UInt64, _ simulation: Simulation)
    /// What he still waits for, in words; empty when he is content.
    func waits(_ simulation: Simulation) -> String
}

/// What one window knows of one conversation: its events must come one after the other.
struct Reader {
    var lastSeq: Int64
    /// The answer to open or resume is here.
    var isReady = false

    /// - Returns: what is wrong with this one as the next.
    mutating func follow(_ seq: Int64) -> String? {
        defer { lastSeq = seq }
        return seq == lastSeq + 1 ? nil : "event \(seq) follows \(lastSeq)"
    }
}

/// Messages sent and not acknowledged, in order, with what is needed to send them again.
struct Outbox {
    var waiting: [(cid: String, message: JSONValue)] = []
    private(set) var acknowledged: [String: Int64?] = [:]
    private var count = 0

    mutating func nextCid(_ prefix: String) -> String {
        count += 1
        return "\(prefix)\(count)"
    }

    /// - Returns: what is wrong with this answer.
    mutating func settle(_ cid: String, seq: Int64?) -> String? {
        waiting.removeAll { $0.cid == cid }
        if let known = acknowledged[cid], known != seq { return "\(cid) was \(known ?? 0), is \(seq ?? 0)" }
        acknowledged[cid] = .some(seq)
        return nil
    }

    mutating func giveUp(_ cid: String?) {
        waiting.removeAll { $0.cid == cid }
    }
}
