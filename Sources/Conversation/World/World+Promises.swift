import Flows
import Intents
import Text

/// `wrong at most 5%` becomes a threshold: the policy's promises are derived here, once per world, and are then ordinary
/// thresholds to the engine.
extension World {
    /// The understanding as bytes, for the next start: the model, and what was measured on held-out examples.
    package func understanding() -> [UInt8]? {
        model.map { KeptUnderstanding(model: $0, evidence: evidence).encode() }
    }

    /// Adds the thresholds that keep the promises.
    ///
    /// - Returns: what each costs, in words; and a diagnostic for each that cannot be kept.
    static func keepPromises(
        of program: inout Program, _ evidence: HeldOutEvidence?
    ) -> (words: [Bilingual], refusals: [Diagnostic]) {
        guard let evidence else { return ([], []) }
        let answerable = Set(program.triggered.keys)
        var words: [Bilingual] = []
        var refusals: [Diagnostic] = []
        var derived: [Policy.Threshold] = []
        for promise in program.policy.promises {
            let scope =
                (promise.channel.map { " on \($0)" } ?? "") + (promise.intent.map { " for \($0)" } ?? "")
            let channel = promise.channel ?? ""
            // What the bot would not even ask about, it does not answer.
            let floor = program.policy.threshold(.clarify, channel: channel, intent: promise.intent)
            let found = evidence.promise(
                promise.percent / 100, percent: promise.text, scope: scope, for: promise.intent,
                answerable: answerable, floor: floor)
            guard let threshold = found.threshold else {
                refusals.append(WorldRules.promiseRefused.at(promise.range, ["reason": found.words]))
                continue
            }
            words.append(found.words)
            func add(_ kind: Policy.ThresholdKind, _ value: Double) {
                derived.append(
                    Policy.Threshold(
                        kind: kind, value: value, channel: promise.channel, intent: promise.intent,
                        range: promise.range))
            }
            add(.answer, threshold)
            // Nor does it leave a subject for what it would not answer.
            if program.policy.threshold(.interrupt, channel: channel, intent: promise.intent) < threshold {
                add(.interrupt, threshold)
            }
        }
        program.policy.thresholds += derived
        return (words, refusals)
    }
}
