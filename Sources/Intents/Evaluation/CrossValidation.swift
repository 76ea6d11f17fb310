package import Learning
import Text

/// What a model says of an example it was not trained with.
package struct HeldOutAnswer: Sendable, Equatable {
    /// The example's place among the samples.
    package var sample: Int
    /// The intent it stands under; nil for off-topic examples.
    package var truth: String?
    /// How many examples of that intent the model had.
    package var trainedWith: Int
    package var ranking: [Ranking.Entry]
    package var inScope: Double

    package var best: Ranking.Entry? { ranking.first }
    package var isRight: Bool { truth != nil && best?.intent == truth }

    package init(
        sample: Int, truth: String?, trainedWith: Int, ranking: [Ranking.Entry], inScope: Double
    ) {
        self.sample = sample
        self.truth = truth
        self.trainedWith = trainedWith
        self.ranking = ranking
        self.inScope = inScope
    }
}

/// Trains the very model the bot uses on all examples but some, and asks it about those.
///
/// Nothing is estimated from inside the training: features, spelling, calibration and rejection are made anew without the
/// held-out examples, as if nobody had ever written them. Examples of the same folded words share a fold, or a copy would
/// give the answer away; of the same words under one intent only the first is asked. Hints (names, labels, keywords)
/// are nothing a customer would write and are never held out. Since each model has a fifth fewer examples than the bot, figures err on the safe side.
package struct CrossValidation: Sendable {
    package static let foldCount = 5

    package let samples: [IntentModel.Sample]
    /// The fold of each sample; −1: never held out, and trained with always.
    package let folds: [Int]
    /// Whether the sample is asked when its fold is held out.
    package let isAsked: [Bool]
    private let settings: TrainingSettings

    /// - Parameter count: of folds; at least 2.
    package init(
        _ samples: [IntentModel.Sample], folds count: Int = foldCount,
        settings: TrainingSettings = TrainingSettings()
    ) {
        self.samples = samples
        self.settings = settings
        var folds = [Int](repeating: -1, count: samples.count)
        var isAsked = [Bool](repeating: false, count: samples.count)
        // Groups of the same words, in the order of their first example.
        var groups: [[UInt8]: Int] = [:]
        var members: [[Int]] = []
        for (index, sample) in samples.enumerated() where sample.isMessage {
            let utterance = Utterance(sample.text)
            var key: [UInt8] = []
            for word in utterance.words { key += utterance.bytes(of: word) + [0x20] }
            let group = groups[key] ?? members.count
            if group == members.count {
                groups[key] = group
                members.append([])
            }
            if !members[group].contains(where: { samples[$0].intent == sample.intent }) {
                isAsked[index] = true
            }
            members[group].append(index)
        }
        var order = Array(members.indices)
        var random = SeededGenerator(seed: 11)
        random.shuffle(&order)
        var next: [String: Int] = [:]
        for group in order {
            guard let first = members[group].first else { continue }
            let name = samples[first].intent ?? ""
            // Intents of few examples begin at different folds, so that the folds are of one size.
            let place = next[name] ?? random.next(below: max(2, count))
            next[name] = place + 1
            for member in members[group] { folds[member] = place % max(2, count) }
        }
        self.folds = folds
        self.isAsked = isAsked
    }

    /// Asks about every example once.
    package func answers(workers: Workers = .none) -> [HeldOutAnswer] {
        var result: [HeldOutAnswer] = []
        for fold in 0..<((folds.max() ?? -1) + 1) { result += answers(of: fold, workers: workers) }
        return result.sorted { $0.sample < $1.sample }
    }

    /// Asks about the examples of one fold.
    ///
    /// - Parameter thinned: intents of which every other training example is left out as well.
    package func answers(of fold: Int, thinned: Set<String> = [], workers: Workers = .none) -> [HeldOutAnswer]
    {
        var training: [IntentModel.Sample] = []
        var counts: [String: Int] = [:]
        var seen: [String: Int] = [:]
        var asked: [Int] = []
        for (index, sample) in samples.enumerated() {
            if folds[index] == fold {
                if isAsked[index] { asked.append(index) }
                continue
            }
            if let intent = sample.intent, sample.isMessage {
                seen[intent, default: 0] += 1
                if thinned.contains(intent), seen[intent, default: 0] % 2 == 0 { continue }
                counts[intent, default: 0] += 1
            }
            training.append(sample)
        }
        guard !asked.isEmpty else { return [] }
        let model = IntentModel.train(training, settings: settings, workers: workers)
        let chunk = 256
        let (chosen, trained) = (asked, counts)
        let parts = workers.map((asked.count + chunk - 1) / chunk) { part in
            chosen[(part * chunk)..<min(chosen.count, (part + 1) * chunk)].map { index in
                let sample = samples[index]
                let ranking = model.rank(Utterance(sample.text))
                return HeldOutAnswer(
                    sample: index, truth: sample.intent,
                    trainedWith: sample.intent.flatMap { trained[$0] } ?? 0, ranking: ranking.entries,
                    inScope: ranking.inScope)
            }
        }
        return parts.flatMap { $0 }
    }
}
