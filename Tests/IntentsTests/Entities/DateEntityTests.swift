import CivilTime
import Intents
import Testing
import Text

/// Today is Wednesday 18 November 2026.
struct DateEntityTests {
    @Test(arguments: [
        Case.fr("demain", "2026-11-19"), .fr("après-demain", "2026-11-20"), .fr("aujourd'hui", "2026-11-18"),
        .fr("hier", "2026-11-17"),
        .fr("avant-hier", "2026-11-16"), .fr("mardi", "2026-11-24"), .fr("mardi prochain", "2026-11-24"),
        .fr("vendredi", "2026-11-20"),
        .fr("mercredi", "2026-11-25"), .fr("ce mercredi", "2026-11-18"), .fr("mardi dernier", "2026-11-17"),
        .fr("vendredi en huit", "2026-11-27"),
        .fr("lundi de la semaine prochaine", "2026-11-23"), .fr("dans 3 jours", "2026-11-21"),
        .fr("dans deux semaines", "2026-12-02"),
        .fr("dans un mois", "2026-12-18"), .fr("il y a 5 jours", "2026-11-13"), .fr("le 24", "2026-11-24"),
        .fr("le 3", "2026-12-03"),
        .fr("24/11", "2026-11-24"), .fr("3/4", "2027-04-03"), .fr("24/11/2026", "2026-11-24"),
        .fr("24/11/26", "2026-11-24"),
        .fr("24.11.2026", "2026-11-24"), .fr("24-11-2026", "2026-11-24"), .fr("2026-11-24", "2026-11-24"),
        .fr("24 novembre 2026", "2026-11-24"),
        .fr("le 24 novembre", "2026-11-24"), .fr("1er décembre", "2026-12-01"),
        .fr("premier mai", "2027-05-01"), .fr("mardi 24 novembre", "2026-11-24"),
        .fr("mardi 25 novembre", "2026-11-25|2026-11-24"), .fr("vingt-quatre novembre", "2026-11-24"),
        .fr("le 24 nov.", "2026-11-24"),
        .fr("mardi 24", "2026-11-24"), .fr("lundi ou mardi", "2026-11-23", "2026-11-24"), .fr("31/02/2027"),
        .fr("32/13"), .fr("à Noël", "2026-12-25"),
        .fr("le mardi 24 à 14h", "2026-11-24"), .fr("ce soir", "2026-11-18"), .fr("06 12 34 56 78"),
        .fr("j'ai 24 ans"), .fr("le 24 rue des Lilas"),
        .fr("29 février", "2028-02-29"), .fr("le 3 novembre dernier", "2026-11-03"), .fr("15", "2026-12-15"),
        .fr("11/24", "2026-11-24"),
        .fr("du 24 au 26 novembre", "2026-11-24", "2026-11-26"), .fr("samedi qui vient", "2026-11-21"),
        .fr("FR-24/11x"),
    ])
    func frenchDates(_ sample: Case) {
        #expect(Given.found(.date(from: nil, to: nil), sample.text, sample.language) == sample.expected)
    }

    @Test(arguments: [
        Case.en("tomorrow", "2026-11-19"), .en("the day after tomorrow", "2026-11-20"),
        .en("today", "2026-11-18"), .en("yesterday", "2026-11-17"),
        .en("next friday", "2026-11-20|2026-11-27"), .en("next monday", "2026-11-23"),
        .en("friday", "2026-11-20"), .en("this friday", "2026-11-20"),
        .en("last monday", "2026-11-16"), .en("in two weeks", "2026-12-02"), .en("in 3 days", "2026-11-21"),
        .en("in a month", "2026-12-18"),
        .en("3 days ago", "2026-11-15"), .en("a week ago", "2026-11-11"), .en("24/11", "2026-11-24"),
        .en("11/24", "2026-11-24"),
        .en("3/4", "2027-04-03|2027-03-04"), .en("4/4", "2027-04-04"),
        .en("03/04/2027", "2027-04-03|2027-03-04"), .en("2026-11-24", "2026-11-24"),
        .en("November 24", "2026-11-24"), .en("November 24th, 2026", "2026-11-24"),
        .en("the 24th of November", "2026-11-24"),
        .en("24 Nov 2026", "2026-11-24"), .en("the 24th", "2026-11-24"), .en("on the 3rd", "2026-12-03"),
        .en("the first of may", "2027-05-01"),
        .en("Tuesday 24 November", "2026-11-24"), .en("Tuesday, November 24", "2026-11-24"),
        .en("tuesday next week", "2026-11-24"), .en("thursday the 26th", "2026-11-26"),
        .en("may i ask"), .en("march on"), .en("christmas", "2026-12-25"), .en("tonight", "2026-11-18"),
        .en("monday or tuesday", "2026-11-23", "2026-11-24"),
        .en("I waited 24 hours"), .en("room 24"), .en("the 24 of november", "2026-11-24"),
        .en("Nov 24 at 5pm", "2026-11-24"),
    ])
    func englishDates(_ sample: Case) {
        #expect(Given.found(.date(from: nil, to: nil), sample.text, sample.language) == sample.expected)
    }

    @Test func boundsChooseTheYearThatIsLeftOut() {
        let past = SlotType.date(from: nil, to: .today(plusDays: 0))
        #expect(Given.found(past, "le 3 mars", .french) == ["2026-03-03"])
        #expect(Given.found(past, "le 3", .french) == ["2026-11-03"])
        #expect(Given.found(past, "lundi", .french) == ["2026-11-16"])
        #expect(Given.found(past, "24 december", .english) == ["2025-12-24"])
    }

    @Test(arguments: Array(stride(from: Int32(20_000), to: 20_400, by: 1)))
    func everyDayIsFoundFromHowItIsWritten(days: Int32) {
        let context = EntityContext(today: DayNumber(days: days - 3), language: .french)
        let text = "je viens " + DateText.day(days, .french) + " si possible"
        let found = EntityFinder.find(.date(from: nil, to: nil), in: Utterance(text), context: context)
        #expect(found.map(\.value) == [.date(DayNumber(days: days))])
        let english = EntityContext(today: DayNumber(days: days - 3), language: .english)
        let second = EntityFinder.find(
            .date(from: nil, to: nil), in: Utterance("on " + DateText.date(days, .english)), context: english)
        #expect(second.map(\.value) == [.date(DayNumber(days: days))])
    }
}
