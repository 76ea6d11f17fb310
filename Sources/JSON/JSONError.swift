/// Why a text is not the JSON this house accepts.
package struct JSONError: Error, Hashable {
    package enum Reason: Hashable, Sendable {
        /// The text ended inside a value, or is empty.
        case unexpectedEnd
        /// A byte that cannot stand here.
        case unexpectedByte(UInt8)
        /// Something follows the value.
        case trailingBytes
        /// Some byte of the text is not UTF-8 (reported before every other reason).
        case invalidUTF8
        case byteOrderMark
        /// A control character stands bare in a string.
        case controlCharacter
        case invalidEscape
        /// Half of a surrogate pair.
        case loneSurrogate
        case invalidNumber
        case duplicateKey
        case tooDeep
    }

    package var reason: Reason
    /// Where in the text, in bytes from its beginning.
    package var byteOffset: Int

    package init(_ reason: Reason, at byteOffset: Int) {
        self.reason = reason
        self.byteOffset = byteOffset
    }
}

extension JSONError: CustomStringConvertible {
    package var description: String {
        let what: String
        switch reason {
        case .unexpectedEnd: what = "unexpected end"
        case .unexpectedByte: what = "unexpected character"
        case .trailingBytes: what = "something follows the value"
        case .invalidUTF8: what = "not UTF-8"
        case .byteOrderMark: what = "byte order mark"
        case .controlCharacter: what = "bare control character in a string"
        case .invalidEscape: what = "unknown escape"
        case .loneSurrogate: what = "half a surrogate pair"
        case .invalidNumber: what = "malformed number"
        case .duplicateKey: what = "the same key twice"
        case .tooDeep: what = "nested too deep"
        }
        return "\(what) at byte \(byteOffset)"
    }
}
