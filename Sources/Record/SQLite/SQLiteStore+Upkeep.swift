import CSQLite
import Glibc

extension SQLiteStore {
    /// Writes a consistent copy of a record's file that is not open here: whatever its schema, nothing of it is changed.
    package static func backup(file: String, to path: String) throws(StoreError) {
        guard access(path, F_OK) != 0 else { throw .io(operation: "backup", code: EEXIST, path: path) }
        try copyDatabase(of: try openToRead(file), to: path)
    }

    /// Checks a record's file that is not open here: the daemon's own, a copy, one of an older schema.
    ///
    /// - Parameters:
    ///   - event: what is wrong with an event's bytes, which only who wrote them can tell; nil for nothing.
    ///   - snapshot: the same of a snapshot.
    /// - Returns: what is wrong with it; empty means sound. At most some twenty lines, without anybody's words.
    /// - Throws: `notFound`, `newerSchema`, `corrupt` for a file that is no record or cannot be read at all.
    package static func verify(
        file: String, event: (RecordedEvent) -> String? = { _ in nil },
        snapshot: (Snapshot) -> String? = { _ in nil }
    ) throws(StoreError) -> [String] {
        let connection = try openToRead(file)
        let found = try Migrations.version(of: connection)
        guard found <= Migrations.all.count else {
            throw .newerSchema(path: file, found: found, known: Migrations.all.count)
        }
        guard found > 0 else { throw .corrupt(operation: "open", path: file, detail: "it has no tables") }
        do throws(SQLiteError) {
            let damage = try rowFindings(connection, event)
            return damage.isEmpty ? try snapshotFindings(connection, snapshot) : damage
        } catch { throw error.storeError(path: file) }
    }

    private static func openToRead(_ file: String) throws(StoreError) -> Connection {
        var information = stat()
        guard stat(file, &information) == 0 else { throw .notFound(what: file) }
        guard information.st_size > 0 else {
            throw .corrupt(operation: "open", path: file, detail: "the file is empty")
        }
        do throws(SQLiteError) {
            return try Connection(path: file, access: .readOnly)
        } catch { throw error.storeError(path: file) }
    }

    package func backup(to path: String) throws(StoreError) {
        guard access(path, F_OK) != 0 else { throw .io(operation: "backup", code: EEXIST, path: path) }
        try Self.copyDatabase(of: connection, to: path)
    }

    /// SQLite's online backup: one consistent state, others go on reading and writing.
    static func copyDatabase(of source: Connection, to path: String) throws(StoreError) {
        do throws(SQLiteError) {
            let target = try Connection(path: path, access: .readWriteCreate)
            guard let backup = sqlite3_backup_init(target.handle, "main", source.handle, "main") else {
                throw target.error(sqlite3_errcode(target.handle), "backup")
            }
            let code = sqlite3_backup_step(backup, -1)
            sqlite3_backup_finish(backup)
            guard code == SQLITE_DONE else { throw target.error(code, "backup") }
            // One file that stands for itself: a log beside it would be missed when it is moved.
            try target.execute("PRAGMA journal_mode = DELETE", "backup")
        } catch {
            unlink(path)
            // The copy is new: what is damaged is what it was made of.
            let isDamaged = [SQLITE_CORRUPT, SQLITE_NOTADB].contains(error.code & 0xFF)
            throw error.storeError(path: isDamaged ? source.path : path)
        }
        chmod(path, 0o600)
    }

    package func verify() throws(StoreError) -> [String] {
        try reading { () throws(SQLiteError) in try Self.rowFindings(connection) { _ in nil } }
    }

    private static func rowFindings(
        _ connection: Connection, _ problem: (RecordedEvent) -> String?
    ) throws(SQLiteError) -> [String] {
        var findings: [String] = []
        try connection.prepare("PRAGMA integrity_check(20)").forEach { row in
            if row.text(0) != "ok" { findings.append(row.text(0)) }
            return true
        }
        try connection.prepare("PRAGMA foreign_key_check").forEach { row in
            findings.append("a row of \(row.text(0)) belongs to no \(row.text(2))")
            return findings.count < 20
        }
        if !findings.isEmpty { return findings }
        var stream: Int64 = -1
        var next: UInt64 = 1
        let rows = try connection.prepare(
            """
            SELECT position, first, count, at, packed, events.stream, name
            FROM events LEFT JOIN streams ON id = events.stream ORDER BY events.stream, first
            """)
        try rows.forEach { row in
            let position = row.integer(0)
            if row.integer(5) != stream {
                stream = row.integer(5)
                next = 1
            }
            if row.isNull(6) { findings.append("position \(position) belongs to no stream") }
            let first = UInt64(bitPattern: row.integer(1))
            if first != next {
                findings.append("stream \(stream): event \(next) is missing before position \(position)")
            }
            guard let items = PackedEvents.items(of: row.bytes(4), count: row.integer(2)) else {
                findings.append("position \(position) cannot be read")
                return findings.count < 20
            }
            // A stream without a name was told above; which one it is says what its rows should be.
            if let id = StreamID(bytes: row.bytes(6)) {
                for (place, item) in items.enumerated() where findings.count < 20 {
                    let number = first &+ UInt64(place)
                    let event = RecordedEvent(
                        position: position, stream: id, number: number, kind: item.kind,
                        version: item.version, atMilliseconds: row.integer(3), bytes: item.bytes)
                    guard let problem = problem(event) else { continue }
                    findings.append(
                        "position \(position), event \(number) of stream \(stream), cannot be read: \(problem)"
                    )
                }
            }
            next = first &+ UInt64(bitPattern: row.integer(2))
            return findings.count < 20
        }
        return findings
    }

    private static func snapshotFindings(
        _ connection: Connection, _ problem: (Snapshot) -> String?
    ) throws(SQLiteError) -> [String] {
        var findings: [String] = []
        let rows = try connection.prepare(
            "SELECT name, number, version, bytes, stream FROM snapshots JOIN streams ON id = stream")
        try rows.forEach { row in
            guard let id = StreamID(bytes: row.bytes(0)) else { return true }
            let snapshot = Snapshot(
                stream: id, number: UInt64(bitPattern: row.integer(1)),
                version: UInt8(truncatingIfNeeded: row.integer(2)), bytes: row.bytes(3))
            if let problem = problem(snapshot) {
                findings.append("snapshot of stream \(row.integer(4)): \(problem)")
            }
            return findings.count < 20
        }
        return findings
    }
}
