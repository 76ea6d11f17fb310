import Text

/// What the REPL prints: colours where wanted, and no control character of a customer's or agent's text.
struct ReplPaint: Sendable {
    let isColoured: Bool
    /// Width of the terminal; nil where the output is none.
    let columns: Int?

    init() {
        isColoured = Terminal.hasColour
        columns = RawTerminal.isUsable ? RawTerminal.columns : nil
    }

    func callAsFunction(_ text: String, _ codes: String) -> String {
        isColoured ? "\u{1B}[\(codes)m\(text)\u{1B}[0m" : text
    }

    func dim(_ text: String) -> String { self(text, "2") }

    /// Lines of the tool's own: an aside, what went wrong, where the conversation went.
    func hint(_ text: String) -> String { dim(text) + "\n" }
    func complaint(_ text: String) -> String { self(text, "33") + "\n" }
    func arrow(_ text: String) -> String { self("      → " + text, "36") + "\n" }

    /// A sentence of somebody, wrapped to the terminal, its further lines indented below the first.
    func sentence(_ speaker: String, _ codes: String, _ text: String) -> String {
        let indent = DisplayWidth.of(speaker) + 2
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
            wrapped(DisplayWidth.printable(String($0)), indent: indent)
        }
        let pad = String(repeating: " ", count: indent)
        let rest = lines.dropFirst().map { $0.isEmpty ? "\n" : "\n" + pad + $0 }.joined()
        return self(speaker, codes) + "  " + (lines.first ?? "") + rest + "\n"
    }

    /// A line of a list, its further lines indented below the first.
    func item(_ text: String) -> String {
        let lines = wrapped(DisplayWidth.printable(text), indent: 6)
        return "  " + lines.joined(separator: "\n      ") + "\n"
    }

    /// The text cut at blanks so that each piece fits beside the indent; not where the output is no terminal.
    private func wrapped(_ text: String, indent: Int) -> [String] {
        guard let columns else { return [text] }
        let room = max(columns - indent, 20)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) > room {
                lines.append(line)
                line = String(word)
            } else {
                line += (line.isEmpty ? "" : " ") + word
            }
        }
        return lines + [line]
    }
}
