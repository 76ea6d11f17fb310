/// Weights of all classes, feature-major: the weights of one feature for every class stand side by side.
///
/// So one pass over an example's features scores all classes at once, in straight lines of memory.
package struct ClassWeights: Sendable, Equatable {
    package let features: Int
    package let classes: Int
    /// `classes` rounded up to a multiple of 4.
    package let stride: Int
    /// `features × stride`.
    package internal(set) var values: [Float]
    /// One per class (and padding): the weight of the constant 1.
    package internal(set) var bias: [Float]

    package init(features: Int, classes: Int) {
        self.features = features
        self.classes = classes
        stride = (classes + 3) & ~3
        values = [Float](repeating: 0, count: features * stride)
        bias = [Float](repeating: 0, count: stride)
    }

    /// The scores of row `row`, one per class; features unknown to the weights count nothing.
    package func scores(of row: Int, in rows: SparseRows) -> [Float] {
        var scores = bias
        for index in rows.range(of: row) {
            let feature = Int(rows.features[index])
            guard feature >= 0, feature < features else { continue }
            let value = rows.values[index]
            let base = feature * stride
            for k in 0..<stride { scores[k] += value * values[base + k] }
        }
        scores.removeLast(stride - classes)
        return scores
    }
}

/// y += a · x over `count` numbers; the compiler turns it into vector instructions, element by element, so the result
/// does not depend on their width.
@inline(__always)
func addScaled(
    _ a: Float, _ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int
) {
    for k in 0..<count { y[k] += a * x[k] }
}

extension ClassWeights {
    /// Adds all weights of another of the same shape, times `factor`.
    package mutating func addScaled(_ other: ClassWeights, _ factor: Float) {
        precondition(other.features == features && other.classes == classes)
        for index in values.indices { values[index] += factor * other.values[index] }
        for index in bias.indices { bias[index] += factor * other.bias[index] }
    }

    /// Adds a row's values to one class's weights.
    package mutating func add(_ rows: SparseRows, row: Int, to classNumber: Int) {
        for index in rows.range(of: row) {
            values[Int(rows.features[index]) * stride + classNumber] += rows.values[index]
        }
    }
}
