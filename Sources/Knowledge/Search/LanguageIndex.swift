import Learning
import Text

/// The articles of one language, searchable.
///
/// Three scores are added. *Words*: BM25 over stems of title, questions and body together. *Likeness*: the cosine of words,
/// pairs and pieces with the nearest title or question variant, each an example of how the article is asked for.
/// *Pieces*: BM25 over pieces of words, which forgives spelling and inflection.
struct LanguageIndex: Sendable {
    /// Weights of the three scores and BM25's two constants: a plateau on two public question sets, where halving or doubling any
    /// of them changes one question in a hundred.
    struct Settings: Sendable {
        var words = 1.2
        var likeness = 1.4
        var pieces = 1.4
        /// Times a title or question counts in the words of its article.
        var titleTimes: Int32 = 2
        var saturation: Float = 1
        var lengthShare: Float = 0.7

        /// How many times a word must stand in an article of this length to count half.
        func norm(_ length: Float, _ mean: Float) -> Float {
            saturation * (1 - lengthShare + lengthShare * length / mean)
        }
    }

    /// How often each stem and piece stands in each article; kept while the index is made.
    private struct Counts {
        var stems: SparseRows
        var stemLengths: [Float]
        var pieces: SparseRows
        var pieceLengths: [Float]
    }

    static let settings = Settings()

    private let members: [Int]
    private let language: Language
    private let stems: FeatureTable
    private let stemWeights: [Float]
    private let stemPostings: Postings
    private let pieces: FeatureTable
    private let pieceWeights: [Float]
    private let piecePostings: Postings
    /// Titles and questions: which article, and their vectors.
    private let shortOwners: [UInt32]
    private let shortTable: FeatureTable
    private let shortWeights: [Float]
    private let shortPairStart: Int32
    private let shortPostings: Postings
    private var confidence: Logistic

    /// What is taken out of the index while a question is asked of it, for calibration.
    private struct LeftOut {
        /// The article's number, and its scores as they would be; nil: the article is left out altogether.
        var article: Int
        var own: (words: Float, pieces: Float)?
        /// The entry among the titles and questions that is the question itself.
        var short: Int?
        var isHidden: Bool
    }

    init(articles: [Article], members: [Int], language: Language) {
        self.members = members
        self.language = language
        let settings = Self.settings
        var shortQuestions: [Question] = []
        var owners: [UInt32] = []
        var stemTable = FeatureTable()
        var pieceTable = FeatureTable()
        var stemRows = SparseRows()
        var pieceRows = SparseRows()
        var lengths: [Float] = []
        var pieceLengths: [Float] = []
        for (number, member) in members.enumerated() {
            let article = articles[member]
            var stemCounts: [Int32: Int32] = [:]
            var pieceCounts: [Int32: Int32] = [:]
            var length: Int32 = 0
            var pieceLength: Int32 = 0
            func count(_ question: Question, times: Int32) {
                for (hash, n) in question.stems {
                    stemCounts[stemTable.insert(hash), default: 0] += n * times
                    length += n * times
                }
                for (hash, n) in question.pieces {
                    pieceCounts[pieceTable.insert(hash), default: 0] += n * times
                    pieceLength += n * times
                }
            }
            for short in [article.title] + article.questions {
                let question = Question(Utterance(short), language: language)
                shortQuestions.append(question)
                owners.append(UInt32(number))
                count(question, times: settings.titleTimes)
            }
            count(Question(Utterance(Markdown.plainText(article.body)), language: language), times: 1)
            let stems = stemCounts.sorted { $0.key < $1.key }
            stemRows.append(features: stems.map(\.key), values: stems.map { Float($0.value) })
            let pieces = pieceCounts.sorted { $0.key < $1.key }
            pieceRows.append(features: pieces.map(\.key), values: pieces.map { Float($0.value) })
            lengths.append(Float(length))
            pieceLengths.append(Float(pieceLength))
        }
        stems = stemTable
        stemPostings = Self.saturated(stemRows, lengths, features: stemTable.count, settings)
        stemWeights = Self.rarity(stemPostings, features: stemTable.count, entries: members.count)
        pieces = pieceTable
        piecePostings = Self.saturated(pieceRows, pieceLengths, features: pieceTable.count, settings)
        pieceWeights = Self.rarity(piecePostings, features: pieceTable.count, entries: members.count)

        // Titles and questions as vectors: words and pairs one block, pieces the other, each of length 1.
        var shortTable = FeatureTable()
        for question in shortQuestions {
            for (hash, _) in question.stems { _ = shortTable.insert(hash) }
            for (hash, _) in question.pairs { _ = shortTable.insert(hash) }
        }
        shortPairStart = Int32(shortTable.count)
        for question in shortQuestions { for (hash, _) in question.pieces { _ = shortTable.insert(hash) } }
        var seenIn = [Int](repeating: 0, count: shortTable.count)
        for question in shortQuestions {
            for (hash, _) in question.stems + question.pairs + question.pieces {
                if let number = shortTable.number(of: hash) { seenIn[Int(number)] += 1 }
            }
        }
        let total = Double(shortQuestions.count)
        let shortWeights = seenIn.map { Float(1 + Elementary.log((1 + total) / (1 + Double($0)))) }
        var rows = SparseRows()
        for question in shortQuestions {
            let row = Self.vector(
                question, shortTable, shortWeights, pairEnd: shortPairStart)
            rows.append(features: row.map(\.0), values: row.map(\.1))
        }
        self.shortTable = shortTable
        self.shortWeights = shortWeights
        shortPostings = Postings(rows: rows, features: shortTable.count)
        shortOwners = owners
        confidence = Self.untrained
        let counts = Counts(
            stems: stemRows, stemLengths: lengths, pieces: pieceRows, pieceLengths: pieceLengths)
        if let fitted = fit(articles, shortQuestions, counts) { confidence = fitted }
    }

