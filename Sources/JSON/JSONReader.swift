/// Reads strict JSON (RFC 8259) from bytes.
///
/// One pass, one recursion per nesting level (bounded by `maximumDepth`), linear time: keys of large objects are
/// compared by hash, numbers of any length cost their length.
package enum JSONReader {
    /// Objects with more members than this look for a repeated key by hash, smaller ones by comparing.
    static let comparedMembers = 12

    /// Reads one value that fills the whole text (blanks around it allowed).
    ///
    /// - Parameter maximumDepth: how many arrays and objects may be open at once; a bare value has depth 0.
    /// - Throws: the first mistake; `invalidUTF8` wins over every other, wherever it stands.
    package static func parse(_ bytes: [UInt8], maximumDepth: Int = 32) throws(JSONError) -> JSONValue {
        try parse(bytes.span, maximumDepth: maximumDepth)
    }

    package static func parse(_ bytes: ArraySlice<UInt8>, maximumDepth: Int = 32) throws(JSONError)
        -> JSONValue
    {
        try parse(bytes.span, maximumDepth: maximumDepth)
    }

    package static func parse(_ bytes: Span<UInt8>, maximumDepth: Int = 32) throws(JSONError) -> JSONValue {
        do {
            return try parseWhole(bytes, maximumDepth)
        } catch {
            if let offset = UTF8Check.firstInvalidByte(bytes) { throw JSONError(.invalidUTF8, at: offset) }
            throw error
        }
    }

    private static func parseWhole(_ bytes: Span<UInt8>, _ depth: Int) throws(JSONError) -> JSONValue {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw JSONError(.byteOrderMark, at: 0)
        }
        var at = 0
        skipBlanks(bytes, &at)
        let value = try readValue(bytes, &at, depth)
        skipBlanks(bytes, &at)
        if at < bytes.count { throw JSONError(.trailingBytes, at: at) }
        return value
    }

    @inline(__always)
    private static func skipBlanks(_ bytes: Span<UInt8>, _ at: inout Int) {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            default: return
            }
        }
    }

    private static func readValue(_ bytes: Span<UInt8>, _ at: inout Int, _ depth: Int) throws(JSONError)
        -> JSONValue
    {
        guard at < bytes.count else { throw JSONError(.unexpectedEnd, at: at) }
        switch bytes[at] {
        case UInt8(ascii: "{"):
            return try readObject(bytes, &at, depth)
        case UInt8(ascii: "["):
            return try readArray(bytes, &at, depth)
        case UInt8(ascii: "\""):
            return .string(try JSONStrings.read(bytes, &at))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try JSONNumbers.read(bytes, &at)
        case UInt8(ascii: "t"):
            try readWord("true", bytes, &at)
            return .bool(true)
        case UInt8(ascii: "f"):
            try readWord("false", bytes, &at)
            return .bool(false)
        case UInt8(ascii: "n"):
            try readWord("null", bytes, &at)
            return .null
        case let byte:
            throw JSONError(.unexpectedByte(byte), at: at)
        }
    }

    private static func readWord(_ word: StaticString, _ bytes: Span<UInt8>, _ at: inout Int)
        throws(JSONError)
    {
        for offset in 0..<word.utf8CodeUnitCount {
            guard at < bytes.count else { throw JSONError(.unexpectedEnd, at: at) }
            guard bytes[at] == word.utf8Start[offset] else {
                throw JSONError(.unexpectedByte(bytes[at]), at: at)
            }
            at += 1
        }
    }

    private static func readArray(_ bytes: Span<UInt8>, _ at: inout Int, _ depth: Int) throws(JSONError)
        -> JSONValue
    {
        guard depth > 0 else { throw JSONError(.tooDeep, at: at) }
        at += 1
        skipBlanks(bytes, &at)
        if at < bytes.count, bytes[at] == UInt8(ascii: "]") {
            at += 1
            return .array([])
        }
        var elements: [JSONValue] = []
        while true {
            skipBlanks(bytes, &at)
            elements.append(try readValue(bytes, &at, depth - 1))
            skipBlanks(bytes, &at)
            guard at < bytes.count else { throw JSONError(.unexpectedEnd, at: at) }
            let byte = bytes[at]
            guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") else {
                throw JSONError(.unexpectedByte(byte), at: at)
            }
            at += 1
            if byte == UInt8(ascii: "]") { return .array(elements) }
        }
    }

    private static func readObject(_ bytes: Span<UInt8>, _ at: inout Int, _ depth: Int) throws(JSONError)
        -> JSONValue
    {
        guard depth > 0 else { throw JSONError(.tooDeep, at: at) }
        at += 1
        skipBlanks(bytes, &at)
        if at < bytes.count, bytes[at] == UInt8(ascii: "}") {
            at += 1
            return .object([])
        }
        var members: [JSONMember] = []
        members.reserveCapacity(6)
        var seen = Set<KeyOctets>()
        while true {
            skipBlanks(bytes, &at)
            guard at < bytes.count else { throw JSONError(.unexpectedEnd, at: at) }
            guard bytes[at] == UInt8(ascii: "\"") else { throw JSONError(.unexpectedByte(bytes[at]), at: at) }
            let keyOffset = at
            let key = try JSONStrings.read(bytes, &at)
            if isRepeated(key, members, &seen) { throw JSONError(.duplicateKey, at: keyOffset) }
            skipBlanks(bytes, &at)
            guard at < bytes.count else { throw JSONError(.unexpectedEnd, at: at) }
            guard bytes[at] == UInt8(ascii: ":") else { throw JSONError(.unexpectedByte(bytes[at]), at: at) }
            at += 1
            skipBlanks(bytes, &at)
            members.append(JSONMember(key: key, value: try readValue(bytes, &at, depth - 1)))
            skipBlanks(bytes, &at)
            guard at < bytes.count else { throw JSONError(.unexpectedEnd, at: at) }
            let byte = bytes[at]
            guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") else {
                throw JSONError(.unexpectedByte(byte), at: at)
            }
            at += 1
            if byte == UInt8(ascii: "}") { return .object(members) }
        }
    }

    @inline(__always)
    private static func isRepeated(_ key: String, _ members: [JSONMember], _ seen: inout Set<KeyOctets>)
        -> Bool
    {
        if members.count < comparedMembers {
            for member in members where KeyOctets(member.key) == KeyOctets(key) { return true }
            return false
        }
        if seen.isEmpty { for member in members { seen.insert(KeyOctets(member.key)) } }
        return !seen.insert(KeyOctets(key)).inserted
    }
}

/// A key compared by its octets: `String` would take two spellings of the same accented letter for one.
private struct KeyOctets: Hashable {
    let key: String

    init(_ key: String) { self.key = key }

    static func == (left: KeyOctets, right: KeyOctets) -> Bool {
        left.key == right.key && left.key.utf8.elementsEqual(right.key.utf8)
    }

    func hash(into hasher: inout Hasher) {
        var key = key
        key.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
