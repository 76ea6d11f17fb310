import Glibc

/// One connection and what is known of its conversation.
struct Peer {
    let descriptor: Int32
    let index: Int
    var inbound: [UInt8] = []
    var outbound: [UInt8] = []
    var conversation: [UInt8] = []
    /// Send times of what is not answered yet, oldest first.
    var sentAt: [UInt64] = []
    var said = 0
    /// In this conversation.
    var saidHere = 0
    var conversations = 0
    /// The WebSocket handshake has been answered, or there is none.
    var isUpgraded: Bool
    var isReady = false
    /// The message acknowledged last has no sentence of the bot yet.
    var awaitsSentence = false
    var wantsWriting = false

    init(descriptor: Int32, index: Int, isWebSocket: Bool) {
        self.descriptor = descriptor
        self.index = index
        isUpgraded = !isWebSocket
    }

    /// Appends one message as a line or, masked with zero, as a frame.
    mutating func queue(_ object: [UInt8], isWebSocket: Bool) {
        if isWebSocket {
            outbound.append(0x81)
            if object.count < 126 {
                outbound.append(0x80 | UInt8(object.count))
            } else {
                outbound.append(0x80 | 126)
                outbound.append(UInt8(object.count >> 8))
                outbound.append(UInt8(object.count & 0xFF))
            }
            outbound += [0, 0, 0, 0]
            outbound += object
        } else {
            outbound += object
            outbound.append(0x0A)
        }
    }

    enum Sending { case all, partly, broken }

    mutating func flush() -> Sending {
        var sent = 0
        defer { outbound.removeFirst(sent) }
        while sent < outbound.count {
            let count = outbound.withUnsafeBytes {
                send(
                    descriptor, $0.baseAddress.map { $0 + sent }, $0.count - sent,
                    Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            if count < 0 { return errno == EAGAIN ? .partly : .broken }
            sent += count
        }
        return .all
    }

    /// Finds every whole line or message in the buffer.
    ///
    /// - Returns: where what is not whole yet begins.
    func wholeObjects(isWebSocket: Bool, _ objects: inout [Range<Int>]) -> Int {
        var at = 0
        while at < inbound.count {
            if isWebSocket {
                guard inbound.count - at >= 2 else { break }
                var length = Int(inbound[at + 1] & 0x7F)
                var head = 2
                if length == 126 {
                    guard inbound.count - at >= 4 else { break }
                    length = Int(inbound[at + 2]) << 8 | Int(inbound[at + 3])
                    head = 4
                } else if length == 127 {
                    guard inbound.count - at >= 10 else { break }
                    length = inbound[(at + 2)..<(at + 10)].reduce(0) { $0 << 8 | Int($1) }
                    head = 10
                }
                guard inbound.count - at >= head + length else { break }
                objects.append((at + head)..<(at + head + length))
                at += head + length
            } else {
                guard let end = inbound[at...].firstIndex(of: 0x0A) else { break }
                objects.append(at..<end)
                at = end + 1
            }
        }
        return at
    }
}
