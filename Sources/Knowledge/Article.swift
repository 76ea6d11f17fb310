package import Text

/// One entry of the knowledge base, in one language.
package struct Article: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// Written, by a person or from an agent's answer, and not yet checked.
        case draft
        /// A person stands for it; only these are said.
        case validated
        /// Withdrawn; kept for the record.
        case expired
    }

    /// The file's name without `.md`; the same in every language.
    package var id: String
    package var language: Language
    package var title: String
    /// Ways customers ask for it.
    package var questions: [String]
    package var state: State
    package var validator: String?
    /// First and last day it may be said; nil: without limit.
    package var validFrom: DayNumber?
    package var validUntil: DayNumber?
    /// Markdown.
    package var body: String
    /// Shorter texts by channel name.
    package var renderings: [String: String]
    package var range: SourceRange?

    package init(
        id: String, language: Language, title: String, questions: [String] = [], state: State = .validated,
        validator: String? = nil, validFrom: DayNumber? = nil, validUntil: DayNumber? = nil, body: String,
        renderings: [String: String] = [:], range: SourceRange? = nil
    ) {
        self.id = id
        self.language = language
        self.title = title
        self.questions = questions
        self.state = state
        self.validator = validator
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.body = body
        self.renderings = renderings
        self.range = range
    }

    /// Whether the bot may say it on that day.
    package func isSayable(on today: DayNumber) -> Bool {
        guard state == .validated else { return false }
        if let validFrom, today < validFrom { return false }
        if let validUntil, validUntil < today { return false }
        return true
    }

    /// What is said on a channel: its own rendering, else the body as plain text.
    package func text(channel: String) -> String {
        renderings[channel] ?? Markdown.plainText(body)
    }
}
