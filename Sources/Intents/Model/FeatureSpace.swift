import Learning
import Text

/// What the classifier sees of an utterance: words, pairs of words and pieces of words, numbered and weighed.
///
/// Words 1-2-grams and characters 2-5-grams within words are two blocks, each of length 1: else the many pieces would
/// drown the words. Rare features weigh more (idf). Features are numbered words first, then pairs, then pieces, so a
/// number tells its block.
struct FeatureSpace: Sendable, Equatable {
    /// The known features of one utterance and how much of it was unknown.
    struct Row: Sendable {
        /// Ascending, without repetition.
        var features: [Int32] = []
        var values: [Float] = []
        var coverage = Coverage()
    }

    /// How many of the words, pairs and pieces of an utterance were ever seen in training.
    struct Coverage: Sendable {
        var words = 0
        var knownWords = 0
        var pairs = 0
        var knownPairs = 0
        var pieces = 0
        var knownPieces = 0
    }

    private let table: FeatureTable
    /// Features below are words.
    let wordEnd: Int32
    /// Features from `wordEnd` to here are pairs of words, those above pieces.
    let pairEnd: Int32
    let weights: [Float]

    var count: Int { table.count }

    /// Numbers and weighs the features of the training utterances.
    init(_ utterances: [Utterance]) {
        var table = FeatureTable()
        for utterance in utterances {
            Self.forEachWord(of: utterance) { _ = table.insert($0) }
        }
        wordEnd = Int32(table.count)
        for utterance in utterances {
            Self.forEachPair(of: utterance) { _ = table.insert($0) }
        }
        pairEnd = Int32(table.count)
        for utterance in utterances {
            Self.forEachPiece(of: utterance) { _ = table.insert($0) }
        }
        var seenIn = [Int32](repeating: 0, count: table.count)
        var lastRow = [Int32](repeating: -1, count: table.count)
        for (row, utterance) in utterances.enumerated() {
            Self.forEachFeature(of: utterance) { hash in
                guard let feature = table.number(of: hash).map(Int.init) else { return }
                if lastRow[feature] != Int32(row) {
                    lastRow[feature] = Int32(row)
                    seenIn[feature] += 1
                }
            }
        }
        let total = Double(utterances.count)
        self.table = table
        weights = seenIn.map { Float(1 + Elementary.log((1 + total) / (1 + Double($0)))) }
    }

    /// The features of an utterance, weighed, each block scaled to length 1.
    func row(of utterance: Utterance) -> Row {
        var row = Row()
        var numbers: [Int32] = []
        numbers.reserveCapacity(utterance.folded.count * 5)
        Self.forEachWord(of: utterance) { hash in
            row.coverage.words += 1
            if let number = table.number(of: hash) {
                row.coverage.knownWords += 1
                numbers.append(number)
            }
        }
        Self.forEachPair(of: utterance) { hash in
            row.coverage.pairs += 1
            if let number = table.number(of: hash) {
                row.coverage.knownPairs += 1
                numbers.append(number)
            }
        }
        Self.forEachPiece(of: utterance) { hash in
            row.coverage.pieces += 1
            if let number = table.number(of: hash) {
                row.coverage.knownPieces += 1
                numbers.append(number)
            }
        }
        numbers.sort()
        var index = 0
        while index < numbers.count {
            let number = numbers[index]
            var times: Float = 0
            while index < numbers.count, numbers[index] == number {
                times += 1
                index += 1
            }
            row.features.append(number)
            row.values.append(weights[Int(number)] * (times > 1 ? 1 + 0.7 * (times - 1).squareRoot() : 1))
        }
        normalise(features: row.features, values: &row.values)
        return row
    }

    /// Scales the words and pairs, and the pieces, of a row to length 1 each.
    func normalise(features: [Int32], values: inout [Float]) {
        var words: Float = 0
        var pieces: Float = 0
        for (feature, value) in zip(features, values) {
            if feature < pairEnd { words += value * value } else { pieces += value * value }
        }
        let wordScale = words > 0 ? 1 / words.squareRoot() : 0
        let pieceScale = pieces > 0 ? 1 / pieces.squareRoot() : 0
        for index in values.indices {
            values[index] *= features[index] < pairEnd ? wordScale : pieceScale
        }
    }

    // The upper half of the 64-bit hash: the lower one is the less mixed.
    private static func forEachWord(of utterance: Utterance, _ body: (UInt32) -> Void) {
        for word in utterance.words {
            body(UInt32(truncatingIfNeeded: Features.wordHash(utterance.bytes(of: word)) >> 32))
        }
    }

    private static func forEachPair(of utterance: Utterance, _ body: (UInt32) -> Void) {
        guard !utterance.words.isEmpty else { return }
        var previous = Features.edge
        for word in utterance.words {
            let hash = Features.wordHash(utterance.bytes(of: word))
            body(UInt32(truncatingIfNeeded: Features.pair(previous, hash) >> 32))
            previous = hash
        }
        body(UInt32(truncatingIfNeeded: Features.pair(previous, Features.edge) >> 32))
    }

    private static func forEachPiece(of utterance: Utterance, _ body: (UInt32) -> Void) {
        Features.forEachCharacterGram(of: utterance) { body(UInt32(truncatingIfNeeded: $0 >> 32)) }
    }

    private static func forEachFeature(of utterance: Utterance, _ body: (UInt32) -> Void) {
        forEachWord(of: utterance, body)
        forEachPair(of: utterance, body)
        forEachPiece(of: utterance, body)
    }

    func encode(to writer: inout ByteWriter) {
        writer.append(table.hashes)
        writer.append(UInt32(wordEnd))
        writer.append(UInt32(pairEnd))
        writer.append(weights)
    }

    init(decoding reader: inout ByteReader) throws(DecodingError) {
        table = FeatureTable(hashes: try reader.readUInt32s())
        guard let wordEnd = Int32(exactly: try reader.readUInt32()),
            let pairEnd = Int32(exactly: try reader.readUInt32())
        else { throw .damaged }
        self.wordEnd = wordEnd
        self.pairEnd = pairEnd
        weights = try reader.readFloats()
        guard weights.count == table.count, wordEnd <= pairEnd, Int(pairEnd) <= table.count else {
            throw .damaged
        }
    }
}
