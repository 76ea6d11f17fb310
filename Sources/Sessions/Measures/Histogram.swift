/// Counts values in classes with fixed upper bounds, as Prometheus draws them: cumulative, with the sum of all.
package struct Histogram: Sendable, Hashable {
    /// Ascending; a value on a bound belongs below it.
    package let bounds: [Double]
    /// One more than there are bounds: what is above the last.
    package private(set) var counts: [UInt64]
    package private(set) var sum = 0.0

    package init(bounds: [Double]) {
        self.bounds = bounds
        counts = [UInt64](repeating: 0, count: bounds.count + 1)
    }

    package var count: UInt64 { counts.reduce(0, &+) }

    /// - Complexity: O(bounds), which are a dozen.
    package mutating func add(_ value: Double) {
        var place = 0
        while place < bounds.count, value > bounds[place] { place += 1 }
        counts[place] &+= 1
        sum += value
    }

    package mutating func add(seconds milliseconds: Int64) { add(Double(max(0, milliseconds)) / 1_000) }

    /// A reply's or a commit's seconds.
    package static var shortTimes: Histogram {
        Histogram(
            bounds: [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5])
    }

    /// Seconds somebody waits for a person.
    package static var longTimes: Histogram {
        Histogram(bounds: [1, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400, 86_400])
    }

    package static var shares: Histogram {
        Histogram(bounds: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99])
    }

    package static func powers(of base: Double, from first: Double, count: Int) -> Histogram {
        var bounds: [Double] = []
        var bound = first
        for _ in 0..<count {
            bounds.append(bound)
            bound *= base
        }
        return Histogram(bounds: bounds)
    }
}
