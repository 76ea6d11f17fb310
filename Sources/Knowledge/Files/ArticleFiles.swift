import CivilTime
package import Text

/// Reads knowledge articles: `…/knowledge/LANGUAGE/ID.md`.
package enum ArticleFiles {
    /// - Parameter files: indices into `sources`, in the order wanted.
    /// - Parameter languages: the declared ones; nil: any folder is taken.
    /// - Parameter channels: the declared ones, whose names may stand in front of a shorter text; nil: not known yet,
    ///   any word may.
    /// - Returns: the articles that can be used (drafts and expired ones too), sorted by id and language, and all mistakes.
    package static func parse(
        _ sources: SourceSet, files: [Int], languages: [Language]? = nil,
        channels: [String]? = ["web", "sms", "email"]
    ) -> (articles: [Article], diagnostics: [Diagnostic]) {
        var articles: [Article] = []
        var diagnostics: [Diagnostic] = []
        for file in files where sources.files.indices.contains(file) {
            var parser = ArticleParser(
                sources.files[file], file: file, languages: languages, channels: channels)
            if let article = parser.parse() { articles.append(article) }
            diagnostics += parser.diagnostics
        }
        articles.sort { ($0.id, $0.language) < ($1.id, $1.language) }
        var titles: [String: Article] = [:]
        for article in articles {
            let key = article.language.code + " " + Folding.fold(article.title)
            if let earlier = titles[key], let range = article.range {
                diagnostics.append(
                    ArticleRules.sameTitle.at(range, ["other": Bilingual(en: earlier.id, fr: earlier.id)]))
            } else {
                titles[key] = article
            }
        }
        return (articles, diagnostics)
    }

    /// Whether a path is an article's: `knowledge/fr/hours.md`, below any folder.
    package static func isArticlePath(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.count >= 3 && parts[parts.count - 3] == "knowledge" && path.hasSuffix(".md")
    }
}

/// Reads one article.
private struct ArticleParser {
    private static let keys = ["title", "question", "state", "validator", "valid-from", "valid-until"]

    private let source: SourceFile
    private let file: Int
    private let languages: [Language]?
    private let channels: [String]?
    private(set) var diagnostics: [Diagnostic] = []
    private var seen: Set<String> = []

    init(_ source: SourceFile, file: Int, languages: [Language]?, channels: [String]?) {
        self.source = source
        self.file = file
        self.languages = languages
        self.channels = channels
    }

    private func range(_ span: Range<Int>) -> SourceRange {
        SourceRange(file: file, start: span.lowerBound, end: span.upperBound)
    }

    private var bytes: [UInt8] { source.bytes }

    private func string(_ span: Range<Int>) -> String {
        String(decoding: bytes[span], as: UTF8.self)
    }

    private func same(_ text: String) -> Bilingual { Bilingual(en: text, fr: text) }

    private mutating func report(_ diagnostic: Diagnostic) {
        if diagnostics.count < 100 { diagnostics.append(diagnostic) }
    }

    mutating func parse() -> Article? {
        let top = range(0..<min(3, bytes.count))
        let parts = source.path.split(separator: "/")
        guard parts.count >= 3, parts[parts.count - 3] == "knowledge", let name = parts.last,
            name.hasSuffix(".md"),
            Self.isID(name.dropLast(3))
        else {
            report(ArticleRules.badPlace.at(top))
            return nil
        }
        let language = Language(String(parts[parts.count - 2]))
        if let languages, !languages.contains(language) {
            report(
                ArticleRules.unknownLanguage.at(
                    top,
                    [
                        "word": same(language.code),
                        "known": same(languages.map(\.code).joined(separator: ", ")),
                    ]))
            return nil
        }
        let lines: [SourceLines.Line]
        do throws(SourceLines.Refusal) {
            lines = try SourceLines.lines(of: source)
        } catch {
            report(
                ArticleRules.notText.at(
                    range(error.offset..<min(error.offset + 1, bytes.count)), ["reason": error.reason]))
            return nil
        }
        guard let first = lines.first, string(first.span) == "---" else {
            report(ArticleRules.noFrontMatter.at(top))
            return nil
        }
        guard let end = lines.dropFirst().firstIndex(where: { string($0.span) == "---" }) else {
            report(ArticleRules.notClosed.at(range(first.span)))
            return nil
        }
        var article = Article(
            id: String(name.dropLast(3)), language: language, title: "", state: .draft, body: "",
            range: range(first.span))
        for line in lines[1..<end]
        where !line.span.isEmpty && bytes[line.span.lowerBound] != UInt8(ascii: "#") {
            read(line.span, into: &article)
        }
        let bodyStart = min(lines[end].span.upperBound, bytes.count)
        var body = string(bodyStart..<bytes.count)
        // Asked first, since `replacing` reads character by character.
        if bytes[bodyStart...].contains(0x0D) { body = body.replacing("\r\n", with: "\n") }
        article.body = String(body.drop(while: \.isWhitespace))
        while article.body.last?.isWhitespace == true { article.body.removeLast() }
        check(article, heading: first.span)
        return diagnostics.contains { $0.severity == .error } ? nil : article
    }

