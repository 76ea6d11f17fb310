import Sessions

/// The words after a subcommand's name, sorted into options and operands.
///
/// `--name value`, `--name=value`, `--switch`; `--` ends the options; a lone `-` is an operand, and so is the name of a
/// conversation, of which one in 64 begins with a dash. Options may stand after operands. An unknown option, a missing
/// value or too many operands is a usage error that names the word.
struct Arguments: Sendable {
    private(set) var operands: [String] = []
    private var values: [String: [String]] = [:]

    /// - Parameter words: what follows the subcommand's name.
    static func parse(_ words: [String], for command: Subcommand) throws(CommandFailure) -> Arguments {
        var result = Arguments()
        var index = 0
        var optionsEnded = false
        while index < words.count {
            let word = words[index]
            index += 1
            if optionsEnded || word == "-" || !word.hasPrefix("-") {
                result.operands.append(word)
                continue
            }
            if word == "--" {
                optionsEnded = true
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            guard let option = command.options.first(where: { $0.name == name }) else {
                if ConversationID(word) != nil {
                    result.operands.append(word)
                    continue
                }
                let known = command.options.map(\.name).joined(separator: " ")
                throw .usage(
                    what: command.name,
                    en:
                        "unknown option \(name); \(known.isEmpty ? "it takes no options" : "known: \(known)")",
                    fr: "option inconnue \(name) ; "
                        + (known.isEmpty ? "la commande n'a pas d'options" : "connues : \(known)"))
            }
            guard let valueName = option.value else {
                if parts.count > 1 {
                    throw .usage(what: name, en: "takes no value", fr: "ne prend pas de valeur")
                }
                result.values[name, default: []].append("")
                continue
            }
            if parts.count > 1 {
                result.values[name, default: []].append(String(parts[1]))
            } else if index < words.count {
                result.values[name, default: []].append(words[index])
                index += 1
            } else {
                throw .usage(
                    what: name, en: "needs a value (\(valueName))", fr: "il manque une valeur (\(valueName))")
            }
        }
        if result.operands.count > command.operandCount.upperBound {
            let extra = result.operands[command.operandCount.upperBound]
            throw .usage(
                what: command.name, en: "unexpected argument '\(extra)'", fr: "argument en trop : '\(extra)'")
        }
        if result.operands.count < command.operandCount.lowerBound {
            throw .usage(
                what: command.name, en: "missing argument: \(command.operands)",
                fr: "argument manquant : \(command.operands)")
        }
        return result
    }

    /// Whether the switch or option was given.
    func has(_ name: String) -> Bool { values[name] != nil }

    /// The last value given, or nil.
    func value(_ name: String) -> String? { values[name]?.last }

    /// Every value given, in order.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// The last value as a whole number, or nil when the option is absent.
    func integer(_ name: String, in range: ClosedRange<Int>) throws(CommandFailure) -> Int? {
        guard let text = value(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .usage(
                what: name,
                en: "'\(text)' is not a whole number from \(range.lowerBound) to \(range.upperBound)",
                fr: "'\(text)' n'est pas un nombre entier de \(range.lowerBound) à \(range.upperBound)")
        }
        return number
    }

    /// The bot's folder; this one when the option is absent.
    func botFolder() throws(CommandFailure) -> String {
        guard let folder = value("--bot") else { return "." }
        if folder.isEmpty { throw .usage(what: "--bot", en: "needs a folder", fr: "il manque un dossier") }
        return folder
    }

    /// The operand at a place, or nil.
    func operand(_ index: Int) -> String? { operands.indices.contains(index) ? operands[index] : nil }
}
