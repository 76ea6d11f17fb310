import Learning
import Text

/// One message on its way to scores: what it holds, word by word, in working memory that the next message uses again.
///
/// Gives what `FeatureSpace.row` and the weights give, but for the order of sums: known words come from the `WordTable`.
struct Query: Sendable {
    /// By word: its place in the vocabulary, −1 where unknown.
    private var words: [Int32] = []
    private var hashes: [UInt32] = []
    private var found: [Int32] = []
    /// Words, pairs and the sign at the end that the bot knows.
    private(set) var features: [Int32] = []
    private(set) var values: [Float] = []
    private var wordSum: Float = 0
    /// Pieces of unknown words.
    private var pieces: [Int32] = []
    private var pieceValues: [Float] = []
    private var pieceSum: Float = 0
    private(set) var concepts: [Int32] = []
    private(set) var conceptValues: [Float] = []
    private var conceptSum: Float = 0
    /// By word: what it is to phrases, and whether it is part of one.
    private var keys: [Concepts.Key] = []
    private var covered: [Bool] = []
    private(set) var coverage = FeatureSpace.Coverage()
    private(set) var repairs: [Ranking.Repair] = []
    /// One per class.
    var scores: [Float] = []
    /// For `ExampleMemory`.
    var sums: [Float] = []
    /// Of one word.
    private var wordHashes: [UInt32] = []
    private var wordPieces: [Int32] = []

    /// The length of the words, pairs and the sign.
    var length: Float { wordSum.squareRoot() }

    /// Whether the bot knows nothing of the message.
    var isEmpty: Bool { features.isEmpty && pieceSum == 0 && concepts.isEmpty }

    /// Reads a message: repairs its unknown words and looks up everything it holds.
    mutating func read(
        _ utterance: Utterance, _ table: WordTable, _ spelling: Spelling, _ space: FeatureSpace
    ) {
        clear()
        find(utterance, spelling)
        readPhrases(utterance, table, space)
        var previous = Features.edge
        hashes.removeAll(keepingCapacity: true)
        for (index, word) in utterance.words.enumerated() {
            coverage.words += 1
            let number = Int(words[index])
            let hash: UInt64
            if number >= 0 {
                let entry = table.entries[number]
                hash = entry.hash
                if entry.feature >= 0 {
                    coverage.knownWords += 1
                    add(entry.feature, space)
                }
                if !covered[index] {
                    for place in table.conceptRange(of: number) {
                        concepts.append(table.concepts[place])
                        conceptValues.append(table.conceptValues[place])
                    }
                    conceptSum += entry.conceptSum
                }
                coverage.pieces += Int(entry.pieces)
                coverage.knownPieces += Int(entry.knownPieces)
                pieceSum += entry.pieceSum
                if entry.row < 0 { addPieces(of: spelling.letters, in: spelling.range(of: number), space) }
            } else {
                hash = word.hash
                addUnknown(word, of: utterance, isCovered: covered[index], space)
            }
            hashes.append(UInt32(truncatingIfNeeded: Features.pair(previous, hash) >> 32))
            previous = hash
        }
        if !utterance.words.isEmpty {
            hashes.append(UInt32(truncatingIfNeeded: Features.pair(previous, Features.edge) >> 32))
        }
        coverage.pairs = hashes.count
        FeatureHashes.forEachSign(of: utterance) { hashes.append($0) }
        space.table.look(up: hashes, into: &found)
        for (place, feature) in found.enumerated() where feature >= 0 {
            if place < coverage.pairs { coverage.knownPairs += 1 }
            add(feature, space)
        }
    }

    /// The scores of all classes for the message that was read.
    mutating func score(_ weights: CompactWeights, _ table: WordTable, _ space: FeatureSpace) {
        scores.removeAll(keepingCapacity: true)
        scores.append(contentsOf: weights.bias)
        if pieceSum > 0 {
            let factor = space.pieceScale / pieceSum.squareRoot()
            for word in words where word >= 0 {
                let row = table.entries[Int(word)].row
                if row >= 0 { table.add(row: row, factor, to: &scores) }
            }
            weights.add(pieces, pieceValues, times: factor, to: &scores)
        }
        if wordSum > 0 {
            weights.add(features, values, times: space.wordScale / wordSum.squareRoot(), to: &scores)
        }
        if conceptSum > 0 {
            weights.add(
                concepts, conceptValues, times: space.conceptScale / conceptSum.squareRoot(), to: &scores)
        }
    }

