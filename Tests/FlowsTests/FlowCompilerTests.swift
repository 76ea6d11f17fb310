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

/// Names of the author's that are also used in the shipped files.
struct ShadowingTests {
    @Test func anAuthorsSharedNamesDoNotDisturbShippedFlows() {
        let text = """
            shared label is date
            shared due is yes-no from profile
            constant value 50 EUR
            constant agent 12
            phrase label
            fr: a
            en: b
            flow hours
            trigger shop.hours
            answer opening-hours
            """
        // `due` is refused as a shared yes-no; nothing else is.
        #expect(TestBot(text).compile().diagnostics.filter { $0.severity == .error }.map(\.code) == ["F411"])
    }
}

struct ReasonTests {
    static let flow = """
        flow hours
        trigger shop.hours
        slot sure is yes-no
        fr: Oui ?
        en: Yes?
        ask sure
        on human escalate because Asked at 2 o'clock
        answer opening-hours
        """

    /// What is recorded stays as it is written; agents read the phrase.
    @Test func aPhraseSaysAReasonToAgents() throws {
        let text = "phrase because.asked-at-2-o-clock\nfr: demandé à 2 h\nen: asked at 2\n" + Self.flow
        let bot = TestBot(text)
        #expect(bot.complaints() == [])
        let program = try #require(bot.compile().program)
        #expect(
            program.reasons.mapValues { $0.words(wherever: "…") }
                == ["Asked at 2 o'clock": [.french: "demandé à 2 h", .english: "asked at 2"]])
    }

    @Test func aPhraseForCustomersIsNone() throws {
        let text = "phrase asked-at-2-o-clock\nfr: a\nen: b\n" + Self.flow
        #expect(try #require(TestBot(text).compile().program).reasons.isEmpty)
    }

    @Test func aPhraseForNoReasonIsUnused() {
        let text = "phrase because.asked\nfr: a\nen: b\n" + Self.flow
        #expect(TestBot(text).compile().diagnostics.map(\.code) == ["F701"])
    }

    @Test func failuresOfActionsMayHaveOne() throws {
        let text =
            "phrase because.no-car\nfr: pas de voiture\nen: no car\naction cars.find\nfails no-car, late\n"
            + Self.flow
        let program = try #require(TestBot(text).compile().program)
        #expect(program.reasons.keys.sorted() == ["no-car"])
    }
}

struct LanguageTests {
    /// A bot in a third language supplies the shipped phrases; the shipped flows then speak it.
    @Test func aThirdLanguageNeedsPhrasesOnly() throws {
        let bot = TestBot("flow hours\ntrigger shop.hours\nanswer opening-hours\n")
            .with("Flows/bot.policy", "language de\n")
        let refused = bot.compile().diagnostics
        #expect(refused.map(\.code) == ["F601"])
        let shipped = try #require(
            FlowCompiler.compile(files: BotFiles(files: []), catalogue: Catalogue()).program)
        let phrases = shipped.phrases.keys.sorted().map { "phrase \($0)\nde: Text\n" }.joined()
        let program = try #require(bot.with("Flows/de.flow", phrases).compile().program)
        let question = try #require(program.flow(named: "system.satisfied")?.slots.first?.question)
        #expect(
            question.variants(channel: "web", language: Language("de")).first?.pieces
                == [.value(.phrase("system.satisfied-question"), format: nil, otherwise: nil)])
    }

    @Test func whereALanguageIsDeclaredItsMissingPhrasesAreTold() throws {
        let bot = TestBot("flow hours\ntrigger shop.hours\nanswer opening-hours\n")
            .with("Flows/bot.policy", "# the bot\nlanguage fr\nlanguage de\n")
        let missing = try #require(
            bot.compile().diagnostics.first { $0.code == "F601" && $0.range.start > 0 })
        #expect(bot.sources.location(of: missing.range) == "Flows/bot.policy:3:10")
    }

    @Test func theLongestDurationIsTold() {
        let bot = TestBot("flow hours\ntrigger shop.hours\nanswer opening-hours\n")
            .with("Flows/bot.policy", "silence web 3651 d\n")
        let texts = bot.compile().diagnostics.map { $0.message.en }
        #expect(texts.contains { $0.contains("at most 3650 d") }, "\(texts)")
    }

    @Test func everySentenceOfTheEngineIsShipped() throws {
        let program = try #require(
            FlowCompiler.compile(files: BotFiles(files: []), catalogue: Catalogue()).program)
        for phrase in SystemPhrase.allCases {
            let texts = try #require(program.phrases[phrase.rawValue])
            for language in [Language.french, .english] {
                #expect(!texts.variants(channel: "web", language: language).isEmpty, "\(phrase.rawValue)")
            }
        }
    }
}
