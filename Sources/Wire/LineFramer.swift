/// Cuts a stream of bytes into lines.
///
/// Lines end with LF; a CR before it is dropped, empty lines too. A line longer than the limit is answered at once
/// (`tooLong`) and its rest discarded up to the next LF; a line that goes on for `WireLimits.discarded` octets more is
/// given up (`endless`), after which the framer swallows everything.
package struct LineFramer: Sendable {
    package enum Event: Sendable, Hashable {
        /// A whole line without its end.
        case line([UInt8])
        case tooLong
        /// Answer it and close.
        case endless
    }

    private enum State {
        case reading
        case discarding(Int)
        case dead
    }

    /// Of a line that is not whole yet.
    private var begun: [UInt8] = []
    private let limit: Int32
    private let discardLimit: Int32
    private var state = State.reading

    package init(limit: Int = WireLimits.line, discardLimit: Int = WireLimits.discarded) {
        self.limit = Int32(clamping: limit)
        self.discardLimit = Int32(clamping: discardLimit)
    }

    /// A line is begun and not ended: its deadline runs.
    package var isInsideLine: Bool {
        switch state {
        case .reading: !begun.isEmpty
        case .discarding: true
        case .dead: false
        }
    }

    /// What comes is thrown away until the line ends: whoever reads for it may take more at a time.
    package var isDiscarding: Bool {
        switch state {
        case .reading: false
        case .discarding, .dead: true
        }
    }

    /// How many octets are kept of a line not yet ended.
    package var bufferedByteCount: Int { begun.count }

    /// Takes the next piece of the stream and hands over what became whole, in order.
    ///
    /// - Complexity: linear in the bytes of the piece; a line that arrived in one piece is copied once.
    package mutating func receive(_ bytes: Span<UInt8>, _ handle: (Event) -> Void) {
        var at = 0
        while at < bytes.count {
            let end = Self.indexOfLineFeed(bytes, from: at)
            switch state {
            case .dead: return
            case .discarding(let count):
                // Counted also when it ends in this piece: how the stream was cut must not matter.
                let total = count + (end ?? bytes.count) - at
                at = end.map { $0 + 1 } ?? bytes.count
                state = end == nil ? .discarding(total) : .reading
                if total > Int(discardLimit) {
                    state = .dead
                    handle(.endless)
                }
            case .reading:
                let pieceEnd = end ?? bytes.count
                // One octet more than the limit may be the CR of a line that just fits.
                if begun.count + pieceEnd - at > Int(limit) + 1 {
                    tooLong(keeping: pieceEnd - at, end: end, handle)
                } else if let end {
                    finish(bytes, at, end, handle)
                } else {
                    begun.append(bytes, at..<pieceEnd)
                }
                at = pieceEnd + (end == nil ? 0 : 1)
            }
        }
    }

    package mutating func receive(_ bytes: [UInt8], _ handle: (Event) -> Void) {
        receive(bytes.span, handle)
    }

    private mutating func tooLong(keeping count: Int, end: Int?, _ handle: (Event) -> Void) {
        let excess = begun.count + count - Int(limit)
        begun = []
        handle(.tooLong)
        if end == nil { state = .discarding(excess) }
        if excess > Int(discardLimit) {
            state = .dead
            handle(.endless)
        }
    }

    private mutating func finish(_ bytes: Span<UInt8>, _ from: Int, _ end: Int, _ handle: (Event) -> Void) {
        var line: [UInt8]
        if begun.isEmpty {
            line = []
        } else {
            line = begun
            begun = []
        }
        line.append(bytes, from..<end)
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        if line.count > Int(limit) { return handle(.tooLong) }
        if !line.isEmpty { handle(.line(line)) }
    }

    /// Looks at eight octets at a time: a line too long costs no more than its reading.
    private static func indexOfLineFeed(_ bytes: Span<UInt8>, from: Int) -> Int? {
        bytes.withUnsafeBytes { octets in
            let ones: UInt64 = 0x0101_0101_0101_0101
            var index = from
            while octets.count - index >= 8 {
                // Zero where a line feed stood; then one of the tops is set (Bit Twiddling Hacks, "has a zero byte").
                let word = octets.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ (ones &* 0x0A)
                if (word &- ones) & ~word & (ones << 7) != 0 { break }
                index += 8
            }
            while index < octets.count {
                if octets[index] == UInt8(ascii: "\n") { return index }
                index += 1
            }
            return nil
        }
    }
}

extension [UInt8] {
    /// Appends a part of a piece, as one block.
    fileprivate mutating func append(_ bytes: Span<UInt8>, _ part: Range<Int>) {
        bytes.withUnsafeBufferPointer { append(contentsOf: $0[part]) }
    }
}