    private static func isID(_ name: Substring) -> Bool {
        guard let first = name.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first),
            name.utf8.count <= 100
        else { return false }
        return name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".")
        }
    }

    private mutating func read(_ span: Range<Int>, into article: inout Article) {
        guard let colon = bytes[span].firstIndex(of: UInt8(ascii: ":")) else {
            return report(ArticleRules.noColon.at(range(span)))
        }
        let keySpan = SourceLines.trimmed(bytes, span.lowerBound..<colon)
        let valueSpan = SourceLines.trimmed(bytes, colon + 1..<span.upperBound)
        let key = string(keySpan)
        let value = string(valueSpan)
        guard Self.keys.contains(key) || channels?.contains(key) ?? true else {
            let near = (Self.keys + (channels ?? [])).first {
                EditDistance.isWithinOne(Array($0.utf8), Array(key.utf8))
            }
            return report(
                ArticleRules.unknownKey.at(
                    range(keySpan), ["word": same(key)],
                    edit: near.map { Diagnostic.Edit(range: range(keySpan), replacement: $0) }))
        }
        if key != "question", !seen.insert(key).inserted {
            return report(ArticleRules.keyTwice.at(range(keySpan), ["word": same(key)]))
        }
        guard !valueSpan.isEmpty else {
            return report(ArticleRules.noValue.at(range(keySpan), ["word": same(key)]))
        }
        switch key {
        case "title": article.title = value
        case "question": article.questions.append(value)
        case "state":
            if let state = Article.State(rawValue: value) {
                article.state = state
            } else {
                let near = Article.State.allCases.first { $0.rawValue.hasPrefix(value) }
                report(
                    ArticleRules.unknownState.at(
                        range(valueSpan), ["word": same(value)],
                        edit: near.map { Diagnostic.Edit(range: range(valueSpan), replacement: $0.rawValue) })
                )
            }
        case "validator": article.validator = value
        case "valid-from": article.validFrom = day(value, at: valueSpan)
        case "valid-until":
            article.validUntil = day(value, at: valueSpan)
        default: article.renderings[key] = value
        }
    }

    private mutating func day(_ text: String, at span: Range<Int>) -> DayNumber? {
        if let days = ISOText.parseDate(text) { return DayNumber(days: days) }
        report(ArticleRules.badDate.at(range(span), ["word": same(text)]))
        return nil
    }

    private mutating func check(_ article: Article, heading: Range<Int>) {
        if article.title.isEmpty, !seen.contains("title") { report(ArticleRules.noTitle.at(range(heading))) }
        if article.body.isEmpty { report(ArticleRules.noBody.at(range(heading))) }
        if !seen.contains("state") { report(ArticleRules.defaultState.at(range(heading))) }
        if let from = article.validFrom, let until = article.validUntil, until < from {
            report(ArticleRules.endsBeforeStart.at(range(heading)))
        }
        if article.state == .validated, article.validator == nil {
            report(ArticleRules.nobodyValidated.at(range(heading)))
        }
    }
}
