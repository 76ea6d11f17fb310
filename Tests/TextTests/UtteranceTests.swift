import TestSupport
import Testing
import Text

struct UtteranceTests {
    private func words(_ text: String) -> [String] {
        let utterance = Utterance(text)
        return utterance.words.map { utterance.string(of: $0) }
    }

    @Test(arguments: [
        ("Où est ma commande ?", ["ou", "est", "ma", "commande"]), ("l'adresse", ["l", "adresse"]),
        ("L’ADRESSE d’hier", ["l", "adresse", "d", "hier"]), ("aujourd'hui", ["aujourdhui"]),
        ("aujourd’hui", ["aujourdhui"]), ("I don't know", ["i", "dont", "know"]),
        ("what's up", ["what", "s", "up"]),
        ("rendez-vous", ["rendez", "vous"]), ("FR-204518", ["fr", "204518"]),
        ("12,50 euros", ["12,50", "euros"]),
        ("le 24.", ["le", "24"]), ("à 14h30", ["a", "14h30"]), ("un, deux,trois", ["un", "deux", "trois"]),
        ("marie.dupont@example.com merci", ["marie.dupont@example.com", "merci"]),
        ("voir https://x.example/a?b=c.", ["voir", "https://x.example/a?b=c"]),
        ("WWW.Boutique.fr!", ["www.boutique.fr"]),
        ("mail:Bob@Example.org", ["mail", "bob@example.org"]), ("super 👍🏽!", ["super", "👍"]), ("", []),
        ("?!…", []),
        ("d'accord", ["d", "accord"]), ("n’t", ["n", "t"]), ("3.", ["3"]), ("a@b", ["a", "b"]),
        ("…oui", ["oui"]),
        ("(bob@x.fr)", ["bob@x.fr"]), ("'oui'", ["oui"]),
    ])
    func cutsIntoFoldedWords(_ text: String, _ expected: [String]) {
        #expect(words(text) == expected)
    }

    @Test(arguments: [
        ("mot", Word.Kind.word), ("12", .number), ("12.50", .number), ("14h30", .mixed), ("a@b.fr", .email),
        ("http://a.fr", .url), ("🙂", .emoji),
    ])
    func knowsTheKindOfAWord(_ text: String, _ kind: Word.Kind) {
        #expect(Utterance(text).words.first?.kind == kind)
    }

    @Test func rangesPointIntoTheOriginal() {
        let utterance = Utterance("  Où est l’ÉTÉ, e\u{301}té ?")
        #expect(
            utterance.words.map { utterance.original($0.range) } == ["Où", "est", "l", "ÉTÉ", "e\u{301}té"])
    }

    @Test func longTextIsCutAndSaysSo() {
        let many = Utterance(String(repeating: "a ", count: 3_000))
        #expect(many.words.count == Utterance.maximumWords)
        #expect(many.wasCut)
        let long = Utterance(String(repeating: "é", count: 100_000))
        #expect(long.words.count == 1)
        #expect(long.folded.count == Utterance.maximumScalars)
        #expect(long.wasCut)
        #expect(!Utterance(String(repeating: "b", count: 8_000)).wasCut)
    }

    @Test(arguments: ["a@b.fr", "http://a.fr", "www.a.fr"])
    func anAddressIsFoundWhereverItStands(_ address: String) {
        for before in 0..<24 {
            for after in 0..<10 {
                let text =
                    String(repeating: "x", count: before) + " \(address) "
                    + String(repeating: "y", count: after)
                #expect(words(text).contains(address), "\(before) before, \(after) after")
            }
        }
    }

    @Test func whatNeedsTheMostRoomIsRead() {
        let address = "http://a.fr/" + String(repeating: "x", count: 100_000)
        #expect(Utterance(address).folded.count == address.utf8.count)
        #expect(Utterance("é" + address).words.count == 4)
        #expect(Utterance(String(repeating: "é", count: 7_999) + " " + address).folded.count == 7_999)
        #expect(Utterance(String(repeating: "Ⱥ", count: 9_000)).wasCut)
        #expect(Utterance(String(repeating: "a☕", count: 3_000)).words.count == Utterance.maximumWords)
        #expect(Utterance(String(repeating: "☕", count: 3_000)).words.count == Utterance.maximumWords)
        #expect(Utterance(String(repeating: "l'", count: 3_000)).words.count == Utterance.maximumWords)
    }

    @Test func bytesThatAreNoTextDoNotTrap() {
        let utterance = Utterance(utf8: [0x61, 0xFF, 0x62, 0x20, 0xC3])
        #expect(utterance.words.map { utterance.string(of: $0) } == ["a", "b"])
    }

    @Test(arguments: 0..<40)
    func anyInputGivesOrderedRangesInsideTheText(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        let utterances = [Utterance(utf8: random.bytes(400)), Utterance(random.text(400))]
        for utterance in utterances {
            var end = 0
            var foldedEnd = 0
            for word in utterance.words {
                #expect(word.range.lowerBound >= end && !word.range.isEmpty, "seed \(seed)")
                #expect(word.foldedRange.lowerBound >= foldedEnd && !word.foldedRange.isEmpty, "seed \(seed)")
                end = word.range.upperBound
                foldedEnd = word.foldedRange.upperBound
                #expect(
                    utterance.original(word.range).utf8.count == word.range.count,
                    "cuts a scalar, seed \(seed)")
                #expect(
                    !utterance.original(word.range).unicodeScalars.contains("\u{FFFD}")
                        || utterance.text.contains("\u{FFFD}"))
            }
            #expect(end <= utterance.utf8.count)
            #expect(foldedEnd <= utterance.folded.count)
        }
    }

    @Test(arguments: 0..<20)
    func foldedTextHasTheSameWords(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed) + 1_000)
        let utterance = Utterance(random.text(60))
        for word in utterance.words where word.kind == .word || word.kind == .mixed {
            let again = Utterance(utterance.string(of: word))
            #expect(again.folded == Array(utterance.bytes(of: word)), "seed \(seed)")
        }
    }

    @Test(arguments: [
        ("no no no no", "no no"), ("le colis et le sac et le reste et le", "le colis et le sac et reste"),
        ("oui", "oui"), ("", ""), ("a \(String(repeating: "b", count: 49)) c", "a c"),
        (String(repeating: "où est ", count: 20), "ou est ou est"),
    ])
    func aThirdTimeIsLeftOut(_ text: String, _ kept: String) {
        let lean = Utterance(text).withoutRepetition
        #expect(lean.words.map { lean.string(of: $0) }.joined(separator: " ") == kept)
        #expect(lean.text == text)
    }
}
