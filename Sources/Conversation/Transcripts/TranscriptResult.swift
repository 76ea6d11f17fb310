package import Text

/// How a test went: what was expected, what the bot did, and why.
package struct TranscriptResult: Sendable {
    package struct Line: Sendable, Hashable {
        /// 1-based line in the test's file, for what stands there.
        package var number: Int?
        package var text: String
    }

    package struct Failure: Sendable, Hashable {
        package var line: Int?
        package var message: Bilingual
    }

    package var name: String
    /// The path of the file, and the line of `test`.
    package var file = ""
    package var line = 0
    package var failures: [Failure] = []
    package var expected: [Line] = []
    package var got: [Line] = []
    /// Why the bot did what it did in the turn of the first failure.
    package var why: [Explanation] = []
    /// Flows that did something, and the `system.` phrases that were said: what the test covers.
    package var covered: Set<String> = []

    package init(name: String) { self.name = name }

    package var passed: Bool { failures.isEmpty }

    /// What is printed for a test that failed: the two blocks side by side in time, with line numbers.
    package func report(in language: Language) -> String {
        var text = "✗ \(name)  (\(file):\(line))\n"
        for failure in failures {
            let place = failure.line.map { "\(file):\($0): " } ?? ""
            text += "  \(place)\(failure.message.text(in: language))\n"
        }
        text += language == .french ? "  attendu\n" : "  expected\n"
        for line in expected { text += Self.shown(line) }
        text += language == .french ? "  obtenu\n" : "  got\n"
        for line in got { text += Self.shown(line) }
        if !why.isEmpty { text += language == .french ? "  pourquoi\n" : "  why\n" }
        for explanation in why {
            for line in explanation.why(in: language) { text += "    \(line)\n" }
        }
        return text
    }

    private static func shown(_ line: Line) -> String {
        let number = line.number.map(String.init) ?? ""
        let pad = String(repeating: " ", count: max(0, 5 - number.count))
        return "  \(pad)\(number) | " + line.text.split(separator: "\n").joined(separator: "\n        | ")
            + "\n"
    }
}
