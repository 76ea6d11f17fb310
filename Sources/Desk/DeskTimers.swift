/// Something to look at when its time comes; the state then says whether it still matters.
struct DeskTimer: Hashable, Comparable, Sendable {
    enum Kind: UInt8, Sendable {
        case offer, grace, silence, pause, overflow, firstReply, resolve
        /// A seat is free again; a queue closes; a promise may be offered.
        case wrapUp, closing, opening
    }

    let at: Int64
    let kind: Kind
    /// 0 for `grace`, `wrapUp` and `closing`.
    let order: UInt64
    /// Only for `grace` and `wrapUp`.
    let agent: AgentName
    /// Only for `closing`.
    let queue: String

    init(at: Int64, _ kind: Kind, order: UInt64 = 0, agent: AgentName = "", queue: String = "") {
        self.at = at
        self.kind = kind
        self.order = order
        self.agent = agent
        self.queue = queue
    }

    /// A total order, so that what is due at the same moment happens in the same order after a restart.
    static func < (left: DeskTimer, right: DeskTimer) -> Bool {
        if left.queue != right.queue, left.at == right.at, left.kind == right.kind {
            return left.queue < right.queue
        }
        return (left.at, left.kind.rawValue, left.order, left.agent) < (
            right.at, right.kind.rawValue, right.order, right.agent
        )
    }
}

/// A binary heap of timers, the earliest on top. Outdated ones stay until they come up.
struct DeskTimers: Sendable {
    private var heap: [DeskTimer] = []

    var count: Int { heap.count }
    var first: DeskTimer? { heap.first }

    mutating func insert(_ timer: DeskTimer) {
        heap.append(timer)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child] < heap[parent] else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    @discardableResult
    mutating func removeFirst() -> DeskTimer? {
        guard let top = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return top }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child] < heap[least] {
                least = child
            }
            guard least != parent else { return top }
            heap.swapAt(least, parent)
            parent = least
        }
    }
}
