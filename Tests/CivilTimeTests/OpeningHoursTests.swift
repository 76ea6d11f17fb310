import CivilTime
import TestSupport
import Testing

@Suite struct OpeningHoursTests {
    static let paris = Zone(identifier: "Europe/Paris") ?? .utc

    /// Monday to Friday 09:00–12:00 and 14:00–18:00, Saturday 10:00–12:00, closed on Christmas 2026.
    static let shop: OpeningHours = {
        var weekly: [Int: [OpeningHours.Interval]] = [6: [600..<720]]
        for day in 1...5 { weekly[day] = [840..<1080, 540..<720] }
        let christmas = CivilDate(year: 2026, month: 12, day: 25)
        return OpeningHours(weekly: weekly, exceptions: [christmas?.days ?? 0: []], zone: paris)
    }()

    /// An instant by the clock in Paris; a mistyped one fails the test.
    static func at(_ text: String) -> Int64 {
        guard let value = ISOText.parseDateAndTime(text) else {
            Issue.record("not a date and time: \(text)")
            return 0
        }
        return paris.milliseconds(days: value.days, minute: value.minute)
    }

    @Test(arguments: [
        ("2026-11-24T09:00", true), ("2026-11-24T08:59", false), ("2026-11-24T11:59", true),
        ("2026-11-24T12:00", false), ("2026-11-24T14:00", true), ("2026-11-24T18:00", false),
        ("2026-11-28T10:00", true), ("2026-11-29T10:00", false), ("2026-12-24T10:00", true),
        ("2026-12-25T10:00", false), ("2026-12-26T10:00", true),
    ])
    func openByTheClockOnTheWall(text: String, open: Bool) throws {
        #expect(Self.shop.isOpen(at: Self.at(text)) == open)
    }

    @Test(arguments: [
        ("2026-11-24T07:00", "2026-11-24T09:00"), ("2026-11-24T10:00", "2026-11-24T10:00"),
        ("2026-11-24T12:00", "2026-11-24T14:00"), ("2026-11-24T18:00", "2026-11-25T09:00"),
        ("2026-11-28T12:00", "2026-11-30T09:00"), ("2026-12-24T18:00", "2026-12-26T10:00"),
        ("2026-12-31T18:00", "2027-01-01T09:00"), ("2026-03-28T12:00", "2026-03-30T09:00"),
    ])
    func theNextOpening(from: String, expected: String) throws {
        #expect(Self.shop.nextOpening(after: Self.at(from)) == Self.at(expected))
    }

