import Flows
import Testing
import Text

struct FlowExplanationTests {
    private let flow = """
        flow late
        trigger order.late
        label fr: retard
        label en: late parcel
        slot order-no like FR-204518
        fr: Quel numéro ?
        en: Which number?
        on human go person
        step number
        on silence 5 min go person
        ask order-no
        on invalid 2 go person because not recognised
        answer delays
        step person
        escalate orders
        """

    @Test func everyEventNamesTheLevelThatServesIt() throws {
        let program = try #require(TestBot(flow).compile().program)
        let text = try #require(program.explain(flow: "late", language: .english))
        for (event, level, what) in [
            ("invalid 2", "this line", "go person because not recognised  (line 12)"),
            ("silence 5 min", "the step", "go person  (line 10)"),
            ("human", "the flow", "go person  (line 8)"),
            ("cancel", "system", "end abandoned"),
            ("closed", "system", "run system.closed"),
        ] {
            let line = text.split(separator: "\n").first {
                $0.contains("    \(event) ") && $0.contains(" \(level) ")
            }
            #expect(line?.hasSuffix(what) == true, "\(event): \(text)")
        }
        #expect(text.contains("called: late parcel"))
        #expect(program.explain(flow: "late", language: .french)?.contains("se nomme : retard") == true)
    }

    @Test func whatIsNoFlowIsNotExplained() throws {
        let program = try #require(TestBot(flow).compile().program)
        #expect(program.explain(flow: "early", language: .english) == nil)
    }

    /// B = (1 + ΣN + (L−1)·R + h)·P + (L−1)·A: one ask, one turn, three tries, a human line.
    @Test func theBoundFollowsItsFormula() throws {
        let program = try #require(TestBot(flow).compile().program)
        #expect(program.turnBounds["late"] == (1 + 0 + 0 + 1) * 1 + 2 * 1)
    }
}
