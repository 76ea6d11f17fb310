import JSON
import Text

/// Why bytes of the record could not be read back.
package enum ArchiveError: Error, Hashable, Sendable {
    /// Not JSON, or not of the expected shape; says what stood there or was expected.
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

    // MARK: walking

    /// Writes the next field, or reads it; one that an older format lacks stays as it is.
    mutating func callAsFunction<Field: ArchivedField>(_ field: inout Field) { field.walk(&self) }

    /// Something said: a place when it stands among the shown texts. Read back, it stands here again.
    mutating func shown(_ text: inout String) {
        if isWriting { writeShown(text) } else { self(&text) }
    }

    // MARK: reading

    /// The next element; nil past the end (an older format).
    fileprivate mutating func take() -> JSONValue? {
        guard next < elements.count else { return nil }
        defer { next += 1 }
        return elements[next]
    }

    /// The next element as a list, which `body` reads.
    fileprivate mutating func takeList(_ what: Any.Type, _ body: (inout Archive) -> Void) {
        guard let read = take() else { return }
        guard let array = read.array else { return fail("\(what) expected") }
        let outer = elements
        let place = next
        elements = array
        next = 0
        body(&self)
        elements = outer
        next = place
    }

    /// Passes over a null; false, and nothing is passed over, for anything else.
    fileprivate mutating func takeNull() -> Bool {
        guard next < elements.count, elements[next].isNull else { return false }
        next += 1
        return true
    }

    fileprivate var hasMore: Bool { next < elements.count }

    /// The next field of a case.
    mutating func read<Field: ArchivedField>() -> Field {
        var field = Field.absent
        field.walk(&self)
        return field
    }

    /// The next field, which was written as a wider number.
    mutating func readExactly<Number: FixedWidthInteger>() -> Number {
        let wide: Int64 = read()
        if let number = Number(exactly: wide) { return number }
        fail("number out of range")
        return 0
    }

    // MARK: writing

    /// Writes the name of a case and its values.
    ///
    /// One value or two, as nearly all have, are not written as a pack, which costs a turn 4,000 instructions more.
    mutating func write<each Field: ArchivedField>(
        _ tag: some RawRepresentable<String>, _ fields: repeat each Field
    ) {
        write(tag)
        repeat write(field: each fields)
    }

    mutating func write(_ tag: some RawRepresentable<String>) { writer.string(tag.rawValue) }

    mutating func write<First: ArchivedField>(_ tag: some RawRepresentable<String>, _ first: First) {
        write(tag)
        write(field: first)
    }

    mutating func write<First: ArchivedField, Second: ArchivedField>(
        _ tag: some RawRepresentable<String>, _ first: First, _ second: Second
    ) {
        write(tag)
        write(field: first)
        write(field: second)
    }

    @inline(__always)
    private mutating func write(field: some ArchivedField) {
        var field = field
        field.walk(&self)
    }

    /// Something said: a place when it stands among the shown texts.
    mutating func writeShown(_ text: String) {
        guard let place = shown?.place(of: text) else { return writer.string(text) }
        writer.beginObject()
        writer.member("o", place)
        writer.endObject()
    }

    /// All that the bot said, in lines: their places when all of them stand among the shown texts.
    mutating func writeShown(lines: String) {
        guard let places = shown?.places(ofLines: lines) else { return writer.string(lines) }
        writer.beginObject()
        writer.key("o")
        writer.beginArray()
        for place in places { writer.integer(place) }
        writer.endArray()
        writer.endObject()
    }

    /// Writes `[format, …]`.
    mutating func writeWithFormat(_ value: some Archived) {
        writer.beginArray()
        writer.integer(ArchiveFormat.version)
        write(field: value)
        writer.endArray()
    }
}

/// What can stand in an archived list.
protocol ArchivedField {
    /// What it is before it is read, and stays where an older format lacks it.
    static var absent: Self { get }
    /// Writes the archive's next element, or becomes it.
    mutating func walk(_ a: inout Archive)
}

/// A value the archive can walk over: a list of its fields.
protocol Archived: ArchivedField {
    init()
    mutating func archive(_ a: inout Archive)
}

extension Archived {
    static var absent: Self { Self() }

