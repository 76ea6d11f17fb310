import Text

func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

extension FlowParser {
    // MARK: Words and names

    /// The word that stands here; what does not fit is reported with what was expected, and stays.
    func word(
        _ cursor: inout TokenCursor, _ expected: Bilingual, orQuoted: Bool = false,
        where fits: (String) -> Bool = { _ in true }
    ) -> SourceWord? {
        guard let token = cursor.current, token.kind == .word || orQuoted && token.kind == .quoted,
            fits(token.text)
        else {
            wrong(cursor, expected)
            return nil
        }
        _ = cursor.next()
        return SourceWord(text: token.text, range: cursor.range(token))
    }

    /// Whether this very word stands here; another is reported.
    func expect(_ word: String, _ cursor: inout TokenCursor) -> Bool {
        if cursor.take(word) { return true }
        wrong(cursor, Expected.word(word))
        return false
    }

    /// A name, with up to two dots in a reference; reports F102 with a repaired name as edit.
    func name(_ cursor: inout TokenCursor, _ expected: Bilingual) -> SourceWord? {
        word(&cursor, expected).flatMap(sink.valid)
    }

    /// Article ids are file names: letters, digits, hyphens, dots.
    func articleName(_ cursor: inout TokenCursor) -> SourceWord? {
        word(&cursor, Expected.name, orQuoted: true)
    }

    /// One name or several between commas, to the end of the line or the first that is not followed by a comma.
    func names(_ cursor: inout TokenCursor, _ expected: Bilingual) -> [SourceWord] {
        var result: [SourceWord] = []
        repeat {
            guard let name = name(&cursor, expected) else { return result }
            result.append(name)
        } while cursor.take(.comma, ",")
        return result
    }

    // MARK: Numbers and durations

    /// A number from 1 to 100.
    func count(_ cursor: inout TokenCursor) -> Int? {
        word(&cursor, Expected.count) { Int($0).map((1...100).contains) ?? false }.flatMap { Int($0.text) }
    }

    /// Of a duration; `Expected.duration` says it.
    static let longestDays: Int64 = 3_650

    /// `10 min`, `4 h`; one second to ten years.
    func duration(_ cursor: inout TokenCursor) -> Int64? {
        guard let (milliseconds, width) = Self.duration(cursor) else {
            wrong(cursor, Expected.duration)
            return nil
        }
        cursor.index += width
        return milliseconds
    }

    /// The duration at the cursor and how many tokens it takes.
    static func duration(_ cursor: TokenCursor) -> (milliseconds: Int64, width: Int)? {
        guard let token = cursor.current, token.kind == .word else { return nil }
        let digits = token.text.prefix { $0.isASCII && $0.isNumber }
        var unit = String(token.text.dropFirst(digits.count))
        var width = 1
        if unit.isEmpty {
            guard let next = cursor.peek(1), next.kind == .word else { return nil }
            unit = next.text
            width = 2
        }
        let seconds: Int64
        switch unit {
        case "s": seconds = 1
        case "min": seconds = 60
        case "h": seconds = 3_600
        case "d": seconds = 86_400
        default: return nil
        }
        guard digits.count <= 9, let number = Int64(digits), number > 0 else { return nil }
        let total = number * seconds
        guard total <= Self.longestDays * 86_400 else { return nil }
        return (total * 1_000, width)
    }

    // MARK: Values

    /// A constant, a reference, `today + 60 d`, `50 EUR` or a quotation.
    func value(_ cursor: inout TokenCursor) -> ValueNode? {
        guard let token = cursor.current, token.kind == .word || token.kind == .quoted else {
            wrong(cursor, Expected.value)
            return nil
        }
        var range = cursor.range(token)
        _ = cursor.next()
        if token.kind == .quoted { return ValueNode(kind: .quoted(token.text), range: range) }
        switch token.text {
        case "now": return ValueNode(kind: .now, range: range)
        case "today", "tomorrow":
            let base = token.text == "today" ? 0 : 1
            let minus = cursor.isWord("-")
            guard minus || (cursor.current?.kind == .sign && cursor.current?.text == "+") else {
                return ValueNode(kind: .today(plusDays: base), range: range)
            }
            _ = cursor.next()
            guard let (milliseconds, width) = Self.duration(cursor), milliseconds % 86_400_000 == 0 else {
                wrong(cursor, Expected.duration)
                return nil
            }
            let days = Int(milliseconds / 86_400_000)
            cursor.index += width
            range.end = cursor.tokens[cursor.index - 1].span.upperBound
            return ValueNode(kind: .today(plusDays: minus ? base - days : base + days), range: range)
        default: break
        }
        if let first = token.text.utf8.first,
            isDigit(first) || token.text.utf8.count > 1 && first == UInt8(ascii: "-"),
            let next = cursor.current, next.kind == .word
        {
            let isCode = next.text.utf8.count == 3 && next.text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
            if isCode || next.text == "€" {
                _ = cursor.next()
                range.end = next.span.upperBound
                return ValueNode(
                    kind: .amount(token.text, currency: isCode ? next.text : "EUR"), range: range)
            }
        }
        return ValueNode(kind: .word(token.text), range: range)
    }

