/// Writes diagnostics for people: where, what, the line with the range underlined, notes, and the suggested edit.
///
///     Flows/refund.flow:12:4: error F203: there is no step "lok-up"
///        12 | go lok-up
///           |    ^~~~~~
///         help: write "look-up"
///
/// Tabs become four columns, wide characters take two, marks none, so that the underline stands where a terminal shows the text.
/// Control characters in an author's file never reach the terminal.
package struct DiagnosticRenderer: Sendable {
    package var sources: SourceSet
    package var language: Language
    /// Whether to write ANSI colours.
    package var isColoured: Bool
    /// How many to write before "and k more".
    package var limit: Int

    package init(sources: SourceSet, language: Language = .english, isColoured: Bool = false, limit: Int = 20)
    {
        self.sources = sources
        self.language = language
        self.isColoured = isColoured
        self.limit = limit
    }

    /// All of them, sorted by place, at most `limit`, each followed by an empty line; empty without diagnostics.
    package func text(of diagnostics: [Diagnostic]) -> String {
        var lines: [String] = []
        let sorted = Self.sorted(diagnostics)
        for diagnostic in sorted.prefix(max(limit, 0)) {
            append(diagnostic, to: &lines)
            lines.append("")
        }
        let more = sorted.count - max(limit, 0)
        if more > 0 {
            lines.append(language == .french ? "et \(more) de plus" : "and \(more) more")
        }
        return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
    }

    /// One line each, `path:line:column: severity CODE: message`, all of them, sorted: for editors and scripts.
    package func machineText(of diagnostics: [Diagnostic]) -> String {
        Self.sorted(diagnostics).map { diagnostic in
            let message = DisplayWidth.printable(diagnostic.message.text(in: language))
            return
                "\(place(diagnostic.range)): \(diagnostic.severity.rawValue) \(diagnostic.code): \(message)\n"
        }.joined()
    }

    /// "2 errors, 1 warning", or nil when there is nothing.
    package func summary(of diagnostics: [Diagnostic]) -> String? {
        let parts = [Diagnostic.Severity.error, .warning, .hint].compactMap { severity -> String? in
            let count = diagnostics.count { $0.severity == severity }
            guard count > 0 else { return nil }
            let isPlural = language == .french ? count > 1 : count != 1
            return "\(count) \(name(of: severity))\(isPlural ? "s" : "")"
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// By file, place, severity, code.
    package static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        diagnostics.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.range.file != b.range.file { return a.range.file < b.range.file }
            if a.range.start != b.range.start { return a.range.start < b.range.start }
            if a.severity != b.severity { return a.severity < b.severity }
            if a.code != b.code { return a.code < b.code }
            return left.offset < right.offset
        }.map(\.element)
    }

    private func append(_ diagnostic: Diagnostic, to lines: inout [String]) {
        let message = DisplayWidth.printable(diagnostic.message.text(in: language))
        let colour = diagnostic.severity == .error ? "31" : diagnostic.severity == .warning ? "33" : "36"
        let head = paint("\(name(of: diagnostic.severity)) \(diagnostic.code)", "1;" + colour)
        lines.append("\(paint(place(diagnostic.range), "1")): \(head): \(message)")
        appendExcerpt(diagnostic.range, colour: colour, to: &lines)
        for note in diagnostic.notes {
            let text = DisplayWidth.printable(note.message.text(in: language))
            if let range = note.range {
                lines.append("    \(paint("note", "1")): \(place(range)): \(text)")
                appendExcerpt(range, colour: "34", to: &lines)
            } else {
                lines.append("    \(paint("note", "1")): \(text)")
            }
        }
        if let edit = diagnostic.edit, let help = help(edit) {
            lines.append("    \(paint(language == .french ? "aide" : "help", "1;32")): \(help)")
        }
    }

    private func appendExcerpt(_ range: SourceRange, colour: String, to lines: inout [String]) {
        guard sources.files.indices.contains(range.file) else { return }
        let excerpt = Excerpt(range, in: sources.files[range.file])
        let number = String(excerpt.line)
        let gutter = String(repeating: " ", count: max(5 - number.count, 0))
        lines.append("\(gutter)\(number) \(paint("|", "2")) \(excerpt.text)")
        let blank = String(repeating: " ", count: max(5, number.count))
        lines.append(
            "\(blank) \(paint("|", "2")) \(excerpt.indent)\(paint(excerpt.underline, "1;" + colour))")
    }

    private func help(_ edit: Diagnostic.Edit) -> String? {
        let replacement = DisplayWidth.printable(edit.replacement)
        let isFrench = language == .french
        if edit.range.start == edit.range.end {
            return isFrench ? "ajoutez « \(replacement) »" : "insert \"\(replacement)\""
        }
        guard !replacement.isEmpty else { return isFrench ? "supprimez ceci" : "remove this" }
        return isFrench ? "écrivez « \(replacement) »" : "write \"\(replacement)\""
    }

    private func place(_ range: SourceRange) -> String {
        sources.location(of: range).map(DisplayWidth.printable) ?? "?"
    }

    private func name(of severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: language == .french ? "erreur" : "error"
        case .warning: language == .french ? "avertissement" : "warning"
        case .hint: language == .french ? "conseil" : "hint"
        }
    }

    private func paint(_ text: String, _ codes: String) -> String {
        isColoured ? "\u{1B}[\(codes)m\(text)\u{1B}[0m" : text
    }
}
