/// Any JSON text, as read.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number written without fraction or exponent that fits 64 bits; `-0` is a `number`.
    case integer(Int64)
    /// Any other number; beyond the range of `Double` it is infinite.
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// Members in the order of the text; no key occurs twice.
    case object([JSONMember])
}

/// One name and value of an object.
package struct JSONMember: Sendable, Hashable {
    package var key: String
    package var value: JSONValue

    package init(key: String, value: JSONValue) {
        self.key = key
        self.value = value
    }

    package init(_ key: String, _ value: JSONValue) {
        self.key = key
        self.value = value
    }
}

extension JSONValue {
    /// Integers that every JSON reader keeps exactly: ±2^53.
    package static let safeIntegers: ClosedRange<Int64> = -9_007_199_254_740_992...9_007_199_254_740_992

    /// The member's value; nil when this is no object or has no such member.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        for member in members where member.key == key && member.key.utf8.count == key.utf8.count {
            return member.value
        }
        return nil
    }

    /// The element; nil when this is no array or the index lies outside it.
    package subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    package var isNull: Bool { self == .null }

    package var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// An integer written as one (`1`, not `1.0` or `1e0`).
    package var int: Int? {
        guard case .integer(let value) = self else { return nil }
        return Int(value)
    }

    /// An integer written as one (`1`, not `1.0` or `1e0`).
    package var int64: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    /// An integer written as one and within ±2^53: the only integers the protocol accepts.
    package var safeInteger: Int64? {
        guard case .integer(let value) = self, Self.safeIntegers.contains(value) else { return nil }
        return value
    }

    /// Any number; large integers are rounded.
    package var double: Double? {
        switch self {
        case .integer(let value): return Double(value)
        case .number(let value): return value
        default: return nil
        }
    }

    package var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    package var array: [JSONValue]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    package var object: [JSONMember]? {
        guard case .object(let value) = self else { return nil }
        return value
    }

    /// The text of this value, without blanks.
    package func encoded() -> [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }
}

// Literals, so that tests and tables read like the JSON they mean.

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    package init(nilLiteral: ()) { self = .null }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { JSONMember(key: $0.0, value: $0.1) })
    }
}
