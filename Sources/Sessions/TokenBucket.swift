/// A rate with a burst, in whole numbers: credit grows with time, each message costs one.
package struct TokenBucket: Sendable {
    /// As in the rate; narrower, because every connection has two.
    private let perSecond: Int32
    private let burst: Int32
    /// Thousandths of a message.
    private var credit: Int64
    private var updatedMilliseconds: Int64

    package init(_ rate: SessionsConfiguration.Rate, at milliseconds: Int64) {
        perSecond = Int32(clamping: rate.perSecond)
        burst = Int32(clamping: rate.burst)
        credit = Int64(burst) * 1_000
        updatedMilliseconds = milliseconds
    }

    /// Nothing was taken for so long that nothing of it is left to know.
    func isFull(at milliseconds: Int64) -> Bool {
        let elapsed = min(max(0, milliseconds - updatedMilliseconds), 3_600_000)
        return credit + elapsed * Int64(perSecond) >= Int64(burst) * 1_000
    }

    /// Takes one message's credit.
    ///
    /// A clock that went back gives nothing and takes nothing.
    ///
    /// - Returns: nil when it may pass, else how many milliseconds to wait.
    package mutating func take(at milliseconds: Int64) -> Int? {
        let elapsed = min(max(0, milliseconds - updatedMilliseconds), 3_600_000)
        updatedMilliseconds = milliseconds
        credit = min(credit + elapsed * Int64(perSecond), Int64(burst) * 1_000)
        if credit >= 1_000 {
            credit -= 1_000
            return nil
        }
        return max(1, Int((1_000 - credit + Int64(perSecond) - 1) / Int64(max(1, perSecond))))
    }
}
