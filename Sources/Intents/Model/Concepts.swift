import Learning
import Text

/// What everyday words are about: `refund`, `cashback` and `rembourser` are one concept, `refund`.
///
/// With five examples an intent's words are mostly not among them. What a person knows of a language fills the gap: some two
/// hundred concepts, each with the common words for it in English and French. A message's concepts are features beside
/// its words. They say nothing about any intent by themselves, they only tell the linear model which words are alike.
///
/// A word is looked up by its stem, cut the same crude way on both sides. Only the languages that the examples are in are
/// looked at: `pain` is bread in French only.
struct Concepts: Sendable, Equatable {
    let usesEnglish: Bool
    let usesFrench: Bool

    static let none = Concepts(usesEnglish: false, usesFrench: false)

    /// What a model was made with; another list is another model.
    static let fingerprint = ContentHash.of(list.utf8)

    init(usesEnglish: Bool, usesFrench: Bool) {
        self.usesEnglish = usesEnglish
        self.usesFrench = usesFrench
    }

    /// The languages of which at least a tenth of the utterances are, as far as they tell.
    init(languagesOf utterances: [Utterance]) {
        var english = 0
        var french = 0
        // A sample tells as much as all.
        let step = max(1, utterances.count / Self.sampled)
        for index in stride(from: 0, to: utterances.count, by: step) {
            switch LanguageGuess.guess(utterances[index]).language {
            case .english?: english += 1
            case .french?: french += 1
            default: break
            }
        }
        usesEnglish = english > 0 && english * 10 >= english + french
        usesFrench = french > 0 && french * 10 >= english + french
    }

    private static let sampled = 1_000

    /// Tells the hash of each concept of each word, and how much of the word it is: of n concepts 1/√n each.
    func forEach(of utterance: Utterance, _ body: (_ hash: UInt32, _ amount: Float) -> Void) {
        guard usesEnglish || usesFrench else { return }
        for word in utterance.words where word.kind == .word { forEach(of: utterance.bytes(of: word), body) }
    }

    /// The same of one folded word.
    func forEach(of word: ArraySlice<UInt8>, _ body: (_ hash: UInt32, _ amount: Float) -> Void) {
        guard usesEnglish || usesFrench else { return }
        let hash = Self.hash(word.prefix(Self.stemLength(word)))
        if usesEnglish { Self.english.forEach(hash, body) }
        if usesFrench { Self.french.forEach(hash, body) }
    }

    // MARK: - The list by stem

    private static let english = StemTable(language: "en")
    private static let french = StemTable(language: "fr")

    /// Stem → hashes of its concepts.
    private struct StemTable: Sendable {
        private var stems = FeatureTable()
        private var concepts: [[UInt32]] = []

        init(language: String) {
            for line in Concepts.list.split(separator: "\n") {
                let parts = line.split(separator: " ")
                guard parts.count > 2, parts[1] == language else { continue }
                let concept = UInt32(
                    truncatingIfNeeded: Features.pair(
                        Concepts.mark, Features.wordHash(Array(parts[0].utf8))) >> 32)
                for word in parts.dropFirst(2) {
                    let bytes = Array(word.utf8)[...]
                    let stem = Int(stems.insert(Concepts.hash(bytes.prefix(Concepts.stemLength(bytes)))))
                    if stem == concepts.count { concepts.append([]) }
                    if !concepts[stem].contains(concept) { concepts[stem].append(concept) }
                }
            }
        }

        func forEach(_ hash: UInt32, _ body: (UInt32, Float) -> Void) {
            guard let stem = stems.number(of: hash) else { return }
            let list = concepts[Int(stem)]
            let amount = 1 / Float(list.count).squareRoot()
            for concept in list { body(concept, amount) }
        }
    }

    /// Keeps a concept's hash apart from that of a pair of words.
    private static let mark: UInt64 = 0x9216_D5D9_8979_FB1B

    private static func hash(_ stem: ArraySlice<UInt8>) -> UInt32 {
        UInt32(truncatingIfNeeded: Features.wordHash(stem) >> 32)
    }

    /// English and French endings, the longest first; at least three letters stay.
    private static let endings: [[UInt8]] = [
        "issement", "ations", "ation", "ments", "ement", "ment", "ings", "ing", "ees", "ee", "es", "ed", "er",
        "ez", "s", "e",
    ].map { Array($0.utf8) }

    /// How many bytes of a folded word are its stem: one ending less, and one of two equal consonants at the end.
    static func stemLength(_ word: ArraySlice<UInt8>) -> Int {
        var length = word.count
        for ending in endings where length - ending.count >= 3 {
            if word.suffix(ending.count).elementsEqual(ending) {
                length -= ending.count
                break
            }
        }
        let start = word.startIndex
        if length > 3, word[start + length - 1] == word[start + length - 2] {
            switch word[start + length - 1] {
            case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
                UInt8(ascii: "u"),
                UInt8(ascii: "s"):
                break
            default: length -= 1
            }
        }
        return length
    }
}
