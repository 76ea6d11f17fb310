import Record
import Sessions
import Testing
import Wire

@Suite struct ConversationIDTests {
    @Test func whatIsWrittenIsReadBack() {
        var generator = SecretGenerator(seed: [7])
        for _ in 0..<500 {
            let bytes = generator.next()
            let id = StreamID(bytes: bytes).map(ConversationID.init(stream:))
            let text = Tokens.base64url(bytes)
            #expect(id?.description == text)
            #expect(ConversationID(text) == id)
        }
    }

    @Test(arguments: [
        "", "a", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAB",
        "AAAAAAAAAAAAAAAAAAAA+A", "AAAAAAAAAAAAAAAAAAAAé",
    ])
    func otherTextsAreNoIds(_ text: String) {
        #expect(ConversationID(text) == nil)
    }

    @Test func notesHaveAStreamOfTheirOwn() {
        let id = ConversationID(stream: StreamID(high: 5, low: 6))
        #expect(id.notes != id.stream)
        #expect(ConversationID(stream: id.notes).notes == id.stream)
    }
}
