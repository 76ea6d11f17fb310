/// What is known of a record's content by those who wrote it, for `SQLiteStore.verify`: the record by itself knows only
/// that octets are there. It is shown everything once: the events stream by stream, each stream's keys after its last
/// event, the snapshots, the accounts, then the blobs.
///
/// What is wrong is said in a line without anybody's words.
package protocol ContentCheck {
    /// - Returns: what is wrong with an event's bytes; nil for nothing.
    mutating func problem(in event: RecordedEvent) -> String?

    /// What is wrong with the keys that lead to the stream whose events were shown last.
    ///
    /// - Parameters:
    ///   - keys: by scope and key; at most a hundred of them.
    ///   - name: what to call the stream: `stream 7`.
    ///   - schema: of the file.
    mutating func problems(
        inKeys keys: [KeyEntry], of stream: StreamID, called name: String, schema: Int
    ) -> [String]

    /// Scopes in which a key leads to one stream only (`KeyChange.claim`).
    var claimedScopes: [UInt8] { get }

    func problem(in snapshot: Snapshot) -> String?

    /// - Returns: why nobody could sign in with it, beyond what the record sees by itself; nil for nothing.
    func problem(in account: Account) -> String?
    mutating func problem(in blob: Blob) -> String?

    /// Asked last: what shows only when all of it was seen.
    func problemsOfTheWhole() -> [String]
}

/// Believes everything: the record's own structure is all that is checked.
struct NoContentCheck: ContentCheck {
    var claimedScopes: [UInt8] { [] }
    func problem(in event: RecordedEvent) -> String? { nil }
    func problems(
        inKeys keys: [KeyEntry], of stream: StreamID, called name: String, schema: Int
    ) -> [String] { [] }
    func problem(in snapshot: Snapshot) -> String? { nil }
    func problem(in account: Account) -> String? { nil }
    func problem(in blob: Blob) -> String? { nil }
    func problemsOfTheWhole() -> [String] { [] }
}
