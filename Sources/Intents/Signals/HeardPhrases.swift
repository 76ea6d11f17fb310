/// The phrases of a lexicon that stand in one message, and what they say of it.
package struct HeardPhrases: Sendable {
    struct Phrase: Sendable {
        var signal: Signal
        /// Indices of words.
        var words: Range<Int>
        var isWholeOnly: Bool
    }

    /// By place, the longest first.
    private let found: [Phrase]
    /// The words of the message.
    private let words: Int
    /// Which of them are polite, one bit each; 0 when they are more than `longestWhole`.
    private let polite: UInt16

    /// A longer message says more than a signal.
    static let longestWhole = 12

    init(found: [Phrase] = [], words: Int = 0, polite: UInt16 = 0) {
        self.found = found
        self.words = words
        self.polite = polite
    }

    /// The signals of the message, however much else it says.
    package var anywhere: SignalSet {
        var signals: SignalSet = []
        for phrase in found where !signals.contains(phrase.signal) {
            if phrase.isWholeOnly {
                if isWhole(phrase.signal) { signals.insert(phrase.signal) }
            } else if phrase.words.lowerBound <= 1 || (phrase.signal != .yes && phrase.signal != .no) {
                // A yes or no far down a message answers nothing.
                signals.insert(phrase.signal)
            }
        }
        return signals
    }

    /// Those that are the whole message.
    package var whole: SignalSet {
        var signals: SignalSet = []
        for signal in anywhere.signals where isWhole(signal) { signals.insert(signal) }
        return signals
    }

    /// Whether the message is that signal and nothing else, but for polite words.
    package func isWhole(_ signal: Signal) -> Bool {
        guard words <= Self.longestWhole else { return false }
        var covered: UInt16 = 0
        for phrase in found where phrase.signal == signal {
            for word in phrase.words { covered |= 1 << UInt16(word) }
        }
        return covered != 0 && covered | polite == 1 << UInt16(words) - 1
    }

    /// The spans, in indices of words, where a signal is said, longest first at each place, not overlapping.
    ///
    /// A span covered by a longer phrase of another signal does not count: "no problem" holds no no.
    package func spans(of signal: Signal) -> [Range<Int>] {
        let isWhole = isWhole(signal)
        var end = 0
        var spans: [Range<Int>] = []
        for phrase in found
        where phrase.signal == signal && (!phrase.isWholeOnly || isWhole) && phrase.words.lowerBound >= end {
            let isCovered = found.contains {
                $0.signal != signal && !$0.isWholeOnly && $0.words.count > phrase.words.count
                    && $0.words.lowerBound <= phrase.words.lowerBound
                    && $0.words.upperBound >= phrase.words.upperBound
                    && ($0.signal == .yes || $0.signal == .no)
            }
            guard !isCovered else { continue }
            spans.append(phrase.words)
            end = phrase.words.upperBound
        }
        return spans
    }
}
