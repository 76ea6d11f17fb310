import Record

/// A disk that keeps what was synced, and of the rest whatever chance leaves after a crash.
///
/// Batches stand one after the other as frames: length, bytes, and a checksum chained to the frame before, so that a torn
/// frame, or an older one left behind a torn one, is never taken for the next. A group whose sync failed is
/// not on the disk as far as anybody was told; its octets are there until the next group is written over them, and
/// a crash before that may bring it back (as with a write-ahead log).
struct SimulatedDisk {
    private(set) var bytes: [UInt8] = []
    private(set) var syncedCount = 0
    private var syncedChain: UInt64 = 0
    private(set) var store = MemoryStore()

    /// Writes a group and syncs it.
    ///
    /// - Returns: what became of each batch, and those that are on disk now.
    mutating func commit(_ batches: [Batch]) throws(StoreError) -> [(Batch, BatchOutcome)] {
        let outcomes = try store.commit(batches)
        let all = Array(zip(batches, outcomes))
        bytes.removeSubrange(syncedCount...)
        for case (let batch, .committed) in all { append(batch) }
        syncedCount = bytes.count
        return all
    }

    /// Writes a group whose sync fails: some of its octets are left where the next group will stand.
    mutating func fail(_ batches: [Batch], _ chance: inout Chance) {
        bytes.removeSubrange(syncedCount...)
        let chain = syncedChain
        for batch in batches { append(batch) }
        syncedChain = chain
        tear(&chance)
    }

    /// The machine goes down, perhaps in the middle of writing a group, and comes up again.
    ///
    /// - Returns: batches found on disk that nobody was told of.
    mutating func crash(writing batches: [Batch], _ chance: inout Chance) -> [Batch] {
        if !batches.isEmpty {
            // Over whatever an older failure left there, octet by octet.
            let old = bytes
            let from = syncedCount
            fail(batches, &chance)
            if old.count > bytes.count { bytes += old[bytes.count...] }
            precondition(bytes.count >= from)
        }
        var found: [Batch] = []
        while let (batch, end, chain) = Self.frame(bytes, syncedCount, syncedChain) {
            // Written by a process that is gone: what the store refuses was refused then too.
            if let outcome = try? store.commit([batch]).first, case .committed = outcome {
                found.append(batch)
            }
            syncedCount = end
            syncedChain = chain
        }
        bytes.removeSubrange(syncedCount...)
        return found
    }

    /// The record as the octets alone tell it.
    func readAnew() -> MemoryStore {
        let fresh = MemoryStore()
        var at = 0
        var chain: UInt64 = 0
        while at < syncedCount, let (batch, end, next) = Self.frame(bytes, at, chain) {
            _ = try? fresh.commit([batch])
            at = end
            chain = next
        }
        return fresh
    }

    private mutating func tear(_ chance: inout Chance) {
        let written = bytes.count - syncedCount
        bytes.removeLast(chance.below(written + 1))
    }

    private mutating func append(_ batch: Batch) {
        let body = Self.encode(batch)
        syncedChain = Self.checksum(body, syncedChain)
        bytes.appendNumber(UInt64(body.count))
        bytes += body
        bytes.appendNumber(syncedChain)
    }

    // MARK: frames

    private static func frame(_ bytes: [UInt8], _ at: Int, _ chain: UInt64) -> (Batch, Int, UInt64)? {
        var reader = OctetReader(bytes, at: at)
        guard let count = reader.number(), count <= UInt64(bytes.count), let body = reader.take(Int(count)),
            let told = reader.number(), checksum(body, chain) == told, let batch = decode(body)
        else { return nil }
        return (batch, reader.at, told)
    }

    /// FNV-1a over words of eight octets.
    private static func checksum(_ bytes: [UInt8], _ chain: UInt64) -> UInt64 {
        var hash = chain ^ 0xCBF2_9CE4_8422_2325
        var word: UInt64 = 0
        for (index, byte) in bytes.enumerated() {
            word = word << 8 | UInt64(byte)
            if index & 7 == 7 { hash = (hash ^ word) &* 0x100_0000_01B3 }
        }
        return (hash ^ word ^ UInt64(bytes.count)) &* 0x100_0000_01B3
    }

