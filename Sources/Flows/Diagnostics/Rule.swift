package import Text

/// One entry of the catalogue: a kind of mistake with its stable code and its words.
package struct Rule: Sendable, Hashable {
    /// `F101`; never reused once retired.
    package let code: String
    /// The rule as a file name: its failing example is `Tests/FlowsTests/Rejected/NAME.flow`.
    package let name: String
    package let severity: Diagnostic.Severity
    /// `{name}` stands for a value given when the rule is reported.
    package let template: Bilingual

    init(
        _ code: String, _ name: String, _ severity: Diagnostic.Severity = .error, en: String, fr: String
    ) {
        self.code = code
        self.name = name
        self.severity = severity
        template = Bilingual(en: en, fr: fr)
    }

    func message(_ values: [String: Bilingual]) -> Bilingual {
        Bilingual(
            en: Self.fill(template.en, values.mapValues(\.en)),
            fr: Self.fill(template.fr, values.mapValues(\.fr)))
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

extension Bilingual {
    /// The same words in both languages: a name the author wrote.
    static func same(_ text: String) -> Bilingual { Bilingual(en: text, fr: text) }
}

/// Collects the diagnostics of one compilation, in the order found; at most `maximum`.
final class DiagnosticSink {
    /// Beyond it an author reads no further; hostile input stops costing memory.
    static let maximum = 500

    private(set) var diagnostics: [Diagnostic] = []

    var isFull: Bool { diagnostics.count >= Self.maximum }
    var errorCount = 0

    func report(
        _ rule: Rule, at range: SourceRange, _ values: [String: Bilingual] = [:],
        notes: [Diagnostic.Note] = [], edit: Diagnostic.Edit? = nil
    ) {
        if rule.severity == .error { errorCount += 1 }
        guard !isFull else { return }
        diagnostics.append(
            Diagnostic(
                rule.code, rule.severity, at: range, rule.message(values), notes: notes, edit: edit))
    }

    func add(_ diagnostic: Diagnostic) {
        if diagnostic.severity == .error { errorCount += 1 }
        guard !isFull else { return }
        diagnostics.append(diagnostic)
    }
}
