/// How many typing slips lie between two folded words: one byte inserted, left out, changed, or two neighbours swapped.
package enum EditDistance {
    /// Whether at most one slip lies between them. Linear, no allocation.
    package static func isWithinOne(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
        let shorter = left.count <= right.count ? left : right
        let longer = left.count <= right.count ? right : left
        let difference = longer.count - shorter.count
        guard difference <= 1 else { return false }
        var head = 0
        while head < shorter.count,
            shorter[shorter.startIndex + head] == longer[longer.startIndex + head]
        {
            head += 1
        }
        var tail = 0
        while tail < shorter.count - head,
            shorter[shorter.endIndex - 1 - tail] == longer[longer.endIndex - 1 - tail]
        {
            tail += 1
        }
        let rest = shorter.count - head - tail
        if difference == 1 { return rest == 0 }
        if rest <= 1 { return true }
        guard rest == 2 else { return false }
        let a = shorter.startIndex + head
        let b = longer.startIndex + head
        return shorter[a] == longer[b + 1] && shorter[a + 1] == longer[b]
    }

    package static func isWithinOne(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        isWithinOne(left[...], right[...])
    }

    /// The number of slips, or nil when it is above `limit`.
    ///
    /// Optimal string alignment, computed in a band around the diagonal.
    ///
    /// - Complexity: O(length × limit).
    package static func distance(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, limit: Int) -> Int? {
        guard limit >= 0, abs(left.count - right.count) <= limit else { return nil }
        let columns = right.count
        let beyond = limit + 1
        var beforeLast = [Int](repeating: beyond, count: columns + 1)
        var last = (0...columns).map { min($0, beyond) }
        var current = [Int](repeating: beyond, count: columns + 1)
        for row in stride(from: 1, through: left.count, by: 1) {
            let from = max(1, row - limit)
            let to = min(columns, row + limit)
            for column in current.indices where column < from { current[column] = beyond }
            current[0] = min(row, beyond)
            var best = current[0]
            let a = left[left.startIndex + row - 1]
            for column in stride(from: from, through: to, by: 1) {
                let b = right[right.startIndex + column - 1]
                var value = last[column - 1] + (a == b ? 0 : 1)
                value = min(value, last[column] + 1, current[column - 1] + 1)
                if row > 1, column > 1, a == right[right.startIndex + column - 2],
                    left[left.startIndex + row - 2] == b
                {
                    value = min(value, beforeLast[column - 2] + 1)
                }
                current[column] = min(value, beyond)
                best = min(best, current[column])
            }
            for column in stride(from: to + 1, through: columns, by: 1) { current[column] = beyond }
            if best > limit { return nil }
            (beforeLast, last, current) = (last, current, beforeLast)
        }
        return last[columns] <= limit ? last[columns] : nil
    }

    package static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
        distance(left[...], right[...], limit: limit)
    }
}
