// The limit of the socket layer: one epoll thread that sends every line back, once per connection and turn, and does
// nothing else. `scripts/bench` drives it with the same generator and the same octets as the daemon, in the same run.
//
//     BenchEcho tcp:PORT | unix:PATH
//
// Prints `ready` when it listens; ends with its standard input.

import CEpoll
import Glibc

enum EchoServer {
    static func listen(_ endpoint: String) -> Int32 {
        let parts = endpoint.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return -1 }
        if parts[0] == "tcp", let port = UInt16(parts[1]) {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var one: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, 4)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let answer = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            return answer == 0 && Glibc.listen(descriptor, 1_024) == 0 ? descriptor : -1
        }
        guard parts[0] == "unix" else { return -1 }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        guard parts[1].utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return -1 }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: parts[1].utf8) }
        unlink(parts[1])
        let answer = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return answer == 0 && Glibc.listen(descriptor, 1_024) == 0 ? descriptor : -1
    }

    /// Serves until standard input ends.
    static func run(_ listener: Int32) {
        let poller = epoll_create1(0)
        _ = relais_epoll_control(poller, EPOLL_CTL_ADD, listener, EPOLLIN.rawValue, UInt64(listener))
        _ = relais_epoll_control(poller, EPOLL_CTL_ADD, 0, EPOLLIN.rawValue, 0)
        let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: 512)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
        // Half a line of a connection, until the rest comes.
        var halves: [Int32: [UInt8]] = [:]
        while true {
            for index in 0..<max(0, epoll_wait(poller, events, 512, -1)) {
                let descriptor = Int32(relais_epoll_token(events, index))
                if descriptor == 0 { return }
                if descriptor == listener {
                    var peer = sockaddr_storage()
                    let accepted = relais_accept(listener, &peer)
                    if accepted < 0 { continue }
                    var one: Int32 = 1
                    setsockopt(accepted, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
                    _ = relais_epoll_control(
                        poller, EPOLL_CTL_ADD, accepted, EPOLLIN.rawValue, UInt64(accepted))
                    continue
                }
                let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
                if count <= 0 {
                    halves[descriptor] = nil
                    close(descriptor)
                    continue
                }
                let bytes = UnsafeRawBufferPointer(start: buffer.baseAddress, count: count)
                let whole = (bytes.lastIndex(of: 0x0A) ?? -1) + 1
                if whole > 0 {
                    if let half = halves.removeValue(forKey: descriptor) {
                        let lines = half + bytes[..<whole]
                        _ = send(descriptor, lines, lines.count, Int32(MSG_NOSIGNAL))
                    } else {
                        _ = send(descriptor, bytes.baseAddress, whole, Int32(MSG_NOSIGNAL))
                    }
                }
                if whole < count { halves[descriptor, default: []] += bytes[whole...] }
            }
        }
    }
}

let endpoint = CommandLine.arguments.count == 2 ? CommandLine.arguments[1] : ""
let listener = EchoServer.listen(endpoint)
guard listener >= 0 else {
    print("usage: BenchEcho tcp:PORT | unix:PATH (which must be free)")
    exit(64)
}
_ = write(1, "ready\n", 6)
EchoServer.run(listener)
