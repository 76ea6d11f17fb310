import Flows
import JSON
import Testing
import Text

@testable import Conversation

/// Rules 4.3, 4.8, 4.9, 4.10: loose values, digressions, rejects, corrections.
struct DetourTests {
    /// The whole flow of the language's page, section 7.
    static let appointment = """
        action calendar.free
        takes day date
        gives times many: id text, start time
        fails closed-day
        action calendar.book changes
        takes day date, id text
        fails taken
        flow appointment
        label fr: prendre rendez-vous
        label en: book a visit
        trigger appointment.book
        slot day is date from tomorrow to today + 60 d
        fr: Quel jour ?
        en: Which day?
        slot time is pick of free.times by start
        fr: Le {day, day}, il me reste {free.times.start, list}. À quelle heure ?
        en: On {day, day} I have {free.times.start, list}. What time?
        slot sure is yes-no
        fr: Je note {day, day} à {time.start, time}. Vous confirmez ?
        en: That is {day, day} at {time.start, time}. Shall I book it?
        ask day
        step times at most 4 otherwise go person because no time found
        call calendar.free day into free within 4 s
        on closed-day reject day
        fr: Fermé le {day, day}. Un autre jour ?
        en: Closed on {day, day}. Another day?
        on error go person because calendar unreachable
        when free.times is empty reject day
        fr: Il ne reste rien le {day, day}. Un autre jour ?
        en: Nothing is left on {day, day}. Another day?
        ask time
        ask again sure
        on yes continue
        on no end abandoned
        call calendar.book day, time.id within 8 s
        on taken go times
        on error go person because booking failed
        step booked
        answer
        fr: C'est réservé : {day, day} à {time.start, time}.
        en: Booked: {day, day} at {time.start, time}.
        ask again sure
        on yes end solved
        on no end solved
        step person
        escalate support
        """
    static let understanding = TestUnderstanding(
        intents: [
            ("rendez", "appointment.book", 0.9), ("horaires", "shop.hours", 0.9),
            ("commande", "order.where", 0.9),
            ("facture", "bill", 0.9), ("panne", "outage", 0.9), ("demenagement", "moving", 0.9),
        ],
        articles: [("garantie", "warranty", 0.9)],
        texts: ["warranty": "Deux ans."])

    static let others = """

        flow hours
        label fr: connaître les horaires
        label en: find out the hours
        trigger shop.hours
        answer
        fr: De 9 h à 18 h.
        en: From 9 to 6.
        """
        + ["order": "order.where", "bill": "bill", "outage": "outage", "moving": "moving"].sorted {
            $0.key < $1.key
        }.map { name, intent in
            """

            flow \(name)
            label fr: parler de \(name)
            label en: talk about \(name)
            trigger \(intent)
            slot \(name)-no like AB-1234
            fr: Numéro \(name) ?
            en: Number \(name)?
            ask \(name)-no
            answer
            fr: Voilà pour {\(name)-no}.
            en: That was {\(name)-no}.
            """
        }.joined()

    static func times(_ hours: Int...) -> ActionOutcome {
        .gave(
            .object([
                JSONMember(
                    "times",
                    .array(
                        hours.map {
                            .object([
                                JSONMember("id", .string("t\($0)")),
                                JSONMember("start", .string($0 < 10 ? "0\($0):00" : "\($0):00")),
                            ])
                        }))
            ]))
    }

    func chat(_ way: ConversationDriver.Way = .folded) throws -> Chat {
        var chat = try Chat(Self.appointment + Self.others, understanding: Self.understanding, way: way)
        chat.give("calendar.free", Self.times(10, 14, 16))
        chat.give("calendar.book", .gave(.object([])))
        return chat
    }

    // MARK: loose values

