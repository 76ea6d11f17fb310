/// One-vs-rest linear support vector machines for all classes at once, by dual coordinate descent.
///
/// Every class sees the examples in the same order, so one visit of an example scores all classes in one pass over
/// feature-major weights and then updates those whose dual variable moves. A solution keeps its dual variables: taking
/// examples out (a held-out fold, a hidden intent) is exact, and a few more rounds from there cost a third of a new start.
///
/// - Source: Hsieh, Chang, Lin, Keerthi, Sundararajan, "A dual coordinate descent method for large-scale linear SVM",
///   ICML 2008, algorithm 1, squared hinge loss.
package struct LinearSVM: Sendable {
    package struct Options: Sendable {
        /// The price of a margin violated; larger fits the examples more closely.
        package var cost: Float = 1
        /// How much dearer a positive example's violation is than a negative one's.
        package var positiveFactor: Float = 1
        package var rounds = 8
        /// Stops when no dual variable wants to move by more.
        package var tolerance: Float = 0.05
        package var seed: UInt64 = 1

        package init() {}
    }

    package private(set) var weights: ClassWeights
    /// `rows × stride`, 0 for examples not in use.
    private var duals: [Float]

    /// Trains on the rows listed in `use`.
    ///
    /// - Parameter labels: the class of each row; a negative label is of no class (a negative example for all).
    /// - Parameter rowCosts: factor on the cost by row; empty: 1 for all.
    /// - Complexity: O(rounds × values × classes).
    package init(
        rows: SparseRows, labels: [Int32], classes: Int, features: Int, use: [Int32],
        rowCosts: [Float] = [], options: Options = Options()
    ) {
        weights = ClassWeights(features: features, classes: classes)
        duals = [Float](repeating: 0, count: rows.count * weights.stride)
        descend(rows: rows, labels: labels, use: use, rowCosts: rowCosts, options: options)
    }

    /// The solution without the rows `gone`, after some more rounds over the others.
    package func without(
        _ gone: [Int32], rows: SparseRows, labels: [Int32], use: [Int32], rowCosts: [Float] = [],
        options: Options
    ) -> LinearSVM {
        var copy = self
        let stride = weights.stride
        for row in gone {
            let base = Int(row) * stride
            for k in 0..<weights.classes {
                let dual = copy.duals[base + k]
                guard dual != 0 else { continue }
                copy.duals[base + k] = 0
                let change = labels[Int(row)] == Int32(k) ? -dual : dual
                copy.weights.bias[k] += change
                for index in rows.range(of: Int(row)) {
                    copy.weights.values[Int(rows.features[index]) * stride + k] += change * rows.values[index]
                }
            }
        }
        copy.descend(rows: rows, labels: labels, use: use, rowCosts: rowCosts, options: options)
        return copy
    }

    private mutating func descend(
        rows: SparseRows, labels: [Int32], use: [Int32], rowCosts: [Float], options: Options
    ) {
        let classes = weights.classes
        let stride = weights.stride
        precondition(rows.width <= weights.features && labels.count == rows.count)
        var order = use
        var random = SeededGenerator(seed: options.seed)
        // Rows no dual variable of which moved twice running are looked at again only every fourth round.
        var still = [UInt8](repeating: 0, count: rows.count)
        let scores = UnsafeMutablePointer<Float>.allocate(capacity: stride)
        // The classes that an example moves, and how far each.
        let moved = UnsafeMutableBufferPointer<Int>.allocate(capacity: stride)
        let moves = UnsafeMutablePointer<Float>.allocate(capacity: stride)
        defer {
            scores.deallocate()
            moved.deallocate()
            moves.deallocate()
        }

        weights.values.withUnsafeMutableBufferPointer { values in
            weights.bias.withUnsafeMutableBufferPointer { bias in
                duals.withUnsafeMutableBufferPointer { duals in
                    guard let values = values.baseAddress, let bias = bias.baseAddress,
                        let duals = duals.baseAddress
                    else { return }
                    for round in 0..<options.rounds {
                        random.shuffle(&order)
                        var largest: Float = 0
                        for row in order {
                            let row = Int(row)
                            if still[row] >= 2, round % 4 != 3 { continue }
                            scores.initialize(from: bias, count: stride)
                            rows.addScores(of: row, values, stride: stride, to: scores)
                            let cost = options.cost * (rowCosts.isEmpty ? 1 : rowCosts[row])
                            let square = rows.square(of: row)
                            let label = Int(labels[row])
                            let dual = duals + row * stride
                            let diagonals = (
                                own: 0.5 / (cost * options.positiveFactor), other: 0.5 / cost
                            )
                            var count = 0
                            for k in 0..<classes {
                                let y: Float = k == label ? 1 : -1
                                let diagonal = k == label ? diagonals.own : diagonals.other
                                let old = dual[k]
                                let gradient = y * scores[k] - 1 + diagonal * old
                                if old == 0 && gradient >= 0 { continue }
                                let new = max(old - gradient / (square + diagonal), 0)
                                let move = new - old
                                largest = max(largest, abs(gradient))
                                if abs(move) < 1e-6 { continue }
                                dual[k] = new
                                moved[count] = k
                                moves[count] = move * y
                                count += 1
                            }
                            still[row] = count == 0 ? min(still[row] + 1, 2) : 0
                            guard count > 0 else { continue }
                            if count * 4 < stride {
                                for place in 0..<count { bias[moved[place]] += moves[place] }
                                rows.add(
                                    moves, UnsafeBufferPointer(rebasing: moved[..<count]), of: row,
                                    to: values, stride: stride)
                            } else {
                                scores.update(repeating: 0, count: stride)
                                for place in 0..<count { scores[moved[place]] = moves[place] }
                                addScaled(1, scores, to: bias, count: stride)
                                rows.add(scores, of: row, to: values, stride: stride)
                            }
                        }
                        if largest < options.tolerance { break }
                    }
                }
            }
        }
    }
}

extension SparseRows {
    /// The square of a row's length, and of the constant 1 that goes with it.
    fileprivate func square(of row: Int) -> Float {
        values[range(of: row)].reduce(1) { $0 + $1 * $1 }
    }
}
