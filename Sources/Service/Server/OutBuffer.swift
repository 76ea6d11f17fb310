import Glibc

/// Octets on their way to a socket: appended during a turn of the loop, sent once at its end.
///
/// Empty, it has no memory: what it used goes to a shelf, from which the next to be written takes it.
struct OutBuffer {
    private var bytes: [UInt8] = []
    private var sent = 0

    /// Empty buffers kept for the next writers.
    struct Shelf {
        fileprivate var buffers: [[UInt8]] = []

        /// As many as one turn of the loop writes to when it is busy.
        fileprivate static let limit = 64
        /// One that grew beyond this is not worth keeping.
        fileprivate static let keptCapacity = 16_384
    }

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

    /// Takes memory for what will be written, if it has none.
    mutating func prepare(_ shelf: inout Shelf) {
        if bytes.capacity == 0, let buffer = shelf.buffers.popLast() { bytes = buffer }
    }

    /// Gives up its memory once everything is sent.
    mutating func rest(_ shelf: inout Shelf) {
        guard bytes.isEmpty, bytes.capacity > 0 else { return }
        var buffer: [UInt8] = []
        swap(&buffer, &bytes)
        if shelf.buffers.count < Shelf.limit, buffer.capacity <= Shelf.keptCapacity {
            shelf.buffers.append(buffer)
        }
    }

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
        bytes.removeAll(keepingCapacity: true)
        return .all
    }

    /// Forgets everything and frees the memory.
    mutating func clear() {
        bytes = []
        sent = 0
    }
}
