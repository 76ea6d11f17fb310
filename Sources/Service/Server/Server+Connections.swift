import Glibc
import Sessions
import Wire

extension Server {
    /// Connections taken from one listener in one turn, so that those being served are not kept waiting.
    private static let acceptLimit = 64
    private static let lingerLimit = 4 << 20
    private static let restMilliseconds: Int64 = 1_000
    /// Octets of a line too long that are thrown away in one go: some tens of microseconds.
    private static let discardLimit = 1 << 19
    /// Read at once from a connection over its rate: some 130 of the shortest messages, refused in a fifth of a
    /// millisecond.
    private static let overRateOctets = 2_048
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
            if case .connection(let descriptor, let peer) = listener.accept() {
                openReserve()
                // The want was of that moment only: there is one for him and the reserve.
                if reserve >= 0 { return take(descriptor, peer, from: listener) }
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
    func introduce(_ connection: ServerConnection, origin: String?) {
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
                    address: connection.peer.octets),
                at: now))
    }

    // MARK: reading

    func ready(_ connection: ServerConnection, _ event: Poller.Event) {
        if event.isWritable { flush(connection) }
        guard table[connection.number] != nil else { return }
        if event.isReadable || event.isBroken { read(connection) }
    }

    private func read(_ connection: ServerConnection) {
        var room = Int(connection.room)
        var count = readOnce(connection)
        // The rest of a line too long is only looked through for its end: a turn of the loop for each part of it would
        // cost its sender, and everybody else, more than the reading.
        var discarded = 0
        while count == room, discarded < Self.discardLimit, connection.life == .open,
            !connection.isResting, connection.speech == .lines, connection.lines.isDiscarding
        {
            discarded += count
            room = Int(connection.room)
            count = readOnce(connection)
        }
    }

    /// - Returns: how many octets were there, 0 when the connection is closed or has nothing.
    private func readOnce(_ connection: ServerConnection) -> Int {
        // Whoever is not read may still be gone: then EPOLLHUP or EPOLLERR come whether asked for or not.
        let room = Int(connection.room)
        let count = recv(connection.descriptor, inBuffer.baseAddress, room, 0)
        if count < 0 {
            if errno != EAGAIN && errno != EINTR { drop(connection) }
            return 0
        }
        switch connection.life {
        case .lingering:
            // Both below some megabytes.
            connection.lingered += Int32(count)
            if count == 0 || Int(connection.lingered) > Self.lingerLimit { drop(connection) }
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
        connection.isOverRate = false
        switch connection.speech {
        case .lines: receiveLines(connection, bytes)
        case .webSocket: receiveFrames(connection, bytes)
        case .pages: receiveHead(connection, bytes)
        }
        notePartial(connection)
        if connection.isOverRate {
            connection.room = Int32(Self.overRateOctets)
            rest(connection)
        } else if count == room {
            connection.room = Int32(min(room * 2, inBuffer.count))
        }
        return count
    }

    /// Leaves a connection unread for a moment.
    ///
    /// Refusing a message costs about as much as answering it. Whoever sends far more than he may would otherwise have
    /// 64 kB of it refused in each turn of the loop, some 4,000 messages, and everybody else would wait for that.
    private func rest(_ connection: ServerConnection) {
        guard connection.life == .open, !connection.isResting else { return }
        connection.isResting = true
        resters.set(connection.number, at: monotonic)
        watch(connection)
    }

    func endRests() {
        while let rested = resters.take(due: monotonic) {
            guard let connection = table[rested.number] else { continue }
            connection.isResting = false
            watch(connection)
        }
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
                receive(.success(try messages.read(line)), connection)
            } catch { receive(.failure(error), connection) }
        case .tooLong:
            receive(
                .failure(WireError(.tooLarge, "a line may have \(WireLimits.line) octets")), connection)
        case .endless:
            receive(
                .failure(WireError(.tooLarge, "the line does not end", isFatal: true)), connection)
        }
    }

    func receiveFrames(_ connection: ServerConnection, _ bytes: UnsafeRawBufferPointer) {
        // Taken out while it works: with a second holder every piece would copy what is buffered.
        guard let web = connection.web, var framer = web.socket.take() else { return }
        bytes.withMemoryRebound(to: UInt8.self) { octets in
            framer.receive(octets.span) { event in handle(event, connection) }
        }
        if connection.life == .open { web.socket = framer }
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
                receive(.success(try messages.read(line)), connection)
            } catch { receive(.failure(error), connection) }
        case .binary(let bytes):
            connection.out.append(WebSocketFramer.binary(bytes))
            markDirty(connection)
        case .answer(let bytes):
            guard connection.web?.pings.take(at: monotonic) == nil else {
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
    func watch(_ connection: ServerConnection) {
        var interest: Poller.Interest = []
        let isWanted = !connection.isPaused && !connection.isResting
        if isWanted && connection.life != .closing { interest.insert(.read) }
        if !connection.out.isEmpty { interest.insert(.write) }
        if interest != connection.interest {
            connection.interest = interest
            poller.change(connection.descriptor, interest, token: connection.number)
        }
    }
}
