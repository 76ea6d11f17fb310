/// Reads the few requests the back office understands: `POST` with a `Content-Length`, and `GET` for a look around.
///
/// Not Wire's head reader: that one speaks WebSocket's `GET` only, and this simulator is a stand-in for somebody
/// else's server. A value that is fed bytes and gives one request after the other.
///
/// - Source: RFC 9112, sections 2, 3 and 6.
package struct BackOfficeHTTP: Sendable {
    package struct Request: Sendable, Hashable {
        package var method: String
        package var path: String
        package var body: [UInt8]
        /// `Relais-Action` and `Idempotency-Key`: how the daemon names the call.
        package var action: String?
        package var idempotencyKey: String?
        /// The client closes after the answer.
        package var isLast: Bool
    }

    package enum Answer: Sendable, Hashable {
        case needsMore
        case request(Request)
        /// Say so with this status and close.
        case refused(status: Int, reason: String)
    }

    package static let headLimit = 16_384
    package static let bodyLimit = 65_536

    private var bytes: [UInt8] = []

    package init() {}

    package mutating func receive(_ piece: some Collection<UInt8>) { bytes += piece }

    /// The next whole request, if it has come.
    package mutating func next() -> Answer {
        guard let end = Self.headEnd(in: bytes) else {
            return bytes.count > Self.headLimit
                ? .refused(status: 431, reason: "head too large") : .needsMore
        }
        guard end <= Self.headLimit else { return .refused(status: 431, reason: "head too large") }
        let lines = Self.lines(of: bytes[..<end])
        let words = (lines.first ?? "").split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2].hasPrefix("HTTP/1.") else {
            return .refused(status: 400, reason: "not an HTTP request")
        }
        let method = String(words[0])
        guard method == "POST" || method == "GET" else {
            return .refused(status: 405, reason: "only POST and GET")
        }
        var length: Int?
        var action: String?
        var key: String?
        var isLast = words[2] == "HTTP/1.0"
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else {
                return .refused(status: 400, reason: "a field without a colon")
            }
            let value = Self.trimmed(line[line.index(after: colon)...])
            switch line[..<colon].lowercased() {
            case "content-length":
                guard let count = Int(value), count >= 0, length == nil || length == count,
                    value.utf8.allSatisfy({ (0x30...0x39).contains($0) })
                else { return .refused(status: 400, reason: "bad Content-Length") }
                length = count
            case "transfer-encoding":
                return .refused(status: 411, reason: "a Content-Length is needed")
            case "relais-action": action = value
            case "idempotency-key": key = value
            case "connection":
                if value.lowercased() == "close" { isLast = true }
            default: break
            }
        }
        if method == "POST", length == nil {
            return .refused(status: 411, reason: "a Content-Length is needed")
        }
        let count = length ?? 0
        guard count <= Self.bodyLimit else { return .refused(status: 413, reason: "body too large") }
        guard bytes.count - end >= count else { return .needsMore }
        let body = Array(bytes[end..<end + count])
        bytes.removeFirst(end + count)
        return .request(
            Request(
                method: method, path: String(words[1]), body: body, action: action, idempotencyKey: key,
                isLast: isLast))
    }

    /// The bytes of an answer with a JSON body.
    package static func response(status: Int, body: [UInt8], closes: Bool) -> [UInt8] {
        let reason =
            switch status {
            case 200: "OK"
            case 400: "Bad Request"
            case 404: "Not Found"
            case 405: "Method Not Allowed"
            case 411: "Length Required"
            case 413: "Content Too Large"
            case 431: "Request Header Fields Too Large"
            case 503: "Service Unavailable"
            default: "Internal Server Error"
            }
        let head =
            "HTTP/1.1 \(status) \(reason)\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n"
            + "Connection: \(closes ? "close" : "keep-alive")\r\n\r\n"
        return Array(head.utf8) + body
    }

    /// Offset after the empty line, looked for within the limit only.
    private static func headEnd(in bytes: [UInt8]) -> Int? {
        let limit = min(bytes.count, headLimit + 4)
        guard limit >= 4 else { return nil }
        for index in 0...(limit - 4)
        where bytes[index] == 13 && bytes[index + 1] == 10 && bytes[index + 2] == 13 && bytes[index + 3] == 10
        {
            return index + 4
        }
        return nil
    }

    private static func lines(of head: ArraySlice<UInt8>) -> [Substring] {
        let text = String(decoding: head, as: UTF8.self)
        return text.split(separator: "\r\n", omittingEmptySubsequences: true)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }
}
