import Testing
import Text

@testable import Knowledge

@Suite struct HostileQuestionTests {
    private let index = ArticleIndex(
        (0..<40).map { number in
            Article(
                id: "a\(number)", language: .english, title: "Article \(number) about word\(number)",
                questions: ["What is word\(number)?", "word\(number) again"],
                body: "Some text on word\(number % 7).")
        })

    @Test(arguments: [
        "", " ", "a", "?", "\u{0}", "👍🏽", "日本語のテキスト", "\u{202E}abc\u{202C}", "e\u{301}\u{301}\u{301}",
        String(repeating: "a", count: 8_000), String(repeating: "word1 ", count: 1_333),
        String(repeating: "👍", count: 4_000), String(repeating: "\u{1}", count: 8_000),
        (0..<1_000).map { "word\($0)" }.joined(separator: " "), String(repeating: "é", count: 8_000),
    ])
    func anyQuestionGivesProbabilities(_ text: String) {
        for language in [Language.english, .french, nil] {
            let matches = index.search(Utterance(text), language: language, today: DayNumber(days: 0))
            #expect(matches.count <= 10)
            #expect(matches.allSatisfy { (0...1).contains($0.confidence) })
            #expect(matches.reduce(0) { $0 + $1.confidence } <= 1 + 1e-9)
        }
    }

    @Test func aSearchLeavesNoTraceInTheNext() {
        let texts = ["what is word3", "wrd5 agan", "", "some text", String(repeating: "word9 ", count: 500)]
        let today = DayNumber(days: 0)
        let alone = texts.map { index.search(Utterance($0), language: .english, today: today) }
        for _ in 0..<3 {
            for (text, expected) in zip(texts, alone) {
                #expect(index.search(Utterance(text), language: .english, today: today) == expected)
            }
        }
    }

    @Test func aLongArticleIsReadToItsEnd() {
        let filler = String(repeating: "filler text without end ", count: 2_000)
        let index = ArticleIndex([
            Article(id: "long", language: .english, title: "Terms", body: filler + "zanzibar"),
            Article(id: "other", language: .english, title: "Other", body: "Something else."),
        ])
        let found = index.search(Utterance("zanzibar"), language: .english, today: DayNumber(days: 0))
        #expect(found.first?.id == "long")
    }

    @Test func twoWordsOfWhichOneIsSomewhereAreNotBelieved() {
        // "FR-2045" when asked for an order number, and one article names a site in .fr.
        var articles = (0..<30).map {
            Article(
                id: "a\($0)", language: .french, title: "Article \($0)",
                questions: ["Question \($0) ?", "Et \($0) ?"],
                body: "Texte numéro \($0).")
        }
        articles.append(
            Article(
                id: "calls", language: .french, title: "Démarchage",
                body: "Inscrivez-vous sur bloctel.gouv.fr."))
        let found = ArticleIndex(articles).search(
            Utterance("FR-2045"), language: .french, today: DayNumber(days: 0))
        #expect((found.first?.confidence ?? 0) < 0.75)
    }
}
