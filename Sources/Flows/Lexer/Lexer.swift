import Text

/// Cuts a file into lines and its keyword lines into tokens.
///
/// Every byte is looked at a bounded number of times; what is no UTF-8, holds NUL or is too long is refused with F111
/// at the first offending byte, and the file (or the line, if only it is too long) is left out.
struct Lexer {
    static let maximumFileBytes = 1 << 20
    static let maximumLineBytes = 4_096
    /// Of all files together.
    static let maximumLines = 100_000

    private let bytes: [UInt8]

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// - Parameter linesLeft: how many more lines the program may have; lowered by this file's.
    /// - Returns: the lines that could be read; none when the file is refused.
    static func lines(
        of source: SourceFile, file: Int, linesLeft: inout Int, sink: DiagnosticSink
    ) -> [LexedLine] {
        let bytes = source.bytes
        func refuse(at offset: Int, en: String, fr: String) -> [LexedLine] {
            let end = min(offset + 1, bytes.count)
            sink.report(
                .notText, at: SourceRange(file: file, start: min(offset, end), end: end), en: en, fr: fr)
            return []
        }
        if bytes.count > maximumFileBytes {
            return refuse(
                at: 0, en: "it is larger than 1 MiB; split it into several files",
                fr: "il dépasse 1 Mio ; coupez-le en plusieurs fichiers")
        }
        if let encoding = WideText.encoding(of: bytes) {
            return refuse(
                at: 0, en: "it is \(encoding); save it as UTF-8",
                fr: "il est en \(encoding) ; enregistrez-le en UTF-8")
        }
        if let nul = bytes.firstIndex(of: 0) {
            return refuse(
                at: nul, en: "it holds a NUL byte; save it as UTF-8 text",
                fr: "il contient un octet nul ; enregistrez-le en texte UTF-8")
        }
        if let bad = firstInvalidUTF8(bytes) {
            return refuse(
                at: bad, en: "it is not valid UTF-8 here; save it as UTF-8",
                fr: "ce n'est pas de l'UTF-8 valide ici ; enregistrez-le en UTF-8")
        }
        if source.lineStarts.count > linesLeft {
            linesLeft = 0
            return refuse(
                at: 0, en: "the bot has more than 100,000 lines in all",
                fr: "le bot dépasse 100 000 lignes en tout")
        }
        linesLeft -= source.lineStarts.count
        let lexer = Lexer(bytes: bytes)
        var lines: [LexedLine] = []
        lines.reserveCapacity(source.lineStarts.count)
        for (number, start) in source.lineStarts.enumerated() {
            var end =
                number + 1 < source.lineStarts.count ? source.lineStarts[number + 1] - 1 : bytes.count
            if end - start > maximumLineBytes {
                sink.report(
                    .notText, at: SourceRange(file: file, start: start, end: end),
                    en: "the line is longer than 4,096 bytes", fr: "la ligne dépasse 4 096 octets")
                // Its beginning still says what it was meant to be, so that nothing else is reported for it.
                end = start + maximumLineBytes
                while end > start, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            }
            lines.append(lexer.line(number: number, from: number == 0 ? lexer.afterMark : start, to: end))
        }
        return lines
    }

