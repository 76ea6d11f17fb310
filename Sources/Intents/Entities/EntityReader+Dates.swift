import CivilTime
import Text

/// Civil days, relative to the day of the context.
///
/// A date without a year is the next one from today on, unless the bounds of the slot or the words ("dernier", "il y a", "last") point
/// to the past.
extension EntityReader {
    mutating func date(at index: Int, from: DayNumber?, to: DayNumber?) -> Reading<DayNumber>? {
        guard beginsFreely(index), sign(index) == "" else { return nil }
        let bounds = DateBounds(today: context.today.days, from: from?.days, to: to?.days)
        if let found = figureDate(at: index, bounds) { return found }
        if let found = relativeDay(at: index) { return found }
        if let found = wordDate(at: index, bounds) { return found }
        if let found = feast(at: index, bounds) { return found }
        if let found = countedDay(at: index) { return found }
        if let found = weekday(at: index, bounds) { return found }
        return dayOfMonth(at: index, bounds)
    }

    // MARK: 24/11, 24/11/2026, 2026-11-24, 24.11.2026

    private mutating func figureDate(at index: Int, _ bounds: DateBounds) -> Reading<DayNumber>? {
        guard let first = small(index) else { return nil }
        let mark = sign(index + 1)
        guard mark == "/" || mark == "-" || mark == ".", touches(index + 1), touches(index + 2),
            let second = small(index + 2)
        else { return nil }
        let hasThird =
            sign(index + 3) == mark && touches(index + 3) && touches(index + 4) && !digits(index + 4).isEmpty
        if hasThird, let third = small(index + 4),
            sign(index + 5) != mark || !touches(index + 5) || digits(index + 6).isEmpty
        {
            return fullDate((index, first), (index + 2, second), (index + 4, third))
        }
        guard !hasThird, mark == "/", digits(index).utf8.count <= 2, digits(index + 2).utf8.count <= 2,
            !(touches(index + 3) && (lexeme(index + 3)?.kind ?? .sign) != .sign)
        else { return nil }
        let days = orders(first, second).compactMap { bounds.nearest(month: $0.month, day: $0.day) }
        return reading(index + 3, days)
    }

    private mutating func fullDate(
        _ first: (index: Int, value: Int), _ second: (index: Int, value: Int),
        _ third: (index: Int, value: Int)
    ) -> Reading<DayNumber>? {
        let end = third.index + 1
        if touches(end), !word(end).isEmpty || !digits(end).isEmpty { return nil }
        if digits(first.index).utf8.count == 4 {
            return reading(
                end,
                [CivilDate(year: first.value, month: second.value, day: third.value)?.days].compactMap(\.self)
            )
        }
        let length = digits(third.index).utf8.count
        guard length == 2 || length == 4, digits(first.index).utf8.count <= 2,
            digits(second.index).utf8.count <= 2
        else {
            return nil
        }
        let year = length == 2 ? century(third.value) : third.value
        return reading(
            end,
            orders(first.value, second.value).compactMap {
                CivilDate(year: year, month: $0.month, day: $0.day)?.days
            })
    }

    /// Day and month of two figures: French writes the day first; English either way, so both are reported when both are dates.
    private func orders(_ first: Int, _ second: Int) -> [(month: Int, day: Int)] {
        let dayFirst = (month: second, day: first)
        let monthFirst = (month: first, day: second)
        let isDayFirst = (1...12).contains(second) && (1...31).contains(first)
        let isMonthFirst = (1...12).contains(first) && (1...31).contains(second)
        switch (isDayFirst, isMonthFirst) {
        case (true, true): return isFrench || first == second ? [dayFirst] : [dayFirst, monthFirst]
        case (true, false): return [dayFirst]
        case (false, true): return [monthFirst]
        case (false, false): return []
        }
    }

    /// Two figures of a year: up to 20 years ahead, else the past century.
    private func century(_ year: Int) -> Int {
        let now = Int(CivilDate(days: context.today.days).year)
        let candidate = now / 100 * 100 + year
        return candidate > now + 20 ? candidate - 100 : candidate
    }

    func reading(_ end: Int, _ days: [Int32]) -> Reading<DayNumber>? {
        days.isEmpty ? nil : Reading(end: end, values: days.map(DayNumber.init(days:)))
    }

    // MARK: demain, in two weeks, il y a trois jours

    private mutating func relativeDay(at index: Int) -> Reading<DayNumber>? {
        guard !word(index).isEmpty else { return nil }
        for (words, days) in DateWords.relative {
            guard let end = phrase(words, at: index) else { continue }
            return reading(end, [context.today.days &+ Int32(days)])
        }
        return nil
    }

