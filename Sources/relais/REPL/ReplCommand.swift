import CivilTime
import Conversation
import Flows
import Glibc
import Service
import Text

/// `relais repl`: talk to a bot, see why it answers, undo, and keep the conversation as a test.
enum ReplCommand {
    static let subcommand = Subcommand(
        "repl",
        en: "Talk to a bot in this terminal, see why it answers, keep the conversation as a test.",
        fr: "Parler à un bot dans ce terminal, voir pourquoi il répond, garder la conversation comme test.",
        options: [CheckCommand.bot] + DaemonSocket.Address.options + [
            .init(
                "--channel", "NAME",
                en: "channel of the conversation (the first)", fr: "canal de la conversation (le premier)"),
            .init(
                "--lang", "fr|en",
                en: "language of the conversation and of this tool",
                fr: "langue de la conversation et de cet outil"),
            .init(
                "--actions",
                en: "call actions for real (else you are asked what they answer)",
                fr: "appeler vraiment les actions (sinon on vous demande leur réponse)"),
            .init(
                "--now", "\"DATE TIME\"",
                en: "what the clock shows: \"2026-11-24 10:00\" (now)",
                fr: "ce que montre l'horloge : \"2026-11-24 10:00\" (maintenant)"),
            .init(
                "--real-clock",
                en: "let time pass (else it stands still but for /wait)",
                fr: "laisser passer le temps (sinon il s'arrête, sauf /wait)"),
        ],
        examples: [
            .init("relais repl", en: "the bot in this folder", fr: "le bot de ce dossier"),
            .init(
                "relais repl --actions --lang fr",
                en: "with `relais back-office` running", fr: "avec « relais back-office » en marche"),
            .init(
                "relais repl --connect 127.0.0.1:7878", en: "a running daemon", fr: "un serveur qui tourne"),
        ]
    ) { (arguments) throws(CommandFailure) in
        let chosen = arguments.value("--lang").map(Language.init)
        let shown: Language = chosen == .french || chosen == .english ? chosen ?? .english : Terminal.language
        let words = ReplWords(language: shown)
        if let address = try DaemonSocket.Address(arguments) {
            return RemoteSession(
                socket: try DaemonSocket.connect(to: address), address: address.text,
                channel: arguments.value("--channel") ?? "web",
                language: chosen, words: words,
                input: input()
            ).run()
        }
        return try local(arguments, chosen, words)
    }

    private static func local(
        _ arguments: Arguments, _ chosen: Language?, _ words: ReplWords
    ) throws(CommandFailure) -> Int32 {
        let folder = try arguments.botFolder()
        let bot: ReplBot
        do throws(ReplBot.Refusal) {
            bot = try ReplBot(folder: folder, language: words.language)
        } catch {
            if error.isUnreadable { throw .world(what: folder, why: error.text) }
            Terminal.printError(error.text)
            throw .no(what: folder, why: words("the bot has errors", "le bot a des erreurs"))
        }
        let policy = bot.world.program.policy
        let channel = arguments.value("--channel") ?? policy.channels.first?.name ?? "web"
        guard policy.channels.contains(where: { $0.name == channel }) else {
            throw .usage(
                what: "--channel",
                en: "'\(channel)' is none of \(policy.channels.map(\.name).joined(separator: ", "))",
                fr: "'\(channel)' n'est aucun de : \(policy.channels.map(\.name).joined(separator: ", "))")
        }
        let language = chosen ?? policy.languages.first ?? .french
        guard policy.languages.contains(language) else {
            throw .usage(
                what: "--lang",
                en: "'\(language.code)' is none of \(policy.languages.map(\.code).joined(separator: ", "))",
                fr:
                    "'\(language.code)' n'est aucun de : \(policy.languages.map(\.code).joined(separator: ", "))"
            )
        }
        return LocalSession(
            bot: bot, channel: channel, language: language, words: words, input: input(),
            nowMilliseconds: try now(arguments.value("--now"), in: Zone(identifier: policy.zone) ?? .utc),
            callsActions: arguments.has("--actions"), hasRealClock: arguments.has("--real-clock")
        ).run()
    }

    private static func now(_ text: String?, in zone: Zone) throws(CommandFailure) -> Int64 {
        guard let text else {
            // Whole minutes, so that a recording begins at the very same instant.
            return SystemClock.wallMilliseconds() / 60_000 * 60_000
        }
        guard let both = ISOText.parseDateAndTime(text.split(separator: " ").joined(separator: "T")) else {
            throw .usage(
                what: "--now", en: "'\(text)' is not like 2026-11-24 10:00",
                fr: "'\(text)' n'est pas de la forme 2026-11-24 10:00")
        }
        return zone.milliseconds(days: both.days, minute: both.minute)
    }

    private static func input() -> LineInput {
        LineInput(completions: ReplWords.commands, historyPath: historyPath)
    }

    /// Where the lines typed are kept between runs: `$XDG_STATE_HOME`, else the home folder.
    private static var historyPath: String? {
        if let folder = getenv("XDG_STATE_HOME"), folder.pointee != 0 {
            return String(cString: folder) + "/relais-history"
        }
        guard let home = getenv("HOME"), home.pointee != 0 else { return nil }
        return String(cString: home) + "/.relais_history"
    }
}
