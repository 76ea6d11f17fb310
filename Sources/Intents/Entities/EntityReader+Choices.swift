import CivilTime
import Text

/// Choices by what they are called, by place, by number; elements of a list by their field.
extension EntityReader {
    mutating func choices(_ options: [ChoiceOption]) -> [Entity] {
        let ways = options.map(\.ways)
        let found = labelled(ways)
        if !found.isEmpty {
            return found.map { index, range in choice(options[index], range) }
        }
        guard context.isAsked else { return [] }
        let placed = ordinals(count: options.count)
        if !placed.isEmpty { return placed.map { choice(options[$0.index], $0.range) } }
        return telling(ways).map { choice(options[$0.index], $0.range) }
    }

    private func choice(_ option: ChoiceOption, _ range: Range<Int>) -> Entity {
        Entity(
            value: .choice(option.name), range: range,
            display: option.label.isEmpty ? option.name : option.label)
    }

    /// Where one of several things is named in full, exactly or with one slip in its longer words; the longest name wins.
    private mutating func labelled(_ ways: [[Utterance]]) -> [(index: Int, range: Range<Int>)] {
        struct Hit {
            var index: Int
            var words: Range<Int>
            var isExact: Bool
        }
        var hits: [Hit] = []
        let words = utterance.words
        for index in ways.indices {
            for way in ways[index].indices {
                let count = ways[index][way].words.count
                guard count > 0, count <= words.count else { continue }
                let first = ways[index][way].words[0]
                var start = 0
                while start + count <= words.count {
                    reads += 1
                    // Nearly all differ in their first word already, and most of those in its length.
                    let other = words[start]
                    if first.hash == other.hash
                        || Self.mayBeNear(first, other)
                            && Self.isNear(first, of: ways[index][way], other, of: utterance),
                        let isExact = matches(ways[index][way], at: start)
                    {
                        hits.append(Hit(index: index, words: start..<start + count, isExact: isExact))
                        start += count
                    } else {
                        start += 1
                    }
                }
            }
        }
        guard !hits.isEmpty else { return [] }
        // Longest first, exact before near, then as written; a hit that overlaps a better one goes, unless it reads the same span.
        let sorted = hits.sorted {
            ($0.words.count, $0.isExact ? 1 : 0, -$0.words.lowerBound, -$0.index)
                > ($1.words.count, $1.isExact ? 1 : 0, -$1.words.lowerBound, -$1.index)
        }
        var kept: [Hit] = []
        // One hit per word and option is enough; a message of many repeated labels stays linear.
        var owner = [Int?](repeating: nil, count: utterance.words.count)
        for hit in sorted {
            if let holder = hit.words.lazy.compactMap({ owner[$0] }).first {
                let other = kept[holder]
                guard other.words == hit.words, other.isExact == hit.isExact, other.index != hit.index else {
                    continue
                }
                kept.append(hit)
                continue
            }
            for word in hit.words { owner[word] = kept.count }
            kept.append(hit)
        }
        var seen = Set<Int>()
        return kept.sorted { ($0.words.lowerBound, $0.index) < ($1.words.lowerBound, $1.index) }
            .filter { seen.insert($0.index).inserted }
            .map { ($0.index, wordRange($0.words)) }
    }

    private func wordRange(_ words: Range<Int>) -> Range<Int> {
        utterance.words[words.lowerBound].range
            .lowerBound..<utterance.words[words.upperBound - 1].range.upperBound
    }

    /// - Returns: whether the words stand there exactly (true) or with slips in words of four letters and more (false); nil if not.
    private mutating func matches(_ wanted: Utterance, at start: Int) -> Bool? {
        var isExact = true
        for (offset, word) in wanted.words.enumerated() {
            reads += 1
            let other = utterance.words[start + offset]
            if word.hash == other.hash { continue }
            guard case .word = word.kind, Self.isNear(word, of: wanted, other, of: utterance) else {
                return nil
            }
            isExact = false
        }
        return isExact
    }

    /// Whether two words have four letters or more and as many, or one more: nothing else is one slip apart.
    private static func mayBeNear(_ left: Word, _ right: Word) -> Bool {
        let lengths = (left.foldedRange.count, right.foldedRange.count)
        return lengths.0 >= 4 && lengths.1 >= 4 && abs(lengths.0 - lengths.1) <= 1
    }

