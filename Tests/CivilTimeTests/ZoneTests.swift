import CivilTime
import Foundation
import TestSupport
import Testing

@Suite struct ZoneTests {
    @Test(arguments: [
        "", "Nope/No", "Europe/paris2", "../../etc/passwd", String(repeating: "a", count: 100_000),
    ])
    func unknownZonesAreRefused(identifier: String) {
        #expect(Zone(identifier: identifier) == nil)
    }

    /// The wall in Paris, minute by minute around both changes of 2026.
    @Test(arguments: [
        ("2026-03-29", 0, 59, "2026-03-29", 119), ("2026-03-29", 1, 0, "2026-03-29", 180),
        ("2026-10-25", 0, 59, "2026-10-25", 179), ("2026-10-25", 1, 0, "2026-10-25", 120),
        ("2026-12-31", 22, 59, "2026-12-31", 1439), ("2026-12-31", 23, 0, "2027-01-01", 0),
        ("2024-02-28", 23, 0, "2024-02-29", 0),
    ])
    func theWallInParis(day: String, hourUTC: Int, minuteUTC: Int, shown: String, minute: Int) throws {
        let zone = try #require(Zone(identifier: "Europe/Paris"))
        let days = try #require(ISOText.parseDate(day))
        let civil = zone.civil(
            atMilliseconds: Int64(days) * 86_400_000 + Int64(hourUTC * 60 + minuteUTC) * 60_000)
        #expect(ISOText.date(civil.days) == shown)
        #expect(Int(civil.minute) == minute)
    }

    @Test func aTimeInTheGapLiesAsMuchLater() throws {
        let zone = try #require(Zone(identifier: "Europe/Paris"))
        let days = try #require(ISOText.parseDate("2026-03-29"))
        let instant = zone.milliseconds(days: days, minute: 150)
        #expect(instant == Int64(days) * 86_400_000 + 90 * 60_000)
        #expect(zone.civil(atMilliseconds: instant).minute == 210)
    }

    @Test func aTimeThatComesTwiceIsTheFirst() throws {
        let zone = try #require(Zone(identifier: "Europe/Paris"))
        let days = try #require(ISOText.parseDate("2026-10-25"))
        let instant = zone.milliseconds(days: days, minute: 150)
        #expect(instant == Int64(days) * 86_400_000 + 30 * 60_000)
    }

    @Test func midnightThatTheClockJumpsOverIsTheJump() throws {
        // Beirut goes from 00:00 to 01:00.
        let zone = try #require(Zone(identifier: "Asia/Beirut"))
        let days = try #require(ISOText.parseDate("2024-03-31"))
        let start = zone.milliseconds(days: days, minute: 0)
        #expect(zone.civil(atMilliseconds: start).minute == 60)
        #expect(zone.civil(atMilliseconds: start).days == days)
        #expect(zone.civil(atMilliseconds: start - 1).days == days - 1)
    }

    /// Foundation's calendar is the independent judge, over zones with odd rules.
    @Test(arguments: [
        "Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca",
        "Pacific/Apia", "America/Sao_Paulo", "UTC",
    ])
    func theTableAgreesWithFoundation(identifier: String) throws {
        let zone = try #require(Zone(identifier: identifier))
        let foundation = try #require(TimeZone(identifier: identifier))
        var random = SeededNumbers(seed: 11)
        for _ in 0..<20_000 {
            let seconds = Int64(random.next() % 4_102_444_800)
            let expected = Int64(foundation.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
            #expect(
                zone.stretch(at: seconds * 1000).offsetMilliseconds == expected * 1000,
                "seed 11, at \(seconds)")
        }
    }

    /// Law: what the wall shows leads back to the instant, or to the first of the two instants that show it.
    @Test(arguments: ["Europe/Paris", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"])
    func wallTimesLeadBack(identifier: String) throws {
        let zone = try #require(Zone(identifier: identifier))
        var random = SeededNumbers(seed: 12)
        for _ in 0..<20_000 {
            let instant = Int64(random.next() % 68_000_000) * 60_000
            let civil = zone.civil(atMilliseconds: instant)
            let back = zone.milliseconds(days: civil.days, minute: civil.minute)
            let shown = zone.civil(atMilliseconds: back)
            #expect(back <= instant && instant - back <= 2 * 3_600_000)
            #expect(shown.days == civil.days && shown.minute == civil.minute)
        }
    }

    @Test func extremeInstantsDoNotTrap() throws {
        let zone = try #require(Zone(identifier: "Europe/Paris"))
        for instant in [Int64.min, .max, 0, -1] {
            let civil = zone.civil(atMilliseconds: instant)
            #expect((0..<1440).contains(civil.minute))
        }
        for days in [Int32.min, .max] {
            _ = zone.milliseconds(days: days, minute: .max)
            _ = zone.milliseconds(days: days, minute: .min)
        }
    }
}
