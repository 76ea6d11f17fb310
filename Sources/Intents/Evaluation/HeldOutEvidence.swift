package import Learning
package import Text

/// What was measured on held-out examples, as far as promises need it: small enough to keep beside the model, so that a
/// restart measures nothing.
package struct HeldOutEvidence: Sendable, Equatable {
    /// What one held-out message was taken for.
    package struct Case: Sendable, Equatable {
        /// Into `intents`; −1: off-topic.
        package var truth: Int32
        /// Best first, at most `keptEntries`.
        package var ranking: [(intent: Int32, confidence: Double)]

        package static func == (left: Case, right: Case) -> Bool {
            left.truth == right.truth
                && left.ranking.elementsEqual(right.ranking) {
                    $0.intent == $1.intent && $0.confidence == $1.confidence
                }
        }
    }

    /// Of the examples; evidence of others is no use.
    package let contentKey: UInt64
    package let intents: [String]
    package let cases: [Case]

    /// An intent without a flow is passed over when the bot answers; so far down is looked for one that has.
    private static let keptEntries = 4
    private static let formatVersion: UInt8 = 1

    /// Holds out every example once.
    ///
    /// - Complexity: as many trainings as folds.
    package static func measure(_ set: IntentSet, workers: Workers = .none) -> HeldOutEvidence {
        let samples = IntentModel.samples(of: set)
        return HeldOutEvidence(
            CrossValidation(samples).answers(workers: workers),
            contentKey: IntentModel.contentKey(of: samples))
    }

    package init(_ answers: [HeldOutAnswer], contentKey: UInt64) {
        let names = Set(
            answers.flatMap { answer in answer.ranking.map(\.intent) + [answer.truth].compactMap(\.self) })
        let intents = names.sorted()
        var numbers: [String: Int32] = [:]
        for (number, name) in intents.enumerated() { numbers[name] = Int32(number) }
        self.contentKey = contentKey
        self.intents = intents
        cases = answers.map { answer in
            Case(
                truth: answer.truth.flatMap { numbers[$0] } ?? -1,
                ranking: answer.ranking.prefix(Self.keptEntries).compactMap { entry in
                    numbers[entry.intent].map { ($0, entry.confidence) }
                })
        }
    }

    /// A promised rate of errors: the threshold that keeps it, and what it costs or why it cannot be kept.
    package struct Derived: Sendable, Hashable {
        /// Nil: the promise is refused.
        package var threshold: Double?
        package var words: Bilingual
    }

    /// Derives the threshold of `wrong at most …%`, in words too.
    ///
    /// - Parameter percent: as the author wrote it, for the words.
    /// - Parameter scope: ` on sms for order.where`, for the words.
    package func promise(
        _ share: Double, percent: String, scope: String, for intent: String?, answerable: Set<String>,
        floor: Double
    ) -> Derived {
        let outcome = threshold(wrongAtMost: share, for: intent, answerable: answerable, floor: floor)
        var words = PromiseWords.text(outcome, percent: percent, scope: scope)
        if case .holds(let promise) = outcome { return Derived(threshold: promise.threshold, words: words) }
        let holdable = SelectiveRisk.holdable(risks(for: intent, answerable: answerable), floor: floor)
        if let holdable, Double(holdable) / 100 > share {
            words.en += "; these examples can hold \(holdable)%"
            words.fr += " ; ces exemples permettent \(holdable)%"
        } else if holdable == nil {
            words.en += "; state a threshold instead, such as `threshold answer 0.80\(scope)`"
            words.fr += " ; écrire plutôt un seuil, comme `threshold answer 0.80\(scope)`"
        }
        return Derived(threshold: nil, words: words)
    }

    /// From which confidence on answers are wrong in at most a stated share of cases.
    ///
    /// - Parameter intent: only answers of this intent; nil: of all together.
    /// - Parameter answerable: the intents a flow is triggered by; the others are never answered.
    /// - Parameter floor: no threshold is lower.
    package func threshold(
        wrongAtMost share: Double, for intent: String?, answerable: Set<String>, floor: Double
    ) -> SelectiveRisk.Outcome {
        SelectiveRisk.derive(risks(for: intent, answerable: answerable), wrongAtMost: share, floor: floor)
    }

    private func risks(for intent: String?, answerable: Set<String>) -> [SelectiveRisk.Case] {
        let isAnswerable = intents.map { answerable.contains($0) }
        return cases.compactMap { one -> SelectiveRisk.Case? in
            let best = one.ranking.first {
                isAnswerable.indices.contains(Int($0.intent)) && isAnswerable[Int($0.intent)]
            }
            guard let best else {
                // Nothing would be answered: it counts among all messages, never among the answers.
                return intent == nil ? SelectiveRisk.Case(confidence: 0, isRight: false) : nil
            }
            if let intent, intents[Int(best.intent)] != intent { return nil }
            return SelectiveRisk.Case(confidence: best.confidence, isRight: best.intent == one.truth)
        }
    }

    package func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.append("relais-evidence")
        writer.append(Self.formatVersion)
        writer.append(contentKey)
        writer.append(UInt32(intents.count))
        for intent in intents { writer.append(intent) }
        writer.append(cases.map(\.truth))
        writer.append(cases.map { UInt8($0.ranking.count) })
        writer.append(cases.flatMap { $0.ranking.map(\.intent) })
        writer.append(cases.flatMap { $0.ranking.map(\.confidence) })
        return writer.sealed()
    }

    package init(decoding bytes: [UInt8]) throws(DecodingError) {
        var reader = try ByteReader(checked: bytes)
        guard try reader.readString() == "relais-evidence" else { throw .damaged }
        guard try reader.readUInt8() == Self.formatVersion else { throw .otherVersion }
        contentKey = try reader.readUInt64()
        let count = try reader.readUInt32()
        var intents: [String] = []
        for _ in 0..<count { intents.append(try reader.readString()) }
        let truths = try reader.readUInt32s().map { Int32(bitPattern: $0) }
        let lengths = try reader.readUInt8s()
        let entries = try reader.readUInt32s().map { Int32(bitPattern: $0) }
        let confidences = try reader.readDoubles()
        guard reader.isAtEnd, lengths.count == truths.count, entries.count == confidences.count,
            lengths.reduce(0, { $0 + Int($1) }) == entries.count,
            entries.allSatisfy({ $0 >= 0 && Int($0) < intents.count }),
            truths.allSatisfy({ $0 >= -1 && Int($0) < intents.count })
        else { throw .damaged }
        self.intents = intents
        var cases: [Case] = []
        var place = 0
        for (truth, length) in zip(truths, lengths) {
            let range = place..<(place + Int(length))
            cases.append(Case(truth: truth, ranking: range.map { (entries[$0], confidences[$0]) }))
            place = range.upperBound
        }
        self.cases = cases
    }
}
