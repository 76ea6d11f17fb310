import Learning
import Text

/// A question read against a vocabulary: what to look for, and how much each thing counts.
struct QuestionPlan {
    /// More different words are passed over: a pasted page asks nothing more by its end.
    static let maximumWords = 128

    /// Something an article's row may hold that counts for the question.
    private struct Entry {
        var key: UInt32
        var next: Int32
        var slot: Int32
        var weight: Float
    }

    private static let headCount = 1_024

    /// By slot: the weight of what it stands for. Terms first, then words with those that resemble them.
    private(set) var weights: [Float] = []
    private(set) var termSlots = 0
    /// Terms with their share of the rough score, which sum to 1.
    private(set) var asked: [(term: Int32, weight: Float)] = []
    /// Pieces of the words but light ones, with their number of times × squared weight.
    private(set) var pieces: [(piece: Int, weight: Float)] = []
    /// 1 / length of the pieces' vector.
    private(set) var pieceScale: Float = 0
    /// How much of the question the articles have words for, 0…1.
    private(set) var known = 0.0

    /// Entry + 1 of each key's chain; 0: none.
    private var heads = [Int32](repeating: 0, count: Self.headCount)
    private var entries: [Entry] = []

    init(_ utterance: Utterance, _ index: LanguageIndex, _ scratch: inout SearchScratch) {
        let vocabulary = index.vocabulary
        let total = index.count
        let rarest = RankingSettings.rarity(0, of: total)
        var seen: [UInt32] = []
        var termKeys: [UInt32] = []
        var termWeights: [(term: Int32, weight: Float)] = []
        var mass: Float = 0

        func ask(_ hash: UInt64) {
            let key = Vocabulary.key(hash)
            guard termKeys.count < 2 * Self.maximumWords, !termKeys.contains(key) else { return }
            termKeys.append(key)
            guard let term = vocabulary.terms.number(of: key), index.postings.counts[Int(term)] > 0 else {
                mass += rarest
                return
            }
            let weight =
                RankingSettings.rarity(Float(index.postings.counts[Int(term)]), of: total)
                * vocabulary.factor(ofStem: hash)
            mass += weight
            termWeights.append((term, weight))
        }

        // Words, their stems, and neighbouring stems written together.
        var likeWords: [(weight: Float, words: ArraySlice<LikeWord>)] = []
        var likeMass: Float = 0
        var knownMass: Float = 0
        var strangers: [(word: LikeWord, weight: Float)] = []
        var previous: [UInt8]?
        var squares: Float = 0
        for word in utterance.words {
            let bytes = utterance.bytes(of: word)
            let stem = Stemmer.light(bytes, language: index.language)
            if let previous { ask(Vocabulary.joined(previous, stem)) }
            previous = stem
            let key = Vocabulary.key(word.hash)
            guard !seen.contains(key) else { continue }
            seen.append(key)
            if seen.count > Self.maximumWords { break }
            ask(Features.wordHash(stem))
            let factor = vocabulary.factor(ofWord: word.hash)
            let number = vocabulary.words.number(of: key)
            var similar: ArraySlice<LikeWord> = []
            if let number {
                similar = index.similar(to: number)
            } else if !Vocabulary.isFunctionWord(factor), bytes.count >= PieceIndex.shortestLike {
                let read = vocabulary.pieces.read(bytes)
                similar = vocabulary.pieces.similar(to: read, &scratch.strangers)[...]
            }
            if factor == 1 {
                if let number {
                    for place in vocabulary.pieces.range(ofWord: Int(number)) {
                        scratch.count(vocabulary.pieces.piece(at: place))
                    }
                } else {
                    for (piece, times) in vocabulary.pieces.read(bytes).pieces {
                        for _ in 0..<Int(times) { scratch.count(piece) }
                    }
                }
            }
            var articles: Float = number == nil ? 0 : Float(vocabulary.articlesWithWord[Int(number ?? 0)])
            for other in similar where other.word != number {
                articles += other.likeness * Float(vocabulary.articlesWithWord[Int(other.word)])
            }
            let weight = RankingSettings.rarity(articles, of: total) * factor
            likeMass += weight
            knownMass += weight * (number != nil ? 1 : similar.first?.likeness ?? 0)
            likeWords.append((weight, similar))
            if number == nil { for other in similar { strangers.append((other, weight)) } }
        }
        pieces = scratch.takePieces(vocabulary.pieces, squares: &squares)
        pieceScale = squares > 0 ? 1 / squares.squareRoot() : 0
        guard mass > 0, likeMass > 0 else { return }
        known = Double(knownMass / likeMass)

        termSlots = termWeights.count
        for (slot, (term, weight)) in termWeights.enumerated() {
            weights.append(RankingSettings.terms * weight / mass)
            asked.append((term, RankingSettings.terms * weight / mass))
            for word in index.words(ofTerm: term) { add(word, slot: slot, weight: 1) }
        }
        for (weight, words) in likeWords {
            for other in words { add(UInt32(other.word), slot: weights.count, weight: other.likeness) }
            weights.append(RankingSettings.likeWords * weight / likeMass)
        }
        // Words no article has are looked for by those that resemble them.
        for (other, weight) in strangers {
            let share = RankingSettings.likeWords * weight / likeMass * other.likeness
            asked.append((vocabulary.termOfWord[Int(other.word)], share))
        }
        let sum = asked.reduce(0) { $0 + $1.weight }
        for place in asked.indices { asked[place].weight /= max(sum, 1e-9) }
    }

