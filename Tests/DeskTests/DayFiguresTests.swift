import Desk
import Testing

@Suite struct DayFiguresTests {
    /// What is beyond the limit counts as `other`, an entry more.
    @Test func aDayOfManyNamesIsKeptWhole() {
        var day = DayFigures()
        let desk = DeskConfiguration(queues: [])
        for number in 0..<400 {
            day.note(.closed(outcome: "outcome-\(number)", by: AgentName("a\(number)")), at: 0, desk)
            day.note(.handedOver(queue: "q\(number)", reason: "z\(number)"), at: 0, desk)
        }
        #expect(day.outcomes.count == 257 && day.outcomes["other"] == 144)
        #expect(DayFigures(decoding: day.encode()) == day)
    }
}
