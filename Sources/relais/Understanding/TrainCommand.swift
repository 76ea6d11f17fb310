import Intents
import Learning
import Text

/// `relais train`: a table of examples becomes a model file.
enum TrainCommand {
    static let subcommand = Subcommand(
        "train",
        en: "Train a classifier from a table of examples.",
        fr: "Entraîner un classifieur à partir d'un tableau d'exemples.",
        operands: "TSV", operandCount: 1...1,
        options: [
            .init("--out", "MODEL", en: "the file to write (required)", fr: "le fichier à écrire (requis)"),
            .init(
                "--unsorted", "FILE",
                en: "messages without an intent, one a line, to learn from as far as they can be guessed",
                fr: "messages sans intention, un par ligne, dont apprendre autant qu'on les devine"),
            .init(
                "--without", "LIST",
                en: "leave out ingredients, to measure their worth: "
                    + TrainingSettings.ingredients.joined(separator: ","),
                fr: "omettre des ingrédients, pour en mesurer la valeur : "
                    + TrainingSettings.ingredients.joined(separator: ",")),
        ],
        examples: [
            .init(
                "relais train --out shop.model examples.tsv",
                en: "each line is intent, tab, utterance; __oos__ is off topic",
                fr: "chaque ligne : intention, tabulation, phrase ; __oos__ est hors sujet")
        ]
    ) { (arguments) throws(CommandFailure) in
        guard let out = arguments.value("--out"), !out.isEmpty else {
            throw .usage(what: "train", en: "--out MODEL is required", fr: "--out MODEL est obligatoire")
        }
        let path = arguments.operand(0) ?? ""
        var settings = TrainingSettings()
        for name in (arguments.value("--without") ?? "").split(separator: ",") {
            guard settings.leaveOut(String(name)) else {
                throw .usage(
                    what: "--without",
                    en: "'\(name)' is none of \(TrainingSettings.ingredients.joined(separator: ", "))",
                    fr: "'\(name)' n'est aucun de : \(TrainingSettings.ingredients.joined(separator: ", "))")
            }
        }
        let table = try TrainingTable(FileAccess.read(path), name: path)
        let unsorted =
            try arguments.value("--unsorted").map { (path) throws(CommandFailure) in
                try FileAccess.read(path).split(separator: 0x0A).map {
                    IntentModel.Sample(unsorted: String(decoding: $0, as: UTF8.self))
                }
            } ?? []
        let clock = ContinuousClock()
        let start = clock.now
        let model = IntentModel.train(table.samples + unsorted, settings: settings, workers: .threads)
        let seconds = Double((clock.now - start) / .milliseconds(1)) / 1_000
        let bytes = model.encode()
        try FileAccess.write(bytes, to: out)
        let time = String(Int(seconds * 100))
        let padded = String(repeating: "0", count: max(0, 3 - time.count)) + time
        Terminal.print(
            "\(out): \(Counted.english(table.rows.count, "example")), "
                + "\(Counted.english(model.intents.count, "intent")), "
                + "\(padded.dropLast(2)).\(padded.suffix(2)) s, \((bytes.count + 500) / 1_000) kB\n")
        return 0
    }
}
