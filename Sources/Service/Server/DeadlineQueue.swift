/// Deadlines that all lie the same time ahead when they are set, so that a queue keeps them in order.
///
/// Nothing is taken out early: whoever is due is looked at again.
struct DeadlineQueue {
    let afterMilliseconds: Int64
    private var entries: [(number: UInt64, setAt: Int64)] = []
    private var first = 0

    init(afterMilliseconds: Int64) {
        self.afterMilliseconds = afterMilliseconds
    }

    mutating func set(_ number: UInt64, at now: Int64) { entries.append((number, now)) }

    var next: Int64? { first < entries.count ? entries[first].setAt + afterMilliseconds : nil }

    /// The next one due, with the time at which it was set.
    mutating func take(due now: Int64) -> (number: UInt64, setAt: Int64)? {
        guard let next, next <= now else { return nil }
        defer {
            first += 1
            if first > 1_024, first * 2 > entries.count {
                entries.removeFirst(first)
                first = 0
            }
        }
        return entries[first]
    }
}
