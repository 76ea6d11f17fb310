extension FixedNumber {
    /// Reads `-12`, `12.5`, `12,50`: digits, then at most six decimals. No grouping: that is the customer's way, and the entity
    /// finder's work.
    ///
    /// - Returns: nil for anything else and outside ±9.2 × 10¹².
    package init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        var isNegative = false
        if bytes.first == UInt8(ascii: "-") {
            isNegative = true
            bytes.removeFirst()
        }
        var value: Int64 = 0
        var decimals = -1
        var digits = 0
        for byte in bytes {
            if byte == 0x2E || byte == 0x2C {
                guard decimals < 0, digits > 0 else { return nil }
                decimals = 0
                continue
            }
            guard (0x30...0x39).contains(byte) else { return nil }
            if decimals >= 0 {
                decimals += 1
                guard decimals <= 6 else { return nil }
            }
            digits += 1
            guard let next = FixedNumber.appending(byte - 0x30, to: value) else { return nil }
            value = next
        }
        guard digits > 0, decimals != 0 else { return nil }
        for _ in max(decimals, 0)..<6 {
            guard let next = FixedNumber.appending(0, to: value) else { return nil }
            value = next
        }
        self.init(millionths: isNegative ? -value : value)
    }

    private static func appending(_ digit: UInt8, to value: Int64) -> Int64? {
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, more) = product.addingReportingOverflow(Int64(digit))
        return overflow || more ? nil : sum
    }

    /// Whether it has no decimals.
    package var isWhole: Bool { millionths % 1_000_000 == 0 }

    /// As the author writes it: `-12.5`, no grouping, no trailing zeros.
    package var plain: String { text(leastDecimals: 0) }

    func text(leastDecimals: Int) -> String {
        let magnitude = millionths.magnitude
        let whole = String(magnitude / 1_000_000)
        var decimals = Array(String(1_000_000 + magnitude % 1_000_000).utf8.dropFirst())
        while decimals.count > leastDecimals, decimals.last == 0x30 { decimals.removeLast() }
        let sign = millionths < 0 ? "-" : ""
        let tail = decimals.isEmpty ? "" : "." + String(decoding: decimals, as: UTF8.self)
        return sign + whole + tail
    }
}

extension Amount {
    /// Reads `50 EUR`, `12.50 EUR`: a number with at most two decimals, a blank, three capital letters.
    package init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, parts[1].utf8.count == 3,
            parts[1].utf8.allSatisfy({ (0x41...0x5A).contains($0) }),
            let number = FixedNumber(String(parts[0])), number.millionths % 10_000 == 0
        else { return nil }
        self.init(cents: number.millionths / 10_000, currency: String(parts[1]))
    }

    /// As the author writes it: `12.50 EUR`.
    package var plain: String { digits + " " + currency }

    private var digits: String {
        let (millionths, overflow) = cents.multipliedReportingOverflow(by: 10_000)
        guard !overflow else {
            return "\(cents / 100).\(String(100 + cents.magnitude % 100).dropFirst())"
        }
        return FixedNumber(millionths: millionths).text(leastDecimals: cents % 100 == 0 ? 0 : 2)
    }
}