    private static func isNear(_ left: Word, of one: Utterance, _ right: Word, of other: Utterance) -> Bool {
        guard mayBeNear(left, right) else { return false }
        // One slip leaves the first letter or the last as it was.
        let (these, those) = (left.foldedRange, right.foldedRange)
        guard
            one.folded[these.lowerBound] == other.folded[those.lowerBound]
                || one.folded[these.upperBound - 1] == other.folded[those.upperBound - 1]
        else { return false }
        return EditDistance.isWithinOne(one.bytes(of: left), other.bytes(of: right))
    }

    /// "le premier", "the second one", "la dernière", "2", "option 2", "le n° 2", as long as little else is said.
    private mutating func ordinals(count: Int) -> [(index: Int, range: Range<Int>)] {
        guard count > 0, utterance.words.count <= 8 else { return [] }
        var found: [(index: Int, range: Range<Int>)] = []
        for index in lexemes.indices {
            let text = word(index)
            var place: Int?
            if let ordinal = NumberWords.ordinals[text] {
                place = ordinal
            } else if NumberWords.last.contains(text) {
                place = count
            } else if let value = small(index), digits(index).utf8.count <= 2, beginsFreely(index) {
                let isOrdinal =
                    touches(index + 1)
                    && ["er", "ere", "e", "eme", "st", "nd", "rd", "th"].contains(word(index + 1))
                let isPlain = !touches(index + 1) || (lexeme(index + 1)?.kind == .sign && !touches(index + 2))
                if isOrdinal || (isPlain && (utterance.words.count <= 4 || isLead(index))) { place = value }
            } else if utterance.words.count <= 4 || isLead(index),
                let (end, value, _) = wordNumber(at: index), end == index + 1,
                !(text == "un" || text == "une" || text == "one") || utterance.words.count == 1
                    || isLead(index)
            {
                place = value
            }
            guard let place, (1...count).contains(place), !found.contains(where: { $0.index == place - 1 })
            else { continue }
            found.append((place - 1, lexemes[index].range))
        }
        return found
    }

    private mutating func isLead(_ index: Int) -> Bool {
        ["option", "choix", "choice", "numero", "number", "no", "n", "le", "la", "the"].contains(
            word(index - 1))
            || ["#", "°"].contains(sign(index - 1))
    }

    /// What is named by a part that only one of them has: "série libre" for "Forfait Série Libre 20 Go".
    private mutating func telling(_ names: [[Utterance]]) -> [(index: Int, range: Range<Int>)] {
        guard utterance.words.count <= 12 else { return [] }
        var scores = [(count: Int, range: Range<Int>)](repeating: (0, 0..<0), count: names.count)
        for word in utterance.words where word.foldedRange.count >= 3 && word.kind != .number {
            guard !EntityReader.emptyWords.contains(word.hash) else { continue }
            for index in names.indices {
                let isNamed = names[index].contains { name in
                    name.words.contains { other in
                        other.hash == word.hash || Self.isNear(other, of: name, word, of: utterance)
                    }
                }
                reads += 1
                guard isNamed else { continue }
                scores[index].count += 1
                scores[index].range =
                    scores[index].range.isEmpty
                    ? word.range : scores[index].range.lowerBound..<word.range.upperBound
            }
        }
        guard let best = scores.map(\.count).max(), best > 0 else { return [] }
        let leaders = scores.indices.filter { scores[$0].count == best }
        // A word that all of them share names none.
        guard leaders.count < names.count || names.count == 1 else { return [] }
        guard leaders.count > 1 else { return leaders.map { ($0, scores[$0].range) } }
        let low = leaders.map { scores[$0].range.lowerBound }.min() ?? 0
        let high = leaders.map { scores[$0].range.upperBound }.max() ?? low
        return leaders.map { ($0, low..<high) }
    }

    private static let emptyWords = WordIndex(wordsOf: [
        "les", "des", "une", "par", "pour", "avec", "sur", "mon", "mes", "est", "que", "qui", "the", "and",
        "for", "with", "please",
        "want", "one", "svp", "stp", "vous", "plutot", "prends", "voudrais", "veux", "like", "would", "take",
        "prendre",
    ])

    // MARK: elements of a list

