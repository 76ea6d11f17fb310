/// Weighs several rankers against each other: logit of class k = Σ weight of ranker m × its score of k.
///
/// The weights are shared by all classes, so a handful of numbers is fitted on held-out rows, by maximum likelihood. They
/// hold the ensemble and its temperature at once: scores that promise too much come out small.
package struct ScoreStack: Sendable, Equatable {
    /// One held-out row: the scores of its candidates by each ranker, and which candidate is right.
    package struct Case: Sendable {
        /// `candidates × rankers`, candidate-major.
        package var scores: [Float]
        /// Position of the right candidate.
        package var right: Int
        /// How much the row counts.
        package var weight: Double

        package init(scores: [Float], right: Int, weight: Double = 1) {
            self.scores = scores
            self.right = right
            self.weight = weight
        }
    }

    package var weights: [Double]

    /// The logit of one candidate.
    @inline(__always)
    package func logit(_ score: (Int) -> Double) -> Double {
        var sum = 0.0
        for m in weights.indices { sum += weights[m] * score(m) }
        return sum
    }

    /// The same order of what is ranked, surer or less sure.
    package func scaled(by factor: Double) -> ScoreStack {
        var copy = self
        copy.weights = weights.map { $0 * factor }
        return copy
    }

    /// Fits the weights by Newton's method, pulled towards `prior` as strongly as `strength` rows would.
    package static func fit(_ cases: [Case], prior: [Double], strength: Double = 2) -> ScoreStack {
        let rankers = prior.count
        var weights = prior
        var kept = prior
        var best = -Double.infinity
        for _ in 0..<25 {
            var gradient = [Double](repeating: 0, count: rankers)
            var hessian = [Double](repeating: 0, count: rankers * rankers)
            var likelihood = 0.0
            for one in cases {
                let candidates = one.scores.count / rankers
                guard candidates > 1 else { continue }
                var logits = [Double](repeating: 0, count: candidates)
                for c in 0..<candidates {
                    for m in 0..<rankers { logits[c] += weights[m] * Double(one.scores[c * rankers + m]) }
                }
                let highest = logits.max() ?? 0
                var sum = 0.0
                for c in 0..<candidates {
                    logits[c] = Elementary.exp(logits[c] - highest)
                    sum += logits[c]
                }
                var mean = [Double](repeating: 0, count: rankers)
                for c in 0..<candidates {
                    logits[c] /= sum
                    for m in 0..<rankers { mean[m] += logits[c] * Double(one.scores[c * rankers + m]) }
                }
                likelihood += one.weight * Elementary.log(max(logits[one.right], 1e-300))
                for m in 0..<rankers {
                    gradient[m] += one.weight * (Double(one.scores[one.right * rankers + m]) - mean[m])
                }
                for c in 0..<candidates {
                    for m in 0..<rankers {
                        let left = one.weight * logits[c] * (Double(one.scores[c * rankers + m]) - mean[m])
                        for l in 0...m {
                            hessian[m * rankers + l] += left * (Double(one.scores[c * rankers + l]) - mean[l])
                        }
                    }
                }
            }
            for m in 0..<rankers {
                let spread = max(abs(prior[m]), 0.1)
                let pull = strength / (spread * spread)
                likelihood -= 0.5 * pull * (weights[m] - prior[m]) * (weights[m] - prior[m])
                gradient[m] -= pull * (weights[m] - prior[m])
                hessian[m * rankers + m] += pull
            }
            // A step that made things worse is halved; the best weights seen are kept.
            if likelihood < best {
                if zip(weights, kept).allSatisfy({ abs($0 - $1) < 1e-6 }) { break }
                weights = zip(weights, kept).map { ($0 + $1) / 2 }
                continue
            }
            let gain = likelihood - best
            best = likelihood
            kept = weights
            if gain < 1e-6 * Double(max(cases.count, 1)) { break }
            guard let step = Logistic.solve(hessian, gradient) else { break }
            for m in 0..<rankers { weights[m] += step[m] }
        }
        return ScoreStack(weights: kept)
    }
}
