package import Text

/// One way of saying an intent, as an author wrote it.
package struct IntentExample: Sendable, Hashable {
    package var language: Language
    package var text: String
    /// Where it stands; nil when it came from no file.
    package var range: SourceRange?

    package init(language: Language, text: String, range: SourceRange? = nil) {
        self.language = language
        self.text = text
        self.range = range
    }
}

/// An intent as declared in the intent files.
package struct IntentDeclaration: Sendable, Hashable {
    /// The name that flows use: `order.where`.
    package var name: String
    /// The name it was imported under (`intent "Any name!" as any-name`); else the same as `name`.
    package var displayName: String
    /// How a clarifying question calls it, by language.
    package var labels: [Language: String]
    package var examples: [IntentExample]
    /// Words that speak strongly for the intent; clues among others, never rules.
    package var keywords: [IntentExample]
    /// Urgent intents jump ahead of others in one message.
    package var isUrgent: Bool
    package var range: SourceRange?

    package init(
        name: String, displayName: String? = nil, labels: [Language: String] = [:],
        examples: [IntentExample] = [], keywords: [IntentExample] = [], isUrgent: Bool = false,
        range: SourceRange? = nil
    ) {
        self.name = name
        self.displayName = displayName ?? name
        self.labels = labels
        self.examples = examples
        self.keywords = keywords
        self.isUrgent = isUrgent
        self.range = range
    }
}

/// All intents of a bot, sorted by name, and examples of what is none of them.
package struct IntentSet: Sendable, Hashable {
    package var intents: [IntentDeclaration]
    package var offTopic: [IntentExample]
    /// What customers wrote and nobody has put under an intent; learnt from as far as the bot is sure of it.
    package var unsorted: [IntentExample]

    package init(
        intents: [IntentDeclaration] = [], offTopic: [IntentExample] = [], unsorted: [IntentExample] = []
    ) {
        self.intents = intents.sorted { $0.name < $1.name }
        self.offTopic = offTopic
        self.unsorted = unsorted
    }

    package func intent(named name: String) -> IntentDeclaration? {
        intents.first { $0.name == name }
    }
}
