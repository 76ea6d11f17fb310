package import Flows
package import JSON
import Text

extension ActionResult {
    /// What an action gave, as its declaration reads it.
    ///
    /// - Parameter name: what the flow calls the result; empty when it does not keep it.
    /// - Returns: nil unless every field and list the action declares is there and of its type.
    package init?(_ json: JSONValue, of action: ActionDeclaration, name: String = "") {
        guard case .object = json, let fields = Self.read(json, fields: action.gives) else { return nil }
        self.init(name: name, fields: fields)
        for list in action.lists {
            guard let elements = json[list.name]?.array else { return nil }
            var rows: [[NamedValue]] = []
            for element in elements.prefix(ConversationLimits.listElements) {
                guard case .object = element, let row = Self.read(element, fields: list.fields) else {
                    return nil
                }
                rows.append(row)
            }
            lists.append(ResultList(name: list.name, elements: rows))
        }
    }

    private static func read(_ json: JSONValue, fields: [ActionDeclaration.Field]) -> [NamedValue]? {
        var values: [NamedValue] = []
        for field in fields {
            let given = json[field.name] ?? .null
            if given.isNull {
                guard field.orNothing else { return nil }
                continue
            }
            guard let value = JSONFields.value(given, as: field.type) else { return nil }
            values.append(NamedValue(field.name, value))
        }
        values.sort { $0.name < $1.name }
        return values
    }
}
