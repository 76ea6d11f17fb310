/// Appends JSON text to bytes.
///
/// ```
/// var writer = JSONWriter()
/// writer.beginObject()
/// writer.member("type", "ack")
/// writer.member("seq", 48)
/// writer.endObject()          // {"type":"ack","seq":48}
/// ```
/// Commas are set by themselves: one flag suffices, because what was written last decides. Nesting is the caller's
/// care (our bug, seen by the first test), so nothing is checked here.
///
/// Every value is written into room made for it at once: asking an array for one octet after the other costs several
/// times the octets themselves, and a turn writes some two thousand.
package struct JSONWriter: Sendable {
    /// Written as far as `count`; behind it is room.
    private var room: [UInt8]
    private var count: Int
    private var needsComma = false

    package init(reservingCapacity capacity: Int = 256) {
        // A part of an array is copied in one step; one value repeated is made through the library's general way, which
        // costs twice as much, and a turn makes nine of these.
        room =
            capacity <= Self.zeros.count
            ? Array(Self.zeros[..<max(0, capacity)]) : [UInt8](repeating: 0, count: capacity)
        count = 0
    }

    private static let zeros = [UInt8](repeating: 0, count: 2_048)

    /// Goes on at the end of `bytes`; what is written next begins a new value.
    package init(appendingTo bytes: [UInt8]) {
        room = bytes
        count = bytes.count
    }

    /// What was written, in an array of just that size.
    package var bytes: [UInt8] { count == room.count ? room : Array(room[..<count]) }

    /// What was written, without a copy of it and with the room behind it: for what is soon sent or copied.
    package consuming func finish() -> [UInt8] {
        room.removeLast(room.count - count)
        return room
    }

    /// How many octets were written.
    package var byteCount: Int { count }

    /// Lets `body` write at most `limit` octets at the end.
    ///
    /// - Parameter body: answers how many it wrote.
    @inline(__always)
    private mutating func write(atMost limit: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        if room.count - count < limit { grow(by: limit) }
        let start = count
        count += room.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { body($0 + start) } ?? 0
        }
    }

    @inline(never)
    private mutating func grow(by limit: Int) {
        let size = max(room.count * 2, count + limit, 256)
        let written = count
        room = room.withUnsafeBufferPointer { old in
            [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
                guard let start = buffer.baseAddress else { return }
                if let from = old.baseAddress { start.update(from: from, count: written) }
                (start + written).update(repeating: 0, count: size - written)
                initialized = size
            }
        }
    }

    // MARK: structure

    /// One octet, after a comma if one is due.
    @inline(__always)
    private mutating func open(_ byte: UInt8) {
        let comma = needsComma
        write(atMost: 2) { end in
            end[0] = UInt8(ascii: ",")
            end[comma ? 1 : 0] = byte
            return comma ? 2 : 1
        }
    }

    @inline(__always)
    private mutating func close(_ byte: UInt8) {
        write(atMost: 1) { end in
            end[0] = byte
            return 1
        }
        needsComma = true
    }

    package mutating func beginObject() {
        open(UInt8(ascii: "{"))
        needsComma = false
    }

    package mutating func endObject() { close(UInt8(ascii: "}")) }

    package mutating func beginArray() {
        open(UInt8(ascii: "["))
        needsComma = false
    }

    package mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes a name of our own, which needs no escapes.
    package mutating func key(_ key: StaticString) {
        let comma = needsComma
        key.withUTF8Buffer { name in
            write(atMost: name.count + 4) { end in
                end[0] = UInt8(ascii: ",")
                var at = comma ? 1 : 0
                at += Self.quote(name, to: end + at)
                end[at] = UInt8(ascii: ":")
                return at + 1
            }
        }
        needsComma = false
    }

    package mutating func key(dynamic key: String) {
        string(key)
        close(UInt8(ascii: ":"))
        needsComma = false
    }

    // MARK: values

    package mutating func null() { literal("null") }

    package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    package mutating func integer(_ value: Int64) { digits(value.magnitude, isNegative: value < 0) }

    package mutating func integer(_ value: Int) { integer(Int64(value)) }

    package mutating func unsigned(_ value: UInt64) { digits(value, isNegative: false) }

    /// Writes the shortest text that reads back as the same number; infinities as `1e999`, which reads back as
    /// infinite too, and what is not a number as `null`.
    package mutating func number(_ value: Double) {
        if value.isNaN {
            null()
        } else if value.isInfinite {
            literal(value < 0 ? "-1e999" : "1e999")
        } else {
            var text = value.description
            text.withUTF8 { copy($0) }
        }
    }

    package mutating func string(_ value: String) {
        // Without a copy of its own, which a long text would pay with a count of its holders.
        let isWritten: Void? = value.utf8.withContiguousStorageIfAvailable { string($0) }
        if isWritten == nil {
            var value = value
            value.withUTF8 { string($0) }
        }
    }

    private mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
        if JSONEscapes.areNeeded(in: text) { escape(text) } else { quote(text, after: nil) }
    }

    /// A string given as UTF-8 bytes; bad bytes become U+FFFD.
    package mutating func string(utf8: [UInt8]) {
        string(String(decoding: utf8, as: UTF8.self))
    }

    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .number(let value): number(value)
        case .string(let value): string(value)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                key(dynamic: member.key)
                self.value(member.value)
            }
            endObject()
        }
    }

    /// Copies a value that is already JSON text; the caller answers for it.
    package mutating func raw(_ json: [UInt8]) {
        json.withUnsafeBufferPointer { copy($0) }
    }

    package mutating func raw(_ json: ArraySlice<UInt8>) {
        json.withUnsafeBufferPointer { copy($0) }
    }

    // MARK: members

    package mutating func member(_ key: StaticString, _ value: String) {
        let isWritten: Void? = value.utf8.withContiguousStorageIfAvailable { text in
            guard !JSONEscapes.areNeeded(in: text) else {
                self.key(key)
                return escape(text)
            }
            key.withUTF8Buffer { quote(text, after: $0) }
        }
        if isWritten == nil {
            self.key(key)
            string(value)
        }
    }

    /// A word of our own, which needs no escapes.
    package mutating func member(_ key: StaticString, word: StaticString) {
        key.withUTF8Buffer { name in word.withUTF8Buffer { quote($0, after: name) } }
    }

    package mutating func member(_ key: StaticString, _ value: Int) {
        self.key(key)
        integer(value)
    }

    package mutating func member(_ key: StaticString, _ value: Int64) {
        self.key(key)
        integer(value)
    }

    package mutating func member(_ key: StaticString, _ value: UInt64) {
        self.key(key)
        unsigned(value)
    }

    package mutating func member(_ key: StaticString, _ value: Double) {
        self.key(key)
        number(value)
    }

    package mutating func member(_ key: StaticString, _ value: Bool) {
        self.key(key)
        bool(value)
    }

    package mutating func member(_ key: StaticString, _ value: JSONValue) {
        self.key(key)
        self.value(value)
    }

    package mutating func member(_ key: StaticString, raw json: [UInt8]) {
        self.key(key)
        raw(json)
    }

    /// Writes nothing for nil.
    package mutating func member(_ key: StaticString, ifPresent value: String?) {
        if let value { member(key, value) }
    }

    /// Writes nothing for nil.
    package mutating func member(_ key: StaticString, ifPresent value: Int64?) {
        if let value { member(key, value) }
    }

    /// Writes nothing for nil.
    package mutating func member(_ key: StaticString, ifPresent value: Int?) {
        if let value { member(key, value) }
    }

    package mutating func member(_ key: StaticString, _ values: [String]) {
        self.key(key)
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    // MARK: bytes

    private mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { copy($0) }
    }

    /// A value as it stands, after a comma if one is due.
    private mutating func copy(_ text: UnsafeBufferPointer<UInt8>) {
        let comma = needsComma
        write(atMost: text.count + 1) { end in
            end[0] = UInt8(ascii: ",")
            let at = comma ? 1 : 0
            if let start = text.baseAddress { (end + at).update(from: start, count: text.count) }
            return at + text.count
        }
        needsComma = true
    }

    /// A comma, a sign and the twenty digits of the largest number.
    private static let digitsRoom = 22
    private static let pairs: StaticString =
        """
        00010203040506070809101112131415161718192021222324\
        25262728293031323334353637383940414243444546474849\
        50515253545556575859606162636465666768697071727374\
        75767778798081828384858687888990919293949596979899
        """

    @inline(__always)
    private static func writePair(_ value: UInt64, _ end: UnsafeMutablePointer<UInt8>) {
        let pair = pairs.utf8Start + 2 * Int(truncatingIfNeeded: value)
        end[0] = pair[0]
        end[1] = pair[1]
    }

    private mutating func digits(_ value: UInt64, isNegative: Bool) {
        let comma = needsComma
        write(atMost: Self.digitsRoom) { end in
            var at = 0
            if comma {
                end[0] = UInt8(ascii: ",")
                at = 1
            }
            if isNegative {
                end[at] = UInt8(ascii: "-")
                at += 1
            }
            // From the last digit on, two at a time, into the end of the room; then to their place.
            var place = Self.digitsRoom
            var rest = value
            while rest >= 100 {
                let hundredth = rest / 100
                place -= 2
                Self.writePair(rest - hundredth * 100, end + place)
                rest = hundredth
            }
            if rest >= 10 {
                place -= 2
                Self.writePair(rest, end + place)
            } else {
                place -= 1
                end[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest)
            }
            let length = Self.digitsRoom - place
            (end + at).update(from: end + place, count: length)
            return at + length
        }
        needsComma = true
    }

    @inline(__always)
    private static func quote(_ text: UnsafeBufferPointer<UInt8>, to end: UnsafeMutablePointer<UInt8>) -> Int
    {
        end[0] = UInt8(ascii: "\"")
        if let start = text.baseAddress { (end + 1).update(from: start, count: text.count) }
        end[text.count + 1] = UInt8(ascii: "\"")
        return text.count + 2
    }

    /// A text as it stands, which nearly every text may, and the name before it: room is asked for once.
    private mutating func quote(_ text: UnsafeBufferPointer<UInt8>, after name: UnsafeBufferPointer<UInt8>?) {
        let comma = needsComma
        write(atMost: (name?.count ?? 0) + text.count + 6) { end in
            end[0] = UInt8(ascii: ",")
            var at = comma ? 1 : 0
            if let name {
                at += Self.quote(name, to: end + at)
                end[at] = UInt8(ascii: ":")
                at += 1
            }
            return at + Self.quote(text, to: end + at)
        }
        needsComma = true
    }

    /// Octets escaped at once; one may become six.
    private static let escapedAtOnce = 256

    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        open(UInt8(ascii: "\""))
        var from = 0
        while from < text.count, let start = text.baseAddress {
            let length = min(Self.escapedAtOnce, text.count - from)
            write(atMost: 6 * length) { end in JSONEscapes.write(start + from, length, to: end) }
            from += length
        }
        close(UInt8(ascii: "\""))
    }
}
