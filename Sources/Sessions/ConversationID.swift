package import Record
import Wire

/// A conversation: 128 random bits, which are also the name of its stream.
package struct ConversationID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let stream: StreamID

    package init(stream: StreamID) { self.stream = stream }

    /// Reads the form of the wire: 22 characters of base 64.
    package init?(_ text: String) {
        guard text.utf8.count == 22, let bytes = Tokens.bytes(base64url: text),
            let stream = StreamID(bytes: bytes)
        else { return nil }
        self.stream = stream
    }

    /// The form of the wire.
    package var description: String { Tokens.base64url(stream.bytes) }

    /// The stream of the agents' notes about this conversation.
    package var notes: StreamID {
        // Any fixed change of random bits names another stream nobody else has.
        StreamID(high: stream.high ^ 0x6E6F_7465_7300_0001, low: stream.low)
    }

    package static func < (left: ConversationID, right: ConversationID) -> Bool { left.stream < right.stream }
}
