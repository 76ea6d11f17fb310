/// Numbers words by their hash, in order of first appearance: 64-bit hash → 0, 1, 2 …
///
/// `Word.hash` is well mixed, so its low bits are a place in a flat array, at most half full. A `Dictionary` would mix it
/// once more, which costs more than everything else that is done with a word.
package struct WordIndex: Sendable {
    @usableFromInline struct Slot: Sendable {
        @usableFromInline var hash: UInt64
        /// Number + 1, 0 where free.
        @usableFromInline var place: Int32
    }

    @usableFromInline var slots = [Slot](repeating: Slot(hash: 0, place: 0), count: 16)
    package private(set) var count = 0

    package init() {}

    package init(_ hashes: some Sequence<UInt64>) {
        for hash in hashes { insert(hash) }
    }

    /// The folded words of texts, each word for itself.
    package init(wordsOf texts: some Sequence<String>) {
        self.init(texts.flatMap { Utterance($0).words.map(\.hash) })
    }

    /// The word's number, or nil when it was never inserted.
    @inlinable
    package func number(of hash: UInt64) -> Int? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot].place != 0 {
            if slots[slot].hash == hash { return Int(slots[slot].place) - 1 }
            slot = (slot + 1) & mask
        }
        return nil
    }

    @inlinable
    package func contains(_ hash: UInt64) -> Bool { number(of: hash) != nil }

    /// The word's number, giving it the next one when it is new.
    @discardableResult
    package mutating func insert(_ hash: UInt64) -> Int {
        if let number = number(of: hash) { return number }
        if (count + 1) * 2 > slots.count { grow() }
        count += 1
        put(Slot(hash: hash, place: Int32(clamping: count)))
        return count - 1
    }

    private mutating func put(_ entry: Slot) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: entry.hash) & mask
        while slots[slot].place != 0 { slot = (slot + 1) & mask }
        slots[slot] = entry
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(hash: 0, place: 0), count: old.count * 2)
        for entry in old where entry.place != 0 { put(entry) }
    }
}
