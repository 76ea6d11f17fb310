import Flows
import Testing
import Text

struct FlowCompilerTests {
    @Test func theSketchCompiles() {
        #expect(TestBot(WholeFlows.sketch).complaints() == [])
    }

    @Test func theAppointmentCompiles() {
        #expect(TestBot(WholeFlows.appointment).complaints() == [])
    }

    @Test func threeLinesAreAFlow() throws {
        let bot = TestBot("flow hours\ntrigger shop.hours\nanswer opening-hours\n")
        let program = try #require(bot.compile().program)
        let flow = try #require(program.flow(named: "hours"))
        #expect(
            flow.lines.map(\.act) == [
                .answer(.article("opening-hours")), .end(outcome: "solved", because: nil),
            ])
        #expect(program.triggered["shop.hours"] == program.flowIndex["hours"])
    }

    @Test func anEmptyBotHasTheShippedFlowsOnly() throws {
        let program = try #require(
            FlowCompiler.compile(files: BotFiles(files: []), catalogue: Catalogue()).program)
        #expect(program.flows.filter { !$0.isSystem }.isEmpty)
        #expect(program.flow(named: "system.satisfied")?.gives == ["yes", "no"])
    }
}
