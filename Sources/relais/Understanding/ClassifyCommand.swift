import Intents
import JSON
import Text

/// `relais classify`: one utterance a line in, one JSON line out, whatever the line holds.
enum ClassifyCommand {
    static let subcommand = Subcommand(
        "classify",
        en: "Rank the intents of each line of standard input.",
        fr: "Classer les intentions de chaque ligne de l'entrée standard.",
        options: [
            .init(
                "--model", "MODEL",
                en: "a file that `relais train` wrote (required)",
                fr: "un fichier de « relais train » (requis)")
        ],
        examples: [
            .init(
                "echo 'where is my card' | relais classify --model shop.model",
                en: "exactly one JSON line out for each line in",
                fr: "exactement une ligne JSON par ligne reçue")
        ]
    ) { (arguments) throws(CommandFailure) in
        guard let path = arguments.value("--model"), !path.isEmpty else {
            throw .usage(
                what: "classify", en: "--model MODEL is required", fr: "--model MODEL est obligatoire")
        }
        let model = try model(path)
        var lines = LineStream()
        _ = try lines.run { line, output in
            write(model.rank(Utterance(utf8: line)), to: &output)
        }
        return 0
    }

    static func model(_ path: String) throws(CommandFailure) -> IntentModel {
        let bytes = try FileAccess.read(path)
        guard let model = try? IntentModel(decoding: bytes) else {
            throw .no(
                what: path, en: "not a model of this version; train it again",
                fr: "ce n'est pas un modèle de cette version ; l'entraîner de nouveau")
        }
        return model
    }

    /// `{"intent":…,"confidence":…,"in_scope":…,"ranking":[[intent,p],…]}`
    static func write(_ ranking: Ranking, to output: inout [UInt8]) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("intent", ranking.best?.intent ?? "")
        writer.member("confidence", (ranking.best?.confidence ?? 0).toSixPlaces)
        writer.member("in_scope", ranking.inScope.toSixPlaces)
        writer.list("ranking", ranking.entries.prefix(10)) { entry, writer in
            writer.pair(entry.intent, entry.confidence)
        }
        writer.endObject()
        output += writer.bytes
    }
}
