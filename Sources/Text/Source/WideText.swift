/// Files saved in an encoding of two or four octets a character, told by their first octets.
package enum WideText {
    /// - Returns: `UTF-16` or `UTF-32` for a file that begins with that byte-order mark.
    /// - Source: the Unicode Standard, section 23.8.
    package static func encoding(of bytes: [UInt8]) -> String? {
        // UTF-32 first: its little-endian mark begins with the one of UTF-16.
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
            return "UTF-32"
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        return nil
    }
}