    private mutating func countedDay(at index: Int) -> Reading<DayNumber>? {
        let lead = word(index)
        if ["dans", "in", "within", "ici"].contains(lead) {
            return counted(at: index + 1, direction: 1)
        }
        if let start = phrase(["il", "y", "a"], at: index) ?? phrase(["y", "a"], at: index) {
            return counted(at: start, direction: -1)
        }
        guard let found = counted(at: index, direction: -1) else { return nil }
        if word(found.end) == "ago" { return Reading(end: found.end + 1, values: found.values) }
        guard word(found.end) == "from", word(found.end + 1) == "now",
            let ahead = counted(at: index, direction: 1)
        else { return nil }
        return Reading(end: found.end + 2, values: ahead.values)
    }

    /// Farther than any date a customer means: thirty years.
    private static let maximumDays = 11_000

    private mutating func counted(at index: Int, direction: Int) -> Reading<DayNumber>? {
        var count = 1
        var end = index
        if let value = small(index) {
            (count, end) = (value, index + 1)
        } else if word(index) == "a" || word(index) == "an" || word(index) == "une" || word(index) == "un" {
            end = index + 1
        } else if let (after, value, _) = wordNumber(at: index) {
            (count, end) = (value, after)
        } else {
            return nil
        }
        guard (0...EntityReader.maximumDays).contains(count) else { return nil }
        if let days = DateWords.dayUnits[word(end)], count * days <= EntityReader.maximumDays {
            return reading(end + 1, [context.today.days &+ Int32(direction * count * days)])
        }
        if let months = DateWords.monthUnits[word(end)], count * months <= EntityReader.maximumDays / 30 {
            let date = CivilDate(days: context.today.days)
            let number = Int(date.year) * 12 + Int(date.month) - 1 + direction * count * months
            let (year, month) = (number / 12, number % 12 + 1)
            let day = min(Int(date.day), CivilDate.daysInMonth(month, year: year))
            return reading(end + 1, [CivilDate(year: year, month: month, day: day)?.days].compactMap(\.self))
        }
        return nil
    }

    // MARK: mardi 24 novembre 2026, the 24th of November, November 24

    private mutating func wordDate(at index: Int, _ bounds: DateBounds) -> Reading<DayNumber>? {
        var position = skipArticles(index)
        var weekday: Int?
        if let named = DateWords.weekdays[word(position)] {
            weekday = named
            position += 1
            if sign(position) == "," || sign(position) == "." { position += 1 }
            position = skipArticles(position)
        }
        if let (afterDay, day) = dayNumber(at: position) {
            var after = afterDay
            if word(after) == "of" || word(after) == "de" { after += 1 }
            if sign(after) == "-", touches(after) { after += 1 }
            if let month = month(at: after, needsNumber: false) {
                var end = after + 1
                if sign(end) == ".", word(after).utf8.count <= 5, touches(end) { end += 1 }
                return dated(end, month: month, day: day, weekday: weekday, bounds)
            }
        }
        if let month = month(at: position, needsNumber: true) {
            var after = position + 1
            if sign(after) == ".", touches(after) { after += 1 }
            if word(after) == "the" { after += 1 }
            if let (end, day) = dayNumber(at: after), sign(end) != ":" || !touches(end),
                !(touches(end) && word(end) == "h")
            {
                return dated(end, month: month, day: day, weekday: weekday, bounds)
            }
        }
        return nil
    }

    private mutating func skipArticles(_ index: Int) -> Int {
        let articles: Set<String> = ["le", "the", "du", "on", "au"]
        var position = index
        while position < index + 2, articles.contains(word(position)) { position += 1 }
        return position
    }

    /// - Parameter needsNumber: `mars 24`, `may 2`: a month that leads must be an English or unmistakable one.
    private mutating func month(at index: Int, needsNumber: Bool) -> Int? {
        let text = word(index)
        guard let month = DateWords.months[text] else { return nil }
        if needsNumber, isFrench, text == "mars" || text == "mai" { return nil }
        return month
    }

    /// `24`, `1er`, `24th`, `vingt-quatre`, `premier`, `first`.
    mutating func dayNumber(at index: Int) -> (end: Int, day: Int)? {
        if let value = small(index), digits(index).utf8.count <= 2 {
            guard (1...31).contains(value) else { return nil }
            let isOrdinal =
                touches(index + 1) && ["er", "e", "st", "nd", "rd", "th"].contains(word(index + 1))
            return (isOrdinal ? index + 2 : index + 1, value)
        }
        if let value = NumberWords.ordinals[word(index)] { return (index + 1, value) }
        guard let (end, value, _) = wordNumber(at: index), (1...31).contains(value) else { return nil }
        return (end, value)
    }

