import Flows
import JSON
import Testing
import Text

@testable import Conversation

/// Rules 4.6 and 4.7, ratings, and what agents do.
struct PeopleTests {
    static let flow = """
        flow order
        label fr: suivre une commande
        label en: track an order
        trigger order.where
        slot order-no like FR-204518 starts FR-
        fr: Numéro ?
        en: Number?
        slot note is text at most 100
        fr: Une remarque ?
        en: A remark?
        step number
        ask order-no
        step remark
        ask note
        answer
        fr: Noté {note} pour {order-no}.
        en: Noted {note} for {order-no}.
        end solved
        flow complaint
        label fr: se plaindre
        label en: complain
        trigger complaint
        step first
        escalate orders priority high because a complaint
        on closed go written
        on waited 2 min say
        fr: Vous êtes en place {place}.
        en: You are number {place}.
        on waited 5 min go written
        step written
        promise reply orders within 4 h into due
        say
        fr: Réponse avant {due, day}.
        en: Answer by {due, day}.
        end promised
        """
    static let understanding = TestUnderstanding(intents: [
        ("commande", "order.where", 0.9), ("plainte", "complaint", 0.9),
    ])

    func chat(_ flow: String = PeopleTests.flow, policy: String = "") throws -> Chat {
        try Chat(flow, policy: policy, understanding: Self.understanding)
    }

