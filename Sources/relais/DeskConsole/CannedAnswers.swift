import JSON
package import Text

/// Answers an agent gives so often that they have a name.
///
/// From a file with one answer a line, `name: text`; `#` begins a comment line. `{name}` stands for the customer's name.
package struct CannedAnswers: Sendable, Equatable {
    package private(set) var entries: [Entry] = []

    package struct Entry: Sendable, Equatable {
        package var name: String
        package var text: String
    }

    /// Answers for everybody, before a team writes its own.
    package static func usual(_ language: Language) -> CannedAnswers {
        let text =
            language == .french
            ? """
            bonjour: Bonjour {name}, je prends le relais : j'ai lu ce que vous avez déjà écrit, vous n'avez rien à répéter.
            attente: Je vérifie, cela me prend deux minutes.
            merci: Merci de votre patience.
            fin: Puis-je faire autre chose pour vous ?
            au-revoir: Merci de votre visite. Bonne journée !
            """
            : """
            hello: Hello {name}, I am taking over: I have read what you wrote, no need to say it again.
            wait: Let me check, it will take me two minutes.
            thanks: Thank you for waiting.
            more: Is there anything else I can do for you?
            bye: Thank you for your visit. Have a good day!
            """
        return read(text).answers
    }

    package init() {}

    /// - Returns: the answers, and the numbers of lines that are none.
    package static func read(_ text: String) -> (answers: CannedAnswers, badLines: [Int]) {
        var answers = CannedAnswers()
        var badLines: [Int] = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            if line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") { continue }
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts[0].filter { !$0.isWhitespace }
            let text = parts.count > 1 ? parts[1].drop { $0.isWhitespace } : ""
            if name.isEmpty || text.isEmpty {
                badLines.append(index + 1)
            } else {
                answers.entries.append(Entry(name: name, text: String(text)))
            }
        }
        return (answers, badLines)
    }

    /// Those of the bot's own file, in the console's language where they have it; the others while it names none.
    init(catalogue: JSONValue, _ language: Language, _ others: CannedAnswers) {
        entries = (catalogue["canned"]?.array ?? []).compactMap { one in
            guard let name = one["name"]?.string, let texts = one["texts"],
                let text = texts[language.code]?.string ?? texts.object?.first?.value.string
            else { return nil }
            return Entry(name: name, text: text)
        }
        if entries.isEmpty { self = others }
    }

    package func text(_ name: String, customer: String?, agent: String = "") -> String? {
        let wanted = name.lowercased()
        let exact = entries.first { $0.name.lowercased() == wanted }
        let fitting = entries.filter { $0.name.lowercased().hasPrefix(wanted) }
        guard let entry = exact ?? (fitting.count == 1 ? fitting.first : nil) else { return nil }
        let text = entry.text.replacing("{agent}", with: agent)
        guard let customer, !customer.isEmpty else {
            return text.replacing(" {name}", with: "").replacing("{name}", with: "")
        }
        return text.replacing("{name}", with: customer)
    }
}
