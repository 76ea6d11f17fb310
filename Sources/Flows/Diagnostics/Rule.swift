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
    /// Hints have their own bound: they never keep an error out.
    static let maximumHints = 200

    private(set) var diagnostics: [Diagnostic] = []
    private var hintCount = 0

    var isFull: Bool { diagnostics.count - hintCount >= Self.maximum }
    private(set) var errorCount = 0

    /// `accept CODE because …` of a flow: what it covers is shown as a hint.
    struct Acceptance {
        var code: String
        var because: String
        /// Of the whole flow.
        var extent: SourceRange
        /// Of the code.
        var range: SourceRange
        var isUsed = false
    }

    var acceptances: [Acceptance] = []

    /// The proof's refusals, texts and hints: where the author may know better.
    static func isAcceptable(_ code: String) -> Bool {
        ["F501", "F502", "F503"].contains(code) || code.hasPrefix("F6") || code.hasPrefix("F7")
    }

    private func acceptance(of code: String, at range: SourceRange) -> Int? {
        guard Self.isAcceptable(code) else { return nil }
        return acceptances.firstIndex {
            $0.code == code && $0.extent.file == range.file && $0.extent.start <= range.start
                && range.end <= $0.extent.end
        }
    }

    func report(
        _ rule: Rule, at range: SourceRange, _ values: [String: Bilingual] = [:],
        notes: [Diagnostic.Note] = [], edit: Diagnostic.Edit? = nil
    ) {
        var diagnostic = rule.at(range, values, notes: notes, edit: edit)
        if let index = acceptance(of: rule.code, at: range) {
            let because = acceptances[index].because
            acceptances[index].isUsed = true
            diagnostic.severity = .hint
            diagnostic.notes.insert(
                Diagnostic.Note(
                    Bilingual(en: "accepted: \(because)", fr: "accepté : \(because)"),
                    at: acceptances[index].range), at: 0)
        }
        // The edit says it; "did you mean" beside it would say it twice.
        if edit != nil { diagnostic.notes.removeAll { $0.range == nil } }
        add(diagnostic)
    }

    func add(_ diagnostic: Diagnostic) {
        if diagnostic.severity == .error { errorCount += 1 }
        if diagnostic.severity == .hint {
            guard hintCount < Self.maximumHints else { return }
            hintCount += 1
        } else if isFull {
            return
        }
        diagnostics.append(diagnostic)
    }
}
