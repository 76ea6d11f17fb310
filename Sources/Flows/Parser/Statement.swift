import Text

/// One keyword line with the texts that stand under it: the unit the parser works on.
struct Statement {
    var tokens: [Token]
    /// `label fr: …`
    var label: LexedLine.Mark?
    /// `>` `<` `@` `!`, zero for keyword lines.
    var sign: UInt8 = 0
    var signText = ""
    var texts: [TextLine] = []
    var range: SourceRange

    /// Joins texts to the nearest keyword line above. A text or `|` with nothing above is reported here (F108, F109);
    /// whether the line above takes texts is the parser's business.
    static func statements(
        from lines: [LexedLine], source: SourceFile, file: Int, sink: DiagnosticSink
    ) -> [Statement] {
        var result: [Statement] = []
        /// Whether the last line that counts was a text, so that `|` may follow.
        var afterText = false
        /// A text that belongs to nothing takes its `|` lines with it.
        var isSwallowing = false
        func range(_ span: ByteSpan) -> SourceRange {
            SourceRange(file: file, span)
        }
        func string(_ span: ByteSpan) -> String { String(decoding: source.bytes[span], as: UTF8.self) }
        for line in lines {
            switch line.kind {
            case .blank, .comment:
                break
            case .mark(let mark):
                afterText = true
                isSwallowing = false
                guard let last = result.indices.last, result[last].sign == 0 else {
                    sink.report(.textBelongsToNothing, at: range(line.span))
                    isSwallowing = true
                    continue
                }
                result[last].texts.append(Self.text(mark, line: line.span, file: file))
            case .continuation(let span):
                if isSwallowing { continue }
                guard afterText, let last = result.indices.last,
                    let text = result[last].texts.indices.last
                else {
                    sink.report(.continuationWithoutText, at: range(line.span))
                    continue
                }
                result[last].texts[text].spans.append(range(span))
                result[last].texts[text].range.end = span.upperBound
            case .sign(let sign, let text):
                afterText = false
                isSwallowing = false
                result.append(
                    Statement(
                        tokens: [], label: nil, sign: sign, signText: string(text), range: range(line.span)))
            case .words(let tokens, let label):
                afterText = false
                isSwallowing = false
                result.append(Statement(tokens: tokens, label: label, range: range(line.span)))
            }
        }
        return result
    }

    static func text(_ mark: LexedLine.Mark, line: ByteSpan, file: Int) -> TextLine {
        let start = mark.span.lowerBound
        let languageStart = mark.span.upperBound - mark.language.utf8.count
        return TextLine(
            channel: mark.channel.map {
                SourceWord(
                    text: $0, range: SourceRange(file: file, start: start, end: start + $0.utf8.count))
            },
            language: SourceWord(
                text: mark.language,
                range: SourceRange(file: file, start: languageStart, end: mark.span.upperBound)),
            spans: [SourceRange(file: file, mark.text)],
            range: SourceRange(file: file, line))
    }
}

/// Walks the tokens of one line.
struct TokenCursor {
    let tokens: [Token]
    var index: Int
    let line: SourceRange

    init(_ statement: Statement, from index: Int = 0) {
        tokens = statement.tokens
        self.index = index
        line = statement.range
    }

    var current: Token? { index < tokens.count ? tokens[index] : nil }
    var isAtEnd: Bool { index >= tokens.count }

    func peek(_ offset: Int) -> Token? { index + offset < tokens.count ? tokens[index + offset] : nil }

    mutating func next() -> Token? {
        guard index < tokens.count else { return nil }
        defer { index += 1 }
        return tokens[index]
    }

    /// Where a complaint about what comes next points: the token, or the last character when the line is over.
    var hereRange: SourceRange {
        if let current { return range(current) }
        let end = tokens.last?.span.upperBound ?? line.end
        return SourceRange(file: line.file, start: tokens.last?.span.lowerBound ?? line.start, end: end)
    }

    /// What stands here, as a complaint says it.
    var found: Bilingual { current.map { .same("`\($0.text)`") } ?? Expected.endOfLineFound }

    func range(_ token: Token) -> SourceRange {
        SourceRange(file: line.file, token.span)
    }

    func isWord(_ text: String, at offset: Int = 0) -> Bool {
        guard let token = peek(offset) else { return false }
        return token.kind == .word && token.text == text
    }

    mutating func take(_ words: String...) -> Bool {
        for (offset, word) in words.enumerated() where !isWord(word, at: offset) { return false }
        index += words.count
        return true
    }

    mutating func take(_ kind: Token.Kind, _ text: String) -> Bool {
        guard let current, current.kind == kind, current.text == text else { return false }
        index += 1
        return true
    }

    /// The whole rest of the line as written.
    func rest(of source: SourceFile) -> (text: String, range: SourceRange)? {
        guard let first = current, let last = tokens.last else { return nil }
        let span = first.span.lowerBound..<last.span.upperBound
        return (
            String(decoding: source.bytes[span], as: UTF8.self),
            SourceRange(file: line.file, span)
        )
    }
}
