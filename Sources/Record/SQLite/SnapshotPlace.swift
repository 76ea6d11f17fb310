/// Whether a snapshot is of an event that its stream has. One that is not was done to the file: what is written behind it
/// would have a number that is not the next.
enum SnapshotPlace {
    /// The number of the stream's last event; null where there is none, as with figures, which count for themselves.
    static let lastEvent = """
        (SELECT first + count - 1 FROM events
            WHERE events.stream = snapshots.stream ORDER BY first DESC LIMIT 1)
        """

    /// - Parameter last: what `lastEvent` gave.
    /// - Returns: what is wrong, to be said after the snapshot; nil for a sound one.
    static func problem(number: Int64, last: Int64?) -> String? {
        if !(0..<Int64.max).contains(number) { return "is of event \(number), which there cannot be" }
        guard let last, number > last else { return nil }
        return "is of event \(number), and the last is \(last)"
    }
}
