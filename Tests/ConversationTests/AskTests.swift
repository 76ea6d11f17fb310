import Flows
import JSON
import Testing
import Text

@testable import Conversation

/// Rules 4.1, 4.2 (at an ask), 4.4 and 4.5.
struct AskTests {
    static let flow = """
        flow order
        label fr: suivre une commande
        label en: track an order
        trigger order.where
        slot order-no like FR-204518 starts FR-
        fr: Numéro ?
        en: Number?
        ask order-no
        answer
        fr: Voici {order-no}.
        en: Here is {order-no}.
        flow hours
        label fr: connaître les horaires
        label en: find out the hours
        trigger shop.hours
        answer
        fr: De 9 h à 18 h.
        en: From 9 to 6.
        flow pick-one
        trigger pick
        slot colour is choice
        fr: Quelle couleur ?
        en: Which colour?
        choice red
        fr: Rouge
        en: Red
        choice blue
        fr: Bleu
        en: Blue
        ask colour
        on red go red
        on blue continue
        answer
        fr: Bleu, donc.
        en: Blue, then.
        end solved
        step red
        answer
        fr: Rouge, donc.
        en: Red, then.
        end solved
        """
    static let understanding = TestUnderstanding(intents: [
        ("commande", "order.where", 0.9), ("horaires", "shop.hours", 0.9), ("couleur", "pick", 0.9),
    ])

    func chat(
        _ flow: String = AskTests.flow, channel: String = "web", language: Language? = .french
    ) throws -> Chat {
        try Chat(flow, understanding: Self.understanding, channel: channel, language: language)
    }

    @Test func aMissSaysHelpAndKeepsWaitingWithoutTheQuestion() throws {
        var chat = try chat()
        chat.say("ma commande")
        #expect(chat.say("bla bla") == ["say system.miss"])
        #expect(chat.state.wait.kind == .ask(slot: "order-no", isShared: false))
        #expect(chat.say("FR-204518") == ["answer order", "end solved"])
        #expect(chat.broken.isEmpty)
    }

    @Test func theThirdTroubleIsAPerson() throws {
        var chat = try chat()
        chat.say("ma commande")
        chat.say("bla")
        chat.say("bla bla")
        #expect(chat.say("toujours rien") == ["escalate support because miss", "say system.handed-over"])
        #expect(chat.state.owner == .queue("support"))
    }

    @Test func silenceCountsAsATrouble() throws {
        let flow = Self.flow.replacingFirst(
            "ask order-no\n",
            "ask order-no at most 2\non silence 1 min say\nfr: Êtes-vous là ?\nen: Are you there?\non silence 5 min end abandoned\n"
        )
        var chat = try chat(flow)
        chat.say("ma commande")
        #expect(chat.wait(minutes: 1) == ["say order"])
        #expect(chat.state.counters.trouble == 1)
        #expect(chat.wait(minutes: 1) == [])
        #expect(chat.wait(minutes: 3) == ["end abandoned"])
    }

    @Test func eachSilenceLineIsDoneOncePerWaitAndCountedFromTheLastMessage() throws {
        let flow = Self.flow.replacingFirst(
            "ask order-no\n",
            "ask order-no at most 9\non silence 1 min say\nfr: Êtes-vous là ?\nen: Are you there?\non silence 5 min end abandoned\n"
        )
        var chat = try chat(flow)
        chat.say("ma commande")
        #expect(chat.wait(minutes: 1) == ["say order"])
        chat.say("un instant")
        #expect(chat.wait(minutes: 1) == ["say order"])
        #expect(chat.wait(minutes: 3) == [])
        #expect(chat.wait(minutes: 1) == ["end abandoned"])
    }

    @Test func anAsynchronousChannelUsesItsOwnSilenceWithTheLastLineOnly() throws {
        let flow = Self.flow.replacingFirst(
            "ask order-no\n",
            "ask order-no\non silence 1 min say\nfr: Êtes-vous là ?\nen: Are you there?\non silence 5 min end abandoned\n"
        )
        var chat = try chat(flow, channel: "sms")
        chat.say("ma commande")
        #expect(chat.wait(minutes: 60) == [])
        #expect(chat.wait(minutes: 24 * 60) == ["end abandoned"])
    }

    @Test func aLateTimerDoesNothing() throws {
        var chat = try chat()
        chat.say("ma commande")
        let old = chat.state.wait.number
        chat.say("bla")
        let before = chat.state
        #expect(chat.feed(.timerFired(TimerID(.silence, old))) == [])
        #expect(chat.state == before)
    }

    @Test func theLargestNReachedIsTakenAndOnlyALeavingLineCountsAtTheLimit() throws {
        let flow = Self.flow.replacingFirst(
            "ask order-no\n",
            "ask order-no\non miss 1 say\nfr: Un.\nen: One.\non miss 2 say\nfr: Deux.\nen: Two.\n")
        var chat = try chat(flow)
        chat.say("ma commande")
        chat.say("bla")
        #expect(chat.texts == ["Un."])
        chat.say("bla")
        #expect(chat.texts == ["Deux."])
        #expect(chat.say("bla") == ["escalate support because miss", "say system.handed-over"])
    }

    @Test func theNearestLevelDecidesAlone() throws {
        // The verb has a line from the second trouble on: the flow's own is not looked at.
        let flow = """
            flow order
            trigger order.where
            slot order-no like FR-204518 starts FR-
            fr: Numéro ?
            en: Number?
            on miss 1 say
            fr: Du flux.
            en: From the flow.
            ask order-no
            on miss 2 say
            fr: Du verbe.
            en: From the verb.
            answer
            fr: Voici.
            en: Here.
            """
        var chat = try chat(flow)
        chat.say("ma commande")
        #expect(chat.say("bla") == ["say system.miss"])
        chat.say("bla")
        #expect(chat.texts == ["Du verbe."])
    }

