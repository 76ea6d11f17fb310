import Conversation
import Flows
import Intents
import Service
import Text

/// `relais test`: runs the conversations that stand as tests in a bot's files.
enum TestCommand {
    static let subcommand = Subcommand(
        "test",
        en: "Run the conversations written as tests in a bot's files.",
        fr: "Jouer les conversations écrites comme tests dans les fichiers d'un bot.",
        operands: "[FILTER…]", operandCount: 0...64,
        options: [
            CheckCommand.bot, CheckCommand.language,
            .init(
                "--junit", "FILE",
                en: "also write a report that build servers read",
                fr: "écrire aussi un rapport lisible par les serveurs d'intégration"),
            .init("--list", en: "name the tests and run none", fr: "nommer les tests sans les jouer"),
        ],
        examples: [
            .init(
                "relais test",
                en: "every test of the bot in this folder", fr: "tous les tests du bot de ce dossier"),
            .init(
                "relais test parcel orders.transcript",
                en: "tests whose name or file holds one of the words",
                fr: "les tests dont le nom ou le fichier contient un des mots"),
        ]
    ) { (arguments) throws(CommandFailure) in
        let language = try CheckCommand.messageLanguage(arguments)
        let world = try loadWorld(arguments.botFolder(), language)
        let tests = try chosen(world, arguments.operands)
        if arguments.has("--list") {
            for test in tests {
                Terminal.print("\(world.program.sources.location(of: test.range) ?? "")  \(test.name)\n")
            }
            return 0
        }
        var results: [TranscriptResult] = []
        for test in tests {
            let result = TranscriptRunner.run(test, in: world)
            if !result.passed { Terminal.print(result.report(in: language) + "\n") }
            results.append(result)
        }
        if let path = arguments.value("--junit") {
            try FileAccess.write(Array(JUnitReport.text(results).utf8), to: path)
        }
        Terminal.print(summary(results, language))
        return results.allSatisfy(\.passed) ? 0 : 1
    }

    /// The bot of a folder, or its mistakes on standard error and exit code 1.
    static func loadWorld(_ folder: String, _ language: Language) throws(CommandFailure) -> World {
        let files = try BotFiles(inFolder: folder)
        let (world, diagnostics) = World.loadForCommand(files)
        if let world { return world }
        let errors = DiagnosticRenderer.sorted(diagnostics.filter { $0.severity == .error })
        let renderer = DiagnosticRenderer(
            sources: SourceSet(files), language: language, isColoured: Terminal.hasColour, limit: 20)
        Terminal.printError(renderer.text(of: errors))
        throw .no(
            what: folder, en: "\(Counted.english(errors.count, "error")) in its files",
            fr: "\(Counted.french(errors.count, "erreur")) dans ses fichiers")
    }

    private static func chosen(_ world: World, _ words: [String]) throws(CommandFailure) -> [TranscriptTest] {
        let tests = world.program.tests
        guard !words.isEmpty else { return tests }
        let wanted = words.map(Folding.fold)
        let found = tests.filter { test in
            let path =
                world.program.sources.files.indices.contains(test.range.file)
                ? world.program.sources.files[test.range.file].path : ""
            let text = Folding.fold(test.name) + "\n" + Folding.fold(path)
            return wanted.contains { text.contains($0) }
        }
        guard !found.isEmpty else {
            throw .no(
                what: "test", en: "no test is named like \(words.joined(separator: ", "))",
                fr: "aucun test n'a de nom comme \(words.joined(separator: ", "))")
        }
        return found
    }

    private static func summary(_ results: [TranscriptResult], _ language: Language) -> String {
        let failed = results.count { !$0.passed }
        let passed = results.count - failed
        return Bilingual(
            en: "\(results.count) tests: \(passed) passed, \(failed) failed.\n",
            fr: "\(results.count) tests : \(passed) réussis, \(failed) en échec.\n"
        ).text(in: language)
    }
}
