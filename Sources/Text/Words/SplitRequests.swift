/// Finds where one message may hold several requests: "où est ma commande et comment la retourner ?".
///
/// These are candidates: whoever asks must classify each part and keep the cut only when the parts are different requests. The
/// rules are cautious, since a wrong cut loses context: punctuation cuts between two stretches that each have words; a conjunction
/// only where at least two words stand on its left and three on its right, and the right side does not merely continue a list.
package enum SplitRequests {
    /// More requests than anyone puts in a message; what follows stays in the last part.
    package static let maximumParts = 6

    struct Part {
        /// UTF-8 offsets in the original.
        var range: Range<Int>
        /// Whether a word before it announces another request: "also", "puis", "by the way".
        var isAnnounced: Bool
    }

    /// The parts in order, as UTF-8 ranges of the original; one range (or none, without words) when nothing cuts.
    package static func parts(of utterance: Utterance) -> [Range<Int>] {
        cuts(of: utterance).map(\.range)
    }

    static func cuts(of utterance: Utterance) -> [Part] {
        let words = utterance.words
        guard let first = words.first, let last = words.last else { return [] }
        var parts: [Part] = []
        var partStart = first.range.lowerBound
        var partFirstWord = 0
        var isAnnounced = false
        var index = 1
        while index < words.count {
            guard parts.count < maximumParts - 1 else { break }
            if let resume = cut(utterance, before: index, since: partFirstWord) {
                parts.append(
                    Part(range: partStart..<words[index - 1].range.upperBound, isAnnounced: isAnnounced))
                isAnnounced = isStrong(utterance, index..<resume)
                partStart = words[resume].range.lowerBound
                partFirstWord = resume
                index = resume + 1
            } else {
                index += 1
            }
        }
        parts.append(Part(range: partStart..<last.range.upperBound, isAnnounced: isAnnounced))
        return parts
    }

    /// - Returns: the word with which the next part begins, or nil if there is no cut before word `index`.
    private static func cut(_ utterance: Utterance, before index: Int, since first: Int) -> Int? {
        let words = utterance.words
        let gap = utterance.utf8[words[index - 1].range.upperBound..<words[index].range.lowerBound]
        let mark = strongest(gap)
        if mark == .full { return skipLinkers(utterance, from: index) }
        let left = index - first
        if mark == .comma, left >= 2, let resume = afterLinker(utterance, at: index),
            words.count - resume >= 2
        {
            return resume
        }
        guard left >= 2, let resume = afterLinker(utterance, at: index), words.count - resume >= 3 else {
            return nil
        }
        // "et" and "and" join nouns more often than requests: the right side must begin like a clause. "et aussi", "puis"
        // join requests.
        return startsClause(utterance, at: resume) || isStrong(utterance, index..<resume) ? resume : nil
    }

    private enum Mark { case none, comma, full }

    private static func strongest(_ gap: ArraySlice<UInt8>) -> Mark {
        var mark = Mark.none
        for byte in gap {
            switch byte {
            case UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "."), UInt8(ascii: ";"), 0x0A:
                return .full
            case UInt8(ascii: ","): mark = .comma
            default: break
            }
        }
        return mark
    }

    /// The word after a linker ("et", "and also", "par ailleurs") that stands at `index`; nil if none does.
    private static func afterLinker(_ utterance: Utterance, at index: Int) -> Int? {
        let resume = skipLinkers(utterance, from: index)
        return resume > index ? resume : nil
    }

    private static func skipLinkers(_ utterance: Utterance, from index: Int) -> Int {
        var position = index
        let words = utterance.words
        // Nobody strings more than a few together, and a message of nothing but "et" stays linear.
        while position + 1 < words.count, position < index + 4 {
            if linkers.contains(words[position].hash) {
                position += 1
            } else if position + 2 < words.count,
                linkerPairs.contains(Features.pair(words[position].hash, words[position + 1].hash))
            {
                position += 2
            } else if position + 3 < words.count,
                linkerTriples.contains(
                    Features.pair(
                        Features.pair(words[position].hash, words[position + 1].hash),
                        words[position + 2].hash))
            {
                position += 3
            } else {
                break
            }
        }
        return position
    }

    private static func startsClause(_ utterance: Utterance, at index: Int) -> Bool {
        clauseStarts.contains(utterance.words[index].hash) || isFrenchOrder(utterance, at: index)
    }

    /// "réserver", "ajoutez": an infinitive or imperative of five letters or more.
    private static func isFrenchOrder(_ utterance: Utterance, at index: Int) -> Bool {
        let bytes = utterance.bytes(of: utterance.words[index])
        guard bytes.count >= 5, utterance.words[index - 1].hash == Self.and, let last = bytes.last else {
            return false
        }
        return bytes[bytes.endIndex - 2] == UInt8(ascii: "e")
            && (last == UInt8(ascii: "r") || last == UInt8(ascii: "z"))
    }

    /// Whether a linker between two parts is more than "et" or "and".
    private static func isStrong(_ utterance: Utterance, _ linker: Range<Int>) -> Bool {
        linker.count > 1 || linker.contains { strongLinkers.contains(utterance.words[$0].hash) }
    }

    private static let linkers = hashes([
        "et", "puis", "ensuite", "aussi", "and", "then", "also", "plus", "sinon", "enfin", "finally",
        "secondly",
        "deuxiemement", "btw",
    ])

    private static let strongLinkers = hashes([
        "puis", "ensuite", "aussi", "then", "also", "enfin", "finally", "secondly", "deuxiemement", "btw",
    ])

    private static let and = Features.wordHash(Array("et".utf8))

    private static let linkerPairs = hashes([
        "par ailleurs", "en plus", "de plus", "en outre", "as well", "on top", "besides that", "autre chose",
        "autre question", "another thing", "another question", "other question", "second question",
        "deuxieme question", "seconde question", "au fait", "au passage", "en meme",
    ])

    private static let linkerTriples = hashes([
        "by the way", "one more thing", "one more question", "une autre question", "une autre chose",
        "une derniere question",
    ])

    private static let clauseStarts = hashes([
        "je", "j", "vous", "on", "il", "elle", "comment", "quand", "pourquoi", "ou", "combien", "quel",
        "quelle", "quels",
        "quelles", "est", "puis", "peut", "pouvez", "peux", "pourriez", "y", "c", "ca", "que", "qu", "qui",
        "si", "mon",
        "ma", "mes", "a", "faut", "dois", "dites", "donnez", "annulez", "annuler", "changer", "savoir", "i",
        "im", "id",
        "ive", "how", "when", "why", "where", "what", "which", "who", "is", "are", "do", "does", "did", "can",
        "could",
        "will", "would", "should", "may", "my", "tell", "give", "cancel", "change", "please", "have", "has",
        "there",
        "it", "you", "send", "show", "book", "find", "add", "read", "play", "set", "turn", "make", "call",
        "check",
        "need", "delete", "remove", "open", "update", "get", "look", "start", "stop", "was", "were", "am",
        "had", "we",
        "they", "let", "put", "switch", "take", "search", "schedule", "reserve", "order", "pay", "ask",
        "reply",
        "nous", "me", "suis", "sont", "etait", "avez", "ai", "as", "vais", "va", "lire", "faire", "mettre",
        "prendre",
        "ouvrir", "choisir", "voir", "avoir", "fais", "mets", "lis", "quoi",
    ])

    /// The hashes of words, and of two or three words side by side.
    private static func hashes(_ texts: [String]) -> WordIndex {
        WordIndex(
            texts.compactMap { text in
                let words = Utterance(text).words
                guard let first = words.first else { return nil }
                return words.dropFirst().reduce(first.hash) { Features.pair($0, $1.hash) }
            })
    }
}
