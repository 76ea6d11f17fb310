import Glibc
import Text

/// Finds the subcommand, prints help, runs it, and turns failures into one line on stderr and an exit code:
/// 0 done, 1 the answer is no, 2 the world failed, 64 wrong usage.
struct Dispatcher {
    let commands: [Subcommand]
    let language: Language

    /// - Parameter words: the command line without the program's name.
    func run(_ words: [String]) -> Int32 {
        guard let first = words.first else {
            Terminal.printError(overview)
            return 64
        }
        if ["--help", "-h", "help"].contains(first) {
            return help(about: Array(words.dropFirst()))
        }
        if first == "--version" { return run(["version"]) }
        guard let (command, rest) = find(words) else { return unknown(words) }
        if rest.contains("--help") || rest.contains("-h") {
            Terminal.print(command.help(in: language))
            return 0
        }
        do throws(CommandFailure) {
            let code = try command.run(Arguments.parse(rest, for: command))
            // A daemon's greeting may go nowhere; what was asked for may not.
            if code == 0, command.name != "serve", let why = Terminal.lostOutput {
                throw .world(what: Terminal.words("standard output", "sortie standard"), why: why)
            }
            return code
        } catch {
            Terminal.printError(error.line + "\n")
            if case .usage = error {
                Terminal.printError(
                    language == .french
                        ? "Voir : relais \(command.name) --help\n" : "See: relais \(command.name) --help\n")
            }
            return error.exitCode
        }
    }

    private func find(_ words: [String]) -> (Subcommand, [String])? {
        for count in [2, 1] where words.count >= count {
            let name = words.prefix(count).joined(separator: " ")
            if let command = commands.first(where: { $0.name == name }) {
                return (command, Array(words.dropFirst(count)))
            }
        }
        return nil
    }

    private func help(about words: [String]) -> Int32 {
        if words.isEmpty {
            Terminal.print(overview)
            return 0
        }
        if let (command, _) = find(words) {
            Terminal.print(command.help(in: language))
            return 0
        }
        return unknown(words)
    }

    /// A word that is no verb, or the first of a two-word verb (`relais agent`).
    private func unknown(_ words: [String]) -> Int32 {
        let family = commands.filter { $0.name.hasPrefix(words[0] + " ") }
        if !family.isEmpty {
            let text = family.map { "  relais \($0.name) — \($0.summary.text(in: language))\n" }.joined()
            let rest = words.dropFirst()
            if rest.contains("--help") || rest.contains("-h") || (rest.isEmpty && words.count == 1) {
                (rest.isEmpty ? Terminal.printError : Terminal.print)(text)
                return rest.isEmpty ? 64 : 0
            }
            Terminal.printError(
                "relais: \(words[0]): "
                    + Bilingual(en: "unknown verb", fr: "verbe inconnu").text(in: language)
                    + " '\(words.count > 1 ? words[1] : "")'\n" + text)
            return 64
        }
        let why = Bilingual(
            en: "unknown command; see relais --help", fr: "commande inconnue ; voir relais --help")
        Terminal.printError("relais: \(words[0]): \(why.text(in: language))\n")
        return 64
    }

    private var overview: String {
        var text = Bilingual(
            en: "relais — a customer-service chatbot that hands over to people\n\nCommands:\n",
            fr: "relais — un chatbot de service client qui passe la main à des personnes\n\nCommandes :\n"
        ).text(in: language)
        let width = (commands.map(\.name.count).max() ?? 0) + 2
        for command in commands {
            text += "  " + command.name.padded(to: width) + command.summary.text(in: language) + "\n"
        }
        text += Bilingual(
            en: "\nEach command explains itself: relais COMMAND --help. Example: relais serve\n",
            fr: "\nChaque commande s'explique : relais COMMANDE --help. Exemple : relais serve\n"
        ).text(in: language)
        return text
    }
}
