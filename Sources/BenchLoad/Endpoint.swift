import Glibc

/// Where the server listens; always this machine.
enum Endpoint {
    case tcp(UInt16)
    case unix(String)
    case webSocket(UInt16)

    /// `tcp:PORT`, `unix:PATH` or `ws:PORT`.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch (parts[0], UInt16(parts[1])) {
        case ("tcp", let port?): self = .tcp(port)
        case ("ws", let port?): self = .webSocket(port)
        case ("unix", _): self = .unix(parts[1])
        default: return nil
        }
    }

    var speaksWebSocket: Bool {
        if case .webSocket = self { true } else { false }
    }

    /// A connected descriptor, or -1 with `errno`.
    func connect() -> Int32 {
        switch self {
        case .tcp(let port), .webSocket(let port): Self.connectTCP(port)
        case .unix(let path): Self.connectUnix(path)
        }
    }

    private static func connectTCP(_ port: UInt16) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if descriptor < 0 { return -1 }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let answer = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        return answer == 0 ? descriptor : -1
    }

    private static func connectUnix(_ path: String) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        guard descriptor >= 0, path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
            return -1
        }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        // A full backlog answers EAGAIN: the server is busy taking others.
        for _ in 0..<2_000 {
            let answer = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            if answer == 0 { return descriptor }
            if errno != EAGAIN { return -1 }
            usleep(1_000)
        }
        return -1
    }
}
