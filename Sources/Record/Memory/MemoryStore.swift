/// The record kept in memory: for tests, simulations and the REPL. It answers exactly as `SQLiteStore` does and is
/// the shorter of the two to read; what it says is the meaning of `Store`.
package final class MemoryStore: Store {
    private struct Row {
        var stream: StreamID
        var first: UInt64
        var count: Int
    }

    private var events: [StreamID: [RecordedEvent]] = [:]
    /// Rows in order of position (position 1 is index 0): what one batch said to one stream.
    private var rows: [Row] = []
    private var keyRows: [UInt8: [[UInt8]: [KeyEntry]]] = [:]
    private var streamOrder: [StreamID: Int] = [:]
    private var snapshots: [StreamID: Snapshot] = [:]
    private var blobs: [[UInt8]: [UInt8]] = [:]
    private var accountRows: [Account] = []
    private var erasures: Set<StreamID> = []

    /// Thrown by the next calls of `commit`, first to last: how a test makes the disk fail.
    package var failNextCommits: [StoreError] = []

    package init() {}

    package func commit(_ batches: [Batch]) throws(StoreError) -> [BatchOutcome] {
        if !failNextCommits.isEmpty { throw failNextCommits.removeFirst() }
        return batches.map { batch in
            if let refusal = refusal(of: batch) { return .refused(refusal) }
            write(batch)
            return .committed(position: Int64(rows.count))
        }
    }

    /// Checks the whole batch before anything of it is written.
    private func refusal(of batch: Batch) -> StoreError? {
        var heads: [StreamID: UInt64] = [:]
        for append in batch.appends {
            let next = (heads[append.stream] ?? UInt64(events[append.stream]?.count ?? 0)) + 1
            if append.expected != next {
                return .conflict(stream: append.stream, expected: append.expected, actual: next)
            }
            if append.bytes.count > Append.maximumByteCount {
                return .tooLarge(stream: append.stream, byteCount: append.bytes.count)
            }
            heads[append.stream] = next
        }
        var claimed: [UInt8: [[UInt8]: StreamID]] = [:]
        for case .claim(let entry) in batch.keys {
            let holders = keyRows[entry.scope]?[entry.key] ?? []
            let other =
                holders.first { $0.stream != entry.stream }?.stream ?? claimed[entry.scope]?[entry.key]
            if let other, other != entry.stream {
                return .keyTaken(scope: entry.scope, key: entry.key, stream: other)
            }
            claimed[entry.scope, default: [:]][entry.key] = entry.stream
        }
        return nil
    }

    private func write(_ batch: Batch) {
        var rowOfStream: [StreamID: Int] = [:]
        for append in batch.appends {
            note(append.stream)
            if let row = rowOfStream[append.stream] {
                rows[row].count += 1
            } else {
                rowOfStream[append.stream] = rows.count
                rows.append(Row(stream: append.stream, first: append.expected, count: 1))
            }
            let row = rowOfStream[append.stream] ?? 0
            events[append.stream, default: []].append(
                RecordedEvent(
                    position: Int64(row + 1), stream: append.stream, number: append.expected,
                    kind: append.kind, version: append.version, atMilliseconds: batch.atMilliseconds,
                    bytes: append.bytes))
        }
        for change in batch.keys {
            switch change {
            case .claim(let entry), .add(let entry):
                note(entry.stream)
                var holders = keyRows[entry.scope]?[entry.key] ?? []
                if let index = holders.firstIndex(where: { $0.stream == entry.stream }) {
                    holders[index] = entry
                } else {
                    holders.append(entry)
                }
                keyRows[entry.scope, default: [:]][entry.key] = holders
            case .remove(let scope, let key, let stream):
                keyRows[scope]?[key]?.removeAll { $0.stream == stream }
            }
        }
        for snapshot in batch.snapshots { put(snapshot) }
    }

    /// Remembers which stream came first.
    private func note(_ stream: StreamID) {
        if streamOrder[stream] == nil { streamOrder[stream] = streamOrder.count }
    }

    private func put(_ snapshot: Snapshot) {
        note(snapshot.stream)
        if let old = snapshots[snapshot.stream], old.number > snapshot.number { return }
        snapshots[snapshot.stream] = snapshot
    }

    package func head(_ stream: StreamID) throws(StoreError) -> UInt64 {
        UInt64(events[stream]?.count ?? 0)
    }

    package func read(_ stream: StreamID, from: UInt64, limit: Int) throws(StoreError) -> [RecordedEvent] {
        guard let all = events[stream], from <= UInt64(all.count), limit > 0 else { return [] }
        return Array(all[Int(max(from, 1) - 1)...].prefix(limit))
    }

    package func feed(after position: Int64, limit: Int) throws(StoreError) -> [RecordedEvent] {
        guard limit > 0, position < Int64(rows.count) else { return [] }
        var result: [RecordedEvent] = []
        for row in rows[Int(max(position, 0))...] {
            if result.count >= limit { break }
            let first = Int(row.first) - 1
            result += (events[row.stream] ?? [])[first..<(first + row.count)]
        }
        return result
    }

    package func snapshot(_ stream: StreamID) throws(StoreError) -> Snapshot? { snapshots[stream] }

    package func putSnapshot(_ snapshot: Snapshot) throws(StoreError) { put(snapshot) }

    package func blob(_ hash: [UInt8]) throws(StoreError) -> [UInt8]? { blobs[hash] }

    package func putBlobs(_ added: [Blob]) throws(StoreError) {
        for blob in added { blobs[blob.hash] = blob.bytes }
    }

    package func findByKey(scope: UInt8, key: [UInt8]) throws(StoreError) -> [KeyEntry] {
        (keyRows[scope]?[key] ?? []).sorted { order($0) < order($1) }
    }

    private func order(_ entry: KeyEntry) -> Int { streamOrder[entry.stream] ?? 0 }

    package func keys(scope: UInt8, after key: [UInt8]?, limit: Int) throws(StoreError) -> [KeyEntry] {
        let all = (keyRows[scope] ?? [:]).filter { entry in
            guard let key else { return true }
            return key.lexicographicallyPrecedes(entry.key)
        }
        var result: [KeyEntry] = []
        for (_, holders) in all.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            if result.count >= limit { break }
            result += holders.sorted { order($0) < order($1) }
        }
        return result
    }

    package func accounts() throws(StoreError) -> [Account] { accountRows }

    package func addAccount(_ account: Account) throws(StoreError) {
        if accountRows.contains(where: { $0.name == account.name && !$0.isRevoked }) {
            throw .nameTaken(account.name)
        }
        accountRows.append(account)
    }

    package func revokeAccount(
        name: String, roles: Set<Account.Role>, atMilliseconds: Int64
    ) throws(StoreError) {
        let index = accountRows.firstIndex { $0.name == name && roles.contains($0.role) && !$0.isRevoked }
        guard let index else { throw .notFound(what: "the account '\(name)'") }
        accountRows[index].revokedMilliseconds = atMilliseconds
    }

    package func hasForeignChanges() throws(StoreError) -> Bool { false }

    package func erase(_ stream: StreamID, numbers: ClosedRange<UInt64>?) throws(StoreError) -> Int {
        guard var all = events[stream] else { return 0 }
        var count = 0
        for index in all.indices where numbers?.contains(all[index].number) ?? true {
            if all[index].isTombstone { continue }
            all[index].kind = RecordedEvent.tombstoneKind
            all[index].version = 0
            all[index].bytes = []
            count += 1
        }
        events[stream] = all
        snapshots[stream] = nil
        if all.allSatisfy(\.isTombstone) {
            for scope in keyRows.keys {
                keyRows[scope] = keyRows[scope]?.mapValues { $0.filter { $0.stream != stream } }
            }
        }
        return count
    }

    /// There is nothing a copy of memory would be good for.
    package func backup(to path: String) throws(StoreError) {
        throw .io(operation: "backup of a record in memory", code: 95, path: path)
    }

    package func verify() throws(StoreError) -> [String] { [] }
}

