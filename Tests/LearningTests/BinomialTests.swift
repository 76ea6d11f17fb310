import Learning
import Testing

/// The expected figures are from exact rational arithmetic and the tables of Clopper and Pearson.
@Suite struct BinomialTests {
    @Test(arguments: [
        (0, 10, 0.1, 0.3486784401), (1, 10, 0.1, 0.7360989291), (5, 10, 0.5, 0.623046875),
        (9, 10, 0.1, 0.9999999999), (2, 1_000, 0.01, 0.002679391), (50, 1_000, 0.05, 0.5375292),
        (0, 59, 0.05, 0.0484945252),
    ])
    func chancesOfAtMostSoManyAreExact(_ count: Int, _ total: Int, _ p: Double, _ expected: Double) {
        #expect(abs(Binomial.cumulative(count, of: total, p) - expected) < 2e-7)
    }

    @Test func chancesSumUpWhateverTheSide() {
        // The same sum by plain addition.
        for total in [1, 2, 7, 40] {
            for p in [0.01, 0.3, 0.5, 0.97] {
                var term = 1.0
                for _ in 0..<total { term *= 1 - p }
                var sum = 0.0
                for count in 0..<total {
                    sum += term
                    #expect(abs(Binomial.cumulative(count, of: total, p) - sum) < 1e-9)
                    term *= Double(total - count) / Double(count + 1) * p / (1 - p)
                }
                #expect(Binomial.cumulative(total, of: total, p) == 1)
                #expect(Binomial.cumulative(-1, of: total, p) == 0)
            }
        }
    }

    @Test func largeNumbersStayExactAndQuick() {
        // With a million cases the normal law is close; half below the mean.
        #expect(abs(Binomial.cumulative(50_000, of: 1_000_000, 0.05) - 0.5012) < 0.001)
        #expect(Binomial.cumulative(40_000, of: 1_000_000, 0.05) < 1e-300)
    }

    @Test(arguments: [
        (0, 10, 0.2588656), (1, 10, 0.3941633), (0, 59, 0.0495079), (5, 100, 0.1022533), (10, 10, 1.0),
        (0, 0, 1.0),
    ])
    func upperBoundsAreClopperAndPearsons(_ count: Int, _ total: Int, _ expected: Double) {
        #expect(abs(Binomial.upperBound(count, of: total, doubt: 0.05) - expected) < 1e-6)
    }

    @Test func theRuleOfThree() {
        #expect(Binomial.casesNeeded(wrong: 0, atMost: 0.05, doubt: 0.05) == 59)
        #expect(Binomial.casesNeeded(wrong: 1, atMost: 0.05, doubt: 0.05) == 93)
        #expect(Binomial.casesNeeded(wrong: 0, atMost: 0.01, doubt: 0.05) == 299)
        #expect(Binomial.casesNeeded(wrong: 0, atMost: 0, doubt: 0.05) == nil)
    }

    @Test func wilsonsIntervalHoldsTheShareAndStaysInside() {
        let some = Binomial.interval(8, of: 10)
        #expect(abs(some.lowerBound - 0.4901625) < 1e-6 && abs(some.upperBound - 0.9433178) < 1e-6)
        #expect(Binomial.interval(0, of: 5).lowerBound == 0)
        #expect(Binomial.interval(5, of: 5).upperBound == 1)
        #expect(Binomial.interval(0, of: 0) == 0...1)
    }
}
