import CivilTime
import Text

extension EntityReader {
    // MARK: mardi, mardi prochain, next friday, vendredi en huit, le mardi 24

    mutating func weekday(at index: Int, _ bounds: DateBounds) -> Reading<DayNumber>? {
        var position = index
        let lead = word(index)
        if ["next", "last", "this", "ce", "on", "le", "coming", "sur", "du", "au"].contains(lead) {
            position += 1
        }
        guard let weekday = DateWords.weekdays[word(position)] else { return nil }
        var end = position + 1
        let today = context.today.days
        // The coming one, after today.
        let ahead = (weekday - CivilDate.weekday(ofDays: today) + 6) % 7 + 1
        var coming = today &+ Int32(ahead)
        if let day = small(end), digits(end).utf8.count <= 2, (1...31).contains(day), !isClock(end + 1) {
            return weekdayWithDay(end + 1, weekday, day)
        }
        if word(end) == "the" || word(end) == "le", let (after, day) = dayNumber(at: end + 1),
            after == end + 3 || word(end) == "le",
            !digits(end + 1).isEmpty, !isClock(after)
        {
            return weekdayWithDay(after, weekday, day)
        }
        if ["dernier", "passe"].contains(word(end)) || lead == "last" {
            if lead != "last" { end += 1 }
            return reading(end, [coming &- 7])
        }
        if lead == "this" || lead == "ce" {
            if ahead == 7 { coming = today }
            return reading(end, [coming])
        }
        if let after = phrase(["en", "huit"], at: end) { return reading(after, [coming &+ 7]) }
        // "friday week", as the British say it; "friday next week" stands below.
        if !isFrench, word(end) == "week" { return reading(end + 1, [coming &+ 7]) }
        if let after = phrase(["en", "quinze"], at: end) { return reading(after, [coming &+ 14]) }
        if let after = anyPhrase(
            [
                ["de", "la", "semaine", "prochaine"], ["la", "semaine", "prochaine"], ["of", "next", "week"],
                ["next", "week"],
            ], at: end)
        {
            let monday = today &- Int32(CivilDate.weekday(ofDays: today) - 1) &+ 7
            return reading(after, [monday &+ Int32(weekday - 1)])
        }
        if ["prochain", "suivant", "qui"].contains(word(end)) {
            if word(end) == "qui" {
                guard word(end + 1) == "vient" else { return reading(end, [coming]) }
                end += 1
            }
            return reading(end + 1, [coming])
        }
        if lead == "next" {
            // On a Monday, "next Friday" is this week's for one half of the English and next week's for the other.
            let isThisWeek = CivilDate.weekday(ofDays: today) < weekday
            return reading(end, isThisWeek ? [coming, coming &+ 7] : [coming])
        }
        if let most = bounds.to, coming > most, coming &- 7 <= most { coming = coming &- 7 }
        return reading(end, [coming])
    }

    /// The nearest day with this weekday and day of the month, within a year.
    private mutating func weekdayWithDay(_ end: Int, _ weekday: Int, _ day: Int) -> Reading<DayNumber>? {
        let today = CivilDate(days: context.today.days)
        for ahead in 0...12 {
            let number = Int(today.year) * 12 + Int(today.month) - 1 + ahead
            guard let date = CivilDate(year: number / 12, month: number % 12 + 1, day: day),
                date.days >= context.today.days,
                date.weekday == weekday
            else { continue }
            return reading(end, [date.days])
        }
        return nil
    }
}
