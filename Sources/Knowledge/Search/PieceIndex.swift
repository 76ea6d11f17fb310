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
    /// A piece that more words have tells too little to look them all up; fewer, the more words there are, so that
    /// comparing all words with all stays in proportion to the words.
    static func maximumListed(ofWords count: Int) -> Int { min(1_024, max(64, (1 << 22) / max(count, 1))) }
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

    /// What the pieces of a word add up to.
    ///
    /// - Parameter values: one for each piece.
    func sum(_ values: [Float], ofWord word: Int) -> Float {
        let values = values.span
        let pieces = ofWord.span
        var sum: Float = 0
        for place in range(ofWord: word) { sum += values[Int(pieces[place])] }
        return sum
    }

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
        let rarest = Float(Elementary.log(1 + total))
        unknownWeight = rarest * rarest
        norms = (0..<wordCount).map { word in
            var sum: Float = 0
            forEachDistinct(range(ofWord: word)) { piece, times in
                sum += Float(times * times) * weights[piece]
            }
            return sum.squareRoot()
        }
        listEnds = [UInt32](repeating: 0, count: table.count + 1)
        let most = Self.maximumListed(ofWords: wordCount)
        for piece in 0..<table.count where counts[piece] <= most {
            listEnds[piece + 1] = counts[piece]
        }
        for piece in 0..<table.count { listEnds[piece + 1] += listEnds[piece] }
        var next = listEnds
        // Filled outside of `self`, which `forEachDistinct` reads: writing to it there would copy it for each word.
        var lists = [UInt32](repeating: 0, count: Int(listEnds[table.count]))
        for word in 0..<wordCount {
            forEachDistinct(range(ofWord: word)) { piece, _ in
                guard counts[piece] <= most else { return }
                lists[Int(next[piece])] = UInt32(word)
                next[piece] += 1
            }
        }
        self.lists = lists
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

    /// Room for `similar`.
    struct Scratch: Sendable {
        /// One zero for each piece, and again at the end.
        fileprivate var shares: [Float]
        /// One false for each word.
        fileprivate var isSeen: [Bool]

        init(for index: PieceIndex) {
            shares = [Float](repeating: 0, count: index.count)
            isSeen = [Bool](repeating: false, count: index.wordCount)
        }
    }

    /// The known words that resemble a word, the likest first: those that share a piece few words have, compared whole.
    ///
    /// - Complexity: O(pieces × `maximumListed`) words are compared at most.
    func similar(to word: (pieces: [(piece: Int, times: Float)], norm: Float), _ scratch: inout Scratch)
        -> [LikeWord]
    {
        guard word.norm > 0 else { return [] }
        for (piece, times) in word.pieces { scratch.shares[piece] = times * weights[piece] }
        var seen: [Int] = []
        var found: [LikeWord] = []
        for (piece, _) in word.pieces {
            for place in Int(listEnds[piece])..<Int(listEnds[piece + 1]) {
                let other = Int(lists[place])
                if scratch.isSeen[other] { continue }
                scratch.isSeen[other] = true
                seen.append(other)
                let cosine = sum(scratch.shares, ofWord: other) / (word.norm * norms[other])
                guard cosine >= Self.leastLikeness else { continue }
                found.append(LikeWord(word: Int32(other), likeness: min(cosine * cosine, 1)))
            }
        }
        for (piece, _) in word.pieces { scratch.shares[piece] = 0 }
        for other in seen { scratch.isSeen[other] = false }
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
