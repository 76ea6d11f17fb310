import Learning
import Testing

@testable import Intents

@Suite struct ClassTallyTests {
    /// Feature 0 stands in every utterance, 1 in those of class 0, 2 in one of class 1, 3 in none.
    private static func tally() -> ClassTally {
        let labels: [Int32] = [0, 1, 0, 1]
        var tally = ClassTally(features: 4, labels: labels)
        for row in tally.rowsByClass {
            tally.sight(0, row: row)
            tally.sight(0, row: row)
            if labels[row] == 0 { tally.sight(1, row: row) }
            if row == 3 { tally.sight(2, row: row) }
        }
        return tally
    }

    @Test func rowsOfAClassStandTogetherAndCountOnce() {
        let tally = Self.tally()
        #expect(tally.rowsByClass == [0, 2, 1, 3])
        #expect(tally.sightings == [4, 2, 1, 0])
    }

    @Test func whatStandsInOneClassOnlyTellsMost() {
        var tally = Self.tally()
        let information = tally.information()
        #expect(abs(information[0]) < 1e-9)
        #expect(information[1] > information[2])
        #expect(information[2] > 0.1)
        // Two of class 0 and 0.3 as all are: 2.15 and 0.15 of 2.3.
        let (p, q) = (2.15 / 2.3, 0.15 / 2.3)
        #expect(abs(information[1] - (p * Elementary.log(p / 0.5) + q * Elementary.log(q / 0.5))) < 1e-9)
        #expect(abs(information[3]) < 1e-9)
    }

    @Test func theRarerTheHeavier() {
        let rarity = Self.tally().rarity()
        #expect(rarity[0] == 1)
        #expect(zip(rarity, rarity.dropFirst()).allSatisfy(<))
    }

    @Test func nothingIsNoTrouble() {
        var tally = ClassTally(features: 0, labels: [])
        #expect(tally.information().isEmpty)
        #expect(tally.rarity().isEmpty)
    }
}
