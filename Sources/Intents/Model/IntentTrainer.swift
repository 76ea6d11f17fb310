package import Learning
import Text

extension IntentModel {
    /// One utterance to learn from.
    package struct Sample: Sendable {
        /// Nil: about none of the intents.
        package var intent: String?
        package var text: String
        /// How much a violation costs; keywords less than whole sentences.
        package var cost: Float
        /// False for what says something about an intent but is nothing a customer would write (a name, a label, a
        /// keyword): learnt from, never held out to measure by.
        package var isMessage: Bool
        /// Nobody has said what it is about: it has no intent, and is learnt from only by guessing one.
        package var isUnsorted = false

        package init(intent: String?, text: String, cost: Float = 1, isMessage: Bool = true) {
            self.intent = intent
            self.text = text
            self.cost = cost
            self.isMessage = isMessage
        }

        package init(unsorted text: String) {
            self.init(intent: nil, text: text, isMessage: false)
            isUnsorted = true
        }
    }

    /// What the same samples and the same program give; the name of a cached model.
    package static func contentKey(of samples: [Sample]) -> UInt64 {
        var writer = ByteWriter()
        writer.append(formatVersion)
        writer.append(Features.version)
        writer.append(Concepts.fingerprint)
        for sample in samples {
            writer.append(sample.intent ?? "\u{0}")
            writer.append(sample.text)
            writer.append(sample.cost)
            writer.append(UInt8(sample.isMessage ? 1 : sample.isUnsorted ? 2 : 0))
        }
        return ContentHash.of(writer.bytes[...])
    }

    /// Trains on the intents of a bot's files, all languages in one model.
    package static func train(_ set: IntentSet, workers: Workers = .none) -> IntentModel {
        train(samples(of: set), intents: set.intents.map(\.name), workers: workers)
    }

    /// The samples of a bot's files, in the order of the files.
    package static func samples(of set: IntentSet) -> [Sample] {
        var samples: [Sample] = []
        for intent in set.intents {
            for example in intent.examples { samples.append(Sample(intent: intent.name, text: example.text)) }
            for keyword in intent.keywords {
                samples.append(
                    Sample(intent: intent.name, text: keyword.text, cost: 0.5, isMessage: false))
            }
            for (_, label) in intent.labels.sorted(by: { $0.key.code < $1.key.code }) {
                samples.append(Sample(intent: intent.name, text: label, isMessage: false))
            }
            samples.append(nameHint(of: intent.name))
        }
        for example in set.offTopic { samples.append(Sample(intent: nil, text: example.text)) }
        for example in set.unsorted { samples.append(Sample(unsorted: example.text)) }
        return samples
    }

    /// Trains on samples.
    ///
    /// - Parameter intents: further intents, which may have no sample; those of the samples are added.
    package static func train(
        _ samples: [Sample], intents: [String] = [], settings: TrainingSettings = TrainingSettings(),
        workers: Workers = .none
    ) -> IntentModel {
        let names = Set(intents).union(samples.compactMap(\.intent)).sorted()
        var settings = settings
        let sorted = Unsorted.guessed(samples, intents: names, settings: &settings, workers: workers)
        let trainer = IntentTrainer(
            sorted, contentKey: contentKey(of: samples), intents: names, settings: settings, workers: workers)
        return trainer.train()
    }

    /// An intent's name as words: `order.where`, `lost_card` and `CreateEvent` say what they are about.
    package static func nameHint(of name: String) -> Sample {
        var words = ""
        var wasSmall = false
        for scalar in name.unicodeScalars {
            let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            if isWord, wasSmall, scalar.properties.isUppercase { words += " " }
            words.unicodeScalars.append(isWord ? scalar : " ")
            wasSmall = scalar.properties.isLowercase
        }
        return Sample(intent: name, text: words, isMessage: false)
    }
}

/// Trains the rankers on everything, then again without each fold, and learns from the held-out rows how far to believe
/// them.
///
/// A fold hides a fifth of the intents whole, and of the others a fifth of the examples (a tenth of many). What the rankers say of the
/// hidden intents' examples is how they talk about things the bot does not know; no off-topic data is needed for that,
/// and declared off-topic examples join them.
struct IntentTrainer {
    let names: [String]
    let utterances: [Utterance]
    /// Class by row; off-topic rows are of the class after the last intent.
    let labels: [Int32]
    /// The intents, and one more if there are off-topic examples.
    let classCount: Int
    let costs: [Float]
    /// By row: whether it is something a customer would write.
    let areMessages: [Bool]
    let space: FeatureSpace
    let rows: SparseRows
    let coverages: [FeatureSpace.Coverage]
    let contentKey: UInt64
    let workers: Workers
    let settings: TrainingSettings

    private struct Hint: Hashable {
        var intent: String?
        var text: String
    }

