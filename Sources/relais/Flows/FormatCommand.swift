import Flows
import Text

/// `relais fmt`: writes flow, policy and queue files the one way they are written.
enum FormatCommand {
    static let subcommand = Subcommand(
        "fmt",
        en: "Write flow, transcript, policy and queue files the one way they are written.",
        fr: "Mettre en forme les fichiers de flux, de transcription, de réglages et de files.",
        operands: "FILES", operandCount: 1...100_000,
        options: [
            .init(
                "--check",
                en: "change nothing; name the files that would change, exit 1 if there are any",
                fr: "ne rien changer ; nommer les fichiers qui changeraient, code 1 s'il y en a")
        ],
        examples: [
            .init("relais fmt Flows/*.flow", en: "all flows in place", fr: "tous les flux, sur place"),
            .init("relais fmt --check Flows/*.flow", en: "in a commit hook", fr: "dans un hook de commit"),
        ]
    ) { (arguments) throws(CommandFailure) in
        var changed = 0
        for path in arguments.operands {
            guard let kind = FlowFormatter.Kind(path: path) else {
                throw .usage(
                    what: path, en: "fmt knows .flow, .transcript, .policy and .queues files",
                    fr: "fmt connaît les fichiers .flow, .transcript, .policy et .queues")
            }
            let bytes = try FileAccess.read(path)
            guard let formatted = FlowFormatter.format(bytes, kind: kind) else {
                throw .no(
                    what: path, en: "not a text file, or a line is too long; see relais check",
                    fr: "ce n'est pas un fichier de texte, ou une ligne est trop longue ; voir relais check")
            }
            guard formatted != bytes else { continue }
            changed += 1
            Terminal.print(path + "\n")
            if !arguments.has("--check") { try FileAccess.write(formatted, to: path) }
        }
        return arguments.has("--check") && changed > 0 ? 1 : 0
    }
}
