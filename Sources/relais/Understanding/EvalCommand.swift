import Flows
import Glibc
import Intents
import Text

/// `relais eval`: how well the examples are understood, and what to change first.
enum EvalCommand {
    static let subcommand = Subcommand(
        "eval",
        en: "Measure how well a bot's examples are understood, and say what to improve first.",
        fr: "Mesurer à quel point les exemples d'un bot sont compris, et dire quoi améliorer d'abord.",
        operands: "[DIR|TSV]", operandCount: 0...1,
        options: [
            CheckCommand.language,
            .init(
                "--html", "FILE",
                en: "also write the report as one page to look at and pass on",
                fr: "écrire aussi le rapport en une page à regarder et à transmettre"),
            .init("--json", en: "print one JSON object instead", fr: "afficher plutôt un objet JSON"),
            .init(
                "--all",
                en: "every intent, pair and example, not only the first ones",
                fr: "toutes les intentions, paires et exemples, pas seulement les premiers"),
            .init(
                "--quick",
                en: "a third of the time, without what one more example would bring",
                fr: "en un tiers du temps, sans ce qu'un exemple de plus apporterait"),
        ],
        examples: [
            .init("relais eval --html report.html", en: "the bot in this folder", fr: "le bot de ce dossier"),
            .init(
                "relais eval examples.tsv",
                en: "a table: intent, tab, utterance; __oos__ is off topic",
                fr: "un tableau : intention, tabulation, phrase ; __oos__ est hors sujet"),
        ]
    ) { (arguments) throws(CommandFailure) in
        let language = try CheckCommand.messageLanguage(arguments)
        let path = arguments.operand(0) ?? "."
        let material = try EvalMaterial(path: path, language: language)
        let html = arguments.value("--html")
        if html == "" {
            throw .usage(what: "--html", en: "needs a value (FILE)", fr: "il manque une valeur (FILE)")
        }
        let showsProgress = isatty(2) == 1
        let evaluation = Evaluation.measure(
            material.samples, examples: material.examples, languages: material.languages,
            answerThreshold: material.answerThreshold, clarifyThreshold: material.clarifyThreshold,
            curve: !arguments.has("--quick"), workers: .threads
        ) { done, total in
            guard showsProgress else { return }
            Terminal.printError("\r\(done)/\(total) " + (done == total ? "\r        \r" : ""))
        }
        let words = EvalWords(
            evaluation: evaluation, material: material, language: language, showsAll: arguments.has("--all"))
        if let html {
            try FileAccess.write(Array(EvalPage(words).html.utf8), to: html)
        }
        Terminal.print(
            arguments.has("--json")
                ? EvalJSON.text(evaluation) : EvalText(words).text)
        return 0
    }
}

/// What is evaluated: a bot's intent files, or a table.
struct EvalMaterial {
    private(set) var samples: [IntentModel.Sample] = []
    private(set) var examples: [Evaluation.Example] = []
    /// Declared languages; empty for a table.
    private(set) var languages: [Language] = []
    private(set) var labels: [String: String] = [:]
    private(set) var answerThreshold = 0.6
    private(set) var clarifyThreshold = 0.3
    /// As it was named on the command line.
    let name: String

    /// Nothing but a name, for tests of the words.
    init(named name: String) { self.name = name }

    init(path: String, language: Language) throws(CommandFailure) {
        name = path
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            try readBot(path, language)
        } else {
            let table = try TrainingTable(FileAccess.read(path), name: path)
            for (row, line) in zip(table.rows, table.lines) {
                let intent = row.intent == TrainingTable.offTopic ? nil : row.intent
                samples.append(IntentModel.Sample(intent: intent, text: row.text))
                examples.append(
                    Evaluation.Example(
                        intent: intent, text: row.text, language: nil,
                        place: language == .french ? "ligne \(line)" : "line \(line)"))
            }
        }
    }

    private mutating func readBot(_ path: String, _ language: Language) throws(CommandFailure) {
        let bot = try LoadedBot(folder: path)
        let files = bot.sources.files.indices.filter { bot.sources.files[$0].path.hasSuffix(".intents") }
        let (set, diagnostics) = IntentFiles.parse(
            bot.sources, files: files, languages: bot.program?.policy.languages)
        let errors = diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty else {
            let renderer = DiagnosticRenderer(
                sources: bot.sources, language: language, isColoured: isatty(2) == 1)
            Terminal.printError(renderer.text(of: DiagnosticRenderer.sorted(errors)))
            throw .no(
                what: path,
                why: language == .french
                    ? "les fichiers d'intentions ont des erreurs" : "the intent files have errors")
        }
        guard set.intents.contains(where: { !$0.examples.isEmpty }) else {
            throw .no(
                what: path,
                why: language == .french
                    ? "aucun exemple d'intention dans Intents/*.intents"
                    : "no example of any intent in Intents/*.intents")
        }
        func add(_ example: IntentExample, _ intent: String?) {
            samples.append(IntentModel.Sample(intent: intent, text: example.text))
            examples.append(
                Evaluation.Example(
                    intent: intent, text: example.text, language: example.language,
                    place: example.range.map { range in
                        let file = bot.sources.files[range.file]
                        return "\(file.path):\(file.position(of: range.start).line)"
                    } ?? ""))
        }
        for intent in set.intents {
            labels[intent.name] = intent.labels[language]
            for example in intent.examples { add(example, intent.name) }
        }
        for example in set.offTopic { add(example, nil) }
        // Names, labels and keywords are trained with and never asked about: they come after what is counted.
        samples += IntentModel.samples(of: set).filter { !$0.isMessage }
        if let policy = bot.program?.policy {
            languages = policy.languages
            answerThreshold = policy.threshold(.answer, channel: "", intent: nil)
            clarifyThreshold = policy.threshold(.clarify, channel: "", intent: nil)
        }
    }
}
