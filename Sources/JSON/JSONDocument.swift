/// A text that was read once: every value and name of it is a token, and what somebody wants of it is made when asked for.
///
/// ```
/// var document = JSONDocument()
/// try document.scan(line.span)
/// let text = document.member("text").flatMap { document.text($0) }
/// ```
/// Values are spoken of by their places; place 0 is the whole text. A document is read into again and again, so that a
/// line of usual length asks for no memory. After a mistake nothing in it is worth reading.
package struct JSONDocument: Sendable {
    /// The room of a text longer than this is given back when the next one is shorter.
    private static let keptOctets = 16_384

    /// The text and the scanner's padding; behind them is room.
    private var octets: [UInt8] = []
    private var tokens: [JSONToken] = []

    package init() {}

    /// Reads one value that fills the whole text (blanks around it allowed).
    ///
    /// - Parameter maximumDepth: how many arrays and objects may be open at once; a bare value has depth 0.
    /// - Throws: the first mistake; `invalidUTF8` wins over every other, wherever it stands.
    package mutating func scan(_ text: Span<UInt8>, maximumDepth: Int = 32) throws(JSONError) {
        makeRoom(for: text.count)
        octets.withUnsafeMutableBytes { room in
            text.withUnsafeBytes { room.copyMemory(from: $0) }
            room[text.count..<text.count + JSONScanner.padding].initializeMemory(as: UInt8.self, repeating: 0)
        }
        do throws(JSONError) {
            if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF {
                throw JSONError(.byteOrderMark, at: 0)
            }
            try JSONScanner.scan(octets, text.count, maximumDepth, into: &tokens)
        } catch {
            if let offset = UTF8Check.firstInvalidByte(text) { throw JSONError(.invalidUTF8, at: offset) }
            throw error
        }
    }

    private mutating func makeRoom(for count: Int) {
        precondition(count < Int32.max - Int32(JSONScanner.padding), "a text of 2 GB")
        if octets.count > Self.keptOctets, count < Self.keptOctets {
            octets = []
            tokens = []
        }
        if octets.count < count + JSONScanner.padding {
            octets = Self.room(count + JSONScanner.padding, of: Self.zeros)
        }
        // Rows of the record have a token for every eight octets.
        if tokens.isEmpty { tokens = Self.room(count / 8, of: Self.blanks) }
    }

    private static let zeros = [UInt8](repeating: 0, count: 512)
    private static let blanks = [JSONToken](repeating: JSONToken(), count: 48)

    /// A copy of an array is made in one step, one value repeated through general code that costs a line's reading.
    @inline(__always)
    private static func room<Element>(_ count: Int, of blanks: [Element]) -> [Element] {
        var room = Array(blanks[...])
        while room.count < count { room += room }
        return room
    }

    // MARK: one value

    /// The text at a place; nil when no text stands there.
    package func text(_ place: Int) -> String? {
        let token = tokens[place]
        switch token.kind {
        case .string, .wideString, .escapedString: return JSONStrings.text(octets.span, token)
        default: return nil
        }
    }

    package func isObject(_ place: Int) -> Bool { tokens[place].kind == .object }

    /// The place of a member's value; nil when this is no object or has no such member.
    package func member(_ name: StaticString, of object: Int = 0) -> Int? {
        let token = tokens[object]
        guard token.kind == .object else { return nil }
        return name.withUTF8Buffer { name in
            var place = object + 1
            while place < token.next {
                if JSONStrings.isSame(octets.span, tokens[place], name) { return place + 1 }
                place = Int(tokens[place + 1].next)
            }
            return nil
        }
    }

    /// The value at a place with all that is in it.
    package func value(_ place: Int = 0) -> JSONValue {
        let token = tokens[place]
        switch token.kind {
        case .null: return .null
        case .true: return .bool(true)
        case .false: return .bool(false)
        case .integer, .number: return JSONNumbers.value(octets.span, token)
        case .string, .wideString, .escapedString: return .string(JSONStrings.text(octets.span, token))
        case .array:
            var elements: [JSONValue] = []
            elements.reserveCapacity(Int(token.length))
            var at = place + 1
            while at < token.next {
                elements.append(value(at))
                at = Int(tokens[at].next)
            }
            return .array(elements)
        case .object:
            var members: [JSONMember] = []
            members.reserveCapacity(Int(token.length))
            var at = place + 1
            while at < token.next {
                members.append(
                    JSONMember(key: JSONStrings.text(octets.span, tokens[at]), value: value(at + 1)))
                at = Int(tokens[at + 1].next)
            }
            return .object(members)
        }
    }
}

/// Where a value or a name stands in its text.
struct JSONToken: Sendable {
    enum Kind: UInt8, Sendable {
        case null, `true`, `false`
        /// Written without fraction or exponent.
        case integer
        case number
        /// ASCII without escapes; with more than ASCII; with escapes, then of any octets.
        case string, wideString, escapedString
        case array, object
    }

    var kind = Kind.null
    /// The first octet; of a string, the one after its quote.
    var start: Int32 = 0
    /// Octets; of a string, those between its quotes. Of an array or object, how many values stand directly in it.
    var length: Int32 = 0
    /// The token after this value and all that is in it; of an array or object not yet closed, the one around it.
    var next: Int32 = 0

    init() {}

    @inline(__always)
    init(_ kind: Kind, _ start: Int, _ end: Int, next: Int) {
        self.kind = kind
        self.start = Int32(truncatingIfNeeded: start)
        length = Int32(truncatingIfNeeded: end &- start)
        self.next = Int32(truncatingIfNeeded: next)
    }

    @inline(__always)
    var end: Int { Int(start) &+ Int(length) }

    var range: Range<Int> { Int(start)..<end }
}
