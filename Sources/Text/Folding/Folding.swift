/// Makes texts comparable: lower case, no accents, ligatures written out, full-width forms and digits of other scripts as ASCII.
///
/// Runs of ASCII and Latin letters go through `FoldedRun`, eight and sixteen octets at a time, everything else scalar by
/// scalar through the Unicode properties of the standard library, with the same result. Total on every scalar, and
/// idempotent (all three are tested over all of Unicode).
package enum Folding {
    /// What a scalar is to the tokeniser.
    package enum Shape: UInt8, Sendable {
        case letter
        case digit
        /// A mark, a joiner or another invisible: belongs to whatever stands around it.
        case invisible
        case apostrophe
        case hyphen
        case blank
        case emoji
        case other
    }

    /// Appends the folded form of a scalar and says what the scalar is.
    ///
    /// Blanks are appended as one space, apostrophes as `'`, hyphens and dashes as `-`; an invisible appends nothing.
    @discardableResult
    package static func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) -> Shape {
        let value = scalar.value
        if value < 0x80 {
            let byte = UInt8(truncatingIfNeeded: value)
            output.append(asciiFold[Int(byte)])
            return asciiShape[Int(byte)]
        }
        if value < 0x250, let shape = appendLatin(FoldingTable.latin, Int(value) - 0xA0, to: &output) {
            return shape
        }
        if (0x1E00..<0x1F00).contains(value),
            let shape = appendLatin(FoldingTable.additional, Int(value) - 0x1E00, to: &output)
        {
            return shape
        }
        return appendGeneral(scalar, to: &output)
    }

    /// Appends the folded form of UTF-8; what is none is read as U+FFFD.
    package static func append(_ utf8: [UInt8], to output: inout [UInt8]) {
        utf8.withUnsafeBufferPointer { text in
            var position = 0
            while true {
                output.append(addingCapacity: text.count - position + FoldedRun.slack) { span in
                    span.withUnsafeMutableBufferPointer { room, count in
                        guard let start = text.baseAddress, let end = room.baseAddress else { return }
                        count += FoldedRun.copy(start, text.count, from: &position, to: end + count)
                    }
                }
                guard position < text.count else { return }
                append(UTF8Scanner.scalar(in: text, at: &position), to: &output)
            }
        }
    }

    /// The whole text folded; what is neither letter nor digit stays, but for invisibles.
    package static func fold(_ text: String) -> String {
        String(decoding: bytes(text), as: UTF8.self)
    }

    /// The folded bytes of a text.
    package static func bytes(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        append(Array(text.utf8), to: &output)
        return output
    }

    private static func folded(ascii byte: UInt8) -> UInt8 {
        let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
        let quote = lower == 0x60 ? 0x27 : lower
        return quote < 0x20 || quote == 0x7F ? 0x20 : quote
    }

    private static func appendLatin(_ table: StaticString, _ index: Int, to output: inout [UInt8]) -> Shape? {
        guard let (first, second) = FoldingTable.pair(table, index) else { return nil }
        output.append(first)
        if second != FoldingTable.none { output.append(second) }
        return first < 0x3A ? .digit : .letter
    }

    private static func appendGeneral(_ scalar: Unicode.Scalar, to output: inout [UInt8]) -> Shape {
        switch scalar.value {
        case 0x2018, 0x2019, 0x201B, 0x02BC, 0x00B4, 0x2032, 0xFF07:
            output.append(UInt8(ascii: "'"))
            return .apostrophe
        case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D:
            output.append(UInt8(ascii: "-"))
            return .hyphen
        case 0x00AD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF, 0xFE00...0xFE0F,
            0x1F3FB...0x1F3FF,
            0xE0020...0xE007F:
            return .invisible
        case 0x2026:
            output.append(contentsOf: [0x2E, 0x2E, 0x2E])
            return .other
        case 0xFF01...0xFF5E:
            guard let narrow = Unicode.Scalar(scalar.value - 0xFEE0) else { break }
            return append(narrow, to: &output)
        case 0xFB00...0xFB06:
            let ligatures: [StaticString] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]
            ligatures[Int(scalar.value - 0xFB00)].withUTF8Buffer { output.append(contentsOf: $0) }
            return .letter
        default:
            break
        }
        return appendByProperties(scalar, to: &output)
    }

    private static func appendByProperties(_ scalar: Unicode.Scalar, to output: inout [UInt8]) -> Shape {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .control, .format:
            if properties.isWhitespace {
                output.append(0x20)
                return .blank
            }
            return .invisible
        case .spaceSeparator, .lineSeparator, .paragraphSeparator:
            output.append(0x20)
            return .blank
        case .decimalNumber:
            if let value = properties.numericValue, value >= 0, value <= 9 {
                output.append(UInt8(ascii: "0") + UInt8(value))
                return .digit
            }
            appendEncoded(scalar, to: &output)
            return .digit
        case .uppercaseLetter, .titlecaseLetter, .lowercaseLetter, .modifierLetter, .otherLetter,
            .letterNumber:
            let lower = properties.lowercaseMapping
            if lower.unicodeScalars.count == 1, lower.unicodeScalars.first == scalar {
                appendEncoded(scalar, to: &output)
            } else {
                for part in lower.unicodeScalars where part != scalar { append(part, to: &output) }
            }
            return .letter
        default:
            let isEmoji = properties.isEmojiPresentation || (properties.isEmoji && scalar.value >= 0x203C)
            // Circled letters and the like have a lower case although they are symbols.
            let lower = properties.lowercaseMapping.unicodeScalars
            if lower.count == 1, let small = lower.first, small != scalar {
                appendEncoded(small, to: &output)
            } else {
                appendEncoded(scalar, to: &output)
            }
            return isEmoji ? .emoji : .other
        }
    }

    private static func appendEncoded(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    static let asciiFold: [UInt8] = (0..<128).map { folded(ascii: $0) }

    static let asciiShape: [Shape] = (0..<128).map { byte -> Shape in
        switch byte {
        case 0x41...0x5A, 0x61...0x7A: .letter
        case 0x30...0x39: .digit
        case 0x27, 0x60: .apostrophe
        case 0x2D: .hyphen
        case 0...0x20, 0x7F: .blank
        default: .other
        }
    }
}
