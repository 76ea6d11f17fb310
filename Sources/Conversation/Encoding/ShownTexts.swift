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
        texts.firstIndex { known in
            guard let known, known.text.utf8.count == text.utf8.count else { return false }
            return known.text.utf8.elementsEqual(text.utf8)
        }
    }

    /// Where the lines of a text stand that the bot said one after the other; nil when not all of it does.
    func places(ofLines text: String) -> [Int]? {
        var places: [Int] = []
        var rest = text.utf8[...]
        for (place, known) in texts.enumerated() {
            guard let known, known.isOfBot, rest.starts(with: known.text.utf8) else { continue }
            let after = rest.dropFirst(known.text.utf8.count)
            if after.isEmpty { return places + [place] }
            guard after.first == UInt8(ascii: "\n") else { continue }
            places.append(place)
            rest = after.dropFirst()
        }
        return nil
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
