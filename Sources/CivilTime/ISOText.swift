/// Dates and times as authors and programs write them: `2027-01-31`, `14:30`, `2027-01-31T14:30`.
///
/// - Source: ISO 8601, the extended calendar date and the time of day without seconds; years 0000…9999.
package enum ISOText {
    /// Reads `YYYY-MM-DD`.
    ///
    /// - Returns: days since 1970-01-01; nil unless the text is exactly that form and names a day that exists.
    package static func parseDate(_ text: some StringProtocol) -> Int32? {
        let bytes = Array(text.utf8.prefix(11))
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = digits(bytes[0..<4]), let month = digits(bytes[5..<7]),
            let day = digits(bytes[8..<10])
        else { return nil }
        return CivilDate(year: year, month: month, day: day)?.days
    }

    /// Reads `HH:MM`, 00:00…24:00.
    ///
    /// - Returns: minutes since midnight, 1440 for `24:00` (the end of a day in opening hours); a value of a slot is below.
    package static func parseTime(_ text: some StringProtocol) -> Int16? {
        let bytes = Array(text.utf8.prefix(6))
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = digits(bytes[0..<2]),
            let minute = digits(bytes[3..<5]), minute < 60, hour < 24 || hour == 24 && minute == 0
        else { return nil }
        return Int16(hour * 60 + minute)
    }

    /// Reads a date, `T` or a blank, and a time.
    package static func parseDateAndTime(_ text: some StringProtocol) -> (days: Int32, minute: Int16)? {
        let bytes = Array(text.utf8.prefix(17))
        guard bytes.count == 16, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ") else {
            return nil
        }
        let text = String(text)
        guard let days = parseDate(text.prefix(10)), let minute = parseTime(text.suffix(5)), minute < 1440
        else { return nil }
        return (days, minute)
    }

    /// `2027-01-31`; a year outside 0…9999 keeps its sign and digits.
    package static func date(_ days: Int32) -> String {
        let date = CivilDate(days: days)
        let year = date.year.magnitude
        let digits = String(year)
        let padding = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
        return (date.year < 0 ? "-" : "") + padding + digits + "-" + two(Int(date.month)) + "-"
            + two(Int(date.day))
    }

    /// `14:30`; minutes outside 0…1440 are clamped.
    package static func time(_ minute: Int16) -> String {
        let minute = Int(min(max(minute, 0), 1440))
        return two(minute / 60) + ":" + two(minute % 60)
    }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
}
