package import Text

/// Recognises signals by phrases: folded words in a row, with one typing slip allowed in words of six letters and more.
///
/// No learning here on purpose: "a person, please" must work on the first day, in every bot, and an operator must be able to see why
/// a message was taken for it. A person asked for in other words is still found by an intent.
package struct SignalLexicon: Sendable {
    private struct Phrase {
        /// Ids of words behind the first one.
        var rest: [Int32]
        var signal: Signal
        var isWholeOnly: Bool
    }

    private var vocabulary = WordIndex()
    /// By number of word: its folded bytes.
    private var spelling: [[UInt8]] = []
    /// By number of word: the phrases that begin with it.
    private var phrases: [[Phrase]] = []
    /// What is left of words of six letters and more when one letter is taken out.
    private var shortenings = WordIndex()
    /// By number of shortening: the words it may be of.
    private var nearby: [[Int32]] = []

    /// The shipped French and English phrases.
    package static let builtIn: SignalLexicon = {
        var lexicon = SignalLexicon()
        for (signal, list) in SignalPhrases.builtIn {
            for phrase in list.split(separator: ",") { lexicon.add(String(phrase), as: signal) }
        }
        return lexicon
    }()

    package init() {}

    /// The lexicon with more phrases; the ones it has stay.
    ///
    /// - Parameter additions: a phrase that begins with `=` counts only as the whole message.
    package func adding(_ additions: [(signal: Signal, phrase: String)]) -> SignalLexicon {
        var copy = self
        for (signal, phrase) in additions { copy.add(phrase, as: signal) }
        return copy
    }

    /// All phrases that stand in a message: what it signals, found in one pass.
    package func hear(_ utterance: Utterance) -> HeardPhrases {
        let found = phrases(in: utterance)
        guard !found.isEmpty else { return HeardPhrases() }
        var polite: UInt16 = 0
        if utterance.words.count <= HeardPhrases.longestWhole {
            for (index, word) in utterance.words.enumerated() where Self.polite.contains(word.hash) {
                polite |= 1 << UInt16(index)
            }
        }
        return HeardPhrases(found: found, words: utterance.words.count, polite: polite)
    }

    /// The signals of a message, however much else it says.
    package func signals(in utterance: Utterance) -> Set<Signal> { Set(hear(utterance).anywhere.signals) }

    /// Whether the message is that signal and nothing else, but for polite words.
    package func isWhole(_ signal: Signal, _ utterance: Utterance) -> Bool {
        hear(utterance).isWhole(signal)
    }

    /// The spans, in indices of words, where a signal is said; see `HeardPhrases`.
    package func spans(of signal: Signal, in utterance: Utterance) -> [Range<Int>] {
        hear(utterance).spans(of: signal)
    }

    // MARK: matching

    /// Messages longer than this are read up to here: a signal far down a pasted text is none.
    private static let maximumWords = 400

    /// The known words that the words of a message are.
    private struct Known {
        /// A word's number; `nothing`, or below it the place among `slips`.
        var words: [Int]
        var slips: [[Int32]] = []

        static let nothing = -1

        func forEach(at index: Int, _ body: (Int) -> Void) {
            let word = words[index]
            if word >= 0 { return body(word) }
            if word < Self.nothing { for slip in slips[Self.nothing - 1 - word] { body(Int(slip)) } }
        }

        func has(_ wanted: Int32, at index: Int) -> Bool {
            let word = words[index]
            if word >= 0 { return word == Int(wanted) }
            return word < Self.nothing && slips[Self.nothing - 1 - word].contains(wanted)
        }
    }

    /// All phrases that stand in the message, by place, longest first.
    private func phrases(in utterance: Utterance) -> [HeardPhrases.Phrase] {
        let count = min(utterance.words.count, Self.maximumWords)
        var known = Known(words: [])
        known.words.reserveCapacity(count)
        for word in utterance.words.prefix(count) {
            if let number = vocabulary.number(of: word.hash) {
                known.words.append(number)
                continue
            }
            let slips = slips(of: word, in: utterance)
            if slips.isEmpty {
                known.words.append(Known.nothing)
            } else {
                known.slips.append(slips)
                known.words.append(Known.nothing - known.slips.count)
            }
        }
        var found: [HeardPhrases.Phrase] = []
        for start in 0..<count {
            let first = found.count
            known.forEach(at: start) { number in
                for phrase in phrases[number] {
                    let end = start + 1 + phrase.rest.count
                    guard end <= count,
                        phrase.rest.indices.allSatisfy({ known.has(phrase.rest[$0], at: start + 1 + $0) }),
                        !isNegated(phrase.signal, utterance, before: start)
                    else { continue }
                    found.append(
                        HeardPhrases.Phrase(
                            signal: phrase.signal, words: start..<end, isWholeOnly: phrase.isWholeOnly))
                }
            }
            if found.count - first > 1 {
                found[first...].sort {
                    ($0.words.count, $1.signal.rawValue) > ($1.words.count, $0.signal.rawValue)
                }
            }
        }
        return found
    }

    /// Whether "pas", "not" … stand within three words before a phrase whose sense they turn round.
    private func isNegated(_ signal: Signal, _ utterance: Utterance, before start: Int) -> Bool {
        guard signal == .human || signal == .complaint || signal == .urgency else { return false }
        return (max(start - 3, 0)..<start).contains {
            Self.negations.contains(utterance.words[$0].hash)
        }
    }

    /// The long known words that an unknown one is one slip away from.
    private func slips(of word: Word, in utterance: Utterance) -> [Int32] {
        // A slip in six letters or more; the shorter side of the slip may have five.
        guard (5...Self.longestSlip).contains(word.foldedRange.count), !Self.notSlips.contains(word.hash)
        else {
            return []
        }
        var found: [Int32] = []
        let bytes = utterance.bytes(of: word)
        Self.forEachShortening(of: bytes) { hash in
            guard let shortening = shortenings.number(of: hash) else { return }
            for number in nearby[shortening]
            where !found.contains(number) && EditDistance.isWithinOne(spelling[Int(number)][...], bytes) {
                found.append(number)
            }
        }
        return found
    }

    private static let notSlips = WordIndex(wordsOf: SignalPhrases.notSlips)
    private static let negations = WordIndex(wordsOf: SignalPhrases.negations)
    private static let polite = WordIndex(wordsOf: SignalPhrases.polite)

    /// The hashes of the word itself and of the word with each letter taken out: two words one slip apart share one of them.
    ///
    /// A polynomial in the letters, so that a letter less is a product less: linear in the word.
    private static func forEachShortening(of word: ArraySlice<UInt8>, _ body: (UInt64) -> Void) {
        var whole: UInt64 = 1
        for byte in word { whole = whole &* base &+ UInt64(byte) }
        body(Features.finish(whole))
        // The letter at `index` takes away the step from `before` to `through`, and all before it moves one place down.
        var before: UInt64 = 1
        var previous: UInt8?
        for (index, byte) in word.enumerated() {
            let through = before &* base &+ UInt64(byte)
            if byte != previous {
                body(Features.finish(whole &- (through &- before) &* powers[word.count - 1 - index]))
            }
            before = through
            previous = byte
        }
    }

    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    /// The base to the power of 0, 1 …
    private static let powers: [UInt64] = {
        var powers: [UInt64] = [1]
        for _ in 1...longestSlip { powers.append(powers[powers.count - 1] &* base) }
        return powers
    }()
    /// Of the words of a message; a known one may have a letter more.
    private static let longestSlip = 30

    private mutating func add(_ phrase: String, as signal: Signal) {
        let utterance = Utterance(phrase)
        let isWholeOnly = phrase.drop(while: \.isWhitespace).first == "="
        let numbers = utterance.words.map { number(of: $0, in: utterance) }
        guard let first = numbers.first else { return }
        phrases[first].append(
            Phrase(
                rest: numbers.dropFirst().map { Int32(clamping: $0) }, signal: signal,
                isWholeOnly: isWholeOnly))
    }

    private mutating func number(of word: Word, in utterance: Utterance) -> Int {
        let number = vocabulary.insert(word.hash)
        guard number == spelling.count else { return number }
        let bytes = utterance.bytes(of: word)
        spelling.append(Array(bytes))
        phrases.append([])
        guard (6...Self.longestSlip + 1).contains(bytes.count) else { return number }
        Self.forEachShortening(of: bytes) { hash in
            let shortening = shortenings.insert(hash)
            if shortening == nearby.count { nearby.append([]) }
            nearby[shortening].append(Int32(clamping: number))
        }
        return number
    }
}
