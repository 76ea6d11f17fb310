import Text

/// Times of the day.
///
/// French writes 24 hours, but says "à deux heures" for both halves of the day; English says so always. Hours 1 to 7 without a hint
/// ("du matin", "pm", a leading zero) are two readings, the afternoon first; 8 to 12 are taken as spoken in a shop.
extension EntityReader {
    mutating func time(at index: Int) -> Reading<MinuteOfDay>? {
        guard beginsFreely(index), sign(index) == "" else { return nil }
        if isDuration(before: index) || isOneHour(index) { return nil }
        if let found = figureTime(at: index) { return found }
        if let found = wordTime(at: index) { return found }
        if let found = englishTime(at: index) { return found }
        return bareHour(at: index)
    }

    /// "dans 2 h", "depuis deux heures", "for 2 hours": lengths, not times.
    private mutating func isDuration(before index: Int) -> Bool {
        [
            "dans", "depuis", "pendant", "durant", "sous", "toutes", "chaque", "for", "in", "within", "every",
            "since", "last", "environ",
            "attendu", "attends", "attente",
        ].contains(word(index - 1)) || (word(index - 1) == "a" && word(index - 2) == "y")
            || (word(index - 1) == "de" && word(index - 2) == "plus")
            || (word(index - 1) == "les" && word(index - 2) == "toutes")
    }

    /// "pour une heure", "d'1 heure": a length.
    private mutating func isOneHour(_ index: Int) -> Bool {
        guard word(index) == "une" || digits(index) == "1", word(index + 1) == "heure" else { return false }
        return ["pour", "de", "d"].contains(word(index - 1))
            || (sign(index - 1) == "'" && word(index - 2) == "d")
    }

    // MARK: 14h30, 14 h, 14:30, 5pm, 5:30 p.m.

    private mutating func figureTime(at index: Int) -> Reading<MinuteOfDay>? {
        guard let hour = small(index), digits(index).utf8.count <= 2, hour <= 24 else { return nil }
        var minute = 0
        var end = index + 1
        var isMarked = false
        let unit = word(end)
        if sign(end) == ":" || (sign(end) == "." && ["am", "pm"].contains(word(end + 2))), touches(end),
            touches(end + 1),
            digits(end + 1).utf8.count == 2, let value = small(end + 1), value < 60
        {
            minute = value
            end += 2
            isMarked = true
            // 14:30:00
            if sign(end) == ":", touches(end), digits(end + 1).utf8.count == 2 { end += 2 }
        } else if ["h", "heure", "heures", "hr", "hrs"].contains(unit) {
            end += 1
            isMarked = true
            if unit != "hr", unit != "hrs", let value = small(end), digits(end).utf8.count == 2, value < 60,
                !isDateMark(end + 1)
            {
                minute = value
                end += 1
                if ["min", "mn", "minutes"].contains(word(end)) { end += 1 }
            } else if let (after, change) = frenchChange(at: end) {
                return halves(hour, change, after, isExact: false)
            } else if touches(end), !word(end).isEmpty {
                return nil
            }
        }
        let isExact = digits(index).utf8.first == 0x30 || hour > 12
        if let (after, half) = halfOfDay(at: end) {
            guard isMarked || EntityReader.englishHalves.contains(word(end)) else { return nil }
            return applied(half, hour, minute, after)
        }
        guard isMarked else { return nil }
        if touches(end), let next = lexeme(end), next.kind != .sign { return nil }
        return halves(
            hour, minute, end, isExact: isExact || minute != 0 && sign(index + 1) == ":" && isFrench)
    }

    private mutating func isDateMark(_ index: Int) -> Bool { sign(index) == "/" && touches(index) }

    private static let englishHalves: Set<String> = ["am", "pm", "a", "p", "in", "tonight", "o"]

    private enum Half { case morning, afternoon, evening }

