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
    init(_ utterances: [Utterance], _ settings: TrainingSettings) {
        var table = FeatureTable()
        for utterance in utterances {
            Self.forEachWord(of: utterance) { _ = table.insert($0) }
        }
        wordEnd = Int32(table.count)
        for utterance in utterances where settings.usesPairs {
            Self.forEachPair(of: utterance) { _ = table.insert($0) }
        }
        for utterance in utterances where settings.usesPunctuation {
            Self.forEachSign(of: utterance) { _ = table.insert($0) }
        }
        pairEnd = Int32(table.count)
        // Of many examples, pieces seen once only cost time: each belongs to one example, which has its words as well.
        let fewest = utterances.count > settings.manyExamples ? settings.fewestSightings : 1
        var once = FeatureTable()
        for utterance in utterances where settings.usesPieces {
            Self.forEachPiece(of: utterance) { hash in
                let isFirst = fewest > 1 && once.number(of: hash) == nil
                if isFirst { _ = once.insert(hash) } else { _ = table.insert(hash) }
            }
        }
        pieceEnd = Int32(table.count)
        let concepts = settings.usesConcepts ? Concepts(languagesOf: utterances) : .none
        for utterance in utterances {
            concepts.forEach(of: utterance) { hash, _ in _ = table.insert(hash) }
        }
        self.concepts = concepts
        var sightings = [UInt32](repeating: 0, count: table.count)
        var lastRow = [Int32](repeating: -1, count: table.count)
        for (row, utterance) in utterances.enumerated() {
            let sight: (UInt32) -> Void = { hash in
                guard let feature = table.number(of: hash).map(Int.init) else { return }
                if lastRow[feature] != Int32(row) {
                    lastRow[feature] = Int32(row)
                    sightings[feature] += 1
                }
            }
            Self.forEachFeature(of: utterance, sight)
            concepts.forEach(of: utterance) { hash, _ in sight(hash) }
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
    func row(of utterance: Utterance) -> Row {
        var row = Row()
        var hashes: [UInt32] = []
        hashes.reserveCapacity(utterance.folded.count * 4 + utterance.words.count * 8 + 4)
        Self.forEachWord(of: utterance) { hashes.append($0) }
        let pairStart = hashes.count
        Self.forEachPair(of: utterance) { hashes.append($0) }
        let signStart = hashes.count
        Self.forEachSign(of: utterance) { hashes.append($0) }
        let pieceStart = hashes.count
        Self.forEachPiece(of: utterance) { hashes.append($0) }
        let numbers = table.numbers(of: hashes)
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

    private func addConcepts(of utterance: Utterance, to row: inout Row) {
        // Few are different: there are some seven hundred in all.
        let start = row.features.count
        concepts.forEach(of: utterance, isKnown: { concept($0) != nil }) { hash, amount in
            guard let number = concept(hash) else { return }
            let value = weights[Int(number)] * amount
            if let place = row.features[start...].firstIndex(of: number) {
                row.values[place] += value
            } else {
                row.features.append(number)
                row.values.append(value)
            }
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
        features: [Int32], values: inout [Float], of whole: (features: [Int32], values: [Float])
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
        features: [Int32], values: [Float]
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

    // The upper half of the 64-bit hash: the lower one is the less mixed.
    private static func forEachWord(of utterance: Utterance, _ body: (UInt32) -> Void) {
        for word in utterance.words { body(UInt32(truncatingIfNeeded: word.hash >> 32)) }
    }

    private static func forEachPair(of utterance: Utterance, _ body: (UInt32) -> Void) {
        guard !utterance.words.isEmpty else { return }
        var previous = Features.edge
        for word in utterance.words {
            body(UInt32(truncatingIfNeeded: Features.pair(previous, word.hash) >> 32))
            previous = word.hash
        }
        body(UInt32(truncatingIfNeeded: Features.pair(previous, Features.edge) >> 32))
    }

    /// The sign a message ends with: questions, orders and sentences differ by it.
    static func forEachSign(of utterance: Utterance, _ body: (UInt32) -> Void) {
        guard let last = utterance.utf8.last(where: { $0 > 0x20 }) else { return }
        switch last {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
            body(UInt32(truncatingIfNeeded: Features.pair(Features.edge, UInt64(last)) >> 32))
        default: break
        }
    }

    /// Five letters cost a quarter more and tell nothing that four and the whole word do not.
    static let longestPiece = 4

    private static func forEachPiece(of utterance: Utterance, _ body: (UInt32) -> Void) {
        Features.forEachCharacterGram(of: utterance, longest: longestPiece) {
            body(UInt32(truncatingIfNeeded: $0 >> 32))
        }
    }

    private static func forEachFeature(of utterance: Utterance, _ body: (UInt32) -> Void) {
        forEachWord(of: utterance, body)
        forEachPair(of: utterance, body)
        forEachSign(of: utterance, body)
        forEachPiece(of: utterance, body)
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
