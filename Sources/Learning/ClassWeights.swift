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
        scores.withUnsafeMutableBufferPointer { scores in
            values.withUnsafeBufferPointer { values in
                guard let scores = scores.baseAddress, let values = values.baseAddress else { return }
                for index in rows.range(of: row) {
                    let feature = Int(rows.features[index])
                    guard feature >= 0, feature < features else { continue }
                    let value = rows.values[index]
                    let weights = values + feature * stride
                    for k in 0..<stride { scores[k] += value * weights[k] }
                }
            }
        }
        scores.removeLast(stride - classes)
        return scores
    }
}

// In steps of four classes, all read before any is written: the compiler makes one vector instruction of four without having to
// know that the two sides do not overlap. Class by class, so that the result does not depend on the width of vectors.

/// y += a · x over `count` numbers, a multiple of four.
@inline(__always)
func addScaled(
    _ a: Float, _ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int
) {
    var k = 0
    while k < count {
        let first = (y[k] + a * x[k], y[k + 1] + a * x[k + 1])
        let last = (y[k + 2] + a * x[k + 2], y[k + 3] + a * x[k + 3])
        (y[k], y[k + 1]) = first
        (y[k + 2], y[k + 3]) = last
        k &+= 4
    }
}

extension SparseRows {
    /// Adds what a row's features weigh, times `factor`, to the scores of all classes.
    ///
    /// Four features in one pass: each score is the same sum in the same order, but is read and written once instead of four
    /// times, and the memory of the four is fetched together. Nearly half the time.
    ///
    /// - Parameter weights: feature-major, `stride` numbers each, a multiple of four, of all features of the row.
    @inline(__always)
    func addScores(
        of row: Int, times factor: Float = 1, _ weights: UnsafePointer<Float>, stride: Int,
        to scores: UnsafeMutablePointer<Float>
    ) {
        let range = range(of: row)
        features.withUnsafeBufferPointer { features in
            values.withUnsafeBufferPointer { values in
                var index = range.lowerBound
                while index + 4 <= range.upperBound {
                    let (a, b) = (values[index] * factor, values[index + 1] * factor)
                    let (c, d) = (values[index + 2] * factor, values[index + 3] * factor)
                    let w = weights + Int(features[index]) * stride
                    let x = weights + Int(features[index + 1]) * stride
                    let y = weights + Int(features[index + 2]) * stride
                    let z = weights + Int(features[index + 3]) * stride
                    func sum(_ k: Int) -> Float { scores[k] + a * w[k] + b * x[k] + c * y[k] + d * z[k] }
                    var k = 0
                    while k < stride {
                        let sums = (sum(k), sum(k + 1), sum(k + 2), sum(k + 3))
                        (scores[k], scores[k + 1], scores[k + 2], scores[k + 3]) = sums
                        k &+= 4
                    }
                    index &+= 4
                }
                while index < range.upperBound {
                    let weights = weights + Int(features[index]) * stride
                    addScaled(values[index] * factor, weights, to: scores, count: stride)
                    index += 1
                }
            }
        }
    }

    /// Adds a row's values, times `factor` and the change of each class, to the weights of its features.
    @inline(__always)
    func add(
        _ changes: UnsafePointer<Float>, of row: Int, times factor: Float = 1,
        to weights: UnsafeMutablePointer<Float>, stride: Int
    ) {
        features.withUnsafeBufferPointer { features in
            values.withUnsafeBufferPointer { values in
                for index in range(of: row) {
                    let weights = weights + Int(features[index]) * stride
                    addScaled(values[index] * factor, changes, to: weights, count: stride)
                }
            }
        }
    }

    /// The same where only some classes change: `changes[place]` is that of the class `classes[place]`.
    @inline(__always)
    func add(
        _ changes: UnsafePointer<Float>, _ classes: UnsafeBufferPointer<Int>, of row: Int,
        times factor: Float = 1, to weights: UnsafeMutablePointer<Float>, stride: Int
    ) {
        features.withUnsafeBufferPointer { features in
            values.withUnsafeBufferPointer { values in
                for index in range(of: row) {
                    let value = values[index] * factor
                    let weights = weights + Int(features[index]) * stride
                    for place in classes.indices { weights[classes[place]] += value * changes[place] }
                }
            }
        }
    }
}

extension ClassWeights {
    /// Adds all weights of another of the same shape, times `factor`.
    package mutating func addScaled(_ other: ClassWeights, _ factor: Float) {
        precondition(other.features == features && other.classes == classes)
        for index in values.indices { values[index] += factor * other.values[index] }
        for index in bias.indices { bias[index] += factor * other.bias[index] }
    }
}
