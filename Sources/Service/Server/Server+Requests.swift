import Sessions
import Wire

// What comes over HTTP: pages, health, metrics, and the way from there to a WebSocket.
extension Server {
    func receiveHead(_ connection: ServerConnection, _ bytes: UnsafeRawBufferPointer) {
        guard let web = connection.web, var reader = web.head.take() else { return }
        let answer = reader.receive(bytes)
        switch answer {
        case .incomplete: web.head = reader
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
        connection.web?.socket = WebSocketFramer(takesBinary: connection.isEcho)
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

    func reply(_ connection: ServerConnection, _ answer: PageAnswer, hasBody: Bool) {
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
}
