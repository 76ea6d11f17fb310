import Learning

/// An inverted index: for each feature the entries that hold it, each with its share of the score.
///
/// Flat arrays, entries ascending; made once by counting, then read only.
struct Postings: Sendable {
    private var offsets: [UInt32]
    private(set) var entries: [UInt32]
    private(set) var values: [Float]

    /// - Parameter rows: (feature, value) pairs of each entry, features below `features`.
    init(rows: SparseRows, features: Int) {
        offsets = [UInt32](repeating: 0, count: features + 1)
        for feature in rows.features { offsets[Int(feature) + 1] += 1 }
        for feature in 0..<features { offsets[feature + 1] += offsets[feature] }
        entries = [UInt32](repeating: 0, count: rows.features.count)
        values = [Float](repeating: 0, count: rows.features.count)
        var next = offsets
        for row in 0..<rows.count {
            for index in rows.range(of: row) {
                let feature = Int(rows.features[index])
                entries[Int(next[feature])] = UInt32(row)
                values[Int(next[feature])] = rows.values[index]
                next[feature] += 1
            }
        }
    }

    func range(of feature: Int32) -> Range<Int> {
        Int(offsets[Int(feature)])..<Int(offsets[Int(feature) + 1])
    }

    /// How many entries hold the feature.
    func count(of feature: Int32) -> Int { range(of: feature).count }

    /// Adds `factor` times the feature's values to the entries' scores.
    @inline(__always)
    func add(_ feature: Int32, _ factor: Float, to scores: inout [Float]) {
        for place in range(of: feature) { scores[Int(entries[place])] += factor * values[place] }
    }
}
