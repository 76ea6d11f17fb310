/// The grammar of JSON (RFC 8259): goes once over a text and notes where each value and name stands.
///
/// Without recursion: an open array or object keeps the place of the one around it in its own token. Eight zeros behind
/// the text end every loop, so no octet is asked twice whether it is there.
struct JSONScanner {
    /// Octets that must stand behind the text, all zero.
    static let padding = 8
    /// A name is compared with at most so many before it in its object; among more it is looked up by hash.
    private static let comparedNames = 12
    /// A name and a value: what one turn of the loop may note.
    private static let tokensAtOnce = 2

    private let count: Int
    private var at = 0
    private var tokenCount = 0
    /// The innermost array or object not yet closed.
    private var open = -1
    private var depth: Int
    private var manyNames: Set<PlacedName> = []

    private init(_ count: Int, _ depth: Int) {
        self.count = count
        self.depth = depth
    }

    /// - Parameters:
    ///   - octets: `count` of the text, the padding, anything.
    ///   - tokens: room, of which more is made when it does not suffice.
    static func scan(_ octets: [UInt8], _ count: Int, _ maximumDepth: Int, into tokens: inout [JSONToken])
        throws(JSONError)
    {
        var scanner = JSONScanner(count, maximumDepth)
        while true {
            var room = tokens.mutableSpan
            if try scanner.run(octets.span, &room) { return }
            tokens += tokens
        }
    }

