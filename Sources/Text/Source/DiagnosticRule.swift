/// One entry of a room's catalogue of mistakes: the stable code, its words, and a file that makes it.
///
/// The example is the rule's documentation and its test.
package struct DiagnosticRule: Hashable, Sendable {
    /// `I101`; never reused once retired.
    package let code: String
    /// What the rule wants, as a name: `texts-need-words`.
    package let name: String
    package let severity: Diagnostic.Severity
    /// `{name}` stands for a value given when the rule is reported.
    package let template: Bilingual
    /// The shortest file that is reported by this rule.
    package let example: String

    package init(
        _ code: String, _ name: String, _ severity: Diagnostic.Severity = .error, en: String, fr: String,
        example: String
    ) {
        self.code = code
        self.name = name
        self.severity = severity
        template = Bilingual(en: en, fr: fr)
        self.example = example
    }

    /// The diagnostic at a place, the values put into the words.
    package func at(
        _ range: SourceRange, _ values: [String: Bilingual] = [:], notes: [Diagnostic.Note] = [],
        edit: Diagnostic.Edit? = nil
    ) -> Diagnostic {
        Diagnostic(
            code, severity, at: range,
            Bilingual(
                en: Self.fill(template.en, values.mapValues(\.en)),
                fr: Self.fill(template.fr, values.mapValues(\.fr))),
            notes: notes, edit: edit)
    }

    /// One pass from left to right: a value is never read again as template.
    private static func fill(_ template: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            let after = rest[rest.index(after: open)...]
            guard let close = after.firstIndex(of: "}"), let value = values[String(after[..<close])] else {
                result += "{"
                rest = after
                continue
            }
            result += value
            rest = after[after.index(after: close)...]
        }
        return result + rest
    }
}