    mutating func walk(_ a: inout Archive) {
        if a.isWriting {
            a.writer.beginArray()
            archive(&a)
            a.writer.endArray()
        } else {
            a.takeList(Self.self) { archive(&$0) }
        }
    }
}

/// An enumeration: a list of its case's name and the case's values.
///
/// Writing and reading are two functions here, since only a `switch` over the value has its parts. Each names every case,
/// so none can be forgotten; that both have the parts in the same order is what `ArchiveTests` are for.
protocol ArchivedCases: Archived {
    /// The names of the cases in the record.
    associatedtype Tag: RawRepresentable<String>, CaseIterable
    func write(to a: inout Archive)
    init(_ tag: Tag, from a: inout Archive)
}

extension ArchivedCases {
    mutating func archive(_ a: inout Archive) {
        if a.isWriting { return write(to: &a) }
        guard let tag = Tag(rawValue: a.read()) else { return a.fail("unknown \(Self.self)") }
        self = Self(tag, from: &a)
    }
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
        let value: Value = archive.read()
        if let failure = archive.failure { throw failure }
        return value
    }
}

// MARK: the fields

extension Bool: ArchivedField {
    static var absent: Bool { false }

    mutating func walk(_ a: inout Archive) {
        if a.isWriting { return a.writer.bool(self) }
        guard let read = a.take() else { return }
        if let it = read.bool { self = it } else { a.fail("true or false expected") }
    }
}

extension Int: ArchivedField {
    static var absent: Int { 0 }

    mutating func walk(_ a: inout Archive) {
        if a.isWriting { return a.writer.integer(self) }
        guard let read = a.take() else { return }
        if let it = read.int { self = it } else { a.fail("whole number expected") }
    }
}

extension Int64: ArchivedField {
    static var absent: Int64 { 0 }

    mutating func walk(_ a: inout Archive) {
        if a.isWriting { return a.writer.integer(self) }
        guard let read = a.take() else { return }
        if let it = read.int64 { self = it } else { a.fail("whole number expected") }
    }
}

extension Double: ArchivedField {
    static var absent: Double { 0 }

    mutating func walk(_ a: inout Archive) {
        if a.isWriting { return a.writer.number(self) }
        guard let read = a.take() else { return }
        if let it = read.double { self = it } else { a.fail("number expected") }
    }
}

extension String: ArchivedField {
    static var absent: String { "" }

    mutating func walk(_ a: inout Archive) {
        if a.isWriting { return a.writer.string(self) }
        guard let read = a.take() else { return }
        if let it = read.string { self = it } else { a.fail("text expected") }
    }
}

extension JSONValue: ArchivedField {
    static var absent: JSONValue { .null }

    mutating func walk(_ a: inout Archive) {
        if a.isWriting { return a.writer.value(self) }
        if let read = a.take() { self = read }
    }
}

/// By its code.
extension Language: ArchivedField {
    static var absent: Language { .french }

    mutating func walk(_ a: inout Archive) {
        var code = code
        a(&code)
        if !a.isWriting { self = Language(code) }
    }
}

/// By its name or number.
extension ArchivedField where Self: RawRepresentable, RawValue: ArchivedField {
    mutating func walk(_ a: inout Archive) {
        var raw = rawValue
        a(&raw)
        if a.isWriting { return }
        if let it = Self(rawValue: raw) { self = it } else { a.fail("unknown \(Self.self)") }
    }
}

/// Null where there is nothing.
extension Optional: ArchivedField where Wrapped: ArchivedField {
    static var absent: Wrapped? { nil }

    mutating func walk(_ a: inout Archive) {
        if a.isWriting {
            if var present = self { present.walk(&a) } else { a.writer.null() }
        } else if a.takeNull() {
            self = nil
        } else if a.hasMore {
            self = a.read() as Wrapped
        }
    }
}

extension Array: ArchivedField where Element: ArchivedField {
    static var absent: [Element] { [] }

    mutating func walk(_ a: inout Archive) {
        if a.isWriting {
            a.writer.beginArray()
            for var element in self { element.walk(&a) }
            a.writer.endArray()
            return
        }
        a.takeList(Self.self) { list in
            var read: [Element] = []
            while list.hasMore { read.append(list.read()) }
            self = read
        }
    }
}
