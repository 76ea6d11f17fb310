import Text

/// A quick look that spares most messages the search for a value: no digit and no telling word, no value.
///
/// Messages are searched for every type of value that might come early, and nearly all hold none.
enum EntityTriggers {
    /// Whether the utterance may hold a value of the type; false is certain.
    static func mayHold(_ type: SlotType, _ utterance: Utterance, isAsked: Bool) -> Bool {
        switch type {
        case .date:
            return hasDigit(utterance) || hasWord(utterance, dates)
        case .time:
            return isAsked || hasDigit(utterance) || hasWord(utterance, times)
        case .number:
            return hasDigit(utterance) || hasWord(utterance, numbers)
        case .amount:
            return isAsked || hasWord(utterance, money) || hasMixed(utterance)
                || hasCurrencySign(utterance.utf8)
        case .email:
            return utterance.utf8.contains(UInt8(ascii: "@")) || hasWord(utterance, at)
                || (isAsked && hasWord(utterance, dot))
        case .phone:
            return digits(utterance) >= 8
        case .postcode:
            return digits(utterance) >= 2
        case .mask(let masks):
            let count = digits(utterance)
            return masks.contains { mask in
                var missing = 0
                // More than are there are not counted: nearly every message has none.
                for octet in mask.example.utf8 where (0x30...0x39).contains(octet) {
                    missing += 1
                    if missing > count { return false }
                }
                return true
            }
        case .instant:
            return false
        case .text, .name, .yesNo, .choice, .pick:
            return true
        }
    }

    private static func hasDigit(_ utterance: Utterance) -> Bool {
        utterance.words.contains { $0.kind == .number || $0.kind == .mixed }
    }

    private static func hasMixed(_ utterance: Utterance) -> Bool {
        utterance.words.contains { $0.kind == .mixed }
    }

    private static func hasWord(_ utterance: Utterance, _ table: WordIndex) -> Bool {
        utterance.words.contains { table.contains($0.hash) }
    }

    /// Digits of any script, since folding makes them ASCII.
    private static func digits(_ utterance: Utterance) -> Int {
        utterance.folded.count { (0x30...0x39).contains($0) }
    }

    /// `$`, `€`, `£`, `¥`, `¢`.
    private static func hasCurrencySign(_ bytes: [UInt8]) -> Bool {
        for (index, byte) in bytes.enumerated() {
            if byte == 0x24 { return true }
            guard index > 0 else { continue }
            if byte == 0x82, bytes[index - 1] == 0xE2 { return true }
            if byte == 0xA2 || byte == 0xA3 || byte == 0xA5, bytes[index - 1] == 0xC2 { return true }
        }
        return false
    }

    private static let at = WordIndex(wordsOf: ["arobase"])
    private static let dot = WordIndex(wordsOf: ["dot"])

    private static let numberWords = Set(NumberWords.french.keys).union(NumberWords.english.keys)

    private static let numbers = WordIndex(wordsOf: numberWords)

    private static let dates = WordIndex(
        wordsOf:
            Set(DateWords.months.keys).union(DateWords.weekdays.keys).union(DateWords.dayUnits.keys)
            .union(DateWords.monthUnits.keys).union(DateWords.relative.compactMap(\.words.last))
            .union(DateWords.feasts.compactMap(\.words.last)).union(["aujourd'hui"]))

    private static let times = WordIndex(
        wordsOf:
            numberWords.subtracting(NumberWords.weak).union([
                "midi", "minuit", "noon", "midday", "midnight", "heure", "heures", "h", "oclock", "clock",
                "am",
                "pm", "half",
                "quarter",
            ]))

    private static let money = WordIndex(wordsOf: EntityReader.moneyWords)
}
