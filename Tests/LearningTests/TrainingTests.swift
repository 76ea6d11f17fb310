import Learning
import Testing

/// Rows of three classes: class k has feature k, and noise features at random.
private func makeProblem(rows count: Int) -> (rows: SparseRows, labels: [Int32]) {
    var random = SeededGenerator(seed: 11)
    var rows = SparseRows()
    var labels: [Int32] = []
    for _ in 0..<count {
        let label = random.next(below: 3)
        var features = [Int32(label)]
        while features.count < 4 {
            let noise = Int32(3 + random.next(below: 20))
            if !features.contains(noise) { features.append(noise) }
        }
        rows.append(features: features.sorted(), values: [Float](repeating: 0.5, count: 4))
        labels.append(Int32(label))
    }
    return (rows, labels)
}

private func share(_ weights: ClassWeights, _ rows: SparseRows, _ labels: [Int32]) -> Double {
    var right = 0
    for row in 0..<rows.count {
        let scores = weights.scores(of: row, in: rows)
        if scores.indices.max(by: { scores[$0] < scores[$1] }) == Int(labels[row]) { right += 1 }
    }
    return Double(right) / Double(rows.count)
}

@Suite struct TrainingTests {
    private let all = (0..<Int32(120)).map { $0 }

    @Test func supportVectorMachinesLearnWhatTellsClassesApart() {
        let (rows, labels) = makeProblem(rows: 120)
        let svm = LinearSVM(rows: rows, labels: labels, classes: 3, features: 23, use: all)
        #expect(share(svm.weights, rows, labels) == 1)
        #expect(svm.weights.values[0] > 0.5, "class 0 likes feature 0")
    }

    @Test func softmaxLearnsWhatTellsClassesApart() {
        let (rows, labels) = makeProblem(rows: 120)
        let weights = SoftmaxRegression.train(rows: rows, labels: labels, classes: 3, features: 23, use: all)
        #expect(share(weights, rows, labels) == 1)
    }

    @Test func shuffledLabelsAreNotLearntBeyondChanceOnNewRows() {
        let (rows, labels) = makeProblem(rows: 120)
        var wrong = labels
        var random = SeededGenerator(seed: 5)
        random.shuffle(&wrong)
        let half = Array(all.prefix(60))
        let svm = LinearSVM(rows: rows, labels: wrong, classes: 3, features: 23, use: half)
        #expect(share(svm.weights, rows, labels) < 0.8)
    }

    @Test func trainingTwiceGivesTheSameBits() {
        let (rows, labels) = makeProblem(rows: 120)
        let one = LinearSVM(rows: rows, labels: labels, classes: 3, features: 23, use: all)
        let two = LinearSVM(rows: rows, labels: labels, classes: 3, features: 23, use: all)
        #expect(one.weights == two.weights)
    }

    @Test func takingRowsOutComesToTrainingWithoutThem() {
        let (rows, labels) = makeProblem(rows: 120)
        var options = LinearSVM.Options()
        options.rounds = 400
        options.tolerance = 1e-5
        let rest = Array(all.dropFirst(40))
        let full = LinearSVM(rows: rows, labels: labels, classes: 3, features: 23, use: all, options: options)
        let reduced = full.without(
            Array(all.prefix(40)), rows: rows, labels: labels, use: rest, options: options)
        let fresh = LinearSVM(
            rows: rows, labels: labels, classes: 3, features: 23, use: rest, options: options)
        for (left, right) in zip(reduced.weights.values, fresh.weights.values) {
            #expect(abs(left - right) < 1e-2)
        }
    }

    @Test func rowsOfNoClassAreAgainstAll() {
        var (rows, labels) = makeProblem(rows: 120)
        for _ in 0..<30 {
            rows.append(features: [22], values: [1])
            labels.append(-1)
        }
        let svm = LinearSVM(
            rows: rows, labels: labels, classes: 3, features: 23, use: (0..<Int32(150)).map { $0 })
        #expect(svm.weights.scores(of: 149, in: rows).allSatisfy { $0 < -0.5 })
    }
}