extension MemoryStore: ErasingStore {
    package func requestErasure(of streams: [StreamID], atMilliseconds: Int64) throws(StoreError) {
        erasures.formUnion(streams)
    }

    package func requestedErasures(limit: Int) throws(StoreError) -> [StreamID] {
        Array(erasures.sorted().prefix(limit))
    }

    package func erase(_ streams: [StreamID], atMilliseconds: Int64) throws(StoreError) -> Int {
        var count = 0
        for stream in streams {
            count += try erase(stream, numbers: nil)
            erasures.remove(stream)
        }
        return count
    }

    /// Memory keeps no second copy.
    package func hasErasureToFinish() throws(StoreError) -> Bool { false }
    package func finishErasure() throws(StoreError) -> Bool { true }

    package func quietStreams(
        kind: UInt8, after position: Int64, until milliseconds: Int64, limit: Int
    ) throws(StoreError) -> (streams: [StreamID], next: Int64?) {
        guard position < Int64(rows.count), limit > 0 else { return ([], nil) }
        let looked = rows[Int(max(position, 0))...].prefix(limit)
        var streams: [StreamID] = []
        for row in looked where !streams.contains(row.stream) {
            guard let all = events[row.stream], all[Int(row.first) - 1].kind == kind,
                let last = all.last, last.atMilliseconds < milliseconds
            else { continue }
            streams.append(row.stream)
        }
        return (streams, Int64(looked.endIndex))
    }

    package func newestMilliseconds() throws(StoreError) -> Int64? {
        rows.last.flatMap { row in events[row.stream]?[Int(row.first) - 1].atMilliseconds }
    }
}
