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
            "  \(row.0.padded(to: 15)) \(self(row.1, row.2))\n"
        }.joined()
    }
}
