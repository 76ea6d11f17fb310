/// What a message says besides its purpose: the tone, or a word to the bot itself.
package enum Signal: String, Sendable, Hashable, CaseIterable {
    /// A person is wanted.
    case human
    /// The customer gives up what is going on.
    case cancel
    case `repeat`
    /// "I haven't got it": the answer to the question is not known.
    case unknown
    /// Takes back something said: "non, plutôt", "I meant".
    case correction
    case yes
    case no
    case greeting
    case thanks
    case goodbye
    case complaint
    case insult
    case urgency
}
