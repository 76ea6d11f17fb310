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
/// Every value is written into room made for it at once, in memory of the writer's own: an array asked for one octet
/// after the other, or asked before each value whether it has other holders, costs several times the octets
/// themselves, and a turn writes some three hundred values. Sendable all the same: it cannot be copied, so whoever has it
/// is alone with its memory.
package struct JSONWriter: ~Copyable, @unchecked Sendable {
    /// Written as far as `count`; behind it is room for `capacity` octets in all.
    private var start: UnsafeMutablePointer<UInt8>
    private var count = 0
    private var capacity: Int
    private var needsComma = false

    /// - Parameter capacity: octets that can be written before there must be more room.
    package init(reservingCapacity capacity: Int = 256) {
        self.capacity = max(capacity, 0)
        start = .allocate(capacity: self.capacity)
    }

    deinit { start.deallocate() }

    /// What was written.
    package var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

    /// How many octets were written.
    package var byteCount: Int { count }

    /// Where the next value is written, after a comma if one is due; nothing is, until `wrote` is called.
    ///
    /// - Parameter limit: octets written there at most; `wrote` says how many they were.
    @inline(__always)
    private mutating func place(atMost limit: Int) -> UnsafeMutablePointer<UInt8> {
        if capacity - count <= limit { grow(by: limit) }
        start[count] = UInt8(ascii: ",")
        return start + count + comma
    }

    @inline(__always)
    private mutating func wrote(_ octets: Int) {
        count += comma + octets
        needsComma = true
    }

    /// Octets of the comma that is due.
    @inline(__always)
    private var comma: Int { needsComma ? 1 : 0 }

    @inline(never)
    private mutating func grow(by limit: Int) {
        capacity = max(capacity * 2, count + limit + 1, 256)
        let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        wider.update(from: start, count: count)
        start.deallocate()
        start = wider
    }

    // MARK: structure

    package mutating func beginObject() { open(UInt8(ascii: "{")) }

    package mutating func endObject() { close(UInt8(ascii: "}")) }

    package mutating func beginArray() { open(UInt8(ascii: "[")) }

    package mutating func endArray() { close(UInt8(ascii: "]")) }

    @inline(__always)
    private mutating func open(_ byte: UInt8) {
        place(atMost: 1)[0] = byte
        wrote(1)
        needsComma = false
    }

    @inline(__always)
    private mutating func close(_ byte: UInt8) {
        needsComma = false
        place(atMost: 1)[0] = byte
        wrote(1)
    }

    /// Writes a name of our own, which needs no escapes.
    package mutating func key(_ key: StaticString) {
        let name = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
        let end = place(atMost: name.count + 3)
        Self.quote(name, to: end)
        end[name.count + 2] = UInt8(ascii: ":")
        wrote(name.count + 3)
        needsComma = false
    }

    /// Writes a name somebody else chose.
    package mutating func key(dynamic key: String) {
        string(key)
        close(UInt8(ascii: ":"))
        needsComma = false
    }

    // MARK: values

    package mutating func null() { literal("null") }

    package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    package mutating func integer(_ value: Int64) { integer(value.magnitude, isNegative: value < 0) }

    package mutating func integer(_ value: Int) { integer(Int64(value)) }

    package mutating func unsigned(_ value: UInt64) { integer(value, isNegative: false) }

    private mutating func integer(_ value: UInt64, isNegative: Bool) {
        wrote(JSONDigits.write(value, isNegative: isNegative, to: place(atMost: JSONDigits.integerRoom)))
    }

    /// Writes the shortest text that reads back as the same number; infinities as `1e999`, which reads back as
    /// infinite too, and what is not a number as `null`.
    package mutating func number(_ value: Double) {
        if value.isNaN {
            null()
        } else if value.isInfinite {
            literal(value < 0 ? "-1e999" : "1e999")
        } else {
            if let octets = JSONDigits.writeDecimal(value, to: place(atMost: JSONDigits.decimalRoom)) {
                return wrote(octets)
            }
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

    /// A string given as UTF-8 bytes; bad bytes become U+FFFD.
    package mutating func string(utf8: [UInt8]) {
        string(String(decoding: utf8, as: UTF8.self))
    }

    /// Goes down as deep as the value, which whoever read it has bounded.
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

    // MARK: members

    package mutating func member(_ key: StaticString, _ value: String) {
        self.key(key)
        string(value)
    }

    /// A word of our own, which needs no escapes.
    package mutating func member(_ key: StaticString, word: StaticString) {
        self.key(key)
        let end = place(atMost: word.utf8CodeUnitCount + 2)
        Self.quote(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount), to: end)
        wrote(word.utf8CodeUnitCount + 2)
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
        copy(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A value as it stands.
    private mutating func copy(_ text: UnsafeBufferPointer<UInt8>) {
        let end = place(atMost: text.count)
        if let from = text.baseAddress { end.update(from: from, count: text.count) }
        wrote(text.count)
    }

    @inline(__always)
    private static func quote(_ text: UnsafeBufferPointer<UInt8>, to end: UnsafeMutablePointer<UInt8>) {
        end[0] = UInt8(ascii: "\"")
        if let from = text.baseAddress { (end + 1).update(from: from, count: text.count) }
        end[text.count + 1] = UInt8(ascii: "\"")
    }

    private mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
        guard let from = text.baseAddress else { return literal("\"\"") }
        let end = place(atMost: text.count + 2)
        // Nearly every text may stand as it is: looked at while it is copied.
        guard JSONEscapes.copy(from, text.count, to: end + 1) else { return escape(from, text.count) }
        end[0] = UInt8(ascii: "\"")
        end[text.count + 1] = UInt8(ascii: "\"")
        wrote(text.count + 2)
    }

    /// Octets escaped at once; one may become six.
    private static let escapedAtOnce = 256

    private mutating func escape(_ text: UnsafePointer<UInt8>, _ length: Int) {
        open(UInt8(ascii: "\""))
        for from in stride(from: 0, to: length, by: Self.escapedAtOnce) {
            let part = min(Self.escapedAtOnce, length - from)
            wrote(JSONEscapes.write(text + from, part, to: place(atMost: 6 * part)))
            needsComma = false
        }
        close(UInt8(ascii: "\""))
    }
}
