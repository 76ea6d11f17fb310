import JSON
import Testing

@Suite struct JSONReaderTests {
    static func read(_ text: String, depth: Int = 32) throws(JSONError) -> JSONValue {
        try JSONReader.parse(Array(text.utf8), maximumDepth: depth)
    }

    static func reason(_ bytes: [UInt8]) -> JSONError.Reason? {
        do throws(JSONError) {
            _ = try JSONReader.parse(bytes)
            return nil
        } catch {
            return error.reason
        }
    }

    /// Strings are looked through eight octets at a time: what stands in them is seen at every place.
    @Test func everyPlaceOfAStringIsLookedAt() throws {
        for length in 0..<34 {
            for place in 0...length {
                let before = String(repeating: "a", count: place)
                let after = String(repeating: "z", count: length - place)
                for (inside, meant) in [
                    (#"\""#, "\""), (#"\\"#, "\\"), ("é", "é"), ("😀", "😀"), ("!", "!"), ("#", "#"),
                    ("[", "["), ("]", "]"), ("\u{7F}", "\u{7F}"),
                ] {
                    let text = "[\"\(before)\(inside)\(after)\",1]"
                    #expect(try Self.read(text) == [.string(before + meant + after), 1], "\(text)")
                }
                let opening = Array("[\"\(before)".utf8)
                let closing = Array("\(after)\",1]".utf8)
                #expect(Self.reason(opening + [0x1F] + closing) == .controlCharacter)
                #expect(Self.reason(opening + [0x00] + closing) == .controlCharacter)
                #expect(Self.reason(opening + [0x80] + closing) == .invalidUTF8)
                #expect(Self.reason(opening + [0xC3] + closing) == .invalidUTF8)
                #expect(Self.reason(opening) == .unexpectedEnd)
            }
        }
    }

    @Test func membersKeepTheirOrderAndTypes() throws {
        let value = try Self.read(#" {"b":1,"a":[true,false,null,"x",{}],"c":{"d":-2.5e1}} "#)
        #expect(
            value == [
                "b": 1, "a": [true, false, nil, "x", [:] as JSONValue], "c": ["d": .number(-25)],
            ])
        #expect(value.object?.map(\.key) == ["b", "a", "c"])
        #expect(value["c"]?["d"]?.double == -25)
        #expect(value["a"]?[3]?.string == "x")
        #expect(value["missing"] == nil)
    }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""é\u00e9\u20ac\ud83d\ude00😀""#, "éé€😀😀"),
        (#""\u0000""#, "\0"),
        (#""e\u0301""#, "e\u{301}"),
        (#""""#, ""),
        (#""\uD834\udd1e""#, "\u{1D11E}"),
    ])
    func stringsAreReadToTheOctet(_ text: String, _ expected: String) throws {
        let value = try #require(try Self.read(text).string)
        #expect(Array(value.utf8) == Array(expected.utf8))
    }

    @Test(arguments: [
        ("0", JSONValue.integer(0)), ("-1", .integer(-1)),
        ("9007199254740993", .integer(9_007_199_254_740_993)),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number(9.223372036854775808e18)), ("1.5", .number(1.5)),
        ("1e400", .number(.infinity)), ("-1e400", .number(-.infinity)), ("1e-400", .number(0)),
        ("1E+2", .number(100)), ("0.1", .number(0.1)), ("1e300", .number(1e300)),
        ("123456789012345678901234567890", .number(123456789012345678901234567890.0)),
        ("5e-324", .number(.leastNonzeroMagnitude)),
        ("1.7976931348623157e308", .number(1.7976931348623157e308)),
        ("1e99999999999999999999", .number(.infinity)), ("0e99999999999999999999", .number(0)),
    ])
    func numbersAreKeptAndNeverTrap(_ text: String, _ expected: JSONValue) throws {
        #expect(try Self.read(text) == expected)
    }

    @Test func minusZeroIsNoInteger() throws {
        let value = try Self.read("-0")
        #expect(value.safeInteger == nil)
        #expect(value.double?.sign == .minus)
    }

    @Test func onlySafeIntegersCountAsSuch() throws {
        #expect(try Self.read("9007199254740992").safeInteger == 9_007_199_254_740_992)
        #expect(try Self.read("9007199254740993").safeInteger == nil)
        #expect(try Self.read("1.0").safeInteger == nil)
        #expect(try Self.read("1e0").safeInteger == nil)
    }

    @Test func manyDigitsTakeLinearTime() throws {
        let digits = String(repeating: "7", count: 60_000)
        #expect(try Self.read(digits).double == .infinity)
        #expect(try Self.read("0." + digits).double == 0.7777777777777778)
    }

    @Test(arguments: [
        "", " ", "{", "[", "[1,]", "[,1]", "[1 2]", "{,}", #"{"a":1,}"#, #"{"a"}"#, #"{"a":}"#, #"{a:1}"#,
        #"{'a':1}"#, "01", "-", "-01", "1.", ".5", "1e", "1e+", "+1", "0x10", "NaN", "Infinity", "tru",
        "TRUE",
        "nul", #""abc"#, #""\x""#, #""\u12""#, #""\u12g4""#, "\"a\nb\"", "\"a\tb\"", "\"\u{0}\"", "1 2",
        "{}{}",
        "[] x", "]", "}", #"["a":1]"#, #"{"a":1 "b":2}"#, "/*c*/1", "1//", "[1}", #"{"a":[}"#, "\u{A0}1",
        "\u{C}1",
        #"{"a":1]"#, "--1", "1-", "é", #"{"é":é}"#,
    ])
    func whatIsNotJSONIsRefused(_ text: String) {
        let reason = Self.reason(Array(text.utf8))
        #expect(reason != nil)
        #expect(reason != .invalidUTF8)
    }

    @Test func byteOrderMarkIsRefused() {
        #expect(Self.reason([0xEF, 0xBB, 0xBF] + Array("{}".utf8)) == .byteOrderMark)
    }

    @Test(arguments: [
        #""\ud800""#, #""\udc00""#, #""\ud800x""#, #""\ud800\n""#, #""\ud800\ud800""#, #""\ude00\ud83d""#,
    ])
    func halfASurrogatePairIsRefused(_ text: String) {
        #expect(Self.reason(Array(text.utf8)) == .loneSurrogate)
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x82], [0xC3],
            [0xE2, 0x28, 0xA1],
        ] as [[UInt8]])
    func badUTF8IsRefusedWhereverItStands(_ bad: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(Self.reason([quote] + bad + [quote]) == .invalidUTF8)
        #expect(Self.reason([quote] + Array(#"\n"#.utf8) + bad + [quote]) == .invalidUTF8)
        #expect(Self.reason(bad) == .invalidUTF8)
        #expect(Self.reason(Array("{,".utf8) + bad) == .invalidUTF8)
    }

