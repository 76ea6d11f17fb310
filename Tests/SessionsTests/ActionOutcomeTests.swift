import Conversation
import JSON
import Testing

@testable import Sessions

@Suite struct ActionOutcomeTests {
    @Test(arguments: [
        ("{\"failure\":\"not-found\"}", ActionOutcome.failed("not-found")),
        ("{\"result\":{\"state\":\"lost\"}}", .gave(["state": "lost"])),
        ("{\"state\":\"lost\"}", .gave(["state": "lost"])),
        ("{\"result\":{}}", .gave(.object([]))),
        // An action may well have fields of these names.
        ("{\"failure\":\"yes\",\"state\":\"lost\"}", .gave(["failure": "yes", "state": "lost"])),
        ("{\"result\":\"lost\"}", .gave(["result": "lost"])),
        ("{\"failure\":3}", .gave(["failure": 3])),
        ("[1]", .gave([1])),
    ])
    func answersAreReadWithAndWithoutTheirEnvelope(_ text: String, _ expected: ActionOutcome) throws {
        #expect(ActionOutcome(answer: try JSONReader.parse(Array(text.utf8))) == expected)
    }
}
