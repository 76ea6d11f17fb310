import Intents
import JSON
import Text

/// `relais read`: what is read from each line besides its intent. For measuring, and for whoever wonders why.
enum ReadCommand {
    static let subcommand = Subcommand(
        "read",
        en: "Say the language, the tone and the parts of each line of standard input.",
        fr: "Dire la langue, le ton et les parties de chaque ligne de l'entrée standard.",
        options: [
            .init(
                "--model", "MODEL",
                en: "also the requests in it, by a model that `relais train` wrote",
                fr: "aussi les demandes qu'elle contient, selon un modèle de « relais train »"),
            .init(
                "--threshold", "N",
                en: "a request is believed from this confidence on, in hundredths (60)",
                fr: "une demande est crue à partir de cette confiance, en centièmes (60)"),
        ],
        examples: [
            .init(
                "echo 'where is my parcel and how do I return it' | relais read --model shop.model",
                en: "exactly one JSON line out for each line in",
                fr: "exactement une ligne JSON par ligne reçue")
        ]
    ) { (arguments) throws(CommandFailure) in
        var model: IntentModel?
        if let path = arguments.value("--model") { model = try ClassifyCommand.model(path) }
        let threshold = Double(try arguments.integer("--threshold", in: 0...100) ?? 60) / 100
        var lines = LineStream()
        _ = try lines.run { line, output in
            write(Utterance(utf8: line), model, threshold, to: &output)
        }
        return 0
    }

    /// `{"language":…,"confidence":…,"signals":[…],"whole":[…],"parts":[…],"requests":[[intent,p,text],…]}`
    private static func write(
        _ utterance: Utterance, _ model: IntentModel?, _ threshold: Double, to output: inout [UInt8]
    ) {
        let guess = LanguageGuess.guess(utterance)
        let lexicon = SignalLexicon.builtIn
        let signals = lexicon.signals(in: utterance).sorted { $0.rawValue < $1.rawValue }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("language", guess.language?.code ?? "")
        writer.member("confidence", guess.confidence.toSixPlaces)
        writer.member("signals", signals.map(\.rawValue))
        writer.member("whole", signals.filter { lexicon.isWhole($0, utterance) }.map(\.rawValue))
        writer.member("parts", SplitRequests.parts(of: utterance).map { utterance.original($0) })
        if let model {
            let requests = SplitRequests.requests(in: utterance) { part in
                model.rank(part).best.map { best in
                    .init(target: best.intent, confidence: best.confidence, needed: threshold)
                }
            }
            writer.list("requests", requests) { request, writer in
                writer.beginArray()
                writer.string(request.target)
                writer.number(request.confidence.toSixPlaces)
                writer.string(utterance.original(request.range))
                writer.endArray()
            }
        }
        writer.endObject()
        output += writer.bytes
    }
}
