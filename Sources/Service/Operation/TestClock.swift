import Glibc

/// Time from a file, for tests only (`--clock FILE`): the file holds milliseconds since 1970 in decimal digits. From the
/// moment a number is read, time runs on from it; another number makes it jump, and everything due falls due. A jump of up
/// to an hour passes in steps of 15 seconds, one per turn of the loop, so that connected clients can answer the
/// heartbeats on the way; a longer one is taken at once, and connections are found dead.
struct TestClock {
    static let stepMilliseconds: Int64 = 15_000
    static let longestWalkMilliseconds: Int64 = 3_600_000

    let path: String
    private var base: Int64
    private var readAt: Int64
    private var signature: FileSignature?
    private var shown: Int64
    /// On its way through a jump: the loop should not sleep long.
    private(set) var isWalking = false

    /// - Throws: when the file cannot be read or holds no number.
    init(path: String, monotonic: Int64) throws(SystemFailure) {
        self.path = path
        guard let value = Self.value(of: path) else {
            throw SystemFailure("read milliseconds since 1970 from \(path)", code: EINVAL)
        }
        base = value
        shown = value
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
        let target = base + (monotonic - readAt)
        let distance = target - shown
        isWalking = distance > Self.stepMilliseconds && distance <= Self.longestWalkMilliseconds
        shown = isWalking ? shown + Self.stepMilliseconds : target
        return shown
    }

    /// 1970 to the end of 9999: every date the bot may say has four digits.
    private static let possible: ClosedRange<Int64> = 0...253_402_300_799_999

    private static func value(of path: String) -> Int64? {
        guard case .success(let bytes) = FileReader.read(path, limit: 64) else { return nil }
        let digits = bytes.filter { $0 > 0x20 }
        guard let value = Int64(String(decoding: digits, as: UTF8.self)), possible.contains(value) else {
            return nil
        }
        return value
    }
}
