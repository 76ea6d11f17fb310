/// The sentences the engine says of its own accord: each is a `phrase` of that name, shipped in French and English, and
/// may be replaced by the author's.
package enum SystemPhrase: String, Sendable, Hashable, CaseIterable {
    /// The whole message was a greeting.
    case greeting = "system.greeting"
    case thanks = "system.thanks"
    case goodbye = "system.goodbye"
    /// Idle, and nothing was understood.
    case notUnderstood = "system.not-understood"
    /// The clarifying question; labels follow as buttons.
    case didYouMean = "system.did-you-mean"
    /// The last button of it.
    case noneOfThese = "system.none-of-these"
    /// At an ask, when no line of the author's serves the event.
    case miss = "system.miss"
    case invalid = "system.invalid"
    case unknown = "system.unknown"
    /// Two or three readings of a value; they follow as buttons.
    case whichOne = "system.which-one"
    /// After a correction; tells `{value}`.
    case corrected = "system.corrected"
    case cancelled = "system.cancelled"
    /// Back to a paused flow; tells `{label}`.
    case resumed = "system.return"
    /// The next of several requests; tells `{label}`.
    case next = "system.next"
    /// A request kept for later because three are paused already; tells `{label}`.
    case later = "system.later"
    /// Too many detours since the last answer.
    case tooManyDetours = "system.too-many-detours"
    /// The conversation ends because nobody answers.
    case silence = "system.silence"
    /// The queue took the customer.
    case human = "system.human"
    /// A person was asked for again after the customer was told that nobody can take him now.
    case told = "system.told"
    /// The last resort: a reply is promised.
    case lastResort = "system.last-resort"
    /// Tells `{agent}`.
    case agentJoined = "system.agent-joined"
    /// An agent gave the conversation back to the bot.
    case returned = "system.returned"
    case languageChanged = "system.language"
    /// Labels of the buttons of a yes-no ask.
    case yes = "system.yes"
    case no = "system.no"
}
