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
        ("credit card", "visa"), ("log in", "logging in"), ("money back", "refund"),
    ])
    func wordsSideBySideHaveAConceptTogether(_ left: String, _ right: String) {
        #expect(!concepts(left).isDisjoint(with: concepts(right)))
    }

    @Test func littleWordsMayStandWithinAPhraseAndItsWordsThenSayNothingElse() {
        func french(_ text: String) -> Set<UInt32> { concepts(text, english: false, french: true) }
        #expect(!french("mot de passe").isEmpty)
        #expect(french("mot de passe") == french("le mot de passe"))
        #expect(french("mot de passe").isDisjoint(with: french("mot")))
        #expect(french("mot de la et du passe") == french("mot").union(french("passe")))
    }

    @Test func aPhraseNobodyWroteIsReadWordByWord() {
        let utterance = Utterance("credit card")
        let all = Concepts(usesEnglish: true, usesFrench: false)
        let phrase = concepts("credit card")
        var found: Set<UInt32> = []
        all.forEach(of: utterance, isKnown: { !phrase.contains($0) }) { hash, _ in found.insert(hash) }
        #expect(found == concepts("credit").union(concepts("card")))
    }

    @Test func aFieldIsSharedByItsConcepts() {
        #expect(!concepts("tomato").isDisjoint(with: concepts("potato")))
        // Different concepts of one field.
        #expect(concepts("tomato") != concepts("cheese"))
        #expect(!concepts("tomato").isDisjoint(with: concepts("cheese")))
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
