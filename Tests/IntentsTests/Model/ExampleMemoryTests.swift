import Learning
import Testing

@testable import Intents

@Suite struct ExampleMemoryTests {
    /// Rows over ten words; features from ten on are pieces, which do not count.
    private static func rows(_ lists: [[(Int32, Float)]]) -> SparseRows {
        var rows = SparseRows()
        for list in lists { rows.append(features: list.map(\.0), values: list.map(\.1)) }
        return rows
    }

    private static let sample = rows([
        [(1, 1), (2, 1), (12, 5)], [(2, 3), (3, 4)], [(4, 1)], [(11, 1)],
    ])
    private static let memory = ExampleMemory(
        rows: sample, labels: [0, 0, 1, 1], classes: 3, use: [0, 1, 2, 3], end: 10)

    @Test func theNearestExampleOfTheClassCounts() {
        let asked: [Int32] = [2, 3, 12]
        let memory = Self.memory
        let near = memory.likeness(to: 0, features: asked, values: [3, 4, 9], end: 10)
        #expect(abs(near - 1) < 0.01)
        #expect(memory.likeness(to: 1, features: asked, values: [3, 4, 9], end: 10) == 0)
        let half = memory.likeness(to: 0, features: [1], values: [2], end: 10)
        #expect(abs(half - 0.707) < 0.01)
    }

    @Test func nothingIsLikeNothing() {
        #expect(Self.memory.likeness(to: 0, features: [], values: [], end: 10) == 0)
        #expect(Self.memory.likeness(to: 0, features: [12], values: [1], end: 10) == 0)
        #expect(Self.memory.likeness(to: 2, features: [1], values: [1], end: 10) == 0)
    }

    @Test func ofManyExamplesEvenlySpreadOnesAreKept() {
        let many = Self.rows((0..<1_000).map { [(Int32($0), Float(1))] })
        let memory = ExampleMemory(
            rows: many, labels: Array(repeating: 0, count: 1_000), classes: 1,
            use: (0..<1_000).map { $0 }, end: 1_000)
        let kept = (0..<1_000).count {
            memory.likeness(to: 0, features: [Int32($0)], values: [1], end: 1_000) > 0
        }
        #expect((32...ExampleMemory.maximumExamples).contains(kept))
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
