import CivilTime
import Foundation
import Glibc
import Service
import Text

/// `relais desk`: take customers from the queue, in a terminal.
enum DeskCommand {
    static let subcommand = Subcommand(
        "desk",
        en: "Take customers from the queue, in a terminal.",
        fr: "Prendre les clients de la file, dans un terminal.",
        options: DaemonSocket.Address.options + [
            .init(
                "--token-file", "FILE",
                en: "what `relais agent add` printed; else the variable RELAIS_TOKEN",
                fr: "ce qu'a affiché `relais agent add` ; sinon la variable RELAIS_TOKEN"),
            .init("--supervisor", en: "sign in as supervisor", fr: "se connecter comme superviseur"),
            .init(
                "--capacity", "N",
                en: "customers at once (4; supervisors 0); 0: no offers until /available",
                fr: "clients à la fois (4 ; superviseurs 0) ; 0 : pas d'offre avant /disponible"),
            .init(
                "--skills", "A,B",
                en: "these skills instead of the account's",
                fr: "ces compétences plutôt que celles du compte"),
            .init(
                "--canned", "FILE",
                en: "answers with a name, one a line: `name: text`",
                fr: "réponses toutes prêtes, une par ligne : `nom: texte`"),
            .init("--lang", "fr|en", en: "language of the console", fr: "langue de la console"),
            .init("--no-colour", en: "no colours", fr: "sans couleurs"),
        ],
        examples: [
            .init(
                "(umask 077 && relais agent add Claire --skills orders > claire.token) && "
                    + "relais desk --token-file claire.token",
                en: "A first agent on this machine", fr: "Un premier agent sur cette machine"),
            .init(
                "RELAIS_TOKEN=… relais desk --supervisor --connect desk.example:7878 --lang fr",
                en: "A supervisor elsewhere", fr: "Un superviseur, ailleurs"),
        ]
    ) { arguments throws(CommandFailure) in
        let (settings, address) = try read(arguments)
        let session = DeskSession(DeskConsole(settings), address, hasColour: settings.paint.hasColour)
        return try session.run()
    }

    /// Where `relais serve` listens unless told otherwise.
    private static let usual = ServerSettings.Endpoint(host: "127.0.0.1", port: 7878)

    private static func read(_ arguments: Arguments) throws(CommandFailure) -> (
        ConsoleSettings, DaemonSocket.Address
    ) {
        var language = Terminal.language
        if let code = arguments.value("--lang") {
            guard code == "fr" || code == "en" else {
                throw .usage(
                    what: "--lang", en: "'\(code)' is not fr or en", fr: "'\(code)' n'est ni fr ni en")
            }
            language = Language(code)
        }
        let zone = Zone(identifier: TimeZone.current.identifier) ?? .utc
        let paint = ConsolePaint(
            language: language, hasColour: Terminal.hasColour && !arguments.has("--no-colour"), zone: zone)
        var seed = UInt64.random(in: .min ... .max)
        // 48 bits tell runs apart, and keep ids short.
        seed >>= 16
        var settings = ConsoleSettings(token: try token(arguments), paint: paint, seed: seed)
        settings.isSupervisor = arguments.has("--supervisor")
        // A supervisor watches; who also wants offers says how many.
        if settings.isSupervisor { settings.capacity = nil }
        if let capacity = try arguments.integer("--capacity", in: 0...100) {
            settings.capacity = capacity == 0 ? nil : capacity
        }
        settings.skills = (arguments.value("--skills") ?? "").split(separator: ",").map(String.init)
        settings.canned = try canned(arguments, language)
        settings.takesCannedOfBot = arguments.value("--canned") == nil
        return (settings, try DaemonSocket.Address(arguments) ?? .tcp(usual))
    }

    /// The last word of the file, so that what `relais agent add` prints can be kept as it is.
    private static func token(_ arguments: Arguments) throws(CommandFailure) -> String {
        let text: String
        if let path = arguments.value("--token-file") {
            text = String(decoding: try FileAccess.read(path), as: UTF8.self)
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
                let why = Terminal.words(
                    "others can read this token; chmod 600 helps",
                    "d'autres peuvent lire ce jeton ; chmod 600 y remédie")
                Terminal.printError("relais: \(path): \(why)\n")
            }
        } else if let value = getenv("RELAIS_TOKEN") {
            text = String(cString: value)
        } else {
            throw .usage(
                what: "desk", en: "needs --token-file FILE or the variable RELAIS_TOKEN",
                fr: "il faut --token-file FILE ou la variable RELAIS_TOKEN")
        }
        guard let word = text.split(whereSeparator: \.isWhitespace).last, word.utf8.count <= 256 else {
            throw .usage(
                what: arguments.value("--token-file") ?? "RELAIS_TOKEN", en: "holds no token",
                fr: "ne contient pas de jeton")
        }
        return String(word)
    }

    private static func canned(_ arguments: Arguments, _ language: Language) throws(CommandFailure)
        -> CannedAnswers
    {
        guard let path = arguments.value("--canned") else { return .usual(language) }
        let (answers, badLines) = CannedAnswers.read(
            String(decoding: try FileAccess.read(path), as: UTF8.self))
        if let line = badLines.first {
            throw .no(
                what: "\(path):\(line)", en: "is not `name: text`", fr: "n'est pas de la forme `nom: texte`")
        }
        return answers
    }
}
