import CivilTime
import Testing

@Suite struct CivilDateTests {
    @Test(arguments: [
        (1970, 1, 1, 0, 4), (1970, 1, 2, 1, 5), (1969, 12, 31, -1, 3), (2000, 2, 29, 11_016, 2),
        (2000, 3, 1, 11_017, 3), (2024, 2, 29, 19_782, 4), (2026, 11, 24, 20_781, 2),
        (2026, 12, 31, 20_818, 4),
        (2027, 1, 1, 20_819, 5), (1900, 3, 1, -25_508, 4), (1, 1, 1, -719_162, 1),
        (9999, 12, 31, 2_932_896, 5),
    ])
    func datesAndDayNumbersAgree(year: Int, month: Int, day: Int, days: Int, weekday: Int) throws {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        #expect(date.days == Int32(days))
        #expect(CivilDate(days: Int32(days)) == date)
        #expect(date.weekday == weekday)
    }

    @Test func everyDayOfEightCenturiesComesBack() {
        var previous = CivilDate(days: -146_098)
        for days in Int32(-146_097)...Int32(146_097) {
            let date = CivilDate(days: days)
            #expect(date.days == days)
            #expect(previous < date)
            #expect(date.weekday == previous.weekday % 7 + 1)
            previous = date
        }
    }

    @Test(arguments: [
        (2027, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 1, 32),
        (200_001, 1, 1), (Int.max, 1, 1), (Int.min, 1, 1), (2026, Int.max, 1), (2026, 1, Int.min),
    ])
    func daysThatDoNotExistAreRefused(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test func extremeDayNumbersDoNotTrap() {
        #expect(CivilDate(days: .max).year > 190_000)
        #expect(CivilDate(days: .min).year < -190_000)
        #expect((1...7).contains(CivilDate.weekday(ofDays: .min)))
        #expect((1...7).contains(CivilDate.weekday(ofDays: .max)))
    }
}