    private static func saturated(
        _ rows: SparseRows, _ lengths: [Float], features: Int, _ settings: Settings
    ) -> Postings {
        let mean = max(lengths.reduce(0, +) / Float(max(lengths.count, 1)), 1)
        var result = SparseRows()
        for row in 0..<rows.count {
            let range = rows.range(of: row)
            let norm = settings.norm(lengths[row], mean)
            result.append(
                features: Array(rows.features[range]),
                values: rows.values[range].map { $0 / ($0 + norm) })
        }
        return Postings(rows: result, features: features)
    }

    private static func rarity(_ postings: Postings, features: Int, entries: Int) -> [Float] {
        (0..<features).map { feature in
            let count = Double(postings.count(of: Int32(feature)))
            return Float(Elementary.log(1 + (Double(entries) - count + 0.5) / (count + 0.5)))
        }
    }

    private static func vector(
        _ question: Question, _ table: FeatureTable, _ weights: [Float], pairEnd: Int32
    ) -> [(Int32, Float)] {
        var result: [(Int32, Float)] = []
        var words: Float = 0
        var pieces: Float = 0
        for (hash, times) in question.stems + question.pairs + question.pieces {
            guard let number = table.number(of: hash) else { continue }
            let value = weights[Int(number)] * Float(times).squareRoot()
            result.append((number, value))
            if number < pairEnd { words += value * value } else { pieces += value * value }
        }
        let wordScale = words > 0 ? 1 / words.squareRoot() : 0
        let pieceScale = pieces > 0 ? 1 / pieces.squareRoot() : 0
        for index in result.indices {
            result[index].1 *= result[index].0 < pairEnd ? wordScale : pieceScale
        }
        result.sort { $0.0 < $1.0 }
        return result
    }

    // MARK: searching

