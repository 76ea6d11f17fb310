import Record
import Sessions

extension SQLiteStore {
    /// Reads the rows of all conversations and of the notes about them, once, in the order they were written.
    ///
    /// - Returns: the last position read.
    func forEachRow(_ body: (RecordedEvent) throws(StoreError) -> Void) throws(StoreError) -> Int64 {
        var position: Int64 = 0
        while true {
            let events = try feed(after: position, limit: 2_000)
            guard let last = events.last else { return position }
            position = last.position
            for event in events where event.stream.high != 0 { try body(event) }
        }
    }

    func report(on id: ConversationID, withNotes: Bool) throws(StoreError) -> ConversationReport {
        let events = try read(id.stream, from: 1, limit: .max)
        let notes = withNotes ? try read(id.notes, from: 1, limit: .max) : []
        do throws(RowError) {
            return try ConversationReport(id, events: events, notes: notes)
        } catch { throw .corrupt(operation: "read", path: path, detail: error.reason) }
    }
}
