/// What one party said, folded once and cut into words.
///
/// Ranges are UTF-8 offsets into `text`. Bytes that were no UTF-8 are U+FFFD in `text` already, so every range is in it.
package struct Utterance: Sendable, Hashable {
    /// As received, whole, even when the words were cut.
    package let text: String
    /// The bytes of `text`.
    package let utf8: [UInt8]
    /// In order, not overlapping.
    package private(set) var words: [Word]
    /// The folded bytes of all words, one after the other, without separators.
    package private(set) var folded: [UInt8]
    /// True when the text was longer than `maximumScalars` or `maximumWords`: the rest was not read.
    package private(set) var wasCut: Bool
    /// How many letters carried an accent or cedilla, or were ligatures, as French writes them.
    package private(set) var frenchLetters: Int

    /// More than any message a person types; a pasted log is cut. 8,000 is the protocol's longest message.
    package static let maximumScalars = 8_000
    package static let maximumWords = 2_048

    package init(_ text: String) {
        self.init(text, Array(text.utf8))
    }

    /// - Parameter utf8: anything; what is no UTF-8 is read as U+FFFD.
    package init(utf8: [UInt8]) {
        if let text = String(validating: utf8, as: UTF8.self) {
            self.init(text, utf8)
        } else {
            self.init(String(decoding: utf8, as: UTF8.self))
        }
    }

    /// - Parameter utf8: the bytes of the text.
    private init(_ text: String, _ utf8: [UInt8]) {
        self.text = text
        self.utf8 = utf8
        let cut = Tokeniser.cut(utf8)
        words = cut.words
        folded = cut.folded
        wasCut = cut.wasCut
        frenchLetters = cut.frenchLetters
    }

    /// The same with what says nothing left out: a word from its third time on, and letters in a row that are no word. For
    /// whoever weighs words: "et et et …" would else weigh more with each of them.
    package var withoutRepetition: Utterance {
        var seen: [UInt64: Int] = [:]
        // Only once something is left out.
        var kept: [Word]?
        for (index, word) in words.enumerated() {
            let earlier: Int
            if words.count <= Self.fewWords {
                earlier = words[..<index].count { $0.hash == word.hash }
            } else {
                earlier = seen[word.hash, default: 0]
                seen[word.hash] = earlier + 1
            }
            let isLeftOut =
                earlier >= 2 || (word.kind == .word && word.foldedRange.count > Self.longestWord)
            if isLeftOut, kept == nil { kept = Array(words[..<index]) }
            if !isLeftOut { kept?.append(word) }
        }
        guard let kept else { return self }
        var lean = self
        lean.words = kept
        return lean
    }

    /// In octets; longer than any word of either language.
    private static let longestWord = 48
    /// So few are compared with one another; more are counted in a table.
    private static let fewWords = 24

    /// The folded bytes of a word.
    package func bytes(of word: Word) -> ArraySlice<UInt8> {
        folded[word.foldedRange]
    }

    /// The folded word as a string; for showing and for tables, not for hot loops.
    package func string(of word: Word) -> String {
        String(decoding: folded[word.foldedRange], as: UTF8.self)
    }

    /// The original text of a range that came from this utterance; clamped to the text.
    package func original(_ range: Range<Int>) -> String {
        String(decoding: utf8[range.clamped(to: 0..<utf8.count)], as: UTF8.self)
    }
}

/// A word of an utterance.
package struct Word: Sendable, Hashable {
    package enum Kind: UInt8, Sendable, Hashable {
        case word
        /// Digits, with `.` and `,` inside: `12.50`, `1,234`.
        case number
        case email
        case url
        case emoji
        /// Letters and digits: `14h30`, `FR204518`.
        case mixed
    }

    /// Where the folded bytes stand in `Utterance.folded`; never empty.
    package var foldedRange: Range<Int>
    /// Where the word stands in the original, in UTF-8 offsets.
    package var range: Range<Int>
    package var kind: Kind
    /// `Features.wordHash` of the folded bytes: what tables of words are asked with.
    package var hash: UInt64

    package init(foldedRange: Range<Int>, range: Range<Int>, kind: Kind, hash: UInt64) {
        self.foldedRange = foldedRange
        self.range = range
        self.kind = kind
        self.hash = hash
    }
}
