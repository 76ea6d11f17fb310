/// A sentence of the product in its two languages.
package struct Bilingual: Hashable, Sendable {
    package var en: String
    package var fr: String

    package init(en: String, fr: String) {
        self.en = en
        self.fr = fr
    }

    package func text(in language: Language) -> String {
        language == .french ? fr : en
    }
}

/// An author's mistake (or a hint), never thrown, many at once.
///
/// Codes are stable and documented: F flows, I intents, K knowledge, P policy, queues and actions, T transcripts.
package struct Diagnostic: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable, Comparable {
        case error, warning, hint

        package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .error: 0
            case .warning: 1
            case .hint: 2
            }
        }
    }

    /// Points at the other place: "first defined here".
    package struct Note: Hashable, Sendable {
        package var message: Bilingual
        package var range: SourceRange?

        package init(_ message: Bilingual, at range: SourceRange? = nil) {
            self.message = message
            self.range = range
        }
    }

    /// A suggested replacement of the bytes in `range`.
    package struct Edit: Hashable, Sendable {
        package var range: SourceRange
        package var replacement: String

        package init(range: SourceRange, replacement: String) {
            self.range = range
            self.replacement = replacement
        }
    }

    package var code: String
    package var severity: Severity
    package var range: SourceRange
    package var message: Bilingual
    package var notes: [Note]
    package var edit: Edit?

    package init(
        _ code: String, _ severity: Severity = .error, at range: SourceRange, _ message: Bilingual,
        notes: [Note] = [], edit: Edit? = nil
    ) {
        self.code = code
        self.severity = severity
        self.range = range
        self.message = message
        self.notes = notes
        self.edit = edit
    }
}
