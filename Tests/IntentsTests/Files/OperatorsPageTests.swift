import Foundation
import Intents
import Testing
import Text

/// The examples of `Intents/README.md` are files that the bot reads.
@Suite struct OperatorsPageTests {
    private static let page: String = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return (try? String(contentsOf: folder.appendingPathComponent("Intents/README.md"), encoding: .utf8))
            ?? ""
    }()

    /// The fenced blocks of a language, in order.
    static func blocks(_ language: String) -> [String] {
        var blocks: [String] = []
        var current: [Substring]?
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```\(language)" {
                current = []
            } else if line == "```", let lines = current {
                blocks.append(lines.joined(separator: "\n") + "\n")
                current = nil
            } else {
                current?.append(line)
            }
        }
        return blocks
    }

    @Test func thePageHasExamples() {
        #expect(Self.blocks("intents").count == 5 && Self.blocks("signals").count == 2)
    }

    @Test(arguments: blocks("intents"))
    func examplesOfIntentsAreRead(_ block: String) {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "Intents/x.intents", bytes: Array(block.utf8)))
        let (set, diagnostics) = IntentFiles.parse(sources, files: [file], languages: [.french, .english])
        #expect(diagnostics.filter { $0.severity != .hint } == [])
        #expect(set.intents.count == 1 || set.offTopic.count == 4 || set.unsorted.count == 2)
    }

    @Test(arguments: blocks("signals"))
    func examplesOfSignalsAreRead(_ block: String) {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "Intents/x.signals", bytes: Array(block.utf8)))
        let (phrases, diagnostics) = SignalFiles.parse(
            sources, files: [file], languages: [.french, .english])
        #expect(diagnostics == [] && !phrases.isEmpty)
    }

    @Test func everyCodeIsOnThePage() {
        for rule in IntentRules.all { #expect(Self.page.contains("| \(rule.code) |")) }
    }
}