    // MARK: Conditions

    /// Facts joined by `and` or by `or`, never both (F110).
    func condition(_ cursor: inout TokenCursor) -> ConditionNode? {
        var facts: [FactNode] = []
        var joint: String?
        while true {
            guard let fact = fact(&cursor) else { return nil }
            facts.append(fact)
            guard let token = cursor.current, token.kind == .word, token.text == "and" || token.text == "or"
            else { break }
            if let joint, joint != token.text {
                sink.report(.mixedAndOr, at: cursor.range(token))
                return nil
            }
            joint = token.text
            _ = cursor.next()
        }
        return ConditionNode(facts: facts, isAny: joint == "or")
    }

    private func fact(_ cursor: inout TokenCursor) -> FactNode? {
        var range = cursor.hereRange
        func finish(_ subject: ValueNode?, _ kind: FactNode.Kind, _ cursor: TokenCursor) -> FactNode {
            if cursor.index > 0 { range.end = cursor.tokens[cursor.index - 1].span.upperBound }
            return FactNode(subject: subject, kind: kind, range: range)
        }
        if cursor.isWord("queue"), cursor.isWord("is", at: 2) {
            _ = cursor.next()
            guard let queue = name(&cursor, Expected.queue) else { return nil }
            _ = cursor.next()
            guard let word = cursor.current?.text, let situation = QueueSituation(rawValue: word) else {
                wrong(cursor, Expected.situation)
                return nil
            }
            _ = cursor.next()
            return finish(nil, .queue(queue, situation), cursor)
        }
        if cursor.take("page", "contains") {
            guard let token = cursor.next(), token.kind == .word || token.kind == .quoted else {
                wrong(cursor, Expected.value)
                return nil
            }
            return finish(nil, .pageContains(token.text), cursor)
        }
        guard let subject = reference(&cursor) else { return nil }
        if cursor.take("is") {
            if cursor.take("known") { return finish(subject, .isKnown, cursor) }
            if cursor.take("missing") { return finish(subject, .isMissing, cursor) }
            if cursor.take("empty") { return finish(subject, .isEmpty, cursor) }
            let negated = cursor.take("not")
            var values: [ValueNode] = []
            repeat {
                guard let value = value(&cursor) else { return nil }
                values.append(value)
            } while cursor.take(.comma, ",")
            return finish(subject, .isOneOf(values, negated: negated), cursor)
        }
        guard let token = cursor.current, token.kind == .sign,
            let comparison = Comparison(rawValue: token.text)
        else {
            wrong(cursor, Expected.comparison)
            return nil
        }
        _ = cursor.next()
        guard let value = value(&cursor) else { return nil }
        return finish(subject, .compares(comparison, value), cursor)
    }

    /// A word that names a value: `slot`, `result.field`, `channel`.
    private func reference(_ cursor: inout TokenCursor) -> ValueNode? {
        word(&cursor, Expected.reference, where: Names.isReference).map {
            ValueNode(kind: .word($0.text), range: $0.range)
        }
    }

    // MARK: Types

    func slot(_ cursor: inout TokenCursor, _ statement: Statement, isShared: Bool) -> SlotNode? {
        guard let name = name(&cursor, Expected.slot) else { return nil }
        var node = SlotNode(name: name, type: .broken, range: statement.range)
        node.texts = block(statement)
        guard let type = slotType(&cursor) else { return node }
        while !cursor.isAtEnd {
            if cursor.take("private") {
                node.isPrivate = true
            } else if cursor.take("was") {
                node.was = self.name(&cursor, Expected.slot)
            } else if isShared, cursor.take("from", "profile") {
                node.fromProfile = true
            } else if isShared, cursor.take("keep") {
                guard let milliseconds = duration(&cursor) else { return node }
                node.keepMilliseconds = milliseconds
            } else {
                wrong(
                    cursor,
                    Expected.words(isShared ? ["private", "from profile", "keep"] : ["private", "was"]))
                return node
            }
        }
        node.type = type
        return node
    }

