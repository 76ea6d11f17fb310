import Flows
import JSON
import Testing
import Text

@testable import Conversation

/// Laws over random events: no trap, folding equals deciding, what is written is read back, everything stays bounded.
struct LawTests {
    /// A small generator, so that a failure can be repeated by its seed.
    struct Dice {
        var state: UInt64

        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(bound, 1)))
        }

        mutating func pick<Element>(_ elements: [Element]) -> Element { elements[next(elements.count)] }
    }

    static let words = [
        "commande", "rendez", "horaires", "facture", "panne", "demenagement", "garantie", "visite", "plainte",
        "jeudi",
        "mardi", "plutôt", "non", "oui", "14 h", "9 h", "16 h", "AB-1234", "FR-204518", "0612345678",
        "conseiller",
        "annuler", "répéter", "je ne sais pas", "idiot", "bonjour", "merci", "?", "et", ".", "bla", "hier",
        "Martin",
        "english please", "1", "2", "", "{free.times}", "where is my order please",
    ]

    static func message(_ dice: inout Dice) -> String {
        (0...dice.next(6)).map { _ in dice.pick(words) }.joined(separator: " ")
    }

    static func event(_ dice: inout Dice, _ state: ConversationState) -> ConversationEvent {
        switch dice.next(24) {
        case 0: return .choiceMade(id: state.wait.buttons.isEmpty ? "1.1" : dice.pick(state.wait.buttons).id)
        case 1: return .choiceMade(id: "\(dice.next(4))")
        case 2: return .rated(score: dice.next(7), comment: nil)
        case 3: return .pageVisited(url: "/\(Self.message(&dice))")
        case 4:
            return .timerFired(
                TimerID(dice.pick([.silence, .call, .waited]), state.wait.number - dice.next(2)))
        case 5, 6: return .actionReturned(call: state.callCount - dice.next(2), outcome(&dice))
        case 7, 8:
            return .deskAnswered(
                dice.pick([
                    .closed, .full, .accepted(queue: "support", place: 2, expectedWaitMilliseconds: nil),
                ]))
        case 9: return .placeChanged(place: dice.next(4), expectedWaitMilliseconds: nil)
        case 10: return .agentJoined(name: "Claire")
        case 11:
            return dice.next(3) == 0
                ? .agentClosed(outcome: "solved", tags: []) : .agentSpoke(name: "Claire", text: "x")
        case 12: return .requeued(queue: "orders")
        case 13: return dice.next(8) == 0 ? .customerLeftQueue : .customerSpoke(text: message(&dice))
        case 14:
            return .returnedToBot(
                flow: dice.pick([nil, "appointment", "order", "nowhere"]),
                step: dice.pick([nil, "times", "x"]), note: "")
        case 15: return dice.next(10) == 0 ? .customerClosed : .customerSpoke(text: message(&dice))
        case 16: return .worldChanged(isWithdrawn: dice.next(4) == 0)
        default: return .customerSpoke(text: message(&dice))
        }
    }

    static func outcome(_ dice: inout Dice) -> ActionOutcome {
        switch dice.next(6) {
        case 0: .failed(dice.pick(["closed-day", "taken", "x"]))
        case 1: .error("late")
        case 2: .gave(.object([]))
        case 3: .gave(.array([]))
        default: DetourTests.times(9, 14, 16)
        }
    }

    static func isBounded(_ state: ConversationState) -> Bool {
        let activations = [state.running, state.handedOver].compactMap { $0 } + state.paused
        return state.paused.count <= ConversationLimits.paused
            && state.pending.count <= ConversationLimits.pending
            && state.held.count <= ConversationLimits.held && state.pages.count <= ConversationLimits.pages
            && state.tried.count <= ConversationLimits.tried && state.lastSaid.count <= 2
            && state.variants.count <= ConversationLimits.variants
            && activations.allSatisfy {
                $0.loose.count <= ConversationLimits.loose && $0.frames.count <= ConversationLimits.frames
                    && $0.frames.allSatisfy { $0.trail.count <= ConversationLimits.trail }
            }
    }

    @Test(arguments: 0..<60)
    func anyEventsInAnyOrder(_ seed: Int) throws {
        let understanding = TestUnderstanding(
            intents: DetourTests.understanding.intents + [
                ("order", "order.where", 0.8), ("bla", "bill", 0.4),
            ],
            articles: DetourTests.understanding.articles, texts: DetourTests.understanding.texts)
        let policy = seed.isMultiple(of: 2) ? "default queue support\nlanguage fr\nlanguage en\n" : ""
        let world = try Chat.world(
            DetourTests.appointment + DetourTests.others, policy: policy, understanding: understanding)
        let newer = try Chat.world(
            DetourTests.appointment + DetourTests.others, policy: policy, understanding: understanding,
            fingerprint: "newer")
        var dice = Dice(state: UInt64(seed) &* 7_919 &+ 1)
        var state = ConversationState()
        var folded = ConversationState()
        var now = Chat.now
        let channel = dice.pick(["web", "sms", "unheard-of"])
        var event = ConversationEvent.opened(Opening(id: "c", seed: UInt64(seed), channel: channel))
        for step in 0..<80 {
            now += Int64(dice.next(400_000))
            let moment = Moment(
                nowMilliseconds: now, queues: dice.next(3) == 0 ? ["support": .closed, "orders": .full] : [:])
            let current =
                state.fingerprint == "newer" || event == .worldChanged(isWithdrawn: true) ? newer : world
            let decision = decide(state, event, at: moment, in: current)
            #expect(decision == decide(state, event, at: moment, in: current), "seed \(seed) step \(step)")
            apply(decision.changes, to: &state)
            apply(try Change.decode(Change.encode(decision.changes)), to: &folded)
            #expect(state == folded, "seed \(seed) step \(step)")
            #expect(try ConversationState(decoding: state.encode()) == state, "seed \(seed) step \(step)")
            #expect(try ConversationEvent(decoding: event.encode()) == event)
            #expect(try Explanation(decoding: decision.explanation.encode()) == decision.explanation)
            #expect(try Effect.decode(Effect.encode(decision.effects)) == decision.effects)
            #expect(Self.isBounded(state), "seed \(seed) step \(step)")
            let messages = decision.effects.count { if case .say = $0 { true } else { false } }
            #expect(messages <= ConversationLimits.messagesPerEvent + 1, "seed \(seed) step \(step)")
            // The desk answers in the same transaction, as its callers promise.
            if case .desk = state.wait.kind {
                event = .deskAnswered(
                    dice.pick([
                        .closed, .full, .accepted(queue: "support", place: 1, expectedWaitMilliseconds: nil),
                    ]))
            } else {
                event = Self.event(&dice, state)
            }
        }
    }

    @Test func aRefusingDeskCannotMakeTheEngineEscalateForEver() throws {
        let world = try Chat.world(DetourTests.appointment, understanding: DetourTests.understanding)
        for seed in 0..<40 {
            var dice = Dice(state: UInt64(seed) &+ 99)
            var state = ConversationState()
            func feed(_ event: ConversationEvent) -> Int {
                var refusals = 0
                var next: ConversationEvent? = event
                while let event = next, refusals < 50 {
                    let decision = decide(state, event, at: Moment(nowMilliseconds: Chat.now), in: world)
                    apply(decision.changes, to: &state)
                    next = nil
                    if case .desk = state.wait.kind {
                        refusals += 1
                        next = .deskAnswered(.closed)
                    }
                }
                return refusals
            }
            _ = feed(.opened(Opening(id: "c", seed: 1)))
            for _ in 0..<40 {
                #expect(feed(.customerSpoke(text: Self.message(&dice))) <= 3, "seed \(seed)")
            }
        }
    }

    @Test(arguments: ["", "[", "[1,{}]", "[99,[]]", "[1]", "{}", "[1,[[],2]]", "null"])
    func whatIsNoStateIsRefused(_ text: String) {
        #expect(throws: ArchiveError.self) { try ConversationState(decoding: Array(text.utf8)) }
    }

    @Test func aNewerFormatIsNamed() {
        #expect(throws: ArchiveError.newerFormat(99)) {
            try ConversationState(decoding: Array("[99,[]]".utf8))
        }
    }

    @Test func timersAreNamedBothWays() {
        let timer = TimerID(.silence, 12)
        #expect(timer.text == "silence:12")
        #expect(TimerID(text: "silence:12") == timer)
        #expect(TimerID(text: "silence") == nil)
        #expect(TimerID(text: "x:1") == nil)
    }
}