    @Test func aPersonIsAskedForAtAnyMoment() throws {
        var idle = try chat()
        #expect(
            idle.say("un conseiller") == ["escalate support because asked for a person", "say system.human"])
        #expect(idle.state.owner == .queue("support"))
        var asked = try chat()
        asked.say("ma commande")
        #expect(
            asked.say("je veux un conseiller") == [
                "escalate support because asked for a person", "say system.human",
            ])
        #expect(asked.state.handedOver?.frames.first?.flow == "order")
    }

    @Test func thePacketHoldsSlotsReasonAndWhatWasTried() throws {
        var chat = try chat()
        chat.say("ma commande FR-204518")
        chat.say("conseiller")
        let requests = chat.effects.compactMap { effect -> EscalationRequest? in
            if case .escalate(let request) = effect { request } else { nil }
        }
        #expect(requests.count == 1)
        #expect(requests.first?.slots.map(\.display) == ["FR-204518"])
        #expect(requests.first?.reason == Reason(code: .asked, text: "asked for a person"))
        #expect(requests.first?.flow == "order")
        #expect(requests.first?.step == "remark")
    }

    @Test func whatAFinishedFlowLearntReachesWhoeverTakesOver() throws {
        var chat = try chat()
        for text in ["ma commande", "FR-204518", "fragile"] { chat.say(text) }
        #expect(chat.state.running == nil)
        chat.say("un conseiller")
        let requests = chat.effects.compactMap { effect -> EscalationRequest? in
            if case .escalate(let request) = effect { request } else { nil }
        }
        let slots = try #require(requests.first).slots
        #expect(Set(slots.map(\.name)) == ["order-no", "note"])
        #expect(Set(slots.map(\.display)) == ["FR-204518", "fragile"])
        let again = try ConversationState(decoding: chat.state.encode())
        #expect(again == chat.state)
    }

    @Test func whileQueuedTheBotIsSilentButForWaited() throws {
        var chat = try chat()
        chat.say("une plainte")
        #expect(chat.state.owner == .queue("orders"))
        #expect(chat.say("allo ?") == [])
        #expect(chat.wait(minutes: 2) == ["say first"])
        #expect(chat.texts == ["Vous êtes en place 1."])
        #expect(chat.state.owner == .queue("orders"))
        #expect(chat.wait(minutes: 3) == ["promise reply", "say written", "end promised"])
        #expect(chat.effects.contains(.withdraw))
        #expect(chat.state.owner == .bot)
        #expect(chat.broken.isEmpty, "\(chat.broken)")
    }

    @Test func aClosedQueueTakesItsLine() throws {
        var chat = try chat()
        chat.driver.queues["orders"] = .closed
        #expect(
            chat.say("une plainte") == [
                "escalate orders because a complaint", "promise reply", "say written", "end promised",
            ])
        #expect(!chat.state.counters.told)
    }

    @Test func withoutALineTheSystemOffersACallBack() throws {
        var chat = try chat()
        chat.driver.queues["support"] = .closed
        #expect(
            chat.say("conseiller") == ["escalate support because asked for a person", "ask wants-call"])
        #expect(chat.say("oui") == ["ask phone"])
        #expect(chat.say("0612345678") == ["promise call-back", "say system.call-back", "end promised"])
        #expect(chat.state.promises.first?.contact == "0612345678")
        #expect(chat.broken.isEmpty)
    }

    /// The seventeenth flow finds no room, the default queue is closed, and there is no room to say so either.
    @Test func theLastResortNeedsNoRoom() throws {
        let depth = ConversationLimits.frames + 2
        var flows = "flow deep-0\ntrigger dig\nrun deep-1\n"
        for level in 1..<depth { flows += "flow deep-\(level)\nrun deep-\(level + 1)\n" }
        flows += "flow deep-\(depth)\nescalate orders\n"
        var chat = try Chat(flows, understanding: TestUnderstanding(intents: [("creuse", "dig", 0.9)]))
        chat.driver.queues = ["support": .closed, "orders": .closed]
        let done = chat.say("creuse")
        #expect(done.contains("promise reply"), "\(done)")
        #expect(done.last == "end promised", "\(done)")
        #expect(chat.state.running == nil)
        #expect(chat.broken.isEmpty, "\(chat.broken)")
    }

    /// An answer in between must not make the closed queue's flow run inside itself.
    @Test func refusedAgainAfterAnAnswerIsTheLastResort() throws {
        let understanding = TestUnderstanding(
            intents: Self.understanding.intents, articles: [("horaires", "hours", 0.9)],
            texts: ["hours": "9-18"])
        var chat = try Chat(Self.flow, understanding: understanding)
        chat.driver.queues["support"] = .closed
        #expect(chat.say("conseiller").last == "ask wants-call")
        #expect(chat.say("horaires").contains("answer hours"))
        var done: [String] = []
        for _ in 1...4 where !done.contains("end promised") { done += chat.say("zzz") }
        #expect(done.contains("promise reply"), "\(done)")
        #expect(done.filter { $0.hasPrefix("escalate") }.count == 1, "\(done)")
    }

    @Test func askingAgainWhileToldIsATroubleThenTheLastResort() throws {
        var chat = try chat()
        chat.driver.queues["support"] = .closed
        chat.say("conseiller")
        #expect(chat.say("un conseiller !") == ["say system.told"])
        #expect(chat.say("un conseiller !") == ["say system.told"])
        let done = chat.say("un conseiller !")
        #expect(done.contains("promise reply"))
        #expect(done.contains("end promised"))
        #expect(chat.state.counters.told == false)
        #expect(chat.broken.isEmpty)
    }

    @Test func aRefusalInsideAClosedLineGoesToTheSystemAtOnce() throws {
        let flow = Self.flow.replacingFirst("on closed go written", "on closed escalate support")
        var chat = try chat(flow)
        chat.driver.queues = ["orders": .closed, "support": .closed]
        let done = chat.say("une plainte")
        #expect(done.contains("promise reply"), "\(done)")
        #expect(done.last == "end promised")
    }

    @Test func anAgentTakesRepliesAndCloses() throws {
        var chat = try chat()
        chat.say("conseiller")
        #expect(chat.feed(.agentJoined(name: "Claire")) == ["say system.agent-joined"])
        #expect(chat.texts == ["Claire est avec vous."])
        #expect(chat.feed(.agentSpoke(name: "Claire", text: "Bonjour")) == [])
        #expect(chat.say("bonjour") == [])
        chat.feed(.agentClosed(outcome: "solved", tags: []))
        #expect(chat.state.closedOutcome == "solved")
        #expect(chat.effects.contains(.close(outcome: "solved")))
    }

    @Test func theAgentGivesBackAtAStepWithTheSlotsKept() throws {
        var chat = try chat()
        chat.say("ma commande FR-204518")
        chat.say("conseiller")
        chat.feed(.agentJoined(name: "Claire"))
        #expect(chat.feed(.returnedToBot(flow: "order", step: "remark", note: "n")) == ["ask note"])
        #expect(chat.say("merci à Claire") == ["answer remark", "end solved"])
        #expect(chat.texts == ["Noté merci à Claire pour FR-204518."])
    }

    @Test func aStepThatReadsSomethingUnfilledBeginsAtTheFlowsFirstStep() throws {
        let flow = Self.flow.replacingFirst("step remark\nask note\n", "ask note\nstep remark\n")
        var chat = try chat(flow)
        chat.say("conseiller")
        chat.feed(.agentJoined(name: "Claire"))
        #expect(chat.feed(.returnedToBot(flow: "order", step: "remark", note: "")) == ["ask order-no"])
    }

    @Test func givenBackIdle() throws {
        var chat = try chat()
        chat.say("conseiller")
        #expect(chat.feed(.returnedToBot(flow: nil, step: nil, note: "")) == ["say system.returned"])
        #expect(chat.say("ma commande") == ["ask order-no"])
    }

    @Test func aLowRatingEscalatesAtOnceAndReopens() throws {
        var chat = try chat()
        chat.say("ma commande")
        #expect(
            chat.feed(.rated(score: 2, comment: nil)) == [
                "escalate support because rated 2", "say system.unsatisfied",
            ])
        var closed = try self.chat()
        closed.say("ma commande FR-204518")
        closed.say("rien")
        closed.feed(.customerClosed)
        #expect(closed.state.isClosed)
        #expect(closed.feed(.rated(score: 5, comment: nil)) == [])
        #expect(closed.state.isClosed)
        closed.feed(.rated(score: 1, comment: nil))
        #expect(closed.effects.contains(.reopen))
        #expect(closed.state.owner == .queue("support"))
        #expect(closed.broken.isEmpty)
    }

    @Test func theSatisfactionQuestionComesOnceAndNoIsAPerson() throws {
        let policy = "default queue support\n"
        var chat = try chat(policy: policy)
        chat.say("ma commande FR-204518")
        #expect(chat.say("rien") == ["answer remark", "end solved", "ask satisfied"])
        #expect(
            chat.say("non") == [
                "escalate support because not satisfied with the answer", "say system.unsatisfied",
            ])
        var happy = try self.chat(policy: policy)
        happy.say("ma commande FR-204518")
        happy.say("rien")
        #expect(happy.say("oui") == ["end solved"])
        #expect(happy.state.wait.kind == .idle)
        #expect(happy.broken.isEmpty)
    }

    @Test func unsatisfiedTakesTheFlowsLine() throws {
        let flow = Self.flow.replacingFirst(
            "step number\n", "on unsatisfied go remark\nstep number\n"
        ).replacingFirst("pour {order-no}", "pour {order-no else —}")
            .replacingFirst("for {order-no}", "for {order-no else —}")
        var chat = try chat(flow, policy: "default queue support\n")
        chat.say("ma commande FR-204518")
        chat.say("rien")
        // The remark is filled: the answer is said again, and the question is not asked twice.
        #expect(chat.say("non") == ["answer remark", "end solved"])
        #expect(chat.state.wait.kind == .idle)
    }

    @Test func aTextPromiseNamesItsDay() throws {
        var chat = try chat()
        chat.driver.queues["orders"] = .full
        let done = chat.say("une plainte")
        // `full` has no line in the flow: the system's.
        #expect(done.contains("ask wants-call"), "\(done)")
    }
}

extension PeopleTests {
    @Test func whoeverAsksForSomethingElseIsNotHeldAtTheSatisfactionQuestion() throws {
        var chat = try chat(policy: "default queue support\n")
        chat.say("ma commande FR-204518")
        chat.say("rien")
        #expect(chat.say("une plainte").contains("escalate orders because a complaint"))
        var thanks = try self.chat(policy: "default queue support\n")
        thanks.say("ma commande FR-204518")
        thanks.say("rien")
        #expect(thanks.say("merci") == ["end solved", "say system.thanks"])
        #expect(thanks.state.wait.kind == .idle)
        #expect(thanks.broken.isEmpty)
    }
}
