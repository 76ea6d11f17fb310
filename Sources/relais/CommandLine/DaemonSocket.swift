import Glibc
import Service
import Text
import Wire

/// A command's connection to a running daemon: whole lines in, whole lines out.
final class DaemonSocket {
    enum Address {
        case tcp(ServerSettings.Endpoint)
        case unix(String)

        static let options: [Subcommand.Option] = [
            .init("--connect", "HOST:PORT", en: "a running daemon", fr: "un serveur qui tourne"),
            .init("--unix", "PATH", en: "its Unix socket instead", fr: "plutôt sa socket Unix"),
        ]

        /// What `--connect` or `--unix` names; nil when neither is given.
        init?(_ arguments: Arguments) throws(CommandFailure) {
            if let path = arguments.value("--unix") {
                guard !arguments.has("--connect") else {
                    throw .usage(
                        what: "--unix", en: "either --connect or --unix", fr: "soit --connect, soit --unix")
                }
                self = .unix(path)
                return
            }
            guard let text = arguments.value("--connect") else { return nil }
            guard let endpoint = ServerSettings.Endpoint(text) else {
                throw .usage(
                    what: "--connect", en: "'\(text)' is not HOST:PORT",
                    fr: "'\(text)' n'est pas de la forme HOST:PORT")
            }
            self = .tcp(endpoint)
        }

        var text: String {
            switch self {
            case .tcp(let endpoint): endpoint.text
            case .unix(let path): path
            }
        }
    }

    let descriptor: Int32
    private var framer = LineFramer(limit: WireLimits.serverLine)

    /// How long a connection may take to be made, and a line to be taken.
    private static let patienceSeconds = 10

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { Glibc.close(descriptor) }

    /// - Throws: `CommandFailure.world` with the system's reason.
    static func connect(to address: Address) throws(CommandFailure) -> DaemonSocket {
        switch address {
        case .unix(let path): return try connectUnix(path)
        case .tcp(let endpoint): return try connectTCP(endpoint)
        }
    }

    private static func connectUnix(_ path: String) throws(CommandFailure) -> DaemonSocket {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path), !bytes.contains(0) else {
            throw .usage(
                what: path, en: "a socket's path has at most 107 octets",
                fr: "le chemin d'une socket a 107 octets au plus")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { target in target.copyBytes(from: bytes) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
        guard descriptor >= 0 else { throw .system(path) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                Glibc.connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            let failed = CommandFailure.system(path)
            Glibc.close(descriptor)
            throw failed
        }
        return ready(descriptor)
    }

    private static func connectTCP(_ endpoint: ServerSettings.Endpoint) throws(CommandFailure) -> DaemonSocket
    {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(endpoint.host, String(endpoint.port), &hints, &list)
        guard status == 0 else {
            throw .world(what: endpoint.text, why: String(cString: gai_strerror(status)))
        }
        defer { freeaddrinfo(list) }
        var failed = CommandFailure.world(what: endpoint.text, en: "has no address", fr: "n'a pas d'adresse")
        var next = list
        while let info = next?.pointee {
            next = info.ai_next
            let descriptor = socket(info.ai_family, info.ai_socktype | O_CLOEXEC, info.ai_protocol)
            guard descriptor >= 0 else { continue }
            // Linux bounds a blocking connect by the send time-out.
            setPatience(descriptor)
            if Glibc.connect(descriptor, info.ai_addr, info.ai_addrlen) == 0 {
                var on: Int32 = 1
                setsockopt(
                    descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
                return ready(descriptor)
            }
            failed = .system(endpoint.text)
            Glibc.close(descriptor)
        }
        throw failed
    }

    private static func ready(_ descriptor: Int32) -> DaemonSocket {
        setPatience(descriptor)
        return DaemonSocket(descriptor)
    }

    private static func setPatience(_ descriptor: Int32) {
        var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    /// - Returns: false when the connection is broken.
    func send(_ line: [UInt8]) -> Bool { WholeOutput.send(line + [0x0A], to: descriptor) }

    /// What has come, without waiting.
    ///
    /// - Returns: nil when the connection is over; empty when nothing whole is there.
    func receive() -> [[UInt8]]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = buffer.withUnsafeMutableBytes {
            recv(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
        }
        if count < 0 { return errno == EAGAIN || errno == EINTR ? [] : nil }
        guard count > 0 else { return nil }
        var lines: [[UInt8]] = []
        framer.receive(Array(buffer[..<count])) { event in
            if case .line(let line) = event { lines.append(line) }
        }
        return lines
    }
}
