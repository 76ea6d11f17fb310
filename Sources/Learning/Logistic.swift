/// Logistic regression over a few dense clues: P(yes | clues).
///
/// Clues are standardised inside; a clue that never varies counts nothing.
package struct Logistic: Sendable, Equatable {
    package internal(set) var intercept: Double
    package internal(set) var coefficients: [Double]

    package init(intercept: Double, coefficients: [Double]) {
        self.intercept = intercept
        self.coefficients = coefficients
    }

    /// - Parameter clues: as many as coefficients.
    package func probability(_ clues: [Double]) -> Double {
        Elementary.sigmoid(score(clues))
    }

    package func score(_ clues: [Double]) -> Double {
        var sum = intercept
        for (clue, coefficient) in zip(clues, coefficients) { sum += clue * coefficient }
        return sum
    }

    /// Adds to the score of every case, as when yes is that much more frequent than where the model was fitted.
    package mutating func shift(by logit: Double) {
        intercept += logit
    }

    /// Fits by Newton's method with a ridge on the standardised coefficients.
    ///
    /// - Parameter clues: one row per case, all of `width` clues.
    /// - Parameter weights: how much each case counts; empty: 1 for all.
    /// - Parameter prior: the coefficients that the ridge pulls towards, one per clue; empty: 0 for all.
    /// - Returns: nil without a case of either answer, when nothing can be learnt.
    package static func fit(
        clues: [[Double]], answers: [Bool], weights: [Double] = [], prior: [Double] = [], ridge: Double = 1
    ) -> Logistic? {
        guard let width = clues.first?.count, answers.contains(true), answers.contains(false) else {
            return nil
        }
        precondition(clues.count == answers.count && (weights.isEmpty || weights.count == clues.count))
        precondition(prior.isEmpty || prior.count == width)
        let total = weights.isEmpty ? Double(clues.count) : weights.reduce(0, +)
        guard total > 0 else { return nil }
        func weight(_ index: Int) -> Double { weights.isEmpty ? 1 : weights[index] }
        var mean = [Double](repeating: 0, count: width)
        var deviation = [Double](repeating: 0, count: width)
        for (index, row) in clues.enumerated() {
            for j in 0..<width { mean[j] += weight(index) * row[j] }
        }
        for j in 0..<width { mean[j] /= total }
        for (index, row) in clues.enumerated() {
            for j in 0..<width { deviation[j] += weight(index) * (row[j] - mean[j]) * (row[j] - mean[j]) }
        }
        for j in 0..<width {
            deviation[j] = (deviation[j] / total).squareRoot()
            if deviation[j] < 1e-9 { deviation[j] = 0 }
        }
        var usual = [Double](repeating: 0, count: width + 1)
        for j in prior.indices { usual[j + 1] = prior[j] * deviation[j] }
        // Not from there: where the cases say otherwise, Newton's steps from far away lead further off.
        var beta = [Double](repeating: 0, count: width + 1)
        var row = [Double](repeating: 1, count: width + 1)
        for _ in 0..<30 {
            var gradient = [Double](repeating: 0, count: width + 1)
            var hessian = [Double](repeating: 0, count: (width + 1) * (width + 1))
            for (index, clue) in clues.enumerated() {
                for j in 0..<width {
                    row[j + 1] = deviation[j] > 0 ? (clue[j] - mean[j]) / deviation[j] : 0
                }
                var score = 0.0
                for j in 0...width { score += beta[j] * row[j] }
                let p = Elementary.sigmoid(score)
                let w = weight(index)
                let error = w * ((answers[index] ? 1 : 0) - p)
                let curvature = w * max(p * (1 - p), 1e-9)
                for j in 0...width {
                    gradient[j] += error * row[j]
                    let c = curvature * row[j]
                    for l in 0...j { hessian[j * (width + 1) + l] += c * row[l] }
                }
            }
            for j in 0...width {
                let pull = j == 0 ? 1e-6 : ridge
                gradient[j] -= pull * (beta[j] - usual[j])
                hessian[j * (width + 1) + j] += pull
            }
            guard let step = solve(hessian, gradient) else { break }
            var largest = 0.0
            for j in 0...width {
                let bounded = min(max(step[j], -4), 4)
                beta[j] += bounded
                largest = max(largest, abs(bounded))
            }
            if largest < 1e-7 { break }
        }
        var intercept = beta[0]
        var coefficients = [Double](repeating: 0, count: width)
        for j in 0..<width where deviation[j] > 0 {
            coefficients[j] = beta[j + 1] / deviation[j]
            intercept -= beta[j + 1] * mean[j] / deviation[j]
        }
        return Logistic(intercept: intercept, coefficients: coefficients)
    }

    /// Solves A x = b for a symmetric positive A of which the lower triangle is given (Cholesky); nil if A is not positive.
    static func solve(_ a: [Double], _ b: [Double]) -> [Double]? {
        let n = b.count
        var l = a
        for j in 0..<n {
            for i in j..<n {
                var sum = l[i * n + j]
                for k in 0..<j { sum -= l[i * n + k] * l[j * n + k] }
                if i == j {
                    guard sum > 0 else { return nil }
                    l[j * n + j] = sum.squareRoot()
                } else {
                    l[i * n + j] = sum / l[j * n + j]
                }
            }
        }
        var x = b
        for i in 0..<n {
            for k in 0..<i { x[i] -= l[i * n + k] * x[k] }
            x[i] /= l[i * n + i]
        }
        for i in stride(from: n - 1, through: 0, by: -1) {
            for k in (i + 1)..<max(n, i + 1) { x[i] -= l[k * n + i] * x[k] }
            x[i] /= l[i * n + i]
        }
        return x
    }
}
