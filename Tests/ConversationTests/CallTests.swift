import Flows
import JSON
import Testing
import Text

@testable import Conversation

/// Rules 4.11 and 4.12: calls and flows that are run.
struct CallTests {
    static let flow = """
        action stock.look
        takes model text, shop text or nothing
        gives count number, price amount, since date or nothing, state one of new, old
        gives places many: id text, town text
        fails unknown-model
        action stock.reserve changes
        takes spot text
        flow stock
        trigger stock
        slot model like AB-12
        fr: Quel modèle ?
        en: Which model?
        slot where is pick of look.places by town
        fr: Où ?
        en: Where?
        ask model
        call stock.look model, where.id into look within 4 s
        on unknown-model end abandoned
        on error go broken
        when look.count < 1 go none
        when look.state is new say
        fr: Tout neuf.
        en: Brand new.
        otherwise say
        fr: Depuis {look.since, date else toujours}.
        en: Since {look.since, date else ever}.
        ask where
        call stock.reserve where.id within 4 s
        on error go broken
        answer
        fr: {look.count, plural un # reste|# restent} à {where.town}, {look.price}.
        en: {look.count, plural # is left|# are left} in {where.town}, {look.price}.
        end solved
        step none
        answer
        fr: Plus rien.
        en: Nothing left.
        end solved
        step broken
        say
        fr: En panne.
        en: Broken.
        end abandoned
        """
    static let understanding = TestUnderstanding(intents: [("stock", "stock", 0.9), ("visite", "visit", 0.9)])

    static func look(_ count: Int64, state: String = "new", extra: [JSONMember] = []) -> ActionOutcome {
        .gave(
            .object(
                [
                    JSONMember("count", .integer(count)), JSONMember("price", .string("12.50 EUR")),
                    JSONMember("state", .string(state)),
                    JSONMember(
                        "places",
                        .array([
                            .object([JSONMember("id", "p1"), JSONMember("town", "Lyon")]),
                            .object([JSONMember("id", "p2"), JSONMember("town", "Saint-Malo")]),
                        ])),
                ] + extra))
    }

    func chat() throws -> Chat {
        var chat = try Chat(Self.flow, understanding: Self.understanding)
        chat.give("stock.reserve", .gave(.object([])))
        return chat
    }

    @Test func aResultOfTheDeclaredTypesIsTaken() throws {
        var chat = try chat()
        chat.give("stock.look", Self.look(3))
        #expect(chat.say("le stock AB-77") == ["call stock.look", "say stock", "ask where"])
        #expect(chat.choices.map(\.label) == ["Lyon", "Saint-Malo"])
        #expect(chat.say("à saint malo") == ["call stock.reserve", "answer stock", "end solved"])
        #expect(chat.texts == ["3 restent à Saint-Malo, 12,50\u{A0}€."])
        #expect(chat.broken.isEmpty)
    }

    @Test func missingFieldsThatMayBeNothingAreMissing() throws {
        var chat = try chat()
        chat.give("stock.look", Self.look(1, state: "old"))
        chat.say("le stock AB-77")
        #expect(chat.texts.first == "Depuis toujours.")
        chat.give("stock.look", Self.look(1, state: "old", extra: [JSONMember("since", "2026-11-01")]))
        var other = try self.chat()
        other.give("stock.look", Self.look(1, state: "old", extra: [JSONMember("since", "2026-11-01")]))
        other.say("le stock AB-77")
        #expect(other.texts.first == "Depuis 1er novembre 2026.")
    }

    @Test(arguments: [
        ActionOutcome.gave(.object([])),
        .gave(.string("no object")),
        .gave(.object([JSONMember("count", "x"), JSONMember("price", 1), JSONMember("state", "new")])),
        .gave(
            .object([
                JSONMember("count", 1), JSONMember("price", 1), JSONMember("state", "unheard of"),
                JSONMember("places", .array([])),
            ])),
        .error("connection refused"),
        .failed("never-declared"),
    ])
    func whatIsNotDeclaredIsAnError(_ outcome: ActionOutcome) throws {
        var chat = try chat()
        chat.give("stock.look", outcome)
        #expect(chat.say("le stock AB-77") == ["call stock.look", "say broken", "end abandoned"])
    }

    @Test func aDeclaredFailureTakesItsLine() throws {
        var chat = try chat()
        chat.give("stock.look", .failed("unknown-model"))
        #expect(chat.say("le stock AB-77") == ["call stock.look", "end abandoned"])
    }

