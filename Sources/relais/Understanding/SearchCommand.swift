import JSON
import Knowledge
import Learning
import Sessions
import Text

/// `relais search`: one question a line in, the ranked articles as one JSON line out.
enum SearchCommand {
    static let subcommand = Subcommand(
        "search",
        en: "Rank the articles that answer each line of standard input.",
        fr: "Classer les articles qui répondent à chaque ligne de l'entrée standard.",
        options: [
            .init(
                "--articles", "FILE.jsonl",
                en: "a JSON object a line: id, title, text, lang, optionally questions (required)",
                fr: "un objet JSON par ligne : id, title, text, lang, et questions au besoin (requis)")
        ],
        examples: [
            .init(
                "echo 'when do you open' | relais search --articles faq.jsonl",
                en: "exactly one JSON line out for each line in",
                fr: "exactement une ligne JSON par ligne reçue")
        ]
    ) { (arguments) throws(CommandFailure) in
        guard let path = arguments.value("--articles"), !path.isEmpty else {
            throw .usage(
                what: "search", en: "--articles FILE.jsonl is required",
                fr: "--articles FILE.jsonl est obligatoire")
        }
        let articles = try articles(FileAccess.read(path), name: path)
        let languages = Set(articles.map(\.language))
        let index = ArticleIndex(articles, workers: .threads)
        var lines = LineStream()
        _ = try lines.run { line, output in
            let utterance = Utterance(utf8: line)
            var language = languages.count == 1 ? languages.first : LanguageGuess.guess(utterance).language
            if let guess = language, !languages.contains(guess) { language = nil }
            // The articles of such a file have no dates; any day will do.
            let matches = index.search(utterance, language: language, today: DayNumber(days: 0))
            var writer = JSONWriter()
            writer.beginObject()
            writer.list("ranking", matches.prefix(10)) { match, writer in
                writer.pair(match.id, match.confidence)
            }
            writer.endObject()
            output += writer.bytes
        }
        return 0
    }

    /// - Throws: `no` that names every bad line by number, the first twenty in words.
    static func articles(_ bytes: [UInt8], name: String) throws(CommandFailure) -> [Article] {
        var articles: [Article] = []
        var seen: Set<String> = []
        var mistakes: [String] = []
        var count = 0
        var number = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty { continue }
            let why: String
            do throws(Mistake) {
                let article = try article(line)
                if seen.insert(article.language.code + " " + article.id).inserted {
                    articles.append(article)
                    continue
                }
                why = Terminal.words(
                    "the id \(DisplayWidth.printable(article.id)) stands twice",
                    "l'identifiant \(DisplayWidth.printable(article.id)) y est deux fois")
            } catch {
                why = error.why
            }
            count += 1
            if mistakes.count < 20 {
                mistakes.append(Terminal.words("line \(number): \(why)", "ligne \(number) : \(why)"))
            }
        }
        if count > 0 {
            let rest = count - mistakes.count
            let more =
                rest == 0
                ? ""
                : Terminal.words(
                    "; and \(Counted.english(rest, "more bad line"))", " ; autres mauvaises lignes : \(rest)")
            throw .no(what: name, why: mistakes.joined(separator: "; ") + more)
        }
        guard !articles.isEmpty else { throw .no(what: name, en: "no article in it", fr: "aucun article") }
        return articles
    }

    private struct Mistake: Error {
        var why: String

        init(_ english: String, _ french: String) { why = Terminal.words(english, french) }
    }

    private static func article(_ line: ArraySlice<UInt8>) throws(Mistake) -> Article {
        let value: JSONValue
        do throws(JSONError) { value = try JSONReader.parse(line) } catch {
            throw Mistake(
                "no JSON: \(error)", "pas du JSON : \(FindingWords.text("\(error)", in: .french))")
        }
        guard value.object != nil else {
            let found = kind(of: value)
            throw Mistake(
                #"expected an object, found \#(found.en): write {"id":"a1","title":"…","text":"…"}"#,
                #"il faut un objet, pas \#(found.fr) : écrivez {"id":"a1","title":"…","text":"…"}"#)
        }
        let id = try text("id", of: value)
        if id.isEmpty {
            throw Mistake(
                "id is empty: write a name that no other article of its language has",
                "id est vide : écrivez un nom qu'aucun autre article de sa langue ne porte")
        }
        let title = try text("title", of: value)
        let text = try text("text", of: value)
        // What may be missing or null is, when it is there, of its kind.
        var language = Language.english
        if let given = value["lang"], !given.isNull {
            guard let code = given.string else {
                throw Mistake(
                    #"lang is no text: write "fr", or leave it out"#,
                    #"lang n'est pas un texte : écrivez "fr", ou retirez-le"#)
            }
            language = Language(code)
        }
        var questions: [String] = []
        if let given = value["questions"], !given.isNull {
            let items = given.array ?? [.null]
            questions = items.compactMap(\.string)
            guard questions.count == items.count else {
                throw Mistake(
                    #"questions is no list of texts: write ["how do I pay?"], or leave it out"#,
                    #"questions n'est pas une liste de textes : écrivez ["comment payer ?"], ou retirez-le"#)
            }
        }
        return Article(id: id, language: language, title: title, questions: questions, body: text)
    }

    /// A member that every article has.
    private static func text(_ name: String, of article: JSONValue) throws(Mistake) -> String {
        guard let given = article[name], !given.isNull else {
            throw Mistake(
                #"\#(name) is missing: write "\#(name)":"…""#, #"\#(name) manque : écrivez "\#(name)":"…""#)
        }
        if let text = given.string { return text }
        let found = kind(of: given)
        let written =
            switch given {
            case .integer(let number): String(number)
            case .bool(let value): String(value)
            default: "…"
            }
        throw Mistake(
            #"\#(name) is \#(found.en), not a text: write "\#(name)":"\#(written)""#,
            #"\#(name) est \#(found.fr), pas un texte : écrivez "\#(name)":"\#(written)""#)
    }

    private static func kind(of value: JSONValue) -> Bilingual {
        switch value {
        case .null: Bilingual(en: "null", fr: "null")
        case .bool: Bilingual(en: "true or false", fr: "vrai ou faux")
        case .integer, .number: Bilingual(en: "a number", fr: "un nombre")
        case .string: Bilingual(en: "a text", fr: "un texte")
        case .array: Bilingual(en: "a list", fr: "une liste")
        case .object: Bilingual(en: "an object", fr: "un objet")
        }
    }
}