    private mutating func dated(
        _ end: Int, month: Int, day: Int, weekday: Int?, _ bounds: DateBounds
    ) -> Reading<DayNumber>? {
        var yearAt = end
        if sign(yearAt) == "," { yearAt += 1 }
        if let year = small(yearAt), digits(yearAt).utf8.count == 4, (1900...2200).contains(year),
            !touches(yearAt + 1) || sign(yearAt + 1) != ":"
        {
            return reading(
                yearAt + 1, [CivilDate(year: year, month: month, day: day)?.days].compactMap(\.self))
        }
        var bounds = bounds
        var stop = end
        if ["dernier", "passe", "last"].contains(word(end)) {
            bounds.prefersPast = true
            stop += 1
        } else if ["prochain", "next"].contains(word(end)) {
            stop += 1
        }
        guard let days = bounds.nearest(month: month, day: day) else { return nil }
        guard let weekday, CivilDate.weekday(ofDays: days) != weekday else { return reading(stop, [days]) }
        // "mardi 25 novembre" when the 25th is a Wednesday: one of the two is wrong, and only the customer knows which.
        let named = days &+ Int32((weekday - CivilDate.weekday(ofDays: days) + 10) % 7 - 3)
        return reading(stop, [days, named])
    }

    private mutating func feast(at index: Int, _ bounds: DateBounds) -> Reading<DayNumber>? {
        guard !word(index).isEmpty else { return nil }
        for feast in DateWords.feasts {
            guard let end = phrase(feast.words, at: index) else { continue }
            return reading(end, [bounds.nearest(month: feast.month, day: feast.day)].compactMap(\.self))
        }
        return nil
    }

    /// Whether what stands here makes the figure before it an hour, a price, a number of something.
    mutating func isClock(_ index: Int) -> Bool {
        if ["h", "heure", "heures", "am", "pm", "oclock", "o"].contains(word(index)) { return true }
        return [":", "%", "€", "$", "£"].contains(sign(index)) && touches(index)
    }

    // MARK: le 24, the 24th

    private mutating func dayOfMonth(at index: Int, _ bounds: DateBounds) -> Reading<DayNumber>? {
        var position = index
        let lead = word(index)
        let isLed = ["le", "the", "du", "au", "on"].contains(lead)
        if isLed { position += 1 }
        if lead == "on", word(position) == "the" { position += 1 }
        guard let value = small(position), digits(position).utf8.count <= 2, (1...31).contains(value) else {
            return nil
        }
        let suffix = touches(position + 1) ? word(position + 1) : ""
        let isOrdinal = ["st", "nd", "rd", "th", "er"].contains(suffix)
        let end = isOrdinal ? position + 2 : position + 1
        // Alone it is a day only where a day was asked.
        let isAlone =
            context.isAsked && index == 0
            && lexemes[min(end, lexemes.count)...].allSatisfy { $0.kind == .sign && "?!.".contains($0.text) }
        guard isOrdinal || isAlone || ((lead == "le" || lead == "du" || lead == "au") && isLed) else {
            return nil
        }
        guard isOrdinal || isAlone || isDayContext(end) else { return nil }
        let today = CivilDate(days: bounds.today)
        var best: Int32?
        for ahead in stride(from: 0, through: 2, by: 1) {
            let number = Int(today.year) * 12 + Int(today.month) - 1 + ahead
            if let date = CivilDate(year: number / 12, month: number % 12 + 1, day: value),
                date.days >= bounds.today
            {
                best = date.days
                break
            }
        }
        if let most = bounds.to, (best ?? .max) > most {
            for back in stride(from: 0, through: 2, by: 1) {
                let number = Int(today.year) * 12 + Int(today.month) - 1 - back
                if let date = CivilDate(year: number / 12, month: number % 12 + 1, day: value),
                    date.days <= most
                {
                    best = date.days
                    break
                }
            }
        }
        return reading(end, [best].compactMap(\.self))
    }

    /// Whether what follows `le 24` leaves it a day: a sign, the end, an hour, a few small words; not a noun or more digits.
    private mutating func isDayContext(_ index: Int) -> Bool {
        guard let next = lexeme(index) else { return true }
        switch next.kind {
        case .digits:
            return false
        case .sign:
            return
                !(next.touches && ["/", "-", ":", ".", ",", "%", "€", "$", "£"].contains(next.text)
                && touches(index + 1))
                && !["%", "€", "$", "£"].contains(next.text)
        case .word:
            return [
                "a", "au", "matin", "soir", "apres", "vers", "si", "ou", "et", "ca", "c", "je", "est",
                "serait", "me", "merci",
                "svp", "stp", "please", "at", "if", "or", "and", "dans", "avant", "entre", "de", "pour",
                "mais", "plutot",
                "dernier", "prochain",
            ].contains(next.text)
        }
    }
}
