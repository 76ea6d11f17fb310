/// The events one batch wrote to one stream, as the octets of one row:
///
///     kind (1 octet) · version (1) · length (LEB128, 1…10) · bytes   repeated
///
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

    /// - Returns: nil when the row is not what `append` writes, or does not hold exactly `count` events.
    static func items(of row: [UInt8], count: Int64) -> [Item]? {
        var items: [Item] = []
        var index = 0
        while index < row.count {
            guard row.count - index >= 3 else { return nil }
            let kind = row[index]
            let version = row[index + 1]
            index += 2
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
            let end = index + Int(length)
            items.append(Item(kind: kind, version: version, bytes: Array(row[index..<end])))
            index = end
        }
        return Int64(items.count) == count ? items : nil
    }
}
