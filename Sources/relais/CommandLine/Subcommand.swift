import Glibc
import Text

/// One verb of `relais`, with everything its help page shows.
///
/// A verb lives in its own file and is named in `Subcommands.all`; the dispatcher parses its words, prints its help and
/// turns its errors into `relais: <what>: <why>` and an exit code.
struct Subcommand: Sendable {
    struct Option: Sendable {
        /// As typed: `--bot`.
        let name: String
        /// What the value is called in the help (`DIR`); nil for a switch without a value.
        let value: String?
        let help: Bilingual

        init(_ name: String, _ value: String? = nil, en: String, fr: String) {
            self.name = name
            self.value = value
            help = Bilingual(en: en, fr: fr)
        }
    }

    struct Example: Sendable {
        let command: String
        let help: Bilingual

        init(_ command: String, en: String, fr: String) {
            self.command = command
            help = Bilingual(en: en, fr: fr)
        }
    }

    /// One word or two: `serve`, `agent add`.
    let name: String
    let summary: Bilingual
    /// How the operands are written in the usage line: `NAME`, `[TSV]`; empty for none.
    let operands: String
    let operandCount: ClosedRange<Int>
    let options: [Option]
    let examples: [Example]
    /// Returns the exit code: 0 done, 1 the answer is no; throws for 2 and 64.
    let run: @Sendable (Arguments) throws(CommandFailure) -> Int32

    init(
        _ name: String, en: String, fr: String, operands: String = "",
        operandCount: ClosedRange<Int> = 0...0, options: [Option] = [], examples: [Example] = [],
        run: @escaping @Sendable (Arguments) throws(CommandFailure) -> Int32
    ) {
        self.name = name
        summary = Bilingual(en: en, fr: fr)
        self.operands = operands
        self.operandCount = operandCount
        self.options = options
        self.examples = examples
        self.run = run
    }

    /// The help page, ended by a line feed.
    func help(in language: Language) -> String {
        var text = summary.text(in: language) + "\n\n"
        var usage = "  relais \(name)"
        if !options.isEmpty { usage += " [OPTIONS]" }
        if !operands.isEmpty { usage += " \(operands)" }
        text += (language == .french ? "Usage :\n" : "Usage:\n") + usage + "\n"
        let width = (options.map { Self.label($0).count }.max() ?? 0) + 2
        if !options.isEmpty { text += "\nOptions" + (language == .french ? " :\n" : ":\n") }
        for option in options {
            text += "  " + Self.label(option).padded(to: width) + option.help.text(in: language) + "\n"
        }
        if !examples.isEmpty { text += language == .french ? "\nExemples :\n" : "\nExamples:\n" }
        for example in examples {
            text += "  # " + example.help.text(in: language) + "\n  " + example.command + "\n"
        }
        return text
    }

    private static func label(_ option: Option) -> String {
        option.value.map { "\(option.name) \($0)" } ?? option.name
    }
}

/// Why a subcommand did not do what was asked, with its exit code.
enum CommandFailure: Error, Sendable {
    /// Wrong words on the command line (64).
    case usage(what: String, why: String)
    /// The world failed: disk, network, permissions (2).
    case world(what: String, why: String)
    /// The answer is no: an author's file has errors, a check failed (1).
    case no(what: String, why: String)

    // In the language of whoever sits there. A `why` of the system's or the record's is English, as in logs, until it is
    // printed.

    static func usage(what: String, en: String, fr: String) -> CommandFailure {
        .usage(what: what, why: Terminal.words(en, fr))
    }

    static func world(what: String, en: String, fr: String) -> CommandFailure {
        .world(what: what, why: Terminal.words(en, fr))
    }

    static func no(what: String, en: String, fr: String) -> CommandFailure {
        .no(what: what, why: Terminal.words(en, fr))
    }

    /// The world failed, and `errno` says why.
    static func system(_ what: String) -> CommandFailure {
        .world(what: what, why: String(cString: strerror(errno)))
    }

    var exitCode: Int32 {
        switch self {
        case .usage: 64
        case .world: 2
        case .no: 1
        }
    }

    /// `relais: <what>: <why>`; what failed is not said again where the reason begins with it.
    var line: String {
        let (what, why) =
            switch self {
            case .usage(let what, let why): (what, why)
            case .world(let what, let why), .no(let what, let why):
                (what, WorldWords.text(why, in: Terminal.language))
            }
        return why.hasPrefix(what + " ") || why.hasPrefix(what + ":")
            ? "relais: \(why)" : "relais: \(what): \(why)"
    }
}
