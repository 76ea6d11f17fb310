import TestSupport
import Testing
import Text

struct FixedNumberTests {
    @Test(arguments: [
        ("0", Int64(0)), ("12", 12_000_000), ("-3", -3_000_000), ("12.5", 12_500_000), ("12,50", 12_500_000),
        ("0.000001", 1), ("9223372036854", 9_223_372_036_854_000_000),
    ])
    func readsNumbers(_ text: String, _ millionths: Int64) {
        #expect(FixedNumber(text)?.millionths == millionths)
    }

    @Test(arguments: [
        "", "-", "1.", ".5", "1.2.3", "1 2", "1e3", "9223372036855", "99999999999999999999", "0.0000001", "½",
    ])
    func refusesTheRest(_ text: String) {
        #expect(FixedNumber(text) == nil)
    }

    @Test(arguments: ["1234567.5", "-1000", "7", "0.25", "999", "-0.000001"])
    func writesThemAsAuthorsDo(_ plain: String) throws {
        #expect(try #require(FixedNumber(plain)).plain == plain)
    }

    @Test(arguments: 0..<10)
    func whatIsWrittenIsReadBack(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        for _ in 0..<200 {
            let number = FixedNumber(millionths: Int64.random(in: (.min + 1)...(.max), using: &random))
            #expect(FixedNumber(number.plain) == number, "seed \(seed)")
        }
        #expect(FixedNumber(millionths: .min).plain.hasPrefix("-9223372036854"))
    }

    @Test(arguments: [
        ("50 EUR", Int64(5_000)), ("12.50 EUR", 1_250), ("-3 USD", -300), ("1200.05 CHF", 120_005),
    ])
    func amountsToo(_ plain: String, _ cents: Int64) throws {
        let amount = try #require(Amount(plain))
        #expect(amount.cents == cents)
        #expect(amount.plain == plain)
    }

    @Test(arguments: ["50", "50 eur", "EUR 50", "50 EURO", "1.234 EUR", "x EUR", ""])
    func amountsNeedNumberAndCurrency(_ text: String) {
        #expect(Amount(text) == nil)
    }

    @Test func hugeAmountsDoNotTrap() {
        #expect(Amount(cents: .max, currency: "EUR").plain == "92233720368547758.07 EUR")
        #expect(Amount(cents: .min, currency: "EUR").plain.hasPrefix("-922"))
    }
}
