import Learning
import Text

/// A known word that resembles another, by the square of the cosine of their pieces.
struct LikeWord: Sendable, Equatable {
    var word: Int32
    var likeness: Float
}

/// What words are made of: pieces of three and four characters, weighed by how few words have them.
///
/// Two words resemble each other by the cosine of their pieces: `deleting` is near `delete` and `deletion`, a slip of the
/// keyboard is near what was meant.
struct PieceIndex: Sendable {
    /// Shorter words resemble only themselves.
    static let shortestLike = 3
    /// Below this cosine two words are strangers.
    static let leastLikeness: Float = 0.3
    /// A piece that more words have tells too little to look them all up.
    static let maximumListed = 1_024
    /// No more relatives are kept for a word.
    static let maximumSimilar = 24
    /// Longer words are compared by their beginning.
    static let longestWord = 48

    private var table = FeatureTable()
    /// Pieces of each word, one word after the other.
    private var ofWord: [UInt32] = []
    private var ends: [UInt32] = [0]
    /// Squared weight of each piece.
    private(set) var weights: [Float] = []
    private(set) var norms: [Float] = []
    private var unknownWeight: Float = 0
    private var listEnds: [UInt32] = []
    private var lists: [UInt32] = []

    var count: Int { table.count }
    var wordCount: Int { ends.count - 1 }

    func range(ofWord word: Int) -> Range<Int> { Int(ends[word])..<Int(ends[word + 1]) }

    @inline(__always)
    func piece(at place: Int) -> Int { Int(ofWord[place]) }

    /// - Parameter isEmpty: for a word whose pieces mean nothing.
    mutating func append(_ word: ArraySlice<UInt8>, isEmpty: Bool) {
        if !isEmpty {
            Self.forEachPiece(of: word) { ofWord.append(UInt32(table.insert($0))) }
        }
        ends.append(UInt32(ofWord.count))
    }

    mutating func seal() {
        var counts = [UInt32](repeating: 0, count: table.count)
        for word in 0..<wordCount {
            forEachDistinct(range(ofWord: word)) { piece, _ in counts[piece] += 1 }
        }
        let total = Double(wordCount)
        weights = counts.map {
            let weight = Float(Elementary.log(1 + total / Double(max($0, 1))))
            return weight * weight
        }
        let most = Float(Elementary.log(1 + total))
        unknownWeight = most * most
        norms = (0..<wordCount).map { word in
            var sum: Float = 0
            forEachDistinct(range(ofWord: word)) { piece, times in
                sum += Float(times * times) * weights[piece]
            }
            return sum.squareRoot()
        }
        listEnds = [UInt32](repeating: 0, count: table.count + 1)
        for piece in 0..<table.count where counts[piece] <= Self.maximumListed {
            listEnds[piece + 1] = counts[piece]
        }
        for piece in 0..<table.count { listEnds[piece + 1] += listEnds[piece] }
        var next = listEnds
        lists = [UInt32](repeating: 0, count: Int(listEnds[table.count]))
        for word in 0..<wordCount {
            forEachDistinct(range(ofWord: word)) { piece, _ in
                guard counts[piece] <= Self.maximumListed else { return }
                lists[Int(next[piece])] = UInt32(word)
                next[piece] += 1
            }
        }
    }

    /// A word's pieces with the number of times each stands in it; a word has few, so they are compared pairwise.
    @inline(__always)
    private func forEachDistinct(_ range: Range<Int>, _ body: (_ piece: Int, _ times: Int) -> Void) {
        for place in range {
            let piece = ofWord[place]
            var times = 1
            var isFirst = true
            for other in range where ofWord[other] == piece && other != place {
                if other < place {
                    isFirst = false
                    break
                }
                times += 1
            }
            if isFirst { body(Int(piece), times) }
        }
    }

    /// The pieces of a known word, as `read` gives them for any.
    func read(_ word: Int32) -> (pieces: [(piece: Int, times: Float)], norm: Float) {
        var pieces: [(piece: Int, times: Float)] = []
        forEachDistinct(range(ofWord: Int(word))) { piece, times in pieces.append((piece, Float(times))) }
        return (pieces, norms[Int(word)])
    }

    /// The pieces of any word: known ones by number, and the squared norm with the unknown ones.
    func read(_ word: ArraySlice<UInt8>) -> (pieces: [(piece: Int, times: Float)], norm: Float) {
        var pieces: [(piece: Int, times: Float)] = []
        var squares: Float = 0
        Self.forEachPiece(of: word) { hash in
            guard let number = table.number(of: hash) else {
                squares += unknownWeight
                return
            }
            if let place = pieces.firstIndex(where: { $0.piece == Int(number) }) {
                pieces[place].times += 1
            } else {
                pieces.append((Int(number), 1))
            }
        }
        for (piece, times) in pieces { squares += times * times * weights[piece] }
        return (pieces, squares.squareRoot())
    }

    /// The known words that resemble a word, the likest first, each with the square of the cosine.
    ///
    /// - Parameter scores: one zero for each known word; zero again at the end.
    /// - Complexity: O(pieces × `maximumListed`).
    func similar(
        to word: (pieces: [(piece: Int, times: Float)], norm: Float), scores: inout [Float]
    ) -> [LikeWord] {
        guard word.norm > 0 else { return [] }
        var touched: [UInt32] = []
        for (piece, times) in word.pieces {
            let share = times * weights[piece]
            for place in Int(listEnds[piece])..<Int(listEnds[piece + 1]) {
                let other = lists[place]
                if scores[Int(other)] == 0 { touched.append(other) }
                scores[Int(other)] += share
            }
        }
        var found: [LikeWord] = []
        for other in touched {
            let cosine = scores[Int(other)] / (word.norm * norms[Int(other)])
            scores[Int(other)] = 0
            if cosine >= Self.leastLikeness {
                found.append(LikeWord(word: Int32(other), likeness: min(cosine * cosine, 1)))
            }
        }
        found.sort { $0.likeness != $1.likeness ? $0.likeness > $1.likeness : $0.word < $1.word }
        return Array(found.prefix(Self.maximumSimilar))
    }

    /// Hashes of all stretches of three and four characters of a folded word between two edges.
    @inline(__always)
    static func forEachPiece(of word: ArraySlice<UInt8>, _ body: (UInt32) -> Void) {
        let lower = word.startIndex
        let upper = min(word.endIndex, lower + longestWord)
        var start = lower - 1
        while start < upper {
            if start >= lower, word[start] & 0xC0 == 0x80 {
                start += 1
                continue
            }
            var hash = Features.gramSeed
            var index = start
            var length = 0
            while length < 4, index <= upper {
                if index < lower || index == upper {
                    hash = Features.mix(hash, 1)
                    index += 1
                } else {
                    hash = Features.mix(hash, word[index])
                    index += 1
                    while index < upper, word[index] & 0xC0 == 0x80 {
                        hash = Features.mix(hash, word[index])
                        index += 1
                    }
                }
                length += 1
                if length >= 3 { body(UInt32(truncatingIfNeeded: Features.finish(hash) >> 32)) }
            }
            start += 1
        }
    }
}
