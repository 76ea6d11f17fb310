import Testing
import Wire

@Suite struct LineFramerTests {
    static func events(_ pieces: [[UInt8]], limit: Int = 10, discard: Int = 20) -> [LineFramer.Event] {
        var framer = LineFramer(limit: limit, discardLimit: discard)
        var events: [LineFramer.Event] = []
        for piece in pieces { framer.receive(piece) { events.append($0) } }
        return events
    }

    static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test(arguments: [
        ("a\nb\n", ["a", "b"]), ("a\r\n\r\n\nb\n", ["a", "b"]), ("a\rb\n", ["a\rb"]), ("half", []),
        ("\r\n", []),
        ("0123456789\n", ["0123456789"]), ("0123456789\r\n", ["0123456789"]),
    ])
    func linesEndWithLineFeed(_ text: String, _ lines: [String]) {
        let expected = lines.map { LineFramer.Event.line(Self.bytes($0)) }
        #expect(Self.events([Self.bytes(text)]) == expected)
        #expect(Self.events(Self.bytes(text).map { [$0] }) == expected, "octet by octet")
    }

    @Test func aLineOverTheLimitIsSaidOnceAndTheNextOneIsRead() {
        let text = Self.bytes("0123456789x\nok\n")
        #expect(Self.events([text]) == [.tooLong, .line(Self.bytes("ok"))])
        #expect(Self.events(text.map { [$0] }) == [.tooLong, .line(Self.bytes("ok"))])
        #expect(
            Self.events([Self.bytes("0123456789xy"), Self.bytes("z\nok\n")]) == [
                .tooLong, .line(Self.bytes("ok")),
            ])
    }

    /// Found by fuzzing: a line given up when it came in pieces was merely too long when it came whole.
    @Test(arguments: [5, 10, 11, 12, 50, 150, 300]) func howTheStreamIsCutDoesNotMatter(_ length: Int) {
        let text = [UInt8](repeating: 0x78, count: length) + Self.bytes("\nok\n")
        let whole = Self.events([text])
        #expect(Self.events(text.map { [$0] }) == whole)
        #expect(Self.events([Array(text.prefix(length / 2)), Array(text.dropFirst(length / 2))]) == whole)
    }

    @Test func anEndlessLineIsGivenUp() {
        let piece = [UInt8](repeating: 0x78, count: 7)
        let events = Self.events([[UInt8]](repeating: piece, count: 50) + [Self.bytes("\nok\n")])
        #expect(events == [.tooLong, .endless])
        #expect(Self.events([[UInt8](repeating: 0x78, count: 1_000)]) == [.tooLong, .endless])
    }

    @Test func memoryStaysWithinTheLimit() {
        var framer = LineFramer(limit: 100, discardLimit: 1_000_000)
        for _ in 0..<10_000 {
            framer.receive([UInt8](repeating: 0x78, count: 37)) { _ in }
            #expect(framer.bufferedByteCount <= 101)
        }
        #expect(framer.isInsideLine)
    }

    @Test func everyCutGivesTheSameLines() {
        let text = Self.bytes("one\r\ntwo\n0123456789012\nthree\n\nfour")
        let whole = Self.events([text])
        for first in 0...text.count {
            for second in first...text.count {
                let pieces = [Array(text[..<first]), Array(text[first..<second]), Array(text[second...])]
                #expect(Self.events(pieces) == whole)
            }
        }
    }

    @Test func aBegunLineIsSeen() {
        var framer = LineFramer()
        #expect(!framer.isInsideLine)
        framer.receive([0x61]) { _ in }
        #expect(framer.isInsideLine)
        framer.receive([0x0A]) { _ in }
        #expect(!framer.isInsideLine)
    }
}
