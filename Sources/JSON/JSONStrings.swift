/// Strings of JSON texts: escapes, and what they mean.
enum JSONStrings {
    /// What a string or name means.
    static func text(_ text: Span<UInt8>, _ token: JSONToken) -> String {
        guard token.kind != .escapedString else {
            return String(decoding: octets(text, token), as: UTF8.self)
        }
        // The scanner has looked at every octet.
        return unsafe String(
            copying: UTF8Span(unchecked: text.extracting(token.range), isKnownASCII: token.kind == .string))
    }

    /// What a string or name means, as octets.
    @inline(never)
    static func octets(_ text: Span<UInt8>, _ token: JSONToken) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(token.range.count)
        var at = token.range.lowerBound
        while at < token.end {
            if text[at] != UInt8(ascii: "\\") {
                octets.append(text[at])
                at += 1
            } else if let scalar = try? readEscape(text, token.end, &at) {
                octets.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            } else {
                preconditionFailure("an escape was scanned that is none")
            }
        }
        return octets
    }

    /// Whether two names mean the same octets.
    @inline(never)
    static func areSame(_ text: Span<UInt8>, _ left: JSONToken, _ right: JSONToken) -> Bool {
        if left.kind == .escapedString || right.kind == .escapedString {
            // An escape is at most six times as long as what it means; so a short name never costs a long one's reading.
            guard left.range.count <= 6 * right.range.count, right.range.count <= 6 * left.range.count else {
                return false
            }
            return octets(text, left) == octets(text, right)
        }
        guard left.length == right.length else { return false }
        for offset in 0..<Int(left.length)
        where text[Int(left.start) + offset] != text[Int(right.start) + offset] {
            return false
        }
        return true
    }

    /// Whether a name means these octets.
    @inline(__always)
    static func isSame(_ text: Span<UInt8>, _ token: JSONToken, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        if token.kind == .escapedString { return octets(text, token).elementsEqual(name) }
        guard Int(token.length) == name.count else { return false }
        for index in 0..<name.count where text[Int(token.start) + index] != name[index] { return false }
        return true
    }

    /// Reads the escape whose backslash stands at `at`, of a surrogate both halves, and leaves `at` behind it.
    static func readEscape(_ bytes: Span<UInt8>, _ count: Int, _ at: inout Int) throws(JSONError)
        -> Unicode.Scalar
    {
        guard at + 1 < count else { throw JSONError(.unexpectedEnd, at: count) }
        let plain: Unicode.Scalar
        switch bytes[at + 1] {
        case UInt8(ascii: "\""): plain = "\""
        case UInt8(ascii: "\\"): plain = "\\"
        case UInt8(ascii: "/"): plain = "/"
        case UInt8(ascii: "b"): plain = "\u{8}"
        case UInt8(ascii: "f"): plain = "\u{C}"
        case UInt8(ascii: "n"): plain = "\n"
        case UInt8(ascii: "r"): plain = "\r"
        case UInt8(ascii: "t"): plain = "\t"
        case UInt8(ascii: "u"): return try readUnicodeEscape(bytes, count, &at)
        default: throw JSONError(.invalidEscape, at: at)
        }
        at += 2
        return plain
    }

    private static func readUnicodeEscape(_ bytes: Span<UInt8>, _ count: Int, _ at: inout Int)
        throws(JSONError) -> Unicode.Scalar
    {
        let offset = at
        let first = try readFourDigits(bytes, count, &at)
        var code = UInt32(first)
        if (0xD800...0xDBFF).contains(first) {
            guard at + 1 < count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
                throw JSONError(.loneSurrogate, at: offset)
            }
            let second = try readFourDigits(bytes, count, &at)
            guard (0xDC00...0xDFFF).contains(second) else { throw JSONError(.loneSurrogate, at: offset) }
            code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw JSONError(.loneSurrogate, at: offset) }
        return scalar
    }

    /// Reads `\uXXXX` at `at` and leaves `at` behind it.
    private static func readFourDigits(_ bytes: Span<UInt8>, _ count: Int, _ at: inout Int)
        throws(JSONError) -> UInt16
    {
        guard at + 6 <= count else { throw JSONError(.unexpectedEnd, at: count) }
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
