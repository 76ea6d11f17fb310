import Learning
import Testing

@Suite struct SelectiveRiskTests {
    /// A bot whose confidence is off by a known amount: of the answers stated at c, `truth(c)` are right.
    private struct Bot {
        var truth: @Sendable (Double) -> Double

        func cases(_ count: Int, seed: UInt64) -> [SelectiveRisk.Case] {
            var random = SeededGenerator(seed: seed)
            func unit() -> Double { Double(random.next() >> 11) / 9_007_199_254_740_992 }
            return (0..<count).map { _ in
                let confidence = 1 - unit() * unit()
                return SelectiveRisk.Case(confidence: confidence, isRight: unit() < truth(confidence))
            }
        }

        /// The share of answers from a threshold on that are wrong, by integration over the same confidences.
        func risk(from threshold: Double) -> Double {
            // 1 − uv ≥ t, uv ≤ 1 − t: density of the product is −log.
            var mass = 0.0
            var wrong = 0.0
            let steps = 500
            let end = 1 - threshold
            for step in 0..<steps {
                let x = (Double(step) + 0.5) / Double(steps) * end
                let weight = -Elementary.log(x)
                mass += weight
                wrong += weight * (1 - truth(1 - x))
            }
            return wrong / mass
        }
    }

    private static let bots: [Bot] = [
        // Calibrated; too sure of itself; equally bad everywhere, just at the limit; bad at the top.
        Bot { $0 }, Bot { $0 * 0.97 }, Bot { _ in 0.95 }, Bot { $0 > 0.98 ? 0.93 : 0.97 },
    ]

    @Test(arguments: [60, 150, 400, 1_200], Self.bots.indices)
    func thePromiseHoldsInNineteenOfTwentySeeds(_ count: Int, _ kind: Int) {
        let bot = Self.bots[kind]
        let seeds = 400
        var broken = 0
        var kept = 0
        for seed in 0..<seeds {
            let outcome = SelectiveRisk.derive(
                bot.cases(count, seed: UInt64(seed * 7 + kind)), wrongAtMost: 0.05)
            guard case .holds(let promise) = outcome else { continue }
            if bot.risk(from: promise.threshold) > 0.05 + 1e-9 { broken += 1 } else { kept += 1 }
        }
        // 5 % of 400 is 20; chance alone would show 29 in one test of a hundred were the true share 5 %.
        #expect(broken <= 28, "\(broken) of \(seeds) promises broken")
        if count == 1_200, kind == 0 { #expect(kept > 250, "only \(kept) promises made") }
    }

    @Test func choosingTheBestThresholdWithoutCareWouldBreakIt() {
        // The test above can fail: trying all thresholds at once with the same bound breaks the promise too often.
        let bot = Self.bots[2]
        var broken = 0
        for seed in 0..<400 {
            let sorted = bot.cases(2_000, seed: UInt64(seed)).sorted { $0.confidence > $1.confidence }
            var wrong = 0
            for (index, one) in sorted.enumerated() {
                if !one.isRight { wrong += 1 }
                if index >= 58, Binomial.cumulative(wrong, of: index + 1, 0.049) <= 0.05 {
                    broken += 1
                    break
                }
            }
        }
        #expect(broken > 28)
    }

    @Test func aGoodBotAnswersMostAndABadOneLess() throws {
        func promise(_ limit: Double) throws -> SelectiveRisk.Promise {
            let outcome = SelectiveRisk.derive(Self.bots[0].cases(5_000, seed: 3), wrongAtMost: limit)
            guard case .holds(let promise) = outcome else { throw Missing() }
            return promise
        }
        let strict = try promise(0.02)
        let loose = try promise(0.1)
        #expect(strict.threshold > loose.threshold)
        #expect(strict.coverage < loose.coverage)
        #expect(strict.bound <= 0.021 && loose.bound <= 0.1)
        #expect(loose.answered > 0 && loose.cases == 5_000)
    }

    private struct Missing: Error {}

    @Test func tooFewCasesAreRefusedWithWhatIsNeeded() {
        let cases = [SelectiveRisk.Case](repeating: .init(confidence: 0.9, isRight: true), count: 58)
        #expect(SelectiveRisk.derive(cases, wrongAtMost: 0.05) == .tooFew(cases: 58, needed: 59))
        #expect(SelectiveRisk.derive([], wrongAtMost: 0.05) == .tooFew(cases: 0, needed: 59))
    }

    @Test func tooManyErrorsAreRefused() {
        let cases = (0..<1_000).map {
            SelectiveRisk.Case(confidence: Double($0) / 1_000, isRight: $0 % 5 > 0)
        }
        guard
            case .tooOftenWrong(let wrong, let answered, 1_000, let needed) =
                SelectiveRisk.derive(cases, wrongAtMost: 0.05)
        else {
            Issue.record("expected a refusal")
            return
        }
        #expect(wrong * 5 >= answered - 5 && needed == nil)
        #expect((21...30).contains(SelectiveRisk.holdable(cases) ?? 0))
    }

    @Test func equalConfidencesAreAnsweredTogether() {
        let cases = [SelectiveRisk.Case](repeating: .init(confidence: 0.8, isRight: true), count: 100)
        guard case .holds(let promise) = SelectiveRisk.derive(cases, wrongAtMost: 0.05, floor: 0.3) else {
            Issue.record("expected a promise")
            return
        }
        #expect(promise.threshold == 0.3 && promise.answered == 100)
    }
}
