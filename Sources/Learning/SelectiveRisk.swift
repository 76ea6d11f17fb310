/// From which confidence on to answer, so that answers are wrong in at most a stated share of cases.
///
/// The cases are held out: nothing that gave the confidence has seen whether it was right. The promise is exact, not
/// asymptotic: over many bots with the same true behaviour, the threshold found breaks its promise in at most `doubt` of
/// them, whatever the size. Looking for the best of many thresholds would spoil that, so they are tried in an order fixed
/// beforehand, from the strictest to the loosest, each with the exact binomial test, and the walk ends at the first that
/// fails (fixed-sequence testing). Since one unlucky error among the very surest must not end everything, there are up to
/// three walks from three places, which share the doubt.
///
/// - Source: Geifman and El-Yaniv 2017 (selective risk); Angelopoulos, Bates and others 2021 (learn then test).
package enum SelectiveRisk {
    /// An answer that would have been given: how sure it was, and whether it was right.
    package struct Case: Sendable, Hashable {
        package var confidence: Double
        package var isRight: Bool

        package init(confidence: Double, isRight: Bool) {
            self.confidence = confidence
            self.isRight = isRight
        }
    }

    package struct Promise: Sendable, Hashable {
        /// Answer from this confidence on.
        package var threshold: Double
        /// Of `cases`, so many are at or above the threshold, and so many of those were wrong.
        package var answered: Int
        package var wrong: Int
        package var cases: Int
        /// With the certainty asked for, no larger share of answers is wrong.
        package var bound: Double

        /// The answered share: what the promise costs is what is missing to 1.
        package var coverage: Double { cases > 0 ? Double(answered) / Double(cases) : 0 }
    }

    package enum Outcome: Sendable, Hashable {
        case holds(Promise)
        /// Even without a single error so few cases prove nothing.
        case tooFew(cases: Int, needed: Int)
        /// There are enough cases, but too many of the surest ones are wrong to promise it.
        ///
        /// - wrong, answered: of the surest cases that were tried.
        /// - needed: how many cases would do at the same share of errors; nil when none would.
        case tooOftenWrong(wrong: Int, answered: Int, cases: Int, needed: Int?)
    }

    /// 95 % certainty.
    package static let doubt = 0.05
    /// The places tried: every fiftieth of the cases.
    private static let steps = 50
    /// A walk begins where so many errors would be forgiven.
    private static let forgiven = [1, 8, 40]

    /// - Parameter limit: the share of answers that may be wrong, above 0 and below 1.
    /// - Parameter floor: no threshold is lower, however good the cases are.
    package static func derive(
        _ cases: [Case], wrongAtMost limit: Double, floor: Double = 0, doubt: Double = doubt
    ) -> Outcome {
        guard let least = Binomial.casesNeeded(wrong: 0, atMost: limit, doubt: doubt) else {
            return .tooFew(cases: cases.count, needed: .max)
        }
        guard cases.count >= least else { return .tooFew(cases: cases.count, needed: least) }
        let ladder = rungs(of: cases, floor: floor)
        let walks = Double(forgiven.count)
        let starts = forgiven.compactMap { wrong in
            Binomial.casesNeeded(wrong: wrong, atMost: limit, doubt: doubt / walks).flatMap { needed in
                ladder.firstIndex { $0.answered >= needed }
            }
        }
        var best: Int?
        var tried: Rung?
        func walk(from start: Int, doubt: Double) {
            for index in start..<ladder.count {
                let rung = ladder[index]
                guard Binomial.cumulative(rung.wrong, of: rung.answered, limit) <= doubt else {
                    if index == start, rung.answered > tried?.answered ?? 0 { tried = rung }
                    return
                }
                best = max(best ?? index, index)
            }
        }
        if !starts.isEmpty {
            for start in starts { walk(from: start, doubt: doubt / Double(starts.count)) }
        } else if let start = ladder.firstIndex(where: { $0.answered >= least }) {
            // Few cases: one walk with all the doubt.
            walk(from: start, doubt: doubt)
        } else {
            return .tooFew(cases: ladder.last?.answered ?? 0, needed: least)
        }
        guard let best else {
            let rung = tried ?? Rung(threshold: 1, answered: 0, wrong: 0)
            return .tooOftenWrong(
                wrong: rung.wrong, answered: rung.answered, cases: cases.count,
                needed: needed(like: rung, limit: limit, doubt: doubt, of: cases.count))
        }
        let rung = ladder[best]
        return .holds(
            Promise(
                threshold: rung.threshold, answered: rung.answered, wrong: rung.wrong, cases: cases.count,
                bound: Binomial.upperBound(rung.wrong, of: rung.answered, doubt: doubt)))
    }

    /// The smallest whole percentage that these cases let promise; nil when not even 50 %.
    package static func holdable(_ cases: [Case], floor: Double = 0) -> Int? {
        (1...50).first { percent in
            if case .holds = derive(cases, wrongAtMost: Double(percent) / 100, floor: floor) {
                true
            } else {
                false
            }
        }
    }

    private struct Rung {
        var threshold: Double
        var answered: Int
        var wrong: Int
    }

    /// The thresholds to try, from the strictest to the loosest, found without a look at what was right.
    ///
    /// A threshold is just above the confidence of a case of fixed rank. Given that case, those above it are independent
    /// draws from all that is answered above the threshold, so the count of errors is binomial.
    private static func rungs(of cases: [Case], floor: Double) -> [Rung] {
        let sorted = cases.sorted { $0.confidence > $1.confidence }
        var rungs: [Rung] = []
        var index = 0
        var wrong = 0
        func add(_ threshold: Double) {
            let threshold = max(threshold, floor)
            while index < sorted.count, sorted[index].confidence >= threshold {
                if !sorted[index].isRight { wrong += 1 }
                index += 1
            }
            if rungs.last?.answered != index {
                rungs.append(Rung(threshold: threshold, answered: index, wrong: wrong))
            }
        }
        for step in 1...steps {
            let rank = sorted.count * step / steps
            add(rank < sorted.count ? sorted[rank].confidence.nextUp : 0)
        }
        return rungs
    }

    /// How many cases would hold the limit with the share of errors seen on a rung.
    private static func needed(like rung: Rung, limit: Double, doubt: Double, of total: Int) -> Int? {
        guard rung.answered > 0 else { return nil }
        let rate = Double(rung.wrong) / Double(rung.answered)
        // Close below the limit the number runs away; "ten times as many" is then no advice.
        guard rate < limit * 0.9 else { return nil }
        var wrong = 0
        while wrong < 100_000 {
            guard
                let cases = Binomial.casesNeeded(
                    wrong: wrong, atMost: limit, doubt: doubt / Double(forgiven.count))
            else { return nil }
            if rate * Double(cases) <= Double(wrong) {
                return max(cases, total * cases / max(1, rung.answered))
            }
            wrong += max(1, wrong / 8)
        }
        return nil
    }
}