    /// "du matin", "de l'après-midi", "in the evening", "am", "p.m.", "o'clock in the morning".
    private mutating func halfOfDay(at index: Int) -> (end: Int, half: Half)? {
        var start = index
        if let after = phrase(["o", "clock"], at: start) {
            start = after
        } else if word(start) == "oclock" {
            start += 1
        }
        switch word(start) {
        case "am": return (start + 1, .morning)
        case "pm": return (start + 1, .afternoon)
        case "a" where sign(start + 1) == "." && word(start + 2) == "m":
            return (sign(start + 3) == "." ? start + 4 : start + 3, .morning)
        case "p" where sign(start + 1) == "." && word(start + 2) == "m":
            return (sign(start + 3) == "." ? start + 4 : start + 3, .afternoon)
        default: break
        }
        if let after = anyPhrase([["du", "matin"], ["in", "the", "morning"], ["le", "matin"]], at: start) {
            return (after, .morning)
        }
        if let after = anyPhrase(
            [
                ["de", "l", "apres", "midi"], ["l", "apres", "midi"], ["in", "the", "afternoon"],
                ["cet", "apres", "midi"],
            ], at: start)
        {
            return (after, .afternoon)
        }
        if let after = anyPhrase(
            [["du", "soir"], ["in", "the", "evening"], ["at", "night"], ["ce", "soir"], ["tonight"]],
            at: start)
        {
            return (after, .evening)
        }
        return nil
    }

    private func applied(_ half: Half, _ hour: Int, _ minute: Int, _ end: Int) -> Reading<MinuteOfDay>? {
        switch half {
        case .morning: return exact(hour == 12 ? 0 : hour, minute, end)
        case .afternoon, .evening:
            return exact(hour < 12 ? hour + 12 : hour == 12 && half == .evening ? 0 : hour, minute, end)
        }
    }

    private func exact(_ hour: Int, _ minute: Int, _ end: Int) -> Reading<MinuteOfDay>? {
        let total = hour * 60 + minute
        let wrapped = ((total % 1440) + 1440) % 1440
        guard hour <= 24, total <= 1440 else { return nil }
        return Reading(end: end, values: [MinuteOfDay(minutes: Int16(wrapped))])
    }

    /// One or two readings of an hour; minutes may be negative ("moins le quart").
    private func halves(_ hour: Int, _ minute: Int, _ end: Int, isExact: Bool) -> Reading<MinuteOfDay>? {
        guard !isExact, (1...7).contains(hour) else { return exact(hour, minute, end) }
        let values = [hour + 12, hour].compactMap { exact($0, minute, end)?.values.first }
        return values.isEmpty ? nil : Reading(end: end, values: values)
    }

    // MARK: quatorze heures trente, deux heures et demie, midi, minuit

    private mutating func wordTime(at index: Int) -> Reading<MinuteOfDay>? {
        if word(index) == "midi" || word(index) == "minuit" {
            // "après-midi" is no noon.
            if word(index - 1) == "apres" || (sign(index - 1) == "-" && word(index - 2) == "apres") {
                return nil
            }
            let base = word(index) == "midi" ? 720 : 0
            let (end, change) = frenchChange(at: index + 1) ?? (index + 1, 0)
            return Reading(end: end, values: [MinuteOfDay(minutes: Int16((base + change + 1440) % 1440))])
        }
        guard let (afterHour, hour, _) = wordNumber(at: index), hour <= 24,
            ["heure", "heures", "h"].contains(word(afterHour))
        else { return nil }
        var end = afterHour + 1
        var minute = 0
        if let (after, change) = frenchChange(at: end) {
            (minute, end) = (change, after)
        } else if let value = small(end), digits(end).utf8.count == 2, value < 60 {
            (minute, end) = (value, end + 1)
        } else if let (after, value, isWeak) = wordNumber(at: end), value < 60, !isWeak {
            (minute, end) = (value, after)
        }
        if let (after, half) = halfOfDay(at: end) {
            guard minute >= 0 else { return applied(half, hour - 1, 60 + minute, after) }
            return applied(half, hour, minute, after)
        }
        return halves(hour, minute, end, isExact: hour > 12)
    }

