import Dispatch
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Service

/// A web server that answers every request with what a closure says, one connection at a time.
final class Responder: Sendable {
    let port: UInt16
    private let listener: Int32
    private let requests = Mutex<[String]>([])

    init(_ answer: @escaping @Sendable (String) -> [UInt8]) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let answered = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && listen(descriptor, 16) == 0
                    && getsockname(descriptor, generic, &length) == 0
            }
        }
        try #require(answered)
        listener = descriptor
        port = UInt16(bigEndian: address.sin_port)
        SystemThread.start(name: "responder") { [self] in
            while true {
                let taken = accept(descriptor, nil, nil)
                if taken < 0 { return }
                let request = Self.read(taken)
                requests.withLock { $0.append(request) }
                let bytes = answer(request)
                _ = send(taken, bytes, bytes.count, Int32(MSG_NOSIGNAL))
                shutdown(taken, Int32(SHUT_WR))
                close(taken)
            }
        }
    }

    /// Head and as much body as it announces.
    private static func read(_ descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.firstRange(of: "\r\n\r\n") {
                let fields = text[..<end.lowerBound].split(separator: "\r\n")
                let length = fields.first { $0.lowercased().hasPrefix("content-length:") }
                let wanted = Int(length?.split(separator: " ").last ?? "0") ?? 0
                if text[end.upperBound...].utf8.count >= wanted { return text }
            }
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { return text }
            bytes += buffer[..<count]
        }
    }

    var received: [String] { requests.withLock { $0 } }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    static func ok(_ body: String) -> [UInt8] {
        Array(
            "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)".utf8)
    }
}

@Suite(.serialized) struct ActionRunnerTests {
    /// What was posted, in order; waiting has an end.
    final class Posted: Sendable {
        private let results = Mutex<[(UInt64, ExternalResult)]>([])
        private let arrived = DispatchSemaphore(value: 0)

        func add(_ id: UInt64, _ result: ExternalResult) {
            results.withLock { $0.append((id, result)) }
            arrived.signal()
        }

        func next() -> (UInt64, ExternalResult)? {
            guard arrived.wait(timeout: .now() + 10) == .success else { return nil }
            return results.withLock { $0.removeFirst() }
        }
    }

    func call(_ id: UInt64, _ url: String, within: Int64 = 5_000) -> ExternalAction {
        ExternalAction(
            id: id, name: "orders.find", target: .url(url), arguments: Array("{\"n\":1}".utf8),
            idempotencyKey: "key-\(id)", withinMilliseconds: within)
    }

    /// One call from start to end.
    func result(_ url: String) -> ExternalResult? {
        let posted = Posted()
        let runner = ActionRunner { posted.add($0, $1) }
        if let now = runner.start(call(1, url), atMilliseconds: 0) { return now }
        guard let (id, result) = posted.next() else { return nil }
        return runner.finished(id, result, atMilliseconds: 1)
    }

