import Flows
import Testing
import Text

@testable import Conversation

/// Rule 4.13: a new version of the bot.
struct VersionTests {
    static let flow = """
        flow order
        label fr: suivre une commande
        label en: track an order
        trigger order.where
        slot order-no like FR-204518 starts FR-
        fr: Numéro ?
        en: Number?
        slot day is date
        fr: Quel jour ?
        en: Which day?
        step first
        ask order-no
        step second
        ask day
        answer
        fr: {order-no} {day, day}.
        en: {order-no} {day, day}.
        """
    static let understanding = TestUnderstanding(intents: [("commande", "order.where", 0.9)])

    private func atSecondAsk() throws -> ConversationState {
        let world = try Chat.world(Self.flow, understanding: Self.understanding, fingerprint: "one")
        var state = ConversationState()
        for event in [
            ConversationEvent.opened(Opening(id: "c", seed: 1, language: .french)),
            .customerSpoke(text: "ma commande FR-204518"),
        ] {
            apply(decide(state, event, at: Moment(nowMilliseconds: Chat.now), in: world).changes, to: &state)
        }
        return state
    }

    private func change(_ state: ConversationState, to flow: String, isWithdrawn: Bool = false) throws -> (
        state: ConversationState, world: World, decision: Decision
    ) {
        let world = try Chat.world(flow, understanding: Self.understanding, fingerprint: "two")
        let decision = decide(
            state, .worldChanged(isWithdrawn: isWithdrawn), at: Moment(nowMilliseconds: Chat.now), in: world)
        var state = state
        apply(decision.changes, to: &state)
        return (state, world, decision)
    }

    @Test func aConversationMovesWhenItsStepWaitsAtTheSameAsk() throws {
        let new = Self.flow.replacingFirst("step first\n", "say\nfr: Voyons.\nen: Let us see.\nstep first\n")
        let (state, world, _) = try change(try atSecondAsk(), to: new)
        #expect(state.fingerprint == "two")
        let decision = decide(
            state, .customerSpoke(text: "jeudi"), at: Moment(nowMilliseconds: Chat.now), in: world)
        #expect(ConversationDriver.acts(of: decision).map(\.verb) == [.answer, .end])
        #expect(ConversationDriver.acts(of: decision).first?.text == "FR-204518 jeudi 26 novembre.")
    }

    @Test func earlierNamesAreFollowed() throws {
        let new = Self.flow.replacingFirst("flow order\n", "flow parcel was order\n")
            .replacingFirst("step second\n", "step later was second\n")
            .replacingFirst("slot day is date\n", "slot when-to is date was day\n")
            .replacingFirst("ask day\n", "ask when-to\n")
            .replacingFirst("{day, day}", "{when-to, day}").replacingFirst("{day, day}", "{when-to, day}")
        let (state, _, _) = try change(try atSecondAsk(), to: new)
        #expect(state.fingerprint == "two")
        #expect(state.running?.frames.first?.flow == "parcel")
        #expect(state.running?.frames.first?.step == "later")
    }

    @Test func itStaysWhenTheAskIsGoneOrASlotChangedItsType() throws {
        let gone = Self.flow.replacingFirst("step second\nask day\n", "step second\n")
            .replacingFirst("{day, day}", "x").replacingFirst("{day, day}", "x")
        #expect(try change(try atSecondAsk(), to: gone).state.fingerprint == "one")
        let retyped = Self.flow.replacingFirst(
            "slot order-no like FR-204518 starts FR-", "slot order-no is number")
        #expect(try change(try atSecondAsk(), to: retyped).state.fingerprint == "one")
    }

    @Test func aWithdrawnVersionIsAPerson() throws {
        let gone = Self.flow.replacingFirst("step second\nask day\n", "step second\n")
            .replacingFirst("{day, day}", "x").replacingFirst("{day, day}", "x")
        let (state, _, decision) = try change(try atSecondAsk(), to: gone, isWithdrawn: true)
        #expect(state.fingerprint == "two")
        #expect(decision.effects.contains { if case .escalate = $0 { true } else { false } })
    }

    @Test func anIdleConversationAlwaysMoves() throws {
        let world = try Chat.world(Self.flow, understanding: Self.understanding, fingerprint: "one")
        var state = ConversationState()
        apply(
            decide(
                state, .opened(Opening(id: "c", seed: 1)), at: Moment(nowMilliseconds: Chat.now), in: world
            ).changes,
            to: &state)
        #expect(try change(state, to: Self.flow).state.fingerprint == "two")
    }
}
