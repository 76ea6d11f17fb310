import Intents
import Testing
import Text

/// A small bot whose intents differ by their own words; the same whenever asked.
private enum Shop {
    static let words = [
        "parcel": ["parcel", "package", "delivery", "shipping", "courier"],
        "invoice": ["invoice", "bill", "charge", "amount", "payment"],
        "repair": ["screen", "battery", "broken", "repair", "technician"],
    ]
    static let frames = [
        "where is my %", "I have a question about the %", "the % please", "tell me about %", "my % is late",
        "what about the % I got", "is there news of a %", "help with %",
    ]

    static var rows: [(String, String)] {
        words.keys.sorted().flatMap { intent in
            (words[intent] ?? []).flatMap { word in
                frames.map { (intent, $0.replacing("%", with: word)) }
            }
        }
    }

    static func samples(_ rows: [(String, String)]) -> [IntentModel.Sample] {
        rows.map { IntentModel.Sample(intent: $0.0.isEmpty ? nil : $0.0, text: $0.1) }
    }

    static func examples(_ rows: [(String, String)]) -> [Evaluation.Example] {
        rows.enumerated().map {
            Evaluation.Example(
                intent: $1.0.isEmpty ? nil : $1.0, text: $1.1, language: .english, place: "line \($0 + 1)")
        }
    }

    static func evaluation(_ rows: [(String, String)], curve: Bool = false) -> Evaluation {
        Evaluation.measure(samples(rows), examples: examples(rows), curve: curve)
    }
}

@Suite struct CrossValidationTests {
    @Test func everyExampleIsAskedOnceAndOfAModelWithoutIt() {
        let samples = Shop.samples(Shop.rows)
        let answers = CrossValidation(samples).answers()
        #expect(answers.map(\.sample) == Array(samples.indices))
        for answer in answers { #expect(answer.trainedWith < 40 && answer.trainedWith >= 30) }
        #expect(answers == CrossValidation(samples).answers())
    }

    @Test func aCopyNeverGivesTheAnswerAway() {
        // A sentence of words nobody else uses, twice: with the copy in training it would be known.
        var rows = Shop.rows
        rows.append(("repair", "zyxwv utsrq"))
        rows.append(("repair", "Zyxwv,   utsrq!"))
        let validation = CrossValidation(Shop.samples(rows))
        #expect(validation.folds[rows.count - 1] == validation.folds[rows.count - 2])
        #expect(validation.isAsked.suffix(2) == [true, false])
        let answer = validation.answers().last
        #expect(answer?.sample == rows.count - 2 && (answer?.inScope ?? 1) < 0.5)
    }

    @Test func hintsAreNeverAskedAbout() {
        var samples = Shop.samples(Shop.rows)
        samples.append(IntentModel.Sample(intent: "repair", text: "gadget", isMessage: false))
        let validation = CrossValidation(samples)
        #expect(validation.folds.last == -1)
        #expect(!validation.answers().contains { $0.sample == samples.count - 1 })
    }

    @Test(arguments: [
        [("a", "one")], [("a", "one"), ("b", "two")], [("a", "one"), ("a", "two"), ("a", "three")],
        [("a", "😀"), ("b", "\u{1}\u{7}"), ("b", "x")], [("a", "!!!"), ("b", "???")],
    ])
    func hardlyAnyExamplesAreMeasuredAllTheSame(_ rows: [(String, String)]) {
        let evaluation = Shop.evaluation(rows, curve: true)
        #expect(evaluation.accuracy.total > 0)
        #expect(evaluation.intents.count == Set(rows.map(\.0)).count)
        #expect(evaluation.advice.count <= 3)
        // Three right answers prove no threshold.
        for (advice, _) in evaluation.advice {
            if case .setThreshold = advice { Issue.record("advises a threshold") }
        }
    }
}

@Suite struct EvaluationTests {
    @Test func sharesAddUpAndTheWeakestComesFirst() {
        let evaluation = Shop.evaluation(Shop.rows)
        #expect(evaluation.accuracy.total == 120)
        #expect(evaluation.intents.reduce(0) { $0 + $1.recall.count } == evaluation.accuracy.count)
        #expect(evaluation.intents.reduce(0) { $0 + $1.recall.total } == 120)
        let recalls = evaluation.intents.map(\.recall.value)
        #expect(recalls == recalls.sorted())
        #expect(evaluation.confusions.reduce(0) { $0 + $1.mistakes.count } == 120 - evaluation.accuracy.count)
        #expect(evaluation.accuracy.value > 0.7)
        for (left, right) in zip(evaluation.levels, evaluation.levels.dropFirst()) {
            #expect(left.answered.count >= right.answered.count)
        }
        #expect(evaluation.bins.reduce(0) { $0 + $1.observed.total } == 120)
    }

    @Test func theSameWordsUnderTwoIntentsAreFoundAndComeFirst() throws {
        var rows = Shop.rows
        rows.append(("invoice", "Where is my PARCEL?"))
        let evaluation = Shop.evaluation(rows)
        let group = try #require(evaluation.contradictions.first)
        #expect(evaluation.contradictions.count == 1)
        #expect(group.map { evaluation.examples[$0].intent } == ["parcel", "invoice"])
        guard case .settle(_, groups: 1) = try #require(evaluation.advice.first).advice else {
            Issue.record("expected the contradiction first")
            return
        }
    }

