import Learning
import Text

extension LanguageIndex {
    /// What an article would be without one of its titles or questions, for learning how far scores can be believed.
    struct LeftOut {
        /// Always among the articles that get an exact score.
        var article: Int
        /// Its title or question that is left out, by number.
        var short: Int
        /// How often each key of its row stands there because of it.
        var keys: [UInt32: Int]
    }

    /// An article's scores, each 0…1 times its setting.
    struct Score: Equatable {
        var article: Int
        var terms: Float
        var likeWords: Float
        var nearest: Float

        var sum: Float { terms + likeWords + nearest }
    }

    /// What was found, and what it was found by.
    struct Finding {
        /// Best first, at most `roughlyBest`.
        var scores: [Score]
        /// How much of the question the articles have words for, 0…1.
        var known: Double
    }

    /// The best articles that may be said on a day, with exact scores.
    ///
    /// - Parameter today: nil: whatever the day.
    func find(_ utterance: Utterance, today: Int32?, leftOut: LeftOut? = nil) -> Finding {
        var scratch = pool.take { SearchScratch(articles: count, vocabulary.pieces) }
        let plan = QuestionPlan(utterance, self, &scratch)
        var candidates: [Int] = []
        if !plan.asked.isEmpty {
            postings.add(plan.asked, to: &scratch.scores)
            candidates = roughlyBest(scratch.scores, today: today)
            if let own = leftOut?.article, !candidates.contains(own) { candidates.append(own) }
        }
        var found = candidates.map { score($0, plan, &scratch, leftOut) }
        found.sort { $0.sum != $1.sum ? $0.sum > $1.sum : $0.article < $1.article }
        scratch.clear()
        pool.giveBack(scratch)
        return Finding(scores: found, known: plan.known)
    }

    /// The articles with the highest rough scores; ties by number.
    private func roughlyBest(_ scores: [Int16], today: Int32?) -> [Int] {
        let most = Self.roughlyBest
        var best: [(score: Int16, article: Int)] = []
        best.reserveCapacity(most + 1)
        var least: Int16 = 0
        scores.withUnsafeBufferPointer { scores in
            // Blocks whose highest score is too low are passed over, eight articles at a time.
            let block = 64
            var start = 0
            while start < scores.count {
                let end = min(start + block, scores.count)
                var highest: Int16 = 0
                for article in start..<end { highest = max(highest, scores[article]) }
                if highest > least {
                    for article in start..<end where scores[article] > least {
                        if let today, !isSayable(article, on: today) { continue }
                        let score = scores[article]
                        var place = best.count
                        while place > 0, best[place - 1].score < score { place -= 1 }
                        best.insert((score, article), at: place)
                        if best.count > most { best.removeLast() }
                        if best.count == most { least = best[most - 1].score }
                    }
                }
                start = end
            }
        }
        return best.map(\.article)
    }

    private func score(
        _ article: Int, _ plan: borrowing QuestionPlan, _ scratch: inout SearchScratch, _ leftOut: LeftOut?
    ) -> Score {
        scratch.sums.removeAll(keepingCapacity: true)
        scratch.sums.append(contentsOf: repeatElement(0, count: plan.weights.count))
        let leftOut = leftOut?.article == article ? leftOut : nil
        if let leftOut {
            for place in rows.range(of: article) {
                let key = rows.keys[place]
                let times = Int(rows.times[place]) - (leftOut.keys[key] ?? 0)
                if times > 0 { plan.count(key, times: Float(times), into: &scratch.sums) }
            }
        } else {
            plan.count(rows, of: article, into: &scratch.sums)
        }
        let (terms, likeWords) = saturated(scratch.sums, plan, article)
        var nearest: Float = 0
        for short in rows.shorts(of: article) where short != leftOut?.short {
            var sum: Float = 0
            for place in rows.words(ofShort: short) {
                sum += likeness(ofWord: Int(rows.shortWords[place]), &scratch)
            }
            nearest = max(nearest, sum * rows.shortScales[short])
        }
        return Score(
            article: article, terms: terms, likeWords: likeWords,
            nearest: RankingSettings.nearest * nearest * plan.pieceScale)
    }

    /// BM25 over the slots of terms and over those of words with what resembles them.
    private func saturated(
        _ sums: [Float], _ plan: borrowing QuestionPlan, _ article: Int
    ) -> (terms: Float, likeWords: Float) {
        let sums = sums.span
        let weights = plan.weights.span
        let (termNorm, wordNorm) = (rows.termNorms[article], rows.wordNorms[article])
        var terms: Float = 0
        var likeWords: Float = 0
        for slot in sums.indices where sums[slot] > 0 {
            let norm = slot < plan.termSlots ? termNorm : wordNorm
            let score = weights[slot] * sums[slot] / (sums[slot] + norm)
            if slot < plan.termSlots { terms += score } else { likeWords += score }
        }
        return (terms, likeWords)
    }

    /// What a word's pieces say of the question; asked once in a search.
    @inline(__always)
    private func likeness(ofWord word: Int, _ scratch: inout SearchScratch) -> Float {
        let known = scratch.wordLikeness[word]
        if known >= 0 { return known }
        let likeness = vocabulary.pieces.sum(scratch.pieces, ofWord: word)
        scratch.wordLikeness[word] = likeness
        scratch.touchedWords.append(word)
        return likeness
    }
}
