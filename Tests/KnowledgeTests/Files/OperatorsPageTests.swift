import Foundation
import Knowledge
import Testing
import Text

/// The articles shown in `Intents/README.md` are articles that the bot reads.
@Suite struct OperatorsPageTests {
    private static let page: String = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return (try? String(contentsOf: folder.appendingPathComponent("Intents/README.md"), encoding: .utf8))
            ?? ""
    }()

    private static let blocks = page.components(separatedBy: "```markdown\n").dropFirst().compactMap {
        $0.components(separatedBy: "\n```").first
    }

    @Test func thePageShowsArticles() { #expect(Self.blocks.count == 2) }

    @Test(arguments: blocks)
    func articlesShownAreRead(_ block: String) {
        var sources = SourceSet()
        let file = sources.add(
            SourceFile(path: "Intents/knowledge/en/shown.md", bytes: Array((block + "\n").utf8)))
        let (articles, diagnostics) = ArticleFiles.parse(sources, files: [file])
        #expect(diagnostics == [] && articles.count == 1)
        #expect(articles.first?.isSayable(on: DayNumber(days: 20_700)) == true)
    }

    @Test func everyCodeIsOnThePage() {
        for rule in ArticleRules.all { #expect(Self.page.contains("| \(rule.code) |")) }
    }
}
