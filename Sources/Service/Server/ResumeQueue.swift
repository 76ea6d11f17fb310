/// Connections that may be read again and have not been yet, each once, in order.
///
/// Whoever is paused again before his turn has none: what the machine said last counts.
struct ResumeQueue {
    private var order: [UInt64] = []
    private var first = 0
    private var places: [UInt64: Int] = [:]

    var isEmpty: Bool { places.isEmpty }

    mutating func add(_ number: UInt64) {
        if places[number] != nil { return }
        places[number] = order.count
        order.append(number)
    }

    mutating func remove(_ number: UInt64) {
        places[number] = nil
        if places.isEmpty { clear() }
    }

    mutating func take() -> UInt64? {
        while first < order.count {
            let number = order[first]
            let isCurrent = places[number] == first
            first += 1
            if isCurrent {
                places[number] = nil
                return number
            }
        }
        clear()
        return nil
    }

    private mutating func clear() {
        order.removeAll(keepingCapacity: true)
        first = 0
    }
}
