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
        var scores = [Float](repeating: 0, count: stride)
        var moved = [Int](repeating: 0, count: stride + 1)
        weights.values.withUnsafeMutableBufferPointer { valuesBuffer in
            weights.bias.withUnsafeMutableBufferPointer { biasBuffer in
                scores.withUnsafeMutableBufferPointer { scoresBuffer in
                    guard let values = valuesBuffer.baseAddress, let bias = biasBuffer.baseAddress,
                        let scores = scoresBuffer.baseAddress
                    else { return }
                    for _ in 0..<options.rounds {
                        random.shuffle(&order)
                        for row in order {
                            let row = Int(row)
                            let range = rows.range(of: row)
                            for k in 0..<stride { scores[k] = bias[k] }
                            for index in range {
                                addScaled(
                                    rows.values[index] * scale,
                                    values + Int(rows.features[index]) * stride,
                                    to: scores, count: stride)
                            }
                            var highest = scores[0]
                            for k in 1..<classes { highest = max(highest, scores[k]) }
                            var sum: Float = 0
                            for k in 0..<classes {
                                let e = Elementary.fastExp(scores[k] - highest)
                                scores[k] = e
                                sum += e
                            }
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
                                for place in 0..<count { bias[moved[place]] += 0.1 * scores[moved[place]] }
                                for index in range {
                                    let value = rows.values[index] * unscale
                                    let target = values + Int(rows.features[index]) * stride
                                    for place in 0..<count {
                                        target[moved[place]] += value * scores[moved[place]]
                                    }
                                }
                                continue
                            }
                            for k in 0..<classes { scores[k] *= factor }
                            for k in classes..<stride { scores[k] = 0 }
                            scores[Int(labels[row])] += rate
                            addScaled(0.1, scores, to: bias, count: stride)
                            for index in range {
                                addScaled(
                                    rows.values[index] * unscale, scores,
                                    to: values + Int(rows.features[index]) * stride, count: stride)
                            }
                        }
                    }
                }
            }
        }
        for index in weights.values.indices { weights.values[index] *= scale }
        return weights
    }
}
