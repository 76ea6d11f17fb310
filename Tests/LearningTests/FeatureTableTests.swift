import Learning
import Testing

@Suite struct FeatureTableTests {
    @Test func numbersAreGivenInOrderOfAppearance() {
        var table = FeatureTable()
        #expect(table.insert(7) == 0)
        #expect(table.insert(0) == 1)
        #expect(table.insert(7) == 0)
        #expect(table.number(of: 0) == 1)
        #expect(table.number(of: 9) == nil)
    }

    @Test func growingForgetsNothing() {
        var table = FeatureTable()
        var random = SeededGenerator(seed: 1)
        let hashes = (0..<5_000).map { _ in UInt32(truncatingIfNeeded: random.next()) }
        let numbers = hashes.map { table.insert($0) }
        #expect(hashes.map { table.number(of: $0) } == numbers.map(Optional.some))
        let copy = FeatureTable(hashes: table.hashes)
        #expect(hashes.map { copy.number(of: $0) } == numbers.map(Optional.some))
    }

    @Test func manyLookUpsAreAsOne() {
        var table = FeatureTable()
        var random = SeededGenerator(seed: 9)
        let hashes = (0..<500).map { _ in UInt32(truncatingIfNeeded: random.next()) }
        for hash in hashes.prefix(250) { _ = table.insert(hash) }
        #expect(table.numbers(of: hashes) == hashes.map { table.number(of: $0) ?? -1 })
        #expect(table.numbers(of: []).isEmpty)
    }
}
