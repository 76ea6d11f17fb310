import Service
import Sessions
import Testing

@Suite struct ActionExchangeTests {
    @Test(arguments: [
        (
            #"{"result":{"state":"shipped"}}"#,
            SessionsMachine.ActionResult.gave(Array(#"{"state":"shipped"}"#.utf8))
        ),
        (#"{"failure":"not-found"}"#, .failed("not-found")),
        (#"{"state":"shipped"}"#, .error("malformed")),
        (#"{"result":[1]}"#, .error("malformed")),
        ("not json", .error("malformed")),
        ("", .error("malformed")),
    ])
    func answersAreResultsFailuresOrMalformed(text: String, expected: SessionsMachine.ActionResult) {
        #expect(ActionExchange.result(of: Array(text.utf8)) == expected)
    }
}
