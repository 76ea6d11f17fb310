package import Record

/// One socket, numbered by Service; never used twice.
package struct ConnectionID: Hashable, Sendable, Comparable {
    package let number: UInt64

    package init(_ number: UInt64) { self.number = number }

    package static func < (left: ConnectionID, right: ConnectionID) -> Bool { left.number < right.number }
}

/// One batch on its way to the record; they are made, and must be committed, in ascending order.
package struct BatchID: Hashable, Sendable, Comparable {
    package let number: UInt64

    package init(number: UInt64) { self.number = number }

    package static func < (left: BatchID, right: BatchID) -> Bool { left.number < right.number }
}

/// One question to the record.
package struct ReadID: Hashable, Sendable {
    package let number: UInt64
}

/// What to read; answer with `SessionsMachine.wasRead`.
package enum ReadRequest: Sendable, Hashable {
    /// The newest snapshot and every event after it: `ReadAnswer.state`.
    case state(StreamID)
    /// At most `limit` events from a number on: `ReadAnswer.events`.
    case events(StreamID, from: UInt64, limit: Int)
    /// `Store.findByKey`: `ReadAnswer.entries`.
    case key(scope: UInt8, key: [UInt8])
}

package enum ReadAnswer: Sendable, Hashable {
    case state(Snapshot?, [RecordedEvent])
    case events([RecordedEvent])
    case entries([KeyEntry])
    case failed(StoreError)
}

/// A call of an action a flow declared, to be made at once; answer with `SessionsMachine.actionReturned`.
package struct ActionRequest: Sendable, Hashable {
    package var conversation: ConversationID
    /// Names the call within its conversation.
    package var call: String
    package var action: String
    /// One JSON object.
    package var arguments: [UInt8]
    /// The same for every attempt of the same call, also after a restart.
    package var idempotencyKey: String
    package var withinMilliseconds: Int64
}

/// Who is on the other side of a new connection.
package struct Peer: Sendable, Hashable {
    package enum Transport: Sendable, Hashable {
        case tcp, unix, webSocket
    }

    package var transport: Transport
    /// The address is of this machine (a Unix socket's always is).
    package var isLoopback: Bool
    /// The `Origin` of a browser, as sent.
    package var origin: String?
    /// Nil for a Unix socket.
    package var address: AddressOctets?

    package init(
        transport: Transport, isLoopback: Bool, origin: String? = nil, address: AddressOctets? = nil
    ) {
        self.transport = transport
        self.isLoopback = isLoopback
        self.origin = origin
        self.address = address
    }
}

/// An IP address without memory of its own: every connection keeps one.
package struct AddressOctets: Hashable, Sendable {
    // The first eight octets, and the others; of an IPv4 address four octets, and none.
    private let high: UInt64
    private let low: UInt64
    private let isLong: Bool

    /// - Parameter octets: four or sixteen.
    package init(_ octets: some Collection<UInt8>) {
        precondition(octets.count == 4 || octets.count == 16, "an address of \(octets.count) octets")
        high = octets.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = octets.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
        isLong = octets.count == 16
    }

    /// Of an IPv6 address the network: its owner has all the others in it.
    package var network: AddressOctets { AddressOctets(high: high, isLong: isLong) }

    private init(high: UInt64, isLong: Bool) {
        self.high = high
        low = 0
        self.isLong = isLong
    }
}

/// One line for the log: never a text, a name or a token (rule I10 of the fault catalogue).
package struct LogEntry: Sendable, Hashable {
    package enum Level: String, Sendable, Hashable {
        case debug, info, warning, error
    }

    package var level: Level
    package var text: String
}

/// What Service has to do, in the order given.
package enum Output: Sendable, Hashable {
    /// One object, without line end or frame.
    case send(ConnectionID, [UInt8])
    /// Flush what was sent, then close. No more inputs of this connection are wanted, not even `connectionClosed`.
    case close(ConnectionID)
    /// Commit in ascending order of ids, then `committed` or `failed`.
    case commit(BatchID, Batch)
    case read(ReadID, ReadRequest)
    case act(ActionRequest)
    /// Do not read this socket until `resumeReading`: its owner has too much under way.
    case pauseReading(ConnectionID)
    case resumeReading(ConnectionID)
    /// Call `timersDue` at this time at the latest; replaces the time said before. Nil: nothing is due.
    case setWake(Int64?)
    /// A supervisor asks to load the bot's files; answer with `reloadFinished`.
    case reload(ConnectionID, cid: String)
    /// A supervisor asks how the daemon is; answer with `statusKnown`.
    case status(ConnectionID, cid: String)
    /// Everything that was acknowledged is on disk and nothing is under way (after `drain`).
    case drained
    /// A message over its connection's rate was refused: it is read less for a while.
    case overRate(ConnectionID)
    case log(LogEntry)
}
