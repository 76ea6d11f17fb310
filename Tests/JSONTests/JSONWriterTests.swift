import JSON
import TestSupport
import Testing

@Suite struct JSONWriterTests {
    @Test func commasStandBetweenMembersAndElementsOnly() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("type", "ack")
        writer.member("seq", 48)
        writer.key("list")
        writer.beginArray()
        writer.integer(1)
        writer.beginObject()
        writer.endObject()
        writer.beginArray()
        writer.endArray()
        writer.string("x")
        writer.endArray()
        writer.member("absent", ifPresent: nil as String?)
        writer.member("tags", ["a", "b"])
        writer.member("raw", raw: Array("{\"y\":1}".utf8))
        writer.member("on", true)
        writer.endObject()
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"{"type":"ack","seq":48,"list":[1,{},[],"x"],"tags":["a","b"],"raw":{"y":1},"on":true}"#)
    }

    @Test func controlCharactersAreEscapedAndTheRestIsKept() {
        var writer = JSONWriter()
        writer.string("\"\\\u{8}\u{9}\u{A}\u{C}\u{D}\u{1}\u{1F}\u{7F}é😀/")
        #expect(
            String(decoding: writer.bytes, as: UTF8.self) == #""\"\\\b\t\n\f\r\u0001\u001f"# + "\u{7F}é😀/\"")
    }

    @Test(
        arguments: [
            (0, "0"), (7, "7"), (10, "10"), (-1, "-1"), (1_234_567_890, "1234567890"),
            (Int64.max, "9223372036854775807"),
            (Int64.min, "-9223372036854775808"),
        ] as [(Int64, String)])
    func integersAreWrittenInFull(_ value: Int64, _ expected: String) {
        var writer = JSONWriter()
        writer.integer(value)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test(
        arguments: [
            (0.1, "0.1"), (1.0, "1.0"), (1e300, "1e+300"), (.infinity, "1e999"), (-.infinity, "-1e999"),
            (.nan, "null"),
        ] as [(Double, String)])
    func numbersThatJSONLacksStillMakeJSON(_ value: Double, _ expected: String) {
        var writer = JSONWriter()
        writer.number(value)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    /// A way of their own for numbers of few decimals must not show: the shortest text that reads back as the same.
    @Test func numbersOfFewDecimalsAreWrittenAsAnyOther() {
        var numbers = SeededNumbers(seed: 1)
        let few = (0...30_000).map { Double($0) / 10_000 }
        let many = (0..<20_000).map { _ in
            Double(Int64.random(in: -30_000_000_000_000...30_000_000_000_000, using: &numbers))
                / [1, 10, 1_000, 10_000, 100_000][Int.random(in: 0..<5, using: &numbers)]
        }
        for value in few + many + [-0.0, 1e9, 999_999_999.9999, 0.00005, 0.1 + 0.2, .leastNonzeroMagnitude] {
            var writer = JSONWriter(reservingCapacity: 0)
            writer.number(value)
            #expect(String(decoding: writer.bytes, as: UTF8.self) == value.description)
        }
    }

    @Test func integersOfEveryLengthAreWrittenAsAnyOther() {
        var value: UInt64 = 1
        for _ in 0..<20 {
            for near in [value &- 1, value, value &+ 1, .max] {
                var writer = JSONWriter(reservingCapacity: 0)
                writer.unsigned(near)
                #expect(String(decoding: writer.bytes, as: UTF8.self) == String(near))
            }
            value = value.multipliedReportingOverflow(by: 10).partialValue
        }
    }

    /// Names and texts are written together, with room for both and what is between them.
    @Test func membersAreWrittenWhateverTheirLength() throws {
        for length in 0..<300 {
            for odd in ["", "\"", "\n", "é"] {
                let text = String(repeating: "x", count: length) + odd
                var writer = JSONWriter(reservingCapacity: 0)
                writer.beginObject()
                writer.member("a", text)
                writer.member("b", word: "w")
                writer.member("c", text)
                writer.endObject()
                let bytes = writer.bytes
                #expect(try JSONReader.parse(bytes) == ["a": .string(text), "b": "w", "c": .string(text)])
            }
        }
    }

    /// Eight octets are looked at together: wherever a quote stands among them, and however long the text is.
    @Test func anEscapeIsFoundAtEveryPlace() throws {
        for length in [1, 7, 8, 9, 15, 16, 17, 255, 256, 257, 600] {
            for place in Set([0, 1, 6, 7, 8, length / 2, length - 2, length - 1])
            where (0..<length).contains(place) {
                for odd in ["\"", "\\", "\u{1}", "\u{1F}"] {
                    let text =
                        String(repeating: "x", count: place) + odd
                        + String(repeating: "é", count: length - place - 1)
                    var writer = JSONWriter()
                    writer.beginArray()
                    writer.string("a")
                    writer.string(text)
                    writer.endArray()
                    #expect(try JSONReader.parse(writer.bytes) == ["a", .string(text)])
                }
            }
        }
    }
}
