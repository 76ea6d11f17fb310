/// Finds e-mail addresses and URLs, each within one stretch without blanks.
package enum Address {
    /// A quick look that spares most messages the search.
    static func mayStand(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let octets = UnsafeRawBufferPointer(bytes)
        var index = 0
        while index < bytes.count {
            if bytes.count - index >= 8 {
                guard mayPoint(octets.loadUnaligned(fromByteOffset: index, as: UInt64.self)) else {
                    index += 8
                    continue
                }
            }
            for place in index..<min(index + 8, bytes.count) where points(bytes, place) { return true }
            index += 8
        }
        return false
    }

    private static func points(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        switch bytes[index] {
        case 0x40: true
        case 0x2F: index > 0 && bytes[index - 1] == 0x2F
        case 0x2E: index >= 3 && bytes[index - 1] | 0x20 == 0x77 && bytes[index - 2] | 0x20 == 0x77
        default: false
        }
    }

    /// Whether one of eight octets may be an at, a slash or a full stop; now and then another one is taken for it.
    ///
    /// - Source: "Determine if a word has a zero byte", Bit Twiddling Hacks (S. Anderson).
    @inline(__always)
    private static func mayPoint(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let at = word ^ ones &* 0x40
        // A full stop with the lowest bit set is a slash.
        let slash = (word | ones) ^ ones &* 0x2F
        let found = ((at &- ones) & ~at) | ((slash &- ones) & ~slash)
        return found & 0x8080_8080_8080_8080 != 0
    }

    /// The address that begins exactly at `start`, and where it ends.
    ///
    /// - Returns: nil if the bytes from `start` to the next blank do not begin with one. Closing punctuation is left out.
    package static func match(in bytes: [UInt8], at start: Int) -> (kind: Word.Kind, end: Int)? {
        bytes.withUnsafeBufferPointer { match(in: $0, at: start) }
    }

    static func match(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (kind: Word.Kind, end: Int)? {
        if let end = url(in: bytes, at: start) { return (.url, end) }
        if let end = email(in: bytes, at: start) { return (.email, end) }
        return nil
    }

    private static func url(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        var host: Int
        if let after = skip("https://", in: bytes, at: start) ?? skip("http://", in: bytes, at: start) {
            host = after
        } else if let after = skip("www.", in: bytes, at: start) {
            host = after
        } else {
            return nil
        }
        let first = host
        while host < bytes.count, isURLByte(bytes[host]) { host += 1 }
        while host > first, isTrailing(bytes[host - 1]) { host -= 1 }
        return host > first ? host : nil
    }

    private static func isURLByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x22 && byte != 0x3C && byte != 0x3E && byte != 0x7F && byte < 0x80
    }

    private static func isTrailing(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x27, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x5D: true
        default: false
        }
    }

    /// local@domain.tld with the characters in use: RFC 5321 allows more (quoted parts) that no customer types.
    private static func email(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        var index = start
        // 64 and 253 are the limits of RFC 5321, section 4.5.3.1.
        while index < bytes.count, index - start <= 64, isLocalByte(bytes[index]) { index += 1 }
        guard index > start, index - start <= 64, index < bytes.count, bytes[index] == 0x40,
            bytes[start] != 0x2E,
            bytes[index - 1] != 0x2E
        else { return nil }
        for position in start..<(index - 1) where bytes[position] == 0x2E && bytes[position + 1] == 0x2E {
            return nil
        }
        let domain = index + 1
        var end = domain
        while end < bytes.count, end - domain <= 253, isDomainByte(bytes[end]) { end += 1 }
        while end > domain, bytes[end - 1] == 0x2E || bytes[end - 1] == 0x2D { end -= 1 }
        guard end > domain, bytes[domain] != 0x2E, bytes[domain] != 0x2D else { return nil }
        var lastDot = -1
        for position in domain..<end where bytes[position] == 0x2E {
            if position == lastDot + 1, lastDot >= 0 { return nil }
            lastDot = position
        }
        guard lastDot > domain, end - lastDot > 2 else { return nil }
        for position in (lastDot + 1)..<end where !isLetter(bytes[position]) { return nil }
        return end
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func isDomainByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
    }

    private static func isLocalByte(_ byte: UInt8) -> Bool {
        if isLetter(byte) || (0x30...0x39).contains(byte) { return true }
        switch byte {
        case 0x2E, 0x5F, 0x2D, 0x2B, 0x25: return true
        default: return false
        }
    }

    /// The offset behind `prefix` (ASCII, lower case) when it stands at `start`, in any case.
    private static func skip(_ prefix: StaticString, in bytes: UnsafeBufferPointer<UInt8>, at start: Int)
        -> Int?
    {
        guard start + prefix.utf8CodeUnitCount <= bytes.count else { return nil }
        return prefix.withUTF8Buffer { buffer -> Int? in
            for index in buffer.indices {
                let byte = bytes[start + index]
                guard byte < 0x80, buffer[index] == Folding.asciiFold[Int(byte)] else { return nil }
            }
            return start + buffer.count
        }
    }
}
