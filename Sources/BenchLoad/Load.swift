import CEpoll
import Glibc

/// Drives many connections from one thread and times every answer.
///
/// An answer is the `ack` with the bot's sentence behind it; where no sentence comes with the ack (a person has the
/// conversation) the ack alone counts and is reported apart.
struct Load {
    enum Failure: Error {
        case connect(Int32), closed(String), stalled(String)
    }

    private let arguments: Arguments
    private let isWebSocket: Bool
    private let texts: (french: [[UInt8]], english: [[UInt8]])
    private let poller = epoll_create1(0)
    private var peers: [Peer] = []
    private var part = [UInt8](repeating: 0, count: 1 << 18)
    private let run = "\(getpid())-\(nanoseconds() % 1_000_000)"

    private var isRunning = false
    private var ready = 0
    private(set) var latencies: [UInt64] = []
    private(set) var withoutSentence = 0
    private(set) var errors: [String: Int] = [:]
    private(set) var opened = 0
    private(set) var elapsed = 0.0
    private var isOver = false
    /// Paced: who speaks next, and how many messages may go.
    private var nextSpeaker = 0
    private var credit = 0.0
    private var creditedAt: UInt64 = 0

    init(_ arguments: Arguments) {
        self.arguments = arguments
        isWebSocket = arguments.endpoint.speaksWebSocket
        texts = Texts.all(hasTypos: arguments.hasTypos)
    }

    // MARK: connecting

    /// Opens every connection and, unless echoing, a conversation on each.
    mutating func connect() throws(Failure) {
        for index in 0..<arguments.connections {
            let descriptor = arguments.endpoint.connect()
            if descriptor < 0 { throw .connect(errno) }
            var peer = Peer(descriptor: descriptor, index: index, isWebSocket: isWebSocket)
            if isWebSocket {
                peer.outbound += Array(
                    """
                    GET /v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\
                    Sec-WebSocket-Protocol: relais.v1\r\n\r\n
                    """.utf8)
            } else {
                greet(&peer)
            }
            peers.append(peer)
            _ = relais_epoll_control(poller, EPOLL_CTL_ADD, descriptor, EPOLLIN.rawValue, UInt64(index))
            try send(index)
            // Not faster than the server takes them, so that no connection waits in the backlog.
            if index - ready >= 128 { try wait(until: { $0.ready > index - 64 }) }
        }
        try wait(until: { $0.ready == $0.peers.count })
    }

    private mutating func wait(until condition: (Load) -> Bool) throws(Failure) {
        let deadline = nanoseconds() + 60_000_000_000
        while !condition(self) {
            if nanoseconds() > deadline { throw .stalled("\(ready) of \(peers.count) connections are ready") }
            try turn(milliseconds: 100)
        }
    }

