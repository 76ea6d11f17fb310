import Learning
import Testing

@Suite struct ByteCodingTests {
    @Test func everythingComesBack() throws {
        var writer = ByteWriter()
        writer.append(UInt8(7))
        writer.append("où est-ce")
        writer.append([1.5, -2.25] as [Float])
        writer.append([-3, 4] as [Int8])
        writer.append(Double.pi)
        var reader = try ByteReader(checked: writer.sealed())
        #expect(try reader.readUInt8() == 7)
        #expect(try reader.readString() == "où est-ce")
        #expect(try reader.readFloats() == [1.5, -2.25])
        #expect(try reader.readInt8s() == [-3, 4])
        #expect(try reader.readDouble() == .pi)
        #expect(reader.isAtEnd)
    }

    @Test func oneChangedByteIsNoticed() {
        var writer = ByteWriter()
        writer.append("hello")
        let bytes = writer.sealed()
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(throws: DecodingError.damaged) { try ByteReader(checked: changed) }
        }
    }

    @Test func aHugeLengthIsRefusedWithoutMemory() {
        var writer = ByteWriter()
        writer.append(UInt32.max)
        var reader = ByteReader(writer.bytes)
        #expect(throws: DecodingError.damaged) { try reader.readFloats() }
    }

    @Test func compactNumbersComeBack() throws {
        let values: [UInt32] = [0, 1, 127, 128, 16_383, 16_384, 2_097_152, .max]
        var writer = ByteWriter()
        writer.appendCompact(values)
        #expect(writer.bytes.count == 4 + 1 + 1 + 1 + 2 + 2 + 3 + 4 + 5)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.readCompact() == values)
        #expect(reader.isAtEnd)
    }

    @Test func damagedCompactNumbersThrow() {
        let cases: [[UInt8]] = [
            [1, 0, 0, 0], [1, 0, 0, 0, 0x80], [1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x1F],
            [1, 0, 0, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0], [0xFF, 0xFF, 0xFF, 0xFF, 0],
        ]
        for bytes in cases {
            var reader = ByteReader(bytes)
            #expect(throws: DecodingError.damaged) { try reader.readCompact() }
        }
    }
}
