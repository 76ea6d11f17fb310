import Testing
import Text

@testable import Intents

/// The list is written by hand: what a hand gets wrong is found here.
@Suite struct ConceptWordsTests {
    struct Entry: Hashable {
        var field: String
        var concept: String
        var word: String
        var language: Language
    }

    static let entries: [Entry] = {
        var entries: [Entry] = []
        ConceptWords.forEach { field, name, word, language in
            entries.append(
                Entry(
                    field: String(decoding: field, as: UTF8.self),
                    concept: String(decoding: name, as: UTF8.self),
                    word: String(decoding: word, as: UTF8.self), language: language))
        }
        return entries
    }()

    @Test func everyConceptHasWordsInBothLanguagesAndStandsOnce() {
        var fields: [String: Set<String>] = [:]
        var languages: [String: Set<Language>] = [:]
        for entry in Self.entries {
            fields[entry.concept, default: []].insert(entry.field)
            languages[entry.concept, default: []].insert(entry.language)
        }
        #expect(fields.count > 600)
        for (concept, found) in fields { #expect(found.count == 1, "\(concept) in \(found)") }
        for (concept, found) in languages { #expect(found.count == 2, "\(concept) in \(found)") }
        // A line of the list that was not read would be missed here.
        let lines = ConceptWords.fields.joined(separator: "\n").split(separator: "\n")
        #expect(lines.count { !$0.hasPrefix("#") } == fields.count)
        let known = Set(fields.keys)
        for field in Set(Self.entries.map(\.field)) { #expect(!known.contains(field), "\(field)") }
    }

    @Test func everyWordIsFoldedAndOneWordOrTwo() {
        let joints = Set(ConceptWords.joints)
        for entry in Self.entries {
            let parts = entry.word.split(separator: "_").map(String.init)
            for part in parts {
                let utterance = Utterance(part)
                #expect(
                    utterance.words.count == 1 && utterance.folded == Array(part.utf8),
                    "\(entry.concept): \(entry.word)")
            }
            let kept = parts.count == 1 ? 1 : parts.count { !joints.contains($0) }
            #expect(kept == min(2, parts.count), "\(entry.concept): \(entry.word)")
        }
    }

    @Test func noWordStandsTwiceInAConcept() {
        var seen: Set<Entry> = []
        for entry in Self.entries { #expect(seen.insert(entry).inserted, "\(entry.concept): \(entry.word)") }
    }

    @Test(arguments: [Language.english, .french])
    func wordsThatShareAStemByChanceAreListedSo(_ language: Language) {
        var concepts: [String: [String: Set<String>]] = [:]
        for entry in Self.entries where entry.language == language && !entry.word.contains("_") {
            concepts[Stem(entry.word).text, default: [:]][entry.word, default: []].insert(entry.concept)
        }
        let isFrench = language == .french
        let apart = Set(
            (isFrench ? ConceptWords.apart.french : ConceptWords.apart.english).split(separator: " ").map(
                String.init))
        let alike = Set(
            (isFrench ? ConceptWords.alike.french : ConceptWords.alike.english).split(separator: " ").map(
                String.init))
        #expect(apart.isDisjoint(with: alike))
        // By chance: no word with the stem stands under all that its words stand under.
        let shared = concepts.filter { _, words in
            let all = words.values.reduce(into: Set<String>()) { $0.formUnion($1) }
            return !words.values.contains(all)
        }
        for (stem, words) in shared where !apart.contains(stem) && !alike.contains(stem) {
            Issue.record("\(stem): \(words) are neither listed apart nor alike")
        }
        for stem in apart.union(alike) { #expect(shared[stem] != nil, "\(stem) needs no listing") }
    }
}
