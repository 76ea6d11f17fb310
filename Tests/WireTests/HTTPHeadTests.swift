import Testing
import Wire

@Suite struct HTTPHeadTests {
    static func read(_ text: String) -> HTTPHeadReader.Answer {
        var reader = HTTPHeadReader()
        return reader.receive(Array(text.utf8))
    }

    static func status(_ text: String) -> Int? {
        guard case .refused(let refusal) = read(text) else { return nil }
        return refusal.status
    }

    static let plain = "GET /health?x=1 HTTP/1.1\r\nHost: localhost:8080\r\nAccept:  a/b \r\n\r\n"

    @Test func aPlainRequestIsRead() throws {
        guard case .head(let head, let rest) = Self.read(Self.plain + "GET") else {
            Issue.record("not read")
            return
        }
        #expect(head.method == .get)
        #expect(head.path == "/health")
        #expect(head.query == "x=1")
        #expect(head.host == "localhost:8080")
        #expect(head["accept"] == "a/b")
        #expect(rest == Array("GET".utf8))
    }

    @Test func octetByOctetIsTheSame() {
        var reader = HTTPHeadReader()
        var answers: [HTTPHeadReader.Answer] = []
        for byte in Self.plain.utf8 {
            let answer = reader.receive([byte])
            if answer != .incomplete { answers.append(answer) }
        }
        #expect(answers == [Self.read(Self.plain)])
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +0\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400), ("GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n: a\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\nHost: a\n\n", 400), ("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: \r\n\r\n", 400),
        ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400),
        ("GET /\r\nHost: a\r\n\r\n", 400), ("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /é HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /#x HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("get / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505), ("GET / HTTP/1.0\r\nHost: a\r\n\r\n", 505),
        ("GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505), ("GET / FTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\n\r\n", 405), ("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 405), ("\u{16}\u{3}\u{1}", 400), ("\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n", 417),
    ])
    func whatCouldBeReadInTwoWaysIsRefused(_ text: String, _ status: Int) {
        #expect(Self.status(text) == status)
    }

    @Test func limitsAreAnswered() {
        #expect(Self.status("GET /" + String(repeating: "a", count: 9_000)) == 414)
        let fields = (0..<101).map { "X-\($0): y\r\n" }.joined()
        #expect(Self.status("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n") == 431)
        #expect(
            Self.status("GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "y", count: 17_000)) == 431)
        let justFits = (0..<99).map { "X-\($0): y\r\n" }.joined()
        #expect(Self.status("GET / HTTP/1.1\r\nHost: a\r\n\(justFits)\r\n") == nil)
    }

    @Test func refusedMethodsNameThoseAllowed() {
        guard case .refused(let refusal) = Self.read("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n") else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.fields == [HTTPHead.Field(name: "allow", value: "GET, HEAD")])
    }

    // MARK: the handshake

    static func handshake(_ fields: [String], method: String = "GET") throws(HTTPRefusal) -> String {
        guard
            case .head(let head, _) = read(
                "\(method) /ws HTTP/1.1\r\nHost: a\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n")
        else { throw HTTPRefusal(0, "not a head") }
        return String(decoding: try WebSocketHandshake.answer(to: head), as: UTF8.self)
    }

    static let good = [
        "Upgrade: websocket", "Connection: keep-alive, Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: chat, relais.v1",
    ]

    @Test func theHandshakeIsThatOfTheStandard() throws {
        let answer = try Self.handshake(Self.good)
        #expect(answer.hasPrefix("HTTP/1.1 101 "))
        // The example of RFC 6455 section 1.3.
        #expect(answer.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
        #expect(answer.contains("Sec-WebSocket-Protocol: relais.v1\r\n"))
        #expect(answer.hasSuffix("\r\n\r\n"))
        #expect(!answer.contains("Extensions"))
    }

    @Test(arguments: [
        (0, "Upgrade: h2c", 400), (1, "Connection: close", 400), (2, "Sec-WebSocket-Key: c2hvcnQ=", 400),
        (2, "X: y", 400), (3, "Sec-WebSocket-Version: 8", 426), (3, "X: y", 426),
        (4, "Sec-WebSocket-Protocol: chat", 400),
    ])
    func aWrongHandshakeIsRefused(_ index: Int, _ line: String, _ status: Int) {
        var fields = Self.good
        fields[index] = line
        do throws(HTTPRefusal) {
            _ = try Self.handshake(fields)
            Issue.record("accepted")
        } catch {
            #expect(error.status == status)
        }
    }

    @Test func compressionIsNotNegotiated() throws {
        let answer = try Self.handshake(Self.good + ["Sec-WebSocket-Extensions: permessage-deflate"])
        #expect(!answer.lowercased().contains("deflate"))
    }
}
