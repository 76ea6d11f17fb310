package import Learning
package import Text

/// What an operator should know of his examples, measured on examples the models had not seen.
package struct Evaluation: Sendable {
    /// An example as its author sees it.
    package struct Example: Sendable, Hashable {
        /// Nil: off-topic.
        package var intent: String?
        package var text: String
        package var language: Language?
        /// `Intents/orders.intents:12`, or `line 12`.
        package var place: String

        package init(intent: String?, text: String, language: Language?, place: String) {
            self.intent = intent
            self.text = text
            self.language = language
            self.place = place
        }
    }

    /// So many of so many, with the 95 % interval.
    package struct Share: Sendable, Hashable {
        package var count: Int
        package var total: Int
        package var value: Double { total > 0 ? Double(count) / Double(total) : 0 }
        package var interval: ClosedRange<Double> { Binomial.interval(count, of: total) }

        package init(_ count: Int, of total: Int) {
            self.count = count
            self.total = total
        }
    }

    package struct IntentScore: Sendable, Hashable {
        package var name: String
        package var examples: Int
        /// Held-out examples of the intent that were understood.
        package var recall: Share
        /// Held-out examples taken for the intent that were of it.
        package var precision: Share
        /// In points of `recall`: what one more example adds; nil when it could not be estimated.
        package var gain: Double?
        package var gainRange: ClosedRange<Double>?
        /// What ten more examples add.
        package var gainOfTen: Double?
    }

    /// An example that was taken for another intent, and the example of that intent that is likest to it.
    package struct Mistake: Sendable, Hashable {
        package var example: Int
        package var takenFor: String
        package var confidence: Double
        package var cause: Int?
        package var likeness: Double
    }

    /// Two intents that are taken for each other.
    package struct Confusion: Sendable, Hashable {
        package var one: String
        package var other: String
        /// Surest first.
        package var mistakes: [Mistake]
    }

    package struct Level: Sendable, Hashable {
        /// Answered from this confidence on.
        package var threshold: Double
        package var answered: Share
        /// Of those answered.
        package var right: Share
    }

    package struct Bin: Sendable, Hashable {
        package var stated: Double
        package var observed: Share
    }

    package struct Promise: Sendable, Hashable {
        package var percent: Int
        package var outcome: SelectiveRisk.Outcome
    }

    package var examples: [Example]
    package var answers: [HeldOutAnswer]
    package var accuracy: Share
    package var byLanguage: [(language: Language, share: Share)]
    /// Weakest first.
    package var intents: [IntentScore]
    /// Most mistakes first.
    package var confusions: [Confusion]
    /// The same words under several intents.
    package var contradictions: [[Int]]
    /// Nearly the same words under two intents.
    package var nearContradictions: [(one: Int, other: Int, likeness: Double)]
    /// Surest first.
    package var misplaced: [Misplaced]
    /// Intents with so few examples that nothing above is certain, fewest first.
    package var scarce: [(intent: String, language: Language?, examples: Int)]
    package var levels: [Level]
    package var bins: [Bin]
    package var calibrationError: Double
    /// Clarifying questions between the two thresholds, and how many of them offered the right intent.
    package var clarified: Share
    package var clarifiedRight: Share
    package var offTopic: Int
    package var offTopicArea: Double?
    package var promises: [Promise]
    package var answerThreshold: Double
    package var clarifyThreshold: Double

    /// Fewer examples than this are too few, and than that thin.
    package static let fewExamples = 5
    package static let thinExamples = 10
    /// Likeness from which two examples say nearly the same.
    private static let nearlySame = 0.9
    /// Of more mistakes the surest are looked into.
    private static let explained = 2_000

    /// - Parameter examples: one for each sample, in the same order; samples beyond are hints.
    /// - Parameter languages: those every intent should have examples in; empty when they are not known.
    /// - Parameter curve: also what another example would bring, for twice the time.
    package static func measure(
        _ samples: [IntentModel.Sample], examples: [Example], languages: [Language] = [],
        answerThreshold: Double = 0.6, clarifyThreshold: Double = 0.3, curve: Bool = true,
        workers: Workers = .none, progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) -> Evaluation {
        let validation = CrossValidation(samples)
        let foldCount = (validation.folds.max() ?? -1) + 1
        // Of many examples two folds tell the slope well enough.
        let curveFolds = !curve ? 0 : samples.count > 5_000 ? min(2, foldCount) : foldCount
        let total = foldCount + 2 * curveFolds
        var done = 0
        var answers: [HeldOutAnswer] = []
        var cases: [LearningCurve.Case] = []
        let names = Set(samples.compactMap(\.intent)).sorted()
        var numbers: [String: Int] = [:]
        for (number, name) in names.enumerated() { numbers[name] = number }
        for fold in 0..<foldCount {
            let all = validation.answers(of: fold, workers: workers)
            answers += all
            done += 1
            progress(done, total)
            guard fold < curveFolds else { continue }
            var half: [Int: HeldOutAnswer] = [:]
            for side in 0...1 {
                let thinned = Set(names.indices.filter { ($0 + fold) % 2 == side }.map { names[$0] })
                for answer in validation.answers(of: fold, thinned: thinned, workers: workers)
                where thinned.contains(answer.truth ?? "") { half[answer.sample] = answer }
                done += 1
                progress(done, total)
            }
            for answer in all {
                guard let other = half[answer.sample], let intent = answer.truth.flatMap({ numbers[$0] }),
                    answer.trainedWith > other.trainedWith, other.trainedWith > 0
                else { continue }
                for one in [answer, other] {
                    cases.append(
                        LearningCurve.Case(
                            intent: intent, logCount: Elementary.log(Double(one.trainedWith)),
                            isRight: one.isRight))
                }
            }
        }
        answers.sort { $0.sample < $1.sample }
        return Evaluation(
            examples: examples, answers: answers, names: names, languages: languages,
            curve: LearningCurve.fit(cases, intents: names.count), answerThreshold: answerThreshold,
            clarifyThreshold: clarifyThreshold)
    }

    init(
        examples: [Example], answers: [HeldOutAnswer], names: [String], languages: [Language],
        curve: LearningCurve?, answerThreshold: Double, clarifyThreshold: Double
    ) {
        self.examples = examples
        self.answers = answers
        self.answerThreshold = answerThreshold
        self.clarifyThreshold = clarifyThreshold
        let known = answers.filter { $0.truth != nil }
        accuracy = Share(known.count { $0.isRight }, of: known.count)
        let spoken = Set(known.compactMap { examples[$0.sample].language }).sorted()
        byLanguage =
            spoken.count < 2
            ? []
            : spoken.map { language in
                let some = known.filter { examples[$0.sample].language == language }
                return (language, Share(some.count { $0.isRight }, of: some.count))
            }
        intents = Self.scores(known, answers, examples, names, curve)
        var likeness = Likeness(examples.map(\.text))
        var members: [String: [Int]] = [:]
        for (index, example) in examples.enumerated() {
            members[example.intent ?? "", default: []].append(index)
        }
        contradictions = Self.contradictions(examples)
        confusions = Self.confusions(known, members, &likeness)
        let exact = Set(contradictions.flatMap { $0 })
        var pairs: Set<[Int]> = []
        nearContradictions = confusions.flatMap(\.mistakes).compactMap { mistake in
            guard let cause = mistake.cause, mistake.likeness >= Self.nearlySame,
                !(exact.contains(mistake.example) && exact.contains(cause)),
                pairs.insert([mistake.example, cause].sorted()).inserted
            else { return nil }
            return (mistake.example, cause, mistake.likeness)
        }.sorted { $0.likeness > $1.likeness }
        misplaced = Self.misplaced(known, confusions, members, without: exact, &likeness)
        scarce = Self.scarce(examples, names, languages)
        levels = (0...18).map { step in
            let threshold = 0.05 + 0.05 * Double(step)
            let answered = answers.filter { ($0.best?.confidence ?? 0) >= threshold }
            return Level(
                threshold: threshold, answered: Share(answered.count, of: answers.count),
                right: Share(answered.count { $0.isRight }, of: answered.count))
        }
        bins = (0..<10).compactMap { bin in
            let some = answers.filter { min(9, Int(($0.best?.confidence ?? 0) * 10)) == bin }
            guard !some.isEmpty else { return nil }
            let stated = some.reduce(0) { $0 + ($1.best?.confidence ?? 0) } / Double(some.count)
            return Bin(stated: stated, observed: Share(some.count { $0.isRight }, of: some.count))
        }
        calibrationError = Reliability.calibrationError(
            answers.map { $0.best?.confidence ?? 0 }, answers.map(\.isRight))
        let unsure = answers.filter { answer in
            let best = answer.best?.confidence ?? 0
            return best >= clarifyThreshold && best < answerThreshold
        }
        clarified = Share(unsure.count, of: answers.count)
        clarifiedRight = Share(
            unsure.count { answer in
                answer.ranking.prefix(3).contains {
                    $0.confidence >= clarifyThreshold && $0.intent == answer.truth
                }
            }, of: unsure.count)
        offTopic = answers.count - known.count
        offTopicArea = Reliability.areaUnderCurve(answers.map(\.inScope), answers.map { $0.truth != nil })
        let risks = answers.map {
            SelectiveRisk.Case(confidence: $0.best?.confidence ?? 0, isRight: $0.isRight)
        }
        promises = [1, 2, 5, 10].map {
            Promise(
                percent: $0,
                outcome: SelectiveRisk.derive(
                    risks, wrongAtMost: Double($0) / 100, floor: clarifyThreshold))
        }
    }
}

