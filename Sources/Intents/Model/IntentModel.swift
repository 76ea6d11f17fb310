package import Learning
package import Text

/// Ranks the intents of a bot for one utterance. Made by `IntentModel.train`, immutable, small enough to keep beside the bot.
package struct IntentModel: Sendable {
    /// Sorted by name; the classes of the weights.
    package let intents: [String]
    /// What the model was trained from; a cache is good only for the same key.
    package let contentKey: UInt64
    let space: FeatureSpace
    let spelling: Spelling
    /// Logits of all intents, and of the off-topic examples if there are any.
    let weights: CompactWeights
    let memory: ExampleMemory
    let scope: Logistic
    let sharpness: LengthSharpness
    /// Worked out of the above.
    private let words: WordTable
    private let queries = QueryPool()

    init(
        intents: [String], contentKey: UInt64, space: FeatureSpace, spelling: Spelling,
        weights: CompactWeights,
        memory: ExampleMemory, scope: Logistic, sharpness: LengthSharpness
    ) {
        self.intents = intents
        self.contentKey = contentKey
        self.space = space
        self.spelling = spelling
        self.weights = weights
        self.memory = memory
        self.scope = scope
        self.sharpness = sharpness
        words = WordTable(spelling, space, weights)
    }

    /// Ranks the likeliest intents for one utterance.
    ///
    /// - Parameter utterance: anything; without a known word no intent is believed.
    /// - Returns: at most `Ranking.maximumEntries` entries; none when the bot has no intents.
    /// - Complexity: O(length of the utterance × weights kept per feature).
    package func rank(_ utterance: Utterance) -> Ranking {
        let utterance = utterance.withoutRepetition
        var query = queries.take()
        defer { queries.giveBack(&query) }
        query.read(utterance, words, spelling, space)
        guard !intents.isEmpty else { return Ranking(repairs: query.repairs) }
        query.score(weights, words, space)
        let offTopic = query.scores.count > intents.count ? query.scores.removeLast() : nil
        let candidates = Clues.top(query.scores, Ranking.maximumEntries)
        let sharpness = sharpness.factor(words: query.coverage.words)
        let logits = candidates.map { Double(query.scores[$0]) * sharpness }
        var shares = logits.map { Elementary.exp($0 - logits[0]) }
        let sum = shares.reduce(0, +)
        var inScope = 0.0
        if !query.isEmpty {
            let nearness = memory.nearness(
                to: candidates[0], features: query.features, values: query.values, length: query.length,
                concepts: query.concepts[...], conceptValues: query.conceptValues[...],
                weights: space.weights,
                wordEnd: space.wordEnd, end: space.pairEnd, sums: &query.sums)
            inScope = scope.probability(
                Clues.of(logits: logits, sum: sum, nearness: nearness, coverage: query.coverage))
            // Off-topic examples compete like an intent for their share.
            if let offTopic {
                inScope *= sum / (sum + Elementary.exp(Double(offTopic) * sharpness - logits[0]))
            }
        }
        for index in shares.indices { shares[index] = shares[index] / sum * inScope }
        return Ranking(
            entries: zip(candidates, shares).map { Ranking.Entry(intent: intents[$0], confidence: $1) },
            inScope: inScope, repairs: query.repairs)
    }
}

extension IntentModel {
    /// Part of the format: another version is trained anew.
    package static let formatVersion: UInt8 = 13

    /// The model as bytes, with its version and a checksum.
    package func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.append("relais-intents")
        writer.append(Self.formatVersion)
        writer.append(Features.version)
        writer.append(contentKey)
        writer.append(UInt32(intents.count))
        for intent in intents { writer.append(intent) }
        space.encode(to: &writer)
        spelling.encode(to: &writer)
        weights.encode(to: &writer)
        memory.encode(to: &writer)
        writer.append(sharpness.slope)
        writer.append(sharpness.usual)
        writer.append(scope.intercept)
        writer.append(scope.coefficients)
        return writer.sealed()
    }

    /// - Throws: `DecodingError`: train again.
    package init(decoding bytes: [UInt8]) throws(DecodingError) {
        var reader = try ByteReader(checked: bytes)
        guard try reader.readString() == "relais-intents" else { throw .damaged }
        guard try reader.readUInt8() == Self.formatVersion, try reader.readUInt8() == Features.version else {
            throw .otherVersion
        }
        contentKey = try reader.readUInt64()
        let count = try reader.readUInt32()
        var intents: [String] = []
        for _ in 0..<count { intents.append(try reader.readString()) }
        self.intents = intents
        space = try FeatureSpace(decoding: &reader)
        spelling = try Spelling(decoding: &reader)
        weights = try CompactWeights(decoding: &reader)
        memory = try ExampleMemory(decoding: &reader, classes: intents.count)
        sharpness = LengthSharpness(slope: try reader.readDouble(), usual: try reader.readDouble())
        scope = Logistic(
            intercept: try reader.readDouble(), coefficients: try reader.readDoubles())
        guard reader.isAtEnd, [intents.count, intents.count + 1].contains(weights.classes),
            weights.features == space.count,
            scope.coefficients.count == Clues.count
        else { throw .damaged }
        words = WordTable(spelling, space, weights)
    }
}
