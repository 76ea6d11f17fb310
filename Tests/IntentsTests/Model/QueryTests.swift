import Learning
import Testing
import Text

@testable import Intents

@Suite struct QueryTests {
    private static let model = IntentModel.train([
        .init(intent: "card", text: "Où est ma carte bancaire ?"),
        .init(intent: "card", text: "my card has not arrived, where is my card"),
        .init(intent: "refund", text: "je veux être remboursé de 12.50 euros"),
        .init(intent: "refund", text: "refund me please!"),
        .init(intent: "bye", text: "au revoir 👋"),
    ])

    private func query(_ text: String, room: Int = WordTable.maximumScores) -> Query {
        let model = Self.model
        let table = WordTable(model.spelling, model.space, model.weights, room: room)
        var query = Query()
        // What a longer message left behind must not show.
        for text in ["where are the cards of my cousin's card? 99 gifts 👋", text] {
            query.read(Utterance(text), table, model.spelling, model.space)
            query.score(model.weights, table, model.space)
        }
        return query
    }

    /// The way of training: everything cut into features, which are counted and weighed.
    private func straight(_ text: String) -> (scores: [Float], coverage: FeatureSpace.Coverage) {
        let row = Self.model.space.row(of: FeatureHashes(Utterance(text), Self.model.space.concepts))
        var scores = Self.model.weights.bias
        Self.model.weights.add(row.features, row.values, to: &scores)
        return (scores, row.coverage)
    }

    @Test(arguments: [
        "où est ma carte", "my card my card MY card", "a refund of 12.50 euros?", "cashback for the gift",
        "unheard words only", "x", "", "👋", "日本語", "au revoir", "carte-carte d'euros 12.50 12.50",
    ])
    func aQueryScoresWhatTrainingWouldScore(_ text: String) {
        let expected = straight(text)
        for room in [WordTable.maximumScores, 9, 0] {
            let query = query(text, room: room)
            #expect(zip(query.scores, expected.scores).allSatisfy { abs($0 - $1) < 1e-4 })
            #expect(query.scores.count == expected.scores.count)
            #expect(query.coverage == expected.coverage)
            #expect(query.repairs.isEmpty)
        }
    }

    @Test func aRepairedWordScoresAsTheWordItIsReadAs() {
        let query = query("my crad has not arived")
        #expect(query.repairs.map(\.from) == ["crad", "arived"])
        #expect(query.repairs.map(\.to) == ["card", "arrived"])
        let expected = straight("my card has not arrived")
        #expect(zip(query.scores, expected.scores).allSatisfy { abs($0 - $1) < 1e-4 })
        #expect(query.coverage == expected.coverage)
    }
}
