/// A store that can forget: what the erasure of a person and retention need beside `Store`.
///
/// Erasing has two halves. In one transaction the events become tombstones, the keys and snapshots go, and a mark is
/// set; then what is left of the old bytes outside of the tables (the log, the copy an upgrade made) is cleaned, and the
/// mark goes. A crash before the transaction leaves all of it, with the request still standing; a crash after it leaves
/// the mark, and whoever opens the record next cleans.
package protocol ErasingStore: Store {
    /// Notes that these streams shall be erased; durable when it returns. Those that are noted already stay.
    func requestErasure(of streams: [StreamID], atMilliseconds: Int64) throws(StoreError)

    /// What was asked for and is not done, in order of names.
    func requestedErasures(limit: Int) throws(StoreError) -> [StreamID]

    /// Erases whole streams in one transaction and strikes them off the requests.
    ///
    /// - Returns: how many events became tombstones.
    func erase(_ streams: [StreamID], atMilliseconds: Int64) throws(StoreError) -> Int

    /// Whether an erasure still has to be cleaned up after.
    func hasErasureToFinish() throws(StoreError) -> Bool

    /// Cleans the log and removes the copies of upgrades.
    ///
    /// - Returns: false when somebody reads an older state just now: to be tried again.
    func finishErasure() throws(StoreError) -> Bool

    /// Streams nothing was written to since a time: looks at up to `limit` rows after a position.
    ///
    /// - Parameter kind: of the first event of the row; other rows are passed over, and so are tombstones.
    /// - Returns: those among the rows looked at, each once, and the position to go on from; nil at the end.
    func quietStreams(
        kind: UInt8, after position: Int64, until milliseconds: Int64, limit: Int
    ) throws(StoreError) -> (streams: [StreamID], next: Int64?)

    /// When the newest event was written; nil without any.
    func newestMilliseconds() throws(StoreError) -> Int64?
}
