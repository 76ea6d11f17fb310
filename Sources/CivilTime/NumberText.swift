/// Numbers, sums of money and lists as a person writes them.
///
/// French groups thousands with a narrow no-break space (U+202F), writes a decimal comma and puts a no-break space (U+00A0) before
/// the currency, as CLDR and the Imprimerie nationale do; English writes `1,234.5` and puts the sign first.
package enum NumberText {
    /// `1 234,5`, `1,234.5`: at most six decimals, none that are zero at the end.
    ///
    /// - Parameter millionths: the number, in millionths.
    package static func number(millionths: Int64, _ language: WrittenLanguage) -> String {
        let magnitude = millionths.magnitude
        var decimals = String(magnitude % 1_000_000)
        decimals = String(repeating: "0", count: 6 - decimals.utf8.count) + decimals
        while decimals.hasSuffix("0") { decimals.removeLast() }
        let mark = decimals.isEmpty ? "" : decimalMark(language)
        return (millionths < 0 ? "-" : "") + grouped(magnitude / 1_000_000, language) + mark + decimals
    }

    /// `12,50 €`, `€12.50`; a currency without a usual sign keeps its code: `12,50 CHF`, `CHF 12.50`.
    ///
    /// - Parameters:
    ///   - cents: hundredths, whatever the currency.
    ///   - currency: ISO 4217, upper case. One without a smaller unit (`JPY`) shows hundredths only if there are any.
    package static func amount(cents: Int64, currency: String, _ language: WrittenLanguage) -> String {
        let magnitude = cents.magnitude
        let hideDecimals = magnitude % 100 == 0 && wholeCurrencies.contains(currency)
        let figures =
            grouped(magnitude / 100, language)
            + (hideDecimals ? "" : decimalMark(language) + ISOText.two(Int(magnitude % 100)))
        let sign = cents < 0 ? "-" : ""
        let symbol = symbols[currency]
        switch language {
        case .french: return sign + figures + "\u{A0}" + (symbol ?? currency)
        case .english: return sign + (symbol ?? currency + "\u{A0}") + figures
        }
    }

    /// `a, b et c`, `a, b and c`; with `ou`, `or` where one is to be chosen. Empty for no item.
    package static func list(_ items: [String], _ language: WrittenLanguage, choosing: Bool = false) -> String
    {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        let joined =
            switch (language, choosing) {
            case (.french, false): " et "
            case (.french, true): " ou "
            case (.english, false): " and "
            case (.english, true): " or "
            }
        return items.dropLast().joined(separator: ", ") + joined + last
    }

    private static let symbols = ["EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"]
    private static let wholeCurrencies: Set<String> = [
        "JPY", "KRW", "VND", "XOF", "XAF", "XPF", "CLP", "ISK",
    ]

    private static func decimalMark(_ language: WrittenLanguage) -> String { language == .french ? "," : "." }

    private static func grouped(_ number: UInt64, _ language: WrittenLanguage) -> String {
        let digits = Array(String(number).utf8)
        let mark = language == .french ? "\u{202F}" : ","
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += mark }
            text.unicodeScalars.append(Unicode.Scalar(digit))
        }
        return text
    }
}
