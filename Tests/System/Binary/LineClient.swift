import Glibc
import JSON
import Testing

/// One connection to the line protocol; every wait has an end.
final class LineClient {
    let descriptor: Int32
    private var buffer: [UInt8] = []
    private(set) var waiting: [JSONValue] = []
    private(set) var isClosed = false
    static let patienceMilliseconds: Int64 = 20_000

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if connected != 0 { isClosed = true }
    }

    deinit { close(descriptor) }

    /// - Returns: false when the other side is gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    @discardableResult
    func send(_ line: String) -> Bool { send(Array((line + "\n").utf8)) }

    /// What came and is no whole line, or was read by `pumpRaw`.
    var unread: [UInt8] { buffer }

    func forget() { buffer = [] }
    func forgetWaiting() { waiting = [] }

    /// Reads what comes within the time, and takes the lines out of it.
    func pump(milliseconds limit: Int64) {
        pumpRaw(milliseconds: limit)
        while let end = buffer.firstIndex(of: 0x0A) {
            if let value = try? JSONReader.parse(Array(buffer[..<end]), maximumDepth: 64) {
                waiting.append(value)
            }
            buffer.removeFirst(end + 1)
        }
    }

    /// Reads what comes within the time.
    func pumpRaw(milliseconds limit: Int64) {
        if isClosed { return }
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&watched, 1, Int32(limit)) == 1 else { return }
        var part = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &part, part.count, 0)
        if count <= 0 {
            isClosed = true
            return
        }
        buffer += part[..<count]
    }

    /// Everything that comes until the other side closes.
    func rest() -> [UInt8] {
        let end = milliseconds() + Self.patienceMilliseconds
        while !isClosed, milliseconds() < end { pumpRaw(milliseconds: 100) }
        return buffer
    }

    func waitForClose() -> Bool {
        let end = milliseconds() + Self.patienceMilliseconds
        while !isClosed, milliseconds() < end { pump(milliseconds: 100) }
        return isClosed
    }

    /// The next object of a type; those before it are dropped.
    func expect(_ type: String, cid: String? = nil) throws -> JSONValue {
        let end = milliseconds() + Self.patienceMilliseconds
        while true {
            while !waiting.isEmpty {
                let value = waiting.removeFirst()
                if value["type"]?.string == type, cid == nil || value["cid"]?.string == cid { return value }
            }
            try #require(!isClosed && milliseconds() < end, "no \(type) came; closed: \(isClosed)")
            pump(milliseconds: 200)
        }
    }

    func hello(_ role: String = "customer", token: String? = nil) throws {
        send("{\"type\":\"hello\",\"v\":[1],\"client\":\"test/1\",\"role\":\"\(role)\"}")
        _ = try expect("hello")
        if let token {
            send("{\"type\":\"auth\",\"token\":\"\(token)\"}")
            _ = try expect("ready")
        }
    }

    /// - Returns: the conversation and the secret to resume it.
    func open(cid: String = "open") throws -> (conversation: String, resume: String) {
        send("{\"type\":\"open\",\"cid\":\"\(cid)\",\"channel\":\"web\",\"lang\":\"en\"}")
        let opened = try expect("opened")
        return (try #require(opened["conversation"]?.string), try #require(opened["resume"]?.string))
    }

    func say(_ conversation: String, cid: String, _ text: String) {
        send(
            "{\"type\":\"say\",\"conversation\":\"\(conversation)\",\"cid\":\"\(cid)\",\"text\":\"\(text)\"}")
    }

    /// Says it, waits for the ack and the bot's first sentence.
    func ask(_ conversation: String, cid: String, _ text: String) throws -> String {
        say(conversation, cid: cid, text)
        _ = try expect("ack", cid: cid)
        while true {
            let event = try expect("event")
            if event["kind"]?.string == "message", let text = event["text"]?.string { return text }
        }
    }
}

/// One HTTP request; the whole answer as text.
func fetch(_ port: UInt16, _ request: String) throws -> String {
    let client = try LineClient(port: port)
    client.send(Array(request.utf8))
    return String(decoding: client.rest(), as: UTF8.self)
}

func get(_ port: UInt16, _ path: String, _ fields: String = "") throws -> String {
    try fetch(port, "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n")
}
