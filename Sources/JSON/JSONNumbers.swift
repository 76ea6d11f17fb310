/// Numbers of JSON texts.
enum JSONNumbers {
    /// Powers of ten that a `Double` holds exactly.
    private static let exactPowers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
        1e19, 1e20, 1e21, 1e22,
    ]

    /// Reads the number that begins at `at` (a minus or a digit) and leaves `at` behind it.
    ///
    /// - Source: RFC 8259 section 6. Doubles of at most 15 digits and a small exponent are one exact operation
    ///   (Clinger 1990, the fast path); the rest is left to the standard library, which rounds correctly.
    static func read(_ bytes: Span<UInt8>, _ at: inout Int) throws(JSONError) -> JSONValue {
        let start = at
        let isNegative = bytes[at] == UInt8(ascii: "-")
        if isNegative { at += 1 }
        let digitsStart = at
        var magnitude: UInt64 = 0
        var isWide = false
        while at < bytes.count, let digit = digit(bytes[at]) {
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            if overflow || carry { isWide = true }
            magnitude = sum
            at += 1
        }
        let integerDigits = at - digitsStart
        guard integerDigits > 0 else {
            throw at < bytes.count
                ? JSONError(.unexpectedByte(bytes[at]), at: at) : JSONError(.unexpectedEnd, at: at)
        }
        if integerDigits > 1, bytes[digitsStart] == UInt8(ascii: "0") {
            throw JSONError(.invalidNumber, at: start)
        }
        var fractionDigits = 0
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            let fractionStart = at
            while at < bytes.count, let digit = digit(bytes[at]) {
                let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
                let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
                if overflow || carry { isWide = true }
                magnitude = sum
                at += 1
            }
            fractionDigits = at - fractionStart
            guard fractionDigits > 0 else { throw JSONError(.invalidNumber, at: start) }
        }
        var exponent = 0
        var hasExponent = false
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            hasExponent = true
            at += 1
            var isMinus = false
            if at < bytes.count, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
                isMinus = bytes[at] == UInt8(ascii: "-")
                at += 1
            }
            let exponentStart = at
            while at < bytes.count, let digit = digit(bytes[at]) {
                exponent = min(exponent * 10 + Int(digit), 100_000_000)
                at += 1
            }
            guard at > exponentStart else { throw JSONError(.invalidNumber, at: start) }
            if isMinus { exponent = -exponent }
        }
        if fractionDigits == 0, !hasExponent, !isWide, !(isNegative && magnitude == 0) {
            if !isNegative, let value = Int64(exactly: magnitude) { return .integer(value) }
            if isNegative, magnitude <= Int64.min.magnitude {
                return .integer(Int64(truncatingIfNeeded: 0 &- magnitude))
            }
        }
        let scale = exponent - fractionDigits
        if !isWide, magnitude < 1 << 53, abs(scale) <= 22 {
            let power = exactPowers[abs(scale)]
            let value = scale < 0 ? Double(magnitude) / power : Double(magnitude) * power
            return .number(isNegative ? -value : value)
        }
        let text = String(decoding: (start..<at).map { bytes[$0] }, as: UTF8.self)
        return .number(Double(text) ?? (isNegative ? -.infinity : .infinity))
    }

    @inline(__always)
    private static func digit(_ byte: UInt8) -> UInt8? {
        let value = byte &- UInt8(ascii: "0")
        return value < 10 ? value : nil
    }
}
