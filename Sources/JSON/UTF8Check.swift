/// Whether bytes are UTF-8.
package enum UTF8Check {
    /// The offset of the first byte that is not UTF-8 (of the sequence it would begin); nil when all is well.
    ///
    /// - Source: RFC 3629 section 4: no overlong forms, no surrogates, nothing above U+10FFFF.
    package static func firstInvalidByte(_ bytes: Span<UInt8>) -> Int? {
        var at = 0
        while at < bytes.count {
            let first = bytes[at]
            if first < 0x80 {
                at += 1
                continue
            }
            let length: Int
            var low: UInt8 = 0x80
            var high: UInt8 = 0xBF
            switch first {
            case 0xC2...0xDF: length = 2
            case 0xE0:
                length = 3
                low = 0xA0
            case 0xED:
                length = 3
                high = 0x9F
            case 0xE1...0xEF: length = 3
            case 0xF0:
                length = 4
                low = 0x90
            case 0xF4:
                length = 4
                high = 0x8F
            case 0xF1...0xF3: length = 4
            default: return at
            }
            guard at + length <= bytes.count, bytes[at + 1] >= low, bytes[at + 1] <= high else { return at }
            for index in at + 2..<max(at + length, at + 2) where bytes[index] & 0xC0 != 0x80 { return at }
            at += length
        }
        return nil
    }
}
