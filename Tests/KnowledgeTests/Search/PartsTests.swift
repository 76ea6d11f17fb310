import Testing

@testable import Knowledge

@Suite struct PartsTests {
    @Test(arguments: [
        "", "one", String(repeating: "word ", count: 3_000), String(repeating: "é", count: 9_000),
        String(repeating: "x", count: 20_000), String(repeating: "😀", count: 3_000) + " end",
    ])
    func partsMakeUpTheTextAndCutNoCharacter(_ text: String) {
        let parts = Array(Parts(of: text))
        #expect(parts.joined() == text)
        #expect(parts.allSatisfy { !$0.isEmpty && $0.utf8.count <= Parts.maximumBytes })
    }

    @Test func wordsStayWhole() {
        let parts = Array(Parts(of: String(repeating: "lettre ", count: 2_000)))
        #expect(parts.count > 2)
        #expect(parts.allSatisfy { $0.split(separator: " ").allSatisfy { $0 == "lettre" } })
    }
}
