import CivilTime
import Flows
import Text

/// What an operand stands for at a moment.
enum Evaluated {
    case one(SlotValue)
    case many([SlotValue])
    /// An element list of a result, counted but not read.
    case rows(Int)
    case text(String)
    case missing

    var single: SlotValue? {
        if case .one(let value) = self { value } else { nil }
    }
}

extension Engine {
    func evaluate(_ operand: Operand, _ telling: Telling = .nothing) -> Evaluated {
        switch operand {
        case .slot(let slot):
            guard let declaration = declaration(slot),
                let value = value(of: declaration, isShared: slot.isShared)
            else { return .missing }
            return .one(value)
        case .slotField(let slot, field: let field):
            guard let declaration = declaration(slot),
                case .element(let fields)? = value(of: declaration, isShared: slot.isShared),
                let value = fields.value(field)
            else { return .missing }
            return .one(value)
        case .result(let name, path: let path): return evaluate(result: name, path)
        case .constant(let value): return .one(value)
        case .today(let plusDays):
            let days = Int64(today.days) + Int64(clamping: plusDays)
            return Int32(exactly: days).map { .one(.date(DayNumber(days: $0))) } ?? .missing
        case .now: return .one(.instant(milliseconds: moment.nowMilliseconds))
        case .channel: return .one(.choice(state.channel))
        case .language: return .one(.choice(state.language.code))
        case .trouble: return FixedNumber(whole: state.counters.trouble).map { .one(.number($0)) } ?? .missing
        case .opening(let queue):
            guard let hours = world.hours[queue],
                let opening = hours.nextOpening(after: moment.nowMilliseconds)
            else { return .missing }
            return .one(.instant(milliseconds: opening))
        case .place:
            return state.place.flatMap { FixedNumber(whole: $0) }.map { .one(.number($0)) } ?? .missing
        case .phrase(let name):
            guard let texts = program.phrases[name], telling.depth < Telling.deepest else { return .missing }
            return .text(render(texts, Telling(values: telling.values, depth: telling.depth + 1)))
        case .ambient(let name):
            guard let text = telling.values.first(where: { $0.name == name })?.text else { return .missing }
            return .text(text)
        }
    }

    private func evaluate(result name: String, _ path: [String]) -> Evaluated {
        guard let result = frame?.result(name) else { return .missing }
        guard let first = path.first else { return result.field("").map { .one($0) } ?? .missing }
        if let elements = result.list(first) {
            guard let field = path[safe: 1] else { return .rows(elements.count) }
            return .many(elements.compactMap { $0.value(field) })
        }
        guard let value = result.field(first) else { return .missing }
        guard let second = path[safe: 1] else { return .one(value) }
        // A pick of a flow that was run: `visit.time.start`.
        guard case .element(let fields) = value, let inner = fields.value(second) else { return .missing }
        return .one(inner)
    }

    // MARK: - conditions

    /// Total: a comparison with a missing value is false, `is not` is true.
    mutating func holds(_ condition: Condition, range: SourceRange) -> Bool {
        let facts: [Fact]
        let held: Bool
        switch condition {
        case .all(let all):
            facts = all
            held = all.allSatisfy { holds($0) }
        case .any(let any):
            facts = any
            held = any.contains { holds($0) }
        }
        var seen: [NamedText] = []
        for fact in facts {
            for operand in fact.operands {
                guard let name = name(of: operand), !seen.contains(where: { $0.name == name }) else {
                    continue
                }
                seen.append(NamedText(name, shown(operand)))
            }
        }
        note(.condition(sourceLine(range), held: held, values: seen, at: place(range)))
        return held
    }

    private func holds(_ fact: Fact) -> Bool {
        switch fact {
        case .isOneOf(let operand, let values, let negated):
            guard let value = evaluate(operand).single else { return negated }
            let found = values.contains { other in
                evaluate(other).single.map { same(value, $0) } ?? false
            }
            return found != negated
        case .compares(let left, let comparison, let right):
            guard let left = evaluate(left).single, let right = evaluate(right).single,
                let order = order(left, right)
            else { return false }
            switch comparison {
            case .less: return order < 0
            case .lessOrEqual: return order <= 0
            case .greater: return order > 0
            case .greaterOrEqual: return order >= 0
            case .equal: return order == 0
            }
        case .isKnown(let operand): return isKnown(operand)
        case .isMissing(let operand): return !isKnown(operand)
        case .isEmpty(let operand):
            switch evaluate(operand) {
            case .rows(let count): return count == 0
            case .many(let values): return values.isEmpty
            default: return false
            }
        case .queue(let name, let situation): return self.situation(of: name) == situation
        case .pageContains(let word):
            guard let page = state.pages.last else { return false }
            return Folding.fold(page).contains(Folding.fold(word))
        }
    }

    private func isKnown(_ operand: Operand) -> Bool {
        switch evaluate(operand) {
        case .missing: false
        case .many(let values): !values.isEmpty
        default: true
        }
    }

    func situation(of queue: String) -> QueueSituation {
        switch moment.queues[queue] {
        case .open: .open
        case .closed: .closed
        case .full: .full
        case nil: world.hours[queue]?.isOpen(at: moment.nowMilliseconds) ?? true ? .open : .closed
        }
    }

