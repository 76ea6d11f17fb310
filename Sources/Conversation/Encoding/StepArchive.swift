package import JSON

/// One step of the engine as it stands in a row of the record: `[event, changes, explanation]`, each `[format, …]`.
package enum StepArchive {
    /// Writes it as the writer's next value.
    ///
    /// - Parameter shown: texts of event and changes that stand elsewhere in the row.
    package static func write(
        _ event: ConversationEvent, _ changes: [Change], _ explanation: Explanation,
        to writer: inout JSONWriter, sparing shown: ShownTexts
    ) {
        writer.beginArray()
        // Moved in and out: a writer has one holder.
        var archive = Archive(writing: JSONWriter(reservingCapacity: 0), sparing: shown)
        swap(&archive.writer, &writer)
        archive.writeWithFormat(event)
        archive.writeWithFormat(ChangeList(changes: changes))
        // Holds no text that was shown: its reader restores none.
        archive.writeWithFormat(explanation)
        swap(&archive.writer, &writer)
        writer.endArray()
    }
}
