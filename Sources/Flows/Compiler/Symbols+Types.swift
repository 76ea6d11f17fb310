import Text

extension Symbols {
    /// The type meant; an impossible one is reported and taken as text.
    ///
    /// - Parameter pick: resolves `pick of`; nil where a pick cannot stand.
    func type(
        _ node: TypeNode, at range: SourceRange, choices: [ChoiceNode] = [],
        pick: ((_ result: SourceWord, _ list: SourceWord, _ field: SourceWord) -> Void)? = nil
    ) -> SlotType {
        switch node {
        case .broken: return .text(maximumLength: 1_000)
        case .oneOf(let members): return .choice(members.map(\.text))
        case .pick(let result, let list, let field):
            pick?(result, list, field)
            return .pick(result: result.text, list: list.text, field: field.text)
        case .mask(let examples, let prefix):
            var masks: [Mask] = []
            for example in examples {
                guard let mask = Mask(example: example.text, prefix: prefix?.text ?? "") else {
                    sink.report(
                        .badLiteral, at: example.range,
                        en:
                            "`\(example.text)` is no example: 1 to 64 characters with a letter or digit, beginning with what `starts` says",
                        fr:
                            "`\(example.text)` n'est pas un exemple : 1 à 64 caractères avec une lettre ou un chiffre, commençant par ce que dit `starts`"
                    )
                    continue
                }
                masks.append(mask)
            }
            return .mask(masks)
        case .basic(let word, let from, let to, let most):
            return basic(word, from: from, to: to, most: most, choices: choices)
        }
    }

    private func basic(
        _ word: SourceWord, from: ValueNode?, to: ValueNode?, most: Int?, choices: [ChoiceNode]
    ) -> SlotType {
        let plain: SlotType? =
            switch word.text {
            case "text": .text(maximumLength: most ?? 1_000)
            case "name": .name
            case "email": .email
            case "phone": .phone
            case "postcode": .postcode
            case "yes-no": .yesNo
            case "moment": .instant
            case "choice": .choice(choices.map(\.name.text))
            default: nil
            }
        if let plain {
            if let from {
                sink.report(
                    .badLiteral, at: from.range,
                    en: "`from … to …` goes with number, amount, date and time only",
                    fr: "`from … to …` va seulement avec number, amount, date et time")
            }
            return plain
        }
        switch word.text {
        case "number":
            let (low, high) = (bound(from, Literals.number), bound(to, Literals.number))
            order(low, high, from, to) { $0 <= $1 }
            return .number(from: low, to: high)
        case "amount":
            let read: (ValueNode) -> Amount? = {
                guard case .amount(let text, let currency) = $0.kind else { return nil }
                return Literals.amount(text, currency: currency)
            }
            let (low, high) = (bound(from, read: read), bound(to, read: read))
            order(low, high, from, to) { $0.currency == $1.currency && $0.cents <= $1.cents }
            return .amount(from: low, to: high)
        case "time":
            let (low, high) = (bound(from, Literals.time), bound(to, Literals.time))
            order(low, high, from, to) { $0 <= $1 }
            return .time(from: low, to: high)
        default:
            let read: (ValueNode) -> DateBound? = {
                switch $0.kind {
                case .today(let days): .today(plusDays: days)
                case .word(let text): Literals.date(text).map { .day($0) }
                default: nil
                }
            }
            let (low, high) = (bound(from, read: read), bound(to, read: read))
            order(low, high, from, to) {
                switch ($0, $1) {
                case (.day(let a), .day(let b)): a <= b
                case (.today(let a), .today(let b)): a <= b
                default: true
                }
            }
            return .date(from: low, to: high)
        }
    }

    private func bound<Value>(_ node: ValueNode?, _ read: (String) -> Value?) -> Value? {
        bound(node) {
            guard case .word(let text) = $0.kind else { return nil }
            return read(text)
        }
    }

    private func bound<Value>(_ node: ValueNode?, read: (ValueNode) -> Value?) -> Value? {
        guard let node else { return nil }
        if let value = read(node) { return value }
        sink.report(
            .badLiteral, at: node.range, en: "this limit is not of the slot's type",
            fr: "cette limite n'est pas du type de la donnée")
        return nil
    }

    private func order<Value>(
        _ low: Value?, _ high: Value?, _ from: ValueNode?, _ to: ValueNode?, _ holds: (Value, Value) -> Bool
    ) {
        guard let low, let high, let from, let to, !holds(low, high) else { return }
        sink.report(
            .badLiteral, at: SourceRange(file: from.range.file, start: from.range.start, end: to.range.end),
            en: "nothing lies between these limits", fr: "rien ne se trouve entre ces limites")
    }

    /// A constant of a type, or nil when the words do not fit.
    func constant(_ node: ValueNode, as type: SlotType) -> Operand? {
        switch (type, node.kind) {
        case (_, .word(let text)) where ValueKind(type) == .text,
            (_, .quoted(let text)) where ValueKind(type) == .text:
            return .constant(.text(text))
        case (.number, .word(let text)): return Literals.number(text).map { .constant(.number($0)) }
        case (.amount, .amount(let text, let currency)):
            return Literals.amount(text, currency: currency).map { .constant(.amount($0)) }
        case (.date, .word(let text)): return Literals.date(text).map { .constant(.date($0)) }
        case (.date, .today(let days)): return .today(plusDays: days)
        case (.time, .word(let text)): return Literals.time(text).map { .constant(.time($0)) }
        case (.instant, .now): return .now
        case (.instant, .today(let days)): return .today(plusDays: days)
        case (.instant, .word(let text)): return Literals.date(text).map { .constant(.date($0)) }
        case (.yesNo, .word("yes")): return .constant(.yesNo(true))
        case (.yesNo, .word("no")): return .constant(.yesNo(false))
        case (.choice(let members), .word(let text)) where members.contains(text):
            return .constant(.choice(text))
        default: return nil
        }
    }

    /// A constant without a type given: the most exact reading of its words.
    func inferred(_ node: ValueNode) -> (operand: Operand, type: SlotType)? {
        switch node.kind {
        case .quoted(let text): return (.constant(.text(text)), .text(maximumLength: 1_000))
        case .amount(let text, let currency):
            return Literals.amount(text, currency: currency).map {
                (.constant(.amount($0)), .amount(from: nil, to: nil))
            }
        case .today(let days): return (.today(plusDays: days), .date(from: nil, to: nil))
        case .now: return (.now, .instant)
        case .word("yes"): return (.constant(.yesNo(true)), .yesNo)
        case .word("no"): return (.constant(.yesNo(false)), .yesNo)
        case .word(let text):
            if let number = Literals.number(text) {
                return (.constant(.number(number)), .number(from: nil, to: nil))
            }
            if let date = Literals.date(text) { return (.constant(.date(date)), .date(from: nil, to: nil)) }
            if let time = Literals.time(text) { return (.constant(.time(time)), .time(from: nil, to: nil)) }
            return (.constant(.text(text)), .text(maximumLength: 1_000))
        }
    }
}
