import JSON
import Text

/// Why bytes of the record could not be read back.
package enum ArchiveError: Error, Hashable, Sendable {
    /// Not JSON, or not of the expected shape; the byte offset is that of the JSON error, if it was one.
    case malformed(String)
    /// Written by a newer format.
    case newerFormat(Int)
}

/// One walk over a value that either writes it or reads it back: the same lines of code do both, so they cannot drift.
///
/// A value is a JSON array of its fields in order. New fields are added at the end: an older array is shorter and
/// leaves them at their defaults. Not used for what clients see.
struct Archive: ~Copyable {
    let isWriting: Bool
    var writer: JSONWriter
    private var elements: [JSONValue]
    private var next = 0
    /// Texts that need not be written again.
    private let shown: ShownTexts?
    /// The first thing that did not fit; reading goes on with defaults and throws at the end.
    private(set) var failure: ArchiveError?

    /// - Parameter writer: taken over; what is written stands behind what it holds.
    init(writing writer: consuming JSONWriter, sparing shown: ShownTexts? = nil) {
        isWriting = true
        self.shown = shown
        self.writer = writer
        elements = []
    }

    init(reading elements: [JSONValue]) {
        isWriting = false
        shown = nil
        writer = JSONWriter(reservingCapacity: 0)
        self.elements = elements
    }

    mutating func fail(_ what: String) {
        if failure == nil { failure = .malformed(what) }
    }

    /// The next element when reading; nil past the end (an older format).
    private mutating func take() -> JSONValue? {
        guard next < elements.count else { return nil }
        defer { next += 1 }
        return elements[next]
    }

    var hasMore: Bool { next < elements.count }

    mutating func callAsFunction(_ value: inout Bool) {
        if isWriting { return writer.bool(value) }
        guard let read = take() else { return }
        if let it = read.bool { value = it } else { fail("true or false expected") }
    }

    mutating func callAsFunction(_ value: inout Int) {
        if isWriting { return writer.integer(value) }
        guard let read = take() else { return }
        if let it = read.int { value = it } else { fail("whole number expected") }
    }

    mutating func callAsFunction(_ value: inout Int64) {
        if isWriting { return writer.integer(value) }
        guard let read = take() else { return }
        if let it = read.int64 { value = it } else { fail("whole number expected") }
    }

    mutating func callAsFunction(_ value: inout Double) {
        if isWriting { return writer.number(value) }
        guard let read = take() else { return }
        if let it = read.double { value = it } else { fail("number expected") }
    }

    mutating func callAsFunction(_ value: inout String) {
        if isWriting { return writer.string(value) }
        guard let read = take() else { return }
        if let it = read.string { value = it } else { fail("text expected") }
    }

    /// Something said: a place when it stands among the shown texts. Read back, it stands here again.
    mutating func shown(_ value: inout String) {
        guard isWriting, let place = shown?.place(of: value) else { return self(&value) }
        writer.beginObject()
        writer.member("o", place)
        writer.endObject()
    }

    /// All that the bot said, in lines.
    mutating func shownLines(_ value: inout String) {
        guard isWriting, let places = shown?.places(ofLines: value) else { return self(&value) }
        writer.beginObject()
        writer.key("o")
        writer.beginArray()
        for place in places { writer.integer(place) }
        writer.endArray()
        writer.endObject()
    }

    /// A raw enumeration, by its name or number.
    mutating func callAsFunction<Value: RawRepresentable>(_ value: inout Value)
    where Value.RawValue == String {
        var raw = value.rawValue
        self(&raw)
        if isWriting { return }
        if let it = Value(rawValue: raw) { value = it } else { fail("unknown \(Value.self)") }
    }

    mutating func callAsFunction<Value: RawRepresentable>(_ value: inout Value) where Value.RawValue == Int {
        var raw = value.rawValue
        self(&raw)
        if isWriting { return }
        if let it = Value(rawValue: raw) { value = it } else { fail("unknown \(Value.self)") }
    }

    mutating func callAsFunction<Value: Archived>(_ value: inout Value) {
        if isWriting {
            writer.beginArray()
            value.archive(&self)
            writer.endArray()
            return
        }
        guard let read = take() else { return }
        guard let array = read.array else { return fail("\(Value.self) expected") }
        nested(array) { value.archive(&$0) }
    }

    mutating func callAsFunction<Value: Archived>(_ value: inout Value?) {
        if isWriting {
            if var present = value { self(&present) } else { writer.null() }
            return
        }
        guard let read = take() else { return }
        if read.isNull {
            value = nil
            return
        }
        guard let array = read.array else { return fail("\(Value.self) or null expected") }
        var present = Value()
        nested(array) { present.archive(&$0) }
        value = present
    }