    /// Scores of all articles, 0 for one without a common word or piece, and how much of the question was known.
    private func scores(
        _ question: Question, leftOut: LeftOut? = nil
    ) -> (scores: [Float], words: [Float], likeness: [Float], known: Double) {
        let settings = Self.settings
        var words = [Float](repeating: 0, count: members.count)
        var mass: Float = 0
        var knownMass: Float = 0
        let rarest = Float(Elementary.log(1 + (Double(members.count) + 0.5) / 0.5))
        for (hash, _) in question.stems {
            guard let stem = stems.number(of: hash) else {
                mass += rarest
                continue
            }
            mass += stemWeights[Int(stem)]
            knownMass += stemWeights[Int(stem)]
            stemPostings.add(stem, stemWeights[Int(stem)], to: &words)
        }
        var pieceScores = [Float](repeating: 0, count: members.count)
        var pieceMass: Float = 0
        for (hash, _) in question.pieces {
            guard let piece = pieces.number(of: hash) else {
                pieceMass += rarest
                continue
            }
            pieceMass += pieceWeights[Int(piece)]
            piecePostings.add(piece, pieceWeights[Int(piece)], to: &pieceScores)
        }
        var short = [Float](repeating: 0, count: shortOwners.count)
        for (feature, value) in Self.vector(question, shortTable, shortWeights, pairEnd: shortPairStart) {
            shortPostings.add(feature, value, to: &short)
        }
        if let leftOut {
            if let own = leftOut.short { short[own] = 0 }
            if let own = leftOut.own {
                words[leftOut.article] = own.words
                pieceScores[leftOut.article] = own.pieces
            }
        }
        var likeness = [Float](repeating: 0, count: members.count)
        for (owner, value) in zip(shortOwners, short) where value > likeness[Int(owner)] {
            likeness[Int(owner)] = value
        }
        var scores = [Float](repeating: 0, count: members.count)
        let wordFactor = mass > 0 ? Float(settings.words) / mass : 0
        let pieceFactor = pieceMass > 0 ? Float(settings.pieces) / pieceMass : 0
        let likenessFactor = Float(settings.likeness) / 2
        for number in scores.indices {
            scores[number] =
                wordFactor * words[number] + pieceFactor * pieceScores[number] + likenessFactor
                * likeness[number]
        }
        if let leftOut, leftOut.own == nil, leftOut.isHidden { scores[leftOut.article] = 0 }
        return (scores, words, likeness, mass > 0 ? Double(knownMass / mass) : 0)
    }

    func search(_ utterance: Utterance, _ articles: [Article], today: DayNumber, limit: Int) -> [ArticleMatch]
    {
        let question = Question(utterance, language: language)
        let (scores, _, likeness, known) = scores(question)
        let best = top(scores, max(limit, 10)) { articles[members[$0]].isSayable(on: today) }
        guard let first = best.first else { return [] }
        let clues = Self.clues(
            best.map { scores[$0] }, likeness: likeness[first], known: known, length: question.length)
        let right = confidence.probability(clues)
        // The leading article's probability is calibrated; what is left goes to the others by their scores.
        let shares = Self.shares(best.map { scores[$0] })
        let rest = (1 - right) * 0.5
        let others = max(1 - shares[0], 1e-9)
        return best.prefix(limit).enumerated().map { place, number in
            let article = articles[members[number]]
            let value = place == 0 ? right : min(right, rest * shares[place] / others)
            return ArticleMatch(id: article.id, language: article.language, confidence: value)
        }
    }

    private func top(_ scores: [Float], _ limit: Int, where isAllowed: (Int) -> Bool) -> [Int] {
        var best: [Int] = []
        for number in scores.indices where scores[number] > 0 {
            if best.count == limit, scores[number] <= scores[best[limit - 1]] { continue }
            guard isAllowed(number) else { continue }
            var place = best.count
            while place > 0, scores[best[place - 1]] < scores[number] { place -= 1 }
            best.insert(number, at: place)
            if best.count > limit { best.removeLast() }
        }
        return best
    }

    // MARK: confidence

    /// e^(12 · score) over their sum: a tenth of score is a factor of three.
    private static func shares(_ scores: [Float]) -> [Double] {
        let highest = Double(scores.first ?? 0)
        let parts = scores.map { Elementary.exp(12 * (Double($0) - highest)) }
        let sum = parts.reduce(0, +)
        return parts.map { $0 / sum }
    }

    private static func clues(_ scores: [Float], likeness: Float, known: Double, length: Int) -> [Double] {
        let best = Double(scores[0])
        let second = scores.count > 1 ? Double(scores[1]) : 0
        return [
            best, best - second, shares(scores)[0], Double(likeness), known,
            Elementary.log(1 + Double(length)),
        ]
    }

