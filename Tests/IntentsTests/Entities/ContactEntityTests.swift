import Intents
import Testing
import Text

struct ContactEntityTests {
    @Test(arguments: [
        Case.fr("06 12 34 56 78", "0612345678"), .fr("06.12.34.56.78", "0612345678"),
        .fr("06-12-34-56-78", "0612345678"), .fr("0612345678", "0612345678"),
        .fr("+33 6 12 34 56 78", "+33612345678"), .fr("+33 (0)6 12 34 56 78", "+33612345678"),
        .fr("0033 6 12 34 56 78", "+33612345678"),
        .fr("mon numéro est le 06 12 34 56 78, merci", "0612345678"),
        .fr("06 12 34 56 78 ou 07 98 76 54 32", "0612345678", "0798765432"),
        .fr("appelez le 01 44 55 66 77 à 14h30", "0144556677"), .fr("06 12 34 56"),
        .fr("6 12 34 56 78", "0612345678"), .fr("+32 475 12 34 56", "+32475123456"),
        .fr("+41 79 123 45 67", "+41791234567"), .fr("commande FR-204518"), .fr("2026-11-24"), .fr("75011"),
        .fr("06/12/34/56/78", "0612345678"),
        .fr("+33612345678", "+33612345678"), .fr("le 0612345678 svp", "0612345678"),
        .fr("12345678901234567890"), .fr("06 12 34 56 78 24 novembre", "0612345678"),
    ])
    func frenchPhones(_ sample: Case) {
        #expect(Given.found(.phone, sample.text, sample.language) == sample.expected)
    }

    @Test(arguments: [
        Case.en("07700 900123", "07700900123"), .en("020 7946 0958", "02079460958"),
        .en("+44 7700 900123", "+447700900123"),
        .en("+1 (555) 123-4567", "+15551234567"), .en("(555) 123-4567", "5551234567"),
        .en("555-123-4567", "5551234567"), .en("5551234567", "5551234567"),
        .en("+353 1 234 5678", "+35312345678"), .en("0044 20 7946 0958", "+442079460958"),
        .en("call 07700900123 please", "07700900123"),
        .en("order 12345"), .en("$1,234,567.89"), .en("01234 567890", "01234567890"),
        .en("+49 30 123456", "+4930123456"), .en("+12"), .en("none"),
        .en("0161 496 0000", "01614960000"), .en("+61 412 345 678", "+61412345678"),
        .en("my number is 07700 900 123.", "07700900123"), .en("1234"),
    ])
    func englishPhones(_ sample: Case) {
        #expect(Given.found(.phone, sample.text, sample.language) == sample.expected)
    }

    @Test(arguments: [
        Case.fr("marie.dupont@example.com", "marie.dupont@example.com"),
        .fr("c'est Marie.Dupont@Example.COM merci", "Marie.Dupont@example.com"),
        .fr("marie @ example.com", "marie@example.com"),
        .fr("marie point dupont arobase example point com", "marie.dupont@example.com"),
        .fr("mon mail:a@b.fr.", "a@b.fr"), .fr("(a@b.fr)", "a@b.fr"),
        .fr("a@b.fr ou c@d.fr", "a@b.fr", "c@d.fr"), .fr("a@b"), .fr("@b.fr"), .fr("a@.fr"),
        .fr("a..b@c.fr"), .fr("pas de mail"),
        .en("john+shop@mail.example.co.uk", "john+shop@mail.example.co.uk"),
        .en("<j_doe-1@x.org>", "j_doe-1@x.org"),
        .en("john at example.com"), .en("john dot doe @ example dot org", "john.doe@example.org"),
        .en("a@b.c1"), .en("a@-b.fr"), .en("j@x.museum", "j@x.museum"),
        .en("mailto:j@x.org", "j@x.org"),
    ])
    func emails(_ sample: Case) {
        #expect(Given.found(.email, sample.text, sample.language) == sample.expected)
    }

    @Test(arguments: [
        Case.fr("75011", "75011"), .fr("j'habite à 69003 Lyon", "69003"), .fr("F-75011 Paris", "75011"),
        .fr("75 011", "75011"), .fr("01000", "01000"),
        .fr("97400", "97400"), .fr("00123"), .fr("750111"), .fr("12345 euros"), .fr("commande 204518"),
        .fr("FR-20451"), .fr("1000", "1000"),
        .fr("75011.", "75011"), .fr("06 12 34 56 78"), .en("SW1A 1AA", "SW1A 1AA"),
        .en("sw1a1aa", "SW1A 1AA"), .en("M1 1AE", "M1 1AE"), .en("m11ae", "M1 1AE"),
        .en("EC1A 1BB please", "EC1A 1BB"), .en("B33 8TH", "B33 8TH"), .en("CR2 6XH", "CR2 6XH"),
        .en("DN55 1PT", "DN55 1PT"), .en("W1A 0AX", "W1A 0AX"), .en("a1"),
        .en("my flat 2b"), .en("99999"),
    ])
    func postcodes(_ sample: Case) {
        #expect(Given.found(.postcode, sample.text, sample.language) == sample.expected)
    }
}
