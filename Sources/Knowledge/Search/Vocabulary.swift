import Learning
import Text

/// The words of one language's articles: how rare they are, what they are made of, and which resemble each other.
///
/// A *word* is a folded word as written. A *term* is a stem, or two neighbouring stems written together: `e-mail` and
/// `email`, `git hub` and `github` share one. A *piece* is three or four characters of a word, its edges included.
struct Vocabulary: Sendable {
    private(set) var words = FeatureTable()
    private(set) var terms = FeatureTable()
    /// By word: its stem's term.
    private(set) var termOfWord: [Int32] = []
    /// By word: 1, or what is left of a light word's weight.
    private(set) var wordFactors: [Float] = []
    /// By word: in how many articles it stands.
    private(set) var articlesWithWord: [UInt32] = []
    private(set) var pieces = PieceIndex()
    /// By word: whether others may resemble it.
    private var comparable: [Bool] = []

    /// Folded stems of all words, one after the other, and where each ends; for joining two.
    private var stemBytes: [UInt8] = []
    private var stemEnds: [UInt32] = [0]
    private let language: Language
    private let lightWords: [UInt64: Float]
    private let lightStems: [UInt64: Float]

    init(language: Language) {
        self.language = language
        lightWords = LightWords.factors(language)
        lightStems = LightWords.stemFactors(language)
    }

    static func key(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) }

    /// The hash of two stems written together, which is that of the word they would be.
    static func joined(_ left: [UInt8], _ right: [UInt8]) -> UInt64 {
        var hash = Features.wordSeed
        for byte in left { hash = Features.mix(hash, byte) }
        for byte in right { hash = Features.mix(hash, byte) }
        return Features.finish(hash)
    }

    /// What is left of a word's weight, 1 for most.
    func factor(ofWord hash: UInt64) -> Float { lightWords[hash] ?? 1 }

    func factor(ofStem hash: UInt64) -> Float { lightStems[hash] ?? 1 }

    /// Whether the word stands for nothing but itself, and its pieces for nothing.
    static func isFunctionWord(_ factor: Float) -> Bool { factor <= LightWords.functionFactor }

    func isComparable(_ word: Int) -> Bool { comparable[word] }

    // MARK: while it is made

    /// The number of a word, which becomes known.
    mutating func insert(_ word: Word, of utterance: Utterance) -> Int32 {
        let number = words.insert(Self.key(word.hash))
        guard Int(number) == termOfWord.count else { return number }
        let bytes = utterance.bytes(of: word)
        let stem = Stemmer.light(bytes, language: language)
        termOfWord.append(terms.insert(Self.key(Features.wordHash(stem))))
        stemBytes += stem
        stemEnds.append(UInt32(stemBytes.count))
        let factor = factor(ofWord: word.hash)
        wordFactors.append(factor)
        articlesWithWord.append(0)
        pieces.append(bytes, isEmpty: Self.isFunctionWord(factor))
        comparable.append(!Self.isFunctionWord(factor) && bytes.count >= PieceIndex.shortestLike)
        return number
    }

    /// The term of two neighbouring known words written together, which becomes known.
    mutating func insertPair(_ left: Int32, _ right: Int32) -> Int32 {
        var hash = Features.wordSeed
        for word in [Int(left), Int(right)] {
            for index in Int(stemEnds[word])..<Int(stemEnds[word + 1]) {
                hash = Features.mix(hash, stemBytes[index])
            }
        }
        return terms.insert(Self.key(Features.finish(hash)))
    }

    mutating func countArticle(with word: Int32) { articlesWithWord[Int(word)] += 1 }

    /// To be called when all words are known.
    mutating func seal() {
        stemBytes = []
        stemEnds = [0]
        pieces.seal()
    }
}
