import Testing

@testable import Knowledge

@Suite struct TermPostingsTests {
    /// Term 0 stands in all articles, term 1 in one of ten, term 2 in one.
    private func makePostings(_ count: Int) -> TermPostings {
        TermPostings(
            articles: count, terms: 3,
            rows: { article, body in
                body(0, Float(1 + article % 3))
                if article % 10 == 0 { body(1, 1) }
                if article == count / 2 { body(2, 5) }
            }, norms: [Float](repeating: 1, count: count))
    }

    @Test func everyArticleOfATermIsVisitedWhenThereAreFew() {
        let postings = makePostings(100)
        #expect(postings.counts == [100, 10, 1])
        var scores = [Int16](repeating: 0, count: 100)
        postings.add([(0, 0.2), (1, 0.3), (2, 0.5)], to: &scores)
        #expect(scores.allSatisfy { $0 > 0 })
        #expect(scores.max() == scores[50])
        #expect(scores[10] > scores[13] && scores[2] > scores[0 + 3])
    }

    @Test func whatCountsMostIsVisitedFirstWhenThereAreMany() {
        let count = 100_000
        let postings = makePostings(count)
        var scores = [Int16](repeating: 0, count: count)
        postings.add([(0, 0.1), (1, 0.4), (2, 0.5)], to: &scores)
        #expect(scores.max() == scores[count / 2])
        // All of the rare terms, and of the common one as many as the limit leaves.
        #expect((0..<count).allSatisfy { $0 % 10 != 0 || scores[$0] > 0 })
        let visited = scores.count { $0 > 0 }
        #expect(visited <= TermPostings.maximumVisited)
        #expect(visited > TermPostings.maximumVisited / 2)
    }

    @Test func aQuestionOfOneCommonWordStillFindsSomething() {
        let count = 100_000
        var scores = [Int16](repeating: 0, count: count)
        makePostings(count).add([(0, 1)], to: &scores)
        #expect(scores.count { $0 > 0 } == TermPostings.maximumVisited)
    }

    @Test func noScoreOverflows() {
        let postings = TermPostings(
            articles: 2, terms: 200, rows: { _, body in (0..<200).forEach { body(Int32($0), 1_000) } },
            norms: [0.001, 0.001])
        var scores: [Int16] = [0, 0]
        postings.add((0..<200).map { (Int32($0), 1 / 200) }, to: &scores)
        #expect(scores.allSatisfy { $0 > 31_000 && Float($0) <= TermPostings.highestScore })
    }
}
