import Flows
import Intents
import Text

/// The choices of a program's slots as the entity finder wants them, folded once instead of for every message.
struct ChoiceTable: Sendable {
    private struct Entry: Sendable {
        let declarations: [ChoiceDeclaration]
        let options: [Language: [ChoiceOption]]
    }

    /// By the name of the first choice; lists that begin alike are told apart as a whole.
    private var entries: [String: [Entry]] = [:]

    init(_ program: Program) {
        for slot in program.flows.flatMap(\.slots) + program.shared {
            guard let first = slot.choices.first, find(slot.choices) == nil else { continue }
            var options: [Language: [ChoiceOption]] = [:]
            for language in program.policy.languages {
                options[language] = slot.choices.map { Self.option($0, language) }
            }
            entries[first.name, default: []].append(Entry(declarations: slot.choices, options: options))
        }
    }

    func options(_ declarations: [ChoiceDeclaration], _ language: Language) -> [ChoiceOption] {
        find(declarations)?.options[language] ?? declarations.map { Self.option($0, language) }
    }

    /// - Complexity: O(1) for the program's own lists, which share their storage with those here.
    private func find(_ declarations: [ChoiceDeclaration]) -> Entry? {
        guard let first = declarations.first else { return nil }
        return entries[first.name]?.first { $0.declarations == declarations }
    }

    private static func option(_ choice: ChoiceDeclaration, _ language: Language) -> ChoiceOption {
        ChoiceOption(
            name: choice.name, label: choice.label(in: language),
            synonyms: choice.labels.entries.compactMap(\.template.plainText)
                + choice.synonyms.map(\.phrase))
    }
}
