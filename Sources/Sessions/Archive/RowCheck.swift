import Conversation
import Desk
import Record

/// Whether this program can read what the record holds: every row and snapshot, as if somebody came back to it.
enum RowCheck {
    /// - Returns: what a turn's row says; nil for a row of another kind, or one that was erased.
    /// - Throws: for a row that cannot be read, or is of no kind this program knows.
    static func turn(in event: RecordedEvent) throws(RowError) -> (facts: [Fact], changes: [Change])? {
        if event.isTombstone || event.stream == .registry { return nil }
        switch (event.kind, event.version) {
        case (TurnRow.kind, ...TurnRow.version):
            let row = try TurnRow(decoding: event.bytes)
            return (row.facts, try changes(of: row))
        case (DeskRoom.rowKind, ...DeskRoom.rowVersion):
            if (try? DeskEntry(decoding: event.bytes)) == nil { throw RowError("an event of the desk") }
        case (NoteRow.kind, ...NoteRow.version):
            if NoteRow(event) == nil { throw RowError("a note") }
        default: throw RowError("its kind or version is not known to this program")
        }
        return nil
    }

    private static func changes(of row: TurnRow) throws(RowError) -> [Change] {
        var all: [Change] = []
        for step in row.steps {
            guard (try? ConversationEvent(decoding: step.event)) != nil else {
                throw RowError("a turn's event")
            }
            guard let changes = try? Change.decode(step.changes) else { throw RowError("a turn's changes") }
            guard (try? Explanation(decoding: step.explanation)) != nil else {
                throw RowError("a turn's why")
            }
            all += changes
        }
        return all
    }

    /// - Returns: what is wrong with a snapshot; nil for one that can be read, or whose rows are read in its place.
    static func problem(in snapshot: Snapshot) -> String? {
        do throws(RowError) {
            switch snapshot.stream {
            // Figures of the day: what cannot be read of them begins at nothing.
            case .figures: break
            case .desk: _ = try DeskRoom(snapshot: snapshot, events: [])
            default:
                let core = try ConversationCore(snapshot: snapshot, events: [])
                // Nil: of an older format, so its rows are read.
                if let core, core.state.id != ConversationID(stream: snapshot.stream).description {
                    throw RowError("it is another conversation's")
                }
            }
            return nil
        } catch { return error.reason }
    }
}