    /// "et demie", "et quart", "moins le quart", "moins dix", in minutes.
    private mutating func frenchChange(at index: Int) -> (end: Int, minutes: Int)? {
        if let end = anyPhrase([["et", "demie"], ["et", "demi"]], at: index) { return (end, 30) }
        if let end = anyPhrase([["et", "quart"], ["et", "un", "quart"]], at: index) { return (end, 15) }
        if let end = anyPhrase([["moins", "le", "quart"], ["moins", "quart"]], at: index) {
            return (end, -15)
        }
        guard word(index) == "moins" else { return nil }
        if let value = small(index + 1), value < 60 { return (index + 2, -value) }
        if let (end, value, _) = wordNumber(at: index + 1), value < 60 { return (end, -value) }
        return nil
    }

    // MARK: half past two, quarter to five, ten past three, two o'clock, noon

    private mutating func englishTime(at index: Int) -> Reading<MinuteOfDay>? {
        if ["noon", "midday"].contains(word(index)) { return exact(12, 0, index + 1) }
        if word(index) == "midnight" { return exact(0, 0, index + 1) }
        var start = index
        if word(start) == "a" || word(start) == "an" { start += 1 }
        var minutes: Int?
        var after = start
        if word(start) == "half" {
            (minutes, after) = (30, start + 1)
        } else if word(start) == "quarter" {
            (minutes, after) = (15, start + 1)
        } else if let value = small(start), value < 60 {
            (minutes, after) = (value, start + 1)
        } else if let (end, value, _) = wordNumber(at: start), value < 60 {
            (minutes, after) = (value, end)
        }
        if minutes != nil, word(after) == "minutes" { after += 1 }
        if let minutes, ["past", "to"].contains(word(after)), minutes != 30 || word(after) == "past",
            let (end, hour) = hourNumber(at: after + 1), (1...12).contains(hour)
        {
            let change = word(after) == "past" ? minutes : -minutes
            if let (stop, half) = halfOfDay(at: end) {
                return change >= 0
                    ? applied(half, hour, change, stop) : applied(half, hour - 1, 60 + change, stop)
            }
            return halves(hour, change, end, isExact: false)
        }
        guard let (end, hour) = hourNumber(at: index), (1...12).contains(hour) else { return nil }
        if let (stop, half) = halfOfDay(at: end) {
            guard digits(index).isEmpty || EntityReader.englishHalves.contains(word(end)) else { return nil }
            return applied(half, hour, 0, stop)
        }
        if let stop = phrase(["o", "clock"], at: end) ?? (word(end) == "oclock" ? end + 1 : nil) {
            return halves(hour, 0, stop, isExact: false)
        }
        if let minute = small(end), digits(index).isEmpty, digits(end).utf8.count == 2, minute < 60,
            isAt(index)
        {
            return halves(hour, minute, end + 1, isExact: false)
        }
        if let (stop, minute, isWeak) = wordNumber(at: end), digits(index).isEmpty, !isWeak,
            (10..<60).contains(minute),
            word(end) != word(index), isAt(index) || context.isAsked
        {
            // "two thirty", "five fifteen"
            return halves(hour, minute, stop, isExact: false)
        }
        return nil
    }

    private mutating func hourNumber(at index: Int) -> (end: Int, hour: Int)? {
        if let value = small(index), digits(index).utf8.count <= 2 { return (index + 1, value) }
        guard let (end, value, _) = wordNumber(at: index), end == index + 1 else { return nil }
        return (end, value)
    }

    private mutating func isAt(_ index: Int) -> Bool {
        ["at", "a", "vers", "around", "by", "about"].contains(word(index - 1))
    }

    /// A bare figure: "à 5", "at 5", or the whole answer to the question for a time.
    private mutating func bareHour(at index: Int) -> Reading<MinuteOfDay>? {
        guard context.isAsked, let (end, hour) = hourNumber(at: index), hour <= 24 else { return nil }
        let next = lexeme(end)
        let isAlone = index == 0 && next == nil
        let endsClause =
            next.map { $0.kind == .sign && ![":", "/", "-", "%", "€", "$"].contains($0.text) } ?? true
        guard isAlone || (isAt(index) && endsClause) else { return nil }
        return halves(hour, 0, end, isExact: hour > 12)
    }
}
