import Service
import Sessions
import Text

/// A conversation as a person reads it, in the signs of transcripts: `>` the customer, `<` the bot, `@` an agent.
enum TranscriptText {
    static func of(_ report: ConversationReport, in language: Language) -> String {
        let isFrench = language == .french
        var text = "Conversation \(report.conversation)\n"
        // Of an erased conversation only the rows' times are left.
        if report.openedMilliseconds > 0 {
            text += (isFrench ? "ouverte " : "opened ") + Log.timestamp(report.openedMilliseconds) + "\n"
        }
        for (name, value) in report.about { text += "  \(name): \(oneLine(value))\n" }
        for entry in report.entries {
            text += Log.timestamp(entry.timeMilliseconds) + "  " + line(entry, isFrench) + "\n"
        }
        return text + "\n"
    }

    private static func line(_ entry: ConversationReport.Entry, _ isFrench: Bool) -> String {
        let text = oneLine(entry.text)
        switch entry.kind {
        case .customer: return "> \(text)"
        case .bot, .system: return "< \(text)"
        case .agent: return "@ \(oneLine(entry.name ?? "")): \(text)"
        case .note: return "# \(isFrench ? "note de" : "note by") \(oneLine(entry.name ?? "")): \(text)"
        case .owner: return "# \(isFrench ? "chez" : "with"): \(text)"
        case .rated: return "# \(isFrench ? "note donnée" : "rated"): \(text)"
        case .page: return "# page: \(text)"
        case .closed: return "# \(isFrench ? "fin" : "closed"): \(text)"
        case .erased: return "# \(isFrench ? "effacé" : "erased")"
        }
    }

    /// Line ends become ` / ` and other controls a blank, so that no text can pass for another line.
    private static func oneLine(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: line += scalar == "\n" ? " / " : " "
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line
    }
}
