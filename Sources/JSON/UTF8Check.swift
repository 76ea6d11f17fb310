/// Whether bytes are UTF-8.
package enum UTF8Check {
    /// The offset of the first byte that is not UTF-8 (of the sequence it would begin); nil when all is well.
    ///
    /// - Source: RFC 3629 section 4: no overlong forms, no surrogates, nothing above U+10FFFF.
    package static func firstInvalidByte(_ bytes: Span<UInt8>) -> Int? {
        do {
            _ = try UTF8Span(validating: bytes)
            return nil
        } catch { return error.byteOffsets.lowerBound }
    }
}
