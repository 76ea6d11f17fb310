import Testing
import Text

struct FoldingTests {
    @Test(arguments: [
        ("Où EST ma commande ?", "ou est ma commande ?"), ("cœur, Œuvre, Æther", "coeur, oeuvre, aether"),
        ("l’été", "l'ete"), ("FR‑204518", "fr-204518"), ("ＦＲ－２０", "fr-20"), ("ﬁn", "fin"),
        ("Straße", "strasse"),
        ("e\u{301}te\u{301}", "ete"), ("Åse Łódź İstanbul", "ase lodz istanbul"),
        ("Tiếng Việt", "tieng viet"),
        ("٣٤", "34"), ("ПРИВЕТ", "привет"), ("a\u{200B}b\u{AD}c", "abc"), ("…", "..."), ("a\u{A0}b", "a b"),
        ("ẞ", "ss"),
    ])
    func foldsToComparableText(_ text: String, _ folded: String) {
        #expect(Folding.fold(text) == folded)
    }

    @Test func wholeTextsFoldLikeTheirScalarsOneByOne() {
        var bytes =
            Array("Où est l’ÉTÉ `ici` ?\t[@Z{a\u{7F}\u{0}] ﬁn 😀 ٣".utf8) + [
                0xFF, 0xC3, 0x41, 0xED, 0xA0, 0x80,
            ]
        for _ in 0..<bytes.count {
            var whole: [UInt8] = [0x58]
            Folding.append(bytes, to: &whole)
            var single: [UInt8] = [0x58]
            var position = 0
            while position < bytes.count {
                Folding.append(UTF8Scanner.scalar(in: bytes, at: &position), to: &single)
            }
            #expect(whole == single)
            // Every rotation begins and ends another run.
            bytes.append(bytes.removeFirst())
        }
    }

    @Test func foldingIsIdempotentOnEveryScalar() {
        var failures: [UInt32] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            var once: [UInt8] = []
            Folding.append(scalar, to: &once)
            var twice: [UInt8] = []
            for again in String(decoding: once, as: UTF8.self).unicodeScalars {
                Folding.append(again, to: &twice)
            }
            if once != twice { failures.append(value) }
        }
        #expect(failures.isEmpty, "\(failures.prefix(20).map { String($0, radix: 16) })")
    }

    @Test func aScalarKeepsItsShapeWhenFolded() {
        for value in UInt32(0)...0x2FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            var once: [UInt8] = []
            let shape = Folding.append(scalar, to: &once)
            guard shape == .letter || shape == .digit else { continue }
            for again in String(decoding: once, as: UTF8.self).unicodeScalars {
                var ignored: [UInt8] = []
                let shape = Folding.append(again, to: &ignored)
                #expect(
                    shape == .letter || shape == .digit || shape == .invisible, "\(String(value, radix: 16))")
            }
        }
    }
}
