import Glibc
import TestSupport
import Testing

@testable import Service

@Suite struct ListenerTests {
    let folder = TemporaryFolder()

    func failure(_ make: () throws(Listener.Failure) -> Listener) -> String? {
        do throws(Listener.Failure) {
            _ = try make()
            return nil
        } catch { return error.why }
    }

    @Test func takenPortIsNamed() throws {
        let first = try Listener(.init(host: "127.0.0.1", port: 0), kind: .lines)
        try first.open()
        let endpoint = try #require(ServerSettings.Endpoint(first.address))
        #expect(endpoint.port != 0)
        #expect(
            failure { () throws(Listener.Failure) in try Listener(endpoint, kind: .lines) }
                == "Address already in use")
    }

    @Test func foreignAddressIsNamed() {
        let why = failure { () throws(Listener.Failure) in
            try Listener(.init(host: "192.0.2.1", port: 1), kind: .lines)
        }
        #expect(why == "Cannot assign requested address")
    }

    @Test func unixSocketIsPrivateAndStaleOnesAreReplaced() throws {
        let path = folder.path + "/s"
        do {
            let listener = try Listener(unix: path)
            try listener.open()
            var information = stat()
            #expect(stat(path, &information) == 0 && information.st_mode & 0o777 == 0o600)
            #expect(
                failure { () throws(Listener.Failure) in try Listener(unix: path) }
                    == "another process listens on it")
            _ = listener
        }
        #expect(access(path, F_OK) != 0, "removed at the end")
        // One left behind by a killed process.
        let dead = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(dead, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(bound == 0)
        close(dead)
        try Listener(unix: path).open()
    }

    @Test func fileThatIsNoSocketAndLongPathAreRefused() {
        folder.put("file", "precious")
        #expect(
            failure { () throws(Listener.Failure) in try Listener(unix: folder.path + "/file") }
                == "a file of this name exists and is no socket")
        #expect(contents(of: folder.path + "/file") == Array("precious".utf8))
        let long = folder.path + "/" + String(repeating: "x", count: 100)
        #expect(
            failure { () throws(Listener.Failure) in try Listener(unix: long) }?.contains("107 octets")
                == true)
        #expect(
            failure { () throws(Listener.Failure) in try Listener(unix: folder.path + "/no/s") }
                == "No such file or directory")
    }

    @Test func nobodyIsTakenBeforeItIsOpened() throws {
        let listener = try Listener(.init(host: "127.0.0.1", port: 0), kind: .lines)
        let endpoint = try #require(ServerSettings.Endpoint(listener.address))
        func canConnect() -> Bool {
            let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(client) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = endpoint.port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
        }
        #expect(!canConnect())
        try listener.open()
        #expect(canConnect())
        let path = folder.path + "/later"
        let unix = try Listener(unix: path)
        #expect(access(path, F_OK) != 0)
        try unix.open()
        #expect(access(path, F_OK) == 0)
    }
}
