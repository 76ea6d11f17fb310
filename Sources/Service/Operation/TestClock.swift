import Glibc

/// Time from a file, for tests only (`--clock FILE`): the file holds milliseconds since 1970 in decimal digits. From the
/// moment a number is read, time runs on from it; another number makes it jump, and everything due falls due.
struct TestClock {
    let path: String
    private var base: Int64
    private var readAt: Int64
    private var signature: FileSignature?

    /// - Throws: when the file cannot be read or holds no number.
    init(path: String, monotonic: Int64) throws(SystemFailure) {
        self.path = path
        guard let value = Self.value(of: path) else { throw SystemFailure("read \(path)", code: EINVAL) }
        base = value
        readAt = monotonic
        signature = FileSignature(path: path)
    }

    mutating func now(monotonic: Int64) -> Int64 {
        let current = FileSignature(path: path)
        // A file that is half written has no number yet: the next look finds it.
        if current != signature, let value = Self.value(of: path) {
            signature = current
            base = value
            readAt = monotonic
        }
        return base + (monotonic - readAt)
    }

    private static func value(of path: String) -> Int64? {
        guard case .success(let bytes) = FileReader.read(path, limit: 64) else { return nil }
        let digits = bytes.filter { $0 > 0x20 }
        return Int64(String(decoding: digits, as: UTF8.self))
    }
}
