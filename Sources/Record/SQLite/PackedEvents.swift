/// The events one batch wrote to one stream, as the octets of one row:
///
///     kind (1 octet) · version (1) · length (LEB128, 1…10) · bytes   repeated
///
/// A tombstone keeps the length of what was erased, and zeros in its place: a row that keeps its size is overwritten
/// where it stands, so no second copy of it is ever left behind in the file.
struct PackedEvents {
    struct Item: Hashable {
        var kind: UInt8
        var version: UInt8
        var bytes: [UInt8]
    }

    static func append(kind: UInt8, version: UInt8, bytes: [UInt8], to row: inout [UInt8]) {
        row.append(kind)
        row.append(version)
        var length = UInt64(bytes.count)
        while length >= 0x80 {
            row.append(UInt8(truncatingIfNeeded: length) | 0x80)
            length >>= 7
        }
        row.append(UInt8(truncatingIfNeeded: length))
        row.append(contentsOf: bytes)
    }

    /// The row with some of its events erased, as long as before.
    ///
    /// - Parameter isErased: by the event's place in the row; tombstones stay what they are.
    /// - Returns: how many became tombstones; nil for a row that cannot be read.
    static func erase(in row: inout [UInt8], _ isErased: (Int) -> Bool) -> Int? {
        var index = 0
        var place = 0
        var count = 0
        while index < row.count {
            guard let (start, end) = bounds(in: row, at: index) else { return nil }
            if row[index] != RecordedEvent.tombstoneKind, isErased(place) {
                row[index] = RecordedEvent.tombstoneKind
                row[index + 1] = 0
                for position in start..<end { row[position] = 0 }
                count += 1
            }
            index = end
            place += 1
        }
        return count
    }

    /// Where the bytes of the event that begins at `index` start and end.
    private static func bounds(in row: [UInt8], at index: Int) -> (start: Int, end: Int)? {
        guard row.count - index >= 3 else { return nil }
        var index = index + 2
        var length: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            guard index < row.count, shift <= 28 else { return nil }
            let byte = row[index]
            index += 1
            length |= UInt64(byte & 0x7F) << shift
            shift += 7
            if byte & 0x80 == 0 { break }
        }
        guard length <= UInt64(row.count - index) else { return nil }
        return (index, index + Int(length))
    }

    /// - Returns: nil when the row is not what `append` writes, or does not hold exactly `count` events.
    static func items(of row: [UInt8], count: Int64) -> [Item]? {
        var items: [Item] = []
        var index = 0
        while index < row.count {
            guard let (start, end) = bounds(in: row, at: index) else { return nil }
            let kind = row[index]
            let bytes = kind == RecordedEvent.tombstoneKind ? [] : Array(row[start..<end])
            items.append(Item(kind: kind, version: row[index + 1], bytes: bytes))
            index = end
        }
        return Int64(items.count) == count ? items : nil
    }
}
