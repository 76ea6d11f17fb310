/// The connections that are open, found by number in one step.
///
/// A number is a counter and, in its low 20 bits, a slot: numbers are never used twice, so an event that was already
/// under way for a closed connection finds nobody.
struct ConnectionTable {
    private static let slotBits: UInt64 = 20
    private static let slotMask: UInt64 = (1 << slotBits) - 1
    static let capacity = Int(slotMask)

    private var slots: [ServerConnection?] = []
    private var free: [Int] = []
    private var counter: UInt64 = 1
    private(set) var count = 0

    /// The number the next connection must have.
    mutating func reserve() -> UInt64? {
        guard count < Self.capacity else { return nil }
        let slot: Int
        if let last = free.popLast() {
            slot = last
        } else {
            slot = slots.count
            slots.append(nil)
        }
        counter += 1
        return counter << Self.slotBits | UInt64(slot)
    }

    mutating func insert(_ connection: ServerConnection) {
        slots[Int(connection.number & Self.slotMask)] = connection
        count += 1
    }

    subscript(number: UInt64) -> ServerConnection? {
        let slot = Int(number & Self.slotMask)
        guard slot < slots.count, let found = slots[slot], found.number == number else { return nil }
        return found
    }

    mutating func remove(_ connection: ServerConnection) {
        let slot = Int(connection.number & Self.slotMask)
        guard slots.indices.contains(slot), slots[slot]?.number == connection.number else { return }
        slots[slot] = nil
        free.append(slot)
        count -= 1
    }

    var all: [ServerConnection] { slots.compactMap { $0 } }
}
