import Conversation
import Testing
import Text

/// The warning an agent gets when his draft asks what the customer has said.
@Suite struct AskedAgainTests {
    static let flow = """
        shared phone is phone private from profile
        fr: À quel numéro peut-on vous joindre ?
        en: Which number can we reach you on?
        flow order
        trigger order.where
        slot order-no like FR-204518 starts FR-
        fr: Quel est votre numéro de commande ?
        en: What is your order number?
        slot address is postcode
        fr: Quel est le code postal de livraison ?
        en: What is the postcode of the delivery?
        slot day is date
        fr: Quel jour vous convient ?
        en: Which day suits you?
        ask order-no
        ask address
        ask day
        ask phone
        answer
        fr: {order-no} {address} {day, day} {phone}
        en: {order-no} {address} {day, day} {phone}
        end solved
        """

    static func world() throws -> World {
        try Chat.world(flow, understanding: TestUnderstanding(intents: [("commande", "order.where", 0.9)]))
    }

    static let known = ["order-no", "address", "day", "phone"].map {
        EscalationRequest.Slot(name: $0, display: "x", isPrivate: false)
    }

    @Test(
        arguments: [
            ("Pouvez-vous me donner votre numéro de commande ?", "fr", ["order-no"]),
            ("Quel est le numéro de votre commande svp", "fr", ["order-no"]),
            ("Votre n° de téléphone ?", "fr", ["phone"]),
            ("Merci de m'indiquer à quel numéro vous joindre.", "fr", ["phone"]),
            ("Quel est votre code postal ?", "fr", ["address"]),
            ("Quel jour vous conviendrait ?", "fr", ["day"]),
            ("Your order number, please?", "en", ["order-no"]),
            ("Could you give me your phone number?", "en", ["phone"]),
            ("What postcode should we deliver to?", "en", ["address"]),
            // No question, or one about something else.
            ("Votre numéro de commande est bien FR-204518.", "fr", []),
            ("Avez-vous reçu votre commande ?", "fr", []),
            ("Puis-je faire autre chose pour vous ?", "fr", []),
            ("Quelle est votre adresse mail ?", "fr", []),
            ("Bonjour, je regarde.", "fr", []),
            ("Did the parcel arrive damaged?", "en", []),
            ("", "fr", []),
        ] as [(String, String, [String])])
    func aDraftIsWarnedAbout(_ draft: String, _ language: String, _ expected: [String]) throws {
        let found = try Self.world().slots(
            askedFor: draft, among: Self.known, flow: "order", in: Language(language))
        #expect(found.map(\.name) == expected, "\(draft)")
    }

    @Test func whatIsNotKnownIsNotWarnedAbout() throws {
        let found = try Self.world().slots(
            askedFor: "Votre numéro de commande ?", among: [], flow: "order", in: .french)
        #expect(found.isEmpty)
    }
}
