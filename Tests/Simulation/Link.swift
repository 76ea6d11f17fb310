import JSON
import Wire

@testable import Sessions

/// One connection with both its directions; order is kept in each, time is not.
struct Link {
    let actor: Int
    /// Signed in as this agent.
    var agent: String?
    var framer = LineFramer()
    /// What the server wrote and the network has not taken.
    var out: [JSONValue] = []
    var outBytes = 0
    /// Lines that came while the server did not want any.
    var held: [[UInt8]] = []
    var isPaused = false
    /// The client does not read.
    var isStalled = false
    var saidStalled = false
    var isServerOpen = true
    var isClientOpen = true
    /// Octets of the client are lost from here on, and so is his farewell: the server has to find out by itself.
    var isSilent = false
    var toServer: Int64 = 0
    var toClient: Int64 = 0
    var endsAfterFlush = false
}

extension Simulation {
    // MARK: client to server

    /// A client writes; the network cuts it into pieces and takes its time.
    func write(_ message: JSONValue, on number: UInt64) { write(message.encoded() + [0x0A], on: number) }

    func write(_ bytes: [UInt8], on number: UInt64) {
        guard let link = links[number], link.isClientOpen, !link.isSilent else { return }
        var rest = bytes[...]
        var when = max(link.toServer, time + chance.between(0, 8))
        while !rest.isEmpty {
            let size = chance.once(in: 12) ? 1 + chance.below(rest.count) : rest.count
            at(when, .bytesReachServer(number, Array(rest.prefix(size))))
            rest = rest.dropFirst(size)
            when += chance.between(0, 3)
        }
        links[number]?.toServer = when
    }

    func receive(_ bytes: [UInt8], on number: UInt64) {
        guard var framer = links[number]?.framer, links[number]?.isServerOpen == true else { return }
        var lines: [[UInt8]] = []
        framer.receive(bytes.span) { event in if case .line(let line) = event { lines.append(line) } }
        links[number]?.framer = framer
        for line in lines { take(line, number) }
    }

    private func take(_ line: [UInt8], _ number: UInt64) {
        guard let link = links[number], link.isServerOpen else { return }
        if link.isPaused {
            links[number]?.held.append(line)
            return
        }
        let message: Result<ClientMessage, WireError>
        do throws(WireError) { message = .success(try ClientMessage(line: line)) } catch {
            message = .failure(error)
        }
        trace("\(number) > \(String(decoding: line, as: UTF8.self))")
        if case .success(.auth(let token)) = message { links[number]?.agent = token == "shop" ? nil : token }
        carryOut(machine.received(message, from: ConnectionID(number), at: clock))
    }

    func resume(_ number: UInt64) {
        guard links[number]?.isPaused == true else { return }
        links[number]?.isPaused = false
        while links[number]?.isPaused == false, let line = links[number]?.held.first {
            links[number]?.held.removeFirst()
            take(line, number)
        }
    }

    func endFromClient(_ number: UInt64) {
        guard links[number]?.isServerOpen == true else { return }
        links[number]?.isServerOpen = false
        carryOut(machine.connectionClosed(ConnectionID(number), at: clock))
        forgetIfOver(number)
    }

    /// The client gives the connection up, in one of the ways of the world.
    func hangUp(_ number: UInt64) {
        guard let link = links[number], link.isClientOpen else { return }
        links[number]?.isClientOpen = false
        switch chance.below(4) {
        // The cable was pulled: the server is told nothing.
        case 0: break
        // At once, before what is on its way.
        case 1: at(time + chance.between(0, 5), .endReachesServer(number))
        default: at(max(link.toServer, time + 1), .endReachesServer(number))
        }
    }

    /// The network breaks it: each side finds out on its own, or not.
    func breakLink(_ number: UInt64) {
        guard let link = links[number] else { return }
        hangUp(number)
        actors[link.actor].lost(number, self)
    }

    // MARK: server to client

    func send(_ bytes: [UInt8], on number: UInt64) {
        guard let link = links[number], link.isServerOpen else { return }
        claim(bytes.count < WireLimits.serverLine, "a line of \(bytes.count) octets")
        guard let line = try? JSONReader.parse(bytes, maximumDepth: 64) else {
            return claim(false, "not JSON: \(String(decoding: bytes, as: UTF8.self))")
        }
        trace("\(number) < \(String(decoding: bytes.prefix(700), as: UTF8.self))")
        truth.check(line, agent: link.agent)
        if line["type"] == "error", line["code"] == "internal" { claim(false, "internal error") }
        links[number]?.out.append(line)
        links[number]?.outBytes += bytes.count + 1
        markDirty(number)
    }

    func flush(_ number: UInt64) {
        guard let link = links[number], !link.out.isEmpty else { return }
        if link.isStalled, !link.endsAfterFlush {
            if !link.saidStalled, link.isServerOpen {
                links[number]?.saidStalled = true
                carryOut(machine.flushed(ConnectionID(number), remaining: link.outBytes, at: clock))
            }
            return
        }
        links[number]?.saidStalled = false
        let lines = link.out
        links[number]?.out = []
        links[number]?.outBytes = 0
        let when = max(link.toClient, time + chance.between(0, 8))
        links[number]?.toClient = when
        at(when, .linesReachClient(number, lines))
        if link.isServerOpen {
            carryOut(machine.flushed(ConnectionID(number), remaining: 0, at: clock))
        }
    }

    func deliver(_ lines: [JSONValue], _ number: UInt64) {
        for line in lines {
            guard let link = links[number], link.isClientOpen else { return }
            if line["type"] == "ping" {
                write(["type": "pong"], on: number)
            } else {
                actors[link.actor].hear(line, number, self)
            }
        }
    }

    func closeFromServer(_ number: UInt64) {
        guard links[number]?.isServerOpen == true else { return }
        links[number]?.isServerOpen = false
        links[number]?.endsAfterFlush = true
        flush(number)
        endFromServer(number, delay: 1)
    }

    func endFromServer(_ number: UInt64, delay: Int64) {
        guard let link = links[number] else { return }
        links[number]?.isServerOpen = false
        guard link.isClientOpen else { return forgetIfOver(number) }
        let when = max(link.toClient, time + delay)
        links[number]?.toClient = when
        at(when, .endReachesClient(number))
    }

    func forgetIfOver(_ number: UInt64) {
        guard let link = links[number], !link.isServerOpen, !link.isClientOpen else { return }
        links[number] = nil
    }
}
