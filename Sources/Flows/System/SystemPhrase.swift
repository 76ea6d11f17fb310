/// The sentences the engine says of its own accord: each is a `phrase` of that name, shipped in French and English, and
/// may be replaced by the author's.
package enum SystemPhrase: String, Sendable, Hashable, CaseIterable {
    /// The whole message was a greeting.
    case greeting = "system.greeting"
    /// The whole message was thanks.
    case welcome = "system.welcome"
    case goodbye = "system.goodbye"
    /// Idle, and nothing was understood.
    case notUnderstood = "system.not-understood"
    /// The clarifying question; labels follow as buttons.
    case didYouMean = "system.did-you-mean"
    /// The last button of it, and what is said when it is chosen.
    case somethingElse = "system.something-else"
    case anotherRequest = "system.another-request"
    /// At an ask, when no line of the author's serves the event.
    case miss = "system.miss"
    case invalid = "system.invalid"
    case unknown = "system.unknown"
    /// Two or three readings of a value; they follow as buttons.
    case ambiguous = "system.ambiguous"
    /// A person is needed because there is nothing to choose from, or an article is missing.
    case none = "system.none"
    case missing = "system.missing"
    case error = "system.error"
    /// After a correction; tells `{value}`.
    case corrected = "system.corrected"
    case cancelled = "system.cancelled"
    case nothingToCancel = "system.nothing-to-cancel"
    case nothingToRepeat = "system.nothing-to-repeat"
    /// Back to a paused flow; tells `{label}`.
    case resumed = "system.return"
    /// The next of several requests; tells `{label}`.
    case nextRequest = "system.next-request"
    /// A request kept for later because three are paused already; tells `{label}`.
    case laterRequest = "system.later-request"
    /// Too many detours since the last answer.
    case finishFirst = "system.finish-first"
    /// A silence that is no end yet.
    case silence = "system.silence"
    /// The conversation ends because nobody answers.
    case abandoned = "system.abandoned"
    /// A queue took the customer who asked for a person, who was not satisfied, or for whom the bot could do no more.
    case human = "system.human"
    case unsatisfied = "system.unsatisfied"
    case handedOver = "system.handed-over"
    /// A person was asked for again after the customer was told that nobody can take him now.
    case closed = "system.closed"
    /// The last resort: a reply is promised.
    case lastResort = "system.last-resort-promised"
    /// Tells `{agent}`.
    case agentJoined = "system.agent-joined"
    /// An agent gave the conversation back to the bot.
    case backToBot = "system.back-to-bot"
    case language = "system.language"
    /// Under choices where the channel has no buttons.
    case numbered = "system.numbered"
    /// Labels of the buttons of a yes-no ask.
    case yes = "system.yes"
    case no = "system.no"
}
