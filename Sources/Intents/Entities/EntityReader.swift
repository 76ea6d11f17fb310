import CivilTime
import Text

/// A run of letters, a run of digits, or one other character.
struct Lexeme {
    enum Kind { case word, digits, sign }

    let kind: Kind
    /// Folded.
    let text: String
    let range: Range<Int>
    /// Whether it stands right behind the one before, without a blank.
    let touches: Bool
}

/// What a recogniser read: one span, one value or several readings of it.
struct Reading<Value> {
    /// Index of the lexeme behind the span.
    var end: Int
    /// Best first; never empty.
    var values: [Value]
}

/// An utterance cut into lexemes, and the recognisers that read values from it (one file per family of types).
struct EntityReader {
    let utterance: Utterance
    let context: EntityContext
    /// Empty for a type that is read from words.
    let lexemes: [Lexeme]
    /// How many lexemes were looked at.
    var reads = 0
    /// Whether the message names a currency anywhere: then its other numbers are no sums.
    let namesCurrency: Bool

    init(_ utterance: Utterance, _ context: EntityContext, for type: SlotType) {
        self.utterance = utterance
        self.context = context
        lexemes =
            Self.readsLexemes(type, isAsked: context.isAsked) ? EntityReader.cut(utterance.utf8) : []
        namesCurrency = context.isAsked && lexemes.contains(where: EntityReader.isCurrency)
    }

    private static func readsLexemes(_ type: SlotType, isAsked: Bool) -> Bool {
        switch type {
        case .text, .yesNo, .mask, .instant: false
        // By place and by number only where they were offered.
        case .choice: isAsked
        case .name, .number, .amount, .date, .time, .email, .phone, .postcode, .pick: true
        }
    }

    var isFrench: Bool { context.language == .french }

    /// The lexeme's text if there is one and it is a word, else "".
    mutating func word(_ index: Int) -> String {
        guard let lexeme = lexeme(index), lexeme.kind == .word else { return "" }
        return lexeme.text
    }

    /// The lexeme's text if there is one and it is digits, else "".
    mutating func digits(_ index: Int) -> String {
        guard let lexeme = lexeme(index), lexeme.kind == .digits else { return "" }
        return lexeme.text
    }

    /// The lexeme's text if there is one and it is a sign, else "".
    mutating func sign(_ index: Int) -> String {
        guard let lexeme = lexeme(index), lexeme.kind == .sign else { return "" }
        return lexeme.text
    }

    /// Whether there is a lexeme and no blank before it.
    mutating func touches(_ index: Int) -> Bool {
        lexeme(index)?.touches ?? false
    }

    mutating func lexeme(_ index: Int) -> Lexeme? {
        reads += 1
        return lexemes.indices.contains(index) ? lexemes[index] : nil
    }

    /// The value of a run of at most nine digits.
    mutating func small(_ index: Int) -> Int? {
        let text = digits(index)
        guard !text.isEmpty, text.utf8.count <= 9 else { return nil }
        return Int(text)
    }

    /// Whether words, in order, stand at `index` with nothing but blanks, hyphens and apostrophes between them.
    ///
    /// - Returns: the index behind the last one.
    mutating func phrase(_ words: [String], at index: Int) -> Int? {
        var position = index
        for (count, wanted) in words.enumerated() {
            if count > 0, sign(position) == "-" || sign(position) == "'" { position += 1 }
            guard word(position) == wanted else { return nil }
            position += 1
        }
        return position
    }

    /// The first of several phrases (longest first) that stands at `index`.
    mutating func anyPhrase(_ phrases: [[String]], at index: Int) -> Int? {
        for words in phrases {
            if let end = phrase(words, at: index) { return end }
        }
        return nil
    }

    func range(_ first: Int, _ end: Int) -> Range<Int> {
        guard lexemes.indices.contains(first), lexemes.indices.contains(end - 1), end > first else {
            return 0..<0
        }
        return lexemes[first].range.lowerBound..<lexemes[end - 1].range.upperBound
    }

    /// Whether the lexeme at `index` may begin a value: not glued to a letter or digit before it.
    mutating func beginsFreely(_ index: Int) -> Bool {
        guard touches(index), let before = lexeme(index - 1) else { return true }
        return before.kind == .sign
    }

    /// Tries a recogniser at every lexeme; the search goes on behind what it read.
    mutating func scan<Value>(
        _ recognise: (inout EntityReader, Int) -> Reading<Value>?
    ) -> [(first: Int, reading: Reading<Value>)] {
        var found: [(first: Int, reading: Reading<Value>)] = []
        var index = 0
        while index < lexemes.count {
            if let reading = recognise(&self, index), reading.end > index {
                found.append((index, reading))
                index = reading.end
            } else {
                index += 1
            }
        }
        return found
    }

