import Testing

@testable import Learning

@Suite struct LengthSharpnessTests {
    private let stack = ScoreStack.fit([], prior: [1])

    /// Rows of two candidates a logit apart, of which the first is right in `share` of ten.
    private func rows(_ count: Int, right share: Int) -> [ScoreStack.Case] {
        (0..<count).map { ScoreStack.Case(scores: [1, 0], right: $0 % 10 < share ? 0 : 1) }
    }

    @Test func longMessagesThatAreRightMoreOftenMakeItSharper() {
        // As sure of both; of three words 6 in 10 are right, of fifteen 9.
        let cases = rows(2_000, right: 6) + rows(2_000, right: 9)
        let words = Array(repeating: 3, count: 2_000) + Array(repeating: 15, count: 2_000)
        let fitted = LengthSharpness.fit(cases, words: words, stack: stack)
        #expect(fitted.slope > 0.3)
        #expect(fitted.factor(words: 15) > 1.3 && fitted.factor(words: 3) < 0.8)
        let other = LengthSharpness.fit(cases, words: words.reversed(), stack: stack)
        #expect(other.slope < 0)
    }

    @Test func fewRowsLeaveTheUsualSlope() {
        let none = LengthSharpness.fit([], words: [], stack: stack)
        #expect(none == .none && none.factor(words: 40) == 1)
        let few = LengthSharpness.fit(rows(10, right: 9), words: Array(1...10), stack: stack)
        #expect(abs(few.slope - 0.12) < 0.02)
    }

    @Test func farLongerMessagesAreNotBelievedWithoutEnd() {
        let sharpness = LengthSharpness(slope: 0.2, usual: 2)
        #expect(sharpness.factor(words: 4_000) == sharpness.factor(words: 100))
        #expect(sharpness.factor(words: 0) > 0.8)
        #expect(sharpness.factor(words: 9) > sharpness.factor(words: 8))
    }
}
