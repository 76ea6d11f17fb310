import Testing
import Text

struct StemmerTests {
    @Test(arguments: [
        ["commande", "commandes", "commander", "commandé", "commandée"], ["livraison", "livraisons"],
        ["annuler", "annulez", "annulé"], ["animal", "animaux"], ["résiliation", "résiliations"],
        ["active", "actif", "actives"], ["vendeur", "vendeuse", "vendeuses"],
        ["facture", "factures", "facturer"],
    ])
    func frenchFormsOfAWordMeet(_ forms: [String]) {
        #expect(
            Set(forms.map { Stemmer.light($0, language: .french) }).count == 1,
            "\(forms.map { Stemmer.light($0, language: .french) })")
    }

    @Test(arguments: [
        ["order", "orders", "ordered", "ordering"], ["cancel", "cancelled", "cancelling", "cancels"],
        ["party", "parties"], ["delivery", "deliveries"], ["change", "changes", "changed", "changing"],
        ["address", "addresses"], ["activate", "activation"],
    ])
    func englishFormsOfAWordMeet(_ forms: [String]) {
        #expect(
            Set(forms.map { Stemmer.light($0, language: .english) }).count == 1,
            "\(forms.map { Stemmer.light($0, language: .english) })")
    }

    @Test func differentWordsStayApart() {
        #expect(Stemmer.light("port", language: .french) != Stemmer.light("portable", language: .french))
        #expect(Stemmer.light("bill", language: .english) != Stemmer.light("billboard", language: .english))
    }

    @Test func shortAndForeignWordsAreLeftAlone() {
        #expect(Stemmer.light("bus", language: .french) == "bus")
        #expect(Stemmer.light("привет", language: .english) == "привет")
        #expect(Stemmer.light("commandes", language: Language("de")) == "commandes")
    }
}
