import Text

extension FlowScope {
    /// Types a condition; nil when something in it was reported.
    func condition(_ node: ConditionNode) -> Condition? {
        var facts: [Fact] = []
        for fact in node.facts {
            guard let fact = self.fact(fact) else { return nil }
            facts.append(fact)
        }
        return node.isAny ? .any(facts) : .all(facts)
    }

    private func fact(_ node: FactNode) -> Fact? {
        switch node.kind {
        case .queue(let queue, let situation):
            return .queue(symbols.queue(queue), situation)
        case .pageContains(let text):
            return .pageContains(text)
        default: break
        }
        guard let subject = node.subject, case .word(let text) = subject.kind,
            let (operand, type) = reference(SourceWord(text: text, range: subject.range))
        else { return nil }
        switch node.kind {
        case .isKnown: return .isKnown(operand)
        case .isMissing: return .isMissing(operand)
        case .isEmpty:
            guard case .list = type else {
                symbols.sink.report(
                    .typesDoNotCompare, at: subject.range,
                    ["value": .same(text), "type": ValueKind.list.words])
                return nil
            }
            return .isEmpty(operand)
        case .isOneOf(let values, let negated):
            var operands: [Operand] = []
            for value in values {
                guard let value = self.value(value, against: type, subject: subject) else { return nil }
                operands.append(value)
            }
            return .isOneOf(operand, operands, negated: negated)
        case .compares(let comparison, let value):
            switch type.kind {
            case .number, .amount, .date, .time, .instant: break
            case .text where comparison == .equal, .choice where comparison == .equal,
                .yesNo where comparison == .equal:
                break
            default:
                symbols.sink.report(
                    .typesDoNotCompare, at: subject.range,
                    [
                        "value": .same(text),
                        "type": Bilingual(
                            en: "a comparison by size: use `is`",
                            fr: "une comparaison de grandeur : écrivez `is`"),
                    ])
                return nil
            }
            guard let right = self.value(value, against: type, subject: subject) else { return nil }
            return .compares(operand, comparison, right)
        case .queue, .pageContains: return nil
        }
    }

    /// A value to compare with a reference of a type.
    private func value(_ node: ValueNode, against type: ReferenceType, subject: ValueNode) -> Operand? {
        switch type {
        case .one(let type): return value(node, as: type)
        case .channel: return declared(node, among: symbols.policy.channels.map(\.name))
        case .language: return declared(node, among: symbols.policy.languages.map(\.code))
        case .list, .column:
            symbols.sink.report(
                .typesDoNotCompare, at: subject.range,
                [
                    "value": .same({ if case .word(let text) = subject.kind { text } else { "" } }()),
                    "type": Bilingual(
                        en: "a comparison: a list can only be `is empty`",
                        fr: "une comparaison : une liste peut seulement être `is empty`"),
                ])
            return nil
        }
    }

    private func declared(_ node: ValueNode, among names: [String]) -> Operand? {
        if case .word(let text) = node.kind, names.contains(text) { return .constant(.choice(text)) }
        return value(node, as: .choice(names))
    }
}
