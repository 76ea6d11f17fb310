import Learning

/// Which examples sit in the wrong intent.
///
/// Many are taken for another intent only because they are hard to tell. Of one that was put in the wrong place two things
/// are so at once: held out, the model finds it far likelier in the other intent than in its own, and its likest sentence
/// stands there too.
extension Evaluation {
    package struct Misplaced: Sendable, Hashable {
        package var example: Int
        package var suggested: String
        /// Held out: that it is of the suggested intent, and that it is of its own.
        package var confidence: Double
        package var own: Double
        /// The examples of the suggested intent that are likest to it, likest first.
        package var against: [Int]
        /// Log-odds of the suggested intent over its own, and how much likelier its likest sentence is there.
        package var sureness: Double
    }

    /// Shown from this sureness on: of examples moved on purpose this finds more than the confidence alone did, and
    /// shows fewer others (figures in the module's page).
    private static let surelyMisplaced = 9.0
    /// What a likeness counts beside log-odds.
    private static let likenessWeight = 6.0
    /// Confidences beyond these say no more.
    private static let leastConfidence = 0.001
    private static let shownAgainst = 2

    /// - Parameter members: the examples of each intent.
    /// - Parameter settled: examples that contradict others word by word: they are told about as such.
    static func misplaced(
        _ known: [HeldOutAnswer], _ confusions: [Confusion], _ members: [String: [Int]],
        without settled: Set<Int>, _ likeness: inout Likeness
    ) -> [Misplaced] {
        var answers: [Int: HeldOutAnswer] = [:]
        for answer in known where !answer.isRight { answers[answer.sample] = answer }
        var found: [Misplaced] = []
        for mistake in confusions.flatMap(\.mistakes) where !settled.contains(mistake.example) {
            guard let answer = answers[mistake.example], let truth = answer.truth else { continue }
            let own = answer.ranking.first { $0.intent == truth }?.confidence ?? 0
            let odds = logit(mistake.confidence) - logit(own)
            // Likenesses are at most 1: most mistakes need not be compared.
            guard odds + likenessWeight * mistake.likeness >= surelyMisplaced else { continue }
            let nearest =
                likeness.nearest(to: mistake.example, among: members[truth] ?? [])?.likeness ?? 0
            let sureness = odds + likenessWeight * (mistake.likeness - nearest)
            guard sureness >= surelyMisplaced else { continue }
            found.append(
                Misplaced(
                    example: mistake.example, suggested: mistake.takenFor, confidence: mistake.confidence,
                    own: own,
                    against: likeness.nearest(
                        to: mistake.example, among: members[mistake.takenFor] ?? [], count: shownAgainst
                    ).map(\.example), sureness: sureness))
        }
        return found.sorted { ($0.sureness, $1.example) > ($1.sureness, $0.example) }
    }

    private static func logit(_ probability: Double) -> Double {
        let bounded = min(max(probability, leastConfidence), 1 - leastConfidence)
        return Elementary.log(bounded / (1 - bounded))
    }
}
