import Testing
import Text

struct FeaturesTests {
    private func wordGrams(_ text: String) -> [UInt64] {
        var all: [UInt64] = []
        Features.forEachWordGram(of: Utterance(text)) { all.append($0) }
        return all
    }

    private func characterGrams(_ text: String) -> [UInt64] {
        var all: [UInt64] = []
        Features.forEachCharacterGram(of: Utterance(text)) { all.append($0) }
        return all
    }

    @Test func countsOfGramsFollowTheWords() {
        // Two words: two 1-grams, and three pairs with the edges.
        #expect(wordGrams("bonjour vous").count == 5)
        #expect(wordGrams("").isEmpty)
        // ^ab$ has 4 characters: 3 + 2 + 1 grams of 2, 3, 4.
        #expect(characterGrams("ab").count == 6)
        #expect(Set(characterGrams("abcdefgh")).count == characterGrams("abcdefgh").count)
    }

    @Test func sameFoldedTextGivesTheSameFeatures() {
        #expect(wordGrams("Où est l’été") == wordGrams("ou est l'ete"))
        #expect(characterGrams("CŒUR") == characterGrams("coeur"))
        #expect(wordGrams("a b") != wordGrams("b a"))
    }

    @Test func edgesDistinguishBeginningFromMiddle() {
        // "ab" at the beginning of a word and in the middle share the inner gram only.
        let shared = Set(characterGrams("ab")).intersection(characterGrams("xaby"))
        #expect(shared.count == 1)
    }

    @Test func gramsOfOtherScriptsAreCountedInCharacters() {
        #expect(characterGrams("да").count == 6)
    }

    @Test func hashesSpreadOverTheLowBits() {
        var seen = Set<UInt64>()
        var total = 0
        for number in 0..<5_000 {
            seen.insert(Features.wordHash(Array("word\(number)".utf8)) & 0xF_FFFF)
            total += 1
        }
        // 5,000 into 2^20 slots: about 12 collisions are chance.
        #expect(total - seen.count < 40)
    }

    @Test func hashesNeverChangeBetweenBuilds() {
        #expect(Features.wordHash(Array("commande".utf8)) == wordGrams("commande").first)
        #expect(Features.wordHash(Array("commande".utf8)) == 15_186_353_741_714_044_184)
    }

    @Test func workIsLinearInTheText() {
        var grams = 0
        Features.forEachFeature(of: Utterance(String(repeating: "a", count: 100_000))) { _ in grams += 1 }
        #expect(grams <= Utterance.maximumScalars * 5)
    }
}
