import Flows
import Foundation
import Testing
import Text

/// The operators' reference: every fenced example compiles without a complaint, and its table is the catalogue.
struct ReadmeTests {
    struct Example: Sendable, CustomStringConvertible {
        let page: String
        let kind: String
        let line: Int
        let text: String
        var description: String { "\(page): \(kind) at line \(line)" }
    }

    static let readme = (try? TestFolder.text("Flows/README.md", in: TestFolder.project)) ?? ""

    static let french = (try? TestFolder.text("Flows/LISEZMOI.md", in: TestFolder.project)) ?? ""

    static let examples = examples(of: readme, page: "README.md") + examples(of: french, page: "LISEZMOI.md")

    private static func examples(of text: String, page: String) -> [Example] {
        var examples: [Example] = []
        var open: (kind: String, line: Int, lines: [String])?
        for (number, line) in text.components(separatedBy: "\n").enumerated() {
            if let current = open {
                if line == "```" {
                    examples.append(
                        Example(
                            page: page, kind: current.kind, line: current.line,
                            text: current.lines.joined(separator: "\n")))
                    open = nil
                } else {
                    open?.lines.append(line)
                }
            } else if line.hasPrefix("```") {
                open = (String(line.dropFirst(3)), number + 1, [])
            }
        }
        return examples
    }

    @Test func theReferenceHasExamplesOfEveryKind() {
        #expect(Self.examples.count { $0.kind == "flow" } >= 10)
        #expect(Set(Self.examples.map(\.kind)) == ["flow", "policy", "queues", "canned"])
        #expect(Self.examples.count { $0.page == "LISEZMOI.md" } >= 5)
    }

    @Test(arguments: examples) func anExampleCompiles(_ example: Example) {
        let bot: TestBot
        switch example.kind {
        case "policy": bot = TestBot(example.text, path: "Flows/bot.policy")
        case "queues":
            bot = TestBot(example.text, path: "Flows/desk.queues").with(
                "Flows/bot.policy", "default queue support\n")
        case "canned":
            bot = TestBot(example.text, path: "Flows/desk.canned").with(
                "Flows/desk.queues", "queue orders\nlabel fr: Commandes\nlabel en: Orders\n"
            ).with("Flows/bot.policy", "default queue orders\n")
        default: bot = TestBot(example.text)
        }
        #expect(bot.complaints() == [], "\(example)")
    }

    @Test(arguments: examples.filter { $0.kind == "flow" }) func anExampleIsFormattedAsFmtDoes(
        _ example: Example
    ) {
        let formatted = FlowFormatter.format(Array((example.text + "\n").utf8))
        #expect(formatted.map { String(decoding: $0, as: UTF8.self) } == example.text + "\n", "\(example)")
    }

    @Test func theFifteenWordsAreAllInTheirFlow() throws {
        let flow = try #require(Self.examples.first { $0.text.hasPrefix("flow repair") })
        let words = Set(flow.text.split(whereSeparator: \.isWhitespace).map(String.init))
        for word in [
            "flow", "trigger", "label", "slot", "step", "ask", "say", "answer", "on", "when", "otherwise",
            "go", "end",
            "escalate", "test",
        ] {
            #expect(words.contains(word), "\(word)")
        }
    }

    /// Writing a code's row anew: copy the expected line of the failure.
    @Test(arguments: Rule.flowRules) func theTableHasTheCode(_ rule: Rule) {
        func cell(_ text: String) -> String { text.replacingOccurrences(of: "|", with: "\\|") }
        let row =
            "| \(rule.code) | \(rule.severity.rawValue) | \(cell(rule.template.en)) | \(cell(rule.template.fr)) |"
        #expect(Self.readme.contains(row + "\n"), "\(row)")
    }
}
