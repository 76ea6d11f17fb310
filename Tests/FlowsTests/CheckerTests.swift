import Flows
import Testing
import Text

/// What the checker accepts and refuses, one property of the graph at a time.
struct CheckerTests {
    /// Codes of errors and warnings for a flow's lines; slots `order-no`, `sure` and an action are at hand.
    private func codes(_ lines: String, header: String = "") -> [String] {
        let text = """
            action orders.find
            takes order-no text
            gives state one of lost, found, sent date or nothing
            gives times many: id text, start time
            fails not-found
            flow late
            trigger order.late
            slot order-no like FR-204518
            fr: Quel numéro ?
            en: Which number?
            slot sure is yes-no
            fr: Vraiment ?
            en: Really?
            \(header)
            \(lines)
            """
        return TestBot(text).compile().diagnostics.filter { $0.severity != .hint }.map(\.code)
    }

    @Test func anAskThatMayBePassedOverIsNoWait() {
        // `go a` comes back with the slot filled: nobody is asked, nothing waits.
        #expect(codes("step a\nask order-no\ngo a\n") == ["F501"])
        #expect(codes("step a\nask again order-no\ngo a\n") == ["F502"])
    }

    @Test func anAnswerOnTheWayMakesALoopSound() {
        #expect(codes("step a\nask again order-no\nanswer delays\ngo a\n") == [])
    }

    @Test func atMostBoundsALoopButItsOtherwiseDoesNot() {
        #expect(
            codes("step a at most 3 otherwise go b\nask again order-no\ngo a\nstep b\nescalate orders\n")
                == [])
        #expect(codes("step a at most 3 otherwise go a\nask again order-no\ngo a\n").contains("F501"))
    }

    @Test func otherwiseIsTakenExactlyWhenItsGroupFailed() {
        // With an `otherwise` that leaves as well, nothing falls through.
        let group = "ask order-no\nwhen channel is sms end solved\notherwise end abandoned\n"
        #expect(codes(group) == [])
        // A staying `when` that held skips the `otherwise`: the flow goes on.
        let staying = "ask order-no\nwhen channel is sms say\nfr: a\nen: b\notherwise end abandoned\n"
        #expect(codes(staying) == ["F405"])
    }

    @Test func rejectGoesBackToItsQuestionAsTrouble() {
        let call =
            "ask order-no\ncall orders.find order-no\non not-found reject order-no\non error escalate orders\n"
        #expect(codes(call + "answer delays\n") == [])
        // Its leaving `invalid` line leads on without waiting; round again it would never stop.
        let round =
            "step a\nask order-no\non invalid 2 go a\ncall orders.find order-no\non not-found reject order-no\n"
            + "on error escalate orders\nanswer delays\n"
        #expect(codes(round).contains("F502") || codes(round).contains("F501"))
    }

    @Test func silenceBeforeAFullQueueMustNotGoRound() {
        let lines = """
            ask order-no
            on silence 5 min go person
            answer delays
            step person
            escalate orders
            on closed go again
            on full go again
            step again
            ask again order-no
            on silence 5 min go person
            answer delays
            """
        #expect(codes(lines) == ["F502"])
    }

    @Test func aConditionTellsWhatItGuards() {
        let call =
            "ask order-no\ncall orders.find order-no into order\non not-found end abandoned\non error escalate orders\n"
        let text = "fr: {order.sent, day}\nen: {order.sent, day}\n"
        #expect(codes(call + "answer\n" + text) == ["F604", "F604"])
        #expect(codes(call + "when order.sent is known answer\n" + text + "end solved\n") == [])
        #expect(codes(call + "when order.sent is missing end abandoned\nanswer\n" + text) == [])
        #expect(
            codes(call + "when order.sent is known and channel is sms answer\n" + text + "end solved\n") == []
        )
        #expect(
            codes(call + "when order.sent is known or channel is sms answer\n" + text + "end solved\n")
                == ["F604", "F604"])
    }

    @Test func whatContinueLeavesOutIsMissingAfterwards() {
        let text = "answer\nfr: {order-no}\nen: {order-no}\n"
        #expect(codes("ask order-no\non unknown continue\n" + text) == ["F604", "F604"])
        #expect(codes("ask order-no\n" + text) == [])
        #expect(codes("ask order-no\nask again order-no\non unknown continue\n" + text) == ["F604", "F604"])
    }

    @Test func aNewResultEmptiesThePicksMadeFromTheOldOne() {
        let header = "slot time is pick of order.times by start\nfr: Quand ?\nen: When?\n"
        let call =
            "call orders.find order-no into order\non not-found end abandoned\non error escalate orders\n"
        let text = "answer\nfr: {time.start, time}\nen: {time.start, time}\n"
        #expect(codes("ask order-no\n" + call + "ask time\n" + text, header: header) == [])
        #expect(
            codes("ask order-no\n" + call + "ask time\n" + call + text, header: header) == ["F604", "F604"])
    }

    @Test func aSubFlowsOutcomesAreThoseItCanReach() {
        let sub = "\nflow pick gives found\nend found\nflow other\ntrigger shop.other\nanswer delays\n"
        #expect(codes("run pick\non found end solved\n" + sub) == [])
        #expect(codes("run pick\n" + sub) == ["F403"])
        #expect(codes("run pick\non found end solved\non abandoned end abandoned\n" + sub) == ["F401"])
    }

    @Test func aPromiseOfASubFlowIsAPromise() {
        #expect(codes("run system.call-back\non promised end promised\n") == [])
        #expect(
            codes("when channel is sms go out\npromise reply orders\nstep out\nend promised\n") == ["F410"])
    }

    @Test func acceptKeepsTheRefusalVisible() {
        let text =
            "flow late\ntrigger order.late\naccept F502 because the shop closes at six\nslot sure is yes-no\n"
            + "fr: a\nen: b\nstep a\nask again sure\non yes go a\non no end solved\n"
        let bot = TestBot(text)
        let diagnostics = bot.compile().diagnostics
        #expect(diagnostics.filter { $0.code == "F502" }.map(\.severity) == [.hint])
        #expect(
            diagnostics.first { $0.code == "F502" }?.notes.first?.message.en
                == "accepted: the shop closes at six")
        #expect(bot.compile().program != nil)
    }
}
