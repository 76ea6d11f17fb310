import Learning
import Text

/// What everyday words are about: `refund`, `cashback` and `rembourser` are one concept, `refund`.
///
/// With five examples an intent's words are mostly not among them. What a person knows of a language fills the gap: some
/// seven hundred concepts, each with the common words for it in English and French (`ConceptWords`), and the fields they are
/// in: `refund` and `exchange` are both about returns. A message's concepts and fields are features beside its words.
/// They say nothing about any intent by themselves, they only tell the linear model which words are alike.
///
/// A word is looked up as it is written, else by its stem, cut the same crude way on both sides. Two words that mean one thing
/// together (`credit card`, `mot de passe`) are looked up first, and then not by themselves. Only the languages that the
/// examples are in are looked at: `pain` is bread in French only.
struct Concepts: Sendable, Equatable {
    let usesEnglish: Bool
    let usesFrench: Bool

    static let none = Concepts(usesEnglish: false, usesFrench: false)

    /// What a model was made with; another list, or another way to look it up, is another model.
    static let fingerprint = ConceptWords.fields.reduce(lookUpVersion) {
        Features.pair($0, Features.wordHash(Array($1.utf8)))
    }

    /// How words are looked up; part of the fingerprint.
    private static let lookUpVersion: UInt64 = 2

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

    /// Tells the hash of each concept of each phrase and word, and how much of the word it is: their squares add up to 1.
    ///
    /// - Parameter isKnown: whether a concept's hash counts; a phrase without one that does is read word by word.
    func forEach(
        of utterance: Utterance, isKnown: (UInt32) -> Bool = { _ in true },
        _ body: (_ hash: UInt32, _ amount: Float) -> Void
    ) {
        guard usesEnglish || usesFrench else { return }
        let keys = utterance.words.map { word in
            word.kind == .word ? key(of: utterance.bytes(of: word)) : Key()
        }
        var covered: [Bool] = []
        forEachPhrase(of: keys, covered: &covered, isKnown: isKnown, body)
        for (index, word) in utterance.words.enumerated() where word.kind == .word && !covered[index] {
            forEach(of: utterance.bytes(of: word), body)
        }
    }

    /// The same of one folded word.
    func forEach(of word: ArraySlice<UInt8>, _ body: (_ hash: UInt32, _ amount: Float) -> Void) {
        guard usesEnglish || usesFrench else { return }
        let whole = ConceptTable.hash(word)
        let stem = ConceptTable.stemHash(word)
        if usesEnglish { Self.english.forEach(of: whole, stem: stem, body) }
        if usesFrench { Self.french.forEach(of: whole, stem: stem, body) }
    }

    private static let english = ConceptTable(.english)
    private static let french = ConceptTable(.french)
}

extension Concepts {
    /// What a word is to phrases.
    struct Key: Sendable {
        var stem: UInt32 = 0
        /// Some phrase begins with it.
        var leads = false
        /// A little word that may stand within a phrase.
        var isJoint = false
    }

    /// - Parameter word: folded.
    func key(of word: ArraySlice<UInt8>) -> Key {
        guard usesEnglish || usesFrench else { return Key() }
        let stem = ConceptTable.stemHash(word)
        return Key(
            stem: stem,
            leads: usesEnglish && Self.english.leads(stem) || usesFrench && Self.french.leads(stem),
            isJoint: ConceptTable.joints.number(of: ConceptTable.hash(word)) != nil)
    }

    /// Tells the concepts of the phrases among words, from the left, and which words are part of one.
    ///
    /// - Parameter covered: by word; what stood in it is gone.
    func forEachPhrase(
        of keys: [Key], covered: inout [Bool], isKnown: (UInt32) -> Bool,
        _ body: (_ hash: UInt32, _ amount: Float) -> Void
    ) {
        covered.removeAll(keepingCapacity: true)
        covered.append(contentsOf: repeatElement(false, count: keys.count))
        var first = 0
        while first < keys.count {
            defer { first += 1 }
            guard keys[first].leads else { continue }
            var second = first + 1
            while second < keys.count, keys[second].isJoint, second - first <= ConceptTable.mostJoints {
                second += 1
            }
            guard second < keys.count else { continue }
            let phrase = ConceptTable.pair(keys[first].stem, keys[second].stem)
            var isFound = false
            func tell(_ hash: UInt32, _ amount: Float) {
                guard isKnown(hash) else { return }
                isFound = true
                body(hash, amount)
            }
            if usesEnglish { Self.english.forEach(phrase: phrase, tell) }
            if usesFrench { Self.french.forEach(phrase: phrase, tell) }
            if isFound {
                covered[first] = true
                covered[second] = true
                first = second
            }
        }
    }
}
