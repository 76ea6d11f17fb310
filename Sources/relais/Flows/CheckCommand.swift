import Flows
import Text

/// `relais check`: everything that is wrong with a bot, before anyone talks to it.
enum CheckCommand {
    static let bot = Subcommand.Option(
        "--bot", "DIR",
        en: "the bot: a folder with Flows/ and Intents/ (.)",
        fr: "le bot : un dossier avec Flows/ et Intents/ (.)")
    static let language = Subcommand.Option(
        "--lang", "fr|en", en: "language of the messages", fr: "langue des messages")

    static let subcommand = Subcommand(
        "check",
        en: "Check a bot's files and say what is wrong, with place, reason and remedy.",
        fr: "Vérifier les fichiers d'un bot et dire ce qui ne va pas : où, pourquoi, que faire.",
        options: [
            bot, language,
            .init(
                "--format", "text|lines|json",
                en: "excerpts (text), one line each, or JSON lines",
                fr: "avec extraits (text), une ligne chacun, ou lignes JSON"),
            .init(
                "--hints",
                en: "also show hints (unused names, falls into the next step…)",
                fr: "montrer aussi les conseils (noms inutilisés, passages à l'étape suivante…)"),
            .init(
                "--limit", "N",
                en: "how many to show as excerpts (20)", fr: "combien montrer avec extrait (20)"),
        ],
        examples: [
            .init("relais check", en: "the bot in this folder", fr: "le bot de ce dossier"),
            .init(
                "relais check --bot shop --format lines",
                en: "for an editor or a script", fr: "pour un éditeur ou un script"),
        ]
    ) { (arguments) throws(CommandFailure) in
        let language = try messageLanguage(arguments)
        let format = arguments.value("--format") ?? "text"
        guard ["text", "lines", "json"].contains(format) else {
            throw .usage(
                what: "--format", en: "'\(format)' is none of text, lines, json",
                fr: "'\(format)' n'est ni text, ni lines, ni json")
        }
        let limit = try arguments.integer("--limit", in: 1...100_000) ?? 20
        let bot = try LoadedBot(
            folder: try arguments.botFolder(), withExamples: arguments.has("--hints"))
        let shown = bot.diagnostics.filter { arguments.has("--hints") || $0.severity != .hint }
        let renderer = DiagnosticRenderer(
            sources: bot.sources, language: language, isColoured: Terminal.hasColour, limit: limit)
        switch format {
        case "lines": Terminal.print(renderer.machineText(of: shown))
        case "json":
            Terminal.print(shown.map { DiagnosticJSON.line($0, bot.sources, language) }.joined())
        default:
            Terminal.print(renderer.text(of: shown))
            for promise in bot.promises { Terminal.print(promise.text(in: language) + ".\n") }
            Terminal.print(summary(bot, renderer, language, hidden: bot.diagnostics.count - shown.count))
        }
        return bot.program == nil ? 1 : 0
    }

    static func messageLanguage(_ arguments: Arguments) throws(CommandFailure) -> Language {
        guard let text = arguments.value("--lang") else { return Terminal.language }
        guard text == "fr" || text == "en" else {
            throw .usage(
                what: "--lang", en: "'\(text)' is neither fr nor en", fr: "'\(text)' n'est ni fr ni en")
        }
        return Language(text)
    }

    private static func summary(
        _ bot: LoadedBot, _ renderer: DiagnosticRenderer, _ language: Language, hidden: Int
    ) -> String {
        let counts = renderer.summary(of: bot.diagnostics.filter { $0.severity != .hint })
        var text: Bilingual
        if let program = bot.program {
            let flows = program.flows.count { !$0.isSystem }
            let (tests, queues) = (program.tests.count, program.queues.queues.count)
            text = Bilingual(
                en: "The bot is sound: \(Counted.english(flows, "flow")), "
                    + "\(Counted.english(tests, "test")), \(Counted.english(queues, "queue"))",
                fr: "Le bot est en ordre : \(flows) flux, "
                    + "\(Counted.french(tests, "test")), \(Counted.french(queues, "file"))")
            if let counts { text = Bilingual(en: text.en + "; \(counts)", fr: text.fr + " ; \(counts)") }
        } else {
            text = Bilingual.same(counts ?? "")
        }
        if hidden > 0 {
            text = Bilingual(
                en: text.en + "; \(Counted.english(hidden, "hint")) (--hints)",
                fr: text.fr + " ; \(Counted.french(hidden, "conseil")) (--hints)")
        }
        return text.text(in: language) + ".\n"
    }
}

extension Bilingual {
    fileprivate static func same(_ text: String) -> Bilingual { Bilingual(en: text, fr: text) }
}
