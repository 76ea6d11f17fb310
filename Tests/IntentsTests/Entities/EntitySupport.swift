import CivilTime
import Intents
import Text

/// Wednesday 18 November 2026, 10:00.
enum Given {
    static let today = ISOText.parseDate("2026-11-18").map(DayNumber.init(days:)) ?? DayNumber(days: 0)

    static func context(_ language: Language, isAsked: Bool = true) -> EntityContext {
        EntityContext(today: today, minute: MinuteOfDay(minutes: 600), language: language, isAsked: isAsked)
    }

    /// A value as the tests write it.
    static func plain(_ value: SlotValue) -> String {
        switch value {
        case .text(let text), .choice(let text): text
        case .number(let number): number.plain
        case .amount(let amount): amount.plain
        case .date(let day): ISOText.date(day.days)
        case .time(let minute): ISOText.time(minute.minutes)
        case .instant(let milliseconds): String(milliseconds)
        case .yesNo(let value): value ? "yes" : "no"
        case .element(let fields): fields.map { plain($0.value) }.joined(separator: "/")
        }
    }

    /// Values as `a` or `a|b` (readings of one span), spans apart by blanks in the list.
    static func found(
        _ type: SlotType, _ text: String, _ language: Language, isAsked: Bool = true,
        choices: [ChoiceOption] = [],
        picks: [PickOption] = []
    ) -> [String] {
        let entities = EntityFinder.find(
            type, in: Utterance(text), choices: choices, picks: picks,
            context: context(language, isAsked: isAsked))
        var result: [String] = []
        var last: Range<Int>?
        for entity in entities {
            if entity.range == last, let previous = result.popLast() {
                result.append(previous + "|" + plain(entity.value))
            } else {
                result.append(plain(entity.value))
            }
            last = entity.range
        }
        return result
    }
}

/// What is said, in which language, and what should be found.
struct Case: Sendable, CustomStringConvertible {
    var text: String
    var language: Language
    var expected: [String]

    static func fr(_ text: String, _ expected: String...) -> Case {
        Case(text: text, language: .french, expected: expected)
    }
    static func en(_ text: String, _ expected: String...) -> Case {
        Case(text: text, language: .english, expected: expected)
    }

    var description: String { "\(language.code): \(text)" }
}
