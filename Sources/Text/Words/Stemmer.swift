/// Cuts endings that change the form of a word but seldom its meaning: plurals, feminines, common verb endings.
///
/// Light on purpose: for few examples it helps to see `commande`, `commandes` and `commander` as one; a strong stemmer would make
/// `port` and `portable` one too. Works on folded bytes; a word that is not ASCII letters is returned as it is.
package enum Stemmer {
    /// - Returns: a prefix of the word, with at most one letter changed; never shorter than three letters.
    package static func light(_ word: ArraySlice<UInt8>, language: Language) -> [UInt8] {
        var stem = Array(word)
        guard stem.count > 3, stem.allSatisfy({ (0x61...0x7A).contains($0) }) else { return stem }
        if language == .french {
            french(&stem)
        } else if language == .english {
            english(&stem)
        }
        return stem
    }

    package static func light(_ word: String, language: Language) -> String {
        String(decoding: light(Folding.bytes(word)[...], language: language), as: UTF8.self)
    }

    /// Endings in the order tried; the first that leaves enough is cut, and the rest of the list is left alone.
    private struct Ending {
        let text: StaticString
        let replacement: StaticString
        let leaves: Int

        init(_ text: StaticString, _ replacement: StaticString = "", leaves: Int = 4) {
            self.text = text
            self.replacement = replacement
            self.leaves = leaves
        }
    }

    private static let frenchEndings: [Ending] = [
        Ending("issements", leaves: 3), Ending("issement", leaves: 3), Ending("issant", leaves: 3),
        Ending("atrices", "ateur", leaves: 3), Ending("atrice", "ateur", leaves: 3),
        Ending("ateurs", "ateur", leaves: 3), Ending("aisons", "aison", leaves: 2),
        Ending("aison", "aison", leaves: 2), Ending("ations", "at", leaves: 3),
        Ending("ation", "at", leaves: 3), Ending("ements"), Ending("ement"),
        Ending("euses", "eur", leaves: 3),
        Ending("euse", "eur", leaves: 3), Ending("eraient"), Ending("erions"), Ending("eriez"),
        Ending("erait"),
        Ending("erais"), Ending("erons"), Ending("eront"), Ending("erez"), Ending("erai"), Ending("eras"),
        Ending("assent"), Ending("aient"), Ending("ives", "if", leaves: 3), Ending("ive", "if", leaves: 3),
        Ending("aux", "al", leaves: 2), Ending("eaux", "eau", leaves: 1), Ending("ions"), Ending("ants"),
        Ending("ante"), Ending("ant"), Ending("ait"), Ending("ais"), Ending("era"), Ending("ees"),
        Ending("ons"),
        Ending("iez"), Ending("ent"), Ending("ez", leaves: 3), Ending("er", leaves: 3),
        Ending("ee", leaves: 3),
        Ending("ies", "i", leaves: 3), Ending("ie", "i", leaves: 3), Ending("es", leaves: 3),
        Ending("e", leaves: 3), Ending("s", leaves: 3), Ending("x", leaves: 3),
    ]

    private static let englishEndings: [Ending] = [
        Ending("ations", "at", leaves: 3), Ending("ation", "at", leaves: 3), Ending("nesses"), Ending("ness"),
        Ending("ments"), Ending("ment"), Ending("ingly"), Ending("edly"), Ending("ings", leaves: 3),
        Ending("ing", leaves: 3), Ending("iest", "i", leaves: 3), Ending("ied", "i", leaves: 2),
        Ending("ies", "i", leaves: 2), Ending("sses", "ss", leaves: 2), Ending("ed", leaves: 3),
        Ending("ers", leaves: 4), Ending("er", leaves: 4), Ending("ly", leaves: 4), Ending("es", leaves: 3),
        Ending("ss", "ss", leaves: 1), Ending("us", "us", leaves: 1), Ending("s", leaves: 3),
        Ending("e", leaves: 3), Ending("y", "i", leaves: 3),
    ]

    private static func french(_ stem: inout [UInt8]) {
        cut(&stem, frenchEndings)
        undouble(&stem)
    }

    private static func english(_ stem: inout [UInt8]) {
        cut(&stem, englishEndings)
        undouble(&stem)
        // `returned` is `return`, and `return` itself ends in no ending: what ends in e must lose it on both sides.
        if stem.count > 3, stem.last == UInt8(ascii: "e") { stem.removeLast() }
    }

    private static func cut(_ stem: inout [UInt8], _ endings: [Ending]) {
        for ending in endings {
            let length = ending.text.utf8CodeUnitCount
            guard stem.count - length >= ending.leaves else { continue }
            let fits = ending.text.withUTF8Buffer { stem[(stem.count - length)...].elementsEqual($0) }
            guard fits else { continue }
            stem.removeLast(length)
            ending.replacement.withUTF8Buffer { stem.append(contentsOf: $0) }
            return
        }
    }

    /// `annulled` → `annul`, `mettre` → `metr`: a double consonant at the end is one.
    private static func undouble(_ stem: inout [UInt8]) {
        guard stem.count > 3, let last = stem.last, last == stem[stem.count - 2] else { return }
        switch last {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
            UInt8(ascii: "s"):
            return
        default:
            stem.removeLast()
        }
    }
}
