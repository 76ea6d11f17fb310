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
        line = file.line(of: range.start)
        let start = file.lineStarts[line - 1]
        var end = line < file.lineStarts.count ? file.lineStarts[line] - 1 : file.bytes.count
        if end > start, file.bytes[end - 1] == 0x0D { end -= 1 }
        var cells: [(text: String, width: Int, offset: Int)] = []
        var offset = start
        for character in String(decoding: file.bytes[start..<end], as: UTF8.self) {
            let shown = Excerpt.shown(character)
            cells.append((shown, DisplayWidth.of(shown), offset))
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
        return DisplayWidth.printable(String(character))
    }
}
