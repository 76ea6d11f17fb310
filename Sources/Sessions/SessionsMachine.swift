package import Record
package import Wire

/// The protocol as one value; see `Sessions.swift`.
///
/// Every input returns what to do because of it, in order. Times are wall-clock milliseconds since 1970 and may jump;
/// nothing but deadlines depends on them.
package struct SessionsMachine: Sendable {
    package let configuration: SessionsConfiguration

    /// - Parameter seed: 32 random octets; every id and secret comes from it.
    package init(configuration: SessionsConfiguration, accounts: [Account], seed: [UInt8]) {
        self.configuration = configuration
    }

    // MARK: connections

    package mutating func connectionOpened(_ connection: ConnectionID, peer: Peer, at time: Int64) -> [Output]
    { [] }

    package mutating func received(
        _ message: Result<ClientMessage, WireError>, from connection: ConnectionID, at time: Int64
    ) -> [Output] { [] }

    /// The out-queue of a connection went down to this many octets; call it when it becomes empty and, while it does
    /// not, whenever something was written.
    package mutating func flushed(_ connection: ConnectionID, remaining: Int, at time: Int64) -> [Output] {
        []
    }

    /// The other side is gone. Not wanted after an `Output.close`.
    package mutating func connectionClosed(_ connection: ConnectionID, at time: Int64) -> [Output] { [] }

    /// Whether a browser page of this origin may connect; checked before the WebSocket handshake is answered.
    package func allows(origin: String?, fromLoopback isLoopback: Bool) -> Bool { false }

    // MARK: the record's answers

    package mutating func committed(_ batch: BatchID, at time: Int64) -> [Output] { [] }
    package mutating func failed(_ batch: BatchID, _ error: StoreError, at time: Int64) -> [Output] { [] }
    package mutating func wasRead(_ read: ReadID, _ answer: ReadAnswer, at time: Int64) -> [Output] { [] }

    // MARK: the rest of the world

    package mutating func timersDue(at time: Int64) -> [Output] { [] }

    package enum ActionResult: Sendable, Hashable {
        /// The body the action answered with, to be read as JSON.
        case gave([UInt8])
        /// A failure the action names itself.
        case failed(String)
        /// Unreachable, late, refused, circuit open; said to agents and in the log, not to customers.
        case error(String)
    }

    package mutating func actionReturned(
        _ conversation: ConversationID, call: String, _ result: ActionResult, at time: Int64
    ) -> [Output] { [] }

    /// The account table was read again; connections of revoked accounts are closed.
    package mutating func accountsChanged(_ accounts: [Account], at time: Int64) -> [Output] { [] }

    /// The end of a supervisor's `reload`: nil is success.
    package mutating func reloadFinished(
        for connection: ConnectionID, cid: String, problem: String?, at time: Int64
    ) -> [Output] { [] }

    /// SIGTERM: say `drain`, take no new work, finish what is under way, then `Output.drained`.
    package mutating func drain(at time: Int64) -> [Output] { [] }
}
