import Testing
import Text

struct WordIndexTests {
    @Test func wordsAreNumberedInTheOrderTheyFirstAppear() {
        var index = WordIndex()
        let numbers = [7, 900, 7, 0, .max, 900].map { index.insert($0) }
        #expect(numbers == [0, 1, 0, 2, 3, 1])
        #expect(index.count == 4)
        #expect(index.number(of: 0) == 2)
        #expect(index.number(of: 8) == nil)
    }

    /// Hashes that share their low bits stand one behind the other, and growing keeps every number.
    @Test func manyAlikeAreFoundAgain() {
        let hashes = (0..<3_000).map { UInt64($0) << 40 | UInt64($0 % 3) }
        let index = WordIndex(hashes)
        #expect(hashes.indices.allSatisfy { index.number(of: hashes[$0]) == $0 })
        #expect(!index.contains(5 << 40 | 1))
    }

    @Test func foldedWordsOfTextsAreFound() {
        let index = WordIndex(wordsOf: ["Été", "s'il vous plaît"])
        #expect(Utterance("ETE plait vous").words.allSatisfy { index.contains($0.hash) })
        #expect(!index.contains(Utterance("hiver").words[0].hash))
    }
}
