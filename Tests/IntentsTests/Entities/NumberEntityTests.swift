import Intents
import Testing
import Text

struct NumberEntityTests {
    @Test(arguments: [
        Case.fr("j'en veux 3", "3"), .fr("vingt-trois", "23"), .fr("quatre-vingt-dix-sept", "97"),
        .fr("quatre vingts", "80"),
        .fr("soixante et onze", "71"), .fr("soixante-dix-sept", "77"), .fr("quatre-vingt-un", "81"),
        .fr("vingt et un", "21"),
        .fr("deux cent trente-quatre", "234"), .fr("deux cents", "200"), .fr("cent", "100"),
        .fr("mille neuf cent quatre-vingt-dix-neuf", "1999"),
        .fr("trois millions deux cent mille", "3200000"), .fr("septante-deux et nonante", "72", "90"),
        .fr("1 234", "1234"),
        .fr("1 234 567,89", "1234567.89"), .fr("12,5", "12.5"), .fr("12.5", "12.5"),
        .fr("1.234", "1234|1.234"), .fr("1.234,56", "1234.56"),
        .fr("entre 3 et 5 cartons", "3", "5"), .fr("moins 4", "-4"), .fr("-4", "-4"),
        .fr("trois virgule cinq", "3.5"),
        .fr("deux et demi", "2.5"), .fr("j'en veux un", "1"), .fr("j'ai un problème"),
        .fr("un téléphone neuf", "9"), .fr("20 Go", "20"), .fr("20Go", "20"),
        .fr("FR-204518"), .fr("FR204518"), .fr("le 24/11"), .fr("à 14h30"), .fr("à 14:30"),
        .fr("192.168.1.1"), .fr("dix-sept", "17"),
        .fr("zéro", "0"), .fr("quinze", "15"), .fr("une douzaine", "12"), .fr("3, 4 et 5", "3", "4", "5"),
        .fr("50%", "50"),
        .fr("1'250", "1250"), .fr("100 euros", "100"), .fr("n° 12", "12"), .fr("il y en a 007", "7"),
    ])
    func frenchNumbers(_ sample: Case) {
        #expect(Given.found(.number(from: nil, to: nil), sample.text, sample.language) == sample.expected)
    }

    @Test(arguments: [
        Case.en("twenty-three", "23"), .en("twenty three", "23"), .en("two hundred and five", "205"),
        .en("a hundred", "100"),
        .en("one thousand two hundred", "1200"), .en("ninety-nine", "99"), .en("three point five", "3.5"),
        .en("two and a half", "2.5"),
        .en("1,234", "1234"), .en("1,234.56", "1234.56"), .en("1,234,567", "1234567"), .en("12.5", "12.5"),
        .en("1.234", "1.234"),
        .en("I want 3 of them", "3"), .en("I need one", "1"), .en("one of my cards"),
        .en("between five and ten", "5", "10"),
        .en("minus 4", "-4"), .en("$12", "12"), .en("5 GB", "5"), .en("order 12345", "12345"),
        .en("#42", "42"), .en("v1.2.3"),
        .en("forty-two million", "42000000"), .en("sixteen", "16"), .en("zero", "0"), .en("2026-11-24"),
        .en("abc123def"), .en(""),
        .en("12 345 things", "12345"), .en("99999999999999999999"),
    ])
    func englishNumbers(_ sample: Case) {
        #expect(Given.found(.number(from: nil, to: nil), sample.text, sample.language) == sample.expected)
    }
}
