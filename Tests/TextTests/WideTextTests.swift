import Testing
import Text

@Suite struct WideTextTests {
    @Test func theMarkTellsTheEncoding() {
        #expect(WideText.encoding(of: [0xFF, 0xFE, 0x66, 0]) == "UTF-16")
        #expect(WideText.encoding(of: [0xFE, 0xFF, 0, 0x66]) == "UTF-16")
        #expect(WideText.encoding(of: [0xFF, 0xFE, 0, 0, 0x66, 0, 0, 0]) == "UTF-32")
        #expect(WideText.encoding(of: [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x66]) == "UTF-32")
        #expect(WideText.encoding(of: Array("flow".utf8)) == nil)
        #expect(WideText.encoding(of: [0xEF, 0xBB, 0xBF, 0x66]) == nil)
        #expect(WideText.encoding(of: []) == nil)
    }

    @Test func aFileInItIsRefusedByName() {
        let source = SourceFile(path: "a", bytes: [0xFF, 0xFE, 0, 0, 0x66, 0, 0, 0])
        #expect {
            try SourceLines.lines(of: source)
        } throws: { error in
            (error as? SourceLines.Refusal)?.reason.en.contains("UTF-32") == true
        }
    }
}
