import Learning
import Testing

@Suite struct SeededGeneratorTests {
    @Test func theSequenceNeverChanges() {
        // First outputs of SplitMix64 for seed 1234567, as published with its source.
        var random = SeededGenerator(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
    }

    @Test func shufflingKeepsEveryElement() {
        var random = SeededGenerator(seed: 3)
        var numbers = Array(0..<100)
        random.shuffle(&numbers)
        #expect(numbers != Array(0..<100))
        #expect(numbers.sorted() == Array(0..<100))
    }
}
