import Learning

/// Whether a message is about any of the intents, learnt from the rows held out and hidden.
extension IntentTrainer {
    /// A held-out row as the question whether it is about any of the intents.
    private struct ScopeCase {
        var clues: [Double]
        var isInside: Bool
        /// An off-topic example of the author's, not one of a hidden intent.
        var isDeclared: Bool
        /// The share that the off-topic class leaves to the intents; 1 without it.
        var left: Double
    }

    /// How strongly the weights of the clues are pulled towards what other bots taught: about as some hundreds of a bot's own
    /// cases pull them.
    private static let strengthOfExperience = 100.0

    /// The doubt that off-topic examples spread by competing moves the intercept no further than this.
    private static let furthestShift = 2.0

    /// How rows about an intent differ from rows about something else.
    func scope(
        of heldOut: [HeldOut], stack: ScoreStack, sharpness: LengthSharpness = .none
    ) -> Logistic {
        let cases = heldOut.compactMap {
            scopeCase($0, stack.scaled(by: sharpness.factor(words: $0.coverage.words)))
        }
        let inside = Double(cases.count { $0.isInside })
        let outside = Double(cases.count) - inside
        guard inside > 0, outside > 0 else { return Clues.untrained }
        // Both kinds count the same while fitting, or a small bot's few hidden rows would drown in the ridge; how seldom
        // off-topic messages come is put in afterwards.
        guard
            let scope = Logistic.fit(
                clues: cases.map(\.clues), answers: cases.map(\.isInside),
                weights: cases.map { $0.isInside ? 1 : inside / outside },
                prior: settings.usesExperience ? Clues.experience : [],
                ridge: settings.usesExperience ? Self.strengthOfExperience : 1)
        else { return Clues.untrained }
        // Off-topic messages are rarer than that, and what is right where both kinds are as many is not right out there:
        // one more slope and intercept, fitted with the kinds counting as they come.
        let weights = usualWeights(of: cases)
        guard
            let line = Logistic.fit(
                clues: cases.map { [scope.score($0.clues)] }, answers: cases.map(\.isInside),
                weights: weights, ridge: 0.1), let slope = line.coefficients.first
        else { return Clues.untrained }
        var usual = Logistic(
            intercept: line.intercept + slope * scope.intercept,
            coefficients: scope.coefficients.map { $0 * slope })
        usual.shift(by: shift(of: usual, cases, weights))
        return usual
    }

    private func scopeCase(_ one: HeldOut, _ stack: ScoreStack) -> ScopeCase? {
        guard one.leading > 0 else { return nil }
        let logits = (0..<one.leading).map { c in stack.logit { Double(one.scores[c * 2 + $0]) } }
            .sorted(by: >)
        let sum = logits.reduce(0) { $0 + Elementary.exp($1 - logits[0]) }
        var left = 1.0
        if !one.offTopic.isEmpty {
            left = sum / (sum + Elementary.exp(stack.logit { Double(one.offTopic[$0]) } - logits[0]))
        }
        return ScopeCase(
            clues: Clues.of(logits: logits, sum: sum, nearness: one.nearness, coverage: one.coverage),
            isInside: one.isInside, isDeclared: Int(labels[Int(one.row)]) == names.count, left: left)
    }

    /// How much each case counts when the kinds are as frequent as on an ordinary day.
    ///
    /// Neighbours that nobody told the bot of are as rare everywhere. Who declares off-topic examples knows of messages like
    /// those: they come on top. (Hidden intents must not stand for them: they are much harder to tell.)
    private func usualWeights(of cases: [ScopeCase]) -> [Double] {
        let inside = Double(cases.count { $0.isInside })
        let declared = Double(cases.count { $0.isDeclared })
        let hidden = Double(cases.count) - inside - declared
        let hiddenShare = hidden > 0 ? settings.offTopicShare : 0
        let declaredShare = declared > 0 ? settings.declaredOffTopicShare : 0
        let unit = inside / (1 - hiddenShare - declaredShare)
        return cases.map {
            if $0.isInside { return 1 }
            return $0.isDeclared ? unit * declaredShare / declared : unit * hiddenShare / hidden
        }
    }

    /// What to add to the score so that it and the off-topic class together doubt as often as they should.
    ///
    /// Each by itself takes off-topic messages into account; one after the other they would do so twice. Only the
    /// intercept is fitted: a slope as well would change who is doubted before whom.
    private func shift(of scope: Logistic, _ cases: [ScopeCase], _ weights: [Double]) -> Double {
        guard cases.contains(where: { $0.left < 1 }) else { return 0 }
        let scores = cases.map { scope.score($0.clues) }
        var shift = 0.0
        for _ in 0..<20 {
            var excess = 0.0
            var curvature = 1e-9
            for (index, one) in cases.enumerated() {
                let p = Elementary.sigmoid(scores[index] + shift)
                excess += weights[index] * (p * one.left - (one.isInside ? 1 : 0))
                curvature += weights[index] * p * (1 - p) * one.left
            }
            let moved = min(max(shift - excess / curvature, shift - 1), shift + 1)
            let next = min(max(moved, -Self.furthestShift), Self.furthestShift)
            if abs(next - shift) < 1e-9 { break }
            shift = next
        }
        return shift
    }
}
