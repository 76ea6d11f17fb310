import Testing
import relais

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite struct BackOfficeHTTPTests {
    private static let call = bytes("POST /orders/find HTTP/1.1\r\nHost: x\r\ncontent-length: 4\r\n\r\nabcd")

    @Test func requestIsReadOneByteAtATime() {
        var reader = BackOfficeHTTP()
        for byte in Self.call.dropLast() {
            reader.receive([byte])
            #expect(reader.next() == .needsMore)
        }
        reader.receive(bytes("d"))
        guard case .request(let request) = reader.next() else {
            Issue.record("no request after the last byte")
            return
        }
        #expect(request.path == "/orders/find")
        #expect(request.body == bytes("abcd"))
        #expect(!request.isLast)
    }

    @Test func actionAndKeyStandBesideTheBody() {
        var reader = BackOfficeHTTP()
        reader.receive(
            bytes("POST /x HTTP/1.1\r\nRelais-Action: a.b\r\nidempotency-key: k\r\nContent-Length: 0\r\n\r\n")
        )
        guard case .request(let request) = reader.next() else {
            Issue.record("no request")
            return
        }
        #expect(request.action == "a.b")
        #expect(request.idempotencyKey == "k")
    }

    @Test func twoRequestsInOnePieceAreTwoRequests() {
        var reader = BackOfficeHTTP()
        reader.receive(Self.call + bytes("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"))
        guard case .request(let first) = reader.next(), case .request(let second) = reader.next() else {
            Issue.record("expected two requests")
            return
        }
        #expect(first.method == "POST")
        #expect(second.method == "GET")
        #expect(second.isLast)
        #expect(reader.next() == .needsMore)
    }

    @Test(arguments: [
        ("nonsense\r\n\r\n", 400), ("PUT / HTTP/1.1\r\n\r\n", 405), ("POST / HTTP/1.1\r\n\r\n", 411),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
        ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nContent-Length: 70000\r\n\r\n", 413),
        ("POST / HTTP/1.1\r\nno colon\r\n\r\n", 400),
    ])
    func malformedRequestIsRefused(_ text: String, _ status: Int) {
        var reader = BackOfficeHTTP()
        reader.receive(bytes(text))
        guard case .refused(let seen, _) = reader.next() else {
            Issue.record("accepted: \(text)")
            return
        }
        #expect(seen == status)
    }

    @Test func endlessHeadIsRefusedAtItsLimit() {
        var reader = BackOfficeHTTP()
        reader.receive([UInt8](repeating: 65, count: BackOfficeHTTP.headLimit))
        #expect(reader.next() == .needsMore)
        reader.receive([65])
        guard case .refused(431, _) = reader.next() else {
            Issue.record("a head without end was kept")
            return
        }
    }

    @Test func responseSaysItsLength() {
        let text = String(
            decoding: BackOfficeHTTP.response(status: 200, body: bytes("{}"), closes: true), as: UTF8.self)
        #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(text.contains("\r\nContent-Length: 2\r\n"))
        #expect(text.hasSuffix("\r\nConnection: close\r\n\r\n{}"))
    }
}
