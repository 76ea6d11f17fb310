package import Flows
package import Intents
package import Text

/// What the engine asks about a customer's text: the seam between deciding and understanding.
///
/// The world fills it from the models and articles; engine tests fill it with what a test wants understood.
package struct Understander: Sendable {
    /// Ranks intents (and, in tests, articles) for a text, best first.
    package var rank:
        @Sendable (_ utterance: Utterance, _ language: Language, _ today: DayNumber) -> Understood
    /// Finds the articles that answer, best first; asked only where no flow is believed.
    package var search:
        @Sendable (_ utterance: Utterance, _ language: Language, _ today: DayNumber) -> [Understood.Scored]
    package var signals: @Sendable (_ utterance: Utterance) -> HeardSignals
    /// Values of a type in a text: several of one span are readings of it, several spans are several values.
    package var find: @Sendable (_ query: ValueQuery, _ utterance: Utterance) -> [FoundValue]
    /// Whether the text tries to be a value of the type: an invalid one rather than a miss.
    package var looksLike: @Sendable (_ type: SlotType, _ utterance: Utterance) -> Bool
    /// The text of a valid article for a channel; nil when it is expired or lacks the language.
    package var article:
        @Sendable (_ id: String, _ language: Language, _ channel: String, _ today: DayNumber) -> String?
    package var title: @Sendable (_ id: String, _ language: Language) -> String?

    package init(
        rank: @escaping @Sendable (Utterance, Language, DayNumber) -> Understood = { _, _, _ in Understood()
        },
        search: @escaping @Sendable (Utterance, Language, DayNumber) -> [Understood.Scored] = { _, _, _ in []
        },
        signals: @escaping @Sendable (Utterance) -> HeardSignals = { _ in HeardSignals() },
        find: @escaping @Sendable (ValueQuery, Utterance) -> [FoundValue] = { _, _ in [] },
        looksLike: @escaping @Sendable (SlotType, Utterance) -> Bool = { _, _ in false },
        article: @escaping @Sendable (String, Language, String, DayNumber) -> String? = { _, _, _, _ in nil },
        title: @escaping @Sendable (String, Language) -> String? = { _, _ in nil }
    ) {
        self.rank = rank
        self.search = search
        self.signals = signals
        self.find = find
        self.looksLike = looksLike
        self.article = article
        self.title = title
    }
}

/// Intents and articles for one text.
package struct Understood: Sendable, Hashable {
    /// Best first; confidence is that of being right and in scope.
    package var intents: [Scored]
    package var articles: [Scored]
    package var repairs: [Explanation.Repair]

    package struct Scored: Sendable, Hashable {
        package var name: String
        package var confidence: Double

        package init(_ name: String, _ confidence: Double) {
            self.name = name
            self.confidence = confidence
        }
    }

    package init(
        intents: [Scored] = [], articles: [Scored] = [], repairs: [Explanation.Repair] = []
    ) {
        self.intents = intents
        self.articles = articles
        self.repairs = repairs
    }
}

/// What a text signals, whatever it is about.
package struct HeardSignals: Sendable, Hashable {
    /// Somewhere in the text.
    package var anywhere: SignalSet
    /// The whole text is that.
    package var whole: SignalSet

    package init(anywhere: SignalSet = [], whole: SignalSet = []) {
        self.anywhere = anywhere
        self.anywhere.formUnion(whole)
        self.whole = whole
    }

    package func has(_ signal: Signal) -> Bool { anywhere.contains(signal) }
    package func isWhole(_ signal: Signal) -> Bool { whole.contains(signal) }

    /// The whole text is a yes, a no or politeness.
    var isBare: Bool { !whole.isDisjoint(with: [.yes, .no, .greeting, .thanks, .goodbye]) }
}

/// Which values are looked for, and what "tomorrow" means then.
package struct ValueQuery: Sendable {
    package var type: SlotType
    package var choices: [ChoiceDeclaration]
    /// The list of a pick slot, in the order shown.
    package var picks: [Pick] = []
    /// True when this very slot was asked: bare numbers and short words count then.
    package var isAsked = true
    package var language: Language
    package var today: DayNumber
    package var minute: MinuteOfDay

    package init(
        type: SlotType, choices: [ChoiceDeclaration] = [], language: Language, today: DayNumber,
        minute: MinuteOfDay
    ) {
        self.type = type
        self.choices = choices
        self.language = language
        self.today = today
        self.minute = minute
    }
}

extension ValueQuery {
    package struct Pick: Sendable {
        package var element: SlotValue
        /// The field it is recognised by.
        package var field: SlotValue
    }
}

package struct FoundValue: Sendable, Hashable {
    package var value: SlotValue
    /// UTF-8 offsets in the text.
    package var range: Range<Int>

    package init(_ value: SlotValue, range: Range<Int>) {
        self.value = value
        self.range = range
    }
}