    /// Equal as a customer would say: a choice and a text of the same name are.
    func same(_ left: SlotValue, _ right: SlotValue) -> Bool {
        if left == right { return true }
        switch (left, right) {
        case (.text(let a), .choice(let b)), (.choice(let a), .text(let b)): return a == b
        case (.text(let a), .text(let b)): return Folding.fold(a) == Folding.fold(b)
        case (.yesNo(let answer), .choice(let name)), (.choice(let name), .yesNo(let answer)):
            return name == (answer ? "yes" : "no")
        case (.instant, .date), (.date, .instant), (.instant, .time), (.time, .instant):
            return order(left, right) == 0
        default: return false
        }
    }

    /// Negative, zero or positive; nil when the two do not compare.
    private func order(_ left: SlotValue, _ right: SlotValue) -> Int? {
        func compare<Value: Comparable>(_ a: Value, _ b: Value) -> Int { a < b ? -1 : a == b ? 0 : 1 }
        switch (left, right) {
        case (.number(let a), .number(let b)): return compare(a, b)
        case (.amount(let a), .amount(let b)):
            return a.currency == b.currency ? compare(a.cents, b.cents) : nil
        case (.date(let a), .date(let b)): return compare(a, b)
        case (.time(let a), .time(let b)): return compare(a, b)
        case (.instant(let a), .instant(let b)): return compare(a, b)
        case (.instant(let a), .date(let b)):
            return compare(world.zone.civil(atMilliseconds: a).days, b.days)
        case (.date(let a), .instant(let b)):
            return compare(a.days, world.zone.civil(atMilliseconds: b).days)
        case (.instant(let a), .time(let b)):
            return compare(world.zone.civil(atMilliseconds: a).minute, b.minutes)
        case (.time(let a), .instant(let b)):
            return compare(a.minutes, world.zone.civil(atMilliseconds: b).minute)
        default: return same(left, right) ? 0 : nil
        }
    }

    // MARK: - fitting

    /// The value as the slot holds it; nil when it does not fit.
    func fit(_ value: SlotValue, to declaration: SlotDeclaration) -> SlotValue? {
        if case .pick(_, _, let field) = declaration.type {
            let elements = elements(of: declaration.type)
            if case .element(let given) = value {
                if elements.contains(given) { return value }
                guard let key = given.value(field),
                    let found = elements.first(where: { $0.value(field).map { same($0, key) } ?? false })
                else { return nil }
                return .element(found)
            }
            let matching = elements.filter { $0.value(field).map { same($0, value) } ?? false }
            return matching.count == 1 ? .element(matching[0]) : nil
        }
        switch (declaration.type, value) {
        case (.date, .instant(let at)):
            let day = SlotValue.date(DayNumber(days: world.zone.civil(atMilliseconds: at).days))
            return isFit(day, declaration.type) ? day : nil
        case (.time, .instant(let at)):
            let time = SlotValue.time(MinuteOfDay(minutes: world.zone.civil(atMilliseconds: at).minute))
            return isFit(time, declaration.type) ? time : nil
        case (.choice(let names), .text(let text)) where names.contains(text): return .choice(text)
        default: return isFit(value, declaration.type) ? value : nil
        }
    }

    /// Whether a value is one of a type, its limits included.
    func isFit(_ value: SlotValue, _ type: SlotType) -> Bool {
        switch (type, value) {
        case (.text(let maximum), .text(let text)):
            return text.unicodeScalars.count <= maximum
        case (.name, .text), (.email, .text), (.phone, .text), (.postcode, .text), (.mask, .text): return true
        case (.text, .choice), (.name, .choice): return true
        case (.number(let from, let to), .number(let number)):
            return from.map { number >= $0 } ?? true && to.map { number <= $0 } ?? true
        case (.amount(let from, let to), .amount(let amount)):
            if let from, from.currency != amount.currency || amount.cents < from.cents { return false }
            if let to, to.currency != amount.currency || amount.cents > to.cents { return false }
            return true
        case (.date(let from, let to), .date(let day)):
            if let from, let bound = resolve(from), day.days < bound { return false }
            if let to, let bound = resolve(to), day.days > bound { return false }
            return true
        case (.time(let from, let to), .time(let time)):
            return from.map { time >= $0 } ?? true && to.map { time <= $0 } ?? true
        case (.yesNo, .yesNo), (.instant, .instant): return true
        case (.choice(let names), .choice(let name)): return names.contains(name)
        case (.pick, .element): return true
        default: return false
        }
    }

    private func resolve(_ bound: DateBound) -> Int32? {
        switch bound {
        case .day(let day): day.days
        case .today(let plusDays): Int32(exactly: Int64(today.days) + Int64(clamping: plusDays))
        }
    }

    /// A value from a text given outside a conversation's turn: the profile, a test's `given`.
    func read(_ text: String, as declaration: SlotDeclaration) -> SlotValue? {
        switch declaration.type {
        case .text, .name:
            let value = SlotValue.text(trimmed(text).cut(toScalars: ConversationLimits.valueScalars))
            return isFit(value, declaration.type) ? value : nil
        case .choice(let names) where names.contains(text): return .choice(text)
        default:
            let found = values(for: declaration, in: Utterance(text))
            var distinct: [SlotValue] = []
            for value in found where !distinct.contains(value.value) { distinct.append(value.value) }
            return distinct.count == 1 ? distinct[0] : nil
        }
    }
}

extension Fact {
    var operands: [Operand] {
        switch self {
        case .isOneOf(let operand, _, negated: _), .isKnown(let operand), .isMissing(let operand),
            .isEmpty(let operand):
            [operand]
        case .compares(let left, _, let right): [left, right]
        case .queue, .pageContains: []
        }
    }
}
