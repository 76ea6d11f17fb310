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
            requests("where is my parcel and how do I return it", parts: ["parcel": 0.9, "return": 0.81])
                == ["parcel", "return"])
    }

    @Test func aWordThatAnnouncesAnotherRequestIsHalfOfIt() {
        let parts = ["parcel": 0.95, "return": 0.85, "invoice": 0.85]
        func found(_ text: String) -> Int { requests(text, whole: 0.86, parts: parts).count }
        #expect(found("where is my parcel and how do I return it") == 0)
        #expect(found("where is my parcel and also how do I return it") == 2)
        #expect(found("where is my parcel? by the way how do I return it") == 2)
        #expect(found("où est mon parcel puis comment faire le return") == 2)
        // Not where only one of three is announced.
        #expect(found("where is my parcel? how do I return it, also an invoice please") == 0)
    }

    @Test func aPartThatIsOnlyJustBelievedIsNotEnough() {
        #expect(
            requests("where is my parcel and how do I return it", parts: ["parcel": 0.99, "return": 0.65])
                .isEmpty)
    }

    @Test func aMessageThatIsSurerWholeIsOneRequest() {
        let text = "my card came. how do I activate it?"
        let parts = ["card": 0.98, "activate": 0.95]
        #expect(requests(text, whole: 0.98, parts: parts).isEmpty)
        #expect(requests(text, whole: 0.9, parts: parts) == ["card", "activate"])
        // The surer both are, the surer the whole may be.
        #expect(
            requests(text, whole: 0.98, parts: ["card": 0.99, "activate": 0.98]) == ["card", "activate"])
        #expect(requests(text, whole: 1, parts: ["card": 1, "activate": 0.98]).isEmpty)
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
