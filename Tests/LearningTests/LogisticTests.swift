import Testing

@testable import Learning

@Suite struct LogisticTests {
    @Test func theFrequenciesComeBack() throws {
        // At clue 0 a quarter is true, at clue 1 three quarters.
        var clues: [[Double]] = []
        var answers: [Bool] = []
        for index in 0..<400 {
            clues.append([index < 200 ? 0 : 1])
            answers.append(index < 200 ? index % 4 == 0 : index % 4 != 0)
        }
        let model = try #require(Logistic.fit(clues: clues, answers: answers, ridge: 1e-6))
        #expect(abs(model.probability([0]) - 0.25) < 0.01)
        #expect(abs(model.probability([1]) - 0.75) < 0.01)
    }

    @Test func weightsCountAsCopies() throws {
        let clues = [[0.0], [1.0], [0.2], [0.9]]
        let weighed = try #require(
            Logistic.fit(clues: clues, answers: [false, true, true, false], weights: [3, 3, 1, 1]))
        let copied = try #require(
            Logistic.fit(
                clues: [[0], [0], [0], [1], [1], [1], [0.2], [0.9]],
                answers: [false, false, false, true, true, true, true, false]))
        #expect(abs(weighed.probability([0.5]) - copied.probability([0.5])) < 1e-6)
    }

    @Test func oneAnswerOnlyTeachesNothing() {
        #expect(Logistic.fit(clues: [[1], [2]], answers: [true, true]) == nil)
        #expect(Logistic.fit(clues: [], answers: []) == nil)
    }

    @Test func separableCasesStayFinite() throws {
        let model = try #require(Logistic.fit(clues: [[0], [1]], answers: [false, true], ridge: 0.1))
        #expect(model.coefficients[0].isFinite && model.probability([1]) > 0.5)
    }

    @Test func fewCasesLeaveWhatWasKnownBefore() throws {
        let few = try #require(
            Logistic.fit(clues: [[0, 5], [1, 5]], answers: [true, false], prior: [2, 3], ridge: 100))
        // Against the two cases, but hardly; a clue that never varies says nothing, whatever it said elsewhere.
        #expect(few.coefficients[0] > 1.8 && few.coefficients[0] < 2)
        #expect(few.coefficients[1] == 0)
        let clues = (0..<4_000).map { [Double($0 % 2), 0] }
        let many = try #require(
            Logistic.fit(clues: clues, answers: clues.map { $0[0] == 0 }, prior: [2, 3], ridge: 100))
        #expect(many.coefficients[0] < -2)
    }

    @Test func equationsAreSolved() throws {
        let x = try #require(Logistic.solve([4, 0, 2, 3], [8, 7]))
        #expect(abs(4 * x[0] + 2 * x[1] - 8) < 1e-12 && abs(2 * x[0] + 3 * x[1] - 7) < 1e-12)
        #expect(Logistic.solve([0], [1]) == nil)
    }
}
