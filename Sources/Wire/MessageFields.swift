import JSON

/// Takes the fields of one message out of the text it came in and says which of them is wrong.
struct MessageFields {
    let document: JSONDocument
    /// Where in the document the object with the fields stands.
    var place = 0
    /// `customer.` inside the customer's object.
    var prefix: StaticString = ""

    /// Absent and `null` differ: a field that is there has a value.
    func has(_ name: StaticString) -> Bool { document.member(name, of: place) != nil }

    func value(_ name: StaticString) -> JSONValue? {
        document.member(name, of: place).map { document.value($0) }
    }

    /// The field's text; nil when it is absent or something else.
    func string(_ name: StaticString) -> String? {
        document.member(name, of: place).flatMap { document.text($0) }
    }

    func wrong(_ name: StaticString, _ expected: String) -> WireError {
        let field = "\(prefix)\(name)"
        return WireError(.badField, field: field, "\(field): expected \(expected)")
    }

    // MARK: ids

    /// 1–64 of `[A-Za-z0-9_.:-]`.
    static func isIdentifier(_ text: String) -> Bool {
        guard 1...WireLimits.identifier ~= text.utf8.count else { return false }
        var text = text
        return text.withUTF8 { $0.allSatisfy(isOfIdentifier) }
    }

    @inline(__always)
    private static func isOfIdentifier(_ byte: UInt8) -> Bool {
        byte < 128 && (byte < 64 ? lowOctets &>> UInt64(byte) : highOctets &>> UInt64(byte &- 64)) & 1 == 1
    }

    /// The octets of an id, a bit for each: `-.:` and digits below 64, `_` and letters above.
    private static let lowOctets: UInt64 = 0x07FF_6000_0000_0000
    private static let highOctets: UInt64 = 0x07FF_FFFE_87FF_FFFE

    func identifier(_ name: StaticString) throws(WireError) -> String {
        let expected = "1 to 64 of A-Z a-z 0-9 _ . : -"
        guard let text = string(name), Self.isIdentifier(text) else {
            throw wrong(name, expected)
        }
        return text
    }

    func optionalIdentifier(_ name: StaticString) throws(WireError) -> String? {
        has(name) ? try identifier(name) : nil
    }

    // MARK: texts

    /// Something said: not empty, at most `limit` scalars, kept to the octet.
    func text(_ name: StaticString, limit: Int = WireLimits.text) throws(WireError) -> String {
        guard let text = string(name), !text.isEmpty else { throw wrong(name, "a text") }
        // A text has at most as many scalars as octets, and nearly always few of both.
        if text.utf8.count > limit, text.unicodeScalars.count > limit {
            throw WireError(
                .tooLarge, field: "\(prefix)\(name)", "\(prefix)\(name): at most \(limit) characters")
        }
        return text
    }

    func optionalText(_ name: StaticString, limit: Int = WireLimits.text) throws(WireError) -> String? {
        guard has(name), string(name) != "" else { return nil }
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
        guard let text = string(name), !text.isEmpty else { throw wrong(name, "a path") }
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
        guard let number = value(name)?.safeInteger, range.contains(number) else {
            throw wrong(name, expected)
        }
        return number
    }

    /// A sequence number or an epoch.
    func count(_ name: StaticString) throws(WireError) -> Int64 {
        try integer(name, in: 0...JSONValue.safeIntegers.upperBound)
    }

    func flag(_ name: StaticString) throws(WireError) -> Bool {
        guard let flag = value(name)?.bool else { throw wrong(name, "true or false") }
        return flag
    }

    /// The fields of an object inside.
    func inner(_ name: StaticString, prefix: StaticString) throws(WireError) -> MessageFields? {
        guard let place = document.member(name, of: place) else { return nil }
        guard document.isObject(place) else { throw wrong(name, "an object") }
        return MessageFields(document: document, place: place, prefix: prefix)
    }
}