    @Test func anExampleInTheWrongIntentIsFound() {
        var rows = Shop.rows
        rows.append(("repair", "what about the invoice and the bill, is there news of a payment"))
        let evaluation = Shop.evaluation(rows)
        let found = evaluation.misplaced.first { $0.example == rows.count - 1 }
        #expect(found?.suggested == "invoice")
        #expect(found?.against.isEmpty == false)
        #expect(found?.against.allSatisfy { evaluation.examples[$0].intent == "invoice" } == true)
        // What is only hard to tell is not accused, and the surest comes first.
        #expect(evaluation.misplaced.count < 4)
        #expect(evaluation.misplaced.map(\.sureness) == evaluation.misplaced.map(\.sureness).sorted(by: >))
        // And the example that pulled it over is one of the other intent.
        let mistake = evaluation.confusions.flatMap(\.mistakes).first { $0.example == rows.count - 1 }
        #expect(mistake?.cause.map { evaluation.examples[$0].intent } == "invoice")
    }

    @Test func intentsWithTooFewExamplesAreNamedPerLanguage() {
        var rows = Shop.rows
        rows += [("rare", "zebra crossing"), ("rare", "zebra stripes")]
        #expect(Shop.evaluation(rows).scarce.map(\.intent) == ["rare"])
        let bilingual = Evaluation.measure(
            Shop.samples(rows), examples: Shop.examples(rows), languages: [.french, .english], curve: false)
        // No French at all, and too little English of one.
        #expect(bilingual.scarce.count == 5)
        #expect(bilingual.scarce.count { $0.language == .french && $0.examples == 0 } == 4)
    }

    @Test func offTopicExamplesCountAgainstWhatIsAnswered() {
        let weather = ["will it rain", "is it sunny", "how hot is it", "any snow up north", "storm tonight"]
        let evaluation = Shop.evaluation(Shop.rows + weather.map { ("", $0) })
        #expect(evaluation.offTopic == 5)
        #expect(evaluation.accuracy.total == 120 && evaluation.answers.count == 125)
        #expect(evaluation.levels.allSatisfy { $0.answered.total == 125 })
        #expect((evaluation.offTopicArea ?? 0) > 0.8)
    }

    @Test func moreExamplesHelpMostWhereLittleIsUnderstood() throws {
        // Twenty-four words, each in two sentences of its intent: a held-out sentence is often of a word seen once or never.
        let vowels = Array("aeiou")
        let rows = (0..<3).flatMap { intent in
            (0..<16).map { number in
                let word = String((0..<6).map { vowels[(number / 2 * 7 + intent * 3 + $0 * number) % 5] })
                let end = number % 3 == 0 ? "is late" : "please"
                return (["invoice", "parcel", "repair"][intent], "the \(word)\(intent) \(end)")
            }
        }
        let evaluation = Shop.evaluation(rows, curve: true)
        #expect(evaluation.accuracy.value < 1)
        let gains = evaluation.intents.compactMap(\.gain)
        #expect(gains.count == 3)
        for score in evaluation.intents {
            let gain = try #require(score.gain)
            let range = try #require(score.gainRange)
            #expect(gain >= 0 && range.contains(gain) && range.upperBound < 0.2)
            #expect(try #require(score.gainOfTen) >= gain)
        }
    }
}

@Suite struct HeldOutEvidenceTests {
    /// Cases of a known rate: of 400, the surer half all right, the other half wrong every third time.
    private var evidence: HeldOutEvidence {
        HeldOutEvidence(
            (0..<400).map { number in
                let isSure = number % 2 == 0
                let isRight = isSure || number % 3 != 0
                return HeldOutAnswer(
                    sample: number, truth: isRight ? "a" : "b", trainedWith: 9,
                    ranking: [
                        .init(intent: "none", confidence: 0.99),
                        .init(intent: "a", confidence: isSure ? 0.9 : 0.5),
                    ], inScope: 1)
            }, contentKey: 7)
    }

    @Test func bytesReadBackAndDamagedOnesAreRefused() throws {
        let bytes = evidence.encode()
        #expect(try HeldOutEvidence(decoding: bytes) == evidence)
        for length in [0, 7, 8, bytes.count - 1] {
            #expect(throws: (any Error).self) { try HeldOutEvidence(decoding: Array(bytes.prefix(length))) }
        }
        var damaged = bytes
        damaged[20] ^= 1
        #expect(throws: (any Error).self) { try HeldOutEvidence(decoding: damaged) }
    }

    @Test func anIntentWithoutFlowIsPassedOver() throws {
        let derived = evidence.promise(
            0.05, percent: "5", scope: "", for: nil, answerable: ["a", "b"], floor: 0.3)
        let threshold = try #require(derived.threshold)
        #expect(threshold > 0.5 && threshold <= 0.9)
        #expect(derived.words.en.contains("50 of 100 messages"))
        let none = evidence.promise(0.05, percent: "5", scope: "", for: nil, answerable: [], floor: 0.3)
        #expect(none.threshold == nil)
    }

    @Test func aRefusalSaysWhatIsNeededAndWhatCanBeHeld() {
        let few = HeldOutEvidence(
            (0..<20).map {
                HeldOutAnswer(
                    sample: $0, truth: "a", trainedWith: 4, ranking: [.init(intent: "a", confidence: 0.9)],
                    inScope: 1)
            }, contentKey: 7)
        let derived = few.promise(
            0.05, percent: "5", scope: " on sms", for: nil, answerable: ["a"], floor: 0.3)
        #expect(derived.threshold == nil)
        #expect(derived.words.en.contains("`wrong at most 5% on sms`"))
        #expect(derived.words.en.contains("20 to judge by, at least 59 needed"))
        #expect(derived.words.en.contains("these examples can hold 14%"))
        #expect(derived.words.fr.contains("trop peu d'exemples"))
    }

    @Test func onlyAnswersOfTheIntentCountForItsPromise() throws {
        let derived = evidence.promise(
            0.2, percent: "20", scope: " for b", for: "b", answerable: ["a", "b"], floor: 0)
        #expect(derived.threshold == nil && derived.words.en.contains(": 0 to judge by"))
    }
}