extension Evaluation {
    private static func scores(
        _ known: [HeldOutAnswer], _ answers: [HeldOutAnswer], _ examples: [Example], _ names: [String],
        _ curve: LearningCurve?
    ) -> [IntentScore] {
        var counts: [String: Int] = [:]
        for example in examples { if let name = example.intent { counts[name, default: 0] += 1 } }
        var right: [String: Int] = [:]
        var asked: [String: Int] = [:]
        var taken: [String: Int] = [:]
        for answer in known {
            if let truth = answer.truth { asked[truth, default: 0] += 1 }
            if answer.isRight, let truth = answer.truth { right[truth, default: 0] += 1 }
        }
        for answer in answers { if let best = answer.best { taken[best.intent, default: 0] += 1 } }
        return names.enumerated().map { number, name in
            let gain = counts[name].flatMap { count in curve?.gain(of: number, from: count) }
            return IntentScore(
                name: name, examples: counts[name] ?? 0,
                recall: Share(right[name] ?? 0, of: asked[name] ?? 0),
                precision: Share(right[name] ?? 0, of: taken[name] ?? 0), gain: gain?.expected,
                gainRange: gain?.range,
                gainOfTen: counts[name].flatMap { curve?.gain(of: number, from: $0, by: 10).expected })
        }.sorted { ($0.recall.value, $0.name) < ($1.recall.value, $1.name) }
    }

