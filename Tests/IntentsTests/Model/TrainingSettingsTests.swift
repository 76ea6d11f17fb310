import Learning
import Testing

@testable import Intents

@Suite struct TrainingSettingsTests {
    @Test func onlyManyExamplesAreTrainedOnInFewerRounds() {
        let settings = TrainingSettings()
        let few = settings.fitted(toExamples: settings.manyExamples)
        #expect(few.svm.rounds == settings.svm.rounds)
        #expect(few.softmax.rounds == settings.softmax.rounds)
        #expect(few.softmax.step == settings.softmax.step)
        let many = settings.fitted(toExamples: settings.manyExamples + 1)
        #expect(many.svm.rounds < settings.svm.rounds)
        #expect(many.softmax.rounds < settings.softmax.rounds)
        // Fewer rounds go as far by longer steps.
        #expect(many.softmax.step > settings.softmax.step)
    }

    @Test func roundsThatWereSetLowerStayLower() {
        var settings = TrainingSettings()
        settings.svm.rounds = 2
        settings.softmax.rounds = 3
        let many = settings.fitted(toExamples: settings.manyExamples + 1)
        #expect(many.svm.rounds == 2)
        #expect(many.softmax.rounds == 3)
        #expect(many.softmax.step == settings.softmax.step)
    }
}
