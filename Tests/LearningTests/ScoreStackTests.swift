import Learning
import Testing

@Suite struct ScoreStackTests {
    @Test func theRankerThatKnowsGetsTheWeight() {
        var random = SeededGenerator(seed: 9)
        let cases = (0..<300).map { _ -> ScoreStack.Case in
            let right = random.next(below: 3)
            var scores: [Float] = []
            for candidate in 0..<3 {
                // Ranker 0 knows in four of five cases, ranker 1 guesses.
                let knows = random.next(below: 5) > 0
                scores.append(candidate == right && knows ? 1 : 0)
                scores.append(Float(random.next(below: 100)) / 100)
            }
            return ScoreStack.Case(scores: scores, right: right)
        }
        let stack = ScoreStack.fit(cases, prior: [1, 1], strength: 1)
        #expect(stack.weights[0] > 2)
        #expect(abs(stack.weights[1]) < 0.7)
    }

    @Test func withoutCasesThePriorStays() {
        #expect(ScoreStack.fit([], prior: [2, 0.5]).weights == [2, 0.5])
    }

    @Test func scoresThatPromiseTooMuchComeOutSmall() {
        // A ranker that says 10 against 0 but is right in half of the cases only.
        let cases = (0..<200).map { ScoreStack.Case(scores: [10, 0], right: $0 % 2) }
        #expect(abs(ScoreStack.fit(cases, prior: [1], strength: 0.001).weights[0]) < 0.1)
    }
}
