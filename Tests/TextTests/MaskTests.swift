import TestSupport
import Testing
import Text

struct MaskTests {
    private func mask(_ example: String, _ prefix: String = "") throws -> Mask {
        try #require(Mask(example: example, prefix: prefix))
    }

    @Test(arguments: [
        ("FR-204518", "FR-204518"), ("fr204518", "FR-204518"), ("Fr 204 518", "FR-204518"),
        ("FR - 204518", "FR-204518"),
        ("FR‑204518", "FR-204518"), ("  fr-2-0-4-5-1-8 ", "FR-204518"), ("FR\u{A0}204518", "FR-204518"),
    ])
    func caseBlanksAndHyphensAreFree(_ text: String, _ value: String) throws {
        #expect(try mask("FR-204518", "FR-").match(text) == value)
    }

    @Test(arguments: [
        "FR-20451", "FR-2045189", "DE-204518", "204518", "FR-20451O", "FR----204518", "", "FR-204518 x",
    ])
    func otherTextsDoNotFit(_ text: String) throws {
        #expect(try mask("FR-204518", "FR-").match(text) == nil)
    }

    @Test func lettersStandForLettersInTheExamplesCase() throws {
        #expect(try mask("AB12c").match("xy99Z") == "XY99z")
        #expect(try mask("2026/A1").match("1999/b2") == "1999/B2")
        #expect(try mask("2026/A1").match("1999 b2") == nil)
    }

    @Test(arguments: [
        ("ma commande FR-204518 n'est pas arrivée", ["FR-204518"]), ("c'est fr 204518, merci", ["FR-204518"]),
        ("FR-204518 et fr-204519.", ["FR-204518", "FR-204519"]), ("xFR-204518", []), ("FR-2045189", []),
        ("n°FR-204518", ["FR-204518"]), ("(fr-204518)", ["FR-204518"]), ("éFR-204518", []), ("", []),
    ])
    func isFoundInFreeText(_ text: String, _ values: [String]) throws {
        let bytes = Array(text.utf8)
        let found = try mask("FR-204518", "FR-").matches(in: bytes)
        #expect(found.map(\.value) == values)
        for match in found {
            #expect(bytes.indices.contains(match.range.lowerBound) && match.range.upperBound <= bytes.count)
        }
    }

    @Test(arguments: [
        ("AB12", "il en 12 pris", []), ("AB12", "en 12", ["EN12"]), ("AB12", "la ref CD 34 merci", ["CD34"]),
        ("AB12", "ref cd34 ok", ["CD34"]), ("204518", "06 12 34 56 78", []),
        ("204518", "le 20 45 18", ["204518"]),
        ("204518", "code 204518 12 fois", ["204518"]), ("123", "1234", []),
    ])
    func wordsAndNumbersThatMerelyStandTogetherAreNoMatch(
        _ example: String, _ text: String, _ values: [String]
    ) throws {
        #expect(try mask(example).matches(in: Array(text.utf8)).map(\.value) == values)
    }

    @Test func aMaskNeedsSomethingToMatch() {
        #expect(Mask(example: "") == nil)
        #expect(Mask(example: "- -") == nil)
        #expect(Mask(example: "é12") == nil)
        #expect(Mask(example: "AB12", prefix: "12") == nil)
        #expect(Mask(example: "AB", prefix: "ABC") == nil)
        #expect(Mask(example: String(repeating: "1", count: 65)) == nil)
    }

    @Test(arguments: 0..<20)
    func everyMatchIsInTheTextAndFitsAgain(seed: Int) throws {
        var random = SeededNumbers(seed: UInt64(seed))
        let mask = try mask("AB-12 3", "A")
        let alphabet = Array("Aab1 -23é\u{A0}".utf8)
        for _ in 0..<50 {
            let bytes = (0..<200).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            for match in mask.matches(in: bytes) {
                #expect(match.range.upperBound <= bytes.count, "seed \(seed)")
                #expect(mask.match(match.value) == match.value, "seed \(seed)")
            }
        }
        _ = mask.matches(in: random.bytes(10_000))
    }
}
