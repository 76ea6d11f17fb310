/// Why kept bytes cannot be used.
package enum DecodingError: Error, Equatable, Sendable {
    /// Written by another version of the format: make it anew.
    case otherVersion
    /// Cut, mixed up or changed since they were written.
    case damaged
}

/// Writes numbers, texts and arrays little-endian, each array with its length before it.
package struct ByteWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func append(_ value: UInt8) { bytes.append(value) }
    package mutating func append(_ value: UInt32) { appendInteger(value) }
    package mutating func append(_ value: UInt64) { appendInteger(value) }
    package mutating func append(_ value: Float) { appendInteger(value.bitPattern) }
    package mutating func append(_ value: Double) { appendInteger(value.bitPattern) }

    package mutating func append(_ text: String) {
        append(UInt32(text.utf8.count))
        bytes += Array(text.utf8)
    }

    package mutating func append(_ values: [UInt32]) { appendAll(values) }
    package mutating func append(_ values: [Int32]) { appendAll(values.map { UInt32(bitPattern: $0) }) }
    package mutating func append(_ values: [UInt16]) { appendAll(values) }
    package mutating func append(_ values: [Int8]) { appendAll(values.map { UInt8(bitPattern: $0) }) }
    package mutating func append(_ values: [UInt8]) { appendAll(values) }
    package mutating func append(_ values: [Float]) { appendAll(values.map(\.bitPattern)) }
    package mutating func append(_ values: [Double]) { appendAll(values.map(\.bitPattern)) }

    /// Numbers most of which are small, seven bits a byte, lowest first; the upper bit says that more follow (LEB128).
    package mutating func appendCompact(_ values: [UInt32]) {
        append(UInt32(values.count))
        for value in values {
            var rest = value
            while rest >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(truncatingIfNeeded: rest))
        }
    }

    /// Ends the bytes with a checksum of all before it; `ByteReader.init(checked:)` wants it.
    package func sealed() -> [UInt8] {
        var copy = self
        copy.append(ContentHash.of(bytes[...]))
        return copy.bytes
    }

    private mutating func appendInteger<Value: FixedWidthInteger>(_ value: Value) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func appendAll<Value: FixedWidthInteger>(_ values: [Value]) {
        append(UInt32(values.count))
        bytes.reserveCapacity(bytes.count + values.count * MemoryLayout<Value>.size)
        for value in values { appendInteger(value) }
    }
}

/// Reads what `ByteWriter` wrote; damaged bytes throw and never trap.
package struct ByteReader: Sendable {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = 0
        end = bytes.count
    }

    /// Checks and takes off the checksum of `ByteWriter.sealed()`.
    package init(checked bytes: [UInt8]) throws(DecodingError) {
        guard bytes.count >= 8 else { throw .damaged }
        var tail = ByteReader(Array(bytes.suffix(8)))
        guard try tail.readUInt64() == ContentHash.of(bytes[..<(bytes.count - 8)]) else { throw .damaged }
        self.bytes = bytes
        position = 0
        end = bytes.count - 8
    }

    package var isAtEnd: Bool { position == end }

    package mutating func readUInt8() throws(DecodingError) -> UInt8 { try readInteger() }
    package mutating func readUInt32() throws(DecodingError) -> UInt32 { try readInteger() }
    package mutating func readUInt64() throws(DecodingError) -> UInt64 { try readInteger() }
    package mutating func readFloat() throws(DecodingError) -> Float { Float(bitPattern: try readInteger()) }
    package mutating func readDouble() throws(DecodingError) -> Double {
        Double(bitPattern: try readInteger())
    }

    package mutating func readString() throws(DecodingError) -> String {
        let count = Int(try readUInt32())
        guard count <= end - position else { throw .damaged }
        defer { position += count }
        guard let text = String(validating: bytes[position..<(position + count)], as: UTF8.self) else {
            throw .damaged
        }
        return text
    }

    package mutating func readUInt32s() throws(DecodingError) -> [UInt32] { try readAll() }
    package mutating func readUInt16s() throws(DecodingError) -> [UInt16] { try readAll() }
    package mutating func readInt8s() throws(DecodingError) -> [Int8] {
        let values: [UInt8] = try readAll()
        return values.map { Int8(bitPattern: $0) }
    }
    package mutating func readUInt8s() throws(DecodingError) -> [UInt8] { try readAll() }
    package mutating func readFloats() throws(DecodingError) -> [Float] {
        let values: [UInt32] = try readAll()
        return values.map { Float(bitPattern: $0) }
    }
    package mutating func readDoubles() throws(DecodingError) -> [Double] {
        let values: [UInt64] = try readAll()
        return values.map { Double(bitPattern: $0) }
    }

    /// What `appendCompact` wrote.
    package mutating func readCompact() throws(DecodingError) -> [UInt32] {
        let count = Int(try readUInt32())
        // A number takes a byte at least.
        guard count <= end - position else { throw .damaged }
        var values: [UInt32] = []
        values.reserveCapacity(count)
        for _ in 0..<count {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while true {
                guard position < end, shift < 35 else { throw .damaged }
                let byte = bytes[position]
                position += 1
                value |= UInt64(byte & 0x7F) << shift
                shift += 7
                if byte & 0x80 == 0 { break }
            }
            guard let whole = UInt32(exactly: value) else { throw .damaged }
            values.append(whole)
        }
        return values
    }

    private mutating func readInteger<Value: FixedWidthInteger>() throws(DecodingError) -> Value {
        let size = MemoryLayout<Value>.size
        guard size <= end - position else { throw .damaged }
        var value: Value = 0
        for index in 0..<size {
            value |= Value(truncatingIfNeeded: bytes[position + index]) << Value(8 * index)
        }
        position += size
        return value
    }

    private mutating func readAll<Value: FixedWidthInteger>() throws(DecodingError) -> [Value] {
        let count = Int(try readUInt32())
        guard count <= (end - position) / MemoryLayout<Value>.size else { throw .damaged }
        var values: [Value] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try readInteger()) }
        return values
    }
}

/// A 64-bit fingerprint of bytes, for caches and damage, not for secrets.
///
/// - Source: FNV-1a, with a final mixing step.
package enum ContentHash {
    package static func of(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash ^= hash >> 32
        return hash &* 0xD6E8_FEB8_6659_FD93
    }
}
