import Glibc
import Sessions
import Wire

extension Server {
    /// Connections taken from one listener in one turn, so that those being served are not kept waiting.
    private static let acceptLimit = 64
    /// Beyond it a connection is given up: the machine's own limit is a megabyte.
    private static let outLimit = 8 << 20
    private static let lingerLimit = 4 << 20
    private static let restMilliseconds: Int64 = 1_000
    /// Octets of a line too long that are thrown away in one go: some tens of microseconds.
    private static let discardLimit = 1 << 19
    private static let userTimeoutMilliseconds: Int32 = 60_000

    // MARK: taking

    func watchListeners() throws(SystemFailure) {
        for (index, listener) in listeners.enumerated() {
            guard let listener else { continue }
            try poller.add(
                listener.descriptor, .read, token: Token.firstListener + UInt64(index))
        }
    }

    func openReserve() {
        if reserve < 0 { reserve = open("/dev/null", O_RDONLY | O_CLOEXEC) }
    }

    func accept(from index: Int) {
        guard listeners.indices.contains(index), let listener = listeners[index] else { return }
        for _ in 0..<Self.acceptLimit {
            switch listener.accept() {
            case .nothing: return
            case .exhausted: return refuseForWantOfDescriptors(listener)
            case .connection(let descriptor, let peer): take(descriptor, peer, from: listener)
            }
        }
    }

    /// Without a descriptor a waiting connection can be neither taken nor refused, and the poller would report it for
    /// ever. The reserve makes room for one at a time, to say `busy`; without even that the listeners rest a while.
    private func refuseForWantOfDescriptors(_ listener: Listener) {
        if reserve >= 0 {
            close(reserve)
            reserve = -1
            if case .connection(let descriptor, _) = listener.accept() {
                sayBusy(descriptor, listener.kind)
                close(descriptor)
            }
            openReserve()
            if reserve >= 0 {
                // A crowd at the door should not fill the log too.
                if monotonic - lastRefusalLogged >= Self.restMilliseconds {
                    lastRefusalLogged = monotonic
                    log("refused", ["why": "no descriptors"], level: .warning)
                }
                return
            }
        }
        for listener in listeners { if let listener { poller.remove(listener.descriptor) } }
        restingListeners = monotonic + Self.restMilliseconds
        log("listeners-rest", ["why": "no descriptors"], level: .warning)
    }

    private func sayBusy(_ descriptor: Int32, _ kind: Listener.Kind) {
        let bytes: [UInt8]
        if kind.isHTTP {
            bytes = PageAnswer(503, "Service Unavailable").bytes(hasBody: true)
        } else {
            bytes =
                ServerMessage.error(
                    WireError(
                        .busy, "too many connections", isFatal: true, retryMilliseconds: 5_000)) + [0x0A]
        }
        _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
    }

