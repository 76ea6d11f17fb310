import Testing
import Text

@testable import Intents

@Suite struct SpellingTests {
    private let spelling = Spelling(
        ["annuler ma commande", "annuler", "commander une carte", "card cart card"].map { Utterance($0) })

    @Test(arguments: [
        ("annulr", "annuler"), ("anuler", "annuler"), ("annnuler", "annuler"), ("anunler", "annuler"),
        ("xnnuler", "annuler"), ("comande", "commande"), ("carx", "card"),
    ])
    func oneEditLeadsToTheCommonestWord(_ typed: String, _ word: String) {
        let repaired = spelling.repair(of: Array(typed.utf8)[...])
        #expect(repaired.map { String(decoding: spelling.word($0), as: UTF8.self) } == word)
    }

    @Test(arguments: ["anxxler", "abc", "zzzz", ""])
    func whatIsFartherOrShorterStays(_ typed: String) {
        #expect(spelling.repair(of: Array(typed.utf8)[...]) == nil)
    }

    @Test func theVocabularyIsFoundByHash() {
        let utterance = Utterance("annuler une xyz card")
        var places: [Int32] = []
        spelling.look(
            up: utterance.words.map { UInt32(truncatingIfNeeded: $0.hash >> 32) }, into: &places)
        #expect(
            places.map { $0 < 0 ? "?" : String(decoding: spelling.word(Int($0)), as: UTF8.self) }
                == ["annuler", "une", "?", "card"])
        #expect(places[0] == 0 || places[3] == 0)
    }

    @Test func aLongWordCostsLittle() {
        let word = [UInt8](repeating: UInt8(ascii: "a"), count: 5_000)
        #expect(spelling.repair(of: word[...]) == nil)
    }
}
