import Intents
import Testing
import Text

struct NameEntityTests {
    @Test(arguments: [
        Case.fr("je m'appelle Marie Dupont", "Marie Dupont"),
        .fr("Je m’appelle Jean-Pierre de La Tour et je veux un devis", "Jean-Pierre de La Tour"),
        .fr("marie dupont", "Marie Dupont"), .fr("Dupont", "Dupont"), .fr("bonjour, moi c'est Léa", "Léa"),
        .fr("mon nom est Le Goff", "Le Goff"),
        .fr("Nom : DURAND", "DURAND"), .fr("c'est Karim Benali", "Karim Benali"), .fr("où est ma commande"),
        .fr("je ne veux pas"), .fr("06 12 34 56 78"),
        .fr("Marie O'Connor", "Marie O'Connor"), .fr("au nom de Martin", "Martin"), .fr("oui"),
        .fr("je m'appelle marie et j'ai un souci", "Marie"),
        .fr("d'Artagnan", "d'Artagnan"), .fr("Anne-Sophie", "Anne-Sophie"),
        .en("my name is John Smith", "John Smith"), .en("I'm John", "John"),
        .en("call me Bob please", "Bob"), .en("John Smith", "John Smith"), .en("where is my order"),
        .en("i don't know"), .en("john smith, thanks", "John Smith"),
        .en("call me back"), .en("X"),
    ])
    func names(_ sample: Case) {
        #expect(Given.found(.name, sample.text, sample.language) == sample.expected)
    }

    @Test func inPassingANameMustBeIntroduced() {
        #expect(Given.found(.name, "Marie Dupont", .french, isAsked: false) == [])
        #expect(Given.found(.name, "je m'appelle Marie Dupont", .french, isAsked: false) == ["Marie Dupont"])
    }
}
