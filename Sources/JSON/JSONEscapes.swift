/// Texts as they stand between the quotes.
enum JSONEscapes {
    /// Copies a text, eight octets at a time, as long as none of them needs an escape.
    ///
    /// - Parameter end: has room for `count`.
    /// - Returns: false if one does; what was written then is of no use.
    @inline(__always)
    static func copy(_ text: UnsafePointer<UInt8>, _ count: Int, to end: UnsafeMutablePointer<UInt8>) -> Bool
    {
        guard count >= 8 else { return copyFew(text, count, to: end) }
        let from = UnsafeRawPointer(text)
        let to = UnsafeMutableRawPointer(end)
        // The last eight may take some before them a second time.
        let last = count - 8
        var at = 0
        while true {
            let word = from.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            if needsEscape(word) { return false }
            to.storeBytes(of: word, toByteOffset: at, as: UInt64.self)
            if at == last { return true }
            at = min(at + 8, last)
        }
    }

    @inline(__always)
    private static func copyFew(
        _ text: UnsafePointer<UInt8>, _ count: Int, to end: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        guard count < 4 else {
            let low = UnsafeRawPointer(text).loadUnaligned(as: UInt32.self)
            let high = UnsafeRawPointer(text).loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
            UnsafeMutableRawPointer(end).storeBytes(of: low, as: UInt32.self)
            UnsafeMutableRawPointer(end).storeBytes(of: high, toByteOffset: count - 4, as: UInt32.self)
            return !needsEscape(UInt64(low) | UInt64(high) << 32)
        }
        for at in 0..<count {
            if needsEscape(text[at]) { return false }
            end[at] = text[at]
        }
        return true
    }

    /// Copies eight octets at a time while none of them needs an escape.
    ///
    /// - Parameter end: has room for six times `count`.
    /// - Returns: how many octets were written.
    static func write(_ text: UnsafePointer<UInt8>, _ count: Int, to end: UnsafeMutablePointer<UInt8>) -> Int
    {
        var from = 0
        var to = 0
        while from < count {
            if count - from >= 8 {
                let word = UnsafeRawPointer(text + from).loadUnaligned(as: UInt64.self)
                if !needsEscape(word) {
                    UnsafeMutableRawPointer(end + to).storeBytes(of: word, as: UInt64.self)
                    from += 8
                    to += 8
                    continue
                }
            }
            for _ in 0..<min(8, count - from) {
                to += write(text[from], to: end + to)
                from += 1
            }
        }
        return to
    }

    @inline(__always)
    private static func needsEscape(_ word: UInt64) -> Bool { special(word) != 0 }

    /// Marks in the highest bit of eight octets which of them are control characters, quotes or backslashes; marks above
    /// the lowest one may be false.
    ///
    /// - Source: "Determine if a word has a byte less than n", Bit Twiddling Hacks (S. Anderson); exact for the question asked.
    @inline(__always)
    static func special(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let controls = (word &- ones &* 0x20) & ~word
        let found = controls | ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
        return found & tops
    }

    @inline(__always)
    static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    @inline(__always)
    private static func write(_ byte: UInt8, to end: UnsafeMutablePointer<UInt8>) -> Int {
        guard needsEscape(byte) else {
            end[0] = byte
            return 1
        }
        end[0] = UInt8(ascii: "\\")
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): end[1] = byte
        case 0x08: end[1] = UInt8(ascii: "b")
        case 0x09: end[1] = UInt8(ascii: "t")
        case 0x0A: end[1] = UInt8(ascii: "n")
        case 0x0C: end[1] = UInt8(ascii: "f")
        case 0x0D: end[1] = UInt8(ascii: "r")
        default:
            end[1] = UInt8(ascii: "u")
            end[2] = UInt8(ascii: "0")
            end[3] = UInt8(ascii: "0")
            end[4] = UInt8(ascii: "0") + byte >> 4
            let low = byte & 0x0F
            end[5] = low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10
            return 6
        }
        return 2
    }
}