    @Test func aMessageWithDayAndTimeFillsBothAsks() throws {
        var chat = try chat()
        #expect(chat.say("un rendez vous") == ["ask day"])
        #expect(chat.say("jeudi à 14 h") == ["call calendar.free", "ask sure"])
        #expect(
            chat.texts == [
                "Je note jeudi 26 novembre à 14 h. Vous confirmez ?".replacing("14 h", "14\u{A0}h")
            ])
        #expect(chat.state.running?.loose.isEmpty == true)
    }

    @Test func theTriggeringMessageGivesLooseValuesToo() throws {
        var chat = try chat()
        #expect(chat.say("un rendez vous jeudi à 10 h") == ["call calendar.free", "ask sure"])
    }

    @Test func aLooseValueThatDoesNotFitIsNotTaken() throws {
        var chat = try chat()
        // 11 h is not among the free times.
        #expect(chat.say("un rendez vous jeudi à 11 h") == ["call calendar.free", "ask time"])
        #expect(chat.choices.map(\.label).count == 3)
    }

    @Test func pickChoosesTheElementByItsField() throws {
        var chat = try chat()
        chat.say("un rendez vous jeudi")
        #expect(chat.say("plutôt 16 h").first == "ask sure")
        #expect(chat.say("oui") == ["call calendar.book", "answer booked", "ask sure"])
        guard case .act(let call)? = chat.effects.first(where: { if case .act = $0 { true } else { false } })
        else {
            Issue.record("no call")
            return
        }
        #expect(String(decoding: call.argumentsJSON, as: UTF8.self) == #"{"day":"2026-11-26","id":"t16"}"#)
        #expect(call.idempotencyKey == "c1/1/appointment:5/1")
    }

    // MARK: reject

    @Test func rejectKeepsWhatWasAskedBefore() throws {
        var chat = try chat()
        chat.give("calendar.free", .failed("closed-day"), Self.times(9))
        chat.say("un rendez vous")
        #expect(chat.say("mercredi") == ["call calendar.free", "ask day"])
        #expect(chat.texts == ["Fermé le mercredi 25 novembre. Un autre jour ?"])
        #expect(chat.state.counters.trouble == 1)
        #expect(chat.say("jeudi") == ["call calendar.free", "ask time"])
    }

    @Test func anEmptyListRejectedThreeTimesIsAPerson() throws {
        var chat = try chat()
        chat.give("calendar.free", Self.times())
        chat.say("un rendez vous")
        chat.say("mercredi")
        chat.say("jeudi")
        let done = chat.say("vendredi")
        #expect(done.contains { $0.hasPrefix("escalate support") })
        #expect(chat.broken.isEmpty)
    }

    // MARK: corrections

    @Test func aCorrectionTakesTheNewDayCallsAgainAndKeepsTheHour() throws {
        var chat = try chat()
        chat.say("un rendez vous")
        chat.say("jeudi à 14 h")
        #expect(chat.say("non, plutôt mardi") == ["say system.corrected", "call calendar.free", "ask sure"])
        #expect(chat.texts.last?.hasPrefix("Je note mardi 1er décembre à 14") == true, "\(chat.texts)")
        #expect(chat.state.counters.detours == 1)
        #expect(chat.broken.isEmpty)
    }

    @Test func aCorrectionAsksAgainOnlyWhatDoesNotFit() throws {
        var chat = try chat()
        chat.give("calendar.free", Self.times(10, 14), Self.times(9))
        chat.say("un rendez vous")
        chat.say("jeudi à 14 h")
        #expect(chat.say("non, plutôt mardi") == ["say system.corrected", "call calendar.free", "ask time"])
    }

    @Test func aCorrectionAfterAChangeIsTooLate() throws {
        var chat = try chat()
        chat.say("un rendez vous")
        chat.say("jeudi à 14 h")
        #expect(chat.say("oui") == ["call calendar.book", "answer booked", "ask sure"])
        let done = chat.say("non, plutôt mardi")
        #expect(done.first == "say system.too-late", "\(done)")
        #expect(done.contains { $0.hasPrefix("escalate support") })
    }

    @Test func aSlotNotYetAskedBecomesLooseAndTheQuestionIsRepeated() throws {
        var chat = try chat()
        chat.say("un rendez vous")
        #expect(chat.say("plutôt à 14 h") == ["ask day"])
        #expect(chat.say("jeudi") == ["call calendar.free", "ask sure"])
    }

    // MARK: digressions

    @Test func anotherFlowIsDoneThenTheQuestionIsAskedOnceMore() throws {
        var chat = try chat()
        chat.say("un rendez vous")
        #expect(
            chat.say("quels sont vos horaires") == [
                "answer hours", "end solved", "say system.return", "ask day",
            ])
        #expect(chat.texts[1] == "Revenons à votre demande : prendre rendez-vous.")
        #expect(chat.state.paused.isEmpty)
        #expect(chat.say("jeudi à 10 h") == ["call calendar.free", "ask sure"])
        #expect(chat.broken.isEmpty)
    }

    @Test func anArticleInterruptsToo() throws {
        var chat = try chat()
        chat.say("un rendez vous")
        #expect(
            chat.say("et la garantie") == ["answer warranty", "end solved", "say system.return", "ask day"])
    }

    @Test func theRunningFlowsOwnTriggerIsAMiss() throws {
        var chat = try chat()
        chat.say("un rendez vous")
        #expect(chat.say("un rendez vous") == ["say system.miss"])
    }

    @Test func aPausedFlowIsBroughtBackInsteadOfStartedTwice() throws {
        var chat = try chat()
        chat.say("un rendez vous")
        #expect(chat.say("ma commande") == ["ask order-no"])
        #expect(chat.say("un rendez vous") == ["say system.return", "ask day"])
        #expect(chat.state.paused.map { $0.frames[0].flow } == ["order"])
    }

    @Test func aFourthDigressionBecomesPending() throws {
        var chat = try chat()
        chat.say("un rendez vous")
        chat.say("ma commande")
        chat.say("ma facture")
        #expect(chat.say("une panne") == ["ask outage-no"])
        #expect(chat.state.paused.count == 3)
        #expect(chat.say("un demenagement") == ["say system.later"])
        #expect(chat.state.pending.map(\.name) == ["moving"])
        #expect(
            chat.say("AB-1234") == [
                "answer outage", "end solved", "say system.next", "ask moving-no",
            ])
        #expect(
            chat.say("AB-9999") == ["answer moving", "end solved", "say system.return", "ask bill-no"])
        #expect(chat.broken.isEmpty)
    }

    @Test func pausedForHalfAnHourIsAbandoned() throws {
        var chat = try chat()
        chat.say("un rendez vous")
        chat.say("ma commande")
        for _ in 0..<4 {
            chat.wait(minutes: 9)
            chat.say("répéter")
        }
        #expect(chat.state.paused.isEmpty)
        #expect(chat.say("AB-1234") == ["answer order", "end solved"])
    }

    @Test func aStayingInterruptLineRefusesTheDigression() throws {
        let flow = (Self.appointment + Self.others).replacingFirst(
            "ask day\n", "ask day\non interrupt say\nfr: Finissons.\nen: Let us finish.\n")
        var chat = try Chat(flow, understanding: Self.understanding)
        chat.say("un rendez vous")
        #expect(chat.say("vos horaires") == ["say appointment"])
        #expect(chat.state.counters.detours == 1)
        #expect(chat.state.paused.isEmpty)
    }

    @Test func severalRequestsAreAnsweredPointByPoint() throws {
        var chat = try chat()
        #expect(
            chat.say("quels sont vos horaires ? et où est ma commande ?") == [
                "answer hours", "end solved", "say system.next", "ask order-no",
            ])
        #expect(chat.broken.isEmpty)
    }

    @Test func whyNamesEachOfSeveralRequests() throws {
        var chat = try chat()
        chat.say("quels sont vos horaires ? et où est ma commande ?")
        let why = chat.last.decisions.flatMap { $0.explanation.why(in: .french) }
        #expect(why.contains("\"quels sont vos horaires\" → shop.hours 0,90"), "\(why)")
        #expect(why.contains("\"où est ma commande\" → order.where 0,90"), "\(why)")
        // One request is told by the line of the whole message.
        chat.say("où est ma commande ?")
        let one = chat.last.decisions.flatMap { $0.explanation.why(in: .french) }
        #expect(!one.contains { $0.hasPrefix("\"") }, "\(one)")
    }

    @Test func aFurtherRequestBesideTheValueBecomesPending() throws {
        var chat = try chat()
        chat.say("ma commande")
        #expect(
            chat.say("AB-1234. Et quels sont vos horaires ?") == [
                "answer order", "end solved", "say system.next", "answer hours", "end solved",
            ])
    }
}

extension String {
    func replacing(_ old: String, _ new: String) -> String { replacingFirst(old, new) }
}
