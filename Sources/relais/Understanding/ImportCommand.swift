import Text

/// `relais import`: a table of examples becomes a bot folder.
enum ImportCommand {
    static let subcommand = Subcommand(
        "import",
        en: "Make a bot from a table of examples.", fr: "Créer un bot à partir d'un tableau d'exemples.",
        operands: "TSV", operandCount: 1...1,
        options: [
            .init(
                "--out", "DIR",
                en: "a new or empty folder (required)", fr: "un dossier neuf ou vide (requis)"),
            .init(
                "--lang", "CODE",
                en: "en or fr: the examples' language (en)", fr: "en ou fr : la langue des exemples (en)"),
        ],
        examples: [
            .init(
                "relais import examples.tsv --out my-bot --lang en",
                en: "then fill in my-bot/Intents/knowledge/en and run: relais check --bot my-bot",
                fr: "puis complétez my-bot/Intents/knowledge/en et lancez : relais check --bot my-bot")
        ]
    ) { (arguments) throws(CommandFailure) in
        guard let out = arguments.value("--out"), !out.isEmpty else {
            throw .usage(what: "import", en: "--out DIR is required", fr: "--out DIR est obligatoire")
        }
        let code = arguments.value("--lang") ?? "en"
        guard ["en", "fr"].contains(code) else {
            throw .usage(
                what: "--lang", en: "'\(code)' is not en or fr, the languages the bot's own phrases have",
                fr: "'\(code)' n'est ni en ni fr, les langues des phrases propres au bot")
        }
        let path = arguments.operand(0) ?? ""
        let table = try TrainingTable(FileAccess.read(path), name: path)
        guard try FileAccess.isEmptyFolder(out) else {
            throw .world(
                what: out, en: "there is something in it already; choose a new folder",
                fr: "il s'y trouve déjà quelque chose ; choisir un nouveau dossier")
        }
        let bot = ImportedBot(table, language: Language(code))
        var folders: Set<String> = []
        for file in bot.files {
            let folder = out + "/" + file.path.split(separator: "/").dropLast().joined(separator: "/")
            if folders.insert(folder).inserted { try FileAccess.makeFolder(folder) }
            try FileAccess.write(Array(file.text.utf8), to: out + "/" + file.path)
        }
        Terminal.print(
            "\(out): \(Counted.english(table.rows.count, "example")), "
                + "\(Counted.english(bot.names.count, "intent")), \(Counted.english(bot.files.count, "file"))\n"
        )
        return 0
    }
}
