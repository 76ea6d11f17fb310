import Learning

/// What tells whether an utterance is about any intent at all, beside which one leads.
///
/// Computed the same way from held-out rows in training and from a customer's words.
enum Clues {
    static let count = 13

    /// - Parameter logits: of the candidates, best first; not empty.
    /// - Parameter sum: of e to the power of each logit less the best.
    /// - Parameter nearness: of the words to what was said of the leading intent.
    static func of(
        logits: [Double], sum: Double, nearness: ExampleMemory.Nearness,
        coverage: FeatureSpace.Coverage
    ) -> [Double] {
        let best = logits[0]
        let second = logits.count > 1 ? logits[1] : best - 10
        var rest = 0.0
        for logit in logits { rest += logit }
        let words = share(coverage.knownWords, coverage.words)
        let pairs = share(coverage.knownPairs, coverage.pairs)
        let pieces = share(coverage.knownPieces, coverage.pieces)
        return [
            best, best - second, 1 / sum, best - rest / Double(logits.count), words, pairs, pieces,
            Elementary.log(1 + Double(coverage.words)), Elementary.log(sum), nearness.nearest,
            nearness.ownWords, nearness.ownPairs, nearness.ownConcepts,
        ]
    }

    /// What the clues are worth in bots of all kinds, large and small, English and French (`scripts/learn-experience`).
    ///
    /// A bot's own folds hide a handful of intents, and what tells those may be chance: the weights of the clues are pulled
    /// towards these, the more the fewer examples the bot has.
    static let experience = [
        -0.01, 0.04, 0.48, 0.47, 0.72, 1.09, 3.96, -0.20, 0.21, 1.18, -0.21, 0.37, 1.10,
    ]

    private static func share(_ part: Int, _ whole: Int) -> Double {
        whole > 0 ? Double(part) / Double(whole) : 0
    }

    /// Used when nothing could be hidden to learn from (a single intent): known words and likeness decide.
    static let untrained = Logistic(
        intercept: -6, coefficients: [0, 0, 0, 0, 3, 2, 3, 0, 0, 5, 0, 0, 0])

    /// The positions of the `limit` highest scores, best first, ties by position.
    static func top(_ scores: [Float], _ limit: Int) -> [Int] {
        var best: [Int] = []
        best.reserveCapacity(limit)
        for k in scores.indices {
            if best.count < limit {
                best.append(k)
            } else if scores[k] > scores[best[limit - 1]] {
                best[limit - 1] = k
            } else {
                continue
            }
            let score = scores[k]
            var place = best.count - 1
            while place > 0, scores[best[place - 1]] < score {
                best[place] = best[place - 1]
                place -= 1
            }
            best[place] = k
        }
        return best
    }
}
