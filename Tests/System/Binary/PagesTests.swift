import Testing

/// The HTTP listener: pages, strictness, and who may open a WebSocket.
@Suite(.serialized) struct PagesTests {
    @Test func pagesAndTheirHeaders() throws {
        let daemon = try DaemonProcess()
        let port = daemon.pagePort
        for (path, status) in [
            ("/", "200 OK"), ("/health", "200 OK"), ("/health/live", "200 OK"), ("/nothing", "404 Not Found"),
            ("/../etc/passwd", "404"), ("/..%2f..%2fetc/passwd", "404"), ("/%00", "404"),
        ] {
            let answer = try get(port, path)
            #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(path): \(answer.prefix(60))")
            for field in [
                "Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff",
                "Referrer-Policy: no-referrer",
                path == "/" ? "Cache-Control: no-cache" : "Cache-Control: no-store",
            ] { #expect(answer.contains(field), "\(path) lacks \(field)") }
        }
        let head = try fetch(port, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(head.hasPrefix("HTTP/1.1 200") && head.hasSuffix("\r\n\r\n"))
    }

    @Test func requestsThatCouldBeReadTwoWaysAreRefused() throws {
        let daemon = try DaemonProcess()
        let port = daemon.pagePort
        for (request, status) in [
            ("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n", "405"),
            ("TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", "405"),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello", "400"),
            ("GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"),
            ("GET / HTTP/1.1\r\n\r\n", "400"), ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400"),
            ("GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", "400"),
            ("GET / HTTP/1.1\nHost: localhost\n\n", "400"),
            ("GET / HTTP/0.9\r\nHost: localhost\r\n\r\n", "505"),
            ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "421"),
            ("GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\nHost: localhost\r\n\r\n", "414"),
            (
                "GET / HTTP/1.1\r\nHost: localhost\r\n"
                    + String(repeating: "X: \(String(repeating: "y", count: 150))\r\n", count: 120) + "\r\n",
                "431"
            ),
        ] {
            let answer = try fetch(port, request)
            #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(request.prefix(50)): \(answer.prefix(60))")
            // One answer, then the end.
            #expect(answer.components(of: "HTTP/1.1 ") == 1)
        }
    }

    static let upgrade =
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"

    @Test func webSocketIsForListedOriginsOnly() throws {
        let daemon = try DaemonProcess()
        for (origin, isAllowed) in [
            ("https://shop.example", true), ("http://localhost:3000", true),
            ("https://shop.example.evil", false),
            ("http://shop.example", false), ("null", false), ("https://evil.example", false),
        ] {
            let client = try LineClient(port: daemon.pagePort)
            client.send(
                Array("GET / HTTP/1.1\r\nHost: localhost\r\n\(Self.upgrade)Origin: \(origin)\r\n\r\n".utf8))
            let answer = try firstLine(client)
            #expect(answer.hasPrefix(isAllowed ? "HTTP/1.1 101" : "HTTP/1.1 403"), "\(origin): \(answer)")
        }
    }

    @Test func webSocketCarriesTheProtocol() throws {
        let daemon = try DaemonProcess()
        let client = try LineClient(port: daemon.pagePort)
        client.send(
            Array(
                "GET / HTTP/1.1\r\nHost: localhost\r\n\(Self.upgrade)Origin: http://localhost\r\n"
                    .appending("Sec-WebSocket-Protocol: relais.v1\r\n\r\n").utf8))
        let answer = try firstLine(client, until: "\r\n\r\n")
        #expect(answer.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
        #expect(answer.contains("Sec-WebSocket-Protocol: relais.v1"))
        let hello = Array("{\"type\":\"hello\",\"v\":[1],\"client\":\"t\",\"role\":\"customer\"}".utf8)
        let mask: [UInt8] = [1, 2, 3, 4]
        let frame =
            [0x81, 0x80 | UInt8(hello.count)] + mask
            + hello.enumerated().map { $0.element ^ mask[$0.offset & 3] }
        for octet in frame { client.send([octet]) }
        // 0x81 0x7E length: a text frame of 126 octets and more.
        let reply = try firstLine(client, until: "heartbeat_ms\":30000}")
        #expect(reply.contains("{\"type\":\"hello\""))
        // An unmasked frame ends it with 1002.
        client.send([0x81, 0x02, 0x7B, 0x7D])
        let end = client.rest()
        #expect(end.suffix(4) == [0x88, 0x02, 0x03, 0xEA])
    }

    /// Reads until the mark has come.
    private func firstLine(_ client: LineClient, until mark: String = "\r\n") throws -> String {
        let end = milliseconds() + LineClient.patienceMilliseconds
        while true {
            let text = String(decoding: client.unread, as: UTF8.self)
            if text.contains(mark) {
                client.forget()
                return text
            }
            try #require(!client.isClosed && milliseconds() < end, "no answer: \(text)")
            client.pumpRaw(milliseconds: 100)
        }
    }
}

extension String {
    fileprivate func components(of needle: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: needle) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }

    fileprivate func appending(_ other: String) -> String { self + other }
}
