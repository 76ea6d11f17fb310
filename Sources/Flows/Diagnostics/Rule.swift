package import Text

/// An entry of this room's catalogue; its failing example is the file `Tests/FlowsTests/Rejected/NAME.flow`.
package typealias Rule = DiagnosticRule

extension DiagnosticRule {
    init(
        _ code: String, _ name: String, _ severity: Diagnostic.Severity = .error, en: String, fr: String
    ) {
        self.init(code, name, severity, en: en, fr: fr, example: "")
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
        diagnostics.append(rule.at(range, values, notes: notes, edit: edit))
    }

    func add(_ diagnostic: Diagnostic) {
        if diagnostic.severity == .error { errorCount += 1 }
        guard !isFull else { return }
        diagnostics.append(diagnostic)
    }
}
