import Knowledge
import Testing
import Text

private func parse(
    _ text: String, path: String = "Intents/knowledge/en/hours.md", languages: [Language]? = nil
) -> (articles: [Article], diagnostics: [Diagnostic]) {
    var sources = SourceSet()
    let file = sources.add(SourceFile(path: path, bytes: Array(text.utf8)))
    return ArticleFiles.parse(sources, files: [file], languages: languages)
}

@Suite struct ArticleFilesTests {
    @Test func anArticleIsReadAsWritten() throws {
        let (articles, diagnostics) = parse(
            """
            ---
            title: Opening hours: the shop
            question: When do you open?
            question: Are you open on Sunday?
            state: validated            
            validator: Claire Martin
            # a remark
            valid-from: 2026-01-01
            valid-until: 2027-12-31
            sms: Mon-Sat 9-19.
            ---

            We open at **nine**.

            - Monday
            """)
        #expect(diagnostics.isEmpty)
        let article = try #require(articles.first)
        #expect(article.id == "hours" && article.language == .english)
        #expect(article.title == "Opening hours: the shop")
        #expect(article.questions == ["When do you open?", "Are you open on Sunday?"])
        #expect(article.state == .validated && article.validator == "Claire Martin")
        #expect(article.validFrom == DayNumber(days: 20_454))
        #expect(article.text(channel: "sms") == "Mon-Sat 9-19.")
        #expect(article.text(channel: "web") == "We open at nine.\n\n- Monday")
    }

    @Test func linesMayEndWithACarriageReturn() throws {
        let lines = [
            "---", "title: T", "state: validated", "validator: C", "---", "", "one", "two", "", "three",
        ]
        let (articles, diagnostics) = parse(lines.joined(separator: "\r\n"))
        #expect(diagnostics.isEmpty)
        #expect(articles.first?.body == "one\ntwo\n\nthree")
    }

    @Test func validityIsInclusiveAtBothEnds() throws {
        let (articles, _) = parse(
            "---\ntitle: T\nstate: validated\nvalidator: C\nvalid-from: 1970-01-11\nvalid-until: 1970-01-21\n---\nx\n"
        )
        let article = try #require(articles.first)
        #expect(
            [9, 10, 20, 21].map { article.isSayable(on: DayNumber(days: $0)) } == [false, true, true, false])
    }

    @Test(arguments: ["draft", "expired"])
    func onlyValidatedArticlesAreSayable(_ state: String) {
        let (articles, _) = parse("---\ntitle: T\nstate: \(state)\n---\nx\n")
        #expect(articles.first?.isSayable(on: DayNumber(days: 1)) == false)
    }

    @Test(arguments: ArticleRules.all.filter { !$0.example.isEmpty })
    func everyRulesExampleIsReportedByIt(_ rule: DiagnosticRule) {
        let (articles, diagnostics) = parse(rule.example)
        #expect(diagnostics.contains { $0.code == rule.code && $0.severity == rule.severity })
        #expect(articles.isEmpty == (rule.severity == .error))
    }

    @Test func codesStandOnce() {
        #expect(Set(ArticleRules.all.map(\.code)).count == ArticleRules.all.count)
    }

    @Test(arguments: [
        "hours.md", "Intents/knowledge/en/Hours.md", "Intents/knowledge/en/hours.txt", "knowledge/a.md",
    ])
    func articlesElsewhereAreRefused(_ path: String) {
        #expect(
            parse("---\ntitle: T\nstate: draft\n---\nx\n", path: path).diagnostics.map(\.code) == ["K102"])
    }

    @Test func undeclaredLanguagesAreRefused() {
        let result = parse("---\ntitle: T\nstate: draft\n---\nx\n", languages: [.french])
        #expect(result.diagnostics.map(\.code) == ["K202"])
    }

    @Test func twoArticlesWithOneTitleAreReported() {
        var sources = SourceSet()
        let bytes = Array("---\ntitle: Hours\nstate: draft\n---\nx\n".utf8)
        let files = ["a", "b"].map {
            sources.add(SourceFile(path: "knowledge/en/\($0).md", bytes: bytes))
        }
        let (articles, diagnostics) = ArticleFiles.parse(sources, files: files)
        #expect(articles.map(\.id) == ["a", "b"] && diagnostics.map(\.code) == ["K204"])
    }

    @Test func aSuggestionReplacesTheWrongWord() {
        let (_, diagnostics) = parse("---\ntitel: T\nstate: valid\n---\nx\n")
        #expect(diagnostics.first { $0.code == "K108" }?.edit?.replacement == "validated")
        #expect(diagnostics.first { $0.code == "K105" }?.edit?.replacement == "title")
    }

    @Test func mutatedFilesNeverBreakTheParser() {
        var state: UInt64 = 42
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let original = Array(
            "---\ntitle: T\nquestion: Q\nstate: draft\nvalid-from: 2026-01-01\n---\n# x\n- *y*\n".utf8)
        for _ in 0..<2_000 {
            var bytes = original
            for _ in 0..<(1 + next(6)) { bytes[next(bytes.count)] = UInt8(next(256)) }
            var sources = SourceSet()
            let file = sources.add(SourceFile(path: "knowledge/en/x.md", bytes: bytes))
            let (articles, diagnostics) = ArticleFiles.parse(sources, files: [file])
            #expect(diagnostics.allSatisfy { $0.range.start >= 0 && $0.range.end <= bytes.count })
            for article in articles { _ = article.text(channel: "web") }
        }
    }
}
