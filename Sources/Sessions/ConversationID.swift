package import Record
import Wire

/// A conversation: 128 random bits, which are also the name of its stream.
package struct ConversationID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let stream: StreamID

    package init(stream: StreamID) { self.stream = stream }

    // By hand, since another room's own are called for every look-up and not taken in.

    package static func == (left: ConversationID, right: ConversationID) -> Bool {
        left.stream.low == right.stream.low && left.stream.high == right.stream.high
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(stream.high)
        hasher.combine(stream.low)
    }

    /// Reads the form of the wire: 22 characters of base 64. By hand, because every message names one.
    package init?(_ text: String) {
        guard text.utf8.count == Self.characterCount else { return nil }
        var text = text
        guard let stream = text.withUTF8({ Self.stream($0) }) else { return nil }
        self.stream = stream
        // Whoever guesses the desk's own stream has guessed no conversation.
        guard !stream.isOfTheHouse else { return nil }
    }

    private static func stream(_ characters: UnsafeBufferPointer<UInt8>) -> StreamID? {
        var high: UInt64 = 0
        var low: UInt64 = 0
        for character in characters.dropLast() {
            guard let value = value(of: character) else { return nil }
            high = high &<< 6 | low &>> 58
            low = low &<< 6 | UInt64(value)
        }
        // The last character holds two bits; others would be a second spelling.
        guard let last = characters.last, let value = value(of: last), value & 15 == 0 else { return nil }
        return StreamID(high: high &<< 2 | low &>> 62, low: low &<< 2 | UInt64(value &>> 4))
    }

    private static let characterCount = 22

    private static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
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
