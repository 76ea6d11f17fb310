package import Conversation
package import Desk
package import Text

/// The version of the bot in force: what a turn is decided with, and what the protocol needs to know of its policy.
///
/// Service makes it from the bot's files, because it knows their rooms; this room sees only what is here.
package struct Bot: Sendable {
    package struct Channel: Sendable, Hashable {
        package var name: String
        /// SMS, e-mail: the customer is not expected to be connected.
        package var isAsynchronous: Bool

        package init(name: String, isAsynchronous: Bool) {
            self.name = name
            self.isAsynchronous = isAsynchronous
        }
    }

    package var world: World
    package var desk: DeskConfiguration
    package var channels: [Channel]
    /// The first is the default.
    package var languages: [Language]
    /// `https://shop.example`: whose browsers may speak without a token; this machine's always may.
    package var origins: [String]
    /// For agents' consoles.
    package var catalogue = BotCatalogue()

    package init(
        world: World, desk: DeskConfiguration, channels: [Channel], languages: [Language],
        origins: [String] = []
    ) {
        self.world = world
        self.desk = desk
        self.channels = channels
        self.languages = languages
        self.origins = origins
    }

    /// What consoles show as the version: the first half of the fingerprint's digits they compare.
    var version: String { String(world.fingerprint.prefix(16)) }

    func channel(named name: String) -> Channel? { channels.first { $0.name == name } }
}
