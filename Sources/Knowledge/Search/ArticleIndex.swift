package import Learning
package import Text

/// An article that may answer a question.
package struct ArticleMatch: Sendable, Equatable {
    package var id: String
    package var language: Language
    /// The probability that this article answers what was asked.
    package var confidence: Double
}

/// Finds the articles that answer a question, by language.
package struct ArticleIndex: Sendable {
    /// All articles given, drafts and expired ones too, sorted by id and language.
    package let articles: [Article]
    private let byLanguage: [Language: Searchable]
    private let places: [Key: Int]

    private struct Key: Hashable, Sendable {
        var id: String
        var language: Language
    }

    private struct Searchable: Sendable {
        let index: LanguageIndex
        let confidence: Logistic
    }

    /// Indexes the validated articles; validity dates are looked at when searching.
    package init(_ articles: [Article], workers: Workers = .none) {
        self.articles = articles.sorted { ($0.id, $0.language) < ($1.id, $1.language) }
        var places: [Key: Int] = [:]
        var groups: [Language: [Int]] = [:]
        for (place, article) in self.articles.enumerated() {
            places[Key(id: article.id, language: article.language)] = place
            if article.state == .validated { groups[article.language, default: []].append(place) }
        }
        self.places = places
        let languages = groups.keys.sorted()
        let all = self.articles
        let members = languages.map { groups[$0] ?? [] }
        var byLanguage: [Language: Searchable] = [:]
        for (language, members) in zip(languages, members) {
            let index = LanguageIndex(articles: all, members: members, language: language, workers: workers)
            byLanguage[language] = Searchable(
                index: index, confidence: ArticleConfidence.fitted(index, all))
        }
        self.byLanguage = byLanguage
    }

    /// The article in that language, whatever its state; ask `isSayable` before saying it.
    package func article(_ id: String, _ language: Language) -> Article? {
        places[Key(id: id, language: language)].map { articles[$0] }
    }

    /// Whether an index of these articles would be this one; where they stand in their files does not count.
    package func isMade(of others: [Article]) -> Bool {
        guard others.count == articles.count else { return false }
        let sorted = others.sorted { ($0.id, $0.language) < ($1.id, $1.language) }
        return zip(articles, sorted).allSatisfy { mine, other in
            var other = other
            other.range = mine.range
            return mine == other
        }
    }

    /// The articles sayable today that answer best, best first, ties by id.
    ///
    /// - Parameter language: nil: all languages, the confidences side by side.
    /// - Returns: at most `limit` matches whose confidences sum to 1 at most; none when nothing resembles the question.
    package func search(
        _ utterance: Utterance, language: Language?, today: DayNumber, limit: Int = 10
    ) -> [ArticleMatch] {
        guard limit > 0 else { return [] }
        if let language {
            return byLanguage[language].map { search(utterance, $0, today, limit) } ?? []
        }
        var all: [ArticleMatch] = []
        for language in byLanguage.keys.sorted() {
            all += byLanguage[language].map { search(utterance, $0, today, limit) } ?? []
        }
        all.sort { ($1.confidence, $0.id) < ($0.confidence, $1.id) }
        return Array(all.prefix(limit))
    }

    private func search(
        _ utterance: Utterance, _ searchable: Searchable, _ today: DayNumber, _ limit: Int
    ) -> [ArticleMatch] {
        let index = searchable.index
        let found = index.find(utterance, today: today.days)
        let best = found.scores.prefix(max(limit, 10))
        guard !best.isEmpty else { return [] }
        let right = searchable.confidence.probability(ArticleConfidence.clues(found))
        // The leading article's probability is calibrated; what is left goes to the others by their scores.
        let shares = ArticleConfidence.shares(best)
        let rest = (1 - right) * 0.5
        let others = max(1 - shares[0], 1e-9)
        return best.prefix(limit).enumerated().map { place, score in
            let article = articles[index.members[score.article]]
            let value = place == 0 ? right : min(right, rest * shares[place] / others)
            return ArticleMatch(id: article.id, language: article.language, confidence: value)
        }
    }
}