    /// Tries a recogniser everywhere and makes its readings entities.
    mutating func entities<Value>(
        _ recognise: (inout EntityReader, Int) -> Reading<Value>?, _ make: (Value) -> (SlotValue, String)
    ) -> [Entity] {
        scan(recognise).flatMap { first, reading in
            reading.values.map { value in
                let (value, display) = make(value)
                return Entity(value: value, range: range(first, reading.end), display: display)
            }
        }
    }

    mutating func entities(of type: SlotType, choices: [ChoiceOption], picks: [PickOption]) -> [Entity] {
        let written = WrittenLanguage(code: context.language.code)
        switch type {
        case .text(let maximum):
            return wholeText(maximum)
        case .name:
            return names()
        case .number:
            return entities({ $0.number(at: $1) }) { number in
                (.number(number), NumberText.number(millionths: number.millionths, written))
            }
        case .amount:
            return entities({ $0.amount(at: $1) }) { amount in
                (.amount(amount), NumberText.amount(cents: amount.cents, currency: amount.currency, written))
            }
        case .date(let from, let to):
            let least = from?.day(today: context.today)
            let most = to?.day(today: context.today)
            return entities({ $0.date(at: $1, from: least, to: most) }) { day in
                (.date(day), DateText.date(day.days, written))
            }
        case .time:
            return entities({ $0.time(at: $1) }) { minute in
                (.time(minute), DateText.time(minute.minutes, written))
            }
        case .email:
            return emails()
        case .phone:
            return entities({ $0.phone(at: $1) }) { (.text($0), $0) }
        case .postcode:
            return entities({ $0.postcode(at: $1) }) { (.text($0), $0) }
        case .yesNo:
            return yesNo()
        case .choice(let names):
            let options = choices.isEmpty ? names.map { ChoiceOption(name: $0, label: $0) } : choices
            return self.choices(options)
        case .mask(let masks):
            return self.masks(masks)
        case .pick:
            return self.picks(picks)
        case .instant:
            return []
        }
    }

    /// All masks together: the longest match at a place wins, two masks that read one span differently are two readings.
    private mutating func masks(_ masks: [Mask]) -> [Entity] {
        var all: [Mask.Match] = []
        for mask in masks { all.append(contentsOf: mask.matches(in: utterance.utf8)) }
        reads += utterance.utf8.count * masks.count
        all.sort {
            ($0.range.lowerBound, -$0.range.count, $0.value) < (
                $1.range.lowerBound, -$1.range.count, $1.value
            )
        }
        var kept: [Entity] = []
        for match in all {
            if let last = kept.last, match.range.lowerBound < last.range.upperBound {
                guard match.range == last.range,
                    !kept.contains(where: { $0.range == match.range && $0.value == .text(match.value) })
                else { continue }
            }
            kept.append(Entity(value: .text(match.value), range: match.range, display: match.value))
        }
        return kept
    }

    private func wholeText(_ maximum: Int) -> [Entity] {
        guard context.isAsked else { return [] }
        let bytes = utterance.utf8
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        guard start < end else { return [] }
        let text = utterance.original(start..<end)
        return [Entity(value: .text(text), range: start..<end, display: text)]
    }

    private static func cut(_ bytes: [UInt8]) -> [Lexeme] {
        var lexemes: [Lexeme] = []
        var folded: [UInt8] = []
        var position = 0
        var start = 0
        var open: Lexeme.Kind?
        var touches = false
        var scalars = 0
        func close(_ end: Int) {
            guard let kind = open else { return }
            lexemes.append(
                Lexeme(
                    kind: kind, text: String(decoding: folded, as: UTF8.self), range: start..<end,
                    touches: touches))
            touches = true
            open = nil
            folded.removeAll(keepingCapacity: true)
        }
        while position < bytes.count, scalars < Utterance.maximumScalars {
            let from = position
            let mark = folded.count
            scalars += 1
            let shape = Folding.append(UTF8Scanner.scalar(in: bytes, at: &position), to: &folded)
            let kind: Lexeme.Kind
            switch shape {
            case .letter: kind = .word
            case .digit: kind = .digits
            case .invisible: continue
            case .blank:
                folded.removeLast(folded.count - mark)
                close(from)
                touches = false
                continue
            case .apostrophe, .hyphen, .emoji, .other: kind = .sign
            }
            if kind != .sign, open == kind { continue }
            let added = Array(folded[mark...])
            folded.removeLast(added.count)
            close(from)
            open = kind
            start = from
            folded = added
            if kind == .sign { close(position) }
        }
        close(position)
        return lexemes
    }
}
