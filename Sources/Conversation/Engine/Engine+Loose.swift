import Flows
import Text

// Loose values: what a customer said by the way, kept for a later ask (newest five).

extension Engine {
    func query(_ declaration: SlotDeclaration) -> ValueQuery {
        ValueQuery(
            type: declaration.type, choices: declaration.choices, language: state.language, today: today,
            minute: minute)
    }

    /// The values of a slot's type in a text that the slot may hold.
    func values(for declaration: SlotDeclaration, in utterance: Utterance) -> [FoundValue] {
        guard case .pick(_, _, let field) = declaration.type else {
            return world.understander.find(query(declaration), utterance).filter {
                fit($0.value, to: declaration) != nil
            }
        }
        let elements = elements(of: declaration.type)
        var whole = query(declaration)
        whole.picks = elements.compactMap { element in
            element.value(field).map { ValueQuery.Pick(element: .element(element), field: $0) }
        }
        var result = world.understander.find(whole, utterance)
        if result.isEmpty, let type = pickFieldType(declaration.type), type.mayComeEarly || type.isNumber {
            var query = query(declaration)
            query.type = type
            for found in world.understander.find(query, utterance) {
                for element in elements where element.value(field).map({ same($0, found.value) }) ?? false {
                    result.append(FoundValue(.element(element), range: found.range))
                }
            }
        }
        if result.isEmpty {
            // By its words: "celui de Lyon" picks the element whose field reads Lyon.
            let said = folded(utterance)
            for element in elements {
                guard let value = element.value(field) else { continue }
                let label = folded(Utterance(display(value)))
                guard !label.isEmpty, " \(said) ".contains(" \(label) ") else { continue }
                result.append(FoundValue(.element(element), range: 0..<utterance.utf8.count))
            }
        }
        return result
    }

    func looksLike(_ declaration: SlotDeclaration, _ utterance: Utterance) -> Bool {
        if let type = pickFieldType(declaration.type) {
            return world.understander.looksLike(type, utterance)
        }
        if case .mask(let masks) = declaration.type {
            // "FR-20" begins as the numbers do.
            let said = Folding.fold(utterance.text)
            if masks.contains(where: { !$0.prefix.isEmpty && said.contains(Folding.fold($0.prefix)) }) {
                return true
            }
        }
        return world.understander.looksLike(declaration.type, utterance)
    }

    func elements(of type: SlotType) -> [[NamedValue]] {
        guard case .pick(let result, let list, _) = type else { return [] }
        return frame?.result(result)?.list(list) ?? []
    }

    /// The type of the field a pick is matched by, from the action whose result it is.
    func pickFieldType(_ type: SlotType) -> SlotType? {
        guard case .pick = type, let index = flowIndex else { return nil }
        return world.pickTypes[index][type]
    }

    /// Keeps the typed values of a message for the flow's later asks.
    mutating func keepLoose(from utterance: Utterance, flow: Int, outside consumed: Range<Int>?) {
        guard world.early.indices.contains(flow), !utterance.words.isEmpty else { return }
        var found: [(kind: LooseKind, value: SlotValue, range: Range<Int>)] = []
        for slot in world.early[flow] {
            var query = ValueQuery(
                type: slot.type, choices: slot.choices, language: state.language, today: today, minute: minute
            )
            query.isAsked = false
            for value in world.understander.find(query, utterance) {
                if let consumed, value.range.overlaps(consumed) { continue }
                if found.contains(where: { $0.kind == slot.kind && $0.value == value.value }) { continue }
                found.append((slot.kind, value.value, value.range))
            }
        }
        guard !found.isEmpty, let running = state.running else { return }
        // Readings of overlapping spans share a number: taking one drops the others.
        var loose = running.loose
        var span = (loose.map(\.span).max() ?? 0) + 1
        var spans: [(range: Range<Int>, number: Int)] = []
        for value in found {
            let number: Int
            if let known = spans.first(where: { $0.range.overlaps(value.range) }) {
                number = known.number
            } else {
                number = span
                span += 1
                spans.append((value.range, number))
            }
            loose.append(LooseValue(kind: value.kind, value: value.value, span: number, slot: nil))
        }
        change(.looseChanged(Array(loose.suffix(ConversationLimits.loose))))
    }

    /// Takes the one loose value that fits an ask; none when several do.
    mutating func takeLoose(for declaration: SlotDeclaration) -> SlotValue? {
        guard let loose = state.running?.loose, !loose.isEmpty else { return nil }
        var fitting: [(index: Int, value: SlotValue)] = []
        for (index, candidate) in loose.enumerated() {
            guard let value = fit(candidate, to: declaration) else { continue }
            if fitting.contains(where: { $0.value == value }) { continue }
            fitting.append((index, value))
        }
        // A value that a correction made loose knows its slot: it goes before others.
        if let own = fitting.first(where: { loose[$0.index].slot == declaration.name }) { fitting = [own] }
        guard fitting.count == 1, let taken = fitting.first else { return nil }
        let span = loose[taken.index].span
        change(.looseChanged(loose.filter { $0.span != span }))
        return taken.value
    }

    private func fit(_ loose: LooseValue, to declaration: SlotDeclaration) -> SlotValue? {
        if let slot = loose.slot {
            guard slot == declaration.name else { return nil }
            return fit(loose.value, to: declaration)
        }
        guard declaration.type.mayComeEarly else { return nil }
        if case .pick(_, _, let field) = declaration.type {
            guard let type = pickFieldType(declaration.type), let kind = LooseKind(type.withoutLimits),
                kind == loose.kind
            else { return nil }
            let matching = elements(of: declaration.type).filter { element in
                element.value(field).map { same($0, loose.value) } ?? false
            }
            return matching.count == 1 ? .element(matching[0]) : nil
        }
        if case .mask(let example) = loose.kind {
            guard case .mask(let masks) = declaration.type, masks.contains(where: { $0.example == example })
            else { return nil }
            return loose.value
        }
        guard LooseKind(declaration.type.withoutLimits) == loose.kind else { return nil }
        return fit(loose.value, to: declaration)
    }
}

extension LooseKind {
    init?(_ type: SlotType) {
        switch type {
        case .date: self = .date
        case .time: self = .time
        case .amount: self = .amount
        case .email: self = .email
        case .phone: self = .phone
        case .postcode: self = .postcode
        case .mask(let masks):
            guard let first = masks.first else { return nil }
            self = .mask(first.example)
        case .choice(let names): self = .choice(names)
        case .text, .name, .number, .yesNo, .pick, .instant: return nil
        }
    }
}

extension SlotType {
    var isNumber: Bool {
        if case .number = self { true } else { false }
    }

    /// The type without its limits: a value said early is judged when its slot is asked.
    var withoutLimits: SlotType {
        switch self {
        case .date: .date(from: nil, to: nil)
        case .time: .time(from: nil, to: nil)
        case .amount: .amount(from: nil, to: nil)
        case .number: .number(from: nil, to: nil)
        default: self
        }
    }
}
