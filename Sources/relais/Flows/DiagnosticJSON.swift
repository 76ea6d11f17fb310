import JSON
import Text

/// One diagnostic as a JSON line, for editors.
enum DiagnosticJSON {
    /// `{"path","line","column","end_line","end_column","severity","code","message","notes":[…],"edit":{…}}` and a
    /// line feed; positions are 1-based, columns in characters.
    static func line(_ diagnostic: Diagnostic, _ sources: SourceSet, _ language: Language) -> String {
        var members = place(diagnostic.range, sources)
        members.append(JSONMember("severity", .string(diagnostic.severity.rawValue)))
        members.append(JSONMember("code", .string(diagnostic.code)))
        members.append(JSONMember("message", .string(diagnostic.message.text(in: language))))
        let notes: [JSONValue] = diagnostic.notes.map { note in
            let at = note.range.map { place($0, sources) } ?? []
            return .object(at + [JSONMember("message", .string(note.message.text(in: language)))])
        }
        members.append(JSONMember("notes", .array(notes)))
        if let edit = diagnostic.edit {
            let text = JSONMember("text", .string(edit.replacement))
            members.append(JSONMember("edit", .object(place(edit.range, sources) + [text])))
        }
        return String(decoding: JSONValue.object(members).encoded(), as: UTF8.self) + "\n"
    }

    private static func place(_ range: SourceRange, _ sources: SourceSet) -> [JSONMember] {
        guard sources.files.indices.contains(range.file) else { return [JSONMember("path", "(system)")] }
        let file = sources.files[range.file]
        let start = file.position(of: range.start)
        let end = file.position(of: range.end)
        return [
            JSONMember("path", .string(file.path)), JSONMember("line", .integer(Int64(start.line))),
            JSONMember("column", .integer(Int64(start.column))),
            JSONMember("end_line", .integer(Int64(end.line))),
            JSONMember("end_column", .integer(Int64(end.column))),
        ]
    }
}
