/// Strings of JSON texts: quotes, escapes, UTF-8.
enum JSONStrings {
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Reads the string whose opening quote stands at `at`; leaves `at` after the closing one.
    static func read(_ bytes: Span<UInt8>, _ at: inout Int) throws(JSONError) -> String {
        at += 1
        let start = at
        let wide = skipPlain(bytes, &at)
        guard at < bytes.count else { throw JSONError(.unexpectedEnd, at: at) }
        switch bytes[at] {
        case UInt8(ascii: "\""):
            let text = try text(bytes, start, at, isASCII: wide & tops == 0)
            at += 1
            return text
        case UInt8(ascii: "\\"): return try readEscaped(bytes, start, &at)
        default: throw JSONError(.controlCharacter, at: at)
        }
    }

    /// Leaves `at` at the first quote, backslash or control character, eight octets at a time, or at the end.
    ///
    /// - Returns: all octets on the way, or-ed in places of eight.
    @inline(__always)
    private static func skipPlain(_ bytes: Span<UInt8>, _ at: inout Int) -> UInt64 {
        var seen: UInt64 = 0
        var place = at
        let octets = bytes.bytes
        while bytes.count - place >= 8 {
            let word = UInt64(
                littleEndian: octets.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
            let special = JSONEscapes.special(word)
            guard special == 0 else {
                // The lowest mark is exact, as the octets below it have none.
                let bits = UInt64(special.trailingZeroBitCount & 0x38)
                at = place + Int(bits / 8)
                return seen | word & ((1 &<< bits) &- 1)
            }
            seen |= word
            place += 8
        }
        while place < bytes.count, !JSONEscapes.needsEscape(bytes[place]) {
            seen |= UInt64(bytes[place])
            place += 1
        }
        at = place
        return seen
    }

    private static func text(_ bytes: Span<UInt8>, _ from: Int, _ to: Int, isASCII: Bool = false)
        throws(JSONError)
        -> String
    {
        let octets = bytes.extracting(from..<to)
        // What has no high bit needs no second look.
        if isASCII { return unsafe String(copying: UTF8Span(unchecked: octets, isKnownASCII: true)) }
        do {
            return String(copying: try UTF8Span(validating: octets))
        } catch {
            throw JSONError(.invalidUTF8, at: from)
        }
    }

    /// Goes on at the first backslash, gathering the meant octets.
    private static func readEscaped(_ bytes: Span<UInt8>, _ start: Int, _ at: inout Int) throws(JSONError)
        -> String
    {
        var octets: [UInt8] = []
        octets.reserveCapacity(at - start + 32)
        for index in start..<at { octets.append(bytes[index]) }
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case UInt8(ascii: "\""):
                let text = try text(octets.span, 0, octets.count)
                at += 1
                return text
            case UInt8(ascii: "\\"):
                try readEscape(bytes, &at, into: &octets)
            case 0..<0x20:
                throw JSONError(.controlCharacter, at: at)
            default:
                octets.append(byte)
                at += 1
            }
        }
        throw JSONError(.unexpectedEnd, at: at)
    }

    private static func readEscape(_ bytes: Span<UInt8>, _ at: inout Int, into octets: inout [UInt8])
        throws(JSONError)
    {
        guard at + 1 < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        let plain: UInt8
        switch bytes[at + 1] {
        case UInt8(ascii: "\""): plain = UInt8(ascii: "\"")
        case UInt8(ascii: "\\"): plain = UInt8(ascii: "\\")
        case UInt8(ascii: "/"): plain = UInt8(ascii: "/")
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "n"): plain = 0x0A
        case UInt8(ascii: "r"): plain = 0x0D
        case UInt8(ascii: "t"): plain = 0x09
        case UInt8(ascii: "u"): return try readUnicodeEscape(bytes, &at, into: &octets)
        default: throw JSONError(.invalidEscape, at: at)
        }
        octets.append(plain)
        at += 2
    }

    private static func readUnicodeEscape(_ bytes: Span<UInt8>, _ at: inout Int, into octets: inout [UInt8])
        throws(JSONError)
    {
        let offset = at
        let first = try readFourDigits(bytes, &at)
        var code = UInt32(first)
        if (0xD800...0xDBFF).contains(first) {
            guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u")
            else {
                throw JSONError(.loneSurrogate, at: offset)
            }
            let second = try readFourDigits(bytes, &at)
            guard (0xDC00...0xDFFF).contains(second) else { throw JSONError(.loneSurrogate, at: offset) }
            code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw JSONError(.loneSurrogate, at: offset) }
        octets.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    /// Reads `\uXXXX` at `at` and leaves `at` behind it.
    private static func readFourDigits(_ bytes: Span<UInt8>, _ at: inout Int) throws(JSONError) -> UInt16 {
        guard at + 6 <= bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        var code: UInt16 = 0
        for index in at + 2..<at + 6 {
            let digit: UInt8
            switch bytes[index] {
            case let byte where byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"): digit = byte - 0x30
            case let byte where byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "f"):
                digit = byte - 0x61 + 10
            case let byte where byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "F"):
                digit = byte - 0x41 + 10
            default: throw JSONError(.invalidEscape, at: at)
            }
            code = code << 4 | UInt16(digit)
        }
        at += 6
        return code
    }
}
