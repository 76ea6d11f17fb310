package import JSON

/// What was said in a turn, as it stands elsewhere in the turn's row.
///
/// The customer sees what was said, so those texts are in the row as he saw them. The engine's event and changes hold
/// most of them a second time; written with these texts at hand, each of them is the place of one:
///
/// ```
/// ["spoke",0]   ["said",[1,2]]   ["pending",[[false,"return-order","order.return",0]]]
/// ```
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

    /// An event as it would have been written without these texts.
    ///
    /// - Returns: nil when it names a place where no text is.
    package func restored(event: JSONValue) -> JSONValue? {
        guard var parts = event.array, parts.count == 2, var fields = parts[1].array else { return event }
        let index: Int
        switch fields.first?.string {
        case "spoke": index = 1
        case "agent": index = 2
        default: return event
        }
        guard restore(index, of: &fields) else { return nil }
        parts[1] = .array(fields)
        return .array(parts)
    }

    /// Changes as they would have been written without these texts.
    ///
    /// - Returns: nil when they name a place where no text is.
    package func restored(changes: JSONValue) -> JSONValue? {
        guard var parts = changes.array, parts.count == 2, var lists = parts[1].array, lists.count == 1,
            var list = lists[0].array
        else { return changes }
        for index in list.indices {
            guard var fields = list[index].array, fields.count == 2 else { continue }
            switch fields[0].string {
            case "said":
                guard let places = fields[1].array else { continue }
                var lines: [String] = []
                for place in places {
                    guard let text = text(at: place) else { return nil }
                    lines.append(text)
                }
                fields[1] = .string(lines.joined(separator: "\n"))
            case "pending":
                guard var requests = fields[1].array else { continue }
                for request in requests.indices {
                    guard var its = requests[request].array else { continue }
                    guard restore(3, of: &its) else { return nil }
                    requests[request] = .array(its)
                }
                fields[1] = .array(requests)
            default: continue
            }
            list[index] = .array(fields)
        }
        lists[0] = .array(list)
        parts[1] = .array(lists)
        return .array(parts)
    }

    /// - Returns: false when the field is a place where no text is.
    private func restore(_ index: Int, of fields: inout [JSONValue]) -> Bool {
        guard fields.indices.contains(index), fields[index].int64 != nil else { return true }
        guard let text = text(at: fields[index]) else { return false }
        fields[index] = .string(text)
        return true
    }

    private func text(at place: JSONValue) -> String? {
        guard let index = place.int, texts.indices.contains(index) else { return nil }
        return texts[index]?.text
    }
}