    @Test func unknownContinuesWithTheSlotMissing() throws {
        let flow = Self.flow.replacingFirst("ask order-no\n", "ask order-no\non unknown continue\n")
            .replacingFirst("{order-no}", "{order-no else —}").replacingFirst(
                "{order-no}.\nflow", "{order-no else —}.\nflow")
        var chat = try chat(flow)
        chat.say("ma commande")
        #expect(chat.say("je ne sais pas") == ["answer order", "end solved"])
        #expect(chat.texts == ["Voici —."])
    }

    @Test func aButtonGivesItsValueAndAStaleOneNothing() throws {
        var chat = try chat()
        #expect(chat.say("une couleur") == ["ask colour"])
        #expect(chat.choices.map(\.label) == ["Rouge", "Bleu"])
        let red = chat.choices[0].id
        #expect(chat.choose("99.1") == [])
        #expect(chat.choose(red) == ["answer red", "end solved"])
        #expect(chat.choose(red) == [])
    }

    @Test func buttonsAreNumberedWhereTheChannelHasNone() throws {
        var chat = try chat(channel: "sms")
        chat.say("une couleur")
        #expect(chat.texts == ["Quelle couleur ?\n1. Rouge\n2. Bleu"])
        #expect(chat.choices.isEmpty)
        #expect(chat.say("2") == ["answer pick-one", "end solved"])
    }

    @Test func aLabelTypedIsItsButton() throws {
        var chat = try chat()
        chat.say("une couleur")
        #expect(chat.say("ROUGE !") == ["answer red", "end solved"])
    }

    @Test func twoReadingsBecomeButtonsAndOneTrouble() throws {
        let flow = """
            flow visit
            trigger visit
            slot day is date
            fr: Quel jour ?
            en: Which day?
            ask day
            answer
            fr: Noté {day, day}.
            en: Noted {day, day}.
            """
        var chat = try Chat(flow, understanding: TestUnderstanding(intents: [("visite", "visit", 0.9)]))
        chat.say("une visite")
        #expect(chat.say("mardi ou jeudi") == ["say system.which-one"])
        #expect(chat.state.counters.trouble == 1)
        #expect(chat.choices.count == 2)
        #expect(chat.choose(chat.choices[1].id) == ["answer visit", "end solved"])
        #expect(chat.texts == ["Noté jeudi 26 novembre."])
    }

    @Test func aTextSlotTakesWhatIsNotWhollyAWish() throws {
        let flow = """
            flow complaint
            trigger complaint
            slot story is text at most 200
            fr: Racontez.
            en: Tell me.
            ask story
            answer
            fr: Noté : {story}
            en: Noted: {story}
            """
        let understanding = TestUnderstanding(intents: [
            ("plainte", "complaint", 0.9), ("horaires", "shop.hours", 0.9),
        ])
        var chat = try Chat(flow, understanding: understanding)
        chat.say("une plainte")
        #expect(chat.say("votre conseiller m'a mal parlé") == ["answer complaint", "end solved"])
        chat.say("une plainte")
        #expect(
            chat.say("conseiller") == ["escalate support because asked for a person", "say system.human"])
    }

    @Test func repeatAsksAgainAndTheSixthDetourIsATrouble() throws {
        var chat = try chat()
        chat.say("ma commande")
        for _ in 0..<5 { #expect(chat.say("répéter") == ["ask order-no"]) }
        #expect(chat.state.counters.detours == 5)
        #expect(chat.say("répéter") == ["say system.too-many-detours"])
        #expect(chat.state.counters.trouble == 1)
    }

    @Test func cancelEndsTheActivationUnlessALineStays() throws {
        var chat = try chat()
        chat.say("ma commande")
        #expect(chat.say("annuler") == ["say system.cancelled", "end abandoned"])
        let flow = Self.flow.replacingFirst(
            "ask order-no\n", "ask order-no\non cancel say\nfr: Encore un instant.\nen: One moment.\n")
        var other = try self.chat(flow)
        other.say("ma commande")
        #expect(other.say("annuler") == ["say order"])
        #expect(other.state.counters.detours == 1)
    }

    @Test func anIntentAwaitedBySaidIsNoDigression() throws {
        let flow = Self.flow.replacingFirst(
            "ask order-no\n",
            "ask order-no\non said shop.hours say\nfr: Oui, nous sommes ouverts.\nen: Yes, open.\n")
        var chat = try chat(flow)
        chat.say("ma commande")
        #expect(chat.say("et les horaires") == ["say order"])
        #expect(chat.state.paused.isEmpty)
        #expect(chat.state.counters.detours == 1)
    }

    @Test func aStepEnteredTooOftenTakesTheOtherWay() throws {
        let flow = """
            flow loop
            trigger loop
            slot sure is yes-no
            fr: Sûr ?
            en: Sure?
            step round at most 2 otherwise end abandoned
            ask again sure
            on no go round
            on yes continue
            end solved
            """
        var chat = try Chat(flow, understanding: TestUnderstanding(intents: [("boucle", "loop", 0.9)]))
        #expect(chat.say("boucle") == ["ask sure"])
        #expect(chat.say("non") == ["ask sure"])
        #expect(chat.say("non") == ["end abandoned"])
    }
}

extension String {
    func replacingFirst(_ old: String, _ new: String) -> String {
        guard let range = range(of: old) else { return self }
        return replacingCharacters(in: range, with: new)
    }

    /// Without Foundation's search.
    private func range(of piece: String) -> Range<String.Index>? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(piece) { return index..<self.index(index, offsetBy: piece.count) }
            index = self.index(after: index)
        }
        return nil
    }

    private func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
