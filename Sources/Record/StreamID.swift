/// Names one stream of events: 16 octets, random for conversations, fixed for the house's own streams.
package struct StreamID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package static let byteCount = 16

    /// The octets in order, eight in each half (big-endian).
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// - Returns: nil unless there are exactly 16 octets.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var bits: UInt128 = 0
        for byte in bytes { bits = bits << 8 | UInt128(byte) }
        self.init(high: UInt64(truncatingIfNeeded: bits >> 64), low: UInt64(truncatingIfNeeded: bits))
    }

    package var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
            let octets = UnsafeMutableRawBufferPointer(buffer)
            octets.storeBytes(of: high.bigEndian, as: UInt64.self)
            octets.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            count = Self.byteCount
        }
    }

    /// The desk's one ordered log.
    package static let desk = StreamID(high: 0, low: 1)
    /// What happened to the house itself: bot versions loaded, accounts changed.
    package static let registry = StreamID(high: 0, low: 2)
    /// A snapshot only: the figures of the day.
    package static let figures = StreamID(high: 0, low: 3)

    /// Fixed, so no conversation's: the streams above and room for more.
    package var isOfTheHouse: Bool { high == 0 && low < 256 }

    package static func < (left: StreamID, right: StreamID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// 32 hexadecimal digits.
    package var description: String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
