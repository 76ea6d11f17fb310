import Text

/// Numbers in digits and in words.
extension EntityReader {
    /// A number that stands for itself: not glued to a code, not part of a date or a time.
    mutating func number(at index: Int) -> Reading<FixedNumber>? {
        var first = index
        var isNegative = false
        if sign(index) == "-", touches(index + 1), !touches(index), !digits(index + 1).isEmpty {
            isNegative = true
            first += 1
        } else if word(index) == "moins" || word(index) == "minus" {
            isNegative = true
            first += 1
        }
        if let reading = digitNumber(at: first) {
            guard isNegative || standsFree(before: first), standsFree(after: reading.end) else { return nil }
            return isNegative ? negated(reading) : reading
        }
        guard let (end, value, isWeak) = wordNumber(at: first), beginsFreely(first) else { return nil }
        if isWeak, !(isNegative || endsMessage(end)) { return nil }
        guard var number = FixedNumber(whole: value) else { return nil }
        var stop = end
        if ["virgule", "point", "comma"].contains(word(end)),
            let (after, decimals) = decimalWords(at: end + 1)
        {
            number.millionths = number.millionths.addingReportingOverflow(decimals).partialValue
            stop = after
        } else if let after = anyPhrase([["et", "demi"], ["et", "demie"], ["and", "a", "half"]], at: end) {
            number.millionths = number.millionths.addingReportingOverflow(500_000).partialValue
            stop = after
        }
        let reading = Reading(end: stop, values: [number])
        return isNegative ? negated(reading) : reading
    }

    private func negated(_ reading: Reading<FixedNumber>) -> Reading<FixedNumber> {
        Reading(end: reading.end, values: reading.values.map { FixedNumber(millionths: 0 &- $0.millionths) })
    }

    /// Whether what stands right before digits lets them be a number.
    mutating func standsFree(before index: Int) -> Bool {
        guard touches(index), let before = lexeme(index - 1) else { return true }
        guard before.kind == .sign else { return false }
        if ["-", "/", ":", ".", ",", "@", "_", "+", "#"].contains(before.text) {
            // `:` and `,` after a word are punctuation, between digits they are of a time or a date.
            return (before.text == ":" || before.text == "," || before.text == "#")
                && digits(index - 2).isEmpty
        }
        return true
    }

    /// Whether what stands right behind digits lets them be a number.
    private mutating func standsFree(after index: Int) -> Bool {
        guard touches(index), let next = lexeme(index) else { return true }
        switch next.kind {
        case .digits:
            return false
        case .word:
            // "12e" is a sum, "le 3e étage" a place.
            if next.text == "e", !word(index + 1).isEmpty { return false }
            return EntityReader.units.contains(next.text)
                && !(touches(index + 1) && !digits(index + 1).isEmpty)
        case .sign:
            guard ["-", "/", ":", ".", ",", "@", "_"].contains(next.text) else { return true }
            return !(touches(index + 1) && (!digits(index + 1).isEmpty || !word(index + 1).isEmpty))
        }
    }

    private static let units: Set<String> = [
        "e", "eur", "euros", "euro", "chf", "usd", "gbp", "g", "kg", "mg", "mo", "go", "gb", "mb", "to", "tb",
        "ko", "kb", "m",
        "cm", "mm", "km", "l", "cl", "ml", "ans", "an", "mois", "jours", "j", "fois", "x", "k", "w", "kw",
        "v",
    ]