    mutating func picks(_ options: [PickOption]) -> [Entity] {
        guard !options.isEmpty else { return [] }
        let written = WrittenLanguage(code: context.language.code)
        let labels = options.map { display($0.field, written) }
        let texts = options.indices.filter { if case .text = options[$0].field { true } else { false } }
        if texts.count == options.count {
            let ways = labels.map { [Utterance($0)] }
            var named = labelled(ways)
            if named.isEmpty { named = maskLike(options) }
            if !named.isEmpty {
                return named.map {
                    Entity(value: options[$0.index].element, range: $0.range, display: labels[$0.index])
                }
            }
        } else {
            let hits = typed(options)
            if !hits.isEmpty {
                return hits.map {
                    Entity(value: options[$0.index].element, range: $0.range, display: labels[$0.index])
                }
            }
        }
        guard context.isAsked else { return [] }
        var placed = ordinals(count: options.count)
        if placed.isEmpty, texts.count == options.count { placed = telling(labels.map { [Utterance($0)] }) }
        return placed.map {
            Entity(value: options[$0.index].element, range: $0.range, display: labels[$0.index])
        }
    }

    private func display(_ field: SlotValue, _ written: WrittenLanguage) -> String {
        switch field {
        case .text(let text), .choice(let text): text
        case .number(let number): NumberText.number(millionths: number.millionths, written)
        case .amount(let amount): NumberText.amount(cents: amount.cents, currency: amount.currency, written)
        case .date(let day): DateText.day(day.days, written)
        case .time(let minute): DateText.time(minute.minutes, written)
        case .instant(let milliseconds): DateText.instant(milliseconds, in: context.zone, written)
        case .yesNo(let value): written == .french ? (value ? "oui" : "non") : (value ? "yes" : "no")
        case .element: ""
        }
    }

    /// Codes such as `FR-204518`, whatever the blanks and hyphens.
    private mutating func maskLike(_ options: [PickOption]) -> [(index: Int, range: Range<Int>)] {
        var found: [(index: Int, range: Range<Int>)] = []
        for (index, option) in options.enumerated() {
            guard case .text(let text) = option.field,
                text.utf8.contains(where: { (0x30...0x39).contains($0) }),
                let mask = Mask(example: text, prefix: text)
            else { continue }
            reads += utterance.utf8.count
            if let match = mask.matches(in: utterance.utf8).first { found.append((index, match.range)) }
        }
        return found
    }

    /// Elements whose field is one of the days, times, numbers or sums of the message.
    private mutating func typed(_ options: [PickOption]) -> [(index: Int, range: Range<Int>)] {
        let days = scan { $0.date(at: $1, from: nil, to: nil) }
        let dayLexemes = Set(days.flatMap { Array($0.first..<$0.reading.end) })
        let times = scan { reader, index in dayLexemes.contains(index) ? nil : reader.time(at: index) }
        let numbers = scan { $0.number(at: $1) }
        let amounts = scan { $0.amount(at: $1) }
        var found: [(index: Int, range: Range<Int>)] = []
        func span<Value>(_ hits: [(first: Int, reading: Reading<Value>)], _ fits: (Value) -> Bool) -> Range<
            Int
        >? {
            hits.first { $0.reading.values.contains(where: fits) }.map { range($0.first, $0.reading.end) }
        }
        for (index, option) in options.enumerated() {
            reads += 1
            var place: Range<Int>?
            switch option.field {
            case .date(let day): place = span(days) { $0 == day }
            case .time(let minute): place = span(times) { $0 == minute }
            case .number(let number): place = span(numbers) { $0 == number }
            case .amount(let amount): place = span(amounts) { $0.cents == amount.cents }
            case .instant(let milliseconds):
                let civil = context.zone.civil(atMilliseconds: milliseconds)
                let onDay = span(days) { $0.days == civil.days }
                let atTime = span(times) { $0.minutes == civil.minute }
                // A day alone leaves all times of the day; a day and a time must both fit.
                if !days.isEmpty, !times.isEmpty {
                    place = onDay.flatMap { day in
                        atTime.map { min(day.lowerBound, $0.lowerBound)..<max(day.upperBound, $0.upperBound) }
                    }
                } else {
                    place = onDay ?? atTime
                }
            default: place = nil
            }
            if let place { found.append((index, place)) }
        }
        return found
    }
}
