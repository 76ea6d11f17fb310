import CivilTime
import Flows
import JSON
import Text

/// What a test says an action gives, as the JSON the action would send.
enum GivenResult {
    /// Fields by name; fields of a list (`times.start`) in the order of its elements: one met again begins the next.
    /// Lists that are not mentioned are empty.
    static func json(_ fields: [(name: String, text: String)], of action: ActionDeclaration?) -> JSONValue {
        guard let action else { return .object([]) }
        var members: [JSONMember] = []
        for field in action.gives {
            guard let given = fields.first(where: { $0.name == field.name }) else {
                if !field.orNothing { members.append(JSONMember(field.name, fallback(field.type))) }
                continue
            }
            members.append(JSONMember(field.name, value(given.text, as: field.type)))
        }
        for list in action.lists {
            var rows: [[JSONMember]] = []
            for given in fields {
                let parts = given.name.split(separator: ".", maxSplits: 1).map(String.init)
                guard parts.count == 2, parts[0] == list.name,
                    let field = list.fields.first(where: { $0.name == parts[1] })
                else { continue }
                if rows.isEmpty || rows[rows.count - 1].contains(where: { $0.key == field.name }) {
                    rows.append([])
                }
                rows[rows.count - 1].append(JSONMember(field.name, value(given.text, as: field.type)))
            }
            for index in rows.indices {
                for field in list.fields
                where !field.orNothing && !rows[index].contains(where: { $0.key == field.name }) {
                    rows[index].append(JSONMember(field.name, fallback(field.type)))
                }
            }
            members.append(JSONMember(list.name, .array(rows.map { .object($0) })))
        }
        return .object(members)
    }

    private static func value(_ text: String, as type: SlotType) -> JSONValue {
        switch type {
        case .number: JSONFields.millionths(text).map { .number(Double($0) / 1_000_000) } ?? .string(text)
        case .yesNo: text == "yes" || text == "true" ? .bool(true) : .bool(false)
        default: .string(text)
        }
    }

    /// A field the test does not mention: something of its type, so that the test need list only what matters.
    private static func fallback(_ type: SlotType) -> JSONValue {
        switch type {
        case .number: .integer(0)
        case .amount: .string("0 EUR")
        case .date: .string("2026-11-24")
        case .time: .string("10:00")
        case .yesNo: .bool(false)
        case .choice(let names): .string(names.first ?? "")
        case .instant: .integer(0)
        default: .string("x")
        }
    }

    /// `2026-11-24 10:00`, `2026-11-24T10:00` or a day alone.
    static func moment(_ text: String, in zone: Zone) -> Int64? {
        if let both = ISOText.parseDateAndTime(text.replacingBlankByT) {
            return zone.milliseconds(days: both.days, minute: both.minute)
        }
        return ISOText.parseDate(text).map { zone.milliseconds(days: $0, minute: 600) }
    }
}

extension String {
    var replacingBlankByT: String { split(separator: " ").joined(separator: "T") }
}
