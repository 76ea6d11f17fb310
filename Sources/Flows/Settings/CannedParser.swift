import Text

/// Reads `desk.canned`: `canned NAME [for QUEUE, …]`, its texts by language below.
struct CannedParser {
    /// What may stand in braces.
    private static let places: Set<String> = ["name", "agent"]

    private var reader: SettingsReader
    private let languages: [Language]
    private let queues: [String]

    init(
        source: SourceFile, file: Int, sink: DiagnosticSink, languages: [Language], queues: [String]
    ) {
        reader = SettingsReader(source: source, file: file, sink: sink)
        self.languages = languages
        self.queues = queues
    }

    mutating func parse(_ lines: [LexedLine]) -> [CannedAnswer] {
        var answers: [CannedAnswer] = []
        let statements = Statement.statements(
            from: lines, source: reader.source, file: reader.file, sink: reader.sink)
        for statement in statements {
            guard statement.tokens.first?.text == "canned" else {
                reader.unknownWord(statement, among: ["canned"])
                continue
            }
            guard let answer = answer(statement) else { continue }
            guard answers.count < CannedAnswer.maximum else {
                limit(statement.range, CannedAnswer.maximum, "canned answers", "réponses toutes prêtes")
                break
            }
            answers.append(answer)
        }
        return answers
    }

    private mutating func answer(_ statement: Statement) -> CannedAnswer? {
        var cursor = TokenCursor(statement, from: 1)
        guard
            let name = reader.name(
                &cursor, Bilingual(en: "a name for the answer", fr: "un nom pour la réponse")),
            reader.once("canned \(name.text)", at: name.range)
        else { return nil }
        var answer = CannedAnswer(name: name.text, range: name.range)
        if cursor.take("for") {
            repeat {
                guard let queue = reader.name(&cursor, Expected.queue) else { return nil }
                guard queues.contains(queue.text) else {
                    reader.sink.unknown(.unknownQueue, queue, among: queues)
                    return nil
                }
                if !answer.queues.contains(queue.text) { answer.queues.append(queue.text) }
            } while cursor.take(.comma, ",")
        }
        reader.end(cursor)
        for text in statement.texts { add(text, to: &answer) }
        reader.sink.missing(
            Bilingual(en: "the canned answer", fr: "la réponse toute prête"),
            in: languages.filter { answer.texts[$0] == nil }, at: answer.range)
        return answer
    }

    private mutating func add(_ text: TextLine, to answer: inout CannedAnswer) {
        let language = Language(text.language.text)
        guard text.channel == nil, languages.contains(language) else {
            reader.sink.report(
                .unknownMark, at: text.channel?.range ?? text.language.range,
                [
                    "mark": .same(text.channel?.text ?? text.language.text),
                    "kind": Bilingual(en: "language", fr: "une langue déclarée"),
                ])
            return
        }
        guard reader.once("\(language.code): of canned \(answer.name)", at: text.language.range) else {
            return
        }
        let string = text.spans.map { span in
            String(decoding: reader.source.bytes[span.start..<span.end], as: UTF8.self)
        }.joined(separator: "\n")
        guard string.utf8.count <= CannedAnswer.maximumBytes else {
            return limit(
                text.range, CannedAnswer.maximumBytes, "bytes in a text", "octets dans un texte")
        }
        checkBraces(string, at: text.range)
        answer.texts[language] = string
    }

    /// `{name}` and `{agent}` are filled in; anything else in braces is a slip of the pen the customer would read.
    private func checkBraces(_ text: String, at range: SourceRange) {
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            let inside = rest[rest.index(after: open)...]
            let name = inside.prefix { $0 != "}" }
            if name.endIndex == inside.endIndex || !Self.places.contains(String(name)) {
                reader.sink.report(
                    .badCannedAnswer, at: range,
                    en: "only {name} and {agent} are filled in here, not {\(name)}",
                    fr: "seuls {name} et {agent} sont remplis ici, pas {\(name)}")
                return
            }
            rest = inside[name.endIndex...].dropFirst()
        }
    }

    private func limit(_ range: SourceRange, _ most: Int, _ english: String, _ french: String) {
        reader.sink.report(
            .badCannedAnswer, at: range, en: "at most \(most) \(english)", fr: "au plus \(most) \(french)")
    }
}
