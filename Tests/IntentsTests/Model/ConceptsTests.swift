import Testing
import Text

@testable import Intents

@Suite struct ConceptsTests {
    private func concepts(_ text: String, english: Bool = true, french: Bool = false) -> Set<UInt32> {
        var found: Set<UInt32> = []
        Concepts(usesEnglish: english, usesFrench: french).forEach(of: Utterance(text)) { hash, _ in
            found.insert(hash)
        }
        return found
    }

    @Test(arguments: [
        ("reimburse", "refunds"), ("cancelling", "revoke"), ("parcel", "packages"), ("stolen", "theft"),
    ])
    func wordsForOneThingShareAConcept(_ left: String, _ right: String) {
        #expect(!concepts(left).isDisjoint(with: concepts(right)))
    }

    @Test func aConceptIsTheSameInBothLanguages() {
        let french = concepts("remboursement", english: false, french: true)
        #expect(!french.isEmpty)
        #expect(!french.isDisjoint(with: concepts("refund")))
        #expect(concepts("remboursement").isEmpty)
        #expect(concepts("refund", english: false, french: true).isEmpty)
    }

    @Test func whatIsNoWordHasNone() {
        for text in ["", "zzqx", "😀", "1234", "日本語", String(repeating: "s", count: 8_000)] {
            #expect(concepts(text, french: true).isEmpty)
        }
    }

    @Test func amountsOfAWordHaveLengthOne() {
        for word in ["credit", "order", "change", "refund"] {
            var square: Float = 0
            Concepts(usesEnglish: true, usesFrench: false).forEach(of: Utterance(word)) { square += $1 * $1 }
            #expect(abs(square - 1) < 0.001)
        }
    }

    @Test func theLanguagesAreThoseOfTheExamples() {
        let english = ["where is my parcel", "I want to cancel the order"].map { Utterance($0) }
        let french = ["où est mon colis", "je veux annuler la commande"].map { Utterance($0) }
        #expect(Concepts(languagesOf: english) == Concepts(usesEnglish: true, usesFrench: false))
        #expect(Concepts(languagesOf: french) == Concepts(usesEnglish: false, usesFrench: true))
        #expect(Concepts(languagesOf: english + french) == Concepts(usesEnglish: true, usesFrench: true))
        #expect(Concepts(languagesOf: []) == Concepts.none)
    }

    @Test(arguments: [
        ("parcels", "parcel"), ("cancelled", "cancel"), ("commandes", "command"), ("is", "is"), ("", ""),
        ("aaa", "aaa"), ("remboursement", "rembours"), ("ing", "ing"),
    ])
    func aStemKeepsThreeLettersAtLeast(_ word: String, _ stem: String) {
        let bytes = Array(word.utf8)[...]
        #expect(String(decoding: bytes.prefix(Concepts.stemLength(bytes)), as: UTF8.self) == stem)
    }

    @Test func everyLineOfTheListIsAConceptALanguageAndFoldedWords() {
        for line in Concepts.list.split(separator: "\n") {
            let parts = line.split(separator: " ")
            #expect(parts.count > 2 && ["en", "fr"].contains(parts[1]))
            for word in parts.dropFirst(2) {
                let utterance = Utterance(String(word))
                #expect(utterance.words.count == 1 && utterance.folded == Array(word.utf8), "\(word)")
            }
        }
    }

    @Test func aWordNeverSeenIsKnownByWhatItIsAbout() {
        let samples: [IntentModel.Sample] = [
            .init(intent: "a", text: "I want a refund"), .init(intent: "a", text: "refund my order please"),
            .init(intent: "b", text: "the screen is cracked"), .init(intent: "b", text: "my lamp is broken"),
        ]
        #expect(IntentModel.train(samples).rank(Utterance("reimburse")).best?.intent == "a")
        #expect(IntentModel.train(samples).rank(Utterance("faulty")).best?.intent == "b")
    }
}