    mutating func callAsFunction<Value: Archived>(_ values: inout [Value]) {
        if isWriting {
            writer.beginArray()
            for var value in values { self(&value) }
            writer.endArray()
            return
        }
        guard let read = take() else { return }
        guard let array = read.array else { return fail("list expected") }
        var result: [Value] = []
        result.reserveCapacity(array.count)
        nested(array) { archive in
            while archive.hasMore {
                var value = Value()
                archive(&value)
                result.append(value)
            }
        }
        values = result
    }

    mutating func callAsFunction(_ values: inout [String]) {
        if isWriting {
            writer.beginArray()
            for value in values { writer.string(value) }
            writer.endArray()
            return
        }
        guard let read = take() else { return }
        guard let array = read.array else { return fail("list expected") }
        values = array.compactMap(\.string)
        if values.count != array.count { fail("list of texts expected") }
    }

    mutating func callAsFunction(_ value: inout String?) {
        if isWriting {
            if let present = value { writer.string(present) } else { writer.null() }
            return
        }
        guard let read = take() else { return }
        if read.isNull {
            value = nil
        } else if let it = read.string {
            value = it
        } else {
            fail("text or null expected")
        }
    }

    mutating func callAsFunction(_ value: inout Int?) {
        var wide = value.map(Int64.init)
        self(&wide)
        if !isWriting { value = wide.flatMap { Int(exactly: $0) } }
    }

    mutating func callAsFunction(_ value: inout Int64?) {
        if isWriting {
            if let present = value { writer.integer(present) } else { writer.null() }
            return
        }
        guard let read = take() else { return }
        if read.isNull {
            value = nil
        } else if let it = read.int64 {
            value = it
        } else {
            fail("number or null expected")
        }
    }

    mutating func callAsFunction(_ value: inout JSONValue) {
        if isWriting { return writer.value(value) }
        if let read = take() { value = read }
    }

    mutating func callAsFunction(_ value: inout Language) {
        var code = value.code
        self(&code)
        if !isWriting { value = Language(code) }
    }

    mutating func callAsFunction(_ value: inout Language?) {
        var code = value?.code
        self(&code)
        if !isWriting { value = code.map { Language($0) } }
    }

    /// The name of an enumeration's case: written as given, or read.
    mutating func tag(_ name: @autoclosure () -> String) -> String {
        var result = isWriting ? name() : ""
        self(&result)
        return result
    }

    /// Which case an enumeration is in: written by its name, or read; nil when there is no such case.
    mutating func tag<Tag: RawRepresentable>(_ tag: @autoclosure () -> Tag) -> Tag?
    where Tag.RawValue == String {
        if isWriting {
            let known = tag()
            writer.string(known.rawValue)
            return known
        }
        var name = ""
        self(&name)
        return Tag(rawValue: name)
    }

    /// Reads a value, or writes the given one: for payloads of cases.
    mutating func part<Value: Archived>(_ value: @autoclosure () -> Value) -> Value {
        var result = isWriting ? value() : Value()
        self(&result)
        return result
    }

    /// Writes `[format, …]`.
    mutating func writeWithFormat(_ value: some Archived) {
        writer.beginArray()
        writer.integer(ArchiveFormat.version)
        var copy = value
        self(&copy)
        writer.endArray()
    }

    private mutating func nested(_ array: [JSONValue], _ body: (inout Archive) -> Void) {
        let outer = elements
        let place = next
        elements = array
        next = 0
        body(&self)
        elements = outer
        next = place
    }
}

/// A value the archive can walk over.
protocol Archived {
    init()
    mutating func archive(_ a: inout Archive)
}

/// A value kept in the record as bytes: `[format, …]`.
enum ArchiveFormat {
    static let version = 1

    static func encode(_ value: some Archived) -> [UInt8] {
        var archive = Archive(writing: JSONWriter())
        archive.writeWithFormat(value)
        return archive.writer.bytes
    }

    static func decode<Value: Archived>(_ bytes: [UInt8]) throws(ArchiveError) -> Value {
        let json: JSONValue
        do {
            json = try JSONReader.parse(bytes, maximumDepth: 64)
        } catch {
            throw .malformed(String(describing: error))
        }
        guard let elements = json.array, let version = elements.first?.int else {
            throw .malformed("a list that begins with a format number expected")
        }
        guard version <= Self.version else { throw .newerFormat(version) }
        guard elements.count == 2 else { throw .malformed("one value expected") }
        var archive = Archive(reading: Array(elements.dropFirst()))
        var value = Value()
        archive(&value)
        if let failure = archive.failure { throw failure }
        return value
    }
}
