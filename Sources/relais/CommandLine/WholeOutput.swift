import Glibc

/// All of it or nothing more: what one `write` or `send` leaves over goes out with the next.
enum WholeOutput {
    /// - Returns: false when a write failed; `errno` says why.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        repeated(bytes) { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }

    /// To a socket, waiting as long as its own time-out lets it.
    ///
    /// - Returns: false when the connection is broken.
    static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        repeated(bytes) { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    private static func repeated(_ bytes: [UInt8], _ once: (UnsafeRawBufferPointer) -> Int) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes(once)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
