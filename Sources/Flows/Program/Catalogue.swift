package import Text

/// What the flows may name that stands in other files: a plain value, so that checking needs no classifier.
package struct Catalogue: Sendable {
    package struct Intent: Sendable, Hashable {
        package var labels: [Language: String]
        package var isUrgent: Bool

        package init(labels: [Language: String] = [:], isUrgent: Bool = false) {
            self.labels = labels
            self.isUrgent = isUrgent
        }
    }

    package var intents: [String: Intent]
    /// Article id → languages in which a validated one exists.
    package var articles: [String: Set<Language>]

    package init(intents: [String: Intent] = [:], articles: [String: Set<Language>] = [:]) {
        self.intents = intents
        self.articles = articles
    }
}

/// The author's files of one bot, read from disk by the caller: pairs of relative path and bytes.
package struct BotFiles: Sendable {
    package struct File: Sendable, Hashable {
        /// Relative to the bot folder: `Flows/order.flow`.
        package var path: String
        package var bytes: [UInt8]

        package init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }
    }

    /// Sorted by path.
    package let files: [File]

    package init(files: [File]) {
        self.files = files.sorted { $0.path < $1.path }
    }
}
