import Foundation
import Testing

/// `Tests/desk-cases.md` names only tests that exist.
@Suite struct CasesPageTests {
    @Test func everyTestTheTableNamesExists() throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .resolvingSymlinksInPath()
        let page = try String(contentsOf: tests.appending(path: "desk-cases.md"), encoding: .utf8)
        var names: Set<String> = []
        let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            guard ["swift", "py"].contains(file.pathExtension) else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for keyword in ["func ", "def "] {
                for part in text.components(separatedBy: keyword).dropFirst() {
                    names.insert(String(part.prefix { $0.isLetter || $0.isNumber || $0 == "_" }))
                }
            }
        }
        var count = 0
        for row in page.split(separator: "\n") where row.hasPrefix("| ") && !row.hasPrefix("| row") {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, !cells[0].hasPrefix("--") else { continue }
            for name in cells[2].split(separator: "`").map(String.init) where name.first?.isLetter == true {
                count += 1
                #expect(names.contains(name), "\(cells[0]): \(name)")
            }
        }
        #expect(count > 130)
    }
}
