/// The lines of an author's file, blanks at both ends taken off; or why the file cannot be read.
///
/// Used by the plain line files (intents, signals, front matter); flow files have their own lexer with the same limits.
package enum SourceLines {
    package static let maximumFileBytes = 1 << 20
    package static let maximumLineBytes = 4_096

    package struct Line: Hashable, Sendable {
        /// 1-based.
        package var number: Int
        /// Byte offsets of the line without blanks at its ends; empty for an empty line.
        package var span: Range<Int>
        package var isTooLong: Bool

        package init(number: Int, span: Range<Int>, isTooLong: Bool) {
            self.number = number
            self.span = span
            self.isTooLong = isTooLong
        }
    }

    /// Why a file is not read, and at which byte.
    package struct Refusal: Error, Hashable, Sendable {
        package var offset: Int
        package var reason: Bilingual

        package init(offset: Int, reason: Bilingual) {
            self.offset = offset
            self.reason = reason
        }
    }

    /// All lines of the file, a byte-order mark and carriage returns left out.
    package static func lines(of source: SourceFile) throws(Refusal) -> [Line] {
        let bytes = source.bytes
        if bytes.count > maximumFileBytes {
            throw Refusal(
                offset: 0,
                reason: Bilingual(
                    en: "it is larger than 1 MiB; split it into several files",
                    fr: "il dépasse 1 Mio ; coupez-le en plusieurs fichiers"))
        }
        if let encoding = WideText.encoding(of: bytes) {
            throw Refusal(
                offset: 0,
                reason: Bilingual(
                    en: "it is \(encoding); save it as UTF-8",
                    fr: "il est en \(encoding) ; enregistrez-le en UTF-8"))
        }
        if let nul = bytes.firstIndex(of: 0) {
            throw Refusal(
                offset: nul,
                reason: Bilingual(
                    en: "it holds a NUL byte; save it as UTF-8 text",
                    fr: "il contient un octet nul ; enregistrez-le en texte UTF-8"))
        }
        var lines: [Line] = []
        lines.reserveCapacity(source.lineStarts.count)
        for (index, start) in source.lineStarts.enumerated() {
            var end = bytes.count
            if index + 1 < source.lineStarts.count { end = source.lineStarts[index + 1] - 1 }
            var from = start
            if index == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { from = 3 }
            if String(validating: bytes[from..<end], as: UTF8.self) == nil {
                throw Refusal(
                    offset: firstInvalid(bytes, from..<end),
                    reason: Bilingual(
                        en: "it is not valid UTF-8 here; save it as UTF-8",
                        fr: "ce n'est pas de l'UTF-8 valide ici ; enregistrez-le en UTF-8"))
            }
            lines.append(
                Line(
                    number: index + 1, span: trimmed(bytes, from..<end),
                    isTooLong: end - start > maximumLineBytes))
        }
        return lines
    }

    /// The span without spaces, tabs, carriage returns and no-break spaces at its ends.
    package static func trimmed(_ bytes: [UInt8], _ span: Range<Int>) -> Range<Int> {
        var start = span.lowerBound
        var end = span.upperBound
        while start < end {
            let width = blankWidth(bytes, start, end)
            if width == 0 { break }
            start += width
        }
        while end > start {
            if isPlainBlank(bytes[end - 1]) {
                end -= 1
            } else if end - start >= 2, bytes[end - 2] == 0xC2, bytes[end - 1] == 0xA0 {
                end -= 2
            } else if end - start >= 3, bytes[end - 3] == 0xE2, bytes[end - 2] == 0x80, bytes[end - 1] == 0xAF
            {
                end -= 3
            } else {
                break
            }
        }
        return start..<end
    }

    /// How many bytes the blank at `index` takes; 0 if there is none.
    package static func blankWidth(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Int {
        if index < end, isPlainBlank(bytes[index]) { return 1 }
        if end - index >= 2, bytes[index] == 0xC2, bytes[index + 1] == 0xA0 { return 2 }
        if end - index >= 3, bytes[index] == 0xE2, bytes[index + 1] == 0x80, bytes[index + 2] == 0xAF {
            return 3
        }
        return 0
    }

    private static func isPlainBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D
    }

    /// The first byte of a line that is no UTF-8, to within a character.
    private static func firstInvalid(_ bytes: [UInt8], _ span: Range<Int>) -> Int {
        var low = span.lowerBound
        var index = low
        while index < span.upperBound {
            index += 1
            while index < span.upperBound, bytes[index] & 0xC0 == 0x80 { index += 1 }
            if String(validating: bytes[low..<index], as: UTF8.self) == nil { return low }
            low = index
        }
        return span.lowerBound
    }
}
