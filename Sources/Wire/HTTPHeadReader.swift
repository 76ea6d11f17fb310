/// Gathers the head of a request and reads it strictly.
///
/// Only `GET` and `HEAD` without a body are served, so whatever could make two programs disagree about where a request
/// ends (lengths, transfer codings, folded lines, bare CR or LF) is refused and the connection closed.
///
/// - Source: RFC 9112 sections 2, 3, 5 and 11.2 (request smuggling).
package struct HTTPHeadReader: Sendable {
    package enum Answer: Sendable, Hashable {
        case incomplete
        /// A head, and the bytes that came after it.
        case head(HTTPHead, rest: [UInt8])
        case refused(HTTPRefusal)
    }

    package static let headLimit = 16_384
    package static let lineLimit = 8_192
    package static let fieldLimit = 100

    private var bytes: [UInt8] = []
    private var searched = 0

    package init() {}

    /// Takes the next piece of the stream; not to be called again after a refusal.
    package mutating func receive(_ piece: some Collection<UInt8>) -> Answer {
        bytes.append(contentsOf: piece)
        if let refusal = refusalOfBeginning() { return .refused(refusal) }
        guard let end = endOfHead() else {
            return bytes.count > Self.headLimit
                ? .refused(HTTPRefusal(431, "Request Header Fields Too Large")) : .incomplete
        }
        if end > Self.headLimit { return .refused(HTTPRefusal(431, "Request Header Fields Too Large")) }
        let head = Array(bytes[..<end])
        let rest = Array(bytes[end...])
        bytes = []
        searched = 0
        do throws(HTTPRefusal) {
            return .head(try Self.read(head), rest: rest)
        } catch {
            return .refused(error)
        }
    }

    /// What can be refused before the head is whole: a first byte that no method has, a first line without end.
    private func refusalOfBeginning() -> HTTPRefusal? {
        if let first = bytes.first, !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) {
            return HTTPRefusal(400, "Bad Request")
        }
        if bytes.count > Self.lineLimit, !bytes.prefix(Self.lineLimit).contains(UInt8(ascii: "\n")) {
            return HTTPRefusal(414, "URI Too Long")
        }
        return nil
    }

    /// The offset after CR LF CR LF; each byte is looked at once.
    private mutating func endOfHead() -> Int? {
        var index = max(searched, 3)
        while index < bytes.count {
            if bytes[index] == 0x0A, bytes[index - 1] == 0x0D, bytes[index - 2] == 0x0A,
                bytes[index - 3] == 0x0D
            {
                return index + 1
            }
            // An empty line spelt with bare LF ends the head for lenient programs: refused when read.
            if bytes[index] == 0x0A, bytes[index - 1] == 0x0A { return index + 1 }
            index += 1
        }
        searched = bytes.count
        return nil
    }

    // MARK: reading

    static func read(_ head: [UInt8]) throws(HTTPRefusal) -> HTTPHead {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for index in head.indices where head[index] == 0x0A {
            guard index > start, head[index - 1] == 0x0D else { throw HTTPRefusal(400, "Bad Request") }
            lines.append(head[start..<index - 1])
            start = index + 1
        }
        guard lines.count >= 2, start == head.count, lines.removeLast().isEmpty else {
            throw HTTPRefusal(400, "Bad Request")
        }
        for line in lines where line.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
            throw HTTPRefusal(400, "Bad Request")
        }
        var parsed = try readRequestLine(lines[0])
        if lines.count - 1 > fieldLimit { throw HTTPRefusal(431, "Request Header Fields Too Large") }
        for line in lines.dropFirst() { parsed.fields.append(try readField(line)) }
        try refuseBodies(parsed)
        let hosts = parsed.fields.filter { $0.name == "host" }
        guard hosts.count == 1, isHost(hosts[0].value) else { throw HTTPRefusal(400, "Bad Request") }
        parsed.host = hosts[0].value
        return parsed
    }

    private static func readRequestLine(_ line: ArraySlice<UInt8>) throws(HTTPRefusal) -> HTTPHead {
        if line.count > lineLimit { throw HTTPRefusal(414, "URI Too Long") }
        let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw HTTPRefusal(400, "Bad Request") }
        let version = String(decoding: parts[2], as: UTF8.self)
        guard version == "HTTP/1.1" else {
            let isHTTP = version.utf8.starts(with: "HTTP/".utf8) && version.utf8.count == 8
            throw isHTTP ? HTTPRefusal(505, "HTTP Version Not Supported") : HTTPRefusal(400, "Bad Request")
        }
        guard !parts[0].isEmpty, parts[0].allSatisfy(isTokenByte) else {
            throw HTTPRefusal(400, "Bad Request")
        }
        guard let method = HTTPHead.Method(rawValue: String(decoding: parts[0], as: UTF8.self)) else {
            throw HTTPRefusal(405, "Method Not Allowed", fields: [.init(name: "allow", value: "GET, HEAD")])
        }
        let target = parts[1]
        guard target.first == UInt8(ascii: "/"), target.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x23 })
        else {
            throw HTTPRefusal(400, "Bad Request")
        }
        let pieces = target.split(
            separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        return HTTPHead(
            method: method, path: String(decoding: pieces[0], as: UTF8.self),
            query: pieces.count > 1 ? String(decoding: pieces[1], as: UTF8.self) : nil, fields: [], host: "")
    }

    private static func readField(_ line: ArraySlice<UInt8>) throws(HTTPRefusal) -> HTTPHead.Field {
        if line.count > lineLimit { throw HTTPRefusal(431, "Request Header Fields Too Large") }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
            line[..<colon].allSatisfy(isTokenByte)
        else { throw HTTPRefusal(400, "Bad Request") }
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        let value = String(decoding: line[(colon + 1)...], as: UTF8.self).trimmedBlanks
        return HTTPHead.Field(name: name, value: value)
    }

    private static func refuseBodies(_ head: HTTPHead) throws(HTTPRefusal) {
        var lengths = 0
        for field in head.fields {
            switch field.name {
            case "transfer-encoding": throw HTTPRefusal(400, "Bad Request")
            case "content-length":
                lengths += 1
                guard lengths == 1, field.value == "0" else { throw HTTPRefusal(400, "Bad Request") }
            case "expect": throw HTTPRefusal(417, "Expectation Failed")
            default: continue
            }
        }
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func isHost(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 255
            && text.utf8.allSatisfy { byte in
                isTokenByte(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "[")
                    || byte == UInt8(ascii: "]")
            }
    }
}
