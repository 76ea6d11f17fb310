import CivilTime
import Service
import Text

/// `relais back-office`: the shop's systems, made up, for trying the shipped bot.
enum BackOfficeCommand {
    static let subcommand = Subcommand(
        "back-office",
        en: "Serve the made-up orders, bills and outages that the shipped flows ask for.",
        fr: "Servir les commandes, factures et pannes fictives que les flux livrés demandent.",
        options: [
            .init(
                "--http", "HOST:PORT",
                en: "where to listen, loopback only (127.0.0.1:8190)",
                fr: "où écouter, en local seulement (127.0.0.1:8190)"),
            .init(
                "--today", "YYYY-MM-DD",
                en: "the day all dates are counted from (today in Paris)",
                fr: "le jour à partir duquel tout est compté (aujourd'hui à Paris)"),
            .init(
                "--quiet", en: "do not print a line for each call", fr: "ne pas écrire une ligne par appel"),
        ],
        examples: [
            .init(
                "relais back-office",
                en: "where Flows/bot.policy looks for it", fr: "là où Flows/bot.policy le cherche"),
            .init(
                "curl http://127.0.0.1:8190/",
                en: "the numbers worth trying in a conversation",
                fr: "les numéros à essayer dans une conversation"),
        ]
    ) { (arguments) throws(CommandFailure) in
        let (host, port) = try address(arguments.value("--http") ?? "127.0.0.1:8190")
        let zone = Zone(identifier: "Europe/Paris") ?? .utc
        let civil = zone.civil(atMilliseconds: SystemClock.wallMilliseconds())
        var today = civil.days
        if let text = arguments.value("--today") {
            guard let day = ISOText.parseDate(text) else {
                throw .usage(
                    what: "--today", en: "'\(text)' is not a day like 2027-01-31",
                    fr: "'\(text)' n'est pas un jour comme 2027-01-31")
            }
            today = day
        }
        let isQuiet = arguments.has("--quiet")
        let server = try BackOfficeServer(
            office: BackOffice(today: today, minute: civil.minute), host: host, port: port
        ) { line in
            if !isQuiet { Terminal.print(line + "\n") }
        }
        Terminal.print("back office on http://\(host):\(server.port)/\n")
        try server.run()
    }

    /// Splits `HOST:PORT`; only this machine may ask, since nobody here proves who he is.
    static func address(_ text: String) throws(CommandFailure) -> (host: String, port: UInt16) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw .usage(
                what: "--http", en: "'\(text)' is not HOST:PORT",
                fr: "'\(text)' n'est pas de la forme HOST:PORT")
        }
        let host = text[..<colon] == "localhost" ? "127.0.0.1" : String(text[..<colon])
        guard host.hasPrefix("127.") else {
            throw .usage(
                what: "--http", en: "only loopback addresses (127.0.0.1) are served",
                fr: "seules les adresses locales (127.0.0.1) sont servies")
        }
        return (host, port)
    }
}
