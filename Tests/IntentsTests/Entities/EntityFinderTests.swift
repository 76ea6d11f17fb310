import CivilTime
import Intents
import TestSupport
import Testing
import Text

struct EntityFinderTests {
    private func masks(_ examples: String...) -> SlotType { .mask(examples.compactMap { Mask(example: $0) }) }

    @Test(arguments: [
        Case.fr("ma commande FR-204518 n'est pas arrivée", "FR-204518"), .fr("fr204518", "FR-204518"),
        .fr("fr 204 518", "FR-204518"),
        .fr("FR-204518 et FR-204519", "FR-204518", "FR-204519"), .fr("C 12345", "C12345"), .fr("rien"),
        .en("my order is fr-204518.", "FR-204518"),
        .en("c12345 or FR-000001", "C12345", "FR-000001"),
    ])
    func masksInFreeText(_ sample: Case) {
        #expect(Given.found(masks("FR-204518", "C12345"), sample.text, sample.language) == sample.expected)
    }

    @Test func twoMasksOfOneSpanAreTwoReadings() {
        #expect(Given.found(masks("AB-123", "AB12-3"), "xy123", .french) == ["XY-123|XY12-3"])
    }

    @Test func textIsTheWholeMessage() {
        #expect(
            Given.found(.text(maximumLength: 20), "  tout ce que je dis  ", .french) == ["tout ce que je dis"]
        )
        #expect(Given.found(.text(maximumLength: 20), "  ", .french) == [])
        #expect(Given.found(.text(maximumLength: 20), "tout", .french, isAsked: false) == [])
    }

    @Test func rangesPointAtWhatWasSaid() {
        let utterance = Utterance("Été : mardi 24 novembre à 14h30, au 06 12 34 56 78 ou à léa@example.com")
        func said(_ type: SlotType) -> [String] {
            EntityFinder.find(type, in: utterance, context: Given.context(.french)).map {
                utterance.original($0.range)
            }
        }
        #expect(said(.date(from: nil, to: nil)) == ["mardi 24 novembre"])
        #expect(said(.time(from: nil, to: nil)).first == "14h30")
        #expect(said(.phone) == ["06 12 34 56 78"])
    }

    @Test func readingsAreShownInTheLanguage() {
        let french = EntityFinder.find(
            .date(from: nil, to: nil), in: Utterance("24/11"), context: Given.context(.french))
        #expect(french.map(\.display) == ["24 novembre 2026"])
        let english = EntityFinder.find(
            .time(from: nil, to: nil), in: Utterance("at 5"), context: Given.context(.english))
        #expect(english.map(\.display) == ["5 pm", "5 am"])
    }

    @Test(arguments: [
        (SlotType.email, "marie@", true), (.email, "je sais pas", false), (.phone, "06 12 34", true),
        (.phone, "non", false),
        (.date(from: nil, to: nil), "le 32/13", true),
        (.date(from: nil, to: nil), "la semaine prochaine", true), (.date(from: nil, to: nil), "bof", false),
        (.postcode, "750", true), (.number(from: nil, to: nil), "x12y", true),
        (.time(from: nil, to: nil), "25h", true), (.yesNo, "peut-être", false),
    ])
    func anAttemptIsToldFromSomethingElse(_ type: SlotType, _ text: String, _ expected: Bool) {
        #expect(EntityFinder.looksLike(type, Utterance(text)) == expected)
    }

    @Test func aWrongCodeLooksLikeACode() {
        #expect(EntityFinder.looksLike(masks("FR-204518"), Utterance("FR-2045")))
        #expect(EntityFinder.looksLike(masks("FR-204518"), Utterance("DE-204518")))
        #expect(!EntityFinder.looksLike(masks("FR-204518"), Utterance("où est ma commande")))
    }

    static let types: [SlotType] = [
        .text(maximumLength: 100), .name, .number(from: nil, to: nil), .amount(from: nil, to: nil),
        .date(from: nil, to: nil), .time(from: nil, to: nil),
        .email, .phone, .postcode, .yesNo, .choice(["one", "two"]),
        .mask([Mask(example: "FR-204518")].compactMap(\.self)),
        .pick(result: "r", list: "l", field: "f"), .instant,
    ]

    @Test(arguments: 0..<30)
    func anyInputGivesValuesInsideTheText(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        let pieces = [
            "24", "/", "11", " ", " ", "novembre", "14", "h", "30", ":", "deux", "cent", "mille", "vingt",
            "-", "et", "euros", "€", "$", "@", ".", ",", "+", "0",
            "33", "mardi", "next", "friday", "half", "past", "to", "quarter", "le", "the", "of", "premier",
            "je m'appelle ", "oui", "non", "FR", "204518", "é", "'",
            "2026", "pm", "a.m.", "du matin", "dans", "in", "weeks", "ago", "moins", "arobase", "point",
            "999999999999999999", "un", "1er", "(", ")",
        ]
        let picks = [
            PickOption(element: .choice("p"), field: .instant(milliseconds: .max)),
            PickOption(element: .choice("q"), field: .time(MinuteOfDay(minutes: 0))),
        ]
        for round in 0..<12 {
            let text =
                round < 9
                ? (0..<25).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
                : round < 11 ? random.text(120) : String(decoding: random.bytes(200), as: UTF8.self)
            let utterance = Utterance(text)
            for type in Self.types {
                for language in [Language.french, .english] {
                    let entities = EntityFinder.find(
                        type, in: utterance, picks: picks, context: Given.context(language))
                    for isAsked in [true, false] {
                        let context = Given.context(language, isAsked: isAsked)
                        #expect(
                            EntityFinder.find(type, in: utterance, picks: picks, context: context)
                                == EntityFinder.findCountingWork(
                                    type, in: utterance, picks: picks, context: context
                                ).entities,
                            "the quick look is wrong, seed \(seed) \(type): \(text)")
                    }
                    var last = 0..<0
                    for entity in entities {
                        #expect(
                            !entity.range.isEmpty && entity.range.upperBound <= utterance.utf8.count,
                            "seed \(seed): \(text)")
                        if case .pick = type { continue }
                        if case .choice = type { continue }
                        if case .yesNo = type { continue }
                        #expect(
                            entity.range == last || entity.range.lowerBound >= last.upperBound,
                            "seed \(seed) \(type): \(text)")
                        last = entity.range
                    }
                    _ = EntityFinder.looksLike(type, utterance)
                }
            }
        }
    }

    @Test(arguments: [
        "a", "1", "1 ", "12 ", "@", "a@", ". ", "deux ", "vingt ", "mille ", "24/", "FR-", "FR-2045 ", "+",
        "le ", "le 24 ", "mardi ", "half past ", "et ", "06 ", "0 ", "1,",
        "1.234.", "oui ", "je m'appelle ", "dans 2 ", "( ", "1-", "14h", "14:",
    ])
    func workIsLinearOnHostileInput(_ piece: String) {
        for type in Self.types {
            func reads(_ scalars: Int) -> Int {
                let text = String(repeating: piece, count: scalars / piece.count)
                let choices = [
                    ChoiceOption(name: "one", label: "one"), ChoiceOption(name: "two", label: "vingt deux"),
                ]
                return EntityFinder.findCountingWork(
                    type, in: Utterance(text), choices: choices, context: Given.context(.french)
                ).reads
            }
            let (small, large) = (reads(600), reads(2_400))
            #expect(large <= small * 5 + 200, "\(type) \(piece): \(small) → \(large)")
            guard piece.count <= 1 || piece == "24/" || piece == "vingt " else { continue }
            // What lies beyond the longest message is not read at all.
            #expect(reads(100_000) <= large * 5 + 110_000, "\(type) \(piece)")
        }
    }
}
