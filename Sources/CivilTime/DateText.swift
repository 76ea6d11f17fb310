/// Days and times as a person writes them.
///
/// French puts a no-break space (U+00A0) around the `h` of a time, so a line never ends between figure and unit; dates keep
/// ordinary blanks, because they are long and may break.
package enum DateText {
    /// `mardi 24 novembre`, `Tuesday 24 November`; the first of a month is `1er` in French.
    package static func day(_ days: Int32, _ language: WrittenLanguage) -> String {
        language.weekdayNames[CivilDate.weekday(ofDays: days) - 1] + " " + dayAndMonth(days, language)
    }

    /// `24 novembre 2026`, `24 November 2026`.
    package static func date(_ days: Int32, _ language: WrittenLanguage) -> String {
        dayAndMonth(days, language) + " " + String(CivilDate(days: days).year)
    }

    /// `24 novembre`, `24 November`.
    package static func dayAndMonth(_ days: Int32, _ language: WrittenLanguage) -> String {
        let date = CivilDate(days: days)
        let number = date.day == 1 && language == .french ? "1er" : String(date.day)
        return number + " " + language.monthNames[Int(date.month) - 1]
    }

    /// `14 h 30`, `9 h`, `midi`, `minuit`; `2:30 pm`, `9 am`, `noon`, `midnight`.
    ///
    /// - Parameter minute: 0…1440 (1440 is the midnight that ends a day); others are clamped.
    package static func time(_ minute: Int16, _ language: WrittenLanguage) -> String {
        let minute = Int(min(max(minute, 0), 1440))
        let (hour, rest) = (minute / 60 % 24, minute % 60)
        switch language {
        case .french:
            if rest == 0, hour == 0 { return "minuit" }
            if rest == 0, hour == 12 { return "midi" }
            return "\(hour)\u{A0}h" + (rest == 0 ? "" : "\u{A0}" + ISOText.two(rest))
        case .english:
            if rest == 0, hour == 0 { return "midnight" }
            if rest == 0, hour == 12 { return "noon" }
            let shown = hour % 12 == 0 ? 12 : hour % 12
            return String(shown) + (rest == 0 ? "" : ":" + ISOText.two(rest)) + (hour < 12 ? " am" : " pm")
        }
    }

    /// `mardi 24 novembre à 14 h 30`, `Tuesday 24 November at 2:30 pm`: an instant, in a zone.
    package static func instant(_ milliseconds: Int64, in zone: Zone, _ language: WrittenLanguage) -> String {
        let civil = zone.civil(atMilliseconds: milliseconds)
        let joined = language == .french ? " à " : " at "
        return day(civil.days, language) + joined + time(civil.minute, language)
    }

    /// A length of time, rounded up to what a waiting person cares about: `30 s`, `5 min`, `1 h 05`, `3 jours`.
    ///
    /// - Parameter milliseconds: negative counts as 0.
    package static func duration(milliseconds: Int64, _ language: WrittenLanguage) -> String {
        let seconds = (min(max(milliseconds, 0), CivilLimits.milliseconds) + 999) / 1000
        let blank = language == .french ? "\u{A0}" : " "
        if seconds < 60 { return "\(seconds)\(blank)s" }
        let minutes = (seconds + 59) / 60
        if minutes < 60 { return "\(minutes)\(blank)min" }
        if minutes < 2 * 1440 {
            let rest = Int(minutes % 60)
            return "\(minutes / 60)\(blank)h" + (rest == 0 ? "" : blank + ISOText.two(rest))
        }
        let days = (minutes + 1439) / 1440
        return "\(days)\(blank)" + (language == .french ? "jours" : "days")
    }
}
