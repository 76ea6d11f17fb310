/// The sentences the engine says of its own accord: each is a `phrase` of that name, shipped in French and English, and
/// may be replaced by the author's.
package enum SystemPhrase: String, Sendable, Hashable, CaseIterable {
    /// The whole message was a greeting.
    case greeting = "system.greeting"
    /// The whole message was thanks.
    case welcome = "system.thanks"
    case goodbye = "system.goodbye"
    /// Idle, and nothing was understood.
    case notUnderstood = "system.not-understood"
    /// The clarifying question; labels follow as buttons.
    case didYouMean = "system.did-you-mean"
    /// The last button of it, and what is said when it is chosen.
    case somethingElse = "system.none-of-these"
    case anotherRequest = "system.another-request"
    /// At an ask, when no line of the author's serves the event.
    case miss = "system.miss"
    case invalid = "system.invalid"
    case unknown = "system.unknown"
    /// Two or three readings of a value; they follow as buttons.
    case ambiguous = "system.which-one"
    /// A person is needed because there is nothing to choose from, or an article is missing.
    case none = "system.none"
    case missing = "system.missing"
    /// After a correction; tells `{value}`.
    case corrected = "system.corrected"
    case cancelled = "system.cancelled"
    case nothingToCancel = "system.nothing-to-cancel"
    case nothingToRepeat = "system.nothing-to-repeat"
    /// Back to a paused flow; tells `{label}`.
    case resumed = "system.return"
    /// The next of several requests; tells `{label}`.
    case nextRequest = "system.next"
    /// A request kept for later because three are paused already; tells `{label}`.
    case laterRequest = "system.later"
    /// Too many detours since the last answer.
    case finishFirst = "system.too-many-detours"
    /// The conversation ends because nobody answers.
    case abandoned = "system.silence"
    /// A queue took the customer who asked for a person, who was not satisfied, or for whom the bot could do no more.
    case human = "system.human"
    case unsatisfied = "system.unsatisfied"
    case handedOver = "system.handed-over"
    /// A person was asked for again after the customer was told that nobody can take him now.
    case closed = "system.told"
    /// The queue closes while the customer waits; tells `{value}`, by when he is answered.
    case closing = "system.closing"
    /// The last resort: a reply is promised.
    case lastResort = "system.last-resort"
    /// Tells `{agent}`.
    case agentJoined = "system.agent-joined"
    /// An agent gave the conversation back to the bot.
    case backToBot = "system.returned"
    case language = "system.language"
    /// Under choices where the channel has no buttons.
    case numbered = "system.numbered"
    /// Labels of the buttons of a yes-no ask.
    case yes = "system.yes"
    case no = "system.no"
}
