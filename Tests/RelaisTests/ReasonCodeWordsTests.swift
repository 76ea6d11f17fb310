import Conversation
import Testing
import Text

@testable import relais

@Suite struct ReasonCodeWordsTests {
    @Test(arguments: Reason.Code.allCases)
    func everyCodeHasWords(_ code: Reason.Code) {
        let words = [Language.english, .french].map { ReasonCodeWords.text(code.rawValue, in: $0) }
        #expect(Set(words + [code.rawValue]).count == 3)
    }

    @Test func anotherCodeStays() {
        #expect(ReasonCodeWords.text("of_tomorrow", in: .french) == "of_tomorrow")
    }
}
