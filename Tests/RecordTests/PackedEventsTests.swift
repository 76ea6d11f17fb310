import Testing

@testable import Record

@Suite struct PackedEventsTests {
    @Test func whatIsPackedIsUnpacked() {
        var row: [UInt8] = []
        let lengths = [0, 1, 127, 128, 129, 16_383, 16_384, 70_000]
        for length in lengths {
            PackedEvents.append(
                kind: 3, version: 4, bytes: [UInt8](repeating: UInt8(length % 251), count: length), to: &row)
        }
        let items = PackedEvents.items(of: row, count: Int64(lengths.count))
        #expect(items?.map(\.bytes.count) == lengths)
        #expect(items?.allSatisfy { $0.kind == 3 && $0.version == 4 } == true)
        #expect(PackedEvents.items(of: row, count: 2) == nil)
    }

    @Test func cutOrHostileRowsAreRefused() {
        var row: [UInt8] = []
        PackedEvents.append(kind: 1, version: 1, bytes: [1, 2, 3, 4], to: &row)
        for length in 1..<row.count {
            #expect(PackedEvents.items(of: Array(row[..<length]), count: 1) == nil, "cut at \(length)")
        }
        let endless: [UInt8] = [1, 1] + [UInt8](repeating: 0xFF, count: 20)
        #expect(PackedEvents.items(of: endless, count: 1) == nil)
        #expect(PackedEvents.items(of: [1, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], count: 1) == nil)
    }
}
