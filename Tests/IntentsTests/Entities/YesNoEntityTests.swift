import Intents
import Testing
import Text

struct YesNoEntityTests {
    @Test(arguments: [
        Case.fr("oui", "yes"), .fr("Ouais !", "yes"), .fr("bien sûr", "yes"), .fr("d'accord", "yes"),
        .fr("ok", "yes"), .fr("c'est ça", "yes"), .fr("tout à fait", "yes"),
        .fr("pourquoi pas", "yes"), .fr("pas de problème", "yes"), .fr("je confirme", "yes"),
        .fr("volontiers merci", "yes"), .fr("non", "no"), .fr("non merci", "no"),
        .fr("pas du tout", "no"), .fr("surtout pas", "no"), .fr("je ne veux pas", "no"),
        .fr("pas d'accord", "no"), .fr("nan", "no"), .fr("euh oui", "yes"), .fr("👍", "yes"),
        .fr("oui et non", "yes", "no"), .fr("où est ma commande"), .fr("mardi"), .fr("oui allez-y", "yes"),
        .fr("pas encore", "no"), .en("yes please", "yes"), .en("yep", "yes"),
        .en("sure", "yes"), .en("no problem", "yes"), .en("why not", "yes"), .en("go ahead", "yes"),
        .en("no", "no"), .en("no thanks", "no"), .en("not really", "no"),
        .en("I don't think so", "no"), .en("not at all", "no"), .en("where is it"),
        .en("that's right", "yes"), .en("that's not right", "no"), .en("👎", "no"),
    ])
    func spokenForms(_ sample: Case) {
        #expect(Given.found(.yesNo, sample.text, sample.language) == sample.expected)
    }

    @Test func inPassingNothingIsAYes() {
        #expect(Given.found(.yesNo, "oui", .french, isAsked: false) == [])
    }
}
