import Learning
import Text

/// The concepts of one language's words, by hash: made once of `ConceptWords`, in a few milliseconds.
struct ConceptTable: Sendable {
    private struct Link: Sendable {
        var hash: UInt32
        var amount: Float
    }

    /// Whole words, stems and phrases, each with its links.
    private var words = FeatureTable()
    private var stems = FeatureTable()
    private var phrases = FeatureTable()
    private var wordLinks: [[Link]] = []
    private var stemLinks: [[Link]] = []
    private var phraseLinks: [[Link]] = []
    /// Stems that phrases begin with.
    private var leaders = FeatureTable()

    /// How much a field counts beside a concept.
    static let fieldAmount: Float = 0.5
    /// More little words than these keep two words apart.
    static let mostJoints = 2

    /// Little words that may stand within a phrase.
    static let joints: FeatureTable = {
        var table = FeatureTable()
        for word in ConceptWords.joints { _ = table.insert(hash(Array(word.utf8)[...])) }
        return table
    }()

    init(_ language: Language) {
        var apart = FeatureTable()
        let stems = language == .french ? ConceptWords.apart.french : ConceptWords.apart.english
        for stem in Array(stems.utf8).split(separator: UInt8(ascii: " ")) {
            _ = apart.insert(Self.hash(stem))
        }
        ConceptWords.forEach { field, name, word, itsLanguage in
            guard language == itsLanguage else { return }
            let links = [
                Link(hash: Self.concept(name), amount: 1),
                Link(hash: Self.concept(field), amount: field.isEmpty ? 0 : Self.fieldAmount),
            ]
            let parts = word.split(separator: UInt8(ascii: "_")).filter {
                word.count == $0.count || Self.joints.number(of: Self.hash($0)) == nil
            }
            if parts.count == 2 {
                let first = Self.stemHash(parts[0])
                _ = leaders.insert(first)
                let phrase = phrases.insert(Self.pair(first, Self.stemHash(parts[1])))
                Self.add(links, to: &phraseLinks, at: Int(phrase))
            } else if parts.count == 1 {
                Self.add(links, to: &wordLinks, at: Int(words.insert(Self.hash(word))))
                let stem = Self.stemHash(word)
                if apart.number(of: stem) == nil {
                    Self.add(links, to: &stemLinks, at: Int(self.stems.insert(stem)))
                }
            }
        }
        Self.normalise(&wordLinks)
        Self.normalise(&stemLinks)
        Self.normalise(&phraseLinks)
    }

    private static func add(_ links: [Link], to lists: inout [[Link]], at place: Int) {
        if place == lists.count { lists.append([]) }
        for link in links where link.amount > 0 && !lists[place].contains(where: { $0.hash == link.hash }) {
            lists[place].append(link)
        }
    }

    private static func normalise(_ lists: inout [[Link]]) {
        for place in lists.indices {
            let square = lists[place].reduce(0) { $0 + $1.amount * $1.amount }
            let factor = square > 0 ? 1 / square.squareRoot() : 0
            for index in lists[place].indices { lists[place][index].amount *= factor }
        }
    }

    func leads(_ stem: UInt32) -> Bool {
        leaders.number(of: stem) != nil
    }

    /// The concepts of a word: as it stands, else by its stem.
    func forEach(of word: UInt32, stem: UInt32, _ body: (_ hash: UInt32, _ amount: Float) -> Void) {
        if let place = words.number(of: word) {
            for link in wordLinks[Int(place)] { body(link.hash, link.amount) }
        } else if let place = stems.number(of: stem) {
            for link in stemLinks[Int(place)] { body(link.hash, link.amount) }
        }
    }

    func forEach(phrase: UInt32, _ body: (_ hash: UInt32, _ amount: Float) -> Void) {
        guard let place = phrases.number(of: phrase) else { return }
        for link in phraseLinks[Int(place)] { body(link.hash, link.amount) }
    }
}

extension ConceptTable {
    static func hash(_ word: ArraySlice<UInt8>) -> UInt32 {
        UInt32(truncatingIfNeeded: Features.wordHash(word) >> 32)
    }

    static func pair(_ first: UInt32, _ second: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: Features.pair(UInt64(first), UInt64(second)) >> 32)
    }

    /// The feature of a concept or field: kept apart from that of a pair of words.
    private static func concept(_ name: ArraySlice<UInt8>) -> UInt32 {
        UInt32(truncatingIfNeeded: Features.pair(mark, Features.wordHash(name)) >> 32)
    }

    private static let mark: UInt64 = 0x9216_D5D9_8979_FB1B

    /// The hash of a folded word's stem, in which a `y` at the end is an `i`: `delivery` and `deliveries`, `envoyer` and `envoi`.
    static func stemHash(_ word: ArraySlice<UInt8>) -> UInt32 {
        let stem = word.prefix(stemLength(word))
        guard stem.last == UInt8(ascii: "y") else { return hash(stem) }
        var changed = stem
        changed[changed.endIndex - 1] = UInt8(ascii: "i")
        return hash(changed)
    }

    /// English and French endings, the longest first; at least three letters stay.
    private static let endings: [[UInt8]] = [
        "issement", "ations", "ation", "ments", "ement", "ment", "ings", "ing", "ees", "ee", "es", "ed", "er",
        "ez", "s", "e",
    ].map { Array($0.utf8) }

    /// How many bytes of a folded word are its stem: one ending less, and one of two equal consonants at the end.
    static func stemLength(_ word: ArraySlice<UInt8>) -> Int {
        guard let last = word.last, word.count > 3 else { return word.count }
        var length = word.count
        let start = word.startIndex
        // What most words end with is no ending at all: asked once instead of sixteen times.
        switch last {
        case UInt8(ascii: "s"), UInt8(ascii: "e"), UInt8(ascii: "r"), UInt8(ascii: "d"), UInt8(ascii: "g"),
            UInt8(ascii: "t"), UInt8(ascii: "n"), UInt8(ascii: "z"):
            for ending in endings where length - ending.count >= 3 && ending.last == last {
                if word.suffix(ending.count).elementsEqual(ending) {
                    length -= ending.count
                    break
                }
            }
        default: break
        }
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
