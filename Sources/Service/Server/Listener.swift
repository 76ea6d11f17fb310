import CEpoll
import Glibc
import Sessions

/// A socket that takes connections: bound when it is made, open from `open()` on. Owned by the loop thread.
package final class Listener {
    package enum Kind: String, Sendable {
        case lines, pages, unix
        /// Pages for whoever watches the machine, on an address of their own.
        case metrics

        var isHTTP: Bool { self == .pages || self == .metrics }
    }

    package struct Failure: Error, Sendable {
        /// `127.0.0.1:7878`, a path.
        package let address: String
        package let why: String
        /// Of the operating system; 0 for a reason of ours.
        package var code: Int32 = 0
    }

    package let kind: Kind
    let descriptor: Int32
    /// Where it listens in fact: a port of 0 has become a real one.
    package let address: String
    private var socketIdentity: FileSignature?

    private static let backlog: Int32 = 1_024
    /// `sun_path` less its NUL.
    private static let pathLimit = 107

    /// Binds to a TCP address.
    package init(_ endpoint: ServerSettings.Endpoint, kind: Kind) throws(Failure) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        let answer = getaddrinfo(endpoint.host, String(endpoint.port), &hints, &found)
        guard answer == 0, let first = found else {
            throw Failure(address: endpoint.text, why: String(cString: gai_strerror(answer)))
        }
        defer { freeaddrinfo(found) }
        let opened = socket(
            first.pointee.ai_family,
            Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard opened >= 0 else { throw Self.failure(endpoint.text) }
        var one: Int32 = 1
        setsockopt(opened, SOL_SOCKET, SO_REUSEADDR, &one, 4)
        guard bind(opened, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0 else {
            let failure = Self.failure(endpoint.text)
            close(opened)
            throw failure
        }
        self.kind = kind
        descriptor = opened
        address = Self.name(of: opened, host: endpoint.host) ?? endpoint.text
        socketIdentity = nil
    }

    /// Begins to take connections; until then they are refused.
    package func open() throws(Failure) {
        if kind == .unix {
            try Self.removeStale(address)
            // The mode is right from the first moment.
            let mask = umask(0o177)
            let isBound = Self.withAddress(address) { bind(descriptor, $0, $1) == 0 }
            let code = errno
            umask(mask)
            guard isBound else { throw Self.failure(address, code: code) }
            socketIdentity = FileSignature(path: address)
        }
        guard listen(descriptor, Self.backlog) == 0 else { throw Self.failure(address) }
    }

    /// A Unix socket that only this user may use. One left behind by a dead process is replaced; one somebody answers on
    /// is not, nor is a file that is no socket. It appears when it is opened: one that is bound and does not answer
    /// yet would look dead to others.
    package init(unix path: String) throws(Failure) {
        guard path.utf8.count <= Self.pathLimit else {
            throw Failure(
                address: path,
                why: "a Unix socket's path may have \(Self.pathLimit) octets, this one has \(path.utf8.count)"
            )
        }
        let opened = socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard opened >= 0 else { throw Self.failure(path) }
        do throws(Failure) {
            try Self.removeStale(path)
            var information = stat()
            let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
            guard stat(folder, &information) == 0 else { throw Self.failure(path) }
        } catch {
            close(opened)
            throw error
        }
        kind = .unix
        descriptor = opened
        address = path
    }

    deinit {
        close(descriptor)
        // Only our own: another daemon may have taken the path since.
        if let socketIdentity, FileSignature(path: address)?.inode == socketIdentity.inode { unlink(address) }
    }

    private static func failure(_ address: String, code: Int32 = errno) -> Failure {
        Failure(address: address, why: String(cString: strerror(code)), code: code)
    }

    private static func removeStale(_ path: String) throws(Failure) {
        var information = stat()
        guard lstat(path, &information) == 0 else { return }
        guard information.st_mode & S_IFMT == S_IFSOCK else {
            throw Failure(address: path, why: "a file of this name exists and is no socket")
        }
        let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard probe >= 0 else { throw failure(path) }
        defer { close(probe) }
        let answers = withAddress(path) { connect(probe, $0, $1) == 0 }
        let code = errno
        if answers { throw Failure(address: path, why: "another process listens on it") }
        guard code == ECONNREFUSED else { throw failure(path, code: code) }
        guard unlink(path) == 0 else { throw failure(path) }
    }

    private static func withAddress<Value>(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) {
            $0.copyBytes(from: Array(path.utf8.prefix(pathLimit)))
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// The port the kernel chose.
    private static func name(of descriptor: Int32, host: String) -> String? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let answer = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard answer == 0 else { return nil }
        // The port stands at the same place in both families.
        let port = withUnsafeBytes(of: &storage) { UInt16($0[2]) << 8 | UInt16($0[3]) }
        return ServerSettings.Endpoint(host: host, port: port).text
    }

    /// What came of one attempt to take a connection.
    enum Accepted {
        case connection(Int32, PeerAddress)
        case nothing
        /// No descriptor or memory left.
        case exhausted
    }

    func accept() -> Accepted {
        while true {
            var storage = sockaddr_storage()
            let taken = relais_accept(descriptor, &storage)
            if taken >= 0 { return .connection(taken, PeerAddress(storage, kind: kind)) }
            switch errno {
            // The connection is gone again, or a signal came: the next one.
            case EINTR, ECONNABORTED, EPROTO, EPERM: continue
            case EMFILE, ENFILE, ENOMEM, ENOBUFS: return .exhausted
            default: return .nothing
            }
        }
    }
}

/// Where a connection comes from.
struct PeerAddress: Hashable {
    /// The address, without the port; nil for a Unix socket.
    let octets: AddressOctets?
    let isLoopback: Bool

    private init(octets: AddressOctets?, isLoopback: Bool) {
        self.octets = octets
        self.isLoopback = isLoopback
    }

    /// Somewhere, nobody knows where; not this machine.
    static let unknown = PeerAddress(octets: nil, isLoopback: false)

    init(_ storage: sockaddr_storage, kind: Listener.Kind) {
        var storage = storage
        guard kind != .unix else {
            self.init(octets: nil, isLoopback: true)
            return
        }
        let bytes = withUnsafeBytes(of: &storage) { Array($0) }
        self.init(octets: Array(Int32(storage.ss_family) == AF_INET6 ? bytes[8..<24] : bytes[4..<8]))
    }

    /// - Parameter address: 4 or 16; an IPv4 address written as IPv6 counts as IPv4.
    private init(octets address: [UInt8]) {
        guard address.count == 16 else {
            self.init(octets: AddressOctets(address), isLoopback: address.first == 127)
            return
        }
        if address[..<10].allSatisfy({ $0 == 0 }), address[10] == 0xFF, address[11] == 0xFF {
            self.init(octets: AddressOctets(address[12...]), isLoopback: address[12] == 127)
        } else {
            self.init(
                octets: AddressOctets(address),
                isLoopback: address == [UInt8](repeating: 0, count: 15) + [1])
        }
    }

    /// `192.0.2.1` or `2001:db8::1`, without a port.
    init?(text: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 {
            self.init(octets: Array(bytes[..<4]))
        } else if inet_pton(AF_INET6, text, &bytes) == 1 {
            self.init(octets: bytes)
        } else {
            return nil
        }
    }
}
