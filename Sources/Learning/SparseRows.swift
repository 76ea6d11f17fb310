/// Rows of (feature, value), one after the other in three flat arrays.
package struct SparseRows: Sendable, Equatable {
    /// `count + 1` positions into `features` and `values`.
    package private(set) var offsets: [Int32] = [0]
    package private(set) var features: [Int32] = []
    package private(set) var values: [Float] = []

    package init() {}

    package var count: Int { offsets.count - 1 }

    /// Where row `row` stands in `features` and `values`.
    package func range(of row: Int) -> Range<Int> {
        Int(offsets[row])..<Int(offsets[row + 1])
    }

    /// Adds a row; the two arrays are of one length.
    package mutating func append(features rowFeatures: [Int32], values rowValues: [Float]) {
        precondition(rowFeatures.count == rowValues.count)
        features += rowFeatures
        values += rowValues
        offsets.append(Int32(features.count))
    }

    /// The number of features: one more than the largest seen.
    package var width: Int { Int(features.max() ?? -1) + 1 }
}