    init(
        _ samples: [IntentModel.Sample], contentKey: UInt64, intents names: [String],
        settings: TrainingSettings, workers: Workers
    ) {
        let settings = settings.fitted(toExamples: samples.count)
        self.settings = settings
        self.names = names
        self.workers = workers
        self.contentKey = contentKey
        var samples = samples
        if settings.usesNames {
            let hinted = Set(
                samples.lazy.filter { !$0.isMessage }.map { Hint(intent: $0.intent, text: $0.text) })
            samples += names.map(IntentModel.nameHint).filter {
                !hinted.contains(Hint(intent: $0.intent, text: $0.text))
            }
        }
        var numbers: [String: Int32] = [:]
        for (number, name) in names.enumerated() { numbers[name] = Int32(number) }
        let texts = samples.map(\.text)
        let utterances = workers.map(texts) { Utterance($0).withoutRepetition }
        labels = samples.map { $0.intent.flatMap { numbers[$0] } ?? Int32(names.count) }
        classCount = labels.contains(Int32(names.count)) ? names.count + 1 : names.count
        costs = samples.allSatisfy { $0.cost == 1 } ? [] : samples.map(\.cost)
        areMessages = samples.map(\.isMessage)
        let concepts = settings.usesConcepts ? Concepts(languagesOf: utterances) : .none
        let hashed = workers.map(utterances) { FeatureHashes($0, concepts) }
        let space = FeatureSpace(hashed, concepts: concepts, settings)
        var rows = SparseRows()
        var coverages: [FeatureSpace.Coverage] = []
        for row in workers.map(hashed, { space.row(of: $0) }) {
            rows.append(features: row.features, values: row.values)
            coverages.append(row.coverage)
        }
        self.utterances = utterances
        self.space = space
        self.rows = rows
        self.coverages = coverages
    }

    func train() -> IntentModel {
        let all = (0..<Int32(rows.count)).map { $0 }
        let folds = makeFolds()
        // Three steps that wait for each other, the longest task of each first. The support vector machines of the folds start
        // from those of all rows.
        let full = workers.map(4 + folds.count) { task -> Trained in
            switch task {
            case 0: .machines(self.machines(use: all))
            case 1: .softmax(self.softmax(use: all))
            case 2: .memory(self.memory(of: all))
            case 3: .spelling(Spelling(self.settings.repairs ? self.utterances : []))
            default: .asked(self.asked(folds[task - 4]))
            }
        }
        guard case .machines(let svm) = full[0], case .softmax(let softmax) = full[1],
            case .memory(let memory) = full[2], case .spelling(let spelling) = full[3]
        else { preconditionFailure("workers mixed up the tasks") }
        let asked = full.compactMap { if case .asked(let rows) = $0 { rows } else { nil } }
        let scores = workers.map(folds.count * 2) { task in
            let number = task % folds.count
            let weights =
                task < folds.count
                ? self.softmax(use: folds[number].use) : self.machines(without: folds[number], from: svm)
            return weights.map { weights in asked[number].map(weights.scores(of:)) }
        }
        let heldOut = workers.map(folds.count) { number in
            self.heldOut(
                folds[number], asked[number], machines: scores[folds.count + number], softmax: scores[number])
        }.flatMap { $0 }
        let cases = heldOut.compactMap(\.stackCase)
        let fitted = ScoreStack.fit(cases, prior: Self.priorWeights, strength: 4)
        let sharpness =
            settings.usesLength
            ? LengthSharpness.fit(
                cases, words: heldOut.filter { $0.right != nil }.map(\.coverage.words), stack: fitted) : .none
        let stack = fitted.scaled(by: settings.sharpness)
        let scope = scope(of: heldOut, stack: stack, sharpness: sharpness)
        var combined = ClassWeights(features: space.count, classes: classCount)
        if settings.usesMachines { combined.addScaled(svm.weights, Float(stack.weights[0])) }
        if let softmax { combined.addScaled(softmax, Float(stack.weights[1])) }
        return IntentModel(
            intents: names, contentKey: contentKey, space: space, spelling: spelling,
            weights: CompactWeights(combined, keep: settings.keep), memory: memory, scope: scope,
            sharpness: sharpness)
    }

    /// Weights of support vector machines and softmax before anything was held out.
    static let priorWeights = [2.5, 0.7]

    private enum Trained: Sendable {
        case machines(LinearSVM)
        case softmax(ClassWeights?)
        case memory(ExampleMemory)
        case spelling(Spelling)
        /// The rows held out and hidden, in the fold's order.
        case asked([FeatureSpace.Row])
    }

    private func machines(use: [Int32]) -> LinearSVM {
        LinearSVM(
            rows: rows, labels: labels, classes: classCount, features: space.count, use: use, rowCosts: costs,
            options: settings.svm)
    }

    /// The support vector machines once a fold's rows were taken out.
    private func machines(without fold: Fold, from svm: LinearSVM) -> ClassWeights? {
        guard settings.usesMachines else { return nil }
        var options = settings.svm
        options.rounds = settings.foldRounds
        return svm.without(
            fold.heldOut + fold.hidden + fold.dropped, rows: rows, labels: labels, use: fold.use,
            rowCosts: costs, options: options
        ).weights
    }

    private func softmax(use: [Int32]) -> ClassWeights? {
        guard settings.usesSoftmax else { return nil }
        return SoftmaxRegression.train(
            rows: rows, labels: labels, classes: classCount, features: space.count, use: use,
            rowCosts: costs,
            options: settings.softmax)
    }

    func memory(of use: [Int32]) -> ExampleMemory {
        ExampleMemory(
            rows: rows, labels: labels, classes: names.count, use: use, areMessages: areMessages,
            end: space.pairEnd, pieceEnd: space.pieceEnd)
    }
}