    /// The byte after a byte-order mark.
    private var afterMark: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    private func line(number: Int, from: Int, to: Int) -> LexedLine {
        let span = trimmed(from..<max(from, to))
        guard let first = span.first.map({ bytes[$0] }) else {
            return LexedLine(kind: .blank, number: number, span: span)
        }
        switch first {
        case UInt8(ascii: "#"):
            return LexedLine(kind: .comment, number: number, span: span)
        case UInt8(ascii: "|"):
            return LexedLine(
                kind: .continuation(trimmed(span.lowerBound + 1..<span.upperBound)), number: number,
                span: span)
        case UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "@"), UInt8(ascii: "!"):
            return LexedLine(
                kind: .sign(first, text: trimmed(span.lowerBound + 1..<span.upperBound)), number: number,
                span: span)
        default:
            if let mark = mark(in: span) {
                return LexedLine(kind: .mark(mark), number: number, span: span)
            }
            return words(number: number, span: span)
        }
    }

    /// `fr:` or `sms.fr:` at the start of a span, blanks before the colon allowed.
    private func mark(in span: ByteSpan) -> LexedLine.Mark? {
        var index = span.lowerBound
        var dot: Int?
        while index < span.upperBound, isMarkByte(bytes[index]) {
            if bytes[index] == UInt8(ascii: ".") {
                guard dot == nil else { return nil }
                dot = index
            }
            index += 1
        }
        let word = span.lowerBound..<index
        guard !word.isEmpty else { return nil }
        while index < span.upperBound, let width = blankWidth(at: index, end: span.upperBound) {
            index += width
        }
        guard index < span.upperBound, bytes[index] == UInt8(ascii: ":") else { return nil }
        let text = trimmed(index + 1..<span.upperBound)
        if Keyword.all.contains(string(word)) { return nil }
        if let dot {
            return LexedLine.Mark(
                channel: string(word.lowerBound..<dot), language: string(dot + 1..<word.upperBound),
                span: word, text: text)
        }
        return LexedLine.Mark(channel: nil, language: string(word), span: word, text: text)
    }

    private func isMarkByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private func words(number: Int, span: ByteSpan) -> LexedLine {
        var tokens: [Token] = []
        var index = span.lowerBound
        var end = span.upperBound
        var comment: ByteSpan?
        var afterBlank = false
        scan: while index < end {
            if let width = blankWidth(at: index, end: end) {
                index += width
                afterBlank = true
                continue
            }
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "#") where afterBlank:
                comment = index..<end
                end = trimmed(span.lowerBound..<index).upperBound
                break scan
            case UInt8(ascii: ","):
                tokens.append(Token(kind: .comma, text: ",", span: index..<index + 1))
                index += 1
            case UInt8(ascii: "="), UInt8(ascii: "+"):
                tokens.append(Token(kind: .sign, text: string(index..<index + 1), span: index..<index + 1))
                index += 1
            case UInt8(ascii: "<"), UInt8(ascii: ">"):
                let width = index + 1 < end && bytes[index + 1] == UInt8(ascii: "=") ? 2 : 1
                tokens.append(
                    Token(kind: .sign, text: string(index..<index + width), span: index..<index + width))
                index += width
            case UInt8(ascii: ":"):
                tokens.append(Token(kind: .colon, text: ":", span: index..<index + 1))
                index += 1
            case UInt8(ascii: "\""):
                index = quoted(from: index, width: 1, close: [UInt8(ascii: "\"")], end: end, into: &tokens)
            case 0xC2 where index + 1 < end && bytes[index + 1] == 0xAB:
                index = quoted(from: index, width: 2, close: [0xC2, 0xBB], end: end, into: &tokens)
            default:
                index = word(from: index, end: end, into: &tokens)
                let isFirst = tokens.count == 1
                guard let last = tokens.last else { break }
                if (!isFirst && last.text == "because") || (isFirst && last.text == "test") {
                    let rest = trimmed(index..<end)
                    if !rest.isEmpty { tokens.append(Token(kind: .text, text: string(rest), span: rest)) }
                    index = end
                } else if isFirst, last.text == "label" {
                    let rest = trimmed(index..<end)
                    if let mark = mark(in: rest) {
                        return LexedLine(kind: .words(tokens, label: mark), number: number, span: span)
                    }
                }
            }
            afterBlank = false
        }
        return LexedLine(
            kind: .words(tokens, label: nil), number: number,
            span: span.lowerBound..<max(span.lowerBound, end),
            comment: comment)
    }

    /// A word ends at a blank, comma, comparison or quotation mark; a colon at its end is a token of its own.
    private func word(from start: Int, end: Int, into tokens: inout [Token]) -> Int {
        var index = start
        while index < end, blankWidth(at: index, end: end) == nil {
            let byte = bytes[index]
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "<")
                || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"")
            {
                break
            }
            index += 1
        }
        var wordEnd = index
        if wordEnd - start > 1, bytes[wordEnd - 1] == UInt8(ascii: ":") { wordEnd -= 1 }
        tokens.append(Token(kind: .word, text: string(start..<wordEnd), span: start..<wordEnd))
        return wordEnd
    }

    /// A quotation without its end runs to the end of the line.
    private func quoted(
        from start: Int, width: Int, close: [UInt8], end: Int, into tokens: inout [Token]
    ) -> Int {
        var index = start + width
        while index + close.count <= end {
            if bytes[index] == close[0], close.count == 1 || bytes[index + 1] == close[1] {
                let inner = trimmed(start + width..<index)
                tokens.append(Token(kind: .quoted, text: string(inner), span: start..<index + close.count))
                return index + close.count
            }
            index += 1
        }
        tokens.append(
            Token(kind: .quoted, text: string(trimmed(start + width..<end)), span: start..<end))
        return end
    }

    // MARK: Bytes

    private func string(_ span: ByteSpan) -> String { String(decoding: bytes[span], as: UTF8.self) }

    func trimmed(_ span: ByteSpan) -> ByteSpan { Self.trimmed(span, in: bytes) }

    private func blankWidth(at index: Int, end: Int) -> Int? {
        Self.blankWidth(at: index, end: end, in: bytes)
    }

    /// Without blanks (no-break ones too) at either end.
    static func trimmed(_ span: ByteSpan, in bytes: [UInt8]) -> ByteSpan {
        var start = span.lowerBound
        var end = span.upperBound
        while start < end, let width = blankWidth(at: start, end: end, in: bytes) { start += width }
        trimming: while start < end {
            for width in 1...3 where end - width >= start {
                if blankWidth(at: end - width, end: end, in: bytes) == width {
                    end -= width
                    continue trimming
                }
            }
            break
        }
        return start..<end
    }

    /// The width of the blank at an offset: space, tab, carriage return, U+00A0, U+2007, U+202F, U+3000.
    static func blankWidth(at index: Int, end: Int, in bytes: [UInt8]) -> Int? {
        switch bytes[index] {
        case 0x20, 0x09, 0x0B, 0x0C, 0x0D: return 1
        case 0xC2: return index + 1 < end && bytes[index + 1] == 0xA0 ? 2 : nil
        case 0xE2:
            guard index + 2 < end, bytes[index + 1] == 0x80 else { return nil }
            return bytes[index + 2] == 0xAF || bytes[index + 2] == 0x87 ? 3 : nil
        case 0xE3:
            return index + 2 < end && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x80 ? 3 : nil
        default: return nil
        }
    }

    /// - Returns: the offset of the first byte that cannot stand there, or nil.
    /// - Source: RFC 3629, section 4.
    static func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch { return error.byteOffsets.lowerBound }
    }
}