    private func slotType(_ cursor: inout TokenCursor) -> TypeNode? {
        if cursor.take("like") { return mask(&cursor, mayBeNothing: false) }
        guard cursor.take("is") else {
            wrong(cursor, Expected.type)
            return nil
        }
        if cursor.take("pick", "of") { return pick(&cursor) }
        return word(&cursor, Expected.type, where: Types.slotWords.contains).flatMap { basic(&cursor, $0) }
    }

    private func basic(_ cursor: inout TokenCursor, _ word: SourceWord) -> TypeNode? {
        var from: ValueNode?
        var to: ValueNode?
        var most: Int?
        if cursor.isWord("from"), !cursor.isWord("profile", at: 1) {
            _ = cursor.next()
            from = value(&cursor)
            guard from != nil, expect("to", &cursor) else { return nil }
            to = value(&cursor)
            if to == nil { return nil }
        }
        if cursor.take("at", "most") {
            guard let token = cursor.current, let number = Int(token.text), (1...8_000).contains(number)
            else {
                wrong(cursor, Expected.length)
                return nil
            }
            _ = cursor.next()
            most = number
        }
        return .basic(word, from: from, to: to, atMost: most)
    }

    private func mask(_ cursor: inout TokenCursor, mayBeNothing: Bool) -> TypeNode? {
        var examples: [SourceWord] = []
        repeat {
            guard let example = word(&cursor, Expected.value, orQuoted: true) else { return nil }
            examples.append(example)
            if mayBeNothing, cursor.isWord("or"), cursor.isWord("nothing", at: 1) { break }
        } while cursor.take("or")
        var prefix: SourceWord?
        if cursor.take("starts") {
            prefix = word(&cursor, Expected.value, orQuoted: true)
            if prefix == nil { return nil }
        }
        return .mask(examples: examples, prefix: prefix)
    }

    private func pick(_ cursor: inout TokenCursor) -> TypeNode? {
        guard let list = name(&cursor, Expected.name) else { return nil }
        let parts = list.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            sink.wrong(
                list.range,
                expected: Bilingual(
                    en: "a list of a result: result.list", fr: "une liste d'un résultat : resultat.liste"),
                found: .same("`\(list.text)`"))
            return nil
        }
        guard expect("by", &cursor), let field = name(&cursor, Expected.name) else { return nil }
        return .pick(
            result: SourceWord(text: parts[0], range: list.range),
            list: SourceWord(text: parts[1], range: list.range), field: field)
    }

    /// The fields of an action: `day date, state one of open, shut, note text or nothing`.
    func fields(_ cursor: inout TokenCursor) -> [FieldNode] {
        var result: [FieldNode] = []
        repeat {
            guard let name = name(&cursor, Expected.name), let type = fieldType(&cursor) else {
                return result
            }
            let orNothing = cursor.take("or", "nothing")
            result.append(FieldNode(name: name, type: type, orNothing: orNothing))
        } while cursor.take(.comma, ",")
        _ = endOfLine(cursor)
        return result
    }

    private func fieldType(_ cursor: inout TokenCursor) -> TypeNode? {
        if cursor.take("like") { return mask(&cursor, mayBeNothing: true) }
        if cursor.take("one", "of") {
            guard let first = name(&cursor, Expected.name) else { return nil }
            var members = [first]
            // A member is one word; a word with a type after it is the next field.
            while cursor.current?.kind == .comma, cursor.peek(1)?.kind == .word {
                let after = cursor.peek(2)
                let ends =
                    after == nil || after?.kind == .comma || (after?.text == "or" && after?.kind == .word)
                guard ends else { break }
                _ = cursor.next()
                guard let member = name(&cursor, Expected.name) else { return nil }
                members.append(member)
            }
            return .oneOf(members)
        }
        return word(&cursor, Expected.fieldType, where: Types.fieldWords.contains).flatMap {
            basic(&cursor, $0)
        }
    }
}

/// The words for types.
enum Types {
    static let slotWords: Set<String> = [
        "text", "name", "number", "amount", "date", "time", "email", "phone", "postcode", "yes-no", "choice",
    ]
    /// `moment` is a day with its time of day.
    static let fieldWords: Set<String> = [
        "text", "name", "number", "amount", "date", "time", "moment", "email", "phone", "postcode", "yes-no",
    ]
}
