import Text

/// E-mail addresses, telephone numbers, postcodes.
extension EntityReader {
    /// Addresses as written, the domain in lower case; one blank around the `@` is forgiven.
    mutating func emails() -> [Entity] {
        var found: [Entity] = []
        for word in utterance.words where word.kind == .email {
            reads += 1
            let value = lowerDomain(utterance.original(word.range))
            found.append(Entity(value: .text(value), range: word.range, display: value))
        }
        guard found.isEmpty else { return found }
        for index in lexemes.indices
        where sign(index) == "@" || word(index) == "arobase" || isSpokenAt(index) {
            if let entity = spacedEmail(around: index) { found.append(entity) }
        }
        return found
    }

    /// "jo at shop dot com": an "at" is so common a word that the address must have been asked for and hold a "dot".
    private func isSpokenAt(_ index: Int) -> Bool {
        guard context.isAsked, lexemes[index].text == "at" else { return false }
        return lexemes[(index + 1)..<min(index + 7, lexemes.count)].contains { $0.text == "dot" }
    }

    private func lowerDomain(_ address: String) -> String {
        guard let at = address.lastIndex(of: "@") else { return address }
        return address[..<at] + address[at...].lowercased()
    }

    /// `marie.dupont @ example.com`, `marie point dupont arobase example point com`.
    private mutating func spacedEmail(around at: Int) -> Entity? {
        var first = at
        var local: [String] = []
        // Walk left over pieces joined by dots; a blank ends the walk once a piece was taken, but for a spoken "point".
        while first > 0, at - first < 16 {
            let piece = lexemes[first - 1]
            reads += 1
            if piece.kind == .sign, !".-_+".contains(piece.text) { break }
            let isSpoken = piece.kind == .word && ["point", "dot", "tiret"].contains(piece.text)
            if !local.isEmpty, !lexemes[first].touches, !isSpoken,
                !["point", "dot", "tiret"].contains(lexemes[first].text)
            {
                break
            }
            local.append(spoken(piece))
            first -= 1
        }
        var end = at + 1
        var domain: [String] = []
        while end < lexemes.count, end - at < 16 {
            let piece = lexemes[end]
            reads += 1
            if piece.kind == .sign, !".-".contains(piece.text) { break }
            let isSpoken = piece.kind == .word && ["point", "dot", "tiret"].contains(piece.text)
            if !domain.isEmpty, !piece.touches, !isSpoken,
                !["point", "dot", "tiret"].contains(lexemes[end - 1].text)
            {
                break
            }
            domain.append(spoken(piece))
            end += 1
        }
        while let last = domain.last, last == "." || last == "-" {
            domain.removeLast()
            end -= 1
        }
        let text = local.reversed().joined() + "@" + domain.joined()
        let bytes = Array(text.utf8)
        guard let match = Address.match(in: bytes, at: 0), match.kind == .email, match.end == bytes.count
        else { return nil }
        let span = lexemes[first].range.lowerBound..<lexemes[end - 1].range.upperBound
        return Entity(value: .text(text), range: span, display: text)
    }

    private func spoken(_ lexeme: Lexeme) -> String {
        guard lexeme.kind == .word else { return lexeme.text }
        switch lexeme.text {
        case "point", "dot": return "."
        case "tiret": return "-"
        default: return lexeme.text
        }
    }

    /// A telephone number: `+` and digits when it was given internationally, else the national digits.
    ///
    /// - Source: E.164 (at most 15 digits); the French plan has ten digits with a leading 0, the British ten or eleven, the
    ///   North American ten.
    mutating func phone(at index: Int) -> Reading<String>? {
        var position = index
        var isInternational = false
        if sign(index) == "+" {
            guard touches(index + 1) else { return nil }
            isInternational = true
            position += 1
        } else if sign(index) == "(" {
            position += 1
        }
        guard !digits(position).isEmpty, isInternational || beginsFreely(position),
            !["-", "/", ".", ",", "€", "$", "£", "#"].contains(touches(index) ? sign(index - 1) : "")
        else { return nil }
        var text = ""
        var ends: [(count: Int, end: Int)] = []
        var groups = 0
        while position < lexemes.count, text.utf8.count <= 17, groups < 12 {
            let group = digits(position)
            if group.isEmpty {
                let mark = sign(position)
                guard [".", "-", "/", "(", ")", " "].contains(mark) || mark == "–" else { break }
                // "(0)" behind a country code is for callers at home.
                if mark == "(", isInternational, digits(position + 1) == "0", sign(position + 2) == ")" {
                    position += 3
                    continue
                }
                guard mark == ")" || mark == "(" || !digits(position + 1).isEmpty else { break }
                position += 1
                continue
            }
            text += group
            groups += 1
            position += 1
            let isGlued =
                touches(position)
                && (!word(position).isEmpty || (sign(position) == ":" && touches(position + 1)))
            if !isGlued { ends.append((text.utf8.count, position)) }
        }
        if !isInternational, text.hasPrefix("00") {
            return international(String(text.dropFirst(2)), ends.map { ($0.count - 2, $0.end) })
        }
        return isInternational ? international(text, ends) : national(text, ends, groups)
    }

