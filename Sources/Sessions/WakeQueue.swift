/// Times at which something is due, soonest first; a binary heap.
///
/// Nothing is ever taken out early: who is woken looks whether he still has a reason. Ties are given in the order they
/// came, so that a run repeats.
struct WakeQueue<Key: Sendable>: Sendable {
    private struct Entry: Sendable {
        var due: Int64
        var key: Key
        /// Of the two thousand million added last, which is more than are ever here.
        var order: UInt32

        func precedes(_ other: Entry) -> Bool {
            due != other.due ? due < other.due : Int32(bitPattern: order &- other.order) < 0
        }
    }

    private var heap: [Entry] = []
    private var order: UInt32 = 0

    var nextDue: Int64? { heap.first?.due }

    mutating func add(_ key: Key, due: Int64) {
        heap.append(Entry(due: due, key: key, order: order))
        order &+= 1
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if !heap[child].precedes(heap[parent]) { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// The soonest key that is due at this time, if any.
    mutating func take(due time: Int64) -> Key? {
        guard let first = heap.first, first.due <= time else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            var parent = 0
            while true {
                var smallest = parent
                for child in [2 * parent + 1, 2 * parent + 2]
                where child < heap.count && heap[child].precedes(heap[smallest]) {
                    smallest = child
                }
                if smallest == parent { break }
                heap.swapAt(parent, smallest)
                parent = smallest
            }
        }
        return first.key
    }
}
