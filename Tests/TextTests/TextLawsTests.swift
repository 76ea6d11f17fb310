import TestSupport
import Testing
import Text

/// Laws of folding and cutting over random text of the kinds that make trouble; a failure prints its seed.
struct TextLawsTests {
    @Test(arguments: 0..<200)
    func foldingTwiceIsFoldingOnce(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed) + 5_000)
        let text = random.text(120)
        let folded = Folding.fold(text)
        #expect(Folding.fold(folded) == folded, "seed \(seed)")
        #expect(Folding.bytes(text) == Array(folded.utf8), "seed \(seed)")
    }

    @Test(arguments: 0..<200)
    func cuttingIsTheSameForTextAndBytes(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed) + 6_000)
        let text = random.text(80)
        let utterance = Utterance(text)
        let again = Utterance(utf8: Array(text.utf8))
        #expect(utterance == again, "seed \(seed)")
        #expect(utterance.text == text && utterance.utf8 == Array(text.utf8), "seed \(seed)")
        for word in utterance.words {
            #expect(word.hash == Features.wordHash(utterance.bytes(of: word)), "seed \(seed)")
            #expect(String(validating: utterance.bytes(of: word), as: UTF8.self) != nil, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<100)
    func caseAndAccentsChangeNoWord(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed) + 7_000)
        let letters = Array("abcdeéèêëàâîïôöùûüçñ ")
        let text = String((0..<60).map { _ in letters.randomElement(using: &random) ?? " " })
        let plain = Utterance(Folding.fold(text))
        #expect(Utterance(text.uppercased()).folded == plain.folded, "seed \(seed)")
        #expect(Utterance(text).words.map(\.hash) == plain.words.map(\.hash), "seed \(seed)")
    }

    @Test(arguments: 0..<50)
    func bytesOfAnyKindAreReadWithoutATrap(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed) + 8_000)
        let utterance = Utterance(utf8: random.bytes(2_000))
        var grams = 0
        Features.forEachFeature(of: utterance) { _ in grams += 1 }
        // Two for each word and five for each character with the edges, at most.
        #expect(
            grams <= 5 * (utterance.folded.count + 2 * utterance.words.count) + 3 * utterance.words.count + 1)
        for word in utterance.words {
            for language in [Language.french, .english] {
                let stem = Stemmer.light(utterance.bytes(of: word), language: language)
                #expect(!stem.isEmpty && stem.count <= word.foldedRange.count + 2, "seed \(seed)")
            }
        }
    }
}
