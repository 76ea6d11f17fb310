import Learning
import Text

/// What the classifier sees of an utterance: words, pairs of words and pieces of words, numbered and weighed.
///
/// Words 1-2-grams, characters 2-4-grams within words, and concepts are three blocks, each of its own length: else the
/// many pieces would drown the words. Rare features weigh more (idf). Features are numbered words first, then pairs, then
/// pieces, then concepts, so a number tells its block.
struct FeatureSpace: Sendable, Equatable {
    /// The known features of one utterance and how much of it was unknown.
    struct Row: Sendable {
        /// Without repetition: words, pairs and the sign at the end, then pieces.
        var features: [Int32] = []
        var values: [Float] = []
        var coverage = Coverage()
    }

    /// How many of the words, pairs and pieces of an utterance were ever seen in training.
    struct Coverage: Sendable, Equatable {
        var words = 0
        var knownWords = 0
        var pairs = 0
        var knownPairs = 0
        var pieces = 0
        var knownPieces = 0
    }

    let table: FeatureTable
    /// Features below are words.
    let wordEnd: Int32
    /// Features from `wordEnd` to here are pairs of words, those above pieces.
    let pairEnd: Int32
    /// Features from `pairEnd` to here are pieces, those above concepts.
    let pieceEnd: Int32
    let concepts: Concepts
    /// In how many of the `total` utterances a feature stood.
    private let sightings: [UInt32]
    private let total: UInt32
    /// By feature; the rarer the heavier.
    let weights: [Float]
    /// Lengths of the blocks.
    let wordScale: Float
    let pieceScale: Float
    let conceptScale: Float

    var count: Int { table.count }

    /// Numbers and weighs the features of the training utterances.
    init(_ utterances: [FeatureHashes], concepts: Concepts, _ settings: TrainingSettings) {
        var table = FeatureTable()
        for utterance in utterances {
            for hash in utterance.words { _ = table.insert(hash) }
        }
        wordEnd = Int32(table.count)
        for utterance in utterances where settings.usesPairs {
            for hash in utterance.pairs { _ = table.insert(hash) }
        }
        for utterance in utterances where settings.usesPunctuation {
            for hash in utterance.sign { _ = table.insert(hash) }
        }
        pairEnd = Int32(table.count)
        // Of many examples, pieces seen once only cost time: each belongs to one example, which has its words as well.
        let fewest = utterances.count > settings.manyExamples ? settings.fewestSightings : 1
        var once = FeatureTable()
        for utterance in utterances where settings.usesPieces {
            for hash in utterance.pieces {
                let isFirst = fewest > 1 && once.number(of: hash) == nil
                if isFirst { _ = once.insert(hash) } else { _ = table.insert(hash) }
            }
        }
        pieceEnd = Int32(table.count)
        for utterance in utterances {
            for concept in utterance.concepts { _ = table.insert(concept.hash) }
        }
        self.concepts = concepts
        var sightings = [UInt32](repeating: 0, count: table.count)
        var lastRow = [Int32](repeating: -1, count: table.count)
        var numbers: [Int32] = []
        for (row, utterance) in utterances.enumerated() {
            table.look(up: utterance.all, into: &numbers)
            for concept in utterance.concepts { numbers.append(table.number(of: concept.hash) ?? -1) }
            for number in numbers where number >= 0 && lastRow[Int(number)] != Int32(row) {
                lastRow[Int(number)] = Int32(row)
                sightings[Int(number)] += 1
            }
        }
        wordScale = settings.wordScale
        pieceScale = settings.pieceScale
        // With many examples their own words say more, and concepts blur what is off topic.
        let isMany = utterances.count > settings.manyExamples
        conceptScale = isMany ? settings.conceptScale / 2 : settings.conceptScale
        self.table = table
        self.sightings = sightings
        total = UInt32(clamping: utterances.count)
        weights = Self.weights(sightings, total)
    }

