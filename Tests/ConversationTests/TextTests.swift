import Flows
import JSON
import Testing
import Text

@testable import Conversation

/// Templates with their values.
struct TextTests {
    static let understanding = TestUnderstanding(intents: [("demo", "demo", 0.9)])

    /// What a flow says that gets `look` from an action and `note` from the customer.
    private func said(
        _ french: String, count: Int64 = 3, language: Language = .french, note: String = "merci",
        queues: String = "", english: String = "x"
    ) throws -> String? {
        let flow = """
            action demo.look
            gives count number, price amount, day date, at time, code text, since date or nothing
            gives rows many: town text, at time
            phrase inner
            fr: dedans
            en: inside
            flow demo
            label fr: une démonstration
            label en: a demonstration
            trigger demo
            slot note is text at most 200
            fr: Un mot ?
            en: A word?
            slot colour is choice
            fr: Couleur ?
            en: Colour?
            choice red
            fr: Rouge
            en: Red
            choice blue
            fr: Bleu
            en: Blue
            call demo.look into look within 4 s
            on error end abandoned
            ask note
            ask colour
            answer
            fr: \(french)
            en: \(english)
            """
        var chat = try Chat(
            flow, queues: queues, understanding: Self.understanding, language: language)
        chat.give(
            "demo.look",
            .gave(
                .object([
                    JSONMember("count", .integer(count)), JSONMember("price", "1234.50 EUR"),
                    JSONMember("day", "2026-12-01"), JSONMember("at", "14:30"), JSONMember("code", "AB12"),
                    JSONMember(
                        "rows",
                        .array(
                            ["Lyon", "Nantes", "Saint-Malo"].map {
                                .object([JSONMember("town", .string($0)), JSONMember("at", "09:00")])
                            })),
                ])))
        chat.say("demo")
        chat.say(note)
        chat.choose("red")
        #expect(chat.broken.isEmpty)
        return chat.texts.first
    }

    @Test(arguments: [
        ("{look.day, day}", "mardi 1er décembre"),
        ("{look.day, date}", "1er décembre 2026"),
        ("{look.at, time}", "14\u{A0}h\u{A0}30"),
        ("{look.price, amount}", "1\u{202F}234,50\u{A0}€"),
        ("{look.code, spell}", "A B 1 2"),
        ("{look.code, mask}", "••12"),
        ("{look.rows.town, list}", "Lyon, Nantes et Saint-Malo"),
        ("{colour}", "Rouge"),
        ("{inner}", "dedans"),
        ("{look.since, day else bientôt}", "bientôt"),
        ("{{x}", "{x}"),
    ])
    func aFormatIsWrittenInTheTextsLanguage(_ template: String, _ expected: String) throws {
        #expect(try said("[\(template)]") == "[\(expected)]")
    }

    @Test(arguments: [(Int64(0), "0 jour"), (1, "1 jour"), (2, "2 jours")])
    func inFrenchNoughtAndOneAreOne(_ count: Int64, _ expected: String) throws {
        #expect(try said("{look.count, plural # jour|# jours}", count: count) == expected)
    }

    @Test(arguments: [(Int64(0), "no day"), (1, "1 day"), (2, "2 days")])
    func threeFormsAreNoughtOneAndMany(_ count: Int64, _ expected: String) throws {
        let text = try said(
            "x", count: count, language: .english, english: "{look.count, plural no day|# day|# days}")
        #expect(text == expected)
    }

    @Test(arguments: ["{look.code}", "${x}", "%@ %n", "{{note}}", "</script>"])
    func whatACustomerWroteIsNeverReadAsText(_ note: String) throws {
        #expect(try said("« {note} »", note: note) == "« \(note) »")
    }

    @Test func theNextOpeningIsNamed() throws {
        let queues = "queue support\nlabel fr: aide\nlabel en: help\nhours friday 09:30-12:00\n"
        #expect(
            try said("{opening support, day} à {opening support, time}", queues: queues)
                == "vendredi 27 novembre à 9\u{A0}h\u{A0}30")
    }

    // MARK: JSON of actions

    @Test(arguments: [
        (JSONValue.string("12.50 EUR"), SlotValue.amount(Amount(cents: 1_250, currency: "EUR"))),
        (
            .object([JSONMember("amount", "12.5"), JSONMember("currency", "CHF")]),
            .amount(Amount(cents: 1_250, currency: "CHF"))
        ),
        (.number(12.5), .amount(Amount(cents: 1_250, currency: "EUR"))),
        (.integer(-3), .amount(Amount(cents: -300, currency: "EUR"))),
    ])
    func anAmountIsReadInEachForm(_ json: JSONValue, _ expected: SlotValue) {
        #expect(JSONFields.value(json, as: .amount(from: nil, to: nil)) == expected)
    }

    @Test(arguments: [
        ("sent\u{1B}[31m\u{7}", "sent[31m"), ("a\tb\r\nc", "a b\nc"), ("a\u{2028}b\rc", "a b c"),
        ("\u{202E}gnp.exe\u{2069}", "gnp.exe"), ("né à Æ 👩‍👧", "né à Æ 👩‍👧"), ("\u{9B}1m", "1m"),
    ])
    func whatControlsATerminalOrTurnsTheTextIsTakenOut(_ given: String, _ shown: String) {
        #expect(JSONFields.value(.string(given), as: .text(maximumLength: 100)) == .text(shown))
        #expect(JSONFields.value(.string(given), as: .name) == .text(shown))
        let amount = JSONValue.object([
            JSONMember("amount", "1"), JSONMember("currency", .string("E\u{7}\(given)")),
        ])
        #expect(
            JSONFields.value(amount, as: .amount(from: nil, to: nil))
                == .amount(Amount(cents: 100, currency: "E" + shown)))
    }

    @Test(arguments: [
        (JSONValue.number(1e300), SlotType.number(from: nil, to: nil)),
        (.string("1e5"), .number(from: nil, to: nil)),
        (.string("99999999999999"), .number(from: nil, to: nil)),
        (.string("2026-02-30"), .date(from: nil, to: nil)),
        (.string("25:00"), .time(from: nil, to: nil)), (.bool(true), .text(maximumLength: 10)),
        (.string("maybe"), .choice(["yes", "no"])), (.integer(.max), .number(from: nil, to: nil)),
    ])
    func whatIsNoValueOfTheTypeIsRefused(_ json: JSONValue, _ type: SlotType) {
        #expect(JSONFields.value(json, as: type) == nil)
    }
}
