import TestSupport
import Testing
import Text

struct DiagnosticRendererTests {
    /// A source with «marked» text: the marks are taken out, what they enclose is the range.
    private func marked(_ text: String, path: String = "Flows/a.flow") -> (SourceSet, SourceRange) {
        var bytes: [UInt8] = []
        var start = 0
        var end = 0
        for character in text {
            if character == "«" {
                start = bytes.count
            } else if character == "»" {
                end = bytes.count
            } else {
                bytes.append(contentsOf: String(character).utf8)
            }
        }
        return (
            SourceSet(files: [SourceFile(path: path, bytes: bytes)]),
            SourceRange(file: 0, start: start, end: end)
        )
    }

    private let message = Bilingual(en: "there is no step of this name", fr: "aucune étape de ce nom")

    @Test func showsTheLineAndUnderlinesTheRange() {
        let (sources, range) = marked("flow a\ngo «lok-up»\nend solved\n")
        let diagnostic = Diagnostic(
            "F203", at: range, message,
            notes: [
                Diagnostic.Note(
                    Bilingual(en: "first here", fr: "d'abord ici"), at: SourceRange(file: 0, start: 0, end: 4)
                )
            ],
            edit: Diagnostic.Edit(range: range, replacement: "look-up"))
        #expect(
            DiagnosticRenderer(sources: sources).text(of: [diagnostic]) == """
                Flows/a.flow:2:4: error F203: there is no step of this name
                    2 | go lok-up
                      |    ^~~~~~
                    note: Flows/a.flow:1:1: first here
                    1 | flow a
                      | ^~~~
                    help: write "look-up"


                """)
        #expect(
            DiagnosticRenderer(sources: sources, language: .french).text(of: [diagnostic]).hasPrefix(
                "Flows/a.flow:2:4: erreur F203: aucune étape de ce nom\n"))
        #expect(
            DiagnosticRenderer(sources: sources).machineText(of: [diagnostic])
                == "Flows/a.flow:2:4: error F203: there is no step of this name\n")
    }

    @Test(arguments: [
        ("\tgo «x»", "    1 |     go x", "      |        ^"), ("é日«mot»", "    1 | é日mot", "      |    ^~~"),
        ("«日本»", "    1 | 日本", "      | ^~~~"), ("👨‍👩‍👧«a»", "    1 | 👨‍👩‍👧a", "      |   ^"),
        ("fin«»", "    1 | fin", "      |    ^"), ("a«b\nc»", "    1 | ab", "      |  ^"),
        ("«»", "    1 | ", "      | ^"),
        ("e\u{301}«a»", "    1 | e\u{301}a", "      |  ^"), ("a\u{1B}«b»", "    1 | a·b", "      |   ^"),
    ])
    func underlinesWhatATerminalShows(_ source: String, _ line: String, _ underline: String) {
        let (sources, range) = marked(source)
        let lines = DiagnosticRenderer(sources: sources).text(of: [Diagnostic("F101", at: range, message)])
            .split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[1] == line)
        #expect(lines[2] == underline)
    }

    @Test func aLongLineIsShownAroundTheRange() {
        let (sources, range) = marked(
            String(repeating: "x", count: 3_000) + "«bad»" + String(repeating: "y", count: 900))
        let lines = DiagnosticRenderer(sources: sources).text(of: [Diagnostic("F101", at: range, message)])
            .split(separator: "\n")
        #expect(lines[1].count < 130)
        #expect(lines[1].contains("…") && lines[1].contains("xbady"))
        let column = lines[1].firstIndex(of: "b").map { lines[1].distance(from: lines[1].startIndex, to: $0) }
        let caret = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) }
        #expect(column == caret)
    }

    @Test func sortsByPlaceAndStopsAtItsLimit() {
        let (sources, _) = marked(String(repeating: "line\n", count: 30))
        let diagnostics = (0..<25).reversed().map {
            Diagnostic("F101", at: SourceRange(file: 0, start: $0 * 5, end: $0 * 5 + 4), message)
        }
        let text = DiagnosticRenderer(sources: sources).text(of: diagnostics)
        #expect(text.hasPrefix("Flows/a.flow:1:1:"))
        #expect(text.hasSuffix("and 5 more\n"))
        #expect(text.split(separator: "\n").count { $0.contains("error F101") } == 20)
        #expect(DiagnosticRenderer(sources: sources).summary(of: diagnostics) == "25 errors")
        #expect(DiagnosticRenderer(sources: sources).summary(of: []) == nil)
    }

    @Test func editsSayWhatToDo() {
        let (sources, range) = marked("a«b»c")
        let renderer = DiagnosticRenderer(sources: sources)
        func help(_ edit: Diagnostic.Edit) -> String {
            renderer.text(of: [Diagnostic("F101", at: range, message, edit: edit)])
        }
        #expect(help(.init(range: range, replacement: "")).contains("help: remove this"))
        #expect(
            help(.init(range: SourceRange(file: 0, start: 1, end: 1), replacement: ":")).contains(
                "help: insert \":\""))
    }

    @Test func coloursOnlyWhenAsked() {
        let (sources, range) = marked("a«b»c")
        #expect(
            !DiagnosticRenderer(sources: sources).text(of: [Diagnostic("F101", at: range, message)]).contains(
                "\u{1B}"))
        let coloured = DiagnosticRenderer(sources: sources, isColoured: true)
        #expect(
            coloured.text(of: [Diagnostic("F101", at: range, message)]).contains(
                "\u{1B}[1;31merror F101\u{1B}[0m"))
    }

    @Test(arguments: 0..<30)
    func anyRangeInAnyFileIsShownWithoutTrap(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        let sources = SourceSet(files: [SourceFile(path: "x", bytes: random.bytes(300))])
        let diagnostics = (0..<20).map { _ in
            let start = Int.random(in: -5...310, using: &random)
            return Diagnostic(
                "F101",
                at: SourceRange(
                    file: Int.random(in: 0...1, using: &random), start: start,
                    end: start + Int.random(in: 0...50, using: &random)), message)
        }
        let text = DiagnosticRenderer(sources: sources).text(of: diagnostics)
        #expect(!text.utf8.contains(0x1B))
        #expect(
            DiagnosticRenderer(sources: sources).machineText(of: diagnostics).split(separator: "\n").count
                == 20)
    }
}