    /// (1 + log of how rare a feature is) to the power of ¾.
    private static func weights(_ sightings: [UInt32], _ total: UInt32) -> [Float] {
        // Most features were seen a few times only: the logarithm of small numbers is taken once.
        let few = (0..<256).map { weight(UInt32($0), total) }
        return sightings.map { Int($0) < few.count ? few[Int($0)] : weight($0, total) }
    }

    private static func weight(_ sightings: UInt32, _ total: UInt32) -> Float {
        let idf = max(1, 1 + Elementary.log((1 + Double(total)) / (1 + Double(sightings))))
        let root = idf.squareRoot()
        return Float(root * root.squareRoot())
    }

    /// The features of an utterance, weighed, each block scaled to its length.
    func row(of utterance: FeatureHashes) -> Row {
        var row = Row()
        let numbers = table.numbers(of: utterance.all)
        let (pairStart, signStart) = (utterance.words.endIndex, utterance.pairs.endIndex)
        let pieceStart = utterance.sign.endIndex
        row.coverage.words = pairStart
        row.coverage.pairs = signStart - pairStart
        row.coverage.pieces = numbers.count - pieceStart
        var tally = Tally(expected: numbers.count)
        for (place, number) in numbers.enumerated() where number >= 0 {
            tally.count(number)
            if place >= pieceStart {
                row.coverage.knownPieces += 1
            } else if place < pairStart {
                row.coverage.knownWords += 1
            } else if place < signStart {
                row.coverage.knownPairs += 1
            }
        }
        row.features = tally.numbers
        row.values = zip(tally.numbers, tally.times).map { weights[Int($0)] * Float($1) }
        addConcepts(of: utterance, to: &row)
        normalise(features: row.features, values: &row.values)
        return row
    }

    /// The number of a concept's feature; nil when no example is about it, or, once in a million, its hash is a piece's.
    func concept(_ hash: UInt32) -> Int32? {
        guard let number = table.number(of: hash), number >= pieceEnd else { return nil }
        return number
    }

    private func addConcepts(of utterance: FeatureHashes, to row: inout Row) {
        // Few are different: there are some seven hundred in all.
        let start = row.features.count
        func add(_ hash: UInt32, _ amount: Float) {
            guard let number = concept(hash) else { return }
            let value = weights[Int(number)] * amount
            if let place = row.features[start...].firstIndex(of: number) {
                row.values[place] += value
            } else {
                row.features.append(number)
                row.values.append(value)
            }
        }
        if utterance.concepts.allSatisfy({ concept($0.hash) != nil }) {
            for concept in utterance.concepts { add(concept.hash, concept.amount) }
        } else {
            // What stands in a phrase that nobody asked about counts by itself.
            concepts.forEach(of: utterance.utterance, isKnown: { concept($0) != nil }, add)
        }
    }

    /// Counts feature numbers, keeping the order of first appearance.
    private struct Tally {
        private(set) var numbers: [Int32] = []
        private(set) var times: [Int32] = []
        /// Place + 1 in `numbers` at the slot of a number; at most half full.
        private var slots: [Int32]
        private var mask: Int

        init(expected: Int) {
            var size = 256
            while size < expected * 2 { size *= 2 }
            slots = [Int32](repeating: 0, count: size)
            mask = size - 1
            numbers.reserveCapacity(expected / 2)
            times.reserveCapacity(expected / 2)
        }

        mutating func count(_ number: Int32) {
            var slot = Int(UInt32(bitPattern: number) &* 2_654_435_769 >> 8) & mask
            while slots[slot] != 0 {
                let place = Int(slots[slot]) - 1
                if numbers[place] == number {
                    times[place] += 1
                    return
                }
                slot = (slot + 1) & mask
            }
            numbers.append(number)
            times.append(1)
            slots[slot] = Int32(numbers.count)
        }
    }

