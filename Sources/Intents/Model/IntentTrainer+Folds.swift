import Learning

/// What is held out and hidden, and what the rankers say of it.
extension IntentTrainer {
    struct Fold: Sendable {
        var use: [Int32]
        var heldOut: [Int32]
        var hidden: [Int32]
        /// Hints of hidden intents: neither learnt from nor asked about.
        var dropped: [Int32] = []
    }

    /// What the rankers said of a row they had not seen.
    struct HeldOut: Sendable {
        /// What a row counts whose right intent is not among the leading ones. An intent with an example held out has fewer
        /// than its rivals, so more rows are missed than messages will be; counted in full they make the bot too doubtful.
        static let weightOfMissed = 0.5

        var row: Int32
        /// To what was said of the first candidate.
        var nearness: ExampleMemory.Nearness
        /// Candidate-major, two rankers each; best first by the prior weights. After the leading ones comes the right one, if
        /// it is not among them: what a bot would not even name is its mistake too, and must cost it confidence. (Not with
        /// many examples: of those under one in a hundred is missing, less than the folds' models err by knowing fewer.)
        var scores: [Float]
        /// How many candidates a message would have; one more may follow.
        var leading: Int
        /// Position of the right candidate; nil: not among them.
        var right: Int?
        /// Whether it is about any of the fold's intents.
        var isInside: Bool
        /// What the rankers said for the off-topic class; empty without it.
        var offTopic: [Float]
        var coverage: FeatureSpace.Coverage

        var stackCase: ScoreStack.Case? {
            right.map {
                ScoreStack.Case(
                    scores: scores, right: $0, weight: $0 < leading ? 1 : Self.weightOfMissed)
            }
        }
    }

    private var isMany: Bool { labels.count > settings.manyExamples }

    /// Splits the rows: fold f hides the intents and holds out the examples that chance gave the number f.
    func makeFolds() -> [Fold] {
        let count = settings.folds
        guard names.count > 1 else { return [] }
        var random = SeededGenerator(seed: 7)
        var intentOrder = Array(names.indices)
        random.shuffle(&intentOrder)
        var intentFold = [Int](repeating: 0, count: names.count)
        for (place, intent) in intentOrder.enumerated() { intentFold[intent] = place % count }
        var order = Array(labels.indices)
        random.shuffle(&order)
        var next = [Int](repeating: 0, count: names.count + 1)
        var rowFold = [Int](repeating: 0, count: labels.count)
        // Of many examples a tenth each, of which as many tenths are held out as there are folds: what is trained without
        // them stays close to what is trained with all. Of few, each is held out once: how sure to be is a frequency among
        // them, and by half of 150 it is known to four points only.
        let parts = isMany ? max(10, count) : count
        for row in order where areMessages[row] {
            let intent = Int(labels[row])
            rowFold[row] = (next[intent] + intent) % max(parts, 1)
            next[intent] += 1
        }
        var folds: [Fold] = []
        // Of many examples three folds say enough, and training is a third quicker.
        let wanted = isMany ? min(3, count) : count
        for fold in 0..<min(wanted, names.count) {
            var one = Fold(use: [], heldOut: [], hidden: [])
            for row in labels.indices {
                let isOffTopic = Int(labels[row]) == names.count
                if !isOffTopic, intentFold[Int(labels[row])] == fold {
                    if areMessages[row] {
                        one.hidden.append(Int32(row))
                    } else {
                        one.dropped.append(Int32(row))
                    }
                } else if areMessages[row], rowFold[row] == fold {
                    if isOffTopic { one.hidden.append(Int32(row)) } else { one.heldOut.append(Int32(row)) }
                } else {
                    one.use.append(Int32(row))
                }
            }
            folds.append(one)
        }
        return folds
    }

    /// The rows held out and hidden as they would be if only the features of the others had ever been seen.
    func asked(_ fold: Fold) -> [FeatureSpace.Row] {
        var known = [Bool](repeating: false, count: space.count)
        for row in fold.use {
            for index in rows.range(of: Int(row)) { known[Int(rows.features[index])] = true }
        }
        return (fold.heldOut + fold.hidden).map { project(Int($0), known: known) }
    }

    /// - Parameters:
    ///   - asked: the rows held out and hidden, in the fold's order.
    ///   - machines: what the one ranker said of them; nil without it.
    ///   - softmax: what the other said.
    func heldOut(
        _ fold: Fold, _ asked: [FeatureSpace.Row], machines: [[Float]]?, softmax: [[Float]]?
    ) -> [HeldOut] {
        var isTrained = [Bool](repeating: false, count: classCount)
        for row in fold.use { isTrained[Int(labels[Int(row)])] = true }
        let classes = names.indices.filter { isTrained[$0] }
        let memory = memory(of: fold.use)
        let none = [Float](repeating: 0, count: classCount)
        var results: [HeldOut] = []
        var sums: [Float] = []
        for (place, row) in (fold.heldOut + fold.hidden).enumerated() {
            let label = Int(labels[Int(row)])
            // An intent whose only example is held out cannot be told: it says nothing about either question.
            let isHidden = label == names.count || !isTrained[label]
            let projected = asked[place]
            let scores = [machines?[place] ?? none, softmax?[place] ?? none]
            let total = classes.map { k in
                Float(Self.priorWeights[0]) * scores[0][k] + Float(Self.priorWeights[1]) * scores[1][k]
            }
            var candidates = Clues.top(total, Ranking.maximumEntries).map { classes[$0] }
            let leading = candidates.count
            if !isHidden, !isMany, !candidates.contains(label) { candidates.append(label) }
            // Concepts come last.
            let concepts = (projected.features.lastIndex { $0 < space.pieceEnd } ?? -1) + 1
            let nearness = candidates.first.map {
                memory.nearness(
                    to: $0, features: projected.features, values: projected.values, length: space.wordScale,
                    concepts: projected.features[concepts...], conceptValues: projected.values[concepts...],
                    weights: space.weights, wordEnd: space.wordEnd, end: space.pairEnd, sums: &sums)
            }
            results.append(
                HeldOut(
                    row: row, nearness: nearness ?? .init(),
                    scores: candidates.flatMap { k in scores.map { $0[k] } },
                    leading: leading,
                    right: isHidden ? nil : candidates.firstIndex(of: label), isInside: !isHidden,
                    offTopic: classCount > names.count ? scores.map { $0[names.count] } : [],
                    coverage: projected.coverage))
        }
        return results
    }

    /// The row as it would be if only the features in `known` had ever been seen.
    private func project(_ row: Int, known: [Bool]) -> FeatureSpace.Row {
        var result = FeatureSpace.Row()
        var coverage = coverages[row]
        for index in rows.range(of: row) {
            let feature = rows.features[index]
            if known[Int(feature)] {
                result.features.append(feature)
                result.values.append(rows.values[index])
            } else if feature < space.wordEnd {
                coverage.knownWords -= 1
            } else if feature < space.pairEnd {
                coverage.knownPairs -= 1
            } else if feature < space.pieceEnd {
                coverage.knownPieces -= 1
            }
        }
        result.coverage = coverage
        let range = rows.range(of: row)
        space.renormalise(
            features: result.features, values: &result.values,
            of: (rows.features[range], rows.values[range]))
        return result
    }
}
