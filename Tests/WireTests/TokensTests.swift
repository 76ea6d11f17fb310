import Testing
import Wire

@Suite struct TokensTests {
    static func hex(_ bytes: [UInt8]) -> String { Tokens.hexadecimal(bytes) }

    @Test func whatIsKeptOfATokenIsKnownByItsForm() {
        let hash = Tokens.hash(ofToken: "x")
        #expect(Tokens.isHash(hash))
        for other in [
            "", "x", hash.dropLast() + "", hash + "0", hash.uppercased(), hash.dropLast() + "g",
            hash.dropLast() + "é",
        ] {
            #expect(!Tokens.isHash(other), "\(other)")
        }
    }

    @Test func digestsAreThoseOfTheStandards() {
        let abc = Array("abc".utf8)
        // FIPS 180-2, appendices A and B.
        #expect(Self.hex(Tokens.sha1(abc)) == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(
            Self.hex(Tokens.sha256(abc)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        #expect(
            Self.hex(Tokens.sha256([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        // RFC 4231, case 2.
        #expect(
            Self.hex(
                Tokens.hmacSHA256(
                    key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        // The same, case 6: a key longer than a block.
        #expect(
            Self.hex(
                Tokens.hmacSHA256(
                    key: [UInt8](repeating: 0xAA, count: 131),
                    message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test func emptyKeyIsAKeyLikeAnyOther() {
        let first = Tokens.hmacSHA256(key: [], message: [1])
        _ = Tokens.hmacSHA256(key: [9], message: [1])
        #expect(Tokens.hmacSHA256(key: [], message: [1]) == first)
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ])
    func base64IsThatOfTheStandard(_ plain: String, _ encoded: String) {
        let bytes = Array(plain.utf8)
        #expect(Tokens.base64url(bytes) == encoded)
        #expect(Tokens.bytes(base64url: encoded) == bytes)
        let padded = encoded + String(repeating: "=", count: (4 - encoded.count % 4) % 4)
        #expect(Tokens.base64(bytes) == padded)
        #expect(Tokens.bytes(base64: padded) == bytes)
    }

    @Test(arguments: ["A", "Zh", "Zm9", "Zg=", "Zm9v!", "Zg\n", "é"])
    func whatIsNotBase64IsRefused(_ text: String) {
        #expect(Tokens.bytes(base64url: text) == nil)
    }

    @Test(arguments: ["Zg", "Zg=", "Z===", "Zg==Zg==", "====", "=Zg="])
    func paddingIsChecked(_ text: String) {
        #expect(Tokens.bytes(base64: text) == nil)
    }

    @Test func secretsAreLongAndDiffer() {
        let secrets = (0..<100).map { _ in Tokens.makeSecret() }
        #expect(Set(secrets).count == 100)
        #expect(secrets.allSatisfy { $0.utf8.count == 22 })
    }

    @Test func theSameSeedMakesTheSameSecrets() {
        var one = SecretGenerator(seed: [1])
        var two = SecretGenerator(seed: [1])
        var other = SecretGenerator(seed: [2])
        let first = (0..<50).map { _ in one.nextText() }
        #expect(first == (0..<50).map { _ in two.nextText() })
        #expect(Set(first + (0..<50).map { _ in other.nextText() }).count == 100)
    }

    @Test func comparisonSeesEveryOctet() {
        #expect(Tokens.areEqual([1, 2, 3], [1, 2, 3]))
        #expect(!Tokens.areEqual([1, 2, 3], [1, 2, 4]))
        #expect(!Tokens.areEqual([1, 2, 3], [1, 2]))
        #expect(Tokens.areEqual([], []))
    }
}
