/// The part of folding that most texts consist of: ASCII, eight octets at a time, and Latin letters of two octets.
enum FoldedRun {
    /// Octets of room beyond those of the text: eight are stored even when fewer are meant.
    static let slack = 8

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080
    private static let blanks: UInt64 = 0x2020_2020_2020_2020

    /// Folds a text from `position` on, as far as it goes; leaves `position` at its end or before the scalar that
    /// needs more than this.
    ///
    /// - Parameter end: has room for what is left of the text and `slack`.
    /// - Returns: how many octets were written.
    static func copy(
        _ text: UnsafePointer<UInt8>, _ count: Int, from position: inout Int,
        to end: UnsafeMutablePointer<UInt8>
    ) -> Int {
        let octets = UnsafeRawPointer(text)
        let room = UnsafeMutableRawPointer(end)
        var at = position
        var to = 0
        while at < count {
            while count - at >= 16 {
                let pair = octets.loadUnaligned(fromByteOffset: at, as: SIMD2<UInt64>.self)
                guard !isSpecial(pair) else { break }
                room.storeBytes(of: lower(pair), toByteOffset: to, as: SIMD2<UInt64>.self)
                at += 16
                to += 16
            }
            let meant = min(count - at, 8)
            let word = load(octets, at, meant, count)
            room.storeBytes(of: folded(word), toByteOffset: to, as: UInt64.self)
            let wide = word & tops
            guard wide != 0 else {
                at += meant
                to += meant
                continue
            }
            let plain = wide.trailingZeroBitCount / 8
            at += plain
            to += plain
            // As many letters of two octets as follow one another.
            repeat {
                guard at + 1 < count, let (first, second) = letter(text[at], text[at + 1]) else {
                    position = at
                    return to
                }
                end[to] = first
                end[to + 1] = second
                to += second == FoldingTable.none ? 1 : 2
                at += 2
            } while at < count && text[at] >= 0x80
        }
        position = at
        return to
    }

    /// The next eight octets, the first in the lowest bits; blanks where the text has fewer.
    @inline(__always)
    private static func load(_ octets: UnsafeRawPointer, _ at: Int, _ meant: Int, _ count: Int) -> UInt64 {
        if meant == 8 {
            return UInt64(littleEndian: octets.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        }
        let bits = UInt64(truncatingIfNeeded: meant) &* 8
        if count >= 8 {
            let last = UInt64(littleEndian: octets.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
            return last &>> (64 &- bits) | blanks &<< bits
        }
        var word = blanks
        for index in (0..<meant).reversed() {
            word = word << 8 | UInt64(octets.load(fromByteOffset: at + index, as: UInt8.self))
        }
        return word
    }

    /// Whether one of sixteen octets is no ASCII, or folds to another than its lower case.
    @inline(__always)
    private static func isSpecial(_ pair: SIMD2<UInt64>) -> Bool {
        let notControl = pair &+ SIMD2(repeating: ones &* (0x80 - 0x20))
        let notQuote = (pair ^ SIMD2(repeating: ones &* 0x60)) &+ SIMD2(repeating: ones &* 0x7F)
        let found = ~(notControl & notQuote) | (pair &+ SIMD2(repeating: ones)) | pair
        return (found[0] | found[1]) & tops != 0
    }

    /// Sixteen octets of ASCII in lower case.
    @inline(__always)
    private static func lower(_ pair: SIMD2<UInt64>) -> SIMD2<UInt64> {
        let fromA = pair &+ SIMD2(repeating: ones &* (0x80 - 0x41))
        let pastZ = pair &+ SIMD2(repeating: ones &* (0x80 - 0x5B))
        return pair | (fromA & ~pastZ & SIMD2(repeating: tops)) &>> 2
    }

    /// Eight octets of ASCII folded; others are anything.
    ///
    /// - Source: "Determine if a word has a byte between m and n", Bit Twiddling Hacks (S. Anderson).
    @inline(__always)
    private static func folded(_ word: UInt64) -> UInt64 {
        let low = word & ~tops
        let upper = (low &+ ones &* (0x80 - 0x41)) & ~(low &+ ones &* (0x80 - 0x5B)) & tops
        let lower = word | upper >> 2
        // Controls, delete and the grave accent are rare in what people type.
        let control = ~(low &+ ones &* (0x80 - 0x20)) | (low &+ ones)
        let quote = ~((low ^ ones &* 0x60) &+ ones &* 0x7F)
        let rare = (control | quote) & tops
        guard rare & ~word != 0 else { return lower.littleEndian }
        var result = lower
        for shift in stride(from: UInt64(0), to: 64, by: 8) where rare &>> shift & 0x80 != 0 {
            let byte: UInt64 = result &>> shift & 0xFF == 0x60 ? 0x27 : 0x20
            result = result & ~(0xFF &<< shift) | byte &<< shift
        }
        return result.littleEndian
    }

    /// What U+00A0 to U+024F folds to, by the two octets of its UTF-8: a letter, a digit or a blank; nil for whatever
    /// the table is silent on.
    @inline(__always)
    static func letter(_ first: UInt8, _ second: UInt8) -> (first: UInt8, second: UInt8)? {
        guard first &- 0xC2 < 8, second & 0xC0 == 0x80 else { return nil }
        let value = Int(first & 0x1F) << 6 | Int(second & 0x3F)
        if value == 0xA0 { return (0x20, FoldingTable.none) }
        return FoldingTable.pair(FoldingTable.latin, value - 0xA0)
    }
}
