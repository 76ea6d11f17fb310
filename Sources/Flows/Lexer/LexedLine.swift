import Text

/// A span of bytes within one file.
typealias ByteSpan = Range<Int>

extension SourceRange {
    init(file: Int, _ span: ByteSpan) {
        self.init(file: file, start: span.lowerBound, end: span.upperBound)
    }
}

/// A word with the place it was written at.
struct SourceWord: Sendable, Hashable {
    var text: String
    var range: SourceRange
}

/// A piece of a keyword line.
struct Token: Sendable {
    enum Kind: Sendable, Hashable {
        case word
        /// `"…"` or `« … »`; `text` is what stands between.
        case quoted
        /// `,`
        case comma
        /// `:` at the end of a word or alone.
        case colon
        /// `<` `<=` `>` `>=` `=` `+`
        case sign
        /// What follows `because` (to the end of the line) or `test`.
        case text
    }

    var kind: Kind
    var text: String
    var span: ByteSpan
}

/// One line as the first word decides it.
struct LexedLine: Sendable {
    struct Mark: Sendable {
        var channel: String?
        var language: String
        /// The mark without its colon.
        var span: ByteSpan
        /// The text after the colon, without blanks at either end; may be empty.
        var text: ByteSpan
    }

    enum Kind: Sendable {
        case blank
        case comment
        case mark(Mark)
        /// `| text`
        case continuation(ByteSpan)
        /// `>` `<` `@` `!` and what follows it, without blanks at either end.
        case sign(UInt8, text: ByteSpan)
        case words([Token], label: Mark?)
    }

    var kind: Kind
    /// 0-based.
    var number: Int
    /// Without blanks at either end and without the comment.
    var span: ByteSpan
    /// `# …` after a keyword line.
    var comment: ByteSpan?
}
