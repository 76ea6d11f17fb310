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

    /// Expected this, found that.
    func wrong(_ range: SourceRange, expected: Bilingual, found: Bilingual, rule: Rule = .wrongArgument) {
        report(rule, at: range, ["expected": expected, "found": found])
    }

    /// More of something than there may be in one place.
    func tooMany(_ range: SourceRange, _ limit: Int, en: String, fr: String, found: Int) {
        wrong(
            range, expected: Bilingual(en: "at most \(limit) \(en)", fr: "\(limit) \(fr)"),
            found: .same("\(found)"))
    }

    /// A rule whose words are the reason alone.
    func report(_ rule: Rule, at range: SourceRange, en: String, fr: String) {
        report(rule, at: range, ["reason": Bilingual(en: en, fr: fr)])
    }

    /// A name that means nothing, with the near one offered as edit.
    ///
    /// - Parameter key: what the rule's words call the name.
    func unknown(
        _ rule: Rule, _ name: SourceWord, as key: String = "name", among candidates: some Collection<String>,
        _ values: [String: Bilingual] = [:]
    ) {
        let near = isFull ? nil : Names.nearest(to: name.text, among: candidates)
        report(
            rule, at: name.range, values.merging([key: .same(name.text)]) { _, new in new },
            notes: Names.note(near),
            edit: near.map { Diagnostic.Edit(range: name.range, replacement: $0) })
    }

    /// A name as it must be written; another is reported and goes on as what it was meant to be, nil if that is not clear.
    func valid(_ name: SourceWord) -> SourceWord? {
        if Names.isValid(name.text) { return name }
        let repaired = Names.repaired(name.text)
        report(
            .badName, at: name.range, ["name": .same(name.text)],
            edit: repaired.map { Diagnostic.Edit(range: name.range, replacement: $0) })
        return repaired.map { SourceWord(text: $0, range: name.range) }
    }

    /// A name that means something in the language where it stands.
    func reserve(_ name: SourceWord, for words: Set<String>) {
        if words.contains(name.text) { report(.reservedName, at: name.range, ["name": .same(name.text)]) }
    }

    /// Texts that do not exist in some languages; nothing when none is missing.
    func missing(_ what: Bilingual, in languages: [Language], at range: SourceRange) {
        guard !languages.isEmpty else { return }
        report(
            .languageMissing, at: range,
            [
                "what": what,
                "languages": Bilingual(
                    en: languages.map { LanguageNames.english($0) }.joined(separator: ", "),
                    fr: languages.map { LanguageNames.french($0) }.joined(separator: ", ")),
            ])
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
