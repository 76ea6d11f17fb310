package import Text

/// What is said, in every declared language, with channel variants.
package struct Texts: Sendable, Hashable {
    /// In the order written. Not `one of`: at most one per mark. With `one of`: the variants of each mark.
    package var entries: [TextEntry]
    package var isOneOf = false
    package var range: SourceRange

    /// The variants for a channel and language: those marked with the channel, else the plain ones of the language.
    package func variants(channel: String, language: Language) -> [Template] {
        var own: [Template] = []
        var plain: [Template] = []
        // By index: a copy of every entry would count the holders of its parts.
        for index in entries.indices where entries[index].language == language {
            if let marked = entries[index].channel {
                if marked == channel { own.append(entries[index].template) }
            } else {
                plain.append(entries[index].template)
            }
        }
        return own.isEmpty ? plain : own
    }

    /// For those who read what the bot says without being its customers: the first text of each language that is for
    /// every channel, with something else wherever it names a value.
    package func words(wherever value: String) -> [Language: String] {
        var words: [Language: String] = [:]
        for entry in entries where entry.channel == nil && words[entry.language] == nil {
            let text = entry.template.pieces.map { piece in
                if case .text(let text) = piece { text } else { value }
            }.joined()
            if !text.isEmpty { words[entry.language] = text }
        }
        return words
    }
}

package struct TextEntry: Sendable, Hashable {
    /// Nil: every channel.
    package var channel: String?
    package var language: Language
    package var template: Template
}

/// One text, cut at its `{…}` once, when compiled; customers' values are never read again as text.
package struct Template: Sendable, Hashable {
    package enum Piece: Sendable, Hashable {
        case text(String)
        case value(Operand, format: Format?, otherwise: String?)
    }

    package enum Format: Sendable, Hashable {
        case day, date, time, amount, number, list, mask, spell
        /// French: 0 and 1 are one. Two forms: one|many. Three: zero|one|many. `#` is the number.
        case plural([String])
    }

    package var pieces: [Piece]
}

/// A slot of a flow, or a shared one.
package struct SlotDeclaration: Sendable, Hashable {
    package var name: String
    package var type: SlotType
    package var isPrivate = false
    package var was: String?
    /// `from profile` (shared slots): filled from the profile given when the conversation opens.
    package var fromProfile = false
    package var keepMilliseconds: Int64?
    /// The default question.
    package var question: Texts?
    /// For type choice: what each is called and other ways of saying it.
    package var choices: [ChoiceDeclaration] = []
    package var range: SourceRange
}

package struct ChoiceDeclaration: Sendable, Hashable {
    package var name: String
    package var labels: Texts
    /// Other ways of saying it, by language.
    package var synonyms: [(language: Language, phrase: String)] = []

    package static func == (left: ChoiceDeclaration, right: ChoiceDeclaration) -> Bool {
        left.name == right.name && left.labels == right.labels
            && left.synonyms.map(\.language) == right.synonyms.map(\.language)
            && left.synonyms.map(\.phrase) == right.synonyms.map(\.phrase)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}

/// `action orders.find`: what it takes, gives and how it may fail.
package struct ActionDeclaration: Sendable, Hashable {
    package var name: String
    /// It changes something outside: a correction after it was called runs `system.too-late`.
    package var changes = false
    package var takes: [Field] = []
    package var gives: [Field] = []
    package var lists: [ListField] = []
    package var fails: [String] = []
    package var withinMilliseconds: Int64?
    package var range: SourceRange

    package struct Field: Sendable, Hashable {
        package var name: String
        package var type: SlotType
        package var orNothing = false
    }

    package struct ListField: Sendable, Hashable {
        package var name: String
        package var fields: [Field]
    }
}