    /// Digits with their grouping and decimals, wherever they stand.
    mutating func digitNumber(at index: Int) -> Reading<FixedNumber>? {
        let head = digits(index)
        guard !head.isEmpty, head.utf8.count <= 13 else { return nil }
        var whole = head
        var end = index + 1
        var grouping = ""
        // Groups of three behind one to three digits: by blanks, or by points and commas that stand between digits.
        while end - index < 16, head.utf8.count <= 3, head.utf8.first != 0x30 {
            if grouping == "" || grouping == " ", !touches(end), digits(end).utf8.count == 3,
                !isGlued(end + 1)
            {
                grouping = " "
                whole += digits(end)
                end += 1
                continue
            }
            let mark = sign(end)
            guard ["'", ".", ","].contains(mark), grouping == "" || grouping == mark, touches(end),
                touches(end + 1),
                digits(end + 1).utf8.count == 3, grouping != "" || groupsBy(mark, at: end)
            else { break }
            grouping = mark
            whole += digits(end + 1)
            end += 2
        }
        guard whole.utf8.count <= 12, let value = FixedNumber(whole) else { return nil }
        let mark = sign(end)
        let decimals = digits(end + 1)
        guard mark == "." || mark == ",", mark != grouping, touches(end), touches(end + 1), !decimals.isEmpty,
            decimals.utf8.count <= 6, let exact = FixedNumber("\(whole).\(decimals)")
        else { return Reading(end: end, values: [value]) }
        // `1.2.3` is a version or a date.
        if touches(end + 2), sign(end + 2) == "." || sign(end + 2) == ",", touches(end + 3),
            !digits(end + 3).isEmpty
        {
            return nil
        }
        var values = [exact]
        if isFrench, mark == ".", decimals.utf8.count == 3, whole.utf8.count <= 3, whole.utf8.first != 0x30,
            grouping == "",
            let thousands = FixedNumber(whole + decimals)
        {
            // French writes both, 1.234 of old for thousands: the customer is asked.
            values = [thousands, exact]
        }
        return Reading(end: end + 2, values: values)
    }

    /// Whether a mark before three digits groups thousands: a comma does in English only, and any mark does when it comes again
    /// or when decimals follow with the other mark.
    private mutating func groupsBy(_ mark: String, at index: Int) -> Bool {
        if mark == "'" { return true }
        if mark == ",", !isFrench { return true }
        let after = sign(index + 2)
        guard touches(index + 2), touches(index + 3), !digits(index + 3).isEmpty else { return false }
        if after == mark { return digits(index + 3).utf8.count == 3 }
        return after == "." || after == ","
    }

    private mutating func isGlued(_ index: Int) -> Bool {
        guard touches(index), let next = lexeme(index) else { return false }
        return next.kind == .digits
            || (next.kind == .word && !EntityReader.units.contains(next.text))
            || (["/", ":", "-"].contains(next.text) && touches(index + 1))
    }

    /// Whether nothing but punctuation follows.
    private mutating func endsMessage(_ index: Int) -> Bool {
        guard let next = lexeme(index) else { return true }
        return next.kind == .sign && next.text != "'" && next.text != "-"
            || ["svp", "stp", "merci", "please", "thanks"].contains(next.text)
    }

    /// A whole number in words, French or English, whichever reads further.
    ///
    /// - Returns: `isWeak` for a word that is an article or adjective as often.
    mutating func wordNumber(at index: Int) -> (end: Int, value: Int, isWeak: Bool)? {
        let first = word(index)
        guard !first.isEmpty else { return nil }
        let french = NumberWords.french[first] == nil ? nil : frenchNumber(at: index)
        let english =
            NumberWords.english[first] == nil && first != "a" ? nil : englishNumber(at: index)
        guard let best = [french, english].compactMap(\.self).max(by: { $0.end < $1.end }) else { return nil }
        let isWeak =
            best.end == index + 1 && (NumberWords.weak.contains(first) || (first == "cent" && !isFrench))
        return (best.end, best.value, isWeak)
    }

    /// Longer than any number people spell out.
    private static let maximumNumberWords = 24

