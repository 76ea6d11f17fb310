import CivilTime
import Intents
import Testing
import Text

struct ChoiceEntityTests {
    private static let reasons = [
        ChoiceOption(
            name: "price", label: "C'est trop cher",
            synonyms: ["le prix", "trop cher", "too expensive", "price"]),
        ChoiceOption(name: "moving", label: "Je déménage", synonyms: ["déménagement", "moving house"]),
        ChoiceOption(
            name: "network", label: "Mauvais réseau", synonyms: ["le réseau", "no signal", "poor network"]),
    ]
    private static let plans = [
        ChoiceOption(name: "small", label: "Forfait Libre 20 Go"),
        ChoiceOption(name: "large", label: "Forfait Libre 100 Go"),
        ChoiceOption(name: "family", label: "Forfait Famille"),
    ]

    @Test(arguments: [
        Case.fr("c'est trop cher", "price"), .fr("le prix", "price"), .fr("à cause du prix", "price"),
        .fr("je demenage", "moving"), .fr("déménagment", "moving"),
        .fr("mauvais reseau", "network"), .fr("le premier", "price"), .fr("la deuxième", "moving"),
        .fr("le dernier", "network"), .fr("2", "moving"),
        .fr("option 3", "network"), .fr("le n° 2", "moving"), .fr("trois", "network"), .fr("4"),
        .fr("le prix et le réseau", "price", "network"), .fr("autre chose"),
        .fr("network", "network"), .en("the second one", "moving"), .en("first", "price"),
        .en("2nd", "moving"), .en("too expensive", "price"),
        .en("moving house in may", "moving"), .en("number 1", "price"), .en("none of these"),
        .en("poor netwrk", "network"), .fr("mauvaise connexion", "network"),
        .fr("la réponse 2 svp", "moving"),
    ])
    func choicesByLabelSynonymOrPlace(_ sample: Case) {
        #expect(
            Given.found(
                .choice(["price", "moving", "network"]), sample.text, sample.language, choices: Self.reasons)
                == sample.expected)
    }

    @Test(arguments: [
        Case.fr("famille", "family"), .fr("le forfait famille", "family"),
        .fr("forfait libre 20 go", "small"), .fr("le libre", "small|large"), .fr("un forfait"),
        .fr("plutôt le famile svp", "family"),
    ])
    func aTellingPartOfALabelIsEnough(_ sample: Case) {
        #expect(
            Given.found(.choice([]), sample.text, sample.language, choices: Self.plans) == sample.expected)
    }

    @Test func inPassingOnlyNamesCount() {
        #expect(Given.found(.choice([]), "le premier", .french, isAsked: false, choices: Self.reasons) == [])
        #expect(
            Given.found(.choice([]), "le prix est trop haut", .french, isAsked: false, choices: Self.reasons)
                == ["price"])
    }

    private static func slot(_ id: String, _ field: SlotValue) -> PickOption {
        PickOption(
            element: .element([NamedValue("id", .text(id)), NamedValue("start", field)]), field: field)
    }

    @Test(arguments: [
        Case.fr("14h", "b/14:00"), .fr("à deux heures", "b/14:00"), .fr("9h30", "a/09:30"),
        .fr("le premier", "a/09:30"), .fr("la dernière", "c/17:00"),
        .en("5pm", "c/17:00"), .en("the second one", "b/14:00"), .en("half past nine", "a/09:30"), .fr("18h"),
        .fr("14h ou 17h", "b/14:00", "c/17:00"), .fr("2", "b/14:00"),
    ])
    func elementsAreFoundByTime(_ sample: Case) {
        let picks = [("a", Int16(570)), ("b", 840), ("c", 1020)].map {
            Self.slot($0.0, .time(MinuteOfDay(minutes: $0.1)))
        }
        #expect(
            Given.found(
                .pick(result: "free", list: "times", field: "start"), sample.text, sample.language,
                picks: picks) == sample.expected)
    }

    @Test(arguments: [
        Case.fr("mardi 24", "x"), .fr("demain", "y"), .fr("le 24/11", "x"), .en("tomorrow please", "y"),
        .fr("le premier", "x"), .fr("samedi"),
    ])
    func elementsAreFoundByDay(_ sample: Case) {
        let picks = [("x", Int32(6)), ("y", 1)].map { name, ahead in
            PickOption(element: .choice(name), field: .date(DayNumber(days: Given.today.days + ahead)))
        }
        #expect(
            Given.found(.pick(result: "r", list: "l", field: "d"), sample.text, sample.language, picks: picks)
                == sample.expected)
    }

    @Test(arguments: [
        Case.fr("mardi à 14h", "b"), .fr("mardi", "a", "b"), .fr("14h", "b", "c"), .fr("demain 14h", "c"),
        .fr("demain à 9h"), .en("tuesday at 2pm", "b"),
    ])
    func elementsAreFoundByDayAndTime(_ sample: Case) {
        let day: Int64 = 86_400_000
        let base = Int64(Given.today.days) * day
        let picks = [
            ("a", base + 6 * day + 9 * 3_600_000), ("b", base + 6 * day + 14 * 3_600_000),
            ("c", base + day + 14 * 3_600_000),
        ].map {
            PickOption(element: .choice($0.0), field: .instant(milliseconds: $0.1))
        }
        let found = EntityFinder.find(
            .pick(result: "r", list: "l", field: "d"), in: Utterance(sample.text), picks: picks,
            context: Given.context(sample.language))
        #expect(found.map { Given.plain($0.value) } == sample.expected)
    }

    @Test(arguments: [
        Case.fr("FR-204519", "FR-204519"), .fr("fr 204519", "FR-204519"), .fr("la deuxième", "FR-204519"),
        .fr("celle du 12"),
        .fr("Paris Bastille", "Paris Bastille"), .fr("bastille", "Paris Bastille"),
    ])
    func elementsAreFoundByText(_ sample: Case) {
        let picks = ["FR-204518", "FR-204519", "Paris Bastille"].map {
            PickOption(element: .text($0), field: .text($0))
        }
        #expect(
            Given.found(.pick(result: "r", list: "l", field: "d"), sample.text, sample.language, picks: picks)
                == sample.expected)
    }
}
