/// A position in a queue: the smaller comes first.
package struct RankedEntry: Hashable, Comparable, Sendable {
    /// Arrival less head start, in milliseconds; see `Desk.swift`.
    package let rank: Int64
    /// The ticket's number, unique: breaks ties by arrival.
    package let order: UInt64

    package init(rank: Int64, order: UInt64) {
        self.rank = rank
        self.order = order
    }

    package static func < (left: RankedEntry, right: RankedEntry) -> Bool {
        (left.rank, left.order) < (right.rank, right.order)
    }
}

/// An ordered set of entries that also knows who is k-th and how many stand before one.
///
/// Sorted chunks of at most `chunkLimit` entries: an insertion moves at most one chunk (8 KB), a lookup visits at most one
/// counter per chunk. At 10,000 entries that is some 40 counters, faster than any tree of nodes would be.
package struct RankedList: Sendable {
    /// Never empty chunks, each sorted, in order.
    private var chunks: [[RankedEntry]] = []
    package private(set) var count = 0

    private static let chunkLimit = 512

    package init() {}

    package var first: RankedEntry? { chunks.first?.first }

    /// - Precondition: the entry is not there yet (our bug).
    package mutating func insert(_ entry: RankedEntry) {
        count += 1
        guard !chunks.isEmpty else {
            chunks.append([entry])
            return
        }
        let chunk = min(chunkIndex(of: entry), chunks.count - 1)
        let position = Self.position(of: entry, in: chunks[chunk])
        precondition(
            position == chunks[chunk].count || chunks[chunk][position] != entry, "entry \(entry) twice")
        chunks[chunk].insert(entry, at: position)
        if chunks[chunk].count > Self.chunkLimit {
            let half = chunks[chunk].count / 2
            let tail = Array(chunks[chunk][half...])
            chunks[chunk].removeSubrange(half...)
            chunks.insert(tail, at: chunk + 1)
        }
    }

    /// - Returns: whether it was there.
    @discardableResult
    package mutating func remove(_ entry: RankedEntry) -> Bool {
        let chunk = chunkIndex(of: entry)
        guard chunk < chunks.count else { return false }
        let position = Self.position(of: entry, in: chunks[chunk])
        guard position < chunks[chunk].count, chunks[chunk][position] == entry else { return false }
        chunks[chunk].remove(at: position)
        if chunks[chunk].isEmpty { chunks.remove(at: chunk) }
        count -= 1
        return true
    }

    /// How many stand before this entry, whether it is there or not.
    package func countBefore(_ entry: RankedEntry) -> Int {
        let chunk = chunkIndex(of: entry)
        var sum = 0
        for index in 0..<min(chunk, chunks.count) { sum += chunks[index].count }
        return chunk < chunks.count ? sum + Self.position(of: entry, in: chunks[chunk]) : sum
    }

    /// The entry with so many before it; nil beyond the end.
    package func entry(at index: Int) -> RankedEntry? {
        var rest = index
        guard rest >= 0 else { return nil }
        for chunk in chunks {
            if rest < chunk.count { return chunk[rest] }
            rest -= chunk.count
        }
        return nil
    }

    /// The first entry, in order, that fulfils the condition.
    package func first(where fulfils: (RankedEntry) -> Bool) -> RankedEntry? {
        for chunk in chunks {
            for entry in chunk where fulfils(entry) { return entry }
        }
        return nil
    }

    /// All entries, in order.
    package var entries: [RankedEntry] { chunks.flatMap(\.self) }

    /// The first chunk whose last entry is not before this one; the number of chunks if there is none.
    private func chunkIndex(of entry: RankedEntry) -> Int {
        var low = 0
        var high = chunks.count
        while low < high {
            let middle = (low + high) / 2
            if let last = chunks[middle].last, last < entry { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func position(of entry: RankedEntry, in chunk: [RankedEntry]) -> Int {
        var low = 0
        var high = chunk.count
        while low < high {
            let middle = (low + high) / 2
            if chunk[middle] < entry { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