    private mutating func frenchNumber(at index: Int) -> (end: Int, value: Int)? {
        var total = 0
        var current = 0
        var lastScale = Int.max
        var lastUnit = -1
        var end = index
        var position = index
        var first = true
        while position - index < EntityReader.maximumNumberWords {
            var next = position
            if !first {
                if sign(next) == "-" { next += 1 }
                if word(next) == "et" {
                    guard current % 100 >= 20 else { break }
                    next += 1
                    if sign(next) == "-" { next += 1 }
                    guard word(next) == "un" || word(next) == "une" || word(next) == "onze" else { break }
                }
            }
            guard let part = NumberWords.french[word(next)] else { break }
            let rest = current % 100
            switch part {
            case .unit(let value):
                let fits =
                    if lastUnit < 0 {
                        rest == 0
                            ? value > 0 || first
                            : (1...(rest == 60 || rest == 80 ? 19 : 9)).contains(value) && rest >= 20
                                && rest % 10 == 0
                    } else {
                        // dix-sept, soixante-dix-sept, quatre-vingt-dix-sept
                        lastUnit == 10 && (7...9).contains(value)
                    }
                guard fits else { return finish(end, total, current) }
                current += value
                lastUnit = value
            case .twenty:
                if lastUnit == 4, rest == 4 {
                    current += 76
                } else if rest == 0, lastUnit < 0 {
                    current += 20
                } else {
                    return finish(end, total, current)
                }
                lastUnit = -1
            case .ten(let value):
                guard rest == 0, lastUnit < 0 else { return finish(end, total, current) }
                current += value
                lastUnit = -1
            case .hundred:
                guard current < 10, current != 1, lastUnit != 0 else { return finish(end, total, current) }
                current = max(current, 1) * 100
                lastUnit = -1
            case .scale(let value):
                guard value < lastScale, lastUnit != 0, current > 0 || value == 1_000 else {
                    return finish(end, total, current)
                }
                total += max(current, 1) * value
                current = 0
                lastUnit = -1
                lastScale = value
            }
            first = false
            position = next + 1
            end = position
        }
        return finish(end, total, current, isEmpty: first)
    }

    private mutating func englishNumber(at index: Int) -> (end: Int, value: Int)? {
        var total = 0
        var current = 0
        var lastScale = Int.max
        var hasUnit = false
        var end = index
        var position = index
        var first = true
        if word(index) == "a" {
            guard ["hundred", "thousand", "million"].contains(word(index + 1)) else { return nil }
            current = 1
            position += 1
        }
        while position - index < EntityReader.maximumNumberWords {
            var next = position
            if !first {
                if sign(next) == "-" { next += 1 }
                if word(next) == "and" {
                    guard current >= 100 || total > 0, !hasUnit else { break }
                    next += 1
                }
            }
            guard let part = NumberWords.english[word(next)] else { break }
            let rest = current % 100
            switch part {
            case .unit(let value):
                guard !hasUnit, rest == 0 || (rest >= 20 && rest % 10 == 0 && (1...9).contains(value)) else {
                    return finish(end, total, current)
                }
                current += value
                hasUnit = true
            case .ten(let value):
                guard rest == 0, !hasUnit else { return finish(end, total, current) }
                current += value
            case .twenty:
                return finish(end, total, current)
            case .hundred:
                guard (1...99).contains(current) else { return finish(end, total, current, isEmpty: first) }
                current *= 100
                hasUnit = false
            case .scale(let value):
                guard value < lastScale, current > 0 else {
                    return finish(end, total, current, isEmpty: first)
                }
                total += current * value
                current = 0
                hasUnit = false
                lastScale = value
            }
            first = false
            position = next + 1
            end = position
        }
        return finish(end, total, current, isEmpty: first)
    }

    private func finish(_ end: Int, _ total: Int, _ current: Int, isEmpty: Bool = false) -> (
        end: Int, value: Int
    )? {
        isEmpty ? nil : (end, total + current)
    }

    /// "cinq", "zero five", "vingt-cinq" behind the decimal mark, in millionths.
    private mutating func decimalWords(at index: Int) -> (end: Int, millionths: Int64)? {
        var zeros = 0
        var position = index
        while zeros < 5, word(position) == "zero" {
            zeros += 1
            position += 1
        }
        guard let (end, value, _) = wordNumber(at: position) else {
            return zeros > 0 ? (position, 0) : nil
        }
        let text = String(repeating: "0", count: zeros) + String(value)
        guard let number = FixedNumber("0." + text) else { return nil }
        return (end, number.millionths)
    }
}
