import CivilTime
import Testing

@Suite struct NumberTextTests {
    @Test(arguments: [
        (Int64(0), "0", "0"), (1_000_000, "1", "1"), (1_234_500_000, "1\u{202F}234,5", "1,234.5"),
        (-500_000, "-0,5", "-0.5"), (1, "0,000001", "0.000001"),
        (1_000_000_000_000, "1\u{202F}000\u{202F}000", "1,000,000"),
        (.min, "-9\u{202F}223\u{202F}372\u{202F}036\u{202F}854,775808", "-9,223,372,036,854.775808"),
    ])
    func numbers(millionths: Int64, french: String, english: String) {
        #expect(NumberText.number(millionths: millionths, .french) == french)
        #expect(NumberText.number(millionths: millionths, .english) == english)
    }

    @Test(arguments: [
        (Int64(1250), "EUR", "12,50\u{A0}€", "€12.50"), (-1205, "EUR", "-12,05\u{A0}€", "-€12.05"),
        (123_456_700, "EUR", "1\u{202F}234\u{202F}567,00\u{A0}€", "€1,234,567.00"),
        (500, "GBP", "5,00\u{A0}£", "£5.00"), (1250, "CHF", "12,50\u{A0}CHF", "CHF\u{A0}12.50"),
        (125_000, "JPY", "1\u{202F}250\u{A0}¥", "¥1,250"), (0, "EUR", "0,00\u{A0}€", "€0.00"),
        (
            .min, "USD", "-92\u{202F}233\u{202F}720\u{202F}368\u{202F}547\u{202F}758,08\u{A0}$",
            "-$92,233,720,368,547,758.08"
        ),
    ])
    func amounts(cents: Int64, currency: String, french: String, english: String) {
        #expect(NumberText.amount(cents: cents, currency: currency, .french) == french)
        #expect(NumberText.amount(cents: cents, currency: currency, .english) == english)
    }

    @Test func lists() {
        #expect(NumberText.list([], .french) == "")
        #expect(NumberText.list(["a"], .french) == "a")
        #expect(NumberText.list(["a", "b"], .french) == "a et b")
        #expect(NumberText.list(["a", "b", "c"], .french, choosing: true) == "a, b ou c")
        #expect(NumberText.list(["a", "b", "c"], .english) == "a, b and c")
        #expect(NumberText.list(["a", "b"], .english, choosing: true) == "a or b")
    }

    @Test func singularIsNarrowerInEnglish() {
        #expect(WrittenLanguage.french.isSingular(millionths: 0))
        #expect(WrittenLanguage.french.isSingular(millionths: 1_500_000))
        #expect(!WrittenLanguage.french.isSingular(millionths: 2_000_000))
        #expect(WrittenLanguage.english.isSingular(millionths: 1_000_000))
        #expect(!WrittenLanguage.english.isSingular(millionths: 0))
    }
}
