/// A place where the record lives. One instance belongs to one thread; several may be open on one database.
///
/// Reads see what was committed before they began. Numbers start at 1; a stream nobody wrote to has head 0.
package protocol Store: AnyObject {
    /// Writes the batches in order, in one transaction, synced to disk before it returns.
    ///
    /// - Returns: one outcome per batch. A refused batch leaves nothing behind and does not touch the others.
    /// - Throws: when the transaction failed; then nothing of any batch was written.
    func commit(_ batches: [Batch]) throws(StoreError) -> [BatchOutcome]

    /// The number of the stream's last event; 0 for a stream without events.
    func head(_ stream: StreamID) throws(StoreError) -> UInt64

    /// At most `limit` events of one stream, from number `from` on, in order.
    func read(_ stream: StreamID, from: UInt64, limit: Int) throws(StoreError) -> [RecordedEvent]

    /// Events of all streams after a position, in order; at least `limit` if there are as many, and never a batch's
    /// events of one stream cut in two. What a report or another daemon follows.
    func feed(after position: Int64, limit: Int) throws(StoreError) -> [RecordedEvent]

    func snapshot(_ stream: StreamID) throws(StoreError) -> Snapshot?
    /// Keeps only the newest snapshot of a stream.
    func putSnapshot(_ snapshot: Snapshot) throws(StoreError)

    /// A file or manifest by the hash of its content (the caller's 32 octets).
    func blob(_ hash: [UInt8]) throws(StoreError) -> [UInt8]?
    /// Keeps them in one transaction; one that is there already is only compared, and put right if damaged.
    func putBlobs(_ blobs: [Blob]) throws(StoreError)

    /// The streams a key leads to, oldest stream first.
    func findByKey(scope: UInt8, key: [UInt8]) throws(StoreError) -> [KeyEntry]
    /// All entries of a scope ordered by key, those after `key` (nil: from the first).
    func keys(scope: UInt8, after key: [UInt8]?, limit: Int) throws(StoreError) -> [KeyEntry]

    /// Every account ever made, revoked ones too, oldest first.
    func accounts() throws(StoreError) -> [Account]
    /// Throws `nameTaken` if an account of this name is in force.
    func addAccount(_ account: Account) throws(StoreError)
    /// Throws `notFound` if no account of this name and these roles is in force.
    func revokeAccount(name: String, roles: Set<Account.Role>, atMilliseconds: Int64) throws(StoreError)
    /// Whether another connection or process changed the database since the last call.
    func hasForeignChanges() throws(StoreError) -> Bool

    /// Replaces the stream's events in `numbers` (nil: all) by tombstones and drops its snapshot; with all of them
    /// gone its keys go too. Numbers stay.
    ///
    /// - Returns: how many events were erased.
    func erase(_ stream: StreamID, numbers: ClosedRange<UInt64>?) throws(StoreError) -> Int

    /// Writes a consistent copy to a new file while others go on; refuses to overwrite.
    func backup(to path: String) throws(StoreError)

    /// Checks the whole record: the file's structure, gapless numbers, readable rows. Empty means sound.
    func verify() throws(StoreError) -> [String]
}

/// A content and the hash it is found by.
package struct Blob: Hashable, Sendable {
    package var hash: [UInt8]
    package var bytes: [UInt8]

    package init(hash: [UInt8], bytes: [UInt8]) {
        self.hash = hash
        self.bytes = bytes
    }
}

extension Store {
    package func putBlob(_ bytes: [UInt8], hash: [UInt8]) throws(StoreError) {
        try putBlobs([Blob(hash: hash, bytes: bytes)])
    }

    /// Commits one batch and throws its refusal.
    ///
    /// - Returns: the position after it.
    @discardableResult
    package func append(_ batch: Batch) throws(StoreError) -> Int64 {
        let outcomes = try commit([batch])
        switch outcomes.first {
        case .committed(let position): return position
        case .refused(let error): throw error
        case nil: preconditionFailure("commit answered no outcome for one batch")
        }
    }
}
