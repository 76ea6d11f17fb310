package import Text

/// An answer agents give so often that it has a name, as written in `Flows/desk.canned`.
package struct CannedAnswer: Sendable, Hashable {
    package var name: String
    /// Of use to the agents of these queues; empty: to all.
    package var queues: [String] = []
    /// In every language of the bot. `{name}` stands for the customer's name, `{agent}` for the agent's; the console fills
    /// them in.
    package var texts: [Language: String] = [:]
    package var range: SourceRange

    /// Answers of one bot: more than anybody remembers the names of, and few enough for one line of the protocol.
    package static let maximum = 200
    /// Octets of one text.
    package static let maximumBytes = 1_000
}
