package import Text

/// What operators set once for the whole bot, in `Flows/bot.policy`: languages, channels, thresholds, limits, where
/// actions live. Every line is optional; `Policy()` is what holds without the file.
package struct Policy: Sendable, Hashable {
    package struct Channel: Sendable, Hashable {
        package var name: String
        /// E-mail and SMS: replies may take hours.
        package var isAsynchronous = false
        /// The client shows `choices` as buttons; elsewhere they are numbered in the text.
        package var hasButtons = false
        /// Private slots must not be asked or shown here (F605).
        package var isPublic = false
    }

    package enum ThresholdKind: String, Sendable, Hashable, CaseIterable {
        /// Confidence from which the bot answers.
        case answer
        /// Confidence from which it asks a clarifying question.
        case clarify
        /// Confidence from which another flow or article interrupts the running one.
        case interrupt
    }

    package struct Threshold: Sendable, Hashable {
        package var kind: ThresholdKind
        /// 0…1.
        package var value: Double
        package var channel: String?
        package var intent: String?
        package var range: SourceRange

        package init(
            kind: ThresholdKind, value: Double, channel: String? = nil, intent: String? = nil,
            range: SourceRange
        ) {
            self.kind = kind
            self.value = value
            self.channel = channel
            self.intent = intent
            self.range = range
        }
    }

    /// `wrong at most 5%`: a stated rate of wrong answers, of which the threshold `answer` is derived when a world is made
    /// (the examples that are held out for it are no business of this room).
    package struct Promise: Sendable, Hashable {
        /// 0.1…50, as written.
        package var percent: Double
        /// As written, without the sign: `5`, `2.5`.
        package var text: String
        package var channel: String?
        package var intent: String?
        package var range: SourceRange
    }

    package struct Binding: Sendable, Hashable {
        package enum Target: Sendable, Hashable {
            case url(String)
            /// Path relative to the bot folder.
            case program(String)
        }

        package var action: String
        package var target: Target
        package var range: SourceRange
    }

    /// The first is the default.
    package var languages: [Language] = [.french, .english]
    /// Where the file names each; empty when it names none.
    package var languageRanges: [SourceRange] = []
    /// IANA name, checked when compiled.
    package var zone = "Europe/Paris"
    package var channels: [Channel] = [
        Channel(name: "web", hasButtons: true), Channel(name: "sms", isAsynchronous: true, isPublic: true),
        Channel(name: "email", isAsynchronous: true),
    ]
    package var thresholds: [Threshold] = []
    package var promises: [Promise] = []
    /// A rating below it (1…5) escalates.
    package var satisfactionThreshold = 3
    package var triesLimit = 3
    package var troubleLimit = 6
    package var defaultQueue: String?
    /// Where the policy file names it; nil when it does not.
    package var defaultQueueRange: SourceRange?
    package var asksSatisfaction = true
    package var silenceMilliseconds: Int64 = 600_000
    package var silenceByChannel: [String: Int64] = [:]
    package var origins: [String] = []
    package var bindings: [Binding] = []
    package var keepConversationsMilliseconds: Int64?

    package init() {}

    package func channel(named name: String) -> Channel? { channels.first { $0.name == name } }

    /// The most specific threshold: channel and intent, then intent, then channel, then plain, then the default
    /// (answer 0.60, clarify 0.30, interrupt 0.75).
    package func threshold(_ kind: ThresholdKind, channel: String, intent: String?) -> Double {
        var best: (rank: Int, value: Double)?
        // By index: a line of its own would be copied with its names.
        for index in thresholds.indices where thresholds[index].kind == kind {
            if let name = thresholds[index].channel, name != channel { continue }
            if let name = thresholds[index].intent, name != intent { continue }
            let rank = (thresholds[index].intent == nil ? 0 : 2) + (thresholds[index].channel == nil ? 0 : 1)
            if rank >= best?.rank ?? 0 { best = (rank, thresholds[index].value) }
        }
        if let best { return best.value }
        switch kind {
        case .answer: return 0.60
        case .clarify: return 0.30
        case .interrupt: return 0.75
        }
    }

    /// No threshold for any channel and intent is lower.
    package var leastThreshold: Double {
        let plain = ThresholdKind.allCases.map { threshold($0, channel: "", intent: nil) }
        return (plain + thresholds.map(\.value)).min() ?? 0
    }

    /// Silence after which a conversation ends abandoned when no flow says otherwise.
    package func silenceMilliseconds(channel: String) -> Int64 {
        silenceByChannel[channel]
            ?? (self.channel(named: channel)?.isAsynchronous == true ? 86_400_000 : silenceMilliseconds)
    }
}
