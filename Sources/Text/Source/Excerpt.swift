/// The line a range begins on, as a terminal can show it, and the underline below it.
struct Excerpt {
    let line: Int
    let text: String
    /// The blanks before the underline.
    let indent: String
    /// `^~~~`; one caret for an empty range.
    let underline: String

    /// Columns of a line that are shown; a longer one is shown around the range.
    static let maximumColumns = 100

    init(_ range: SourceRange, in file: SourceFile) {
        line = file.position(of: range.start).line
        let start = file.lineStarts[line - 1]
        var end = line < file.lineStarts.count ? file.lineStarts[line] - 1 : file.bytes.count
        if end > start, file.bytes[end - 1] == 0x0D { end -= 1 }
        var cells: [(text: String, width: Int, offset: Int)] = []
        var offset = start
        for character in String(decoding: file.bytes[start..<end], as: UTF8.self) {
            let shown = Excerpt.shown(character)
            cells.append((shown, Excerpt.width(of: shown), offset))
            offset += character.utf8.count
        }
        // A character is marked when it overlaps the range.
        let stop = max(range.end, range.start + 1)
        var first = cells.count
        var last = cells.count
        for (index, cell) in cells.enumerated() {
            let next = index + 1 < cells.count ? cells[index + 1].offset : end
            if next > range.start, first == cells.count { first = index }
            if cell.offset < stop { last = index + 1 }
        }
        if first > last { last = first }
        let window = Excerpt.window(around: first, count: cells.count)
        let before = window.lowerBound > 0 ? "…" : ""
        text =
            before + cells[window].map(\.text).joined() + (window.upperBound < cells.count ? "…" : "")
        let lead = cells[window.lowerBound..<min(first, window.upperBound)].reduce(before.isEmpty ? 0 : 1) {
            $0 + $1.width
        }
        indent = String(repeating: " ", count: lead)
        let marked =
            first < last
            ? cells[first..<max(first, min(last, window.upperBound))].reduce(0) { $0 + $1.width } : 0
        underline = "^" + String(repeating: "~", count: max(marked - 1, 0))
    }

    private static func window(around first: Int, count: Int) -> Range<Int> {
        guard count > maximumColumns else { return 0..<count }
        let start = max(0, min(first - maximumColumns / 3, count - maximumColumns))
        return start..<min(count, start + maximumColumns)
    }

    private static func shown(_ character: Character) -> String {
        if character == "\t" { return "    " }
        return printable(String(character))
    }

    /// The text with every control, bidirectional override and line break as `·`.
    static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isHidden($0) ? "\u{B7}" : $0 }))
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Columns that a terminal gives the text of one character.
    static func width(of text: String) -> Int {
        var width = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20..<0x7F: width += 1
            case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
                0xFE30...0xFE6F,
                0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF,
                0x20000...0x3FFFD:
                // Parts of one emoji cluster share its two columns.
                width = scalar.properties.isEmoji ? max(width, 2) : width + 2
            default:
                switch scalar.properties.generalCategory {
                case .nonspacingMark, .enclosingMark, .format: break
                default: width += 1
                }
            }
        }
        return width
    }
}