    /// Goes on until the text ends or the room for tokens does.
    ///
    /// What is marked `unchecked` (an eighth of the time) is inside by itself. `at` moves only over octets that are not
    /// zero, hence at most to `count`, where eight zeros stand. `place` leaves two tokens of room, and what `open` and
    /// the names of an object speak of was noted before.
    ///
    /// - Returns: whether the text is done; when not, it wants the same tokens with more room behind them.
    private mutating func run(_ text: Span<UInt8>, _ tokens: inout MutableSpan<JSONToken>) throws(JSONError)
        -> Bool
    {
        // Copies the optimiser can keep in registers.
        let count = count
        var at = at
        var place = tokenCount
        var open = open
        var isInObject = open >= 0 && tokens[unchecked: open].kind == .object
        next: while tokens.count - place >= Self.tokensAtOnce {
            Self.skipBlanks(text, &at)
            if isInObject {
                guard text[unchecked: at] == UInt8(ascii: "\"") else {
                    throw Self.unexpected(text, count, at)
                }
                let name = try Self.readString(text, count, at, place)
                tokens[unchecked: place] = name
                at = name.end &+ 1
                if isRepeated(text, tokens, open, place) {
                    throw JSONError(.duplicateKey, at: Int(name.start) - 1)
                }
                place &+= 1
                Self.skipBlanks(text, &at)
                guard text[unchecked: at] == UInt8(ascii: ":") else { throw Self.unexpected(text, count, at) }
                at &+= 1
                Self.skipBlanks(text, &at)
            }
            let byte = text[unchecked: at]
            switch byte {
            case UInt8(ascii: "\""):
                let string = try Self.readString(text, count, at, place)
                tokens[unchecked: place] = string
                at = string.end &+ 1
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard depth > 0 else { throw JSONError(.tooDeep, at: at) }
                let start = at
                at &+= 1
                Self.skipBlanks(text, &at)
                let isObject = byte == UInt8(ascii: "{")
                guard text[unchecked: at] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    tokens[unchecked: place] = JSONToken(
                        isObject ? .object : .array, start, start, next: open)
                    open = place
                    isInObject = isObject
                    place &+= 1
                    depth -= 1
                    continue next
                }
                at += 1
                tokens[unchecked: place] = JSONToken(
                    isObject ? .object : .array, start, start, next: place + 1)
            default: tokens[unchecked: place] = try Self.readPlain(text, count, &at, place)
            }
            place &+= 1
            while open >= 0 {
                tokens[unchecked: open].length &+= 1
                Self.skipBlanks(text, &at)
                let byte = text[unchecked: at]
                if byte == UInt8(ascii: ",") {
                    at += 1
                    continue next
                }
                guard byte == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    throw Self.unexpected(text, count, at)
                }
                at += 1
                let around = Int(tokens[unchecked: open].next)
                tokens[unchecked: open].next = Int32(truncatingIfNeeded: place)
                open = around
                isInObject = open >= 0 && tokens[unchecked: open].kind == .object
                depth += 1
            }
            Self.skipBlanks(text, &at)
            if at < count { throw JSONError(.trailingBytes, at: at) }
            return true
        }
        (self.at, tokenCount, self.open) = (at, place, open)
        return false
    }

    private static func unexpected(_ text: Span<UInt8>, _ count: Int, _ at: Int) -> JSONError {
        at < count ? JSONError(.unexpectedByte(text[at]), at: at) : JSONError(.unexpectedEnd, at: at)
    }

    @inline(__always)
    private static func skipBlanks(_ text: Span<UInt8>, _ at: inout Int) {
        while text[unchecked: at] <= 0x20 {
            switch text[unchecked: at] {
            case 0x20, 0x09, 0x0A, 0x0D: at &+= 1
            default: return
            }
        }
    }

    /// Reads a number or a word.
    @inline(never)
    private static func readPlain(_ text: Span<UInt8>, _ count: Int, _ at: inout Int, _ place: Int)
        throws(JSONError) -> JSONToken
    {
        let start = at
        let kind: JSONToken.Kind
        switch text[at] {
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            kind = try JSONNumbers.skip(text, count, &at) ? .integer : .number
        case UInt8(ascii: "t"): kind = try readWord("true", as: .true, text, count, &at)
        case UInt8(ascii: "f"): kind = try readWord("false", as: .false, text, count, &at)
        case UInt8(ascii: "n"): kind = try readWord("null", as: .null, text, count, &at)
        default: throw unexpected(text, count, at)
        }
        return JSONToken(kind, start, at, next: place + 1)
    }

    private static func readWord(
        _ word: StaticString, as kind: JSONToken.Kind, _ text: Span<UInt8>, _ count: Int, _ at: inout Int
    ) throws(JSONError) -> JSONToken.Kind {
        for offset in 0..<word.utf8CodeUnitCount {
            guard text[at] == word.utf8Start[offset] else { throw unexpected(text, count, at) }
            at += 1
        }
        return kind
    }

    // MARK: strings

    /// Reads the string whose opening quote stands at `quote`, eight octets at a time.
    @inline(__always)
    private static func readString(_ text: Span<UInt8>, _ count: Int, _ quote: Int, _ place: Int)
        throws(JSONError) -> JSONToken
    {
        let start = quote &+ 1
        var at = start
        var seen: UInt64 = 0
        while true {
            let word = UInt64(
                littleEndian: text.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: at, as: UInt64.self))
            let special = JSONEscapes.special(word)
            guard special == 0 else {
                // The lowest mark is exact, as the octets below it have none.
                seen |= word & ((special & (0 &- special)) &- 1)
                at &+= special.trailingZeroBitCount &>> 3
                break
            }
            seen |= word
            at &+= 8
        }
        guard text[unchecked: at] == UInt8(ascii: "\""), seen & 0x8080_8080_8080_8080 == 0 else {
            return try readRest(text, count, start, at, place)
        }
        return JSONToken(.string, start, at, next: place &+ 1)
    }

    /// Reads a string from `at` on, where something stands that is neither plain nor its end, or that has more than ASCII.
    @inline(never)
    private static func readRest(_ text: Span<UInt8>, _ count: Int, _ start: Int, _ from: Int, _ place: Int)
        throws(JSONError) -> JSONToken
    {
        var kind = JSONToken.Kind.wideString
        var at = from
        while text[at] != UInt8(ascii: "\"") {
            if text[at] == UInt8(ascii: "\\") {
                kind = .escapedString
                _ = try JSONStrings.readEscape(text, count, &at)
            } else if text[at] < 0x20 {
                throw JSONError(at < count ? .controlCharacter : .unexpectedEnd, at: at)
            } else {
                at += 1
            }
        }
        do { _ = try UTF8Span(validating: text.extracting(start..<at)) } catch {
            throw JSONError(.invalidUTF8, at: start)
        }
        return JSONToken(kind, start, at, next: place + 1)
    }

    // MARK: names

    /// Whether the name at `place` stands before in its object.
    @inline(__always)
    private mutating func isRepeated(
        _ text: Span<UInt8>, _ tokens: borrowing MutableSpan<JSONToken>, _ object: Int, _ place: Int
    ) -> Bool {
        let name = tokens[unchecked: place]
        guard tokens[unchecked: object].length < Self.comparedNames, name.kind != .escapedString else {
            return isRepeatedAmongMany(text, tokens, object, place)
        }
        var other = object &+ 1
        while other < place {
            // Nearly all names differ in length.
            if tokens[unchecked: other].length == name.length
                || tokens[unchecked: other].kind == .escapedString,
                JSONStrings.areSame(text, tokens[unchecked: other], name)
            {
                return true
            }
            other = Int(tokens[unchecked: other &+ 1].next)
        }
        return false
    }

    /// The same of a name with escapes, or with many before it.
    @inline(never)
    private mutating func isRepeatedAmongMany(
        _ text: Span<UInt8>, _ tokens: borrowing MutableSpan<JSONToken>, _ object: Int, _ place: Int
    ) -> Bool {
        let name = JSONStrings.octets(text, tokens[place])
        let earlier = tokens[object].length
        if earlier <= Self.comparedNames {
            var other = object + 1
            while other < place {
                let octets = JSONStrings.octets(text, tokens[other])
                if octets == name { return true }
                if earlier == Self.comparedNames {
                    manyNames.insert(PlacedName(object: object, octets: octets))
                }
                other = Int(tokens[other + 1].next)
            }
            if earlier < Self.comparedNames { return false }
        }
        return !manyNames.insert(PlacedName(object: object, octets: name)).inserted
    }
}

/// A name in its object, by its octets: `String` would take two spellings of the same accented letter for one.
private struct PlacedName: Hashable {
    let object: Int
    let octets: [UInt8]
}
