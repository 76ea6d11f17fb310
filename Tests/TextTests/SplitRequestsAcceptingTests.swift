import Testing
import Text

@Suite struct SplitRequestsAcceptingTests {
    /// What a text is taken for, by the words in it; how sure falls when both are there.
    private func requests(
        _ text: String, whole: Double = 0.5, parts: [String: Double], outside consumed: Range<Int>? = nil
    ) -> [String] {
        let utterance = Utterance(text)
        return SplitRequests.requests(in: utterance, outside: consumed) { part in
            if part.text == utterance.text { return .init(target: "whole", confidence: whole, needed: 0.6) }
            let found = parts.first { part.text.contains($0.key) }
            return found.map { .init(target: $0.key, confidence: $0.value, needed: 0.6) }
        }.map(\.target)
    }

    @Test func twoSureRequestsAreTakenInTheirOrder() {
        #expect(
            requests("where is my parcel and how do I return it", parts: ["parcel": 0.9, "return": 0.8])
                == ["parcel", "return"])
    }

    @Test func aPartThatIsOnlyJustBelievedIsNotEnough() {
        #expect(
            requests("where is my parcel and how do I return it", parts: ["parcel": 0.9, "return": 0.65])
                .isEmpty)
    }

    @Test func aMessageThatIsSurerWholeIsOneRequest() {
        let parts = ["card": 0.9, "activate": 0.85]
        #expect(requests("my card came. how do I activate it?", whole: 0.95, parts: parts).isEmpty)
        #expect(
            requests("my card came. how do I activate it?", whole: 0.86, parts: parts) == [
                "card", "activate",
            ])
        // A whole that is not believed says nothing against its parts.
        #expect(requests("my card came. how do I activate it?", whole: 0.59, parts: parts).count == 2)
    }

    @Test func theSameTwiceIsOne() {
        #expect(requests("my parcel? where is my parcel?", parts: ["parcel": 0.9]) == ["parcel"])
    }

    @Test func besideAnAnswerABelievedRequestCounts() {
        let text = "FR-204518. how do I return it"
        #expect(requests(text, parts: ["FR-": 0.9, "return": 0.65], outside: 0..<9) == ["return"])
    }

    @Test(arguments: [
        ("supprimer le mail puis réserver la chambre", 2), ("où est ma réunion et réserver une chambre", 2),
        ("lire mes messages et aussi les alertes météo", 2), ("le pain et le beurre", 1),
        ("jean et didier arrivent demain", 1), ("my name and address are wrong", 1),
        ("where is my card and add some milk", 2),
    ])
    func strongLinkersAndOrdersCut(_ text: String, _ count: Int) {
        #expect(SplitRequests.parts(of: Utterance(text)).count == count)
    }
}
