import Learning
import Text

/// Learning from messages that nobody has sorted: the bot sorts them itself, once, and learns from those it is sure of.
///
/// With five or ten examples an intent's words are mostly not among them, but customers use those words together with ones
/// that are. A model of the sorted examples guesses the intent of each unsorted message; the guesses it believes are examples
/// for the model that stays. They are never held out: what the bot says of its confidence is measured on sorted examples
/// only, or its own guesses would confirm it. No chance is in it, and the messages are part of the files: the same files
/// still give the same model.
enum Unsorted {
    /// More are passed over: training takes as long as there are examples.
    static let maximum = 20_000

    /// The sorted samples, and of the unsorted ones what the bot believes, as hints.
    static func guessed(
        _ samples: [IntentModel.Sample], intents: [String], settings: inout TrainingSettings, workers: Workers
    ) -> [IntentModel.Sample] {
        let sorted = samples.filter { !$0.isUnsorted }
        var seen: Set<[UInt8]> = []
        for sample in sorted where sample.isMessage { seen.insert(key(Utterance(sample.text))) }
        // What is an example already says nothing new, nor does what was said before.
        var fresh: [Utterance] = []
        for sample in samples where sample.isUnsorted {
            let utterance = Utterance(sample.text)
            if !utterance.words.isEmpty, seen.insert(key(utterance)).inserted { fresh.append(utterance) }
            if fresh.count == maximum { break }
        }
        guard !fresh.isEmpty else { return sorted }
        let model = IntentTrainer(
            sorted, contentKey: 0, intents: intents, settings: settings, workers: workers
        )
        .train()
        let (chunk, messages) = (256, fresh)
        let (least, cost) = (settings.unsortedConfidence, settings.unsortedCost)
        let guesses = workers.map((messages.count + chunk - 1) / chunk) { part in
            messages[(part * chunk)..<min(messages.count, (part + 1) * chunk)].compactMap {
                utterance -> IntentModel.Sample? in
                guard let best = model.rank(utterance).best, best.confidence >= least
                else { return nil }
                return IntentModel.Sample(
                    intent: best.intent, text: utterance.text, cost: cost, isMessage: false)
            }
        }
        let believed = guesses.flatMap { $0 }
        let share = Double(believed.count) / Double(max(1, believed.count + sorted.count))
        settings.sharpness *= 1 - settings.unsortedDoubt * share
        return sorted + believed
    }

    private static func key(_ utterance: Utterance) -> [UInt8] {
        var key: [UInt8] = []
        for word in utterance.words { key += utterance.bytes(of: word) + [0x20] }
        return key
    }
}
