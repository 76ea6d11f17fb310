/// What to do first: the changes of examples that most held-out mistakes hang on.
extension Evaluation {
    package enum Advice: Sendable, Hashable {
        /// Decide where sentences that stand under several intents belong.
        case settle(examples: [Int], groups: Int)
        /// Look at sentences that sit in the wrong intent.
        case move(count: Int)
        /// Tell two intents apart, or make one of them.
        case separate(one: String, other: String, mistakes: Int)
        /// Add examples where they bring most; the gain is that of ten more, in points of what is understood.
        case add(intents: [String], gain: Double?)
        /// Say what is none of the bot's business.
        case declareOffTopic
        /// Nothing stands out: answer more (or fewer) messages.
        case setThreshold(from: Double, to: Double, answered: Share, right: Share)
    }

    /// At most three, most useful first; each with how many held-out messages it touches.
    package var advice: [(advice: Advice, touched: Int)] {
        var found: [(advice: Advice, touched: Int)] = []
        if !contradictions.isEmpty {
            let all = contradictions.flatMap { $0 }
            // One of each group is wrong by definition, whatever the model does: first of all.
            found.append((.settle(examples: contradictions[0], groups: contradictions.count), all.count))
        }
        for confusion in confusions.prefix(2) where confusion.mistakes.count >= 2 {
            found.append(
                (
                    .separate(
                        one: confusion.one, other: confusion.other, mistakes: confusion.mistakes.count),
                    confusion.mistakes.count
                ))
        }
        if misplaced.count >= 2 { found.append((.move(count: misplaced.count), misplaced.count)) }
        let few = scarce.map(\.intent)
        let wanted = intents.filter { ($0.gain ?? 0) > 0.002 || few.contains($0.name) }.sorted {
            let left = (few.contains($0.name) ? 1.0 : 0) + ($0.gain ?? 0)
            let right = (few.contains($1.name) ? 1.0 : 0) + ($1.gain ?? 0)
            return left != right ? left > right : $0.name < $1.name
        }.prefix(3)
        if !wanted.isEmpty {
            // What ten more each would mend; of an intent with hardly any, all that is missed.
            let mended = wanted.reduce(0.0) { sum, score in
                let missed = Double(score.recall.total - score.recall.count)
                return sum
                    + (few.contains(score.name)
                        ? missed : (score.gainOfTen ?? 0) * Double(score.recall.total))
            }
            let gains = wanted.compactMap(\.gainOfTen)
            let gain = gains.isEmpty ? nil : gains.reduce(0, +) / Double(gains.count)
            found.append((.add(intents: wanted.map(\.name), gain: gain), max(1, Int(mended))))
        }
        let isSettled = { (advice: Advice) in if case .settle = advice { true } else { false } }
        found.sort { left, right in
            isSettled(left.advice) != isSettled(right.advice)
                ? isSettled(left.advice) : left.touched > right.touched
        }
        if offTopic == 0, found.count < 3 || accuracy.value > 0.9 {
            found.insert((.declareOffTopic, 0), at: min(2, found.count))
        }
        if found.count < 3, let better = betterLevel { found.append(better) }
        return Array(found.prefix(3))
    }

    /// With fewer answers to judge by, a threshold that looks better is luck.
    private static let leastForThreshold = 40

    /// The loosest threshold at which nineteen of twenty answers are right, when it is not about the present one. Below the
    /// one for asking back nothing is answered.
    private var betterLevel: (advice: Advice, touched: Int)? {
        guard
            let level = levels.first(where: {
                $0.threshold > clarifyThreshold - 0.001 && $0.right.value >= 0.95
                    && $0.answered.count >= Self.leastForThreshold
            }),
            abs(level.threshold - answerThreshold) > 0.04
        else { return nil }
        let now = answers.count { ($0.best?.confidence ?? 0) >= answerThreshold }
        return (
            .setThreshold(
                from: answerThreshold, to: level.threshold, answered: level.answered, right: level.right),
            abs(level.answered.count - now)
        )
    }
}