    private func international(_ text: String, _ ends: [(count: Int, end: Int)]) -> Reading<String>? {
        guard text.utf8.first != 0x30 else { return nil }
        // Countries whose numbers have one length; of the others the longest reading is taken.
        let lengths = [("33", 11), ("32", 11), ("41", 11), ("44", 12), ("1", 11), ("352", 12)]
        if let (_, length) = lengths.first(where: { text.hasPrefix($0.0) }),
            let exact = ends.first(where: { $0.count == length })
        {
            return Reading(end: exact.end, values: ["+" + text.prefix(length)])
        }
        guard !text.hasPrefix("33"), let best = ends.last(where: { (8...15).contains($0.count) }) else {
            return nil
        }
        return Reading(end: best.end, values: ["+" + text.prefix(best.count)])
    }

    private func national(_ text: String, _ ends: [(count: Int, end: Int)], _ groups: Int) -> Reading<String>?
    {
        let bytes = Array(text.utf8)
        guard bytes.count >= 9 else { return nil }
        if bytes[0] == 0x30, bytes[1] != 0x30 {
            let wanted = isFrench ? [10, 11] : [11, 10]
            for length in wanted {
                guard let exact = ends.first(where: { $0.count == length }) else { continue }
                if length == 11, isFrench, ends.last?.count != 11 { continue }
                return Reading(end: exact.end, values: [String(text.prefix(length))])
            }
            return nil
        }
        // "6 12 34 56 78": the 0 left out.
        if context.isAsked, isFrench, bytes[0] == 0x36 || bytes[0] == 0x37, ends.last?.count == 9,
            let end = ends.last?.end
        {
            return Reading(end: end, values: ["0" + text])
        }
        guard (0x32...0x39).contains(bytes[0]), groups >= 3 || (context.isAsked && !isFrench),
            let exact = ends.first(where: { $0.count == 10 })
        else { return nil }
        return Reading(end: exact.end, values: [String(text.prefix(10))])
    }

    /// French `75011`, British `SW1A 1AA`; Belgian and Swiss four figures where a postcode was asked and nothing else said.
    mutating func postcode(at index: Int) -> Reading<String>? {
        if let british = britishPostcode(at: index) { return british }
        guard
            beginsFreely(index)
                || (sign(index - 1) == "-" && ["f", "b", "ch", "l"].contains(word(index - 2)))
        else { return nil }
        if touches(index), ["/", ".", ",", "+", "€", "$", "£", ":", "#"].contains(sign(index - 1)) {
            return nil
        }
        if sign(index - 1) == "-", touches(index), !["f", "b", "ch", "l"].contains(word(index - 2)) {
            return nil
        }
        var text = digits(index)
        var end = index + 1
        if text.utf8.count == 2, digits(end).utf8.count == 3, !touches(end), digits(index - 1).isEmpty {
            text += digits(end)
            end += 1
        }
        guard !isAttached(end) else { return nil }
        if text.utf8.count == 5, let value = Int(text), (1_000..<98_900).contains(value) {
            return Reading(end: end, values: [text])
        }
        if context.isAsked, text.utf8.count == 4, text.utf8.first != 0x30, lexemes.count <= 4 {
            return Reading(end: end, values: [text])
        }
        return nil
    }

    /// Whether a number goes on, or is of something: more digits, a unit, a currency.
    private mutating func isAttached(_ index: Int) -> Bool {
        guard let next = lexeme(index) else { return false }
        switch next.kind {
        case .digits: return true
        case .word:
            return next.touches
                || ["euro", "euros", "eur", "e", "dollars", "chf", "points", "fois", "km"].contains(next.text)
        case .sign:
            if ["€", "$", "£", "%", "@"].contains(next.text) { return true }
            return next.touches && ["-", "/", ".", ":"].contains(next.text) && touches(index + 1)
        }
    }

    /// - Source: the forms `A9 9AA`, `A99 9AA`, `A9A 9AA`, `AA9 9AA`, `AA99 9AA`, `AA9A 9AA` of the Royal Mail.
    private mutating func britishPostcode(at index: Int) -> Reading<String>? {
        let area = word(index)
        guard (1...2).contains(area.utf8.count), !touches(index) || sign(index - 1) != "", touches(index + 1)
        else { return nil }
        let district = digits(index + 1)
        guard (1...2).contains(district.utf8.count), area.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
        else { return nil }
        var outward = area + district
        var position = index + 2
        if touches(position), word(position).utf8.count == 1, district.utf8.count == 1 {
            outward += word(position)
            position += 1
        }
        var sector = digits(position)
        if sector.isEmpty, district.utf8.count == 2, position == index + 2, touches(position),
            word(position).utf8.count == 2
        {
            // `m11ae`, written without its blank
            sector = String(district.suffix(1))
            outward = area + district.prefix(1)
            position -= 1
        }
        let unit = word(position + 1)
        guard sector.utf8.count == 1, touches(position + 1), unit.utf8.count == 2,
            unit.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
        else { return nil }
        guard !touches(position + 2) || lexeme(position + 2)?.kind == .sign else { return nil }
        return Reading(end: position + 2, values: ["\(outward) \(sector)\(unit)".uppercased()])
    }
}
