/// The head of one HTTP/1.1 request without a body.
package struct HTTPHead: Sendable, Hashable {
    package enum Method: String, Sendable, Hashable {
        case get = "GET"
        case head = "HEAD"
    }

    package struct Field: Sendable, Hashable {
        /// Lower case.
        package var name: String
        /// Without the blanks around it.
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package var method: Method
    /// As sent, beginning with `/`, without the query; not decoded.
    package var path: String
    /// After the first `?`.
    package var query: String?
    package var fields: [Field]
    /// Host and port as sent.
    package var host: String

    /// The value of a field that occurs once; nil when it is absent or occurs more than once.
    package subscript(name: String) -> String? {
        var found: String?
        for field in fields where field.name == name {
            if found != nil { return nil }
            found = field.value
        }
        return found
    }

    /// Whether a comma-separated field (possibly in several lines) names the token, case ignored.
    package func has(_ token: String, in name: String) -> Bool {
        for field in fields where field.name == name {
            for part in field.value.utf8.split(separator: UInt8(ascii: ",")) {
                let text = String(Substring(part)).trimmedBlanks
                if text.lowercased() == token { return true }
            }
        }
        return false
    }
}

extension String {
    /// Without blanks and tabs at both ends.
    var trimmedBlanks: String {
        var utf8 = Substring(self).utf8
        while let first = utf8.first, first == 0x20 || first == 0x09 { utf8.removeFirst() }
        while let last = utf8.last, last == 0x20 || last == 0x09 { utf8.removeLast() }
        return String(Substring(utf8))
    }
}

/// Why a request is not served; the connection is closed after the answer.
package struct HTTPRefusal: Error, Sendable, Hashable {
    package var status: Int
    package var reason: String
    /// Fields the answer must carry: `Allow`, `Sec-WebSocket-Version`.
    package var fields: [HTTPHead.Field]

    package init(_ status: Int, _ reason: String, fields: [HTTPHead.Field] = []) {
        self.status = status
        self.reason = reason
        self.fields = fields
    }
}
