package import JSON

/// What was said in a turn, as it stands elsewhere in the turn's row.
///
/// The customer sees what was said, so those texts are in the row as he saw them. The engine's event and changes hold
/// most of them a second time; written with these texts at hand, each of them is the place of one, or the places of its lines:
///
/// ```
/// ["spoke",{"o":0}]   ["said",{"o":[1,2]}]   ["pending",[[false,"return-order","order.return",{"o":0}]]]
/// ```
/// Nothing else that is archived is an object, but for what an action gave, so reading need not know where a text may stand.
/// A place is only written for exactly the same octets: `restored` gives back what would have been written without.
package struct ShownTexts: Sendable {
    private struct Text {
        var text: String
        var isOfBot: Bool
    }

    /// By their place in the row; nil for what is no message.
    private var texts: [Text?] = []

    package init() {}

    /// - Parameter text: nil for something seen that nobody said; it has a place all the same.
    package mutating func append(_ text: String?, isOfBot: Bool) {
        // Most turns show two or three.
        if texts.isEmpty { texts.reserveCapacity(3) }
        texts.append(text.map { Text(text: $0, isOfBot: isOfBot) })
    }

    // MARK: writing

    func place(of text: String) -> Int? {
        let found = text.utf8.withContiguousStorageIfAvailable { octets in
            texts.firstIndex { known in
                guard let known, known.text.utf8.count == octets.count else { return false }
                return Self.stands(known.text, at: 0, in: octets)
            }
        }
        return found ?? nil
    }

    /// Where the lines of a text stand that the bot said one after the other; nil when not all of it does.
    func places(ofLines text: String) -> [Int]? {
        let found = text.utf8.withContiguousStorageIfAvailable { octets in places(ofLines: octets) }
        return found ?? nil
    }

    private func places(ofLines octets: UnsafeBufferPointer<UInt8>) -> [Int]? {
        var places: [Int] = []
        var at = 0
        for (place, known) in texts.enumerated() {
            guard let known, known.isOfBot, Self.stands(known.text, at: at, in: octets) else { continue }
            let end = at + known.text.utf8.count
            guard end == octets.count || octets[end] == UInt8(ascii: "\n") else { continue }
            places.append(place)
            if end == octets.count { return places }
            at = end + 1
        }
        return nil
    }

    /// Whether a text is what stands there; looks at eight octets at a time, since it is asked of every reply.
    private static func stands(_ text: String, at: Int, in octets: UnsafeBufferPointer<UInt8>) -> Bool {
        let stands = text.utf8.withContiguousStorageIfAvailable { text in
            guard octets.count - at >= text.count else { return false }
            let here = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(octets)[at..<at + text.count])
            let there = UnsafeRawBufferPointer(text)
            var done = 0
            while text.count - done >= 8 {
                let left = here.loadUnaligned(fromByteOffset: done, as: UInt64.self)
                if left != there.loadUnaligned(fromByteOffset: done, as: UInt64.self) { return false }
                done += 8
            }
            while done < text.count {
                if here[done] != there[done] { return false }
                done += 1
            }
            return true
        }
        return stands ?? false
    }

    // MARK: reading

    /// An event or changes as they would have been written without these texts.
    ///
    /// - Returns: nil when they name a place where no text is.
    package func restored(_ archived: JSONValue) -> JSONValue? {
        switch archived {
        case .array(let elements):
            // What an action gave is anybody's JSON, written as it came.
            if elements.first?.string == "gave" { return archived }
            var restored: [JSONValue] = []
            restored.reserveCapacity(elements.count)
            for element in elements {
                guard let value = self.restored(element) else { return nil }
                restored.append(value)
            }
            return .array(restored)
        case .object:
            guard let named = archived["o"] else { return nil }
            guard let places = named.array else { return text(at: named).map { .string($0) } }
            var lines: [String] = []
            for place in places {
                guard let line = text(at: place) else { return nil }
                lines.append(line)
            }
            return .string(lines.joined(separator: "\n"))
        case .null, .bool, .integer, .number, .string: return archived
        }
    }

    private func text(at place: JSONValue) -> String? {
        guard let index = place.int, texts.indices.contains(index) else { return nil }
        return texts[index]?.text
    }
}
