import Glibc

/// Octets on their way to a socket: appended during a turn of the loop, sent once at its end.
struct OutBuffer {
    private var bytes: [UInt8] = []
    private var sent = 0

    /// A buffer that grew beyond this gives its memory back when it is empty.
    private static let keptCapacity = 16_384

    enum Sending {
        case all
        /// The kernel takes no more for now.
        case partly
        case broken
    }

    var count: Int { bytes.count - sent }
    var isEmpty: Bool { sent == bytes.count }

    mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    /// For writers that append on their own.
    mutating func append(_ write: (inout [UInt8]) -> Void) { write(&bytes) }

    /// One `send`; more only after EINTR.
    mutating func send(to descriptor: Int32) -> Sending {
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            if count < 0 {
                switch errno {
                case EINTR: continue
                case EAGAIN: return .partly
                default: return .broken
                }
            }
            sent += count
            if sent < bytes.count {
                // Shift only when most of it is gone: linear in all.
                if sent > bytes.count / 2 {
                    bytes.removeFirst(sent)
                    sent = 0
                }
                return .partly
            }
        }
        sent = 0
        if bytes.capacity > Self.keptCapacity {
            bytes = []
        } else {
            bytes.removeAll(keepingCapacity: true)
        }
        return .all
    }

    /// Forgets everything and frees the memory (an idle connection keeps none).
    mutating func clear() {
        bytes = []
        sent = 0
    }
}
