/// Exact statements about a share of which only a count was seen: k wrong of n.
package enum Binomial {
    /// The chance of at most `count` cases among `total` when each comes with probability `p`.
    ///
    /// - Returns: 1 when `count` is not below `total`.
    /// - Complexity: the terms that count, a few times √n.
    package static func cumulative(_ count: Int, of total: Int, _ p: Double) -> Double {
        guard total > 0, count < total else { return 1 }
        guard count >= 0 else { return 0 }
        guard p > 0 else { return 1 }
        guard p < 1 else { return 0 }
        let odds = p / (1 - p)
        // Each side is summed from its largest term away, so nothing cancels.
        if Double(count) < Double(total) * p {
            var term = 1.0
            var sum = 1.0
            for i in stride(from: count, to: 0, by: -1) {
                term *= Double(i) / Double(total - i + 1) / odds
                sum += term
                if term < sum * 1e-17 { break }
            }
            return min(1, sum * probability(of: count, of: total, p))
        }
        var term = 1.0
        var sum = 1.0
        for i in (count + 1)..<total {
            term *= Double(total - i) / Double(i + 1) * odds
            sum += term
            if term < sum * 1e-17 { break }
        }
        return max(0, 1 - sum * probability(of: count + 1, of: total, p))
    }

    /// The share that is not exceeded with the given certainty, when `count` of `total` were seen.
    ///
    /// - Parameter doubt: the chance that the true share is larger all the same; 0.05 for 95 % certainty.
    /// - Returns: 1 without cases.
    /// - Source: Clopper and Pearson 1934, one side.
    package static func upperBound(_ count: Int, of total: Int, doubt: Double) -> Double {
        guard total > 0, count < total else { return 1 }
        var low = Double(max(0, count)) / Double(total)
        var high = 1.0
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if cumulative(count, of: total, middle) > doubt { low = middle } else { high = middle }
        }
        return high
    }

    /// The 95 % interval of a share (Wilson 1927): honest for few cases and near 0 and 1, unlike the textbook's.
    ///
    /// - Returns: 0…1 without cases.
    package static func interval(_ count: Int, of total: Int) -> ClosedRange<Double> {
        guard total > 0 else { return 0...1 }
        let z = 1.959963984540054
        let n = Double(total)
        let share = Double(count) / n
        let middle = share + z * z / (2 * n)
        let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let low = max(0, (middle - spread) / (1 + z * z / n))
        return low...min(1, max(low, (middle + spread) / (1 + z * z / n)))
    }

    /// The smallest number of cases in which `count` wrong ones still show a share of at most `limit`.
    ///
    /// - Returns: nil when more than ten million would be needed.
    package static func casesNeeded(wrong count: Int, atMost limit: Double, doubt: Double) -> Int? {
        guard limit > 0, limit < 1, doubt > 0, doubt < 1, count >= 0 else { return nil }
        var low = count
        var high = count + 1
        while cumulative(count, of: high, limit) > doubt {
            low = high
            high *= 2
            if high > 10_000_000 { return nil }
        }
        while high - low > 1 {
            let middle = (low + high) / 2
            if cumulative(count, of: middle, limit) > doubt { low = middle } else { high = middle }
        }
        return high
    }

    /// The chance of exactly `count` cases.
    private static func probability(of count: Int, of total: Int, _ p: Double) -> Double {
        let k = Double(count)
        let n = Double(total)
        let choices = logFactorial(n) - logFactorial(k) - logFactorial(n - k)
        return Elementary.exp(choices + k * Elementary.log(p) + (n - k) * Elementary.log(1 - p))
    }

    /// log(x!) by Stirling's series after lifting x above 12; absolute error below 1e-10 for what fits in memory.
    private static func logFactorial(_ x: Double) -> Double {
        var product = 1.0
        var z = x + 1
        while z < 12 {
            product *= z
            z += 1
        }
        let inverse = 1 / z
        let square = inverse * inverse
        let series =
            inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1_260 - square / 1_680)))
        return (z - 0.5) * Elementary.log(z) - z + 0.918938533204672742 + series - Elementary.log(product)
    }
}
