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
        #expect(
            spelling.repair(of: Array(typed.utf8)[...]).map { String(decoding: $0, as: UTF8.self) } == word)
    }

    @Test(arguments: ["anxxler", "abc", "zzzz", ""])
    func whatIsFartherOrShorterStays(_ typed: String) {
        #expect(spelling.repair(of: Array(typed.utf8)[...]) == nil)
    }

    @Test func knownWordsStayAndRepairsKeepTheirPlace() {
        let (repaired, repairs) = spelling.repaired(Utterance("Annulr ma commande 2024"))
        #expect(repairs == [Ranking.Repair(from: "annulr", to: "annuler")])
        #expect(repaired.words.map { repaired.string(of: $0) } == ["annuler", "ma", "commande", "2024"])
        #expect(spelling.repaired(Utterance("une carte")).repairs.isEmpty)
    }

    @Test func aLongWordCostsLittle() {
        let word = [UInt8](repeating: UInt8(ascii: "a"), count: 5_000)
        #expect(spelling.repair(of: word[...]) == nil)
    }
}