    /// The driver answers at once; here the call stays open.
    private func open() throws -> (world: World, state: ConversationState) {
        let world = try Chat.world(Self.flow, understanding: Self.understanding)
        var state = ConversationState()
        for event in [
            ConversationEvent.opened(Opening(id: "c", seed: 1, language: .french)),
            .customerSpoke(text: "le stock AB-77"),
        ] {
            apply(decide(state, event, at: Moment(nowMilliseconds: Chat.now), in: world).changes, to: &state)
        }
        return (world, state)
    }

    @Test func messagesDuringACallAreHeldInOrder() throws {
        var (world, state) = try open()
        #expect(state.wait.kind == .call(number: 1))
        for text in ["à Lyon", "conseiller"] {
            let decision = decide(
                state, .customerSpoke(text: text), at: Moment(nowMilliseconds: Chat.now + 10), in: world)
            #expect(decision.explanation.consumption == .held)
            apply(decision.changes, to: &state)
        }
        #expect(state.held == [.spoke("à Lyon"), .spoke("conseiller")])
        let decision = decide(
            state, .actionReturned(call: 1, Self.look(3)), at: Moment(nowMilliseconds: Chat.now + 500),
            in: world)
        apply(decision.changes, to: &state)
        // "à Lyon" answered the question and led to the second call, during which the other one waits on.
        #expect(state.wait.kind == .call(number: 2))
        #expect(state.held == [.spoke("conseiller")])
    }

    @Test func aResultAfterTheLimitIsIgnored() throws {
        var (world, state) = try open()
        let number = state.wait.number
        let late = Moment(nowMilliseconds: Chat.now + 4_000)
        let decision = decide(state, .timerFired(TimerID(.call, number)), at: late, in: world)
        apply(decision.changes, to: &state)
        #expect(state.running == nil)
        let after = decide(state, .actionReturned(call: 1, Self.look(3)), at: late, in: world)
        #expect(after.changes.isEmpty)
        #expect(after.explanation.consumption == .late)
    }

    @Test func theSameResultTwiceIsIgnored() throws {
        var (world, state) = try open()
        let moment = Moment(nowMilliseconds: Chat.now + 100)
        apply(
            decide(state, .actionReturned(call: 1, Self.look(3)), at: moment, in: world).changes, to: &state)
        #expect(decide(state, .actionReturned(call: 1, Self.look(0)), at: moment, in: world).changes.isEmpty)
    }

    static let runs = """
        flow pick-day gives chosen, none
        slot from is date
        fr: À partir de quand ?
        en: From when?
        slot day is date
        fr: Quel jour ?
        en: Which day?
        slot sure is yes-no
        fr: Le {day, day} ?
        en: On {day, day}?
        ask day
        on unknown go nothing
        ask again sure
        on yes end chosen
        on no continue
        step nothing
        end none
        flow visit
        label fr: prendre une visite
        label en: book a visit
        trigger visit
        slot name is name
        fr: Votre nom ?
        en: Your name?
        step first
        run pick-day with from = today into visit
        on chosen continue
        on none go person
        ask name
        answer
        fr: Le {visit.day, day} pour {name}.
        en: On {visit.day, day} for {name}.
        end solved
        step person
        escalate support because no day
        """

    @Test func aFlowThatIsRunGivesItsOutcomeAndSlots() throws {
        var chat = try Chat(Self.runs, understanding: Self.understanding)
        #expect(chat.say("une visite") == ["ask day"])
        #expect(chat.say("jeudi") == ["ask sure"])
        #expect(chat.say("oui") == ["ask name"])
        #expect(chat.state.running?.frames.count == 1)
        #expect(chat.say("Martin") == ["answer first", "end solved"])
        #expect(chat.texts == ["Le jeudi 26 novembre pour Martin."])
        #expect(chat.broken.isEmpty)
    }

    @Test func everyOutcomeHasItsLine() throws {
        var chat = try Chat(Self.runs, understanding: Self.understanding)
        chat.say("une visite")
        #expect(chat.say("je ne sais pas") == ["escalate support because no day", "say system.handed-over"])
    }

    @Test func aCorrectionReachesIntoAFlowThatWasRun() throws {
        var chat = try Chat(Self.runs, understanding: Self.understanding)
        chat.say("une visite")
        chat.say("jeudi")
        chat.say("oui")
        #expect(chat.say("non, plutôt vendredi") == ["say system.corrected", "ask sure"])
        #expect(chat.texts.last == "Le vendredi 27 novembre ?")
        #expect(chat.say("oui") == ["ask name"])
        #expect(chat.broken.isEmpty)
    }

    @Test func cancelInsideARunEndsTheWholeActivation() throws {
        var chat = try Chat(Self.runs, understanding: Self.understanding)
        chat.say("une visite")
        #expect(chat.say("annuler") == ["say system.cancelled", "end abandoned"])
        #expect(chat.state.running == nil)
    }
}