    private func take(_ descriptor: Int32, _ peer: PeerAddress, from listener: Listener) {
        if let octets = peer.octets, !peer.isLoopback, !proxies.contains(peer) {
            guard perAddress[octets, default: 0] < settings.connectionsPerAddress else {
                sayBusy(descriptor, listener.kind)
                close(descriptor)
                return
            }
        }
        guard let number = table.reserve() else {
            sayBusy(descriptor, listener.kind)
            close(descriptor)
            return
        }
        if listener.kind != .unix {
            var one: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
            var timeout = Self.userTimeoutMilliseconds
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &timeout, 4)
        }
        let connection = ServerConnection(
            number: number, descriptor: descriptor, listener: listener.kind, peer: peer, at: monotonic)
        table.insert(connection)
        measures.connections[listener.kind.rawValue, default: 0] &+= 1
        if let octets = peer.octets { perAddress[octets, default: 0] += 1 }
        do throws(SystemFailure) {
            try poller.add(descriptor, .read, token: number)
        } catch {
            drop(connection)
            return
        }
        if listener.kind.isHTTP {
            connection.partialSince = monotonic
            heads.set(number, at: monotonic)
        } else {
            introduce(connection, origin: nil)
        }
    }

    /// Tells the machine of a connection that speaks the protocol.
    private func introduce(_ connection: ServerConnection, origin: String?) {
        connection.isKnown = true
        let transport: Peer.Transport =
            switch connection.listener {
            case .lines: .tcp
            case .unix: .unix
            case .pages, .metrics: .webSocket
            }
        carryOut(
            machine.connectionOpened(
                connection.id,
                peer: Peer(
                    transport: transport, isLoopback: connection.peer.isLoopback, origin: origin,
                    address: connection.peer.octets ?? []),
                at: now))
    }

    // MARK: reading

    func ready(_ connection: ServerConnection, _ event: Poller.Event) {
        if event.isWritable { flush(connection) }
        guard table[connection.number] != nil else { return }
        if event.isReadable || event.isBroken { read(connection) }
    }

    private func read(_ connection: ServerConnection) {
        var count = readOnce(connection)
        // The rest of a line too long is only looked through for its end: a turn of the loop for each part of it would
        // cost its sender, and everybody else, more than the reading.
        var discarded = 0
        while count == inBuffer.count, discarded < Self.discardLimit, connection.life == .open,
            connection.speech == .lines, connection.lines.isDiscarding
        {
            discarded += count
            count = readOnce(connection)
        }
    }

    /// - Returns: how many octets were there, 0 when the connection is closed or has nothing.
    private func readOnce(_ connection: ServerConnection) -> Int {
        // Whoever is not read may still be gone: then EPOLLHUP or EPOLLERR come whether asked for or not.
        let count = recv(connection.descriptor, inBuffer.baseAddress, inBuffer.count, 0)
        if count < 0 {
            if errno != EAGAIN && errno != EINTR { drop(connection) }
            return 0
        }
        switch connection.life {
        case .lingering:
            connection.lingered += count
            if count == 0 || connection.lingered > Self.lingerLimit { drop(connection) }
            return count
        case .closing:
            if count == 0 { drop(connection) }
            return count
        case .open:
            // Half a line before the end is thrown away: nobody asked for an answer to it.
            if count == 0 {
                drop(connection)
                return 0
            }
        }
        let bytes = UnsafeRawBufferPointer(start: inBuffer.baseAddress, count: count)
        switch connection.speech {
        case .lines: receiveLines(connection, bytes)
        case .webSocket: receiveFrames(connection, bytes)
        case .pages: receiveHead(connection, bytes)
        }
        notePartial(connection)
        return count
    }

    private func receiveLines(_ connection: ServerConnection, _ bytes: UnsafeRawBufferPointer) {
        if !connection.hasSpoken {
            connection.hasSpoken = true
            // A TLS hello, an HTTP request, an SSH banner: no JSON begins like that, and no line may ever end.
            if let first = bytes.first, first == 0x16 || (0x41...0x5A).contains(first) {
                let error = WireError(
                    .badJSON, "this is the line protocol of Relais: one JSON object per line", isFatal: true)
                receive(.failure(error), connection)
                return
            }
        }
        bytes.withMemoryRebound(to: UInt8.self) { octets in
            connection.lines.receive(octets.span) { event in handle(event, connection) }
        }
    }

    private func handle(_ event: LineFramer.Event, _ connection: ServerConnection) {
        guard connection.life == .open else { return }
        if connection.isPaused || !connection.held.isEmpty {
            connection.held.append(.line(event))
            return
        }
        switch event {
        case .line(let line):
            do throws(WireError) {
                receive(.success(try ClientMessage(line: line)), connection)
            } catch { receive(.failure(error), connection) }
        case .tooLong:
            receive(
                .failure(WireError(.tooLarge, "a line may have \(WireLimits.line) octets")), connection)
        case .endless:
            receive(
                .failure(WireError(.tooLarge, "the line does not end", isFatal: true)), connection)
        }
    }

    private func receiveFrames(_ connection: ServerConnection, _ bytes: UnsafeRawBufferPointer) {
        // Taken out while it works: with a second holder every piece would copy what is buffered.
        guard var framer = connection.webSocket.take() else { return }
        bytes.withMemoryRebound(to: UInt8.self) { octets in
            framer.receive(octets.span) { event in handle(event, connection) }
        }
        if connection.life == .open { connection.webSocket = framer }
    }

    private func handle(_ event: WebSocketFramer.Event, _ connection: ServerConnection) {
        guard connection.life == .open else { return }
        if connection.isPaused || !connection.held.isEmpty {
            connection.held.append(.frame(event))
            return
        }
        switch event {
        case .message(let line):
            if connection.isEcho {
                connection.out.append(WebSocketFramer.text(line))
                return markDirty(connection)
            }
            do throws(WireError) {
                receive(.success(try ClientMessage(line: line)), connection)
            } catch { receive(.failure(error), connection) }
        case .binary(let bytes):
            connection.out.append(WebSocketFramer.binary(bytes))
            markDirty(connection)
        case .answer(let bytes):
            guard connection.pings.take(at: monotonic) == nil else {
                log("ping-flood", ["connection": String(connection.number)], level: .warning)
                connection.out.append(WebSocketFramer.close(code: 1008))
                connection.hasSaidClose = true
                forget(connection)
                return finish(connection)
            }
            connection.out.append(bytes)
            markDirty(connection)
        case .closed(_, let answer):
            connection.out.append(answer)
            connection.hasSaidClose = true
            forget(connection)
            finish(connection)
        }
    }

    private func receive(_ message: Result<ClientMessage, WireError>, _ connection: ServerConnection) {
        measures.messages &+= 1
        carryOut(machine.received(message, from: connection.id, at: now))
    }

    private func receiveHead(_ connection: ServerConnection, _ bytes: UnsafeRawBufferPointer) {
        guard var reader = connection.head.take() else { return }
        let answer = reader.receive(bytes)
        switch answer {
        case .incomplete: connection.head = reader
        case .refused(let refusal): reply(connection, PageAnswer(refusal), hasBody: true)
        case .head(let head, let rest): serve(connection, head, rest: rest)
        }
    }

    private func serve(_ connection: ServerConnection, _ head: HTTPHead, rest: [UInt8]) {
        let hasBody = head.method == .get
        if let real = proxies.client(behind: connection.peer, head), !isNow(connection, from: real) {
            return reply(connection, PageAnswer(503, "Service Unavailable"), hasBody: hasBody)
        }
        // Only who stands on this machine can be tricked by a false name.
        if connection.peer.isLoopback, !hosts.allows(host: head.host) {
            return reply(connection, PageAnswer(421, "Misdirected Request"), hasBody: hasBody)
        }
        if connection.listener == .metrics { return reply(connection, watched(head), hasBody: hasBody) }
        guard WebSocketHandshake.isRequested(head) else {
            let facts = Pages.Facts(
                health: currentHealth(), connections: table.count, nowMilliseconds: now,
                origins: machine.origins, queues: queueHours)
            return reply(connection, Pages.answer(to: head, facts), hasBody: hasBody)
        }
        if health.isDraining {
            return reply(connection, PageAnswer(503, "Service Unavailable"), hasBody: hasBody)
        }
        let answer: [UInt8]
        do throws(HTTPRefusal) {
            answer = try WebSocketHandshake.answer(to: head)
        } catch { return reply(connection, PageAnswer(error), hasBody: hasBody) }
        // Several Origin fields count as none that could be trusted.
        let origins = head.fields.filter { $0.name == "origin" }.map(\.value)
        guard origins.count <= 1,
            machine.allows(origin: origins.first, fromLoopback: connection.peer.isLoopback)
        else { return reply(connection, PageAnswer(403, "Forbidden"), hasBody: hasBody) }
        connection.speech = .webSocket
        connection.partialSince = 0
        connection.isEcho = settings.echoesForTests && head.path == "/echo"
        connection.webSocket = WebSocketFramer(takesBinary: connection.isEcho)
        connection.out.append(answer)
        markDirty(connection)
        if !connection.isEcho { introduce(connection, origin: origins.first) }
        if !rest.isEmpty { rest.withUnsafeBytes { receiveFrames(connection, $0) } }
    }

    /// Counts a connection for the customer behind a proxy instead of the proxy.
    ///
    /// - Returns: false when that address has too many already.
    private func isNow(_ connection: ServerConnection, from real: PeerAddress) -> Bool {
        uncount(connection.peer)
        connection.peer = real
        guard let octets = real.octets else { return true }
        let count = perAddress[octets, default: 0]
        perAddress[octets] = count + 1
        return real.isLoopback || count < settings.connectionsPerAddress
    }

    private func uncount(_ peer: PeerAddress) {
        guard let octets = peer.octets, let count = perAddress[octets] else { return }
        perAddress[octets] = count > 1 ? count - 1 : nil
    }

    /// The listener for whoever watches the machine: figures and health, no chat.
    private func watched(_ head: HTTPHead) -> PageAnswer {
        if head.path == "/metrics" {
            return PageAnswer(200, "OK", type: "text/plain; version=0.0.4; charset=utf-8", body: metrics())
        }
        guard head.path.hasPrefix("/health") || head.path == "/ready" || head.path == "/live" else {
            return PageAnswer(404, "Not Found")
        }
        return Pages.answer(
            to: head,
            Pages.Facts(
                health: currentHealth(), connections: table.count, nowMilliseconds: now, origins: [],
                queues: []))
    }

    private func reply(_ connection: ServerConnection, _ answer: PageAnswer, hasBody: Bool) {
        connection.out.append(answer.bytes(hasBody: hasBody))
        finish(connection)
    }

    func currentHealth() -> Health {
        var health = health
        health.brokenActions = actions.brokenTargets
        health.backlog = writer.waitingCount
        health.isDeskLost = machine.isDeskLost
        return health
    }

    /// Starts or ends the time a whole line, message or head may take.
    private func notePartial(_ connection: ServerConnection) {
        guard connection.life == .open, connection.speech != .pages else { return }
        if !connection.isInsideMessage {
            connection.partialSince = 0
        } else if connection.partialSince == 0 {
            connection.partialSince = monotonic
            partials.set(connection.number, at: monotonic)
        }
    }

    func closeLate() {
        while let late = heads.take(due: monotonic) {
            guard let connection = table[late.number], connection.speech == .pages, connection.life == .open
            else { continue }
            reply(connection, PageAnswer(408, "Request Timeout"), hasBody: true)
        }
        while let late = partials.take(due: monotonic) {
            // Set at another time: that line has ended, and this is the entry of an older one.
            guard let connection = table[late.number], connection.partialSince == late.setAt,
                connection.life == .open
            else { continue }
            receive(
                .failure(WireError(.badMessage, "the line took too long", isFatal: true)), connection)
            // Whatever the machine thinks of it.
            if connection.life == .open {
                forget(connection)
                finish(connection)
            }
        }
        while let late = closings.take(due: monotonic) {
            if let connection = table[late.number], connection.life == .closing { drop(connection) }
        }
        while let late = lingerers.take(due: monotonic) {
            if let connection = table[late.number] { drop(connection) }
        }
    }

    // MARK: pausing

    func pause(_ connection: ServerConnection) {
        connection.isPaused = true
        watch(connection)
    }

    func resume(_ connection: ServerConnection) {
        guard connection.isPaused else { return }
        connection.isPaused = false
        let held = connection.held
        connection.held = []
        for (index, event) in held.enumerated() {
            switch event {
            case .line(let event): handle(event, connection)
            case .frame(let event): handle(event, connection)
            }
            // Paused again: what is left goes before what was held meanwhile.
            if connection.isPaused {
                connection.held = held[(index + 1)...] + connection.held
                break
            }
        }
        watch(connection)
    }

    /// Tells the poller what the connection waits for, if that has changed.
    private func watch(_ connection: ServerConnection) {
        var interest: Poller.Interest = []
        if !connection.isPaused && connection.life != .closing { interest.insert(.read) }
        if !connection.out.isEmpty { interest.insert(.write) }
        if interest != connection.interest {
            connection.interest = interest
            poller.change(connection.descriptor, interest, token: connection.number)
        }
    }

    // MARK: writing

    func markDirty(_ connection: ServerConnection) {
        if connection.isDirty { return }
        connection.isDirty = true
        dirty.append(connection)
    }

    /// Sends what this turn has written, once per connection.
    func flushDirty() {
        // What a flush causes (the machine has room again) may make others dirty: they have their turn next.
        let now = dirty
        dirty.removeAll(keepingCapacity: true)
        for connection in now {
            connection.isDirty = false
            if table[connection.number] === connection { flush(connection) }
        }
    }

    private func flush(_ connection: ServerConnection) {
        let before = connection.out.count
        switch connection.out.send(to: connection.descriptor) {
        case .broken: return drop(connection)
        case .all:
            connection.out.rest(&shelf)
            if connection.life == .closing { return linger(connection) }
        case .partly:
            if connection.out.count > Self.outLimit { return drop(connection) }
        }
        watch(connection)
        if connection.isKnown, connection.out.count < before {
            carryOut(machine.flushed(connection.id, remaining: connection.out.count, at: now))
        }
    }

    // MARK: closing

    /// Sends what is written, then closes; nothing more is read.
    func finish(_ connection: ServerConnection) {
        guard connection.life == .open else { return }
        connection.life = .closing
        connection.held = []
        if connection.speech == .webSocket, !connection.hasSaidClose {
            connection.hasSaidClose = true
            connection.out.append(WebSocketFramer.close(code: 1000))
        }
        closings.set(connection.number, at: monotonic)
        markDirty(connection)
    }

    private func linger(_ connection: ServerConnection) {
        connection.life = .lingering
        connection.isPaused = false
        connection.out.clear()
        shutdown(connection.descriptor, Int32(SHUT_WR))
        lingerers.set(connection.number, at: monotonic)
        watch(connection)
    }

    /// The machine hears no more of it, except that it is gone if it did not say so itself.
    private func forget(_ connection: ServerConnection) {
        guard connection.isKnown else { return }
        connection.isKnown = false
        carryOut(machine.connectionClosed(connection.id, at: now))
    }

    /// Closes at once.
    func drop(_ connection: ServerConnection) {
        guard table[connection.number] === connection else { return }
        table.remove(connection)
        uncount(connection.peer)
        poller.remove(connection.descriptor)
        close(connection.descriptor)
        connection.life = .lingering
        forget(connection)
    }
}
