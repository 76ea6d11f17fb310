import CivilTime
import Text

/// Reads the values an author writes. All bounded: no input overflows.
enum Literals {
    /// `12`, `12.50`, `-3`; up to nine digits before the point and six behind it.
    static func number(_ text: String) -> FixedNumber? {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes = bytes.dropFirst() }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...9).contains(parts[0].count),
            parts.allSatisfy({ $0.allSatisfy(isDigit) })
        else { return nil }
        var millionths: Int64 = 0
        for digit in parts[0] { millionths = millionths * 10 + Int64(digit - 0x30) }
        millionths *= 1_000_000
        if parts.count == 2 {
            guard (1...6).contains(parts[1].count) else { return nil }
            var place: Int64 = 100_000
            for digit in parts[1] {
                millionths += Int64(digit - 0x30) * place
                place /= 10
            }
        }
        return FixedNumber(millionths: isNegative ? -millionths : millionths)
    }

    /// At most two digits behind the point.
    static func amount(_ text: String, currency: String) -> Amount? {
        guard let number = number(text), number.millionths % 10_000 == 0 else { return nil }
        return Amount(cents: number.millionths / 10_000, currency: currency)
    }

    /// `2027-01-31`
    static func date(_ text: String) -> DayNumber? { ISOText.parseDate(text).map { DayNumber(days: $0) } }

    /// `14:30`
    static func time(_ text: String) -> MinuteOfDay? {
        ISOText.parseTime(text).map { MinuteOfDay(minutes: $0) }
    }
}

/// The kinds of value, for comparing and for words.
enum ValueKind: Hashable {
    case text, number, amount, date, time, yesNo, choice, element, instant, list

    init(_ type: SlotType) {
        switch type {
        case .text, .name, .email, .phone, .postcode, .mask: self = .text
        case .number: self = .number
        case .amount: self = .amount
        case .date: self = .date
        case .time: self = .time
        case .yesNo: self = .yesNo
        case .choice: self = .choice
        case .pick: self = .element
        case .instant: self = .instant
        }
    }

    /// As it follows "does not fit".
    var words: Bilingual {
        switch self {
        case .text: Bilingual(en: "a text", fr: "un texte")
        case .number: Bilingual(en: "a number", fr: "un nombre")
        case .amount: Bilingual(en: "an amount (such as 50 EUR)", fr: "un montant (comme 50 EUR)")
        case .date:
            Bilingual(
                en: "a date (2027-01-31, today, today + 60 d)",
                fr: "une date (2027-01-31, today, today + 60 d)")
        case .time: Bilingual(en: "a time (14:30)", fr: "une heure (14:30)")
        case .yesNo: Bilingual(en: "yes or no", fr: "yes ou no")
        case .choice: Bilingual(en: "one of its choices", fr: "un de ses choix")
        case .element: Bilingual(en: "an element of a list", fr: "un élément d'une liste")
        case .instant: Bilingual(en: "a moment", fr: "un moment")
        case .list: Bilingual(en: "a list", fr: "une liste")
        }
    }
}
