import CivilTime
import Testing

@Suite struct DateTextTests {
    @Test(arguments: [
        ("2026-11-24", "mardi 24 novembre", "Tuesday 24 November"),
        ("2027-01-01", "vendredi 1er janvier", "Friday 1 January"),
        ("2026-08-11", "mardi 11 août", "Tuesday 11 August"),
    ])
    func days(day: String, french: String, english: String) throws {
        let days = try #require(ISOText.parseDate(day))
        #expect(DateText.day(days, .french) == french)
        #expect(DateText.day(days, .english) == english)
    }

    @Test func datesCarryTheYear() throws {
        let days = try #require(ISOText.parseDate("2027-02-01"))
        #expect(DateText.date(days, .french) == "1er février 2027")
        #expect(DateText.date(days, .english) == "1 February 2027")
    }

    @Test(arguments: [
        (870, "14\u{A0}h\u{A0}30", "2:30 pm"), (540, "9\u{A0}h", "9 am"),
        (545, "9\u{A0}h\u{A0}05", "9:05 am"),
        (0, "minuit", "midnight"), (1440, "minuit", "midnight"), (720, "midi", "noon"),
        (5, "0\u{A0}h\u{A0}05", "12:05 am"), (725, "12\u{A0}h\u{A0}05", "12:05 pm"),
        (1439, "23\u{A0}h\u{A0}59", "11:59 pm"),
    ])
    func times(minute: Int, french: String, english: String) {
        #expect(DateText.time(Int16(minute), .french) == french)
        #expect(DateText.time(Int16(minute), .english) == english)
    }

    @Test func instantsAreReadInTheirZone() throws {
        let zone = try #require(Zone(identifier: "Europe/Paris"))
        #expect(
            DateText.instant(1_795_527_000_000, in: zone, .french) == "mardi 24 novembre à 14\u{A0}h\u{A0}30")
        #expect(DateText.instant(1_795_527_000_000, in: zone, .english) == "Tuesday 24 November at 2:30 pm")
    }

    @Test(arguments: [
        (Int64(-5), "0 s"), (1, "1 s"), (59_000, "59 s"), (59_001, "1 min"), (300_000, "5 min"),
        (3_900_000, "1 h 05"), (7_200_000, "2 h"), (259_200_000, "3 days"), (.max, "100000000 days"),
    ])
    func durations(milliseconds: Int64, english: String) {
        #expect(DateText.duration(milliseconds: milliseconds, .english) == english)
        let french = english.replacing(" ", with: "\u{A0}").replacing("days", with: "jours")
        #expect(DateText.duration(milliseconds: milliseconds, .french) == french)
    }

    @Test func languageTags() {
        #expect(WrittenLanguage(code: "fr-CA") == .french)
        #expect(WrittenLanguage(code: "FR") == .french)
        #expect(WrittenLanguage(code: "fro") == .english)
        #expect(WrittenLanguage(code: "en") == .english)
        #expect(WrittenLanguage(code: "") == .english)
    }
}