    @Test func invalidUTF8IsFoundAtItsOffset() throws {
        do throws(JSONError) {
            _ = try JSONReader.parse(Array(#"{"a":"é"#.utf8) + [0xFF] + Array(#""}"#.utf8))
            Issue.record("accepted")
        } catch {
            #expect(error == JSONError(.invalidUTF8, at: 8))
        }
    }

    @Test(arguments: [
        #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, #"{"é":1,"\u00e9":2}"#, #"[{"x":{"":1,"":2}}]"#,
    ])
    func theSameKeyTwiceIsRefused(_ text: String) {
        #expect(Self.reason(Array(text.utf8)) == .duplicateKey)
    }

    @Test func keysAreComparedByOctets() throws {
        #expect(try Self.read(#"{"\u00e9":1,"e\u0301":2}"#).object?.count == 2)
    }

    /// The first names are compared, later ones found by hash, and what stands inside must not get in the way.
    @Test func aRepeatedKeyIsFoundWhereverItStood() throws {
        for count in 1..<30 {
            let members = (0..<count).map { "\"k\($0)\":{\"k\($0)\":[0]}" }.joined(separator: ",")
            #expect(try Self.read("{\(members)}").object?.count == count)
            for repeated in 0..<count {
                for name in ["k\(repeated)", "\\u006b\(repeated)"] {
                    let text = "{\(members),\"\(name)\":0}"
                    #expect(Self.reason(Array(text.utf8)) == .duplicateKey, "\(text)")
                }
            }
        }
    }

    @Test func repeatedKeysAreFoundInLargeObjects() throws {
        var text = "{" + (0..<5_000).map { "\"k\($0)\":0" }.joined(separator: ",")
        #expect(try Self.read(text + "}").object?.count == 5_000)
        text += ",\"k\\u0034321\":0}"
        #expect(Self.reason(Array(text.utf8)) == .duplicateKey)
    }

    /// Twelve long names spelt with escapes, before many short ones.
    @Test func longEscapedKeysTakeLinearTime() throws {
        let long = (0..<12).map { "\"\\u0061\(String(repeating: "b", count: 20_000 + $0))\":0" }
        let short = (0..<20_000).map { "\"\($0)\":0" }
        #expect(
            try Self.read("{\((long + short).joined(separator: ","))}").object?.count == 20_012)
    }

    @Test func depthIsBounded() throws {
        let nested = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        #expect(try Self.read(nested).array?.count == 1)
        #expect(Self.reason(Array(("[" + nested + "]").utf8)) == .tooDeep)
        #expect(Self.reason(Array(String(repeating: "[", count: 100_000).utf8)) == .tooDeep)
        #expect(Self.reason(Array(String(repeating: #"{"a":"#, count: 100_000).utf8)) == .tooDeep)
        #expect(throws: JSONError.self) { try Self.read("[]", depth: 0) }
        #expect(try Self.read("1", depth: 0) == 1)
    }

    @Test func whatWasWrittenReadsBackTheSame() throws {
        var generator = Lehmer(seed: 7)
        for _ in 0..<2_000 {
            let value = generator.value(depth: 4)
            let bytes = value.encoded()
            #expect(try JSONReader.parse(bytes) == value, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test func mutatedTextsAreReadOrRefusedButNeverTrap() {
        var generator = Lehmer(seed: 11)
        for _ in 0..<5_000 {
            var bytes = generator.value(depth: 3).encoded()
            for _ in 0...generator.below(3) where !bytes.isEmpty {
                switch generator.below(3) {
                case 0: bytes[generator.below(bytes.count)] = UInt8(generator.below(256))
                case 1: bytes.remove(at: generator.below(bytes.count))
                default: bytes.insert(UInt8(generator.below(256)), at: generator.below(bytes.count + 1))
                }
            }
            if let value = try? JSONReader.parse(bytes) {
                #expect((try? JSONReader.parse(value.encoded())) == value)
            }
        }
    }
}

/// A small seeded generator of values (the minimal standard generator of Park and Miller).
struct Lehmer {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 48_271 % 2_147_483_647
        return Int(state % UInt64(bound))
    }

    mutating func text() -> String {
        let pieces = [
            "a", "é", "😀", "\"", "\\", "\n", "\0", "\u{1F}", "/", "e\u{301}", "\u{7F}", "\u{2028}", "key",
            " ",
        ]
        return (0..<below(6)).map { _ in pieces[below(pieces.count)] }.joined()
    }

    mutating func value(depth: Int) -> JSONValue {
        switch below(depth > 0 ? 8 : 6) {
        case 0: return nil
        case 1: return .bool(below(2) == 0)
        case 2: return .integer(Int64(below(2_000_000)) - 1_000_000)
        case 3: return .number(Double(below(1_000_000)) / 1_024 + 0.5 / 4_096)
        case 4: return .string(text())
        case 5: return .integer(Int64.max - Int64(below(100)))
        case 6: return .array((0..<below(5)).map { _ in value(depth: depth - 1) })
        default: return .object((0..<below(20)).map { JSONMember("\($0)" + text(), value(depth: depth - 1)) })
        }
    }
}
