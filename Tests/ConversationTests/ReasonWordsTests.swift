import Foundation
import Testing
import Text

@testable import Conversation

@Suite struct ReasonWordsTests {
    @Test func theEnginesWordsAreSaidInFrench() {
        for (text, french) in [
            ("asked for a person", "demande une personne"), ("rated 2", "note donnée : 2"),
            ("order-no refused", "order-no refusé"),
            ("order-no refused, but never asked", "order-no refusé sans avoir été demandé"),
            (
                "the result of orders.find is not what it declares",
                "le résultat de orders.find n'est pas celui qui est déclaré"
            ),
            // An author's own.
            ("calendar unreachable", "calendar unreachable"),
            ("the customer refused", "the customer refused"),
            ("", ""), (" refused", " refused"), ("refused", "refused"),
        ] {
            #expect(ReasonWords.text(text, in: .french) == french)
            #expect(ReasonWords.text(text, in: .english) == text)
        }
    }

    static let root: String = {
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    }()

    /// Each text that the engine's files give a reason is in the table.
    @Test func noWordOfTheEngineIsForgotten() throws {
        var found = 0
        for file in ["Versions", "Lines", "Asks", "Requests", "Corrections", "People", "Calls", "Messages"] {
            let source = try text(of: "\(Self.root)/Sources/Conversation/Engine/Engine+\(file).swift")
            try #require(!source.isEmpty)
            let texts = source.matches(
                of: /Reason\(code: \.\w+, text: "([^"]*)"|(?:backstop|return failed)\("([^"]*)"/)
            for match in texts {
                let literal = match.output.1 ?? match.output.2 ?? ""
                if literal.isEmpty { continue }
                found += 1
                let example = String(literal.replacing(/\\\([^)]*\)/, with: "x"))
                #expect(
                    ReasonWords.text(example, in: .french) != example, "in \(file): \(literal)")
            }
        }
        #expect(found >= 15)
    }

    @Test func theConsoleKnowsThem() throws {
        let words = try text(of: "\(Self.root)/Sources/CPages/console/words.js")
        for (en, fr) in ReasonWords.french {
            #expect(words.contains("[\"\(en)\", \"\(fr)\"]"), "\(en)")
        }
    }

    private func text(of path: String) throws -> String {
        try String(contentsOf: URL(filePath: path), encoding: .utf8)
    }
}
