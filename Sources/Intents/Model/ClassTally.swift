import Learning

/// Counts in how many utterances of each class a feature stands, and so how much it tells of the class.
///
/// The utterances are passed through class by class, so a feature needs one running count and not one per class.
struct ClassTally {
    /// All rows, those of one class after the other.
    let rowsByClass: [Int]
    /// In how many utterances a feature stood.
    private(set) var sightings: [UInt32]
    /// Share of the utterances, by class.
    private let shares: [Double]
    private let labels: [Int32]
    /// The row that was counted last, by feature.
    private var lastRow: [Int32]
    private var classCounts: [UInt32]
    /// Σ (n + a·share) × log(n / share + a) and Σ share over the classes left behind in which the feature stands.
    private var sums: [Double]
    private var covered: [Double]

    /// As if each feature had stood in so many more utterances, of all classes as they come.
    static let smoothing = 0.3

    init(features: Int, labels: [Int32]) {
        let classes = Int(labels.max() ?? -1) + 1
        var members = [[Int]](repeating: [], count: classes)
        for (row, label) in labels.enumerated() { members[Int(label)].append(row) }
        rowsByClass = members.flatMap { $0 }
        shares = members.map { Double($0.count) / Double(max(labels.count, 1)) }
        self.labels = labels
        sightings = [UInt32](repeating: 0, count: features)
        lastRow = [Int32](repeating: -1, count: features)
        classCounts = [UInt32](repeating: 0, count: features)
        sums = [Double](repeating: 0, count: features)
        covered = [Double](repeating: 0, count: features)
    }

    /// - Parameter row: in the order of `rowsByClass`.
    mutating func sight(_ feature: Int, row: Int) {
        let last = lastRow[feature]
        if last == Int32(row) { return }
        if last >= 0, labels[Int(last)] != labels[row] { close(feature) }
        lastRow[feature] = Int32(row)
        classCounts[feature] += 1
        sightings[feature] += 1
    }

    private mutating func close(_ feature: Int) {
        guard lastRow[feature] >= 0 else { return }
        let share = shares[Int(labels[Int(lastRow[feature])])]
        let count = Double(classCounts[feature])
        sums[feature] +=
            (count + Self.smoothing * share) * Elementary.log(count / share + Self.smoothing)
        covered[feature] += share
        classCounts[feature] = 0
    }

    /// By feature: how far the classes of the utterances that hold it are from those of all (Kullback and Leibler).
    mutating func information() -> [Double] {
        sightings.indices.map { feature in
            close(feature)
            let count = Double(sightings[feature]) + Self.smoothing
            let rest = Self.smoothing * max(0, 1 - covered[feature]) * Elementary.log(Self.smoothing)
            return max(0, (sums[feature] + rest) / count - Elementary.log(count))
        }
    }

    /// By feature: 1 + log of how rare it is.
    func rarity() -> [Double] {
        let total = Double(labels.count)
        // Most features were seen a few times only: the logarithm of small numbers is taken once.
        let few = (0..<256).map { Self.rarity(Double($0), total) }
        return sightings.map { Int($0) < few.count ? few[Int($0)] : Self.rarity(Double($0), total) }
    }

    private static func rarity(_ sightings: Double, _ total: Double) -> Double {
        max(1, 1 + Elementary.log((1 + total) / (1 + sightings)))
    }
}