    private mutating func add(_ key: UInt32, slot: Int, weight: Float) {
        let head = Int(key) & (Self.headCount - 1)
        entries.append(Entry(key: key, next: heads[head], slot: Int32(slot), weight: weight))
        heads[head] = Int32(entries.count)
    }

    /// Adds to each slot how often an article's row holds what it stands for.
    ///
    /// Words of the row are looked up one by one, since a question looks for many that resemble its own; of the pairs,
    /// which are as many, it looks for a handful, so those are searched for in the row.
    ///
    /// - Parameter sums: one for each slot.
    func count(_ rows: borrowing ArticleRows, of article: Int, into sums: inout [Float]) {
        let keys = rows.keys.span
        let times = rows.times.span
        let heads = self.heads.span
        let entries = self.entries.span
        var sums = sums.mutableSpan
        let range = rows.range(of: article)
        let pairs = rows.pairs(of: article)
        for place in range.lowerBound..<pairs.lowerBound {
            var next = heads[Int(keys[place]) & (Self.headCount - 1)]
            while next != 0 {
                let entry = entries[Int(next) - 1]
                if entry.key == keys[place] {
                    sums[Int(entry.slot)] += entry.weight * Float(times[place])
                }
                next = entry.next
            }
        }
        for slot in 0..<termSlots {
            let key = UInt32(asked[slot].term) | ArticleRows.pairBit
            var low = pairs.lowerBound
            var high = pairs.upperBound
            while low < high {
                let middle = (low + high) / 2
                if keys[middle] < key { low = middle + 1 } else { high = middle }
            }
            if low < pairs.upperBound, keys[low] == key { sums[slot] += Float(times[low]) }
        }
    }

    /// The same for one key of a row.
    func count(_ key: UInt32, times: Float, into sums: inout [Float]) {
        if key & ArticleRows.pairBit != 0 {
            for slot in 0..<termSlots where UInt32(asked[slot].term) | ArticleRows.pairBit == key {
                sums[slot] += times
            }
            return
        }
        var next = heads[Int(key) & (Self.headCount - 1)]
        while next != 0 {
            let entry = entries[Int(next) - 1]
            if entry.key == key { sums[Int(entry.slot)] += entry.weight * times }
            next = entry.next
        }
    }
}
