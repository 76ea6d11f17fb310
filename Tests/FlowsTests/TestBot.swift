import Flows
import Text

/// A bot in memory for tests: files by path, intents and articles as the flows name them.
struct TestBot {
    var files: [(path: String, text: String)]
    var catalogue: Catalogue

    init(_ text: String, path: String = "Flows/test.flow", intents: [String] = [], articles: [String] = []) {
        files = [(path, text)]
        catalogue = Catalogue()
        for intent in intents {
            catalogue.intents[intent] = .init(labels: [.french: intent, .english: intent])
        }
        for article in articles { catalogue.articles[article] = [.french, .english] }
        // Whatever a `trigger` or an `answer` names exists, unless the test says otherwise.
        if intents.isEmpty && articles.isEmpty { declareAllNamed() }
    }

    private mutating func declareAllNamed() {
        for line in files.flatMap({ $0.text.split(separator: "\n") }) {
            let words = line.split(separator: " ")
            for (index, word) in words.enumerated() where index + 1 < words.count {
                let next = String(words[index + 1])
                if word == "trigger" || word == "said" {
                    catalogue.intents[next] = .init(labels: [.french: next, .english: next])
                }
                if word == "answer", next != "one" { catalogue.articles[next] = [.french, .english] }
            }
        }
    }

    func with(_ path: String, _ text: String) -> TestBot {
        var copy = self
        copy.files.append((path, text))
        copy.declareAllNamed()
        return copy
    }

    func compile() -> (program: Program?, diagnostics: [Diagnostic]) {
        FlowCompiler.compile(files: botFiles, catalogue: catalogue)
    }

    var botFiles: BotFiles {
        BotFiles(files: files.map { BotFiles.File(path: $0.path, bytes: Array($0.text.utf8)) })
    }

    var sources: SourceSet { SourceSet(botFiles) }

    /// `test.flow:3:5 F101 …` lines, hints left out.
    func complaints(withHints: Bool = false) -> [String] {
        compile().diagnostics.filter { withHints || $0.severity != .hint }.map {
            "\(sources.location(of: $0.range) ?? "(system)") \($0.code) \($0.message.en)"
        }
    }
}
