import Learning
import Text

extension LanguageIndex {
    /// A title or question asked of the index as if its article did not hold it.
    struct Trial {
        var clues: [Double]
        /// Whether its article still came first.
        var isRight: Bool
        /// Whether the article has at least two more to be found by.
        var isOneOfSeveral: Bool
    }

    /// Tries titles and questions, all or evenly spread ones.
    func trials(_ articles: [Article], atMost: Int) -> [Trial] {
        let total = members.reduce(0) { $0 + 1 + articles[$1].questions.count }
        let step = max(1, (total + atMost - 1) / max(atMost, 1))
        var trials: [Trial] = []
        for (number, member) in members.enumerated() {
            let texts = [articles[member].title] + articles[member].questions
            for (text, short) in zip(texts, rows.shorts(of: number)) where short % step == 0 {
                let utterance = Utterance(text)
                let leftOut = LeftOut(article: number, short: short, keys: keys(of: utterance))
                let found = find(utterance, today: nil, leftOut: leftOut)
                guard let first = found.scores.first else { continue }
                trials.append(
                    Trial(
                        clues: ArticleConfidence.clues(found), isRight: first.article == number,
                        isOneOfSeveral: texts.count >= 3))
            }
        }
        return trials
    }

    /// What a title or question puts into its article's row.
    private func keys(of utterance: Utterance) -> [UInt32: Int] {
        var keys: [UInt32: Int] = [:]
        var previous: [UInt8]?
        for word in utterance.words {
            if let number = vocabulary.words.number(of: Vocabulary.key(word.hash)) {
                keys[UInt32(number), default: 0] += ArticleRows.titleTimes
            }
            let stem = Stemmer.light(utterance.bytes(of: word), language: language)
            if let previous,
                let term = vocabulary.terms.number(of: Vocabulary.key(Vocabulary.joined(previous, stem)))
            {
                keys[UInt32(term) | ArticleRows.pairBit, default: 0] += ArticleRows.titleTimes
            }
            previous = stem
        }
        return keys
    }
}
