/// A day of the proleptic Gregorian calendar, without a zone.
package struct CivilDate: Hashable, Sendable, Comparable {
    package let year: Int32
    /// 1…12.
    package let month: Int8
    /// 1…31.
    package let day: Int8

    /// - Returns: nil if there is no such day (`2027-02-29`) or the year is outside ±200,000.
    package init?(year: Int, month: Int, day: Int) {
        guard (-200_000...200_000).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.daysInMonth(month, year: year)
        else { return nil }
        self.year = Int32(year)
        self.month = Int8(month)
        self.day = Int8(day)
    }

    /// The day with this number.
    ///
    /// - Parameter days: days since 1970-01-01; values outside ±73 million (years ±200,000) are clamped.
    /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
    package init(days: Int32) {
        let shifted = min(max(Int(days), -73_000_000), 73_000_000) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = Int32(yearOfEra + era * 400 + (month <= 2 ? 1 : 0))
        self.month = Int8(month)
        day = Int8(dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// Days since 1970-01-01.
    ///
    /// - Source: as above, `days_from_civil`.
    package var days: Int32 {
        let year = month <= 2 ? Int(year) - 1 : Int(year)
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let marchMonth = month > 2 ? Int(month) - 3 : Int(month) + 9
        let dayOfYear = (153 * marchMonth + 2) / 5 + Int(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// 1 Monday … 7 Sunday.
    package var weekday: Int { Self.weekday(ofDays: days) }

    /// 1 Monday … 7 Sunday, of any day number.
    package static func weekday(ofDays days: Int32) -> Int {
        let remainder = (Int(days) + 3) % 7
        return (remainder < 0 ? remainder + 7 : remainder) + 1
    }

    package static func isLeap(year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// - Returns: 0 for a month that does not exist.
    package static func daysInMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 1, 3, 5, 7, 8, 10, 12: 31
        case 4, 6, 9, 11: 30
        case 2: isLeap(year: year) ? 29 : 28
        default: 0
        }
    }

    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}
