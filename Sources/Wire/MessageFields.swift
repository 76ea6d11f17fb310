import JSON

/// Takes the fields of one message out of its JSON object and says which of them is wrong.
struct MessageFields {
    let members: [JSONMember]
    /// `customer.` inside the customer's object.
    let prefix: StaticString

    init(_ members: [JSONMember], prefix: StaticString = "") {
        self.members = members
        self.prefix = prefix
    }

    /// Absent and `null` differ: a field that is there has a value.
    func value(_ name: StaticString) -> JSONValue? {
        for member in members where Self.isSame(member.key, name) { return member.value }
        return nil
    }

    private static func isSame(_ key: String, _ name: StaticString) -> Bool {
        let count = name.utf8CodeUnitCount
        guard key.utf8.count == count else { return false }
        var key = key
        return key.withUTF8 { bytes in
            for index in 0..<count where bytes[index] != name.utf8Start[index] { return false }
            return true
        }
    }

    func wrong(_ name: StaticString, _ expected: String) -> WireError {
        let field = "\(prefix)\(name)"
        return WireError(.badField, field: field, "\(field): expected \(expected)")
    }

    private func required(_ name: StaticString, _ expected: String) throws(WireError) -> JSONValue {
        guard let value = value(name) else { throw wrong(name, expected) }
        return value
    }

    // MARK: ids

    /// 1–64 of `[A-Za-z0-9_.:-]`.
    static func isIdentifier(_ text: String) -> Bool {
        let utf8 = text.utf8
        guard utf8.count >= 1, utf8.count <= WireLimits.identifier else { return false }
        var text = text
        return text.withUTF8 { $0.allSatisfy(isOfIdentifier) }
    }

    @inline(__always)
    private static func isOfIdentifier(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: ":"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }

    func identifier(_ name: StaticString) throws(WireError) -> String {
        let expected = "1 to 64 of A-Z a-z 0-9 _ . : -"
        guard let text = try required(name, expected).string, Self.isIdentifier(text) else {
            throw wrong(name, expected)
        }
        return text
    }

    func optionalIdentifier(_ name: StaticString) throws(WireError) -> String? {
        value(name) == nil ? nil : try identifier(name)
    }

    // MARK: texts

    /// Something said: not empty, at most `limit` scalars, kept to the octet.
    func text(_ name: StaticString, limit: Int = WireLimits.text) throws(WireError) -> String {
        guard let text = try required(name, "a text").string, !text.isEmpty else {
            throw wrong(name, "a text")
        }
        // A text has at most as many scalars as octets, and nearly always few of both.
        if text.utf8.count > limit, text.unicodeScalars.count > limit {
            throw WireError(
                .tooLarge, field: "\(prefix)\(name)", "\(prefix)\(name): at most \(limit) characters")
        }
        return text
    }

    func optionalText(_ name: StaticString, limit: Int = WireLimits.text) throws(WireError) -> String? {
        guard let value = value(name) else { return nil }
        if value.string == "" { return nil }
        return try text(name, limit: limit)
    }

    /// A name people see: without control and format characters, which could make it look like another.
    func displayName(_ name: StaticString) throws(WireError) -> String? {
        guard let text = try optionalText(name, limit: WireLimits.name) else { return nil }
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: continue
            default: kept.append(scalar)
            }
        }
        return kept.isEmpty ? nil : String(kept)
    }

    /// A page's path, cut at a character when it is longer than anybody reads.
    func page(_ name: StaticString) throws(WireError) -> String {
        guard let text = try required(name, "a path").string, !text.isEmpty else {
            throw wrong(name, "a path")
        }
        guard text.utf8.count > WireLimits.page else { return text }
        var kept = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            count += UTF8.width(scalar)
            if count > WireLimits.page { break }
            kept.append(scalar)
        }
        return String(kept)
    }

    func names(_ name: StaticString, limit: Int) throws(WireError) -> [String]? {
        guard let value = value(name) else { return nil }
        guard let elements = value.array, elements.count <= limit else {
            throw wrong(name, "at most \(limit) names")
        }
        var names: [String] = []
        for element in elements {
            guard let text = element.string, !text.isEmpty, text.unicodeScalars.count <= WireLimits.name
            else {
                throw wrong(name, "names of at most \(WireLimits.name) characters")
            }
            names.append(text)
        }
        return names
    }

    // MARK: numbers and flags

    func integer(_ name: StaticString, in range: ClosedRange<Int64>) throws(WireError) -> Int64 {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard let number = try required(name, expected).safeInteger, range.contains(number) else {
            throw wrong(name, expected)
        }
        return number
    }

    /// A sequence number or an epoch.
    func count(_ name: StaticString) throws(WireError) -> Int64 {
        try integer(name, in: 0...JSONValue.safeIntegers.upperBound)
    }

    func flag(_ name: StaticString) throws(WireError) -> Bool {
        guard let flag = try required(name, "true or false").bool else { throw wrong(name, "true or false") }
        return flag
    }

    func object(_ name: StaticString) throws(WireError) -> [JSONMember]? {
        guard let value = value(name) else { return nil }
        guard let members = value.object else { throw wrong(name, "an object") }
        return members
    }
}
