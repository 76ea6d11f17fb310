import Learning
import Text

/// What a query needs of each known word, worked out once when a model is made or read.
///
/// Most words of a message stand in the examples. Their pieces, concepts and scores do not depend on the message they stand
/// in, so they are looked up by one hash instead of by thirty: a known word costs one row of scores. Only words nobody ever
/// wrote are cut into pieces.
struct WordTable: Sendable {
    struct Entry: Sendable {
        /// Of the folded word, for pairs.
        var hash: UInt64
        /// The feature of the word itself; −1 without.
        var feature: Int32
        /// Where its pieces' scores stand in `rows`; −1 when there was no room for them.
        var row: Int32
        /// Σ value × weight of its pieces, and of its concepts.
        var pieceSum: Float
        var conceptSum: Float
        /// Its concepts end here, and begin where those of the entry before end.
        var conceptEnd: UInt32
        var pieces: UInt16
        var knownPieces: UInt16
        /// What it is to phrases.
        var key: Concepts.Key
    }

    /// 4 MB: the words of 15,000 examples of 150 intents. Rarer words of a larger bot are cut into pieces in each message.
    static let maximumScores = 1 << 20

    /// By place in the vocabulary, commonest word first.
    let entries: [Entry]
    /// Scores of the classes by a word's pieces, `stride` numbers each.
    private let rows: [Float]
    private let stride: Int
    let concepts: [Int32]
    let conceptValues: [Float]

    init(
        _ spelling: Spelling, _ space: FeatureSpace, _ weights: CompactWeights,
        room: Int = Self.maximumScores
    ) {
        let stride = weights.classes
        var entries: [Entry] = []
        entries.reserveCapacity(spelling.wordCount)
        var rows: [Float] = []
        var concepts: [Int32] = []
        var conceptValues: [Float] = []
        var hashes: [UInt32] = []
        var numbers: [Int32] = []
        for number in 0..<spelling.wordCount {
            let word = spelling.word(number)
            let hash = Features.wordHash(word)
            var entry = Entry(
                hash: hash, feature: space.table.number(of: UInt32(truncatingIfNeeded: hash >> 32)) ?? -1,
                row: -1, pieceSum: 0, conceptSum: 0, conceptEnd: 0, pieces: 0, knownPieces: 0,
                key: space.concepts.key(of: word))
            space.pieces(
                of: spelling.letters, in: spelling.range(of: number), hashes: &hashes, numbers: &numbers)
            let values = numbers.map { space.weights[Int($0)] }
            entry.pieces = UInt16(clamping: hashes.count)
            entry.knownPieces = UInt16(clamping: numbers.count)
            for value in values { entry.pieceSum += value * value }
            if rows.count + stride <= room {
                entry.row = Int32(rows.count)
                var scores = [Float](repeating: 0, count: stride)
                weights.add(numbers, values, to: &scores)
                rows += scores
            }
            space.concepts.forEach(of: word) { hash, amount in
                guard let concept = space.concept(hash) else { return }
                let weight = space.weights[Int(concept)]
                concepts.append(concept)
                conceptValues.append(weight * amount)
                entry.conceptSum += weight * amount * weight
            }
            entry.conceptEnd = UInt32(concepts.count)
            entries.append(entry)
        }
        self.entries = entries
        self.rows = rows
        self.stride = stride
        self.concepts = concepts
        self.conceptValues = conceptValues
    }

    /// The places of a word's concepts in `concepts`.
    func conceptRange(of number: Int) -> Range<Int> {
        (number > 0 ? Int(entries[number - 1].conceptEnd) : 0)..<Int(entries[number].conceptEnd)
    }

    /// Adds the scores at `row`, times `factor`.
    func add(row: Int32, _ factor: Float, to scores: inout [Float]) {
        let start = Int(row)
        precondition(start >= 0 && start + stride <= rows.count && stride <= scores.count)
        // Unchecked: as above. From its own start, so that several are added at once.
        rows.withUnsafeBufferPointer { rows in
            let row = UnsafeBufferPointer(rebasing: rows[start..<start + stride])
            scores.withUnsafeMutableBufferPointer { scores in
                for k in 0..<stride { scores[k] += factor * row[k] }
            }
        }
    }
}

extension FeatureSpace {
    /// The pieces of one folded word: the hashes of all, and the numbers of the known ones, each as often as it stands there.
    func pieces(of bytes: [UInt8], in range: Range<Int>, hashes: inout [UInt32], numbers: inout [Int32]) {
        hashes.removeAll(keepingCapacity: true)
        Features.forEachCharacterGram(of: bytes, in: range, longest: FeatureHashes.longestPiece) {
            hashes.append(UInt32(truncatingIfNeeded: $0 >> 32))
        }
        table.look(up: hashes, into: &numbers)
        numbers.removeAll { $0 < pairEnd || $0 >= pieceEnd }
    }
}
