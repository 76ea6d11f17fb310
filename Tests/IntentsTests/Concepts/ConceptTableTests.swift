import Testing
import Text

@testable import Intents

@Suite struct ConceptTableTests {
    @Test(arguments: [
        ("parcels", "parcel"), ("cancelled", "cancel"), ("commandes", "command"), ("is", "is"), ("", ""),
        ("aaa", "aaa"), ("remboursement", "rembours"), ("ing", "ing"),
    ])
    func aStemKeepsThreeLettersAtLeast(_ word: String, _ stem: String) {
        #expect(Stem(word).text == stem)
    }

    @Test(arguments: [
        ("delivery", "deliveries"), ("envoi", "envoyer"), ("copy", "copied"), ("pay", "paiement"),
    ])
    func aYAtTheEndOfAStemIsAnI(_ left: String, _ right: String) {
        #expect(ConceptTable.stemHash(Array(left.utf8)[...]) == ConceptTable.stemHash(Array(right.utf8)[...]))
        #expect(Stem(left).text == Stem(right).text)
    }

    @Test func aWordAsItStandsGoesBeforeItsStem() {
        let table = ConceptTable(.english)
        func links(_ word: String) -> Set<UInt32> {
            let bytes = Array(word.utf8)[...]
            var found: Set<UInt32> = []
            table.forEach(of: ConceptTable.hash(bytes), stem: ConceptTable.stemHash(bytes)) { hash, _ in
                found.insert(hash)
            }
            return found
        }
        #expect(Stem("customs").text == Stem("customer").text)
        #expect(!links("customs").isEmpty && !links("customer").isEmpty)
        #expect(links("customs").isDisjoint(with: links("customer")))
        // What only looks like them says nothing.
        #expect(links("customing").isEmpty)
        #expect(links("parcelling") == links("parcel"))
    }
}

/// A word's stem, as text.
struct Stem {
    let text: String

    init(_ word: String) {
        let bytes = Array(word.utf8)[...]
        let stem = String(decoding: bytes.prefix(ConceptTable.stemLength(bytes)), as: UTF8.self)
        text = stem.hasSuffix("y") ? stem.dropLast() + "i" : stem
    }
}
