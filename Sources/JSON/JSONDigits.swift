/// Numbers as they stand in JSON text.
enum JSONDigits {
    private static let mostDigits = 20
    static let integerRoom = 1 + mostDigits

    /// - Parameter end: has `integerRoom`.
    /// - Returns: how many octets were written.
    static func write(_ value: UInt64, isNegative: Bool = false, to end: UnsafeMutablePointer<UInt8>) -> Int {
        var length = 1
        var bound: UInt64 = 10
        while value >= bound, length < mostDigits {
            length += 1
            bound &*= 10
        }
        end[0] = UInt8(ascii: "-")
        let first = isNegative ? 1 : 0
        var place = first + length
        var rest = value
        repeat {
            place -= 1
            end[place] = digit(rest % 10)
            rest /= 10
        } while place > first
        return first + length
    }

    /// Below it, four decimals and what stands before the point are fewer than the digits a `Double` keeps apart.
    private static let decimalLimit = 1e9
    static let decimalRoom = 9 + 1 + 4

    /// A number of four decimals at most, as a probability has them: what `description` gives for it, for less.
    ///
    /// - Parameter end: has `decimalRoom`.
    /// - Returns: how many octets were written; nil for any other number.
    static func writeDecimal(_ value: Double, to end: UnsafeMutablePointer<UInt8>) -> Int? {
        guard value >= 0, value.sign == .plus, value < decimalLimit else { return nil }
        let units = UInt64(value * 10_000 + 0.5)
        guard Double(units) / 10_000 == value else { return nil }
        var at = write(units / 10_000, to: end)
        end[at] = UInt8(ascii: ".")
        at += 1
        var rest = units % 10_000
        repeat {
            end[at] = digit(rest / 1_000)
            at += 1
            rest = rest % 1_000 * 10
        } while rest > 0
        return at
    }

    @inline(__always)
    private static func digit(_ value: UInt64) -> UInt8 {
        UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)
    }
}
