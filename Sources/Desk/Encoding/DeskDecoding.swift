import JSON

/// Bytes that are no event or state of this version: the record is damaged, or a newer program wrote it.
package enum DeskDecodingError: Error, Hashable, Sendable {
    case notJSON
    /// Written by a later version.
    case newerFormat(Int)
    /// A field is missing or means nothing; its path, as `tickets.3.rank`.
    case field(String)
}

/// Reads the members of an object, naming what is wrong.
struct FieldReader {
    let value: JSONValue
    let path: String

    init(_ value: JSONValue, path: String) {
        self.value = value
        self.path = path
    }

    init(parsing bytes: [UInt8]) throws(DeskDecodingError) {
        do { value = try JSONReader.parse(bytes) } catch { throw .notJSON }
        path = ""
    }

    func bad(_ key: String) -> DeskDecodingError { .field(path.isEmpty ? key : path + "." + key) }

    func has(_ key: String) -> Bool { value[key] != nil }

    func int64(_ key: String) throws(DeskDecodingError) -> Int64 {
        guard let found = value[key]?.int64 else { throw bad(key) }
        return found
    }

    func int(_ key: String) throws(DeskDecodingError) -> Int { Int(try int64(key)) }

    func optionalInt64(_ key: String) throws(DeskDecodingError) -> Int64? {
        has(key) ? try int64(key) : nil
    }

    /// 64 bits, written as the signed number of the same bits.
    func bits(_ key: String) throws(DeskDecodingError) -> UInt64 { UInt64(bitPattern: try int64(key)) }

    func bool(_ key: String) throws(DeskDecodingError) -> Bool {
        guard has(key) else { return false }
        guard let found = value[key]?.bool else { throw bad(key) }
        return found
    }

    func string(_ key: String) throws(DeskDecodingError) -> String {
        guard let found = value[key]?.string else { throw bad(key) }
        return found
    }

    func optionalString(_ key: String) throws(DeskDecodingError) -> String? {
        has(key) ? try string(key) : nil
    }

    /// Absent means empty.
    func strings(_ key: String) throws(DeskDecodingError) -> [String] {
        var result: [String] = []
        for element in try elements(key) {
            guard let text = element.value.string else { throw bad(key) }
            result.append(text)
        }
        return result
    }

    func integers(_ key: String) throws(DeskDecodingError) -> [Int64] {
        var result: [Int64] = []
        for element in try elements(key) {
            guard let number = element.value.int64 else { throw bad(key) }
            result.append(number)
        }
        return result
    }

    /// Absent means empty.
    func elements(_ key: String) throws(DeskDecodingError) -> [FieldReader] {
        guard let found = value[key] else { return [] }
        guard let array = found.array else { throw bad(key) }
        return array.enumerated().map { FieldReader($0.element, path: bad(key).fieldPath + ".\($0.offset)") }
    }

    func object(_ key: String) throws(DeskDecodingError) -> FieldReader {
        guard let found = value[key], found.object != nil else { throw bad(key) }
        return FieldReader(found, path: bad(key).fieldPath)
    }

    func named<Name: RawRepresentable<String>>(_ key: String, _: Name.Type = Name.self)
        throws(DeskDecodingError) -> Name
    {
        guard let found = Name(rawValue: try string(key)) else { throw bad(key) }
        return found
    }
}

extension DeskDecodingError {
    fileprivate var fieldPath: String {
        guard case .field(let path) = self else { return "" }
        return path
    }
}

/// The version of the desk's bytes; readers take this one and earlier ones.
enum DeskFormat {
    static let version = 1

    static func check(_ fields: FieldReader) throws(DeskDecodingError) {
        let found = try fields.int("v")
        guard found >= 1 else { throw fields.bad("v") }
        guard found <= version else { throw .newerFormat(found) }
    }
}
