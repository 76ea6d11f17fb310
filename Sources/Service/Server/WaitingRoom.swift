import CEpoll
import Dispatch
import Glibc
import Synchronization

/// Answers on the pages' addresses while the first training is under way: alive, and not ready because of it. Whoever
/// watches the process then neither sends it work nor takes it for dead. A training of a shipped bot is over before anybody
/// asks; one of many thousand examples takes seconds.
package final class WaitingRoom: Sendable {
    private let isOver = Atomic<Bool>(false)
    private let ended = DispatchSemaphore(value: 0)

    private static let lookMilliseconds: Int32 = 20
    /// For a request's first octets; these are answered one at a time.
    private static let patienceMilliseconds: Int32 = 500

    /// Opens those of the listeners that serve pages; failures show when the server opens them.
    package init(_ listeners: [Listener]) {
        let descriptors = listeners.filter(\.kind.isHTTP).compactMap { listener in
            (try? listener.open()).map { listener.descriptor }
        }
        SystemThread.start(name: "relais-waiting") { [self] in
            while !isOver.load(ordering: .acquiring) { Self.serve(descriptors) }
            ended.signal()
        }
    }

    /// Leaves the listeners to the server; connections not taken yet wait for it.
    package func close() {
        isOver.store(true, ordering: .releasing)
        ended.wait()
    }

    private static func serve(_ descriptors: [Int32]) {
        var watched = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&watched, nfds_t(watched.count), lookMilliseconds) > 0 else { return }
        for entry in watched where entry.revents != 0 {
            var storage = sockaddr_storage()
            let taken = relais_accept(entry.fd, &storage)
            guard taken >= 0 else { continue }
            answer(taken)
            Glibc.close(taken)
        }
    }

    private static func answer(_ descriptor: Int32) {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&watched, 1, patienceMilliseconds) > 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        guard count > 0 else { return }
        let bytes = reply(to: String(decoding: buffer[..<count], as: UTF8.self)).bytes(hasBody: true)
        _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        shutdown(descriptor, Int32(SHUT_WR))
    }

    static func reply(to head: String) -> PageAnswer {
        if head.hasPrefix("GET /health/live ") || head.hasPrefix("GET /live ") {
            return PageAnswer(200, "OK", body: Array("alive\n".utf8))
        }
        return PageAnswer(
            503, "Service Unavailable", type: "application/json",
            body: Array(#"{"status":"not ready","reasons":["training"]}"#.utf8) + [0x0A])
    }
}
