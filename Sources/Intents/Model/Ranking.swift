/// All that the classifier says of one utterance.
package struct Ranking: Sendable, Equatable {
    package struct Entry: Sendable, Equatable {
        package var intent: String
        /// The probability that this intent is right *and* the utterance is about any intent at all.
        package var confidence: Double

        package init(intent: String, confidence: Double) {
            self.intent = intent
            self.confidence = confidence
        }
    }

    /// A word that the bot never saw, read as one it knows: "annulr" → "annuler".
    package struct Repair: Sendable, Equatable {
        package var from: String
        package var to: String

        package init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    /// The likeliest intents, best first, ties by name; their confidences sum to `inScope` at most.
    package var entries: [Entry]
    /// The probability that the utterance is about one of the intents.
    package var inScope: Double
    package var repairs: [Repair]

    /// No ranking is longer.
    package static let maximumEntries = 12

    package init(entries: [Entry] = [], inScope: Double = 0, repairs: [Repair] = []) {
        self.entries = entries
        self.inScope = inScope
        self.repairs = repairs
    }

    package var best: Entry? { entries.first }
}
