import Conversation
import Flows
import JSON
import Text

/// Writes what an action answered as the `given` line that answers the same in a test.
enum GivenLine {
    static func of(_ action: String, _ outcome: ActionOutcome) -> String {
        switch outcome {
        case .failed(let name): return "given \(action) fails \(name)"
        case .error: return "given \(action) error"
        case .gave(let json):
            let fields = fields(json)
            return "given \(action) = "
                + fields.map { "\($0.name) \(quoted($0.text))" }.joined(separator: ", ")
        }
    }

    private static func fields(_ json: JSONValue) -> [(name: String, text: String)] {
        (json.object ?? []).flatMap { member -> [(name: String, text: String)] in
            guard let elements = member.value.array else {
                return plain(member.value).map { [(member.key, $0)] } ?? []
            }
            return elements.flatMap { element in
                (element.object ?? []).compactMap { part in
                    plain(part.value).map { ("\(member.key).\(part.key)", $0) }
                }
            }
        }
    }

    private static func plain(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): "\(number)"
        case .bool(let value): value ? "yes" : "no"
        case .null, .array, .object: nil
        }
    }

    private static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || $0.properties.numericType != nil
                    || "-_:.+@/".unicodeScalars.contains($0)
            }
        // A text that holds both kinds of quotes cannot be written; its straight ones become typographic.
        return isPlain ? text : "\"" + text.replacing("\"", with: "”").replacing("\n", with: " ") + "\""
    }
}
