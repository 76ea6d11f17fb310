import TestSupport
import Testing
import Text

struct SplitRequestsTests {
    @Test(arguments: [
        ("où est ma commande et comment la retourner ?", ["où est ma commande", "comment la retourner"]),
        (
            "Où est ma commande ? Je veux aussi ma facture.",
            ["Où est ma commande", "Je veux aussi ma facture"]
        ),
        ("where is my order and how do I return it", ["where is my order", "how do I return it"]),
        ("cancel my plan; also send me the invoice", ["cancel my plan", "send me the invoice"]),
        ("bonjour", ["bonjour"]), ("", []),
        ("mes factures et mes abonnements", ["mes factures et mes abonnements"]),
        ("my name and address", ["my name and address"]),
        ("je veux annuler, et savoir quand", ["je veux annuler", "savoir quand"]),
        ("j'ai payé 12.50 euros", ["j'ai payé 12.50 euros"]),
    ])
    func findsTheRequests(_ text: String, _ expected: [String]) {
        let utterance = Utterance(text)
        #expect(SplitRequests.parts(of: utterance).map { utterance.original($0) } == expected)
    }

    @Test func neverMoreThanItsLimit() {
        let parts = SplitRequests.parts(of: Utterance(String(repeating: "ok? ", count: 1_000)))
        #expect(parts.count == SplitRequests.maximumParts)
    }

    @Test(arguments: 0..<20)
    func partsAreOrderedAndInsideTheText(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        let utterance = Utterance(random.text(300))
        var end = 0
        for part in SplitRequests.parts(of: utterance) {
            #expect(part.lowerBound >= end && part.upperBound <= utterance.utf8.count, "seed \(seed)")
            end = part.upperBound
        }
    }
}
