import CivilTime
import Text

/// What the policy and queue files have in common: one keyword a line, its words read by a cursor.
struct SettingsReader {
    let source: SourceFile
    let file: Int
    let sink: DiagnosticSink
    /// Names already set, with the place.
    private var set: [String: SourceRange] = [:]

    init(source: SourceFile, file: Int, sink: DiagnosticSink) {
        self.source = source
        self.file = file
        self.sink = sink
    }

    /// Keyword lines with what hangs on them; stray texts are reported.
    func statements(_ lines: [LexedLine]) -> [Statement] {
        let all = Statement.statements(from: lines, source: source, file: file, sink: sink)
        for statement in all {
            if let text = statement.texts.first { sink.report(.textBelongsToNothing, at: text.range) }
        }
        return all
    }

    func unknownWord(_ statement: Statement, among words: [String]) {
        let first = statement.tokens.first.map {
            SourceWord(text: $0.text, range: SourceRange(file: file, $0.span))
        }
        let word = first ?? SourceWord(text: String(UnicodeScalar(statement.sign)), range: statement.range)
        sink.unknown(.policyUnknownWord, word, as: "word", among: words)
    }

    func wrong(_ cursor: TokenCursor, _ expected: Bilingual) {
        sink.wrong(cursor.hereRange, expected: expected, found: cursor.found, rule: .policyArgument)
    }

    func wrong(_ range: SourceRange, _ expected: Bilingual, found: String) {
        sink.wrong(range, expected: expected, found: .same("`\(found)`"), rule: .policyArgument)
    }

    func end(_ cursor: TokenCursor) {
        if !cursor.isAtEnd { wrong(cursor, Expected.endOfLine) }
    }

    /// Remembers that a name was set; false, and P104, the second time.
    mutating func once(_ name: String, at range: SourceRange) -> Bool {
        if let first = set[name] {
            sink.report(
                .policyTwice, at: range, ["name": .same(name)],
                notes: [
                    Diagnostic.Note(
                        Bilingual(en: "first set here", fr: "réglé une première fois ici"), at: first)
                ])
            return false
        }
        set[name] = range
        return true
    }

    func word(_ cursor: inout TokenCursor, _ expected: Bilingual) -> SourceWord? {
        guard let token = cursor.current, token.kind == .word else {
            wrong(cursor, expected)
            return nil
        }
        _ = cursor.next()
        return SourceWord(text: token.text, range: cursor.range(token))
    }

    func name(_ cursor: inout TokenCursor, _ expected: Bilingual) -> SourceWord? {
        word(&cursor, expected).flatMap(sink.valid)
    }

    func duration(_ cursor: inout TokenCursor) -> Int64? {
        guard let (milliseconds, width) = FlowParser.duration(cursor) else {
            wrong(cursor, Expected.duration)
            return nil
        }
        cursor.index += width
        return milliseconds
    }

    func whole(_ cursor: inout TokenCursor, _ range: ClosedRange<Int>) -> Int? {
        guard let token = cursor.current, token.kind == .word, let number = Int(token.text),
            range.contains(number)
        else {
            wrong(
                cursor,
                Bilingual(
                    en: "a number from \(range.lowerBound) to \(range.upperBound)",
                    fr: "un nombre de \(range.lowerBound) à \(range.upperBound)"))
            return nil
        }
        _ = cursor.next()
        return number
    }

    /// An IANA zone that exists here.
    func zone(_ cursor: inout TokenCursor) -> String? {
        guard let word = word(&cursor, Bilingual(en: "a time zone", fr: "un fuseau horaire")) else {
            return nil
        }
        guard Zone(identifier: word.text) != nil else {
            sink.report(.unknownZone, at: word.range, ["name": .same(word.text)])
            return nil
        }
        end(cursor)
        return word.text
    }

    func date(_ cursor: inout TokenCursor) -> DayNumber? {
        guard let token = cursor.current, token.kind == .word, let date = Literals.date(token.text) else {
            wrong(cursor, Bilingual(en: "a date such as 2026-12-25", fr: "une date comme 2026-12-25"))
            return nil
        }
        _ = cursor.next()
        return date
    }
}