    private static func contradictions(_ examples: [Example]) -> [[Int]] {
        var groups: [[UInt8]: [Int]] = [:]
        for (index, example) in examples.enumerated() {
            let utterance = Utterance(example.text)
            var key: [UInt8] = []
            for word in utterance.words { key += utterance.bytes(of: word) + [0x20] }
            if !key.isEmpty { groups[key, default: []].append(index) }
        }
        return groups.values.filter { Set($0.map { examples[$0].intent }).count > 1 }
            .sorted { $0[0] < $1[0] }
    }

    private static func confusions(
        _ known: [HeldOutAnswer], _ members: [String: [Int]], _ likeness: inout Likeness
    ) -> [Confusion] {
        var pairs: [[String]: [Mistake]] = [:]
        let wrong = known.filter { !$0.isRight }.sorted {
            ($0.best?.confidence ?? 0, $1.sample) > ($1.best?.confidence ?? 0, $0.sample)
        }
        for (place, answer) in wrong.enumerated() {
            guard let truth = answer.truth, let best = answer.best else { continue }
            let cause =
                place < explained
                ? likeness.nearest(to: answer.sample, among: members[best.intent] ?? []) : nil
            pairs[[truth, best.intent].sorted(), default: []].append(
                Mistake(
                    example: answer.sample, takenFor: best.intent, confidence: best.confidence,
                    cause: cause?.example, likeness: cause?.likeness ?? 0))
        }
        return pairs.map { Confusion(one: $0.key[0], other: $0.key[1], mistakes: $0.value) }.sorted {
            $0.mistakes.count != $1.mistakes.count
                ? $0.mistakes.count > $1.mistakes.count : ($0.one, $0.other) < ($1.one, $1.other)
        }
    }

    /// Per intent, and per language where there are several.
    private static func scarce(
        _ examples: [Example], _ names: [String], _ languages: [Language]
    ) -> [(intent: String, language: Language?, examples: Int)] {
        var counts: [String: [Language?: Int]] = [:]
        for example in examples {
            if let name = example.intent { counts[name, default: [:]][example.language, default: 0] += 1 }
        }
        var result: [(intent: String, language: Language?, examples: Int)] = []
        for name in names {
            let own = counts[name] ?? [:]
            if languages.count > 1 {
                for language in languages where own[language] ?? 0 < fewExamples {
                    result.append((name, language, own[language] ?? 0))
                }
            } else {
                let total = own.values.reduce(0, +)
                if total < fewExamples { result.append((name, nil, total)) }
            }
        }
        return result.sorted { ($0.examples, $0.intent) < ($1.examples, $1.intent) }
    }
}
