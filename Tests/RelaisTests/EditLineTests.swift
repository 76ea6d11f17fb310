import Testing
import relais

@Suite struct EditLineTests {
    private func typed(_ keys: [Key], history: [String] = [], completions: [String] = []) -> (
        EditLine, [EditLine.Outcome]
    ) {
        var line = EditLine(history: history)
        line.completions = completions
        let outcomes = keys.map { line.take($0) }
        return (line, outcomes)
    }

    private func text(_ string: String) -> [Key] { string.map { .text($0) } }

    @Test func keysAreReadOneByteAtATime() {
        var reader = KeyReader()
        let bytes =
            Array("é日a".utf8) + [
                0x1B, 0x5B, 0x41, 0x1B, 0x5B, 0x31, 0x3B, 0x35, 0x43, 0x7F, 0x0D, 0x01, 0x1B, 0x62,
            ]
        let keys = bytes.flatMap { reader.keys(from: [$0]) }
        #expect(
            keys == [
                .text("é"), .text("日"), .text("a"), .up, .wordRight, .backspace, .enter, .control("a"),
                .wordLeft,
            ])
    }

    @Test func unknownSequencesAndBadBytesAreSwallowed() {
        var reader = KeyReader()
        #expect(reader.keys(from: [0x1B, 0x5B, 0x39, 0x39, 0x7E, 0x61]) == [.text("a")])
        #expect(reader.keys(from: [0xFF, 0x62]) == [.text("b")])
        #expect(reader.keys(from: [0x1B]) == [])
        reader.settle()
        #expect(reader.keys(from: [0x63]) == [.text("c")])
    }

    @Test func editsInTheMiddle() {
        let (line, outcomes) = typed(
            text("bonjur") + [
                .left, .left, .text("o"), .home, .delete, .text("B"), .end, .backspace, .text("r"), .enter,
            ])
        #expect(outcomes.last == .entered("Bonjour"))
        #expect(line.text.isEmpty)
        #expect(line.history == ["Bonjour"])
    }

    @Test func wordsAreCutAndPutBack() {
        let (line, _) = typed(text("un deux trois") + [.control("w"), .control("a"), .control("y")])
        #expect(line.text == "troisun deux ")
        #expect(typed(text("ab") + [.control("t")]).0.text == "ba")
        #expect(typed(text("ab cd") + [.control("u")]).0.text.isEmpty)
        #expect(typed(text("ab cd") + [.wordLeft, .control("k")]).0.text == "ab ")
    }

    @Test func historyKeepsWhatWasBeingTyped() {
        var (line, _) = typed(text("neuf") + [.up, .up, .up], history: ["un", "deux"])
        #expect(line.text == "un")
        _ = line.take(.down)
        #expect(line.text == "deux")
        _ = line.take(.down)
        #expect(line.text == "neuf")
        _ = line.take(.down)
        #expect(line.text == "neuf")
    }

    @Test func blankAndRepeatedLinesAreNoHistory() {
        let (line, _) = typed(text("a") + [.enter] + text("a") + [.enter] + text("  ") + [.enter])
        #expect(line.history == ["a"])
    }

    @Test func tabCompletesAsFarAsAllAgree() {
        let commands = ["/record", "/reload", "/rate"]
        #expect(typed(text("/rel") + [.tab], completions: commands).0.text == "/reload ")
        #expect(typed(text("/r") + [.tab], completions: commands).0.text == "/r")
        #expect(typed(text("/re") + [.tab], completions: commands).0.text == "/re")
        #expect(typed(text("x") + [.tab], completions: commands).0.text == "x")
    }

    @Test func anAccentOfItsOwnJoinsItsLetter() {
        let (line, _) = typed([.text("e"), .text("\u{301}"), .text("t")])
        #expect(line.characters == ["e\u{301}", "t"])
        #expect(line.cursor == 2)
    }

    @Test func endsAndAbandons() {
        #expect(typed([.control("d")]).1 == [.ended])
        #expect(typed(text("a") + [.control("c")]).1.last == .abandoned)
        #expect(typed(text("ab") + [.home, .control("d")]).0.text == "b")
    }

    @Test func anyKeysKeepTheCursorInTheLine() {
        var state: UInt64 = 7
        let keys: [Key] = [
            .text("a"), .text(" "), .text("é"), .text("\u{301}"), .enter, .tab, .backspace, .delete, .left,
            .right, .up, .down, .home, .end, .wordLeft,
            .wordRight, .control("k"), .control("u"), .control("w"), .control("y"), .control("t"),
            .control("c"), .control("d"),
        ]
        var line = EditLine(history: ["x y z", ""])
        for _ in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            _ = line.take(keys[Int(state >> 33) % keys.count])
            #expect((0...line.characters.count).contains(line.cursor))
        }
    }
}
