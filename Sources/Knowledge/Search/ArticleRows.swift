import Learning

/// What stands in each article, article by article: for the exact score of the few that may be first.
///
/// A row is keys with the number of times: words first, then pairs of words. A word in a title or question counts twice.
struct ArticleRows: Sendable {
    /// Set in the key of a pair, whose other bits are a term.
    static let pairBit: UInt32 = 0x8000_0000
    static let titleTimes = 2

    private(set) var keys: [UInt32] = []
    private(set) var times: [UInt8] = []
    private var ends: [UInt32] = [0]
    private var pairStarts: [UInt32] = []
    /// By article: words, and words with pairs, as long as it is; and how many times a word must stand there to count half.
    private(set) var wordNorms: [Float] = []
    private(set) var termNorms: [Float] = []
    /// Titles and questions, article by article: their words but the light ones, and 1 / length of their pieces' vector.
    private var shortEnds: [UInt32] = [0]
    private var shortWordEnds: [UInt32] = [0]
    private(set) var shortWords: [Int32] = []
    private(set) var shortScales: [Float] = []

    var count: Int { ends.count - 1 }

    func range(of article: Int) -> Range<Int> { Int(ends[article])..<Int(ends[article + 1]) }

    /// Where the pairs stand in the article's row, behind the words.
    func pairs(of article: Int) -> Range<Int> { Int(pairStarts[article])..<Int(ends[article + 1]) }

    /// The numbers of an article's title and questions.
    func shorts(of article: Int) -> Range<Int> { Int(shortEnds[article])..<Int(shortEnds[article + 1]) }

    func words(ofShort short: Int) -> Range<Int> { Int(shortWordEnds[short])..<Int(shortWordEnds[short + 1]) }

    /// - Parameter tokens: keys in any order, as many times as they count.
    mutating func append(tokens: inout [UInt32]) {
        tokens.sort()
        var words: Float = 0
        var index = 0
        var distinctWords = 0
        while index < tokens.count {
            let key = tokens[index]
            var end = index + 1
            while end < tokens.count, tokens[end] == key { end += 1 }
            keys.append(key)
            times.append(UInt8(min(end - index, 255)))
            if key & Self.pairBit == 0 {
                words += Float(end - index)
                distinctWords += 1
            }
            index = end
        }
        pairStarts.append((ends.last ?? 0) + UInt32(distinctWords))
        ends.append(UInt32(keys.count))
        wordNorms.append(words)
        termNorms.append(Float(tokens.count))
    }

    mutating func append(short words: [Int32]) {
        shortWords += words
        shortWordEnds.append(UInt32(shortWords.count))
    }

    mutating func endShorts() { shortEnds.append(UInt32(shortWordEnds.count - 1)) }

    /// Turns lengths into norms, when all articles are in.
    mutating func seal(_ pieces: PieceIndex) {
        for path in [\ArticleRows.wordNorms, \ArticleRows.termNorms] {
            let lengths = self[keyPath: path]
            let mean = max(lengths.reduce(0, +) / Float(max(lengths.count, 1)), 1)
            self[keyPath: path] = lengths.map { RankingSettings.norm($0, mean: mean) }
        }
        var sums = [Float](repeating: 0, count: pieces.count)
        shortScales = (0..<(shortWordEnds.count - 1)).map { short in
            var touched: [Int] = []
            for place in words(ofShort: short) {
                for index in pieces.range(ofWord: Int(shortWords[place])) {
                    let piece = pieces.piece(at: index)
                    if sums[piece] == 0 { touched.append(piece) }
                    sums[piece] += 1
                }
            }
            var squares: Float = 0
            for piece in touched {
                squares += sums[piece] * sums[piece] * pieces.weights[piece]
                sums[piece] = 0
            }
            return squares > 0 ? 1 / squares.squareRoot() : 0
        }
    }
}

/// The numbers of the ranking: a plateau on four question sets, where halving or doubling any of them changes one question
/// in a hundred.
enum RankingSettings {
    /// Stems and pairs as they stand.
    static let terms: Float = 1.6
    /// Words with those that resemble them.
    static let likeWords: Float = 1.4
    /// The nearest title or question, by pieces of words.
    static let nearest: Float = 0.7
    /// BM25's two constants.
    static let saturation: Float = 1
    static let lengthShare: Float = 0.7

    static func norm(_ length: Float, mean: Float) -> Float {
        saturation * (1 - lengthShare + lengthShare * length / mean)
    }

    /// BM25's weight of a feature that stands in `count` of `total` articles; never nothing.
    static func rarity(_ count: Float, of total: Int) -> Float {
        let all = Double(total)
        let some = min(Double(count), all)
        return max(Float(Elementary.log(1 + (all - some + 0.5) / (some + 0.5))), 0.05)
    }
}
