/// For each term the articles that hold it, those where it counts most first.
///
/// A term's articles stand in *runs* of equal impact (its saturated frequency in 15 steps), the highest first. A question
/// takes the runs of all of its terms in order of what they add, and stops when `maximumVisited` articles were visited:
/// so a question about common words costs no more among 100,000 articles than among 10,000.
struct TermPostings: Sendable {
    static let levels = 15
    /// Articles visited for one question, counted once for each term: about a nanosecond each.
    static let maximumVisited = 24_576
    /// Every score is below this: what sixteen bits with a sign hold, with room for rounding. With a sign, since every
    /// machine of the architecture compares those eight at a time.
    static let highestScore: Float = 32_000

    private struct Run {
        var level: UInt32
        var end: UInt32
    }

    private let runEnds: [UInt32]
    private let runs: [Run]
    private let articles: [UInt32]
    /// By term: in how many articles it stands.
    let counts: [UInt32]

    /// - Parameter rows: of each article (term, times), terms without repetition.
    init(
        articles count: Int, terms: Int, rows: (Int, (_ term: Int32, _ times: Float) -> Void) -> Void,
        norms: [Float]
    ) {
        var counts = [UInt32](repeating: 0, count: terms)
        // How many of each level, term by term, would be a large table: sort by term first, by level within a term later.
        for article in 0..<count { rows(article) { term, _ in counts[Int(term)] += 1 } }
        var next = [UInt32](repeating: 0, count: terms + 1)
        for term in 0..<terms { next[term + 1] = next[term] + counts[term] }
        let starts = next
        var articles = [UInt32](repeating: 0, count: Int(next[terms]))
        var levels = [UInt8](repeating: 0, count: articles.count)
        for article in 0..<count {
            rows(article) { term, times in
                let place = Int(next[Int(term)])
                articles[place] = UInt32(article)
                levels[place] = UInt8(
                    max(1, (Float(Self.levels) * times / (times + norms[article])).rounded()))
                next[Int(term)] += 1
            }
        }
        var runEnds: [UInt32] = [0]
        var runs: [Run] = []
        runEnds.reserveCapacity(terms + 1)
        var sorted: [UInt32] = []
        for term in 0..<terms {
            let range = Int(starts[term])..<Int(starts[term + 1])
            var ofLevel = [Int](repeating: 0, count: Self.levels + 1)
            for place in range { ofLevel[Int(levels[place])] += 1 }
            var begin = [Int](repeating: 0, count: Self.levels + 1)
            var end = 0
            for level in stride(from: Self.levels, through: 1, by: -1) where ofLevel[level] > 0 {
                begin[level] = end
                end += ofLevel[level]
                runs.append(Run(level: UInt32(level), end: UInt32(range.lowerBound + end)))
            }
            runEnds.append(UInt32(runs.count))
            if range.count > 1 {
                sorted.removeAll(keepingCapacity: true)
                sorted += articles[range]
                for (offset, place) in range.enumerated() {
                    let level = Int(levels[place])
                    articles[range.lowerBound + begin[level]] = sorted[offset]
                    begin[level] += 1
                }
            }
        }
        self.counts = counts
        self.articles = articles
        self.runEnds = runEnds
        self.runs = runs
    }

    /// Adds up what the terms say of each article, as far as `maximumVisited` allows.
    ///
    /// - Parameter asked: terms with their weights, none negative, which sum to 1 at most.
    /// - Parameter scores: one for each article, all 0.
    func add(_ asked: [(term: Int32, weight: Float)], to scores: inout [Int16]) {
        var steps: [(gain: UInt32, start: UInt32, end: UInt32)] = []
        var total = 0
        for (term, weight) in asked {
            let first = Int(runEnds[Int(term)])
            var start = first == 0 ? 0 : runs[first - 1].end
            for run in first..<Int(runEnds[Int(term) + 1]) {
                let gain = weight * Float(runs[run].level) * (Self.highestScore / Float(Self.levels))
                steps.append((UInt32(max(gain, 1)), start, runs[run].end))
                total += Int(runs[run].end - start)
                start = runs[run].end
            }
        }
        if total > Self.maximumVisited { steps.sort { ($0.gain, $1.start) > ($1.gain, $0.start) } }
        var left = Self.maximumVisited
        scores.withUnsafeMutableBufferPointer { scores in
            articles.withUnsafeBufferPointer { articles in
                for step in steps {
                    let size = min(Int(step.end - step.start), left)
                    left -= size
                    let gain = Int16(truncatingIfNeeded: step.gain)
                    for place in Int(step.start)..<(Int(step.start) + size) {
                        scores[Int(articles[place])] &+= gain
                    }
                }
            }
        }
    }
}
