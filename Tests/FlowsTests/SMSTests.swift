import Testing

@testable import Flows

struct SMSTests {
    private func parts(_ text: String) -> Int { SMS.segments(Template(pieces: [.text(text)])) }

    @Test func aPartHoldsFewerCharactersOnceThereAreSeveral() {
        #expect(parts("") == 1)
        #expect(parts(String(repeating: "a", count: 160)) == 1)
        #expect(parts(String(repeating: "à", count: 161)) == 2)
        #expect(parts(String(repeating: "a", count: 306)) == 2)
        #expect(parts(String(repeating: "a", count: 307)) == 3)
    }

    @Test func theEuroCountsTwiceInTheAlphabetAndOnceOutsideIt() {
        #expect(parts(String(repeating: "€", count: 80)) == 1)
        #expect(parts(String(repeating: "€", count: 81)) == 2)
        // The circumflex turns the message into UTF-16, the signs before it too.
        #expect(parts(String(repeating: "€", count: 69) + "ê") == 1)
        #expect(parts(String(repeating: "€", count: 70) + "ê") == 2)
    }

    @Test func anEmojiIsTwoUnitsWhereverItStands() {
        #expect(parts(String(repeating: "a", count: 68) + "😀") == 1)
        #expect(parts(String(repeating: "a", count: 69) + "😀") == 2)
        #expect(parts("😀" + String(repeating: "a", count: 68)) == 1)
        #expect(parts("😀" + String(repeating: "a", count: 69)) == 2)
    }
}
