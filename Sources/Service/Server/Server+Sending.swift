import Glibc
import Sessions
import Wire

// What leaves over a connection, and how connections end.
extension Server {
    /// Beyond it a connection is given up: the machine's own limit is a megabyte.
    private static let outLimit = 8 << 20

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

    func flush(_ connection: ServerConnection) {
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

    func uncount(_ peer: PeerAddress) {
        guard let octets = peer.octets, let count = perAddress[octets] else { return }
        perAddress[octets] = count > 1 ? count - 1 : nil
    }

    /// The machine hears no more of it, except that it is gone if it did not say so itself.
    func forget(_ connection: ServerConnection) {
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
