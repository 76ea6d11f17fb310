import Learning
import Testing

@testable import Intents

@Suite struct ExampleMemoryTests {
    /// Rows over ten words; features from ten on are pieces, which do not count, those from 20 on concepts.
    private static func rows(_ lists: [[(Int32, Float)]]) -> SparseRows {
        var rows = SparseRows()
        for list in lists { rows.append(features: list.map(\.0), values: list.map(\.1)) }
        return rows
    }

    private static let sample = rows([
        [(1, 1), (2, 1), (12, 5)], [(2, 3), (3, 4)], [(4, 1)], [(11, 1)],
    ])
    private static let memory = ExampleMemory(
        rows: sample, labels: [0, 0, 1, 1], classes: 3, use: [0, 1, 2, 3],
        areMessages: [true, true, true, true], end: 10, pieceEnd: 20)

    private static func likeness(
        _ memory: ExampleMemory, to classNumber: Int, _ features: [Int32], _ values: [Float], end: Int32 = 10
    ) -> Double {
        let square = zip(features, values).reduce(Float(0)) { $1.0 < end ? $0 + $1.1 * $1.1 : $0 }
        var sums: [Float] = [7]
        return memory.nearness(
            to: classNumber, features: features, values: values, length: square.squareRoot(), concepts: [],
            conceptValues: [], weights: [], wordEnd: end, end: end, sums: &sums
        ).nearest
    }

    @Test func theNearestExampleOfTheClassCounts() {
        let asked: [Int32] = [2, 3, 12]
        let memory = Self.memory
        let near = Self.likeness(memory, to: 0, asked, [3, 4, 9])
        #expect(abs(near - 1) < 0.01)
        #expect(Self.likeness(memory, to: 1, asked, [3, 4, 9]) == 0)
        let half = Self.likeness(memory, to: 0, [1], [2])
        #expect(abs(half - 0.707) < 0.01)
    }

    @Test func nothingIsLikeNothing() {
        #expect(Self.likeness(Self.memory, to: 0, [], []) == 0)
        #expect(Self.likeness(Self.memory, to: 0, [12], [1]) == 0)
        #expect(Self.likeness(Self.memory, to: 2, [1], [1]) == 0)
    }

    @Test func ofManyExamplesEvenlySpreadOnesAreKept() {
        let many = Self.rows((0..<1_000).map { [(Int32($0), Float(1))] })
        let memory = ExampleMemory(
            rows: many, labels: Array(repeating: 0, count: 1_000), classes: 1,
            use: (0..<1_000).map { $0 }, areMessages: Array(repeating: true, count: 1_000), end: 1_000,
            pieceEnd: 1_000)
        let kept = (0..<1_000).count {
            Self.likeness(memory, to: 0, [Int32($0)], [1], end: 1_000) > 0
        }
        #expect((32...ExampleMemory.maximumExamples).contains(kept))
    }

    /// Of 130 words each said once, and a hint of a word, a pair and a concept; words up to 220, pairs up to 300, concepts from
    /// 400 on, of which the first weighs twice as much.
    private static let many: ExampleMemory = {
        var lists: [[(Int32, Float)]] = (0..<130).map { [(Int32($0), Float(1)), (401 + Int32($0) % 2, 1)] }
        lists.append([(200, 1), (250, 1), (350, 1), (410, 1)])
        return ExampleMemory(
            rows: rows(lists), labels: Array(repeating: 0, count: 131), classes: 2,
            use: (0..<131).map { $0 }, areMessages: Array(repeating: true, count: 130) + [false], end: 300,
            pieceEnd: 400)
    }()

    private static func ask(
        _ features: [Int32], _ values: [Float], concepts: [Int32] = [], of classNumber: Int = 0
    ) -> ExampleMemory.Nearness {
        var weights = [Float](repeating: 1, count: 500)
        weights[401] = 2
        var sums: [Float] = []
        return many.nearness(
            to: classNumber, features: features, values: values, length: 1, concepts: concepts[...],
            conceptValues: concepts.map { weights[Int($0)] }[...], weights: weights, wordEnd: 220, end: 300,
            sums: &sums)
    }

    @Test func ownWordsAreThoseEverSaidOfTheIntent() {
        // A hint and the examples that are not kept are words said of the intent, but no examples of it.
        for word in Int32(0)..<130 { #expect(Self.ask([word], [1]).ownWords == 1) }
        #expect(Self.ask([200], [1]) == ExampleMemory.Nearness(nearest: 0, ownWords: 1))
        // Weighed by the squares; 210 is a word of another intent, 250 a pair of words and so counted by itself.
        let asked = Self.ask([7, 210, 250], [2, 1, 5])
        #expect(abs(asked.ownWords - 0.8) < 1e-6)
        #expect(asked.ownPairs == 1)
        #expect(Self.ask([7], [1], of: 1) == ExampleMemory.Nearness())
    }

    @Test func ownPairsAreThoseEverSaidOfTheIntent() {
        #expect(abs(Self.ask([250, 251], [1, 2]).ownPairs - 0.2) < 1e-6)
        #expect(Self.ask([7], [1]).ownPairs == 0)
        #expect(Self.ask([250], [1], of: 1).ownPairs == 0)
    }

    @Test func ownConceptsAreThoseEverSaidOfTheIntent() {
        #expect(Self.ask([], [], concepts: [401, 402, 410]).ownConcepts == 1)
        // A piece of the hint is listed nowhere.
        #expect(Self.ask([], [], concepts: [350]).ownConcepts == 0)
        // Weighed by value and weight: 4 of 5, also when one is told twice.
        #expect(abs(Self.ask([], [], concepts: [401, 499]).ownConcepts - 0.8) < 1e-6)
        #expect(abs(Self.ask([], [], concepts: [499, 401, 401]).ownConcepts - 8.0 / 9) < 1e-6)
        #expect(Self.ask([], [], concepts: [401], of: 1).ownConcepts == 0)
    }

    @Test func theBytesGiveTheSameMemory() throws {
        var writer = ByteWriter()
        Self.memory.encode(to: &writer)
        var reader = ByteReader(writer.bytes)
        #expect(try ExampleMemory(decoding: &reader, classes: 3) == Self.memory)
        #expect(reader.isAtEnd)
        for length in writer.bytes.indices {
            var cut = ByteReader(Array(writer.bytes.prefix(length)))
            #expect(throws: DecodingError.self) { try ExampleMemory(decoding: &cut, classes: 3) }
        }
    }
}
