import Learning
import Text

/// The articles of one language, searchable.
///
/// Two steps. *Rough*: the terms of the question (stems, and neighbouring stems written together) are looked up in an
/// inverted index, which names the few articles that may be first. *Exact*: of those, three scores are added. *Terms*:
/// BM25 over the terms. *Like words*: BM25 again, where a word of the question also finds the words that resemble it in
/// spelling. *Nearest*: the cosine of pieces of words with the nearest title or question variant.
final class LanguageIndex: Sendable {
    /// Articles that get an exact score: more changes hardly a first place (measured), less may, and each costs.
    static let roughlyBest = 16
    /// With more articles only the pairs of words of titles and questions are kept: those of the bodies are most of an index.
    static let mostWithBodyPairs = 5_000

    let language: Language
    let members: [Int]
    let vocabulary: Vocabulary
    let postings: TermPostings
    let rows: ArticleRows
    /// Like words of each word, the likest first; itself among them.
    private let likeEnds: [UInt32]
    private let likeWords: [LikeWord]
    private let termWordEnds: [UInt32]
    private let termWords: [UInt32]
    /// First and last day each may be said.
    private let days: [(first: Int32, last: Int32)]
    let pool = ScratchPool<SearchScratch>()

    var count: Int { members.count }

    init(articles: [Article], members: [Int], language: Language, workers: Workers) {
        self.language = language
        self.members = members
        var vocabulary = Vocabulary(language: language)
        var rows = ArticleRows()
        let hasBodyPairs = members.count <= Self.mostWithBodyPairs
        for member in members {
            Self.read(articles[member], hasBodyPairs, &vocabulary, &rows)
        }
        vocabulary.seal()
        rows.seal(vocabulary.pieces)
        let (termOfWord, count, terms) = (vocabulary.termOfWord, members.count, vocabulary.terms.count)
        postings = TermPostings(
            articles: count, terms: terms, rows: { Self.forEachTerm(of: $0, rows, termOfWord, $1) },
            norms: rows.termNorms)
        (termWordEnds, termWords) = Self.grouped(termOfWord, groups: terms)
        (likeEnds, likeWords) = Self.likeWords(vocabulary, workers)
        days = members.map { member in
            (articles[member].validFrom?.days ?? .min, articles[member].validUntil?.days ?? .max)
        }
        self.vocabulary = vocabulary
        self.rows = rows
    }

    // MARK: making

    private static func read(
        _ article: Article, _ hasBodyPairs: Bool, _ vocabulary: inout Vocabulary, _ rows: inout ArticleRows
    ) {
        var tokens: [UInt32] = []
        func take(_ utterance: Utterance, times: Int, hasPairs: Bool) -> [Int32] {
            var words: [Int32] = []
            for word in utterance.words {
                let number = vocabulary.insert(word, of: utterance)
                for _ in 0..<times { tokens.append(UInt32(number)) }
                if hasPairs, let previous = words.last {
                    let pair = UInt32(vocabulary.insertPair(previous, number)) | ArticleRows.pairBit
                    for _ in 0..<times { tokens.append(pair) }
                }
                words.append(number)
            }
            return words
        }
        for short in [article.title] + article.questions {
            let words = take(Utterance(short), times: ArticleRows.titleTimes, hasPairs: true)
            rows.append(short: words.filter { vocabulary.wordFactors[Int($0)] == 1 })
        }
        rows.endShorts()
        for part in Parts(of: Markdown.plainText(article.body)) {
            _ = take(Utterance(part), times: 1, hasPairs: hasBodyPairs)
        }
        rows.append(tokens: &tokens)
        for place in rows.range(of: rows.count - 1) where rows.keys[place] & ArticleRows.pairBit == 0 {
            vocabulary.countArticle(with: Int32(rows.keys[place]))
        }
    }

    /// Each term of an article once, with its times: words of one stem together, pairs that are a word with it.
    private static func forEachTerm(
        of article: Int, _ rows: ArticleRows, _ termOfWord: [Int32], _ body: (Int32, Float) -> Void
    ) {
        var terms: [(term: Int32, times: Float)] = []
        for place in rows.range(of: article) {
            let key = rows.keys[place]
            let isPair = key & ArticleRows.pairBit != 0
            terms.append(
                (isPair ? Int32(key & ~ArticleRows.pairBit) : termOfWord[Int(key)], Float(rows.times[place])))
        }
        terms.sort { $0.term < $1.term }
        var index = 0
        while index < terms.count {
            var times = terms[index].times
            var end = index + 1
            while end < terms.count, terms[end].term == terms[index].term {
                times += terms[end].times
                end += 1
            }
            body(terms[index].term, times)
            index = end
        }
    }

    /// The words of each term: where they end, and their numbers.
    private static func grouped(_ groupOf: [Int32], groups: Int) -> (ends: [UInt32], members: [UInt32]) {
        var ends = [UInt32](repeating: 0, count: groups + 1)
        for group in groupOf { ends[Int(group) + 1] += 1 }
        for group in 0..<groups { ends[group + 1] += ends[group] }
        var next = ends
        var members = [UInt32](repeating: 0, count: groupOf.count)
        for (member, group) in groupOf.enumerated() {
            members[Int(next[Int(group)])] = UInt32(member)
            next[Int(group)] += 1
        }
        return (ends, members)
    }

    private static func likeWords(_ vocabulary: Vocabulary, _ workers: Workers) -> ([UInt32], [LikeWord]) {
        let words = vocabulary.termOfWord.count
        let size = 2_048
        let parts = workers.map((words + size - 1) / size) { part in
            var scratch = PieceIndex.Scratch(for: vocabulary.pieces)
            var found: [[LikeWord]] = []
            for word in (part * size)..<min((part + 1) * size, words) {
                let own = LikeWord(word: Int32(word), likeness: 1)
                guard vocabulary.isComparable(word) else {
                    found.append([own])
                    continue
                }
                let like = vocabulary.pieces.similar(to: vocabulary.pieces.read(Int32(word)), &scratch)
                found.append([own] + like.filter { $0.word != own.word })
            }
            return found
        }
        var ends: [UInt32] = [0]
        ends.reserveCapacity(words + 1)
        var all: [LikeWord] = []
        for list in parts.joined() {
            all += list
            ends.append(UInt32(all.count))
        }
        return (ends, all)
    }

    func isSayable(_ article: Int, on today: Int32) -> Bool {
        days[article].first <= today && today <= days[article].last
    }

    func similar(to word: Int32) -> ArraySlice<LikeWord> {
        likeWords[Int(likeEnds[Int(word)])..<Int(likeEnds[Int(word) + 1])]
    }

    func words(ofTerm term: Int32) -> ArraySlice<UInt32> {
        termWords[Int(termWordEnds[Int(term)])..<Int(termWordEnds[Int(term) + 1])]
    }
}
