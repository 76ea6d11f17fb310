import Learning

/// What one more example of an intent changes, from what half of its examples change.
///
/// Each fold is asked three times: with all training examples, with every other one left out of half of the intents, and
/// of the other half. So each held-out example is judged once with all and once with half of its own intent's examples
/// while half of the competitors keep theirs. The chance of being right is modelled as a logit that has a level of its own
/// per intent (pulled towards the common one, since few examples tell little) and one common slope over the logarithm of
/// the number of examples. What another example adds is read off that curve: a small step beyond what was seen.
struct LearningCurve {
    struct Case {
        var intent: Int
        var logCount: Double
        var isRight: Bool
    }

    private let levels: [Double]
    let slope: Double
    /// The standard error of the slope, from leaving out a tenth of the intents at a time: what holds for the intents at
    /// hand need not hold for others.
    let slopeError: Double

    /// - Returns: nil when there is nothing to learn a slope from.
    static func fit(_ cases: [Case], intents: Int) -> LearningCurve? {
        guard cases.count >= 40, cases.contains(where: \.isRight), cases.contains(where: { !$0.isRight })
        else {
            return nil
        }
        let (levels, slope) = solve(cases, intents)
        let blocks = min(10, max(2, intents))
        var squares = 0.0
        for block in 0..<blocks {
            // With one intent only its cases can be divided; they come in pairs of all and half.
            let rest = cases.indices.filter { place in
                (intents > 1 ? cases[place].intent : place / 2) % blocks != block
            }.map { cases[$0] }
            let other = solve(rest, intents).slope - slope
            squares += other * other
        }
        let error = (squares * Double(blocks - 1) / Double(blocks)).squareRoot()
        return LearningCurve(levels: levels, slope: slope, slopeError: error)
    }

    /// The gain in the share of an intent's messages that are understood, with the range of the slope's 95 % interval.
    ///
    /// - Parameter count: examples the intent has now; at least 1.
    func gain(of intent: Int, from count: Int, by more: Int = 1) -> (
        expected: Double, range: ClosedRange<Double>
    ) {
        let now = Elementary.log(Double(max(1, count)))
        let then = Elementary.log(Double(max(1, count) + more))
        func gain(_ slope: Double) -> Double {
            // The level is what was seen at the present size: it moves with the slope.
            let level = levels[intent] + self.slope * now
            return Elementary.sigmoid(level + slope * (then - now)) - Elementary.sigmoid(level)
        }
        let low = max(0, gain(max(0, slope - 1.96 * slopeError)))
        let high = max(low, gain(max(0, slope + 1.96 * slopeError)))
        return (min(max(gain(max(0, slope)), low), high), low...high)
    }

    /// How strongly an intent's level is held to the common one: as two cases would.
    private static let pull = 0.5

    /// Newton's method on all levels and the slope together, in halved steps.
    private static func solve(_ cases: [Case], _ intents: Int) -> (levels: [Double], slope: Double) {
        var common = 0.0
        var own = [Double](repeating: 0, count: intents)
        var slope = 0.5
        for _ in 0..<40 {
            var gradient = [Double](repeating: 0, count: intents)
            var curvature = [Double](repeating: 0, count: intents)
            var slopeGradient = -0.01 * slope
            var slopeCurvature = 0.01
            var commonGradient = 0.0
            var commonCurvature = 1e-6
            for one in cases {
                let p = Elementary.sigmoid(common + own[one.intent] + slope * one.logCount)
                let miss = (one.isRight ? 1 : 0) - p
                let bend = max(p * (1 - p), 1e-6)
                gradient[one.intent] += miss
                curvature[one.intent] += bend
                commonGradient += miss
                commonCurvature += bend
                slopeGradient += miss * one.logCount
                slopeCurvature += bend * one.logCount * one.logCount
            }
            // One block at a time would creep; halved steps of all together are stable.
            common += 0.5 * commonGradient / commonCurvature
            slope += 0.5 * slopeGradient / slopeCurvature
            for intent in own.indices {
                own[intent] += 0.5 * (gradient[intent] - pull * own[intent]) / (curvature[intent] + pull)
            }
        }
        return (own.map { $0 + common }, slope)
    }
}
