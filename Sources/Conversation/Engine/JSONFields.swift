import CivilTime
import JSON
import Text

/// How values of the language are written in the JSON of actions.
///
/// Texts, choices: strings. Numbers: numbers. Amounts: `{"amount":"12.50","currency":"EUR"}` out; the same, `"12.50 EUR"`
/// or, for EUR, a number in. Dates `2027-01-31`, times `14:30`, moments: milliseconds out, milliseconds or
/// `2027-01-31T14:30` in (read as a moment of the day, not of a zone, for `time` fields). Yes-no: booleans.
enum JSONFields {
    static func write(_ value: SlotValue, to writer: inout JSONWriter) {
        switch value {
        case .text(let text), .choice(let text): writer.string(text)
        case .number(let number):
            if number.millionths % 1_000_000 == 0 {
                writer.integer(number.millionths / 1_000_000)
            } else {
                writer.number(Double(number.millionths) / 1_000_000)
            }
        case .amount(let amount):
            writer.beginObject()
            writer.member("amount", decimal(cents: amount.cents))
            writer.member("currency", amount.currency)
            writer.endObject()
        case .date(let day): writer.string(ISOText.date(day.days))
        case .time(let time): writer.string(ISOText.time(time.minutes))
        case .instant(let milliseconds): writer.integer(milliseconds)
        case .yesNo(let answer): writer.bool(answer)
        case .element(let fields):
            writer.beginObject()
            for field in fields {
                writer.key(dynamic: field.name)
                write(field.value, to: &writer)
            }
            writer.endObject()
        }
    }

    /// - Returns: nil when the JSON is no value of the type.
    static func value(_ json: JSONValue, as type: SlotType) -> SlotValue? {
        switch type {
        case .text, .name, .email, .phone, .postcode, .mask:
            if let number = json.int64 { return .text(String(number)) }
            return json.string.map { .text(shown($0).cut(toScalars: ConversationLimits.valueScalars)) }
        case .number:
            if let whole = json.int64 {
                return FixedNumber(whole: Int(whole)).map { .number($0) }
            }
            if let text = json.string { return millionths(text).map { .number(FixedNumber(millionths: $0)) } }
            guard let number = json.double else { return nil }
            return millionths(number).map { .number(FixedNumber(millionths: $0)) }
        case .amount: return amount(json).map { .amount($0) }
        case .date:
            guard let text = json.string else { return nil }
            return ISOText.parseDate(text.prefix(10)).map { .date(DayNumber(days: $0)) }
        case .time:
            guard let text = json.string else { return nil }
            let clock =
                text.utf8.count > 5 ? text.split(separator: "T").last.map { $0.prefix(5) } ?? "" : text[...]
            return ISOText.parseTime(clock).map { .time(MinuteOfDay(minutes: $0)) }
        case .instant: return json.int64.map { .instant(milliseconds: $0) }
        case .yesNo: return json.bool.map { .yesNo($0) }
        case .choice(let names):
            guard let text = json.string, names.contains(text) else { return nil }
            return .choice(text)
        case .pick: return nil
        }
    }

    private static func amount(_ json: JSONValue) -> Amount? {
        if let text = json.string {
            let parts = text.split(separator: " ")
            guard let first = parts.first, let number = millionths(String(first)), number % 10_000 == 0 else {
                return nil
            }
            return Amount(cents: number / 10_000, currency: parts.count > 1 ? shown(String(parts[1])) : "EUR")
        }
        if let number = json.double {
            guard let millionths = millionths(number) else { return nil }
            let (rounded, overflow) = millionths.addingReportingOverflow(millionths < 0 ? -5_000 : 5_000)
            return overflow ? nil : Amount(cents: rounded / 10_000, currency: "EUR")
        }
        guard let given = json["amount"] else { return nil }
        guard var amount = amount(given) else { return nil }
        if let currency = json["currency"]?.string { amount.currency = shown(currency) }
        return amount
    }

    /// A text of another system as customers may read it: line feeds stay, other controls and what turns the direction
    /// of writing round go; a carriage return, tab or other line break is a blank.
    private static func shown(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        if isPlain { return text }
        var kept = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar.value {
            case 0x0A: kept.append(scalar)
            case 0x09, 0x0B...0x0D, 0x85, 0x2028, 0x2029: kept.append(" ")
            default: if !scalar.steersDisplay { kept.append(scalar) }
            }
        }
        return String(kept)
    }

    private static func millionths(_ number: Double) -> Int64? {
        guard number.isFinite, abs(number) < 9e12 else { return nil }
        return Int64((number * 1_000_000).rounded())
    }

    /// Plain decimals only: `-12.50`.
    static func millionths(_ text: String) -> Int64? {
        var bytes = Array(text.utf8)[...]
        var isNegative = false
        if bytes.first == UInt8(ascii: "-") {
            isNegative = true
            bytes = bytes.dropFirst()
        }
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, whole.count <= 12 else { return nil }
        let decimals = parts.count > 1 ? parts[1] : []
        guard decimals.count <= 6, parts.count == 1 || !decimals.isEmpty else { return nil }
        var value: Int64 = 0
        for byte in whole + decimals {
            guard byte >= 48, byte <= 57 else { return nil }
            value = value * 10 + Int64(byte - 48)
        }
        for _ in decimals.count..<6 { value *= 10 }
        return isNegative ? -value : value
    }

    private static func decimal(cents: Int64) -> String {
        let magnitude = cents.magnitude
        let rest = magnitude % 100
        return (cents < 0 ? "-" : "") + "\(magnitude / 100)." + (rest < 10 ? "0" : "") + "\(rest)"
    }
}
