/// Numbers features in order of first appearance: 32-bit hash → 0, 1, 2 …
///
/// Open addressing in one flat array, at most half full. Two features with one hash become one feature: with 100,000
/// features that happens to about one of them.
package struct FeatureTable: Sendable, Equatable {
    /// Hash of each feature, by number.
    package private(set) var hashes: [UInt32] = []
    /// Hash in the upper half, number + 1 in the lower, 0 where free: a look-up touches one place in memory.
    private var slots: [UInt64]
    private var mask: Int

    package init() {
        slots = [UInt64](repeating: 0, count: 64)
        mask = 63
    }

    /// The table whose feature `n` has the hash `hashes[n]`; a hash that stands twice keeps its first number.
    package init(hashes: [UInt32]) {
        self.init()
        for hash in hashes {
            if number(of: hash) == nil {
                _ = insert(hash)
            } else {
                self.hashes.append(hash)
            }
        }
    }

    package var count: Int { hashes.count }

    @inline(__always)
    private func start(_ hash: UInt32) -> Int {
        Int((hash &* 2_654_435_769) >> 7) & mask
    }

    /// Where the feature stands, or would stand: the place is free then.
    @inline(__always)
    private func slot(of hash: UInt32) -> Int {
        var slot = start(hash)
        while slots[slot] != 0, UInt32(truncatingIfNeeded: slots[slot] >> 32) != hash {
            slot = (slot + 1) & mask
        }
        return slot
    }

    /// The feature's number, or nil when it was never inserted.
    package func number(of hash: UInt32) -> Int32? {
        let entry = slots[slot(of: hash)]
        return entry == 0 ? nil : Int32(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
    }

    /// The numbers of many features at once, −1 for those never inserted.
    ///
    /// The look-ups do not wait for each other's memory, as they would with other work in between.
    package func numbers(of wanted: [UInt32]) -> [Int32] {
        var numbers: [Int32] = []
        look(up: wanted, into: &numbers)
        return numbers
    }

    /// The same into an array that is there already; what stood in it is gone.
    package func look(up wanted: [UInt32], into numbers: inout [Int32]) {
        let mask = mask
        numbers.removeAll(keepingCapacity: true)
        numbers.reserveCapacity(wanted.count)
        slots.withUnsafeBufferPointer { slots in
            // Unchecked: every position is taken modulo the size, a power of two.
            for hash in wanted {
                var slot = start(hash)
                var number: Int32 = -1
                while true {
                    let entry = slots[slot]
                    if entry == 0 { break }
                    if UInt32(truncatingIfNeeded: entry >> 32) == hash {
                        number = Int32(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
                        break
                    }
                    slot = (slot + 1) & mask
                }
                numbers.append(number)
            }
        }
    }

    /// The feature's number, giving it the next one when it is new.
    package mutating func insert(_ hash: UInt32) -> Int32 {
        let slot = slot(of: hash)
        if slots[slot] != 0 { return Int32(truncatingIfNeeded: slots[slot] & 0xFFFF_FFFF) - 1 }
        hashes.append(hash)
        slots[slot] = UInt64(hash) << 32 | UInt64(hashes.count)
        if hashes.count * 2 > slots.count { grow() }
        return Int32(hashes.count - 1)
    }

    private mutating func grow() {
        mask = slots.count * 2 - 1
        slots = [UInt64](repeating: 0, count: mask + 1)
        for (number, hash) in hashes.enumerated() {
            var slot = start(hash)
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt64(hash) << 32 | UInt64(number + 1)
        }
    }
}
