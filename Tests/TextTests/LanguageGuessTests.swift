import TestSupport
import Testing
import Text

struct LanguageGuessTests {
    @Test(arguments: [
        ("où est ma commande", Language.french), ("where is my order", .english), ("bonjour", .french),
        ("hello", .english),
        ("je ne recois plus internet", .french), ("my wifi is down", .english), ("livraisons", .french),
        ("facture", .french), ("invoice please", .english), ("J’ai perdu mon téléphone", .french),
        ("tracking", .english),
    ])
    func knowsFrenchFromEnglish(_ text: String, _ language: Language) {
        #expect(LanguageGuess.guess(Utterance(text)).language == language)
    }

    @Test(arguments: [
        "wo ist meine bestellung bitte", "donde esta mi pedido por favor gracias", "ich habe nicht",
    ])
    func anotherLanguageIsNeither(_ text: String) {
        #expect(LanguageGuess.guess(Utterance(text)).language == nil)
    }

    @Test(arguments: ["", "12345", "FR-204518", "👍"])
    func nothingToTellIsNoGuess(_ text: String) {
        let guess = LanguageGuess.guess(Utterance(text))
        #expect(guess.language == nil)
        #expect(guess.confidence == 0)
    }

    @Test(arguments: [
        ("msskills-fr/train.tsv", Language.french, 0.93), ("msskills-fr/dev.tsv", .french, 0.93),
        ("msskills-en/train.tsv", .english, 0.93), ("clinc150/dev.tsv", .english, 0.98),
        ("banking77/dev.tsv", .english, 0.99),
    ])
    func isRightOnRealMessages(_ path: String, _ language: Language, _ least: Double) throws {
        guard let rows = DataSets.rows(path) else { return }
        var right = 0
        var wrong: [String] = []
        var silent = 0
        for row in rows {
            let guess = LanguageGuess.guess(Utterance(row.text)).language
            if guess == language {
                right += 1
            } else if guess == nil {
                silent += 1
            } else {
                wrong.append(row.text)
            }
        }
        let share = Double(right) / Double(rows.count)
        print(
            "language \(path): right \(right)/\(rows.count) = \(share), silent \(silent), wrong \(wrong.count): \(wrong.prefix(25))"
        )
        #expect(share >= least)
        #expect(Double(wrong.count) / Double(rows.count) < 0.03)
    }
}
