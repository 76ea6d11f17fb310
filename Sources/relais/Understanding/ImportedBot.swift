import Intents
import Text

/// The files of a bot made from a table of examples: for each intent its examples, a flow that answers it, an article to
/// be filled in. Pure; the command writes them.
struct ImportedBot {
    struct File: Equatable {
        /// Relative to the bot folder.
        var path: String
        var text: String
    }

    private(set) var files: [File] = []
    /// Legal name by the table's name.
    private(set) var names: [String: String] = [:]

    /// Words the flow language keeps for itself.
    private static let reserved: Set<String> = ["await", "each", "repeat"]
    /// A line of an intent file holds 4,096 bytes; longer examples are cut.
    private static let maximumTextBytes = 4_000

    init(_ table: TrainingTable, language: Language) {
        let code = language.code
        let isFrench = language == .french
        var taken: Set<String> = []
        var examples: [String: [String]] = [:]
        for row in table.rows { examples[row.intent, default: []].append(row.text) }
        for intent in table.intents {
            let name = Self.name(for: intent, &taken)
            names[intent] = name
            let label = Self.label(for: intent)
            let header = intent == name ? "intent \(name)" : "intent \"\(Self.quotable(intent))\" as \(name)"
            var text = header + "\nlabel \(code): \(label)\n"
            for example in examples[intent] ?? [] { text += "\(code): \(Self.line(example))\n" }
            files.append(Self.intentFile(text, path: "Intents/\(name)"))
            files.append(
                File(
                    path: "Flows/\(name).flow",
                    text: "flow \(name)\nlabel \(code): \(label)\ntrigger \(name)\nanswer \(name)\n"))
            let body =
                isFrench
                ? "Réponse à rédiger : \(label)." : "The answer goes here: \(label)."
            files.append(
                File(
                    path: "Intents/knowledge/\(code)/\(name).md",
                    text: "---\ntitle: \(label)\nstate: validated\nvalidator: import\n---\n\(body)\n"))
        }
        if let offTopic = examples[TrainingTable.offTopic] {
            let lines = offTopic.map { "\(code): \(Self.line($0))\n" }.joined()
            let path = names.values.contains("off-topic") ? "Intents/off-topic-examples" : "Intents/off-topic"
            files.append(Self.intentFile("off-topic\n" + lines, path: path))
        }
        files.append(
            File(
                path: "Flows/bot.policy",
                text: """
                    # Made by relais import; every line may be changed.
                    language \(code)
                    channel web buttons
                    threshold answer 0.60
                    threshold clarify 0.30
                    default queue support

                    """))
        files.append(
            File(
                path: "Flows/desk.queues",
                text: "queue support\nlabel \(code): \(isFrench ? "Service client" : "Customer service")\n"))
        files.sort { $0.path < $1.path }
    }

    /// A name flows can use, different from all before.
    private static func name(for intent: String, _ taken: inout Set<String>) -> String {
        var name = IntentFiles.legalName(for: intent)
        if reserved.contains(name) || name.hasPrefix("system.") { name = "my-" + name }
        var candidate = name
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(name)-\(number)"
            number += 1
        }
        return candidate
    }

    /// `card_arrival` read as words; never empty.
    private static func label(for intent: String) -> String {
        let words = line(String(intent.map { "_-.".contains($0) ? " " : $0 })).split(separator: " ")
        return words.isEmpty ? "intent" : words.joined(separator: " ")
    }

    private static func quotable(_ intent: String) -> String {
        line(intent.replacing("\"", with: "'"))
    }

    /// The text without control characters, cut to what a line may hold.
    private static func line(_ text: String) -> String {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            let kept: Unicode.Scalar = scalar.steersDisplay ? " " : scalar
            count += UTF8.width(kept)
            if count > maximumTextBytes { break }
            result.unicodeScalars.append(kept)
        }
        return result
    }

    /// An intent's file. Of more than the 1 MiB a file may hold the beginning is kept: ten thousand examples of one intent
    /// teach no more.
    private static func intentFile(_ text: String, path: String) -> File {
        guard text.utf8.count > SourceLines.maximumFileBytes else {
            return File(path: path + ".intents", text: text)
        }
        var kept = ""
        var count = 0
        for line in text.split(separator: "\n") {
            count += line.utf8.count + 1
            if count > SourceLines.maximumFileBytes { break }
            kept += line + "\n"
        }
        return File(path: path + ".intents", text: kept)
    }
}
