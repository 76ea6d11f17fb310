import CSQLite
import Glibc

/// The record in one SQLite file, `relais.sqlite` in the data folder.
///
/// WAL, so that readers and the one writer do not wait for each other; `synchronous = FULL`, so that a commit has been
/// synced before it returns (NORMAL would sync only at checkpoints and lose acknowledged turns at a power cut).
/// Automatic checkpoints are off: they would run inside a commit; the daemon's reader thread calls `checkpoint`.
/// One instance belongs to one thread at a time.
package final class SQLiteStore: Store {
    package enum Purpose: Sendable {
        /// The one writer: makes the file if there is none, upgrades it, holds the lock file.
        case daemon
        /// A second connection of the daemon, for reading and checkpoints.
        case reader
        /// A command beside a running daemon (accounts, erasure); makes the file if there is none, and upgrades it only
        /// while no daemon runs.
        case tool
    }

    package struct Checkpoint: Sendable {
        /// Pages in the log, and how many of them are in the database now.
        package var logPages: Int
        package var donePages: Int
    }

    package static let fileName = "relais.sqlite"
    /// What follows the file's name in that of a copy made before an upgrade; then comes the new schema's number.
    static let copySuffix = ".before-"

    package let path: String
    let connection: Connection
    let statements: Statements
    private let lock: LockFile?
    private let logPages: UnsafeMutablePointer<Int32>

    /// What the writer knows of streams it wrote to lately; emptied when a transaction fails or another process wrote.
    private var cache: [StreamID: CachedStream] = [:]
    private var lastPosition: Int64
    private var seenVersion: Int64
    private var reportedVersion: Int64

    /// Where rows are put together; its room is kept from one to the next.
    private var packed: [UInt8] = []
    /// What a row may leave of it: beyond, one large row would hold memory for ever.
    private static let keptRowCapacity = 65_536

    private struct CachedStream {
        /// nil: no such stream yet.
        var row: Int64?
        var head: UInt64
    }

    /// About 5 MB of cache at most; busy conversations are far fewer.
    private static let cacheLimit = 65_536

    /// Opens the record in a folder.
    ///
    /// - Parameters:
    ///   - maximumPageCount: a quota in pages of 4,096 octets; beyond it commits fail with `full`.
    /// - Throws: `notFound` without the folder, `readOnly`, `inUse`, `newerSchema`, `corrupt` (a file of zero length
    ///   too: a new record appears under its name only when complete).
    package init(folder: String, purpose: Purpose, maximumPageCount: Int? = nil) throws(StoreError) {
        let path = folder + "/" + Self.fileName
        var information = stat()
        guard stat(folder, &information) == 0, information.st_mode & S_IFMT == S_IFDIR else {
            throw .notFound(what: "the data folder \(folder)")
        }
        lock = purpose == .daemon ? try LockFile(path: folder + "/relais.lock") : nil
        if stat(path, &information) == 0 {
            guard information.st_size > 0 else {
                throw .corrupt(operation: "open", path: path, detail: "the file is empty")
            }
            if access(path, W_OK) != 0 || access(folder, W_OK) != 0 { throw .readOnly(path: path) }
        } else if purpose == .reader {
            throw .notFound(what: path)
        } else {
            try Self.create(path, folder: folder)
        }
        self.path = path
        let pages = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        pages.initialize(to: 0)
        logPages = pages
        do throws(StoreError) {
            connection = try Self.open(
                path, lockPath: folder + "/relais.lock", purpose: purpose, maximumPageCount: maximumPageCount)
            do throws(SQLiteError) {
                statements = try Statements(connection)
                lastPosition = try statements.lastPosition.first { $0.integer(0) } ?? 0
                seenVersion = try statements.dataVersion.first { $0.integer(0) } ?? 0
            } catch { throw error.storeError(path: path) }
        } catch {
            pages.deallocate()
            throw error
        }
        reportedVersion = seenVersion
        sqlite3_wal_hook(
            connection.handle,
            { context, _, _, pageCount in
                context?.assumingMemoryBound(to: Int32.self).pointee = pageCount
                return SQLITE_OK
            }, pages)
    }

    deinit {
        sqlite3_wal_hook(connection.handle, nil, nil)
        logPages.deallocate()
    }

    /// Makes a complete new record aside and moves it into place, so that a file under the record's name is never
    /// half made.
    private static func create(_ path: String, folder: String) throws(StoreError) {
        guard access(folder, W_OK) == 0 else { throw .readOnly(path: folder) }
        let temporary = "\(path).new-\(getpid())"
        for suffix in ["", "-wal", "-shm", "-journal"] { unlink(temporary + suffix) }
        do {
            let connection: Connection
            do throws(SQLiteError) {
                connection = try Connection(path: temporary, access: .readWriteCreate)
                try connection.execute(
                    "PRAGMA synchronous = FULL; PRAGMA cache_spill = OFF", "prepare a new record")
            } catch { throw error.storeError(path: temporary) }
            try Migrations.apply(to: connection, isNew: true)
            do throws(SQLiteError) {
                // Everything into the one file before it is renamed.
                try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)", "prepare a new record")
            } catch { throw error.storeError(path: temporary) }
        }
        for suffix in ["-wal", "-shm"] { unlink(temporary + suffix) }
        chmod(temporary, 0o600)
        // link, not rename: whoever comes second keeps the first one's record.
        let linked = link(temporary, path)
        let code = errno
        unlink(temporary)
        if linked != 0 && code != EEXIST { throw .io(operation: "make a record", code: code, path: path) }
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 {
            fsync(descriptor)
            close(descriptor)
        }
    }

    private static func open(
        _ path: String, lockPath: String, purpose: Purpose, maximumPageCount: Int?
    ) throws(StoreError) -> Connection {
        let connection: Connection
        do throws(SQLiteError) {
            connection = try Connection(path: path, access: .readWrite)
            // With eight megabytes a busy writer would read hardly less again: it goes on where it was.
            try connection.execute(
                """
                PRAGMA foreign_keys = ON;
                PRAGMA secure_delete = ON;
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = 0;
                PRAGMA temp_store = MEMORY;
                PRAGMA cache_size = -2000;
                PRAGMA cache_spill = OFF;
                """, "open")
        } catch { throw error.storeError(path: path) }
        let found = try Migrations.version(of: connection)
        if purpose == .reader {
            guard found == Migrations.all.count else {
                throw .newerSchema(path: path, found: found, known: Migrations.all.count)
            }
        } else {
            // Not under the feet of an older daemon.
            let guardian =
                purpose == .tool && found < Migrations.all.count ? try LockFile(path: lockPath) : nil
            defer { _ = guardian }
            if found > 0, found < Migrations.all.count {
                let copy = "\(path)\(copySuffix)\(Migrations.all.count)"
                if access(copy, F_OK) != 0 { try copyDatabase(of: connection, to: copy) }
            }
            try Migrations.apply(to: connection, isNew: false)
        }
        if let maximumPageCount {
            do throws(SQLiteError) {
                try connection.execute("PRAGMA max_page_count = \(maximumPageCount)", "open")
            } catch { throw error.storeError(path: path) }
        }
        return connection
    }

    // MARK: - Writing

    package func commit(_ batches: [Batch]) throws(StoreError) -> [BatchOutcome] {
        if batches.isEmpty { return [] }
        return try transaction("commit") { () throws(SQLiteError) in
            var outcomes: [BatchOutcome] = []
            outcomes.reserveCapacity(batches.count)
            for batch in batches {
                if let refusal = try refusal(of: batch) {
                    outcomes.append(.refused(refusal))
                } else {
                    try write(batch)
                    outcomes.append(.committed(position: lastPosition))
                }
            }
            return outcomes
        }
    }

    /// Checks the whole batch before anything of it is written.
    private func refusal(of batch: Batch) throws(SQLiteError) -> StoreError? {
        // Most batches speak to one or two streams: a list beats a dictionary.
        var heads: [(stream: StreamID, head: UInt64)] = []
        for append in batch.appends {
            let index = heads.firstIndex { $0.stream == append.stream }
            let next = if let index { heads[index].head + 1 } else { try headOfStream(append.stream) + 1 }
            if append.expected != next {
                return .conflict(stream: append.stream, expected: append.expected, actual: next)
            }
            if append.bytes.count > Append.maximumByteCount {
                return .tooLarge(stream: append.stream, byteCount: append.bytes.count)
            }
            if let index { heads[index].head = next } else { heads.append((append.stream, next)) }
        }
        var claimed: [(scope: UInt8, key: [UInt8], stream: StreamID)] = []
        for case .claim(let entry) in batch.keys {
            let holders = try entries(scope: entry.scope, key: entry.key).map(\.stream)
            let siblings = claimed.filter { $0.scope == entry.scope && $0.key == entry.key }.map(\.stream)
            if let other = (holders + siblings).first(where: { $0 != entry.stream }) {
                return .keyTaken(scope: entry.scope, key: entry.key, stream: other)
            }
            claimed.append((entry.scope, entry.key, entry.stream))
        }
        return nil
    }

    private func write(_ batch: Batch) throws(SQLiteError) {
        var rest = batch.appends[...]
        var done: [StreamID] = []
        while let first = rest.first {
            rest = rest.dropFirst()
            if done.contains(first.stream) { continue }
            if !rest.isEmpty { done.append(first.stream) }
            packed.removeAll(keepingCapacity: true)
            var count = 1
            PackedEvents.append(kind: first.kind, version: first.version, bytes: first.bytes, to: &packed)
            for append in rest where append.stream == first.stream {
                PackedEvents.append(
                    kind: append.kind, version: append.version, bytes: append.bytes, to: &packed)
                count += 1
            }
            let row = try rowOfStream(first.stream)
            try statements.insertEvents.bind(1, row).bind(2, Int64(bitPattern: first.expected))
                .bind(3, Int64(count)).bind(4, batch.atMilliseconds).run(lending: packed, as: 5)
            lastPosition = connection.lastInsertedRow
            cache[first.stream] = CachedStream(row: row, head: first.expected + UInt64(count - 1))
        }
        for change in batch.keys {
            switch change {
            case .claim(let entry), .add(let entry):
                try statements.putKey.bind(1, Int64(entry.scope)).bind(2, entry.key)
                    .bind(3, rowOfStream(entry.stream)).bind(4, entry.value).run()
            case .remove(let scope, let key, let stream):
                guard let row = try cached(stream).row else { continue }
                try statements.removeKey.bind(1, Int64(scope)).bind(2, key).bind(3, row).run()
            }
        }
        if packed.capacity > Self.keptRowCapacity { packed = [] }
        for snapshot in batch.snapshots { try put(snapshot) }
    }

    private func put(_ snapshot: Snapshot) throws(SQLiteError) {
        try statements.putSnapshot.bind(1, rowOfStream(snapshot.stream))
            .bind(2, Int64(bitPattern: snapshot.number)).bind(3, Int64(snapshot.version))
            .bind(4, snapshot.bytes).run()
    }

    private func headOfStream(_ stream: StreamID) throws(SQLiteError) -> UInt64 {
        try cached(stream).head
    }

    private func cached(_ stream: StreamID) throws(SQLiteError) -> CachedStream {
        if let known = cache[stream] { return known }
        let found = try statements.findStream.bind(1, stream.bytes).first { row in
            CachedStream(row: row.integer(0), head: UInt64(bitPattern: row.integer(1)))
        }
        // That there is none is worth knowing too: a new one is asked for twice.
        let known = found ?? CachedStream(row: nil, head: 0)
        remember(stream, known)
        return known
    }

    private func rowOfStream(_ stream: StreamID) throws(SQLiteError) -> Int64 {
        if let row = try cached(stream).row { return row }
        try statements.insertStream.bind(1, stream.bytes).run()
        let row = connection.lastInsertedRow
        remember(stream, CachedStream(row: row, head: 0))
        return row
    }

    private func remember(_ stream: StreamID, _ known: CachedStream) {
        if cache.count >= Self.cacheLimit { cache.removeAll(keepingCapacity: true) }
        cache[stream] = known
    }

    /// Runs the body between BEGIN IMMEDIATE and COMMIT; anything thrown rolls back and forgets what was cached.
    func transaction<Value>(
        _ operation: String, _ body: () throws(SQLiteError) -> Value
    ) throws(StoreError) -> Value {
        do throws(SQLiteError) {
            try statements.begin.run()
            let version = try statements.dataVersion.first { $0.integer(0) } ?? 0
            if version != seenVersion {
                cache.removeAll(keepingCapacity: true)
                lastPosition = try statements.lastPosition.first { $0.integer(0) } ?? 0
                seenVersion = version
            }
            let value = try body()
            try statements.commit.run()
            return value
        } catch {
            cache.removeAll(keepingCapacity: true)
            if !connection.isAutocommit { try? connection.execute("ROLLBACK", "roll back") }
            lastPosition = (try? statements.lastPosition.first { $0.integer(0) }) ?? 0
            throw SQLiteError(
                code: error.code, systemCode: error.systemCode, message: error.message, operation: operation
            ).storeError(path: path)
        }
    }

    /// Runs reads; failures in the words of the record.
    func reading<Value>(_ body: () throws(SQLiteError) -> Value) throws(StoreError) -> Value {
        do throws(SQLiteError) { return try body() } catch { throw error.storeError(path: path) }
    }

    package func putSnapshot(_ snapshot: Snapshot) throws(StoreError) {
        try transaction("write a snapshot") { () throws(SQLiteError) in try put(snapshot) }
    }

    package func putBlobs(_ blobs: [Blob]) throws(StoreError) {
        try transaction("write blobs") { () throws(SQLiteError) in
            for blob in blobs { try statements.putBlob.bind(1, blob.hash).bind(2, blob.bytes).run() }
        }
    }

    package func hasForeignChanges() throws(StoreError) -> Bool {
        let version = try reading { () throws(SQLiteError) in
            try statements.dataVersion.first { $0.integer(0) } ?? 0
        }
        defer { reportedVersion = version }
        return version != reportedVersion
    }

    /// Writes and syncs something that changes nothing: whether the disk takes commits.
    package func probe() throws(StoreError) {
        try transaction("probe") { () throws(SQLiteError) in
            try connection.execute("PRAGMA user_version = \(Migrations.all.count)", "probe")
        }
    }

    // MARK: - The log

    /// Pages in the write-ahead log after this instance's last commit.
    package var logPageCount: Int { Int(logPages.pointee) }

    /// Copies the log into the database. Passive: waits for nobody and may leave a rest. With `restarts`, waits for
    /// readers and writers so that the log begins anew.
    @discardableResult
    package func checkpoint(restarts: Bool = false) throws(StoreError) -> Checkpoint {
        var total: Int32 = 0
        var done: Int32 = 0
        let mode = restarts ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE
        let code = sqlite3_wal_checkpoint_v2(connection.handle, nil, mode, &total, &done)
        guard code == SQLITE_OK else {
            throw connection.error(code, "checkpoint").storeError(path: path)
        }
        return Checkpoint(logPages: Int(total), donePages: Int(done))
    }
}