    /// Used when there are too few titles and questions to learn from.
    private static let untrained = Logistic(intercept: -4.5, coefficients: [2, 4, 1.5, 0.8, 0.5, 0])

    /// Asks the index what its own articles are asked, once knowing the answer and once not.
    ///
    /// An article with several titles and questions is asked each of them while that one is taken out of its words. One
    /// with a title and little more is asked its title with other words, as a customer would say it.
    private func fit(_ articles: [Article], _ questions: [Question], _ counts: Counts) -> Logistic? {
        guard members.count >= 5 else { return nil }
        // 2,000 questions say enough; more would only make starting slower.
        let step = max(1, questions.count / 2_000)
        var clues: [[Double]] = []
        var answers: [Bool] = []
        var weights: [Double] = []
        var random = SeededGenerator(seed: 3)
        var first = 0
        for number in members.indices {
            let article = articles[members[number]]
            let texts = [article.title] + article.questions
            defer { first += texts.count }
            for (place, text) in texts.enumerated() where (first + place) % step == 0 {
                let short = first + place
                var question = questions[short]
                var leftOut = LeftOut(article: number, own: nil, short: nil, isHidden: false)
                if texts.count >= 3 {
                    leftOut.short = short
                    leftOut.own = own(question, number, counts)
                } else {
                    question = Question(reworded(Utterance(text), articles, &random), language: language)
                }
                for isHidden in [false, true] {
                    if isHidden {
                        leftOut = LeftOut(article: number, own: nil, short: leftOut.short, isHidden: true)
                    }
                    let (scores, _, likeness, known) = scores(question, leftOut: leftOut)
                    let best = top(scores, 10) { _ in true }
                    guard let leading = best.first else { continue }
                    clues.append(
                        Self.clues(
                            best.map { scores[$0] }, likeness: likeness[leading], known: known,
                            length: question.length))
                    answers.append(leading == number)
                    weights.append(isHidden ? 0.15 : 1)
                }
            }
        }
        guard answers.count(where: { $0 }) >= 10 else { return nil }
        return Logistic.fit(clues: clues, answers: answers, weights: weights, ridge: 1)
    }

    /// What an article's words and pieces would score for one of its own titles or questions if it did not hold it.
    private func own(_ question: Question, _ article: Int, _ counts: Counts) -> (words: Float, pieces: Float)
    {
        func score(
            _ asked: [(hash: UInt32, times: Int32)], _ table: FeatureTable, _ weights: [Float],
            _ rows: SparseRows,
            _ lengths: [Float]
        ) -> Float {
            let mean = max(lengths.reduce(0, +) / Float(max(lengths.count, 1)), 1)
            let norm = Self.settings.norm(lengths[article], mean)
            let range = rows.range(of: article)
            var sum: Float = 0
            for (hash, times) in asked {
                guard let feature = table.number(of: hash) else { continue }
                // Features of a row ascend: halve the range until found.
                var low = range.lowerBound
                var high = range.upperBound
                while low < high {
                    let middle = (low + high) / 2
                    if rows.features[middle] < feature { low = middle + 1 } else { high = middle }
                }
                guard low < range.upperBound, rows.features[low] == feature else { continue }
                let left = rows.values[low] - Float(times * Self.settings.titleTimes)
                if left > 0 { sum += weights[Int(feature)] * left / (left + norm) }
            }
            return sum
        }
        return (
            score(question.stems, stems, stemWeights, counts.stems, counts.stemLengths),
            score(question.pieces, pieces, pieceWeights, counts.pieces, counts.pieceLengths)
        )
    }

    /// The utterance said otherwise: half of its words, some of the others replaced by words of other titles.
    private func reworded(
        _ utterance: Utterance, _ articles: [Article], _ random: inout SeededGenerator
    ) -> Utterance {
        var words: [String] = []
        for word in utterance.words {
            if random.next(below: 10) < 5 {
                words.append(utterance.string(of: word))
            } else if random.next(below: 10) < 4 {
                let other = Utterance(articles[members[random.next(below: members.count)]].title)
                guard !other.words.isEmpty else { continue }
                words.append(other.string(of: other.words[random.next(below: other.words.count)]))
            }
        }
        return Utterance(words.joined(separator: " "))
    }
}
