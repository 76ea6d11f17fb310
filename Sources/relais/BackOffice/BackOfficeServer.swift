import Foundation
import Glibc
import JSON
import Synchronization

/// The back office behind HTTP on loopback: one thread for each connection, at most `maximumConnections`.
///
/// Threads and blocking reads are right here and nowhere else in Relais: this is a stand-in for a slow outside system, and
/// dawdling on purpose is part of its work.
final class BackOfficeServer: Sendable {
    static let maximumConnections = 64
    /// A connection that says nothing for so long is closed.
    static let idleSeconds = 60

    private let office: Mutex<BackOffice>
    private let openConnections = Mutex(0)
    private let listener: Int32
    /// Told of each call: action, outcome. Never an argument, which may be somebody's number.
    private let log: @Sendable (String) -> Void

    /// Binds and listens.
    ///
    /// - Parameter host: an address of this machine's loopback, checked by the caller.
    init(
        office: BackOffice, host: String, port: UInt16, log: @escaping @Sendable (String) -> Void
    ) throws(CommandFailure) {
        self.office = Mutex(office)
        self.log = log
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw .system("socket") }
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else {
            close(listener)
            throw .usage(
                what: "--http", en: "'\(host)' is not an IPv4 address",
                fr: "'\(host)' n'est pas une adresse IPv4")
        }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard bound == 0, listen(listener, 64) == 0 else {
            let why = CommandFailure.system("\(host):\(port)")
            close(listener)
            throw why
        }
    }

    deinit { close(listener) }

    /// The port bound, of interest when 0 was asked for.
    var port: UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let known = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(listener, $0, &length)
            }
        }
        return known == 0 ? UInt16(bigEndian: address.sin_port) : 0
    }

    /// Serves until the process ends.
    func run() throws(CommandFailure) -> Never {
        while true {
            let connection = accept(listener, nil, nil)
            if connection < 0 {
                // a client that left before it was taken, a signal, or a moment without free descriptors
                if [EINTR, ECONNABORTED].contains(errno) { continue }
                if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) {
                    usleep(50_000)
                    continue
                }
                throw .system("accept")
            }
            take(connection)
        }
    }

    private func take(_ connection: Int32) {
        let isTaken = openConnections.withLock { count in
            guard count < Self.maximumConnections else { return false }
            count += 1
            return true
        }
        guard isTaken else {
            refuse(connection, status: 503, "too many connections")
            close(connection)
            return
        }
        var wait = timeval(tv_sec: Self.idleSeconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(connection, SOL_SOCKET, option, &wait, socklen_t(MemoryLayout<timeval>.size))
        }
        Thread.detachNewThread { [self] in
            serve(connection)
            close(connection)
            openConnections.withLock { $0 -= 1 }
        }
    }

    private func serve(_ connection: Int32) {
        var reader = BackOfficeHTTP()
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            switch reader.next() {
            case .needsMore:
                let count = recv(connection, &buffer, buffer.count, 0)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                reader.receive(buffer[..<count])
            case .refused(let status, let reason):
                return refuse(connection, status: status, reason)
            case .request(let request):
                let (status, body) = respond(to: request)
                let bytes = BackOfficeHTTP.response(status: status, body: body, closes: request.isLast)
                guard WholeOutput.send(bytes, to: connection), !request.isLast else { return }
            }
        }
    }

    private func refuse(_ connection: Int32, status: Int, _ why: String) {
        let body = BackOfficeAnswer.refused(why).response.body
        _ = WholeOutput.send(
            BackOfficeHTTP.response(status: status, body: body, closes: true), to: connection)
    }

    private func respond(to request: BackOfficeHTTP.Request) -> (Int, [UInt8]) {
        guard request.method == "POST" else {
            return (200, BackOffice.guide.encoded())
        }
        guard
            let call = BackOfficeRequest(
                body: request.body, action: request.action, idempotencyKey: request.idempotencyKey)
        else {
            return BackOfficeAnswer.refused("expected {\"action\":…,\"arguments\":{…}}").response
        }
        let (answer, delay) = office.withLock { $0.answer(call) }
        switch answer {
        case .result: log("\(call.action) → ok")
        case .failure(let name): log("\(call.action) → \(name)")
        case .refused(let why): log("refused: \(why)")
        case .broken: log("\(call.action) → 500")
        }
        if delay > 0 { Thread.sleep(forTimeInterval: Double(delay) / 1_000) }
        return answer.response
    }
}