    /// Scales the words and pairs, the pieces, and the concepts of a row to their lengths.
    ///
    /// The square of a block's length is the sum of value × weight, each time a feature stands there counting by itself. So it
    /// adds up word by word, and what a known word adds is worked out beforehand (`WordTable`). Plain lengths, which see that
    /// a piece stands in two words, measured the same.
    private func normalise(features: [Int32], values: inout [Float]) {
        let sums = blockSums(features: features, values: values)
        let words = sums.words > 0 ? wordScale / sums.words.squareRoot() : 0
        let pieces = sums.pieces > 0 ? pieceScale / sums.pieces.squareRoot() : 0
        let concepts = sums.concepts > 0 ? conceptScale / sums.concepts.squareRoot() : 0
        for index in values.indices {
            let feature = features[index]
            values[index] *= feature < pairEnd ? words : feature < pieceEnd ? pieces : concepts
        }
    }

    /// Scales what is left of a row, some of its features taken out, to the lengths of the whole one.
    func renormalise(
        features: [Int32], values: inout [Float],
        of whole: (features: ArraySlice<Int32>, values: ArraySlice<Float>)
    ) {
        let sums = blockSums(features: features, values: values)
        let all = blockSums(features: whole.features, values: whole.values)
        let words = sums.words > 0 ? (all.words / sums.words).squareRoot() : 0
        let pieces = sums.pieces > 0 ? (all.pieces / sums.pieces).squareRoot() : 0
        let concepts = sums.concepts > 0 ? (all.concepts / sums.concepts).squareRoot() : 0
        for index in values.indices {
            let feature = features[index]
            values[index] *= feature < pairEnd ? words : feature < pieceEnd ? pieces : concepts
        }
    }

    private func blockSums(
        features: some Sequence<Int32>, values: some Sequence<Float>
    ) -> (words: Float, pieces: Float, concepts: Float) {
        var sums: (words: Float, pieces: Float, concepts: Float) = (0, 0, 0)
        for (feature, value) in zip(features, values) {
            let part = value * weights[Int(feature)]
            if feature < pairEnd {
                sums.words += part
            } else if feature < pieceEnd {
                sums.pieces += part
            } else {
                sums.concepts += part
            }
        }
        return sums
    }

    func encode(to writer: inout ByteWriter) {
        writer.append(table.hashes)
        writer.append(UInt32(wordEnd))
        writer.append(UInt32(pairEnd))
        writer.append(UInt32(pieceEnd))
        writer.append(Concepts.fingerprint)
        writer.append(UInt8((concepts.usesEnglish ? 1 : 0) | (concepts.usesFrench ? 2 : 0)))
        writer.appendCompact(sightings)
        writer.append(total)
        writer.append(wordScale)
        writer.append(pieceScale)
        writer.append(conceptScale)
    }

    init(decoding reader: inout ByteReader) throws(DecodingError) {
        table = FeatureTable(hashes: try reader.readUInt32s())
        guard let wordEnd = Int32(exactly: try reader.readUInt32()),
            let pairEnd = Int32(exactly: try reader.readUInt32()),
            let pieceEnd = Int32(exactly: try reader.readUInt32())
        else { throw .damaged }
        guard try reader.readUInt64() == Concepts.fingerprint else { throw .otherVersion }
        let languages = try reader.readUInt8()
        concepts = Concepts(usesEnglish: languages & 1 != 0, usesFrench: languages & 2 != 0)
        self.pieceEnd = pieceEnd
        self.wordEnd = wordEnd
        self.pairEnd = pairEnd
        sightings = try reader.readCompact()
        total = try reader.readUInt32()
        weights = Self.weights(sightings, total)
        wordScale = try reader.readFloat()
        pieceScale = try reader.readFloat()
        conceptScale = try reader.readFloat()
        guard weights.count == table.count, wordEnd <= pairEnd, pairEnd <= pieceEnd,
            Int(pieceEnd) <= table.count
        else {
            throw .damaged
        }
    }
}

extension ClassWeights {
    /// The scores of a row, one per class.
    func scores(of row: FeatureSpace.Row) -> [Float] {
        var one = SparseRows()
        one.append(features: row.features, values: row.values)
        return scores(of: 0, in: one)
    }
}
