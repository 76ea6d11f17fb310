import Learning
import Testing
import Text

@testable import Intents

@Suite struct UnsortedTests {
    private static let sorted: [IntentModel.Sample] = [
        ("parcel", "where is my parcel"), ("parcel", "my parcel has not come"), ("parcel", "track a parcel"),
        ("parcel", "when will my parcel be here"), ("refund", "I want a refund"),
        ("refund", "refund my order"),
        ("refund", "give me a refund please"), ("refund", "how long does a refund take"),
        ("hours", "when do you open"), ("hours", "are you open on monday"), ("hours", "closing time today"),
        ("hours", "opening hours please"),
    ].map { IntentModel.Sample(intent: $0.0, text: $0.1) }
    /// What customers say together with words the examples have.
    private static let heard = [
        "where is my parcel with the zweirad", "my parcel the zweirad has not come", "track a parcel zweirad",
        "when will my parcel and zweirad be here", "zweirad parcel where", "xylo quux",
    ].map { IntentModel.Sample(unsorted: $0) }

    /// Small as it is, this bot is not very sure of anything.
    private static var settings: TrainingSettings {
        var settings = TrainingSettings()
        settings.unsortedConfidence = 0.4
        return settings
    }

    private func share(_ intent: String, of text: String, in model: IntentModel) -> Double {
        model.rank(Utterance(text)).entries.first { $0.intent == intent }?.confidence ?? 0
    }

    @Test func aWordHeardBesideKnownOnesIsLearnt() {
        let before = IntentModel.train(Self.sorted, settings: Self.settings)
        let after = IntentModel.train(Self.sorted + Self.heard, settings: Self.settings)
        let text = "the zweirad"
        #expect(share("parcel", of: text, in: after) > share("parcel", of: text, in: before))
        #expect(after.rank(Utterance(text)).best?.intent == "parcel")
        #expect(after.intents == before.intents)
    }

    @Test func whatNobodyIsSureOfTeachesNothing() {
        var settings = Self.settings
        let strangers = [IntentModel.Sample(unsorted: "xylo quux"), IntentModel.Sample(unsorted: "")]
        let guessed = Unsorted.guessed(
            Self.sorted + strangers, intents: ["hours", "parcel", "refund"], settings: &settings,
            workers: .none)
        #expect(guessed.map(\.text) == Self.sorted.map(\.text))
        #expect(settings.sharpness == 1)
    }

    @Test func guessesAreHintsOncePerMessageAndNeverOfWhatIsAnExample() {
        var settings = Self.settings
        let again = ["Where is my PARCEL?", "track a parcel zweirad", "Track a parcel: zweirad!"]
        let guessed = Unsorted.guessed(
            Self.sorted + again.map { IntentModel.Sample(unsorted: $0) },
            intents: ["hours", "parcel", "refund"],
            settings: &settings, workers: .none
        ).dropFirst(Self.sorted.count)
        #expect(guessed.map(\.text) == ["track a parcel zweirad"])
        #expect(guessed.allSatisfy { !$0.isMessage && $0.intent == "parcel" })
        #expect(settings.sharpness < 1)
    }

    @Test func theSameFilesGiveTheSameModelAndOthersAnother() {
        let samples = Self.sorted + Self.heard
        let one = IntentModel.train(samples, settings: Self.settings)
        #expect(one.encode() == IntentModel.train(samples, settings: Self.settings).encode())
        #expect(one.contentKey == IntentModel.contentKey(of: samples))
        #expect(one.contentKey != IntentModel.contentKey(of: Self.sorted))
    }

    @Test func theBlockOfAFileHoldsThem() throws {
        var sources = SourceSet()
        let text = """
            intent parcel
            label en: parcel
            en: where is my parcel
            unsorted   # from the record
            en: zweirad is late
            fr: où est le zweirad
            label en: none
            """
        let file = sources.add(SourceFile(path: "Intents/a.intents", bytes: Array(text.utf8)))
        let (set, diagnostics) = IntentFiles.parse(sources, files: [file])
        #expect(set.unsorted.map(\.text) == ["zweirad is late", "où est le zweirad"])
        #expect(set.intents.first?.examples.count == 1 && set.offTopic.isEmpty)
        #expect(diagnostics.filter { $0.severity == .error }.map(\.code) == ["I106"])
        let samples = IntentModel.samples(of: set)
        #expect(samples.filter(\.isUnsorted).map(\.text) == set.unsorted.map(\.text))
        // Held-out evidence asks about none of them.
        #expect(
            !CrossValidation(samples).isAsked.enumerated().contains {
                samples[$0.offset].isUnsorted && $0.element
            })
    }
}
