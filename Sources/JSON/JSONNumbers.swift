/// Numbers of JSON texts.
enum JSONNumbers {
    /// Powers of ten that a `Double` holds exactly.
    private static let exactPowers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
        1e19, 1e20, 1e21, 1e22,
    ]

    /// Goes over the number that begins at `at` (a minus or a digit) and leaves `at` behind it.
    ///
    /// - Returns: whether it is written without fraction and exponent.
    /// - Source: RFC 8259 section 6.
    @inline(__always)
    static func skip(_ text: Span<UInt8>, _ count: Int, _ at: inout Int) throws(JSONError) -> Bool {
        let start = at
        if text[at] == UInt8(ascii: "-") { at += 1 }
        let first = at
        guard skipDigits(text, &at) else {
            throw at < count
                ? JSONError(.unexpectedByte(text[at]), at: at) : JSONError(.unexpectedEnd, at: at)
        }
        if text[first] == UInt8(ascii: "0"), at - first > 1 { throw JSONError(.invalidNumber, at: start) }
        var isInteger = true
        if text[at] == UInt8(ascii: ".") {
            isInteger = false
            at += 1
            guard skipDigits(text, &at) else { throw JSONError(.invalidNumber, at: start) }
        }
        if text[at] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            at += 1
            if text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") { at += 1 }
            guard skipDigits(text, &at) else { throw JSONError(.invalidNumber, at: start) }
        }
        return isInteger
    }

    /// - Returns: whether there was a digit.
    @inline(__always)
    private static func skipDigits(_ text: Span<UInt8>, _ at: inout Int) -> Bool {
        let start = at
        while text[at] &- UInt8(ascii: "0") < 10 { at += 1 }
        return at > start
    }

    /// What a number means that the scanner went over.
    ///
    /// - Source: Doubles of at most 15 digits and a small exponent are one exact operation (Clinger 1990, the fast path);
    ///   the rest is left to the standard library, which rounds correctly.
    static func value(_ text: Span<UInt8>, _ token: JSONToken) -> JSONValue {
        // A number of this length neither overflows nor is it minus zero.
        if token.kind == .integer, token.length < 19, text[Int(token.start)] != UInt8(ascii: "-") {
            var value: Int64 = 0
            for place in token.range { value = value &* 10 &+ Int64(text[place] &- UInt8(ascii: "0")) }
            return .integer(value)
        }
        var at = Int(token.start)
        let end = token.end
        let isNegative = text[at] == UInt8(ascii: "-")
        if isNegative { at += 1 }
        var magnitude: UInt64 = 0
        var isWide = false
        var scale = 0
        var hasPoint = false
        while at < end, text[at] | 0x20 != UInt8(ascii: "e") {
            if text[at] == UInt8(ascii: ".") {
                hasPoint = true
            } else {
                let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
                let (sum, carry) = product.addingReportingOverflow(UInt64(text[at] &- UInt8(ascii: "0")))
                if overflow || carry { isWide = true }
                magnitude = sum
                if hasPoint { scale -= 1 }
            }
            at += 1
        }
        if token.kind == .integer, !isWide, !(isNegative && magnitude == 0) {
            if !isNegative, let value = Int64(exactly: magnitude) { return .integer(value) }
            if isNegative, magnitude <= Int64.min.magnitude {
                return .integer(Int64(truncatingIfNeeded: 0 &- magnitude))
            }
        }
        if at < end {
            at += 1
            let isMinus = text[at] == UInt8(ascii: "-")
            var exponent = 0
            while at < end {
                let digit = text[at] &- UInt8(ascii: "0")
                if digit < 10 { exponent = min(exponent * 10 + Int(digit), 100_000_000) }
                at += 1
            }
            scale += isMinus ? -exponent : exponent
        }
        if !isWide, magnitude < 1 << 53, abs(scale) <= 22 {
            let power = exactPowers[abs(scale)]
            let value = scale < 0 ? Double(magnitude) / power : Double(magnitude) * power
            return .number(isNegative ? -value : value)
        }
        let number = Double(String(copying: unsafe UTF8Span(unchecked: text.extracting(token.range))))
        return .number(number ?? (isNegative ? -.infinity : .infinity))
    }
}
