/// How much surer of itself a ranking of a long utterance may be than that of a short one: what logits are multiplied with.
///
/// Each block of features is scaled to one length, so the more words there are, the less each counts, and scores of long
/// utterances are nearer to each other than they ought to be. One number, fitted on held-out rows, takes that back.
package struct LengthSharpness: Sendable, Equatable {
    /// By how much the logarithm of the factor grows with that of the number of words.
    package var slope: Double
    /// The logarithm of the number of words (and one) of which the factor is 1.
    package var usual: Double

    package static let none = LengthSharpness(slope: 0, usual: 0)

    /// Utterances some three times as long as usual, or as short, are as far as held-out rows tell; beyond, the factor stays.
    private static let furthest = 1.0
    private static let steepest = 0.5
    /// What it came out as in most bots; where rows are few, it is pulled there as strongly as `pull` says.
    private static let prior = 0.12
    private static let pull = 200.0

    package init(slope: Double, usual: Double) {
        self.slope = slope
        self.usual = usual
    }

    package func factor(words: Int) -> Double {
        Elementary.exp(slope * offset(words: words))
    }

    private func offset(words: Int) -> Double {
        min(max(Elementary.log(1 + Double(words)) - usual, -Self.furthest), Self.furthest)
    }

    /// Fits the slope by maximum likelihood.
    ///
    /// - Parameter cases: the rows that a stack was fitted on.
    /// - Parameter words: of each, how many.
    package static func fit(_ cases: [ScoreStack.Case], words: [Int], stack: ScoreStack) -> LengthSharpness {
        precondition(cases.count == words.count)
        guard !cases.isEmpty else { return .none }
        let rankers = stack.weights.count
        let lengths = words.reduce(0) { $0 + Elementary.log(1 + Double($1)) }
        var fitted = LengthSharpness(slope: prior, usual: lengths / Double(words.count))
        let logits = cases.map { one in
            (0..<one.scores.count / rankers).map { c in stack.logit { Double(one.scores[c * rankers + $0]) } }
        }
        let offsets = words.map(fitted.offset)
        for _ in 0..<20 {
            var gradient = -pull * (fitted.slope - prior)
            var curvature = pull
            for (place, one) in cases.enumerated() {
                let factor = Elementary.exp(fitted.slope * offsets[place])
                let scores = logits[place].map { $0 * factor }
                let highest = scores.max() ?? 0
                var (sum, mean, square) = (0.0, 0.0, 0.0)
                for score in scores {
                    let share = Elementary.exp(score - highest)
                    sum += share
                    mean += share * score
                    square += share * score * score
                }
                mean /= sum
                gradient += one.weight * offsets[place] * (scores[one.right] - mean)
                curvature += one.weight * offsets[place] * offsets[place] * max(square / sum - mean * mean, 0)
            }
            let step = min(max(gradient / curvature, -0.1), 0.1)
            fitted.slope = min(max(fitted.slope + step, -steepest), steepest)
            if abs(step) < 1e-6 { break }
        }
        return fitted
    }
}