    @Test(arguments: [
        ("2026-11-24T10:00", 60, "2026-11-24T11:00"), ("2026-11-24T10:00", 120, "2026-11-24T12:00"),
        ("2026-11-24T10:00", 121, "2026-11-24T14:01"), ("2026-11-24T06:00", 30, "2026-11-24T09:30"),
        ("2026-11-27T17:00", 120, "2026-11-28T11:00"), ("2026-12-24T17:00", 61, "2026-12-26T10:01"),
        ("2026-11-23T09:00", 2220, "2026-11-28T12:00"), ("2026-11-23T09:00", 2221, "2026-11-30T09:01"),
    ])
    func addingOpenMinutes(from: String, minutes: Int, expected: String) throws {
        #expect(
            Self.shop.adding(openMilliseconds: Int64(minutes) * 60_000, to: Self.at(from))
                == Self.at(expected))
    }

    @Test func addingNothingIsNow() throws {
        let night = Self.at("2026-11-24T03:00")
        #expect(Self.shop.adding(openMilliseconds: 0, to: night) == night)
    }

    @Test func theNightTheClockJumpsIsAnHourShorterAndTheOtherLonger() throws {
        let nights = OpeningHours(weekly: [7: [60..<240]], zone: Self.paris)
        let hour: Int64 = 3_600_000
        for (day, expected) in [("2026-03-29", 2 * hour), ("2026-10-25", 4 * hour), ("2026-11-01", 3 * hour)]
        {
            let from = Self.at("\(day)T00:00")
            #expect(nights.adding(openMilliseconds: expected, to: from) == Self.at("\(day)T04:00"), "\(day)")
        }
    }

    @Test func hoursThatBeginInTheGapBeginAfterIt() throws {
        let hours = OpeningHours(weekly: [7: [150..<720]], zone: Self.paris)
        #expect(hours.nextOpening(after: Self.at("2026-03-29T00:00")) == Self.at("2026-03-29T03:00"))
    }

    @Test func dayAndNightStaysOpenAcrossMidnight() throws {
        let always = OpeningHours.always()
        #expect(always.isOpen(at: 0) && always.nextOpening(after: 5) == 5)
        #expect(always.nextClosing(after: 0) == nil)
        #expect(always.adding(openMilliseconds: 90, to: 10) == 100)
        let holiday = try #require(ISOText.parseDate("2026-12-25"))
        let butChristmas = OpeningHours.always(exceptions: [holiday: []], zone: Self.paris)
        #expect(
            butChristmas.nextClosing(after: Self.at("2026-12-23T12:00"))
                == Self.at("2026-12-25T00:00"))
        #expect(
            butChristmas.nextOpening(after: Self.at("2026-12-25T12:00"))
                == Self.at("2026-12-26T00:00"))
    }

    @Test func aDatedExceptionMayAlsoOpen() throws {
        let sunday = try #require(ISOText.parseDate("2026-12-20"))
        let hours = OpeningHours(weekly: [:], exceptions: [sunday: [600..<660]], zone: Self.paris)
        #expect(hours.nextOpening(after: Self.at("2026-11-01T00:00")) == Self.at("2026-12-20T10:00"))
        #expect(hours.nextOpening(after: Self.at("2026-12-20T11:00")) == nil)
        #expect(hours.adding(openMilliseconds: 3_600_001, to: Self.at("2026-11-01T00:00")) == nil)
    }

    @Test func intervalsAreCutSortedAndJoined() {
        let hours = OpeningHours(
            weekly: [1: [600..<700, -5..<10, 1400..<2000, 650..<800, 800..<810, 20..<20], 9: [0..<5]],
            zone: .utc)
        #expect(hours.weekly[0] == [0..<10, 600..<810, 1400..<1440])
        #expect(hours.weekly[1...].allSatisfy { $0.isEmpty })
    }

    /// Law: every derived figure agrees with asking minute by minute, across both changes of the clock.
    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6])
    func derivedTimesAgreeWithMinuteByMinute(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let names = ["Europe/Paris", "Australia/Lord_Howe", "America/New_York", "UTC"]
        let zone = try #require(Zone(identifier: names[random.next(below: names.count)]))
        var weekly: [Int: [OpeningHours.Interval]] = [:]
        for day in 1...7 {
            weekly[day] = (0..<random.next(below: 4)).map { _ in
                let from = Int16(random.next(below: 1440))
                return from..<min(1440, from + Int16(random.next(below: 500)))
            }
        }
        let first = try #require(ISOText.parseDate(seed % 2 == 0 ? "2026-03-06" : "2026-10-23"))
        let hours = OpeningHours(
            weekly: weekly, exceptions: [first + 9: [], first + 20: [0..<1440]], zone: zone)
        let start = Int64(first) * 86_400_000
        let minutes = 35 * 1440
        var openBefore = [Int](repeating: 0, count: minutes + 1)
        for minute in 0..<minutes {
            openBefore[minute + 1] =
                openBefore[minute] + (hours.isOpen(at: start + Int64(minute) * 60_000) ? 1 : 0)
        }
        for _ in 0..<300 {
            let from = random.next(below: minutes / 2)
            let to = from + random.next(below: minutes / 2)
            let sum = openBefore[to] - openBefore[from]
            let instant = start + Int64(from) * 60_000
            if let opening = (from..<minutes).first(where: { openBefore[$0 + 1] > openBefore[$0] }) {
                #expect(
                    hours.nextOpening(after: instant) == start + Int64(opening) * 60_000, "seed \(seed)")
            }
            if sum > 0, let reached = hours.adding(openMilliseconds: Int64(sum) * 60_000, to: instant) {
                let expected = (from...minutes).first { openBefore[$0] - openBefore[from] == sum }
                #expect(reached == start + Int64(expected ?? -1) * 60_000, "seed \(seed)")
            }
        }
    }

    @Test func extremeInstantsDoNotTrap() throws {
        let hours = Self.shop
        for instant in [Int64.min, .max, -1] {
            _ = hours.isOpen(at: instant)
            _ = hours.nextOpening(after: instant)
            _ = hours.nextClosing(after: instant)
            _ = hours.adding(openMilliseconds: .max, to: instant)
            _ = hours.adding(openMilliseconds: .min, to: instant)
        }
    }
}