    private mutating func greet(_ peer: inout Peer) {
        guard arguments.mode != .echo else {
            peer.isReady = true
            ready += 1
            return
        }
        let role = #"{"type":"hello","v":[1],"client":"bench/1","role":"site"}"#
        peer.queue(Array(role.utf8), isWebSocket: isWebSocket)
        let token = arguments.tokens[peer.index % arguments.tokens.count]
        peer.queue(Array(#"{"type":"auth","token":"\#(token)"}"#.utf8), isWebSocket: isWebSocket)
        open(&peer)
    }

    private func open(_ peer: inout Peer) {
        let language = peer.index % 2 == 0 ? "fr" : "en"
        let cid = "b\(run)-\(peer.index)-\(peer.conversations)"
        peer.conversations += 1
        peer.saidHere = 0
        peer.queue(
            Array(#"{"type":"open","cid":"\#(cid)","channel":"web","lang":"\#(language)"}"#.utf8),
            isWebSocket: isWebSocket)
    }

    // MARK: running

    /// Speaks until the time or the count is over; every answer under way is then waited for, not counted.
    ///
    /// - Parameter sliced: called when a part of the count is done.
    mutating func speak(_ sliced: (Load) -> Void) throws(Failure) {
        var nextSlice = arguments.count / arguments.slices
        latencies.reserveCapacity(1 << 20)
        isRunning = true
        let start = nanoseconds()
        creditedAt = start
        if arguments.rate == 0 { for index in peers.indices { try fill(index) } }
        let end = start + UInt64(arguments.seconds * 1e9)
        while true {
            let now = nanoseconds()
            if arguments.slices > 1, latencies.count >= nextSlice {
                nextSlice += max(1, arguments.count / arguments.slices)
                elapsed = Double(now - start) / 1e9
                sliced(self)
            }
            if arguments.count > 0 ? latencies.count >= arguments.count : now >= end { break }
            if arguments.rate > 0 { try pace(now) }
            try turn(milliseconds: arguments.rate > 0 ? 1 : 100)
        }
        elapsed = Double(nanoseconds() - start) / 1e9
        isOver = true
        try wait(until: { load in load.peers.allSatisfy { $0.sentAt.isEmpty } })
    }

    /// One thing on every connection, each answered: that all of them are alive.
    mutating func speakOnce() throws(Failure) {
        isRunning = true
        isOver = true
        let start = nanoseconds()
        for index in peers.indices {
            say(index)
            try send(index)
            if index % 256 == 255 { try turn(milliseconds: 0) }
        }
        try wait(until: { load in load.peers.allSatisfy { $0.sentAt.isEmpty } })
        elapsed = Double(nanoseconds() - start) / 1e9
    }

    private mutating func pace(_ now: UInt64) throws(Failure) {
        credit += Double(now - creditedAt) / 1e9 * Double(arguments.rate)
        creditedAt = now
        var tries = 0
        while credit >= 1, tries < peers.count {
            let index = nextSpeaker
            nextSpeaker = (nextSpeaker + 1) % peers.count
            tries += 1
            guard peers[index].isReady, peers[index].sentAt.count < arguments.window else { continue }
            credit -= 1
            next(index)
            try send(index)
        }
        // Nobody was free: what could not be said is not saved up.
        credit = min(credit, Double(peers.count))
    }

    private mutating func fill(_ index: Int) throws(Failure) {
        guard isRunning, !isOver, arguments.rate == 0 else { return }
        while peers[index].isReady, peers[index].sentAt.count < arguments.window { if !next(index) { break } }
        try send(index)
    }

    /// The next message of a connection, or the next conversation.
    ///
    /// - Returns: false when it has to wait for its answers first.
    @discardableResult
    private mutating func next(_ index: Int) -> Bool {
        if arguments.mode != .echo, arguments.turns > 0, peers[index].saidHere >= arguments.turns {
            guard peers[index].sentAt.isEmpty else { return false }
            peers[index].isReady = false
            ready -= 1
            var peer = peers[index]
            open(&peer)
            peers[index] = peer
            return false
        }
        say(index)
        return true
    }

    private mutating func say(_ index: Int) {
        let list = index % 2 == 0 ? texts.french : texts.english
        let text = list[(peers[index].saidHere + index / 2) % list.count]
        var line = Array(#"{"type":"say","conversation":""#.utf8)
        line.reserveCapacity(160)
        line +=
            peers[index].conversation.isEmpty
            ? Array("AAAAAAAAAAAAAAAAAAAAAA".utf8) : peers[index].conversation
        line += Array(#"","cid":"c\#(peers[index].said)","text":""#.utf8)
        line += text
        line += Array(#""}"#.utf8)
        peers[index].said += 1
        peers[index].saidHere += 1
        peers[index].sentAt.append(nanoseconds())
        peers[index].queue(line, isWebSocket: isWebSocket)
    }

    private mutating func send(_ index: Int) throws(Failure) {
        if peers[index].outbound.isEmpty { return }
        if peers[index].flush() == .broken {
            throw .closed("while sending: \(String(cString: strerror(errno)))")
        }
        let wants = !peers[index].outbound.isEmpty
        if wants != peers[index].wantsWriting {
            peers[index].wantsWriting = wants
            let events = EPOLLIN.rawValue | (wants ? EPOLLOUT.rawValue : 0)
            _ = relais_epoll_control(poller, EPOLL_CTL_MOD, peers[index].descriptor, events, UInt64(index))
        }
    }

    // MARK: receiving

    private mutating func turn(milliseconds: Int32) throws(Failure) {
        let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: 512)
        defer { events.deallocate() }
        let count = epoll_wait(poller, events, 512, milliseconds)
        for position in 0..<max(0, count) {
            let index = Int(relais_epoll_token(events, position))
            let bits = relais_epoll_events(events, position)
            if bits & ~EPOLLOUT.rawValue != 0 { try receive(index) }
            if bits & EPOLLOUT.rawValue != 0 { try send(index) }
        }
    }

    private mutating func receive(_ index: Int) throws(Failure) {
        let count = recv(peers[index].descriptor, &part, part.count, 0)
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        if count <= 0 {
            throw .closed(errors.keys.sorted().joined(separator: ", "))
        }
        peers[index].inbound += part[..<count]
        if !peers[index].isUpgraded {
            guard let end = peers[index].inbound.firstRange(of: Array("\r\n\r\n".utf8)) else { return }
            peers[index].inbound.removeFirst(end.upperBound)
            peers[index].isUpgraded = true
            var peer = peers[index]
            greet(&peer)
            peers[index] = peer
        }
        let now = nanoseconds()
        var objects: [Range<Int>] = []
        let rest = peers[index].wholeObjects(isWebSocket: isWebSocket, &objects)
        let inbound = peers[index].inbound
        for object in objects { handle(inbound[object], index, now) }
        peers[index].inbound = Array(inbound[rest...])
        try fill(index)
        try send(index)
    }

    private mutating func handle(_ object: ArraySlice<UInt8>, _ index: Int, _ now: UInt64) {
        if arguments.mode == .echo { return answered(index, now) }
        switch Field.type(of: object) {
        case .ack:
            answered(index, now)
            if peers[index].awaitsSentence { withoutSentence += 1 }
            peers[index].awaitsSentence = true
        case .event:
            if Field.isFromBot(object) { peers[index].awaitsSentence = false }
        case .opened:
            peers[index].conversation = Array(Field.text("conversation", of: object))
            peers[index].isReady = true
            ready += 1
            opened += 1
        case .error:
            let code = String(decoding: Field.text("code", of: object), as: UTF8.self)
            errors[code, default: 0] += 1
            if !peers[index].sentAt.isEmpty { peers[index].sentAt.removeFirst() }
        case .ping: peers[index].queue(Array(#"{"type":"pong"}"#.utf8), isWebSocket: isWebSocket)
        case .other: break
        }
    }

    private mutating func answered(_ index: Int, _ now: UInt64) {
        guard !peers[index].sentAt.isEmpty else { return }
        let sent = peers[index].sentAt.removeFirst()
        if isRunning, !isOver || arguments.mode == .hold { latencies.append(now - sent) }
    }
}

/// Looks into the server's lines without reading them as JSON: the generator shares the machine with the server.
enum Field {
    enum Kind { case ack, event, opened, error, ping, other }

    /// `{"type":"` is how every line begins.
    static func type(of object: ArraySlice<UInt8>) -> Kind {
        let start = object.startIndex + 9
        guard start + 2 < object.endIndex else { return .other }
        switch (object[start], object[start + 1]) {
        case (UInt8(ascii: "a"), _): return .ack
        case (UInt8(ascii: "e"), UInt8(ascii: "v")): return .event
        case (UInt8(ascii: "e"), _): return .error
        case (UInt8(ascii: "o"), UInt8(ascii: "p")): return .opened
        case (UInt8(ascii: "p"), UInt8(ascii: "i")): return .ping
        default: return .other
        }
    }

    private static let fromBot = Array(#""from":"bot""#.utf8)

    static func isFromBot(_ object: ArraySlice<UInt8>) -> Bool {
        // The envelope and the first members; never as far as a long text.
        contains(fromBot, object.prefix(140))
    }

    static func text(_ name: String, of object: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let mark = Array("\"\(name)\":\"".utf8)
        guard let range = object.firstRange(of: mark) else { return [] }
        return object[range.upperBound...].prefix { $0 != UInt8(ascii: "\"") }
    }

    private static func contains(_ mark: [UInt8], _ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= mark.count else { return false }
        for start in bytes.startIndex...(bytes.endIndex - mark.count) where bytes[start] == mark[0] {
            if bytes[start..<(start + mark.count)].elementsEqual(mark) { return true }
        }
        return false
    }
}
