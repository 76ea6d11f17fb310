/// Strings of JSON texts: quotes, escapes, UTF-8.
enum JSONStrings {
    /// Reads the string whose opening quote stands at `at`; leaves `at` after the closing one.
    static func read(_ bytes: Span<UInt8>, _ at: inout Int) throws(JSONError) -> String {
        at += 1
        let start = at
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                let text = try text(bytes, start, at)
                at += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try readEscaped(bytes, start, &at) }
            if byte < 0x20 { throw JSONError(.controlCharacter, at: at) }
            at += 1
        }
        throw JSONError(.unexpectedEnd, at: at)
    }

    private static func text(_ bytes: Span<UInt8>, _ from: Int, _ to: Int) throws(JSONError) -> String {
        do {
            return String(copying: try UTF8Span(validating: bytes.extracting(from..<to)))
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
