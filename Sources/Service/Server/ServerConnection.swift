import Sessions
import Wire

/// One accepted socket, with what is half read and half written. Owned by the loop thread.
final class ServerConnection {
    enum Speech {
        case lines
        /// Until the head of a request is whole.
        case pages
        case webSocket
    }

    enum Life {
        case open
        /// What is written goes out, then the connection is closed; nothing is read.
        case closing
        /// Everything is sent and our direction shut down; what still comes is thrown away for a while, because
        /// closing with unread bytes would reset the connection and lose what we said last.
        case lingering
    }

    /// Unique for the life of the process; the low bits are the slot.
    let number: UInt64
    // Small members stand together: most connections only wait, in thousands.
    let descriptor: Int32
    let listener: Listener.Kind
    /// Behind a listed proxy: the customer's own.
    var peer: PeerAddress

    var speech: Speech
    var life = Life.open
    var lines = LineFramer()
    /// Nil where lines are spoken.
    let web: Web?
    /// As `Server.machine`: every line said touches it several times.
    @exclusivity(unchecked) var out = OutBuffer()
    /// What was read while the machine wanted nothing of this socket.
    var held: [Held] = []

    var isDirty = false
    var isPaused = false
    /// Something of what was read last was over the rate.
    var isOverRate = false
    /// Not read for a moment, for being over its rate.
    var isResting = false
    /// The machine knows it: it wants to hear when it is gone.
    var isKnown = false
    var interest: Poller.Interest = .read
    var hasSpoken = false
    /// Says back what it hears; tests only.
    var isEcho = false
    /// A WebSocket's close frame is on its way: there is only one.
    var hasSaidClose = false
    /// Octets read at once; doubled up to the loop's buffer while they are all there and within the rate.
    var room: Int32 = 4_096
    /// Octets thrown away since the end.
    var lingered: Int32 = 0
    /// Begin of the line, message or head that is not whole yet; 0 when there is none.
    var partialSince: Int64 = 0

    enum Held {
        case line(LineFramer.Event)
        case frame(WebSocketFramer.Event)
    }

    /// What only a connection over HTTP has: apart, so that the others are smaller.
    final class Web {
        var head: HTTPHeadReader? = HTTPHeadReader()
        var socket: WebSocketFramer?
        /// Pings that may be answered: they are no messages, and have a rate of their own.
        var pings: TokenBucket

        private static let pingRate = SessionsConfiguration.Rate(perSecond: 5, burst: 50)

        init(at monotonic: Int64) { pings = TokenBucket(Self.pingRate, at: monotonic) }
    }

    init(
        number: UInt64, descriptor: Int32, listener: Listener.Kind, peer: PeerAddress, at monotonic: Int64
    ) {
        self.number = number
        self.descriptor = descriptor
        self.listener = listener
        self.peer = peer
        speech = listener.isHTTP ? .pages : .lines
        web = listener.isHTTP ? Web(at: monotonic) : nil
    }

    var id: ConnectionID { ConnectionID(number) }

    var isInsideMessage: Bool {
        switch speech {
        case .lines: lines.isInsideLine
        case .pages: true
        case .webSocket: web?.socket?.isInsideMessageOrFrame ?? false
        }
    }
}
