import Learning
import Testing
import Text

@testable import Intents

@Suite struct IntentTrainerTests {
    private func trainer(_ samples: [IntentModel.Sample], _ settings: TrainingSettings = TrainingSettings())
        -> IntentTrainer
    {
        IntentTrainer(
            samples, contentKey: 0, intents: Set(samples.compactMap(\.intent)).sorted(), settings: settings,
            workers: .none)
    }

    /// Twenty intents of five messages, each with a word of its own.
    private var twenty: [IntentModel.Sample] {
        (0..<20).flatMap { intent in
            (0..<5).map {
                IntentModel.Sample(intent: "i\(intent)", text: "own\(intent) say\($0) it\(intent)")
            }
        }
    }

    @Test func ofFewExamplesEachIsHeldOutOrHiddenAndMostAreHeldOut() {
        let folds = trainer(twenty).makeFolds()
        let heldOut = folds.flatMap(\.heldOut)
        #expect(Set(heldOut).count == heldOut.count)
        #expect(heldOut.count >= 70)
        #expect(Set(heldOut + folds.flatMap(\.hidden)).count == 100)
    }

    @Test func ofManyExamplesOnlySomeAreHeldOut() {
        var settings = TrainingSettings()
        settings.manyExamples = 50
        let folds = trainer(twenty, settings).makeFolds()
        #expect(folds.count == 3)
        #expect(folds.flatMap(\.heldOut).count <= 30)
    }

    @Test func anIntentThatWouldNotEvenBeNamedIsAMistakeToLearnFrom() throws {
        // The odd one speaks of all other intents, and of nothing that its own intent ever said.
        let odd = IntentModel.Sample(
            intent: "i0", text: (1..<20).map { "own\($0)" }.joined(separator: " "))
        let trainer = trainer(twenty + [odd])
        let row = Int32(100)
        let others = trainer.labels.indices.map(Int32.init).filter { $0 != row }
        let svm = LinearSVM(
            rows: trainer.rows, labels: trainer.labels, classes: trainer.classCount,
            features: trainer.space.count, use: others)
        let features = (trainer.rows.range(of: 100)).map { trainer.rows.features[$0] }
        let values = (trainer.rows.range(of: 100)).map { trainer.rows.values[$0] }
        let asked = FeatureSpace.Row(features: features, values: values)
        let one = try #require(
            trainer.heldOut(
                .init(use: others, heldOut: [row], hidden: []), [asked],
                machines: [svm.weights.scores(of: 100, in: trainer.rows)], softmax: nil
            ).first)
        #expect(one.leading == Ranking.maximumEntries)
        #expect(one.right == one.leading)
        #expect(one.stackCase?.scores.count == (one.leading + 1) * 2)
        #expect(one.stackCase?.weight == IntentTrainer.HeldOut.weightOfMissed)
    }
}

@Suite struct IntentTrainerScopeTests {
    private let stack = ScoreStack.fit([], prior: [1, 1])

    /// Ten messages about something, ten that were hidden and ten like declared off-topic ones, told apart by logits; the
    /// class of off-topic examples takes `offTopic` from all.
    private func scope(offTopic: Float?, settings: TrainingSettings = TrainingSettings()) -> Double {
        var samples = (0..<10).map { IntentModel.Sample(intent: $0 < 5 ? "a" : "b", text: "w\($0)") }
        samples += (10..<20).map { IntentModel.Sample(intent: nil, text: "w\($0)") }
        let trainer = IntentTrainer(
            samples, contentKey: 0, intents: ["a", "b"], settings: settings, workers: .none)
        var heldOut: [IntentTrainer.HeldOut] = []
        for place in 0..<30 {
            let isInside = place < 10
            let lead = Float(place % 10) * (isInside ? 0.5 : 0.3)
            heldOut.append(
                .init(
                    row: Int32(place < 20 ? place % 10 : place - 10), nearness: .init(),
                    scores: [lead, 0, 0, 0], leading: 2, right: isInside ? 0 : nil, isInside: isInside,
                    offTopic: offTopic.map { [$0, 0] } ?? [], coverage: .init()))
        }
        let scope = trainer.scope(of: heldOut, stack: stack)
        // How much a message in the middle is believed to be about one of the intents.
        let logits = [2.0, 0]
        let sum = 1 + Elementary.exp(-2)
        return scope.probability(
            Clues.of(logits: logits, sum: sum, nearness: .init(), coverage: .init()))
    }

    @Test func doubtIsNotCountedTwiceWhereOffTopicExamplesCompete() {
        let alone = scope(offTopic: nil)
        let faint = scope(offTopic: -20)
        let strong = scope(offTopic: -1)
        #expect(abs(alone - faint) < 1e-6)
        #expect(strong > alone)
        #expect(strong < 1)
    }

    @Test func declaredAndHiddenMessagesHaveTheirOwnShares() {
        var settings = TrainingSettings()
        let usual = scope(offTopic: nil, settings: settings)
        settings.offTopicShare = 0.1
        let moreHidden = scope(offTopic: nil, settings: settings)
        settings.declaredOffTopicShare = 0.2
        let moreOfBoth = scope(offTopic: nil, settings: settings)
        #expect(usual > moreHidden)
        #expect(moreHidden > moreOfBoth)
    }

    /// How much surer of a message the model is when the like of it was said, where chance made the few hidden examples look
    /// nearer than those of the known intents, although fewer of their words are known.
    private func reading(usesExperience: Bool) -> Double {
        var settings = TrainingSettings()
        settings.usesExperience = usesExperience
        let samples = (0..<6).map { IntentModel.Sample(intent: $0 < 3 ? "a" : "b", text: "w\($0)") }
        let trainer = IntentTrainer(
            samples, contentKey: 0, intents: ["a", "b"], settings: settings, workers: .none)
        let known = (0..<10).map { place -> IntentTrainer.HeldOut in
            let isInside = place < 5
            return .init(
                row: Int32(place % 5),
                nearness: .init(nearest: (isInside ? 0.4 : 0.5) + Double(place % 5) / 10),
                scores: [1, 1, 0, 0], leading: 2, right: isInside ? 0 : nil, isInside: isInside, offTopic: [],
                coverage: .init(words: 4, knownWords: isInside ? 4 : place % 4))
        }
        let scope = trainer.scope(of: known, stack: stack)
        func score(_ nearest: Double) -> Double {
            scope.score(
                Clues.of(
                    logits: [2, 0], sum: 1 + Elementary.exp(-2), nearness: .init(nearest: nearest),
                    coverage: .init()))
        }
        return score(0.9) - score(0.1)
    }

    @Test func fewHiddenExamplesDoNotOutweighWhatOtherBotsTaught() {
        #expect(reading(usesExperience: false) < 0)
        #expect(reading(usesExperience: true) > 0)
    }
}
