import Intents
import Testing
import Text

struct AmountEntityTests {
    @Test(arguments: [
        Case.fr("12 euros", "12 EUR"), .fr("12 euros 50", "12.50 EUR"), .fr("12€50", "12.50 EUR"),
        .fr("12,50 €", "12.50 EUR"),
        .fr("12.50€", "12.50 EUR"), .fr("on m'a pris 45 EUR hier", "45 EUR"),
        .fr("1 234,56 €", "1234.56 EUR"), .fr("quarante euros", "40 EUR"),
        .fr("vingt-cinq euros et 50 centimes", "25.50 EUR"), .fr("50 centimes", "0.50 EUR"),
        .fr("100 francs suisses", "100 CHF"),
        .fr("12 CHF", "12 CHF"), .fr("EUR 30", "30 EUR"), .fr("30 dollars", "30 USD"),
        .fr("15 € et 20 €", "15 EUR", "20 EUR"),
        .fr("deux cents euros", "200 EUR"), .fr("2 millions d'euros", "2000000 EUR"), .fr("12e", "12 EUR"),
        .fr("le 3e étage"), .fr("un e-mail"),
        .fr("45", "45 EUR"),
        .fr("j'ai payé 12 euros le 14 novembre", "12 EUR"), .fr("rien"), .fr("12 euros 30 fois", "12 EUR"),
        .fr("dix euros cinquante", "10.50 EUR"),
    ])
    func frenchAmounts(_ sample: Case) {
        #expect(Given.found(.amount(from: nil, to: nil), sample.text, sample.language) == sample.expected)
    }

    @Test(arguments: [
        Case.en("$12", "12 USD"), .en("$12.50", "12.50 USD"), .en("£5", "5 GBP"),
        .en("€1,234.56", "1234.56 EUR"), .en("12 pounds fifty", "12.50 GBP"),
        .en("twenty dollars", "20 USD"), .en("50 cents", "0.50 EUR"), .en("5 quid", "5 GBP"),
        .en("12 euros and 5 cents", "12.05 EUR"),
        .en("GBP 20", "20 GBP"), .en("it was 30 EUR, not 20 EUR", "30 EUR", "20 EUR"),
        .en("two hundred and fifty euros", "250 EUR"),
        .en("about 45 bucks", "45 USD"), .en("12.505 EUR"), .en("none"), .en("99", "99 EUR"),
        .en("USD 1,000", "1000 USD"),
        .en("a hundred pounds", "100 GBP"), .en("3.50", "3.50 EUR"), .en("£0.99", "0.99 GBP"),
    ])
    func englishAmounts(_ sample: Case) {
        #expect(Given.found(.amount(from: nil, to: nil), sample.text, sample.language) == sample.expected)
    }

    @Test func aBareNumberIsASumOnlyWhereOneWasAsked() {
        #expect(Given.found(.amount(from: nil, to: nil), "45", .french, isAsked: false) == [])
        #expect(Given.found(.amount(from: nil, to: nil), "45 €", .french, isAsked: false) == ["45 EUR"])
    }
}
