import CSQLite
import Glibc

extension SQLiteStore {
    package func erase(_ stream: StreamID, numbers: ClosedRange<UInt64>?) throws(StoreError) -> Int {
        do throws(SQLiteError) {
            // Freed bytes are overwritten with zeros, so that the file does not keep what was erased.
            try connection.execute("PRAGMA secure_delete = ON", "erase")
        } catch { throw error.storeError(path: path) }
        let count = try transaction("erase") { () throws(SQLiteError) in
            let find = try connection.prepare("SELECT id FROM streams WHERE name = ?").bind(1, stream.bytes)
            guard let id = try find.first({ $0.integer(0) }) else { return 0 }
            var rewritten: [(position: Int64, packed: [UInt8])] = []
            var count = 0
            var remaining = 0
            let rows = try connection.prepare(
                "SELECT position, first, count, at, packed FROM events WHERE stream = ? ORDER BY first")
            try rows.bind(1, id).forEach { (row) throws(SQLiteError) in
                var packed: [UInt8] = []
                var changed = false
                for event in try unpack(row, stream: stream) {
                    if !event.isTombstone, numbers?.contains(event.number) ?? true {
                        changed = true
                        count += 1
                        PackedEvents.append(
                            kind: RecordedEvent.tombstoneKind, version: 0, bytes: [], to: &packed)
                    } else {
                        if !event.isTombstone { remaining += 1 }
                        PackedEvents.append(
                            kind: event.kind, version: event.version, bytes: event.bytes, to: &packed)
                    }
                }
                if changed { rewritten.append((row.integer(0), packed)) }
                return true
            }
            let update = try connection.prepare("UPDATE events SET packed = ? WHERE position = ?")
            for row in rewritten { try update.bind(1, row.packed).bind(2, row.position).run() }
            try connection.prepare("DELETE FROM snapshots WHERE stream = ?").bind(1, id).run()
            if remaining == 0 {
                try connection.prepare("DELETE FROM keys WHERE stream = ?").bind(1, id).run()
            }
            return count
        }
        do throws(SQLiteError) {
            // The log still holds the old pages until it begins anew.
            try connection.execute("PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint(TRUNCATE)", "erase")
        } catch { throw error.storeError(path: path) }
        return count
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
        } catch {
            unlink(path)
            throw error.storeError(path: path)
        }
        chmod(path, 0o600)
    }

    package func verify() throws(StoreError) -> [String] {
        try reading { () throws(SQLiteError) in
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
                if PackedEvents.items(of: row.bytes(4), count: row.integer(2)) == nil {
                    findings.append("position \(position) cannot be read")
                }
                next = first &+ UInt64(bitPattern: row.integer(2))
                return findings.count < 20
            }
            return findings
        }
    }
}
