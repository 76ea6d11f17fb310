package import CivilTime
import Conversation
import JSON
package import Text

/// Colours, times and words of the console in the agent's language.
package struct ConsolePaint: Sendable {
    package var language: Language
    package var hasColour: Bool
    package var zone: Zone
    /// What the bot's author says for a reason, by its text and the code of a language.
    private var reasons: [String: [String: String]] = [:]

    package init(language: Language, hasColour: Bool, zone: Zone) {
        self.language = language
        self.hasColour = hasColour
        self.zone = zone
    }

    func words(_ en: String, _ fr: String) -> String { language == .french ? fr : en }

    mutating func take(reasonsOf catalogue: JSONValue) {
        for member in catalogue["reasons"]?.object ?? [] {
            reasons[member.key] = Dictionary(
                (member.value.object ?? []).compactMap { text in text.value.string.map { (text.key, $0) } },
                uniquingKeysWith: { first, _ in first })
        }
    }

    /// A reason, or the detail of what was tried: in the author's words for this language, else the engine's, else as it
    /// stands in the record.
    func reason(_ text: String) -> String {
        reasons[text]?[language.code] ?? ReasonWords.text(text, in: language)
    }

    /// Whether the bot's author says it.
    func hasWords(forReason text: String) -> Bool { reasons[text] != nil }

    func bold(_ text: String) -> String { painted("1", text) }
    func dim(_ text: String) -> String { painted("2", text) }
    func customer(_ text: String) -> String { painted("36", text) }
    func own(_ text: String) -> String { painted("32", text) }
    func alert(_ text: String) -> String { painted("1;33", text) }
    func failure(_ text: String) -> String { painted("31", text) }

    private func painted(_ code: String, _ text: String) -> String {
        hasColour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// `14:32` by the clock on the agent's wall.
    func time(_ milliseconds: Int64) -> String {
        ISOText.time(zone.civil(atMilliseconds: milliseconds).minute)
    }

    func duration(_ milliseconds: Int64) -> String {
        DateText.duration(milliseconds: milliseconds, written)
    }

    var written: WrittenLanguage { language == .french ? .french : .english }

    /// Text of others, made harmless for a terminal: controls and direction overrides become `·`; lines after the first are
    /// indented, so that nobody can forge a line of the console's own.
    static func safe(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: result.append(contentsOf: "\n        ".unicodeScalars)
            case 0x0D: break
            case 0x09: result.append(" ")
            // Letters that nobody sees.
            case 0xE0000...0xE007F: result.append("\u{B7}")
            default: result.append(scalar.steersDisplay ? "\u{B7}" : scalar)
            }
        }
        return String(result)
    }

    /// The same on one line, cut.
    static func brief(_ text: String, _ limit: Int = 100) -> String {
        let line = safe(text).split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
        return line.count > limit ? line.prefix(limit - 1) + "…" : line
    }
}