    private static func encode(_ batch: Batch) -> [UInt8] {
        var out: [UInt8] = []
        out.appendNumber(UInt64(bitPattern: batch.atMilliseconds))
        out.appendNumber(UInt64(batch.appends.count))
        for append in batch.appends {
            out += append.stream.bytes
            out.appendNumber(append.expected)
            out += [append.kind, append.version]
            out.appendBytes(append.bytes)
        }
        out.appendNumber(UInt64(batch.keys.count))
        for key in batch.keys {
            switch key {
            case .claim(let entry), .add(let entry):
                if case .claim = key { out.append(0) } else { out.append(1) }
                out.append(entry.scope)
                out.appendBytes(entry.key)
                out += entry.stream.bytes
                out.appendBytes(entry.value)
            case .remove(let scope, let key, let stream):
                out += [2, scope]
                out.appendBytes(key)
                out += stream.bytes
                out.appendBytes([])
            }
        }
        out.appendNumber(UInt64(batch.snapshots.count))
        for snapshot in batch.snapshots {
            out += snapshot.stream.bytes
            out.appendNumber(snapshot.number)
            out.append(snapshot.version)
            out.appendBytes(snapshot.bytes)
        }
        return out
    }

    private static func decode(_ bytes: [UInt8]) -> Batch? {
        var reader = OctetReader(bytes, at: 0)
        guard let time = reader.number(), let appends = reader.number() else { return nil }
        var batch = Batch(atMilliseconds: Int64(bitPattern: time), appends: [])
        for _ in 0..<appends {
            guard let stream = reader.stream(), let expected = reader.number(), let kind = reader.octet(),
                let version = reader.octet(), let body = reader.bytes()
            else { return nil }
            batch.appends.append(
                Append(stream: stream, expected: expected, kind: kind, version: version, bytes: body))
        }
        guard let keys = reader.number() else { return nil }
        for _ in 0..<keys {
            guard let what = reader.octet(), let scope = reader.octet(), let key = reader.bytes(),
                let stream = reader.stream(), let value = reader.bytes()
            else { return nil }
            let entry = KeyEntry(scope: scope, key: key, stream: stream, value: value)
            batch.keys.append(
                what == 0
                    ? .claim(entry)
                    : what == 1 ? .add(entry) : .remove(scope: scope, key: key, stream: stream))
        }
        guard let snapshots = reader.number() else { return nil }
        for _ in 0..<snapshots {
            guard let stream = reader.stream(), let number = reader.number(), let version = reader.octet(),
                let body = reader.bytes()
            else { return nil }
            batch.snapshots.append(Snapshot(stream: stream, number: number, version: version, bytes: body))
        }
        return batch
    }
}

private struct OctetReader {
    private let all: [UInt8]
    private(set) var at: Int

    init(_ all: [UInt8], at: Int) {
        self.all = all
        self.at = at
    }

    mutating func take(_ count: Int) -> [UInt8]? {
        guard count >= 0, count <= all.count - at else { return nil }
        defer { at += count }
        return Array(all[at..<at + count])
    }

    mutating func number() -> UInt64? { take(8)?.reduce(0) { $0 << 8 | UInt64($1) } }
    mutating func octet() -> UInt8? { take(1)?.first }
    mutating func stream() -> StreamID? { take(16).flatMap { StreamID(bytes: $0) } }

    mutating func bytes() -> [UInt8]? {
        guard let count = number(), count <= UInt64(all.count) else { return nil }
        return take(Int(count))
    }
}

extension [UInt8] {
    fileprivate mutating func appendNumber(_ number: UInt64) {
        for shift in stride(from: 56, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    fileprivate mutating func appendBytes(_ bytes: [UInt8]) {
        appendNumber(UInt64(bytes.count))
        self += bytes
    }
}
