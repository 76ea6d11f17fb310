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

    private var vocabulary: [UInt64: Int32] = [:]
    private var spelling: [Int32: [UInt8]] = [:]
    /// Words of six letters and more by the hash of what is left when one letter is taken out.
    private var nearby: [UInt64: [Int32]] = [:]
    private var phrases: [Int32: [Phrase]] = [:]
    private var longest = 1

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

    /// The signals of a message, however much else it says.
    package func signals(in utterance: Utterance) -> Set<Signal> {
        var found = Set<Signal>()
        let hits = hits(in: utterance)
        for hit in hits where !hit.isWholeOnly {
            // A yes or no far down a message answers nothing.
            if hit.signal == .yes || hit.signal == .no, hit.words.lowerBound > 1 { continue }
            found.insert(hit.signal)
        }
        for signal in Set(hits.filter(\.isWholeOnly).map(\.signal)) where !found.contains(signal) {
            if isWhole(signal, hits, utterance) { found.insert(signal) }
        }
        return found
    }

    /// Whether the message is that signal and nothing else, but for polite words.
    package func isWhole(_ signal: Signal, _ utterance: Utterance) -> Bool {
        isWhole(signal, hits(in: utterance), utterance)
    }

    /// The spans, in indices of words, where a signal is said, longest first at each place, not overlapping.
    ///
    /// A span covered by a longer phrase of another signal does not count: "no problem" holds no no.
    package func spans(of signal: Signal, in utterance: Utterance) -> [Range<Int>] {
        let hits = hits(in: utterance)
        let isWhole = isWhole(signal, hits, utterance)
        var end = 0
        var spans: [Range<Int>] = []
        for hit in hits
        where hit.signal == signal && (!hit.isWholeOnly || isWhole) && hit.words.lowerBound >= end {
            let isCovered = hits.contains {
                $0.signal != signal && !$0.isWholeOnly && $0.words.count > hit.words.count
                    && $0.words.lowerBound <= hit.words.lowerBound
                    && $0.words.upperBound >= hit.words.upperBound
                    && [.yes, .no].contains($0.signal)
            }
            guard !isCovered else { continue }
            spans.append(hit.words)
            end = hit.words.upperBound
        }
        return spans
    }

    // MARK: matching

    private struct Hit {
        var signal: Signal
        var words: Range<Int>
        var isWholeOnly: Bool
    }

    /// Messages longer than this are read up to here: a signal far down a pasted text is none.
    private static let maximumWords = 400

    /// All phrases that stand in the message, by place, longest first.
    private func hits(in utterance: Utterance) -> [Hit] {
        let count = min(utterance.words.count, SignalLexicon.maximumWords)
        let ids = (0..<count).map { self.ids(of: utterance.words[$0], in: utterance) }
        var hits: [Hit] = []
        for start in 0..<count {
            let first = hits.count
            for id in ids[start] {
                guard let candidates = phrases[id] else { continue }
                for phrase in candidates {
                    let end = start + 1 + phrase.rest.count
                    guard end <= count,
                        phrase.rest.indices.allSatisfy({ ids[start + 1 + $0].contains(phrase.rest[$0]) }),
                        !isNegated(phrase.signal, utterance, before: start)
                    else { continue }
                    hits.append(
                        Hit(signal: phrase.signal, words: start..<end, isWholeOnly: phrase.isWholeOnly))
                }
            }
            hits[first...].sort {
                ($0.words.count, $1.signal.rawValue) > ($1.words.count, $0.signal.rawValue)
            }
        }
        return hits
    }

    /// Whether "pas", "not" … stand within three words before a phrase whose sense they turn round.
    private func isNegated(_ signal: Signal, _ utterance: Utterance, before start: Int) -> Bool {
        guard signal == .human || signal == .complaint || signal == .urgency else { return false }
        return (max(start - 3, 0)..<start).contains {
            SignalLexicon.negations.contains(utterance.words[$0].hash)
        }
    }

    private func isWhole(_ signal: Signal, _ hits: [Hit], _ utterance: Utterance) -> Bool {
        guard utterance.words.count <= 12 else { return false }
        var covered = [Bool](repeating: false, count: utterance.words.count)
        var hasHit = false
        for hit in hits where hit.signal == signal {
            hasHit = true
            for word in hit.words { covered[word] = true }
        }
        guard hasHit else { return false }
        return utterance.words.indices.allSatisfy {
            covered[$0] || SignalLexicon.polite.contains(utterance.words[$0].hash)
        }
    }

    /// The known words that this one is: itself, or long ones one slip away.
    private func ids(of word: Word, in utterance: Utterance) -> [Int32] {
        if let id = vocabulary[word.hash] { return [id] }
        // A slip in six letters or more; the shorter side of the slip may have five.
        guard (5...30).contains(word.foldedRange.count), !SignalLexicon.notSlips.contains(word.hash) else {
            return []
        }
        var found: [Int32] = []
        SignalLexicon.forEachShortening(of: utterance.folded, in: word.foldedRange) { hash in
            guard let near = nearby[hash] else { return }
            for id in near where !found.contains(id) {
                if let known = spelling[id], EditDistance.isWithinOne(known[...], utterance.bytes(of: word)) {
                    found.append(id)
                }
            }
        }
        return found
    }

    private static let notSlips = Set(SignalPhrases.notSlips.map { Features.wordHash(Array($0.utf8)) })
    private static let negations = Set(SignalPhrases.negations.map { Features.wordHash(Array($0.utf8)) })
    private static let polite = Set(SignalPhrases.polite.map { Features.wordHash(Array($0.utf8)) })

    /// The hashes of the word itself and of the word with each letter taken out: two words one slip apart share one of them.
    private static func forEachShortening(of bytes: [UInt8], in range: Range<Int>, _ body: (UInt64) -> Void) {
        body(Features.hash(of: bytes, in: range, seed: Features.wordSeed))
        var prefix = Features.wordSeed
        for index in range {
            if index == range.lowerBound || bytes[index] != bytes[index - 1] {
                var hash = prefix
                for rest in (index + 1)..<max(range.upperBound, index + 1) {
                    hash = Features.mix(hash, bytes[rest])
                }
                body(Features.finish(hash))
            }
            prefix = Features.mix(prefix, bytes[index])
        }
    }

    private mutating func add(_ phrase: String, as signal: Signal) {
        let utterance = Utterance(phrase)
        guard !utterance.words.isEmpty else { return }
        let isWholeOnly = phrase.drop(while: \.isWhitespace).first == "="
        let ids = utterance.words.map { id(of: Array(utterance.bytes(of: $0))) }
        phrases[ids[0], default: []].append(
            Phrase(rest: Array(ids.dropFirst()), signal: signal, isWholeOnly: isWholeOnly))
        longest = max(longest, ids.count)
    }

    private mutating func id(of word: [UInt8]) -> Int32 {
        let hash = Features.wordHash(word)
        if let id = vocabulary[hash] { return id }
        let id = Int32(clamping: vocabulary.count)
        vocabulary[hash] = id
        spelling[id] = word
        if word.count >= 6 {
            SignalLexicon.forEachShortening(of: word, in: word.indices) { nearby[$0, default: []].append(id) }
        }
        return id
    }
}
