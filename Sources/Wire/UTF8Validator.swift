/// Checks UTF-8 octet by octet, so that a bad sequence is found where it stands, whatever the fragments.
struct UTF8Validator: Sendable {
    private var missing = 0
    /// The range of the next octet, narrower after some first ones (overlong forms, surrogates, above U+10FFFF).
    private var low: UInt8 = 0x80
    private var high: UInt8 = 0xBF

    /// No sequence is begun and unfinished.
    var isAtBoundary: Bool { missing == 0 }

    /// - Source: RFC 3629 section 4.
    mutating func accepts(_ byte: UInt8) -> Bool {
        if missing > 0 {
            guard byte >= low, byte <= high else { return false }
            missing -= 1
            low = 0x80
            high = 0xBF
            return true
        }
        switch byte {
        case 0..<0x80: return true
        case 0xC2...0xDF: missing = 1
        case 0xE0:
            missing = 2
            low = 0xA0
        case 0xED:
            missing = 2
            high = 0x9F
        case 0xE1...0xEF: missing = 2
        case 0xF0:
            missing = 3
            low = 0x90
        case 0xF4:
            missing = 3
            high = 0x8F
        case 0xF1...0xF3: missing = 3
        default: return false
        }
        return true
    }
}
