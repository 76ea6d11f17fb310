import Learning
import Testing

@Suite struct ReliabilityTests {
    @Test func theAreaIsTheShareOfPairsInOrder() {
        #expect(Reliability.areaUnderCurve([0.1, 0.4, 0.35, 0.8], [false, false, true, true]) == 0.75)
        #expect(Reliability.areaUnderCurve([1, 1], [true, false]) == 0.5)
        #expect(Reliability.areaUnderCurve([1, 2], [true, true]) == nil)
    }

    @Test func theErrorIsTheDistanceFromWhatWasStated() {
        #expect(
            Reliability.calibrationError([0.8, 0.8, 0.8, 0.8, 0.8], [true, true, true, true, false]) < 1e-9)
        #expect(abs(Reliability.calibrationError([0.9, 0.9], [true, false]) - 0.4) < 1e-9)
        #expect(Reliability.calibrationError([], []) == 0)
    }
}
