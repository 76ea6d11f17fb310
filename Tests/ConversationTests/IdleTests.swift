import Flows
import Testing
import Text

@testable import Conversation

/// Rule 4.2 while nothing is under way: thresholds, clarifying questions, small talk, language, the backstop.
struct IdleTests {
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
        fr: Voici.
        en: Here.
        flow hours
        label fr: connaître les horaires
        label en: find out the hours
        trigger shop.hours
        answer one of
        fr: De 9 h à 18 h.
        fr: Nous ouvrons à 9 h.
        fr: Jusqu'à 18 h.
        en: From 9 to 6.
        """
    static let understanding = TestUnderstanding(
        intents: [
            ("commande", "order.where", 0.9), ("horaires", "shop.hours", 0.9), ("order", "order.where", 0.9),
            ("truc", "order.where", 0.5), ("truc", "shop.hours", 0.4), ("machin", "order.where", 0.45),
        ],
        articles: [("garantie", "warranty", 0.8)], texts: ["warranty": "Deux ans."])

    func chat(_ policy: String = "", language: Language? = .french, channel: String = "web", seed: UInt64 = 7)
        throws
        -> Chat
    {
        try Chat(
            Self.flow, policy: policy, understanding: Self.understanding, channel: channel,
            language: language,
            seed: seed)
    }

    @Test func betweenTwoThresholdsAClarifyingQuestion() throws {
        var chat = try chat()
        #expect(chat.say("un truc") == ["say system.did-you-mean"])
        #expect(
            chat.choices.map(\.label) == ["suivre une commande", "connaître les horaires", "Autre chose"])
        #expect(chat.state.counters.trouble == 1)
        #expect(chat.choose(chat.choices[1].id) == ["answer hours", "end solved"])
        #expect(chat.state.counters.idleTries == 0)
        #expect(chat.broken.isEmpty)
    }

    @Test func theLabelTypedChoosesToo() throws {
        var chat = try chat()
        chat.say("un truc")
        #expect(chat.say("suivre une commande") == ["ask order-no"])
    }

    @Test func somethingElseIsATrouble() throws {
        var chat = try chat()
        chat.say("un machin")
        #expect(chat.choices.count == 2)
        #expect(chat.choose(chat.choices[1].id) == ["say system.another-request"])
        #expect(chat.state.counters.idleTries == 2)
    }

    @Test func threeTimesNotUnderstoodIsAPerson() throws {
        var chat = try chat()
        #expect(chat.say("bla") == ["say system.not-understood"])
        #expect(chat.say("bla") == ["say system.not-understood"])
        #expect(chat.say("bla") == ["escalate support because miss", "say system.handed-over"])
        guard
            case .escalate(let request)? = chat.effects.first(where: {
                if case .escalate = $0 { true } else { false }
            })
        else {
            Issue.record("no escalation")
            return
        }
        #expect(request.reason.code == .lowConfidence)
    }

    @Test func thresholdsHoldPerChannelAndIntent() throws {
        let policy = """
            satisfaction never
            default queue support
            language fr
            language en
            channel web buttons
            channel sms asynchronous
            threshold answer 0.95 for order.where
            threshold answer 0.40 on sms
            """
        var web = try chat(policy)
        #expect(web.say("ma commande") == ["say system.did-you-mean"])
        var sms = try chat(policy, channel: "sms")
        #expect(sms.say("un machin") == ["say system.did-you-mean"])
        #expect(sms.say("vos horaires").first == "answer hours")
    }

    @Test func anArticleAnswersWithoutAFlow() throws {
        var chat = try chat()
        #expect(chat.say("la garantie") == ["answer warranty", "end solved"])
        #expect(chat.texts == ["Deux ans."])
    }

    @Test func smallTalkIsNoTrouble() throws {
        var chat = try chat()
        #expect(chat.say("Bonjour !") == ["say system.greeting"])
        #expect(chat.say("merci") == ["say system.thanks"])
        #expect(chat.state.counters.trouble == 0)
    }

    @Test func aVariantIsNeverSaidTwiceRunning() throws {
        for seed in UInt64(0)..<20 {
            var chat = try chat(seed: seed)
            var last = ""
            for _ in 0..<6 {
                chat.say("vos horaires")
                #expect(chat.texts.first != last)
                last = chat.texts.first ?? ""
            }
        }
    }

    @Test func askingTheSameAgainAddsToTheTroubleAlone() throws {
        var chat = try chat()
        chat.say("ma commande")
        chat.say("annuler")
        chat.say("ma commande")
        #expect(chat.state.counters.trouble == 1)
        #expect(chat.state.counters.idleTries == 0)
    }

    @Test func anInsultAtTheLimitIsAPerson() throws {
        var chat = try chat(
            "satisfaction never\ndefault queue support\nlimit trouble 2\nlanguage fr\nlanguage en\n")
        chat.say("idiot")
        #expect(chat.state.counters.trouble == 2)
        #expect(chat.state.owner == .queue("support"))
    }

    @Test func aBareYesOrNoAsksForNothing() throws {
        let understanding = TestUnderstanding(
            intents: Self.understanding.intents, articles: [("non", "warranty", 0.99)],
            texts: Self.understanding.texts)
        var chat = try Chat(Self.flow, understanding: understanding)
        #expect(chat.say("oui") == ["say system.another-request"])
        #expect(chat.say("non") == ["say system.goodbye"])
        chat.say("ma commande")
        #expect(chat.say("non") == ["say system.miss"])
        #expect(chat.state.paused.isEmpty)
    }

    // MARK: language

    @Test func theLanguageIsTheOneOfTheFirstMessageWhenNoneWasGiven() throws {
        var chat = try chat(language: nil)
        #expect(chat.state.language == .french)
        chat.say("where is my order please")
        #expect(chat.state.language == .english)
        #expect(chat.texts == ["Number?"])
    }

    @Test func twoMessagesRunningInAnotherLanguageChangeIt() throws {
        var chat = try chat()
        chat.say("where is my order please")
        #expect(chat.state.language == .french)
        chat.say("I do not know where the number is")
        #expect(chat.state.language == .english)
    }

    @Test func theLanguageIsAskedFor() throws {
        var chat = try chat()
        chat.say("ma commande")
        #expect(chat.say("in English, please") == ["say system.language", "ask order-no"])
        #expect(chat.texts.last == "Number?")
    }

    // MARK: closing

    @Test func silenceWhileIdleClosesTheConversation() throws {
        var chat = try chat()
        chat.say("vos horaires")
        chat.wait(minutes: 9)
        #expect(!chat.state.isClosed)
        chat.wait(minutes: 1)
        #expect(chat.state.closedOutcome == "solved")
        #expect(chat.say("encore là ?") == [])
        #expect(chat.last.decisions.first?.explanation.consumption == .closed)
    }

    @Test func sixtyTurnsWithoutADeedAreAPersonAndAnAlarm() throws {
        var chat = try chat()
        for _ in 0..<60 { #expect(chat.say("Bonjour") == ["say system.greeting"]) }
        chat.say("Bonjour")
        #expect(chat.state.owner == .queue("support"))
        #expect(chat.effects.contains { if case .alarm = $0 { true } else { false } })
    }
}