    private mutating func clear() {
        words.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
        features.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        pieces.removeAll(keepingCapacity: true)
        pieceValues.removeAll(keepingCapacity: true)
        concepts.removeAll(keepingCapacity: true)
        conceptValues.removeAll(keepingCapacity: true)
        wordSum = 0
        pieceSum = 0
        conceptSum = 0
        coverage = FeatureSpace.Coverage()
        repairs = []
    }

    /// Looks the words up in the vocabulary; the unknown ones repaired.
    private mutating func find(_ utterance: Utterance, _ spelling: Spelling) {
        for word in utterance.words { hashes.append(UInt32(truncatingIfNeeded: word.hash >> 32)) }
        spelling.look(up: hashes, into: &words)
        for (index, word) in utterance.words.enumerated() where words[index] < 0 && word.kind == .word {
            guard let better = spelling.repair(of: utterance.bytes(of: word)) else { continue }
            words[index] = Int32(better)
            repairs.append(
                Ranking.Repair(
                    from: utterance.string(of: word),
                    to: String(decoding: spelling.word(better), as: UTF8.self)))
        }
    }

    private mutating func add(_ feature: Int32, _ space: FeatureSpace) {
        let weight = space.weights[Int(feature)]
        features.append(feature)
        values.append(weight)
        wordSum += weight * weight
    }

    /// Cuts a word without a row of scores into pieces.
    private mutating func addPieces(of bytes: [UInt8], in range: Range<Int>, _ space: FeatureSpace) {
        space.pieces(of: bytes, in: range, hashes: &wordHashes, numbers: &wordPieces)
        pieces += wordPieces
        for piece in wordPieces { pieceValues.append(space.weights[Int(piece)]) }
    }

    /// All that is known of a word that is not in the vocabulary.
    private mutating func addUnknown(
        _ word: Word, of utterance: Utterance, isCovered: Bool, _ space: FeatureSpace
    ) {
        if let feature = space.table.number(of: UInt32(truncatingIfNeeded: word.hash >> 32)) {
            coverage.knownWords += 1
            add(feature, space)
        }
        let before = pieceValues.count
        addPieces(of: utterance.folded, in: word.foldedRange, space)
        coverage.pieces += wordHashes.count
        coverage.knownPieces += wordPieces.count
        for value in pieceValues[before...] { pieceSum += value * value }
        guard word.kind == .word, !isCovered else { return }
        space.concepts.forEach(of: utterance.bytes(of: word)) { add(concept: $0, $1, space) }
    }

    private mutating func add(concept hash: UInt32, _ amount: Float, _ space: FeatureSpace) {
        guard let concept = space.concept(hash) else { return }
        let weight = space.weights[Int(concept)]
        concepts.append(concept)
        conceptValues.append(weight * amount)
        conceptSum += weight * amount * weight
    }

    /// Finds the concepts that words have together.
    private mutating func readPhrases(_ utterance: Utterance, _ table: WordTable, _ space: FeatureSpace) {
        keys.removeAll(keepingCapacity: true)
        for (index, word) in utterance.words.enumerated() {
            if words[index] >= 0 {
                keys.append(table.entries[Int(words[index])].key)
            } else {
                keys.append(
                    word.kind == .word ? space.concepts.key(of: utterance.bytes(of: word)) : Concepts.Key())
            }
        }
        var covered: [Bool] = []
        swap(&covered, &self.covered)
        space.concepts.forEachPhrase(of: keys, covered: &covered, isKnown: { space.concept($0) != nil }) {
            add(concept: $0, $1, space)
        }
        swap(&covered, &self.covered)
    }
}

/// Queries lent and given back, for a model that may be asked by several threads.
///
/// Safe to share: what it keeps is touched only while its lock is held.
final class QueryPool: @unchecked Sendable {
    private let lock = ScratchLock()
    private var free: [Query] = []

    /// One that was given back, else a new one.
    func take() -> Query {
        var taken: Query?
        lock.whileHeld { taken = free.popLast() }
        return taken ?? Query()
    }

    /// Leaves an empty one behind: a copy would count the holders of each of its lists.
    func giveBack(_ query: inout Query) {
        lock.whileHeld {
            free.append(Query())
            swap(&free[free.count - 1], &query)
        }
    }
}
