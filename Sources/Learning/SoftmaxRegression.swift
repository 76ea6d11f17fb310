/// Multinomial logistic regression over sparse rows, by stochastic gradient descent with a step that falls to zero.
///
/// Beside the support vector machines it is the better ranker when an intent has few examples, and its scores are
/// log-probabilities.
package enum SoftmaxRegression {
    package struct Options: Sendable {
        package var rounds = 6
        package var step: Float = 1.5
        /// Strength of the pull of all weights towards 0, per example.
        package var decay: Float = 1e-5
        package var seed: UInt64 = 2

        package init() {}
    }

    /// A class with less than this share of a row is as good as told apart from it.
    private static let negligible: Float = 5e-4

    /// Trains on the rows listed in `use`, passing over rows of no class (a negative label).
    ///
    /// - Complexity: O(rounds × values × classes).
    package static func train(
        rows: SparseRows, labels: [Int32], classes: Int, features: Int, use: [Int32],
        rowCosts: [Float] = [], options: Options = Options(), start: ClassWeights? = nil
    ) -> ClassWeights {
        var weights = start ?? ClassWeights(features: features, classes: classes)
        precondition(rows.width <= weights.features && labels.count == rows.count)
        let stride = weights.stride
        var order = use.filter { labels[Int($0)] >= 0 }
        guard !order.isEmpty, classes > 1 else { return weights }
        var random = SeededGenerator(seed: options.seed)
        let steps = Float(options.rounds * order.count)
        var done: Float = 0
        // The weights are values × scale: decay then costs one multiplication a row.
        var scale: Float = 1
        let scores = UnsafeMutablePointer<Float>.allocate(capacity: stride)
        // The classes whose weights an example changes, and how much, where they are few.
        let moved = UnsafeMutableBufferPointer<Int>.allocate(capacity: stride + 1)
        let changes = UnsafeMutablePointer<Float>.allocate(capacity: stride + 1)
        defer {
            scores.deallocate()
            moved.deallocate()
            changes.deallocate()
        }
        weights.values.withUnsafeMutableBufferPointer { values in
            weights.bias.withUnsafeMutableBufferPointer { bias in
                guard let values = values.baseAddress, let bias = bias.baseAddress else { return }
                for _ in 0..<options.rounds {
                    random.shuffle(&order)
                    for row in order {
                        let row = Int(row)
                        scores.initialize(from: bias, count: stride)
                        rows.addScores(of: row, times: scale, values, stride: stride, to: scores)
                        var highest = scores[0]
                        for k in 1..<classes { highest = max(highest, scores[k]) }
                        for k in 0..<classes { scores[k] = Elementary.fastExp(scores[k] - highest) }
                        var sum: Float = 0
                        for k in 0..<classes { sum += scores[k] }
                        let rate =
                            options.step * (1 - done / steps) * (rowCosts.isEmpty ? 1 : rowCosts[row])
                        done += 1
                        // From here `scores` holds the change of each class's score per unit of feature.
                        let factor = -rate / sum
                        let floor = sum * Self.negligible
                        var count = 0
                        for k in 0..<classes where scores[k] > floor {
                            moved[count] = k
                            count += 1
                        }
                        scale *= 1 - rate * options.decay
                        let unscale = 1 / scale
                        // Later on few classes have a share to speak of: then only their weights are touched.
                        if count * 4 < stride {
                            let label = Int(labels[row])
                            if scores[label] <= floor {
                                moved[count] = label
                                count += 1
                            }
                            for place in 0..<count { scores[moved[place]] *= factor }
                            scores[label] += rate
                            for place in 0..<count { changes[place] = scores[moved[place]] }
                            for place in 0..<count { bias[moved[place]] += 0.1 * changes[place] }
                            rows.add(
                                changes, UnsafeBufferPointer(rebasing: moved[..<count]), of: row,
                                times: unscale,
                                to: values, stride: stride)
                            continue
                        }
                        for k in 0..<classes { scores[k] *= factor }
                        for k in classes..<stride { scores[k] = 0 }
                        scores[Int(labels[row])] += rate
                        addScaled(0.1, scores, to: bias, count: stride)
                        rows.add(scores, of: row, times: unscale, to: values, stride: stride)
                    }
                }
            }
        }
        for index in weights.values.indices { weights.values[index] *= scale }
        return weights
    }
}
