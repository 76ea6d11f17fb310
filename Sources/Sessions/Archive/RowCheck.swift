import Conversation
import Desk
package import Record

/// Whether this program can read what the record holds: for `relais verify`, which looks at every row and snapshot as if
/// somebody came back to it. The record by itself knows only that their octets are there.
package enum RowCheck {
    /// - Returns: what is wrong with a row; nil for one that can be read, was erased, or is none of this room's.
    package static func problem(in event: RecordedEvent) -> String? {
        if event.isTombstone || event.stream == .registry { return nil }
        switch (event.kind, event.version) {
        case (TurnRow.kind, ...TurnRow.version): return problem(inTurn: event.bytes)
        case (DeskRoom.rowKind, ...DeskRoom.rowVersion):
            return (try? DeskEntry(decoding: event.bytes)) == nil ? "an event of the desk" : nil
        case (NoteRow.kind, ...NoteRow.version): return NoteRow(event) == nil ? "a note" : nil
        default: return "its kind or version is not known to this program"
        }
    }

    private static func problem(inTurn bytes: [UInt8]) -> String? {
        let row: TurnRow
        do throws(RowError) { row = try TurnRow(decoding: bytes) } catch { return error.reason }
        for step in row.steps {
            guard (try? ConversationEvent(decoding: step.event)) != nil else { return "a turn's event" }
            guard (try? Change.decode(step.changes)) != nil else { return "a turn's changes" }
            guard (try? Explanation(decoding: step.explanation)) != nil else { return "a turn's why" }
        }
        return nil
    }

    /// - Returns: what is wrong with a snapshot; nil for one that can be read, or whose rows are read in its place.
    package static func problem(in snapshot: Snapshot) -> String? {
        do throws(RowError) {
            switch snapshot.stream {
            // Figures of the day: what cannot be read of them begins at nothing.
            case .figures: break
            case .desk: _ = try DeskRoom(snapshot: snapshot, events: [])
            default: _ = try ConversationCore(snapshot: snapshot, events: [])
            }
            return nil
        } catch { return error.reason }
    }
}
