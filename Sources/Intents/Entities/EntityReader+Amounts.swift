import Text

/// Sums of money.
extension EntityReader {
    /// `12,50 €`, `12€50`, `12 euros 50`, `$12`, `EUR 12`, `quarante euros`, `50 centimes`; a bare number where it was asked.
    mutating func amount(at index: Int) -> Reading<Amount>? {
        if let currency = currency(at: index) {
            guard beginsFreely(index), let reading = digitNumber(at: currency.end),
                let amounts = sums(reading.values, currency.code)
            else { return nil }
            return Reading(end: reading.end, values: amounts)
        }
        guard beginsFreely(index), digits(index).isEmpty || standsFree(before: index) else { return nil }
        if sign(index) == "-" || sign(index - 1) == "-", touches(index), touches(index + 1),
            !touches(index - 1)
        {
            return nil
        }
        var values: [FixedNumber] = []
        var end = index
        if let reading = digitNumber(at: index) {
            (values, end) = (reading.values, reading.end)
            if case .scale(let scale)? = NumberWords.french[word(end)] ?? NumberWords.english[word(end)] {
                // "2 millions d'euros"
                values = values.compactMap { value in
                    let (product, overflow) = value.millionths.multipliedReportingOverflow(by: Int64(scale))
                    return overflow ? nil : FixedNumber(millionths: product)
                }
                end += 1
            }
        } else if let (after, value, _) = wordNumber(at: index), let number = FixedNumber(whole: value) {
            (values, end) = ([number], after)
        }
        guard !values.isEmpty else { return nil }
        if ["centime", "centimes", "cents", "cent", "ct", "cts"].contains(word(end)) || sign(end) == "¢" {
            let cents = values.compactMap {
                $0.isWhole ? Amount(cents: $0.millionths / 1_000_000, currency: context.currency) : nil
            }
            return cents.isEmpty ? nil : Reading(end: end + 1, values: cents)
        }
        if ["de", "d"].contains(word(end)), currency(at: end + (sign(end + 1) == "'" ? 2 : 1)) != nil {
            // "un millier d'euros", "deux millions d'euros"
            end += sign(end + 1) == "'" ? 2 : 1
        }
        guard let currency = currency(at: end) else { return bareAmount(at: index) }
        guard let amounts = sums(values, currency.code) else { return nil }
        let (stop, cents) = smallChange(at: currency.end)
        guard cents > 0, values.allSatisfy(\.isWhole) else {
            return Reading(end: currency.end, values: amounts)
        }
        return Reading(
            end: stop, values: amounts.map { Amount(cents: $0.cents &+ cents, currency: $0.currency) })
    }

    /// The cents of `12 euros 50`, `12€50`, `12 euros et 50 centimes`, `twelve pounds fifty`.
    private mutating func smallChange(at index: Int) -> (end: Int, cents: Int64) {
        var start = index
        let isJoined = word(start) == "et" || word(start) == "and"
        if isJoined { start += 1 }
        let text = digits(start)
        var end = start + 1
        var cents = 0
        if text.utf8.count == 2 || (text.utf8.count == 1 && isJoined), let value = Int(text) {
            cents = value
        } else if text.isEmpty, let (after, value, isWeak) = wordNumber(at: start), value < 100, !isWeak {
            (cents, end) = (value, after)
        } else {
            return (index, 0)
        }
        if ["centimes", "centime", "cents", "cent", "pence"].contains(word(end)) {
            return (end + 1, Int64(cents))
        }
        // "12 euros 50 fois", "3 euros 14 novembre": another number follows its own noun.
        guard !isJoined, lexeme(end).map({ $0.kind == .sign && $0.text != "/" && $0.text != ":" }) ?? true
        else { return (index, 0) }
        return (end, Int64(cents))
    }

    /// A number without a currency, when the sum was asked.
    private mutating func bareAmount(at index: Int) -> Reading<Amount>? {
        guard context.isAsked, !namesCurrency, let reading = number(at: index),
            let amounts = sums(reading.values, context.currency)
        else {
            return nil
        }
        return Reading(end: reading.end, values: amounts)
    }

    private func sums(_ values: [FixedNumber], _ currency: String) -> [Amount]? {
        let amounts = values.compactMap { value in
            value.millionths % 10_000 == 0
                ? Amount(cents: value.millionths / 10_000, currency: currency) : nil
        }
        return amounts.isEmpty ? nil : amounts
    }

    static func isCurrency(_ lexeme: Lexeme) -> Bool {
        lexeme.kind == .sign
            ? currencySigns[lexeme.text] != nil
            : currencyWords[lexeme.text] != nil && lexeme.text.utf8.count > 2
    }

    private mutating func currency(at index: Int) -> (code: String, end: Int)? {
        if let code = EntityReader.currencySigns[sign(index)] { return (code, index + 1) }
        let text = word(index)
        if text == "e" || text == "eu" {
            // "12e" is a sum where one was asked; elsewhere "3e" is the third.
            guard context.isAsked, touches(index), !digits(index - 1).isEmpty, word(index + 1).isEmpty else {
                return nil
            }
            return ("EUR", index + 1)
        }
        guard let code = EntityReader.currencyWords[text] else { return nil }
        return (code, index + 1)
    }

    /// Words that make a number a sum.
    static var moneyWords: [String] {
        Array(currencyWords.keys) + ["centime", "centimes", "cent", "cents", "ct", "cts", "pence"]
    }

    private static let currencySigns = ["€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"]

    private static let currencyWords = [
        "eur": "EUR", "euro": "EUR", "euros": "EUR", "balles": "EUR",
        "dollar": "USD", "dollars": "USD",
        "usd": "USD", "bucks": "USD", "pound": "GBP", "pounds": "GBP", "gbp": "GBP", "quid": "GBP",
        "livres": "GBP",
        "chf": "CHF", "franc": "CHF", "francs": "CHF", "cad": "CAD", "yen": "JPY", "yens": "JPY",
        "jpy": "JPY",
    ]
}
