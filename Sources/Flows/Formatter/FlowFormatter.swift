import Text

/// Writes a file the one way it is written: indentation by structure, single blanks between words, one empty line at
/// most, LF, no byte-order mark. It works line by line, so files with mistakes keep every word too.
///
///     flow  step  action  test …          column 0
///       header lines, verbs, when         2
///         on lines of a verb, choices     4
///     texts                               2 more than what they belong to
package enum FlowFormatter {
    package enum Kind: Sendable {
        case flow, policy, queues

        /// By the file's name; nil for what is not ours.
        package init?(path: String) {
            if path.hasSuffix(".flow") || path.hasSuffix(".transcript") {
                self = .flow
            } else if path.hasSuffix(".policy") || path.hasSuffix(".canned") {
                self = .policy
            } else if path.hasSuffix(".queues") {
                self = .queues
            } else {
                return nil
            }
        }
    }

    /// - Returns: the file as it should be; nil when it is no text (F111), which `check` explains.
    package static func format(_ bytes: [UInt8], kind: Kind = .flow) -> [UInt8]? {
        let source = SourceFile(path: "", bytes: bytes)
        let sink = DiagnosticSink()
        var linesLeft = Lexer.maximumLines
        let lines = Lexer.lines(of: source, file: 0, linesLeft: &linesLeft, sink: sink)
        guard sink.errorCount == 0 else { return nil }
        var writer = Writer(source: source, kind: kind)
        for line in lines { writer.add(line) }
        return writer.finish()
    }

    private struct Writer {
        let source: SourceFile
        let kind: Kind
        private var output: [UInt8] = []
        /// Comments waiting for the line they stand above, which gives them its indentation.
        private var comments: [ByteSpan] = []
        private var blankBefore: [Bool] = []
        private var isAfterBlank = false
        private var indent = 0
        private var textIndent = 2
        private var isInHeader = false
        private var isInTest = false

        init(source: SourceFile, kind: Kind) {
            self.source = source
            self.kind = kind
        }

        mutating func add(_ line: LexedLine) {
            switch line.kind {
            case .blank: isAfterBlank = true
            case .comment:
                comments.append(line.span)
                blankBefore.append(isAfterBlank)
                isAfterBlank = false
            case .mark(let mark):
                write(head(mark) + text(mark.text), at: textIndent)
            case .continuation(let span):
                write(Array("|".utf8) + text(span), at: textIndent)
            case .sign(let sign, let span):
                write([sign] + text(span), at: isInTest ? 2 : 0)
            case .words(let tokens, let label):
                let place = place(of: tokens.first?.text ?? "")
                var content = words(tokens)
                if let label { content += [0x20] + head(label) + text(label.text) }
                if let comment = line.comment { content += Array("  ".utf8) + source.bytes[comment] }
                write(content, at: place)
                textIndent = place + 2
            }
        }

        mutating func finish() -> [UInt8] {
            flushComments(at: 0)
            return output
        }

        // MARK: Places

        private mutating func place(of word: String) -> Int {
            switch kind {
            case .policy: return 0
            case .queues: return QueueParser.linesOfQueue.contains(word) ? 2 : 0
            case .flow: break
            }
            switch word {
            case "flow":
                isInHeader = true
                isInTest = false
                indent = 2
                return 0
            case "step":
                isInHeader = false
                indent = 2
                return 0
            case "shared", "phrase", "constant", "action":
                isInHeader = false
                isInTest = false
                indent = 0
                return 0
            case "test":
                isInTest = true
                indent = 0
                return 0
            case "takes", "gives", "fails", "within", "given", "wait": return 2
            case "choice": return isInHeader ? 4 : 2
            case "label", "trigger", "accept", "slot": return 2
            case "on":
                // Of a verb: below it. Of the header or a step line: beside the verbs.
                return indent
            default:
                guard Keyword.verbs.contains(word) || word == "when" || word == "otherwise" else { return 2 }
                isInHeader = false
                indent = word == "when" || word == "otherwise" ? 2 : 4
                return 2
            }
        }

        // MARK: Content

        private func head(_ mark: LexedLine.Mark) -> [UInt8] {
            Array((mark.channel.map { $0 + "." } ?? "").utf8) + Array(mark.language.utf8) + [0x3A]
        }

        /// A blank and the text as written; nothing for an empty one.
        private func text(_ span: ByteSpan) -> [UInt8] {
            span.isEmpty ? [] : [0x20] + source.bytes[span]
        }

        private func words(_ tokens: [Token]) -> [UInt8] {
            var content: [UInt8] = []
            var previousEnd: Int?
            for token in tokens {
                let touches = previousEnd == token.span.lowerBound
                // After a blank a `#` would begin a comment.
                let staysClose = kind != .flow || source.bytes[token.span].first == UInt8(ascii: "#")
                if previousEnd != nil, !(touches && staysClose), token.kind != .comma, token.kind != .colon {
                    content.append(0x20)
                }
                content += source.bytes[token.span]
                previousEnd = token.span.upperBound
            }
            return content
        }

        // MARK: Output

        private mutating func write(_ content: [UInt8], at indent: Int) {
            flushComments(at: indent)
            put(content, at: indent, afterBlank: isAfterBlank)
            isAfterBlank = false
        }

        private mutating func flushComments(at indent: Int) {
            for (comment, blank) in zip(comments, blankBefore) {
                put(Array(source.bytes[comment]), at: indent, afterBlank: blank)
            }
            comments = []
            blankBefore = []
        }

        private mutating func put(_ content: [UInt8], at indent: Int, afterBlank: Bool) {
            if afterBlank, !output.isEmpty { output.append(0x0A) }
            for _ in 0..<indent { output.append(0x20) }
            output += content
            output.append(0x0A)
        }
    }
}