    @Test func webhookGetsTheArgumentsAndTheKey() throws {
        let server = try Responder { _ in Responder.ok("{\"state\":\"late\"}") }
        #expect(
            result("http://127.0.0.1:\(server.port)/find?x=1")
                == .returned(Array("{\"state\":\"late\"}".utf8)))
        let request = try #require(server.received.first)
        #expect(request.hasPrefix("POST /find?x=1 HTTP/1.1\r\n"))
        #expect(request.hasSuffix("\r\n\r\n{\"n\":1}"))
        for field in [
            "idempotency-key: key-1", "relais-action: orders.find", "content-type: application/json",
        ] {
            #expect(request.lowercased().contains(field), "\(field)")
        }
    }

    @Test func otherAnswersAreFailures() throws {
        let elsewhere = try Responder { _ in Responder.ok("{}") }
        let port = elsewhere.port
        let server = try Responder { request in
            if request.hasPrefix("POST /moved") {
                return Array(
                    "HTTP/1.1 307 Go\r\nLocation: http://127.0.0.1:\(port)/\r\nContent-Length: 0\r\n\r\n".utf8
                )
            }
            if request.hasPrefix("POST /large") {
                return Responder.ok(String(repeating: "x", count: ActionRunner.answerLimit + 1))
            }
            return Array("HTTP/1.1 503 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
        }
        let base = "http://127.0.0.1:\(server.port)"
        #expect(result(base + "/busy") == .failed(.status(503)))
        #expect(result(base + "/moved") == .failed(.status(307)))
        #expect(elsewhere.received.isEmpty, "a redirect was followed")
        #expect(result(base + "/large") == .failed(.tooLarge))
        #expect(result("http://127.0.0.1:1/") == .failed(.unreachable))
        #expect(result("ftp://127.0.0.1/") == .failed(.noTarget))
        #expect(result("no address") == .failed(.noTarget))
    }

    @Test func lateCallsFailOnceAndWhatComesAfterwardsIsIgnored() throws {
        let gate = DispatchSemaphore(value: 0)
        let server = try Responder { _ in
            _ = gate.wait(timeout: .now() + 10)
            return Responder.ok("{}")
        }
        let posted = Posted()
        let runner = ActionRunner { posted.add($0, $1) }
        #expect(
            runner.start(call(7, "http://127.0.0.1:\(server.port)/", within: 100), atMilliseconds: 1_000)
                == nil)
        #expect(runner.nextDeadline == 1_100)
        #expect(runner.overdue(atMilliseconds: 1_099) == [])
        #expect(runner.overdue(atMilliseconds: 1_100) == [7])
        #expect(runner.overdue(atMilliseconds: 1_200) == [])
        #expect(runner.nextDeadline == nil)
        gate.signal()
        let (id, result) = try #require(posted.next())
        #expect(runner.finished(id, result, atMilliseconds: 1_300) == nil)
        #expect(runner.runningCount == 0)
    }

    @Test func brokenTargetIsSparedAndOthersAreNot() throws {
        let server = try Responder { _ in Responder.ok("{}") }
        let posted = Posted()
        let runner = ActionRunner { posted.add($0, $1) }
        for id in 1...UInt64(CircuitBreaker.failureLimit) {
            #expect(runner.start(call(id, "http://127.0.0.1:1/"), atMilliseconds: 0) == nil)
            let (done, result) = try #require(posted.next())
            #expect(runner.finished(done, result, atMilliseconds: 0) == .failed(.unreachable))
        }
        #expect(runner.start(call(90, "http://127.0.0.1:1/"), atMilliseconds: 1) == .failed(.circuitOpen))
        #expect(runner.brokenTargets == ["http://127.0.0.1:1/"])
        #expect(runner.start(call(91, "http://127.0.0.1:\(server.port)/"), atMilliseconds: 1) == nil)
        let (done, result) = try #require(posted.next())
        #expect(runner.finished(done, result, atMilliseconds: 2) == .returned(Array("{}".utf8)))
    }

    /// Found by reading: the end of any call that waited let a second try at a broken target go.
    @Test func onlyTheTryItselfLeavesItsPlaceToTheNext() throws {
        let folder = TemporaryFolder()
        let gate = folder.path + "/gate"
        try #require(mkfifo(gate, 0o600) == 0)
        folder.put("busy", "#!/bin/sh\nread -r line < \(gate)\n")
        folder.put("broken", "#!/bin/sh\nexit 1\n")
        for name in ["busy", "broken"] { chmod(folder.path + "/" + name, 0o700) }
        let posted = Posted()
        let runner = ActionRunner { posted.add($0, $1) }
        func start(_ id: UInt64, _ name: String, at now: Int64, within: Int64) -> ExternalResult? {
            runner.start(
                ExternalAction(
                    id: id, name: "a",
                    target: .program(path: folder.path + "/" + name, folder: folder.path), arguments: [],
                    idempotencyKey: "k\(id)", withinMilliseconds: within), atMilliseconds: now)
        }
        // Five calls that will fail, and so many of another program that a sixth waits all the time.
        let failures = UInt64(CircuitBreaker.failureLimit)
        let places = UInt64(ActionRunner.programLimit)
        for id in 1...places - failures { #expect(start(id, "busy", at: 0, within: 60_000) == nil) }
        for id in 11...10 + failures { #expect(start(id, "broken", at: 0, within: 60_000) == nil) }
        for id in 21...20 + failures { #expect(start(id, "busy", at: 0, within: 60_000) == nil) }
        #expect(start(100, "broken", at: 0, within: 12_000) == nil)
        for _ in 0..<failures {
            let (id, result) = try #require(posted.next())
            #expect(runner.finished(id, result, atMilliseconds: 0) != nil)
        }
        #expect(runner.waitingCount == 1 && runner.brokenTargets.count == 1)
        #expect(start(200, "broken", at: 10_000, within: 4_000) == nil, "the try; it waits too")
        #expect(runner.overdue(atMilliseconds: 12_000) == [100])
        #expect(start(300, "broken", at: 12_000, within: 1_000) == .failed(.circuitOpen))
        #expect(runner.overdue(atMilliseconds: 14_000) == [200])
        #expect(start(301, "broken", at: 14_000, within: 60_000) == nil, "the next try")
        // Let the others go.
        let writer = open(gate, O_RDWR | O_CLOEXEC)
        let lines = [UInt8](repeating: 0x0A, count: Int(places))
        #expect(write(writer, lines, lines.count) == lines.count)
        for _ in 0...places {
            let (id, result) = try #require(posted.next())
            _ = runner.finished(id, result, atMilliseconds: 14_000)
        }
        close(writer)
        #expect(runner.runningCount == 0 && runner.waitingCount == 0)
    }

    @Test func programsBeyondTheLimitWaitTheirTurn() throws {
        let folder = TemporaryFolder()
        folder.put("p", "#!/bin/sh\nread -r line\nprintf %s \"$RELAIS_IDEMPOTENCY_KEY\"\n")
        chmod(folder.path + "/p", 0o700)
        let posted = Posted()
        let runner = ActionRunner { posted.add($0, $1) }
        let count = ActionRunner.programLimit * 3
        for id in 1...UInt64(count) {
            let action = ExternalAction(
                id: id, name: "a", target: .program(path: folder.path + "/p", folder: folder.path),
                arguments: [], idempotencyKey: "k\(id)", withinMilliseconds: 20_000)
            #expect(runner.start(action, atMilliseconds: 0) == nil)
        }
        #expect(runner.runningCount == ActionRunner.programLimit)
        #expect(runner.waitingCount == count - ActionRunner.programLimit)
        for _ in 0..<count {
            let (id, result) = try #require(posted.next())
            #expect(runner.finished(id, result, atMilliseconds: 1) == .returned(Array("k\(id)".utf8)))
        }
        #expect(runner.runningCount == 0 && runner.waitingCount == 0)
    }
}
