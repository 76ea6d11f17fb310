import Text

/// The words of the REPL, in its two languages.
struct ReplWords: Sendable {
    let language: Language

    func callAsFunction(_ en: String, _ fr: String) -> String { language == .french ? fr : en }

    static let commands = [
        "/help", "/why", "/state", "/back", "/new", "/as", "/lang", "/wait", "/choose", "/rate", "/close",
        "/given", "/record",
        "/transcript", "/reload", "/quit",
    ]

    func help(isRemote: Bool) -> String {
        let rows: [(String, String, String, Bool)] = [
            ("text", "say it to the bot", "le dire au bot", true),
            ("/choose 2", "press a button", "appuyer sur un bouton", true),
            ("/rate 1", "rate the conversation, 1 to 5", "noter la conversation, de 1 à 5", true),
            ("/close", "close the conversation", "fermer la conversation", true),
            ("/new", "begin a new conversation", "commencer une nouvelle conversation", true),
            ("/as sms", "begin anew on another channel", "recommencer sur un autre canal", true),
            ("/lang en", "begin anew in another language", "recommencer dans une autre langue", true),
            (
                "/why", "why the bot did what it did last", "pourquoi le bot a fait ce qu'il vient de faire",
                false
            ),
            ("/state", "where the conversation stands", "où en est la conversation", false),
            (
                "/back", "undo the last turn (/back 3: three)", "annuler le dernier tour (/back 3 : trois)",
                false
            ),
            ("/wait 10 min", "let time pass", "laisser passer du temps", false),
            (
                "/given A = f v", "what an action answers, how a queue stands",
                "ce que répond une action, l'état d'une file", false
            ),
            (
                "@ claire: text", "an agent speaks (joins, closes, returns)",
                "un conseiller parle (joins, closes, returns)", false
            ),
            (
                "/transcript", "show the conversation as a test", "montrer la conversation comme un test",
                false
            ),
            (
                "/record FILE", "write it as a test for `relais test`",
                "l'écrire comme un test pour « relais test »", false
            ),
            ("/reload", "read the bot again and replay", "relire le bot et rejouer la conversation", false),
            ("/quit", "leave (or Ctrl-D)", "quitter (ou Ctrl-D)", true),
        ]
        return rows.filter { $0.3 || !isRemote }.map { row in
            let pad = String(repeating: " ", count: max(16 - row.0.count, 1))
            return "  \(row.0)\(pad)\(self(row.1, row.2))\n"
        }.joined()
    }
}

/// What the REPL prints: colours where wanted, and no control character of a customer's or agent's text.
struct ReplPaint: Sendable {
    let isColoured: Bool
    /// Width of the terminal; nil where the output is none.
    let columns: Int?

    init() {
        isColoured = Terminal.hasColour
        columns = RawTerminal.isUsable ? RawTerminal.columns : nil
    }

    func callAsFunction(_ text: String, _ codes: String) -> String {
        isColoured ? "\u{1B}[\(codes)m\(text)\u{1B}[0m" : text
    }

    func dim(_ text: String) -> String { self(text, "2") }

    /// A sentence of somebody, wrapped to the terminal, its further lines indented below the first.
    func sentence(_ speaker: String, _ codes: String, _ text: String) -> String {
        let indent = DisplayWidth.of(speaker) + 2
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
            wrapped(DisplayWidth.printable(String($0)), indent: indent)
        }
        let pad = String(repeating: " ", count: indent)
        let rest = lines.dropFirst().map { $0.isEmpty ? "\n" : "\n" + pad + $0 }.joined()
        return self(speaker, codes) + "  " + (lines.first ?? "") + rest + "\n"
    }

    /// A line of a list, its further lines indented below the first.
    func item(_ text: String) -> String {
        let lines = wrapped(DisplayWidth.printable(text), indent: 6)
        return "  " + lines.joined(separator: "\n      ") + "\n"
    }

    /// The text cut at blanks so that each piece fits beside the indent; not where the output is no terminal.
    private func wrapped(_ text: String, indent: Int) -> [String] {
        guard let columns else { return [text] }
        let room = max(columns - indent, 20)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) > room {
                lines.append(line)
                line = String(word)
            } else {
                line += (line.isEmpty ? "" : " ") + word
            }
        }
        return lines + [line]
    }
}
