import Intents
import Testing
import Text

/// More of what people type, beside each type's own file: with those there are forty cases and more of every type.
struct EntityTableTests {
    private static func masks(_ examples: String...) -> SlotType {
        .mask(examples.compactMap { Mask(example: $0) })
    }

    @Test(arguments: [
        Case.fr("FR-204518", "FR-204518"), .fr("FR 204518", "FR-204518"), .fr("fr-204-518", "FR-204518"),
        .fr("Fr_204518"), .fr("FR–204518", "FR-204518"), .fr("FR - 204518", "FR-204518"),
        .fr("n°FR-204518", "FR-204518"), .fr("(FR-204518)", "FR-204518"), .fr("« FR-204518 »", "FR-204518"),
        .fr("FR-204518.", "FR-204518"), .fr("FR-204518, merci", "FR-204518"),
        .fr("c'est FR-204518 !", "FR-204518"),
        .fr("ma commande:FR-204518", "FR-204518"), .fr("FR-2045181"), .fr("FR-20451"), .fr("AFR-204518"),
        .fr("FR-20451O"), .fr("204518"), .fr("FR"), .fr(""), .fr("😀"),
        .fr("la FR-204518 pas la FR-204519", "FR-204518", "FR-204519"),
        .en("it's FR-204518", "FR-204518"), .en("order number: fr204518", "FR-204518"),
        .en("FR204518 please", "FR-204518"), .en("my order FR-204518 and C12345", "FR-204518", "C12345"),
        .en("C12345", "C12345"), .en("c 12345", "C12345"), .en("C-12345", "C12345"), .en("c1234"),
        .en("C123456"), .en("call 12345"), .en("ref C12345?", "C12345"), .en("FR2O4518"),
        .en("FR-204518FR-204519"), .en("FR-204518/FR-204519", "FR-204518", "FR-204519"),
    ])
    func masks(_ sample: Case) {
        #expect(
            Given.found(Self.masks("FR-204518", "C12345"), sample.text, sample.language) == sample.expected)
    }

    @Test(arguments: [
        Case.fr("j.martin@exemple.fr", "j.martin@exemple.fr"),
        .fr("J.MARTIN@EXEMPLE.FR", "J.MARTIN@exemple.fr"),
        .fr("mon adresse est j_martin99@mail.exemple.fr merci", "j_martin99@mail.exemple.fr"),
        .fr("« a@b.fr »", "a@b.fr"), .fr("a@b.fr, pas c@d.fr", "a@b.fr", "c@d.fr"),
        .fr("écrivez à a@b.fr!", "a@b.fr"),
        .fr("jean arobase exemple point fr", "jean@exemple.fr"), .fr("jean.dupont@exemple"), .fr("arobase"),
        .fr("jean@@exemple.fr"), .fr("jean@exemple..fr"), .fr("pas d'adresse"),
        .en("it is jo@x.io", "jo@x.io"), .en("jo@x.io?", "jo@x.io"),
        .en("jo-ann@my-shop.co", "jo-ann@my-shop.co"),
        .en("jo@123.com", "jo@123.com"),
        .en("first.last+tag@sub.domain.org", "first.last+tag@sub.domain.org"),
        .en("jo at shop dot com", "jo@shop.com"), .en("meet me at the shop"), .en("@jo"), .en("jo@"),
        .en("jo@x"),
        .en("https://shop.com/a"), .en("e-mail: JO@X.IO", "JO@x.io"),
    ])
    func emails(_ sample: Case) {
        #expect(Given.found(.email, sample.text, sample.language) == sample.expected)
    }

    @Test(arguments: [
        Case.fr("13001 Marseille", "13001"), .fr("le 33000", "33000"), .fr("code postal : 59000", "59000"),
        .fr("59 000 Lille", "59000"), .fr("2A004 Ajaccio"), .fr("20000", "20000"),
        .fr("98000 Monaco", "98000"),
        .fr("1000 Bruxelles", "1000"), .fr("soixante-quinze"), .fr("75"), .fr("750 11 22"), .fr("99999999"),
        .en("my postcode is N1 9GU", "N1 9GU"), .en("n19gu", "N1 9GU"), .en("SE10 0AX, London", "SE10 0AX"),
        .en("(BT1 5GS)", "BT1 5GS"), .en("90210 please", "90210"), .en("postcode?"),
    ])
    func postcodes(_ sample: Case) {
        #expect(Given.found(.postcode, sample.text, sample.language) == sample.expected)
    }

    @Test(arguments: [
        Case.fr("oui oui", "yes"), .fr("mais oui", "yes"), .fr("oui c'est bon", "yes"),
        .fr("exactement", "yes"),
        .fr("absolument", "yes"), .fr("avec plaisir", "yes"), .fr("ça marche", "yes"), .fr("parfait", "yes"),
        .fr("non non", "no"), .fr("mais non", "no"), .fr("jamais", "no"),
        .fr("absolument pas", "no"), .fr("non pas vraiment", "no"), .fr("je ne crois pas", "no"),
        .fr("peut-être"), .fr("je ne sais pas"), .fr("12"),
        .en("yeah", "yes"), .en("yup", "yes"), .en("of course", "yes"), .en("absolutely", "yes"),
        .en("that's correct", "yes"), .en("ok thanks", "yes"), .en("nope", "no"), .en("nah", "no"),
        .en("never", "no"), .en("no way", "no"), .en("not yet", "no"), .en("absolutely not", "no"),
        .en("maybe"), .en("tomorrow"),
    ])
    func yesAndNo(_ sample: Case) {
        #expect(Given.found(.yesNo, sample.text, sample.language) == sample.expected)
    }

    @Test(arguments: [
        Case.fr("Je suis Paul Petit", "Paul Petit"), .fr("mon nom c'est Petit", "Petit"),
        .fr("Mme Durand", "Durand"),
        .fr("M. Durand", "Durand"), .fr("monsieur Paul Durand", "Paul Durand"),
        .fr("Éloïse Lefèvre", "Éloïse Lefèvre"),
        .fr("jean-paul sartre", "Jean-Paul Sartre"), .fr("non"), .fr("je préfère ne pas le dire"),
        .fr("12 rue Petit"),
        .fr("a@b.fr"), .fr("merci"), .fr("quel est le prix ?"),
        .en("I am Ann Lee", "Ann Lee"), .en("it's Ann Lee", "Ann Lee"), .en("this is Ann", "Ann"),
        .en("name: Lee", "Lee"), .en("Mr Lee", "Lee"), .en("Mary-Jane O'Neil", "Mary-Jane O'Neil"), .en("no"),
        .en("thanks"), .en("12345"),
    ])
    func names(_ sample: Case) {
        #expect(Given.found(.name, sample.text, sample.language) == sample.expected)
    }

    private static let sizes = [
        ChoiceOption(name: "small", label: "Petit colis", synonyms: ["petit", "small parcel"]),
        ChoiceOption(name: "medium", label: "Colis moyen", synonyms: ["moyen", "medium parcel"]),
        ChoiceOption(name: "large", label: "Grand colis", synonyms: ["grand", "large parcel"]),
    ]

    @Test(arguments: [
        Case.fr("petit colis", "small"), .fr("Petit colis svp", "small"), .fr("le moyen", "medium"),
        .fr("c'est un grand", "large"), .fr("la 3", "large"), .fr("le troisième", "large"),
        .fr("n°1", "small"),
        .fr("peti colis", "small"), .fr("grnd colis", "large"), .fr("petit ou grand", "small", "large"),
        .fr("aucun"), .fr("5"), .fr("colis"), .en("large parcel", "large"), .en("the last one", "large"),
        .en("third", "large"), .en("3rd one please", "large"), .en("medum parcel", "medium"), .en("neither"),
        .en("number two", "medium"), .en("option 4"),
    ])
    func choices(_ sample: Case) {
        #expect(
            Given.found(
                .choice(["small", "medium", "large"]), sample.text, sample.language, choices: Self.sizes)
                == sample.expected)
    }

    @Test(arguments: [
        // Two readings of one span are asked back, never chosen in silence.
        (SlotType.date(from: nil, to: nil), Case.en("3/4", "2027-04-03|2027-03-04")),
        (.date(from: nil, to: nil), .en("next friday", "2026-11-20|2026-11-27")),
        (.time(from: nil, to: nil), .fr("à trois heures", "15:00|03:00")),
        (.time(from: nil, to: nil), .en("at 3", "15:00|03:00")),
        (.number(from: nil, to: nil), .fr("2.500", "2500|2.5")),
        (.date(from: nil, to: nil), .fr("mardi 25 novembre", "2026-11-25|2026-11-24")),
    ])
    func ambiguitiesHaveSeveralReadings(_ type: SlotType, _ sample: Case) {
        #expect(Given.found(type, sample.text, sample.language) == sample.expected)
    }

    @Test(arguments: [

        (SlotType.date(from: nil, to: nil), Case.fr("d'ici 10 jours", "2026-11-28")),

        (.date(from: nil, to: nil), .fr("dans une quinzaine", "2026-12-03")),

        (.date(from: nil, to: nil), .en("in a fortnight", "2026-12-02")),
        (.date(from: nil, to: nil), .en("friday week", "2026-11-27")),
        (.date(from: nil, to: nil), .en("two days from now", "2026-11-20")),
        (.date(from: nil, to: nil), .en("next friday at 5", "2026-11-20|2026-11-27")),
        (.time(from: nil, to: nil), .en("next friday at 5", "17:00|05:00")),
        (.time(from: nil, to: nil), .fr("mardi prochain à 17h15", "17:15")),

        (.amount(from: nil, to: nil), .fr("1 500 €", "1500 EUR")),
        (.amount(from: nil, to: nil), .en("25 euro", "25 EUR")),
        (.number(from: nil, to: nil), .fr("vingt-trois", "23")),
        (.phone, .fr("+33 7 98 76 54 32 svp", "+33798765432")),
    ])
    func oftenSaid(_ type: SlotType, _ sample: Case) {
        #expect(Given.found(type, sample.text, sample.language) == sample.expected)
    }
}
