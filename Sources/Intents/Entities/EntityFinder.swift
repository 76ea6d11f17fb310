package import CivilTime
package import Text

// Entities: typed values in what a customer wrote.
//
// One scanner (`EntityReader.cut`) cuts the utterance into words, runs of digits and signs; one small recogniser per type tries to read a value
// at each lexeme and says how far it got. The longest reading at a place wins and the search goes on behind it, so the work is linear
// in the text. French and English are always both understood, since customers mix them; the language of the conversation decides
// only what is ambiguous (`3/4`, `1,234`).
//
// Ambiguity is reported, never guessed away: several readings of one span are several entities of the same range ("next friday"),
// distinct spans are several values. The caller (Conversation) offers the readings as buttons.

/// A value found in an utterance.
package struct Entity: Sendable, Hashable {
    package var value: SlotValue
    /// UTF-8 offsets into the utterance's text; never empty.
    package var range: Range<Int>
    /// The value as shown to the customer, in the language of the context.
    package var display: String

    package init(value: SlotValue, range: Range<Int>, display: String) {
        self.value = value
        self.range = range
        self.display = display
    }
}

/// What the words of a customer are relative to.
package struct EntityContext: Sendable, Hashable {
    package var today: DayNumber
    package var minute: MinuteOfDay
    package var language: Language
    /// Zone of the elements of a pick that are instants.
    package var zone: Zone
    /// True when the question of this very slot was asked: then bare numbers are amounts, "the second one" is a choice, a short
    /// message is a name. False when values are gathered from a message in passing.
    package var isAsked: Bool
    /// Of an amount without a currency.
    package var currency: String

    package init(
        today: DayNumber, minute: MinuteOfDay = MinuteOfDay(minutes: 720), language: Language,
        zone: Zone = .utc,
        isAsked: Bool = true, currency: String = "EUR"
    ) {
        self.today = today
        self.minute = minute
        self.language = language
        self.zone = zone
        self.isAsked = isAsked
        self.currency = currency
    }
}

/// A choice of a slot with all the ways of saying it.
package struct ChoiceOption: Sendable, Hashable {
    package let name: String
    /// As shown; empty shows the name.
    package let label: String
    /// Other ways, in every language.
    package let synonyms: [String]
    /// Everything it is called, as words: who keeps an option does not fold it for each message.
    let ways: [Utterance]

    package init(name: String, label: String, synonyms: [String] = []) {
        self.name = name
        self.label = label
        self.synonyms = synonyms
        ways = ([label, name] + synonyms).filter { !$0.isEmpty }.map(Utterance.init)
    }
}

/// An element of an action's list that may be picked.
package struct PickOption: Sendable, Hashable {
    /// What the slot will hold.
    package var element: SlotValue
    /// The field by which it is recognised.
    package var field: SlotValue

    package init(element: SlotValue, field: SlotValue) {
        self.element = element
        self.field = field
    }
}

package enum EntityFinder {
    /// Finds the values of one type in an utterance, in the order of the text.
    ///
    /// - Parameters:
    ///   - choices: of a choice slot, in the order shown.
    ///   - picks: the list of a pick slot, in the order shown.
    /// - Returns: entities whose ranges are either the same (readings of one span) or do not overlap. Bounds of the type are not
    ///   applied (see `fits`), except to prefer one reading of a date without a year.
    /// - Complexity: linear in the text, times the choices or picks.
    package static func find(
        _ type: SlotType, in utterance: Utterance, choices: [ChoiceOption] = [], picks: [PickOption] = [],
        context: EntityContext
    ) -> [Entity] {
        guard mayHold(type, utterance, isAsked: context.isAsked) else { return [] }
        var reader = EntityReader(utterance, context, for: type)
        return reader.entities(of: type, choices: choices, picks: picks)
    }

    /// A quick look: whether the utterance may hold a value of the type; false is certain.
    package static func mayHold(_ type: SlotType, _ utterance: Utterance, isAsked: Bool) -> Bool {
        EntityTriggers.mayHold(type, utterance, isAsked: isAsked)
    }

    /// The same without the quick look of `EntityTriggers`, with the number of lexemes looked at: how tests see that the work is linear.
    package static func findCountingWork(
        _ type: SlotType, in utterance: Utterance, choices: [ChoiceOption] = [], picks: [PickOption] = [],
        context: EntityContext
    ) -> (entities: [Entity], reads: Int) {
        var reader = EntityReader(utterance, context, for: type)
        let entities = reader.entities(of: type, choices: choices, picks: picks)
        return (entities, reader.reads)
    }

    /// Whether the utterance looks like an attempt at the type although it holds no value: "invalid" rather than "not understood".
    package static func looksLike(_ type: SlotType, _ utterance: Utterance) -> Bool {
        let digits = utterance.utf8.count { (0x30...0x39).contains($0) }
        let words = utterance.words.count
        switch type {
        case .email:
            return utterance.utf8.contains(UInt8(ascii: "@"))
                || utterance.words.contains { utterance.string(of: $0) == "arobase" }
        case .phone:
            return digits >= 5
        case .postcode:
            return digits >= 2 && words <= 4
        case .number, .amount:
            return digits >= 1
        case .date, .time, .instant:
            return digits >= 1
                || utterance.words.contains { DateWords.vague.contains(utterance.string(of: $0)) }
        case .mask(let masks):
            guard words <= 12 else { return false }
            return masks.contains { mask in
                let wanted = mask.example.utf8.count { (0x30...0x39).contains($0) }
                return wanted > 0 ? digits > 0 && digits * 2 >= wanted : words <= 2
            }
        case .choice, .pick:
            return digits >= 1 && words <= 3
        case .text, .name, .yesNo:
            return false
        }
    }
}

extension DateBound {
    /// The civil day of a bound; clamped to what a `DayNumber` holds.
    package func day(today: DayNumber) -> DayNumber {
        switch self {
        case .day(let day):
            return day
        case .today(let days):
            let sum = Int(today.days) + min(max(days, -1_000_000), 1_000_000)
            return DayNumber(days: Int32(clamping: sum))
        }
    }
}
