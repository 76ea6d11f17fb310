import CivilTime
import Testing

@Suite struct ISOTextTests {
    @Test func datesAreReadAndWritten() {
        #expect(ISOText.parseDate("2027-01-31") == 20_849)
        #expect(ISOText.parseDate("2024-02-29") == 19_782)
        #expect(ISOText.date(20_849) == "2027-01-31")
        #expect(ISOText.date(-719_162) == "0001-01-01")
    }

    @Test(arguments: [
        "", "2027-1-31", "2027-02-29", "2027-01-31 ", " 2027-01-31", "27-01-31", "2027/01/31", "2027-01-3x",
        "+027-01-31", "2027-01-310", "２０２７-01-31", "-027-01-31",
    ])
    func otherDatesAreRefused(text: String) {
        #expect(ISOText.parseDate(text) == nil)
    }

    @Test func timesAreReadAndWritten() {
        #expect(ISOText.parseTime("14:30") == 870)
        #expect(ISOText.parseTime("00:00") == 0)
        #expect(ISOText.parseTime("24:00") == 1440)
        #expect(ISOText.time(870) == "14:30")
        #expect(ISOText.time(1440) == "24:00")
        #expect(ISOText.time(.min) == "00:00")
    }

    @Test(arguments: ["", "9:00", "24:01", "25:00", "14:60", "14h30", "14:3", "14:300", "1４:30"])
    func otherTimesAreRefused(text: String) {
        #expect(ISOText.parseTime(text) == nil)
    }

    @Test func aDateWithATime() throws {
        let value = try #require(ISOText.parseDateAndTime("2026-11-24T14:30"))
        #expect(value.days == 20_781 && value.minute == 870)
        #expect(ISOText.parseDateAndTime("2026-11-24 14:30") != nil)
        #expect(ISOText.parseDateAndTime("2026-11-24T24:00") == nil)
        #expect(ISOText.parseDateAndTime("2026-11-24") == nil)
        #expect(ISOText.parseDateAndTime("2026-11-2é 14:30") == nil)
    }
}
