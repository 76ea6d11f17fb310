import CSQLite
import Glibc

// Rows are overwritten where they stand, with zeros, at the same size: SQLite then moves nothing, and no page keeps a
// second copy. What it frees (keys, snapshots) it wipes itself: `secure_delete` is on from the opening of the file. See
// the second migration for the rest of the argument, and `ErasureTests` for the search through every octet.

extension SQLiteStore: ErasingStore {
    /// Stands for "the log has to be cleaned" among the names of `erasures`.
    private static let cleaningMark: [UInt8] = []

    package func erase(_ stream: StreamID, numbers: ClosedRange<UInt64>?) throws(StoreError) -> Int {
        let count = try transaction("erase") { () throws(SQLiteError) in
            try wipe(stream, numbers: numbers, atMilliseconds: 0)
        }
        _ = try finishErasure()
        return count
    }

    package func erase(_ streams: [StreamID], atMilliseconds: Int64) throws(StoreError) -> Int {
        try transaction("erase") { () throws(SQLiteError) in
            var count = 0
            let strike = try connection.prepare("DELETE FROM erasures WHERE stream = ?")
            for stream in streams {
                count += try wipe(stream, numbers: nil, atMilliseconds: atMilliseconds)
                try strike.bind(1, stream.bytes).run()
            }
            return count
        }
    }

    /// Makes tombstones of a stream's events, drops its snapshot and, when nothing is left, its keys.
    private func wipe(
        _ stream: StreamID, numbers: ClosedRange<UInt64>?, atMilliseconds: Int64
    ) throws(SQLiteError) -> Int {
        let find = try connection.prepare("SELECT id FROM streams WHERE name = ?").bind(1, stream.bytes)
        guard let id = try find.first({ $0.integer(0) }) else { return 0 }
        var rows: [(position: Int64, first: UInt64, count: UInt64)] = []
        let list = try connection.prepare(
            "SELECT position, first, count FROM events WHERE stream = ? ORDER BY first")
        try list.bind(1, id).forEach { row in
            rows.append(
                (row.integer(0), UInt64(bitPattern: row.integer(1)), UInt64(bitPattern: row.integer(2))))
            return true
        }
        // One row in memory at a time: a conversation may be long.
        let read = try connection.prepare("SELECT packed FROM events WHERE position = ?")
        let update = try connection.prepare("UPDATE events SET packed = ? WHERE position = ?")
        var erased = 0
        var remaining = 0
        for row in rows {
            guard var packed = try read.bind(1, row.position).first({ $0.bytes(0) }) else { continue }
            let count = PackedEvents.erase(in: &packed) { place in
                numbers?.contains(row.first &+ UInt64(place)) ?? true
            }
            guard let count, let items = PackedEvents.items(of: packed, count: Int64(bitPattern: row.count))
            else {
                throw SQLiteError(
                    code: SQLITE_CORRUPT, systemCode: 0,
                    message: "the events at position \(row.position) cannot be read", operation: "erase")
            }
            if count > 0 { try update.bind(1, packed).bind(2, row.position).run() }
            erased += count
            remaining += items.count { $0.kind != RecordedEvent.tombstoneKind }
        }
        try connection.prepare("DELETE FROM snapshots WHERE stream = ?").bind(1, id).run()
        if remaining == 0 {
            try connection.prepare("DELETE FROM keys WHERE stream = ?").bind(1, id).run()
        }
        try connection.prepare("INSERT OR IGNORE INTO erasures(stream, asked) VALUES (?, ?)")
            .bind(1, Self.cleaningMark).bind(2, atMilliseconds).run()
        return erased
    }

    package func requestErasure(of streams: [StreamID], atMilliseconds: Int64) throws(StoreError) {
        try transaction("ask for an erasure") { () throws(SQLiteError) in
            let insert = try connection.prepare("INSERT OR IGNORE INTO erasures(stream, asked) VALUES (?, ?)")
            for stream in streams { try insert.bind(1, stream.bytes).bind(2, atMilliseconds).run() }
        }
    }

    package func requestedErasures(limit: Int) throws(StoreError) -> [StreamID] {
        try reading { () throws(SQLiteError) in
            var streams: [StreamID] = []
            let list = try connection.prepare(
                "SELECT stream FROM erasures WHERE length(stream) > 0 ORDER BY stream LIMIT ?")
            try list.bind(1, Int64(limit)).forEach { row in
                if let stream = StreamID(bytes: row.bytes(0)) { streams.append(stream) }
                return true
            }
            return streams
        }
    }

    package func hasErasureToFinish() throws(StoreError) -> Bool {
        try reading { () throws(SQLiteError) in
            try connection.prepare("SELECT 1 FROM erasures WHERE length(stream) = 0").first { _ in true }
                ?? false
        }
    }

    package func finishErasure() throws(StoreError) -> Bool {
        guard try hasErasureToFinish() else { return true }
        // A reader of an older state keeps the log as it is; it is not waited for long, because commits wait meanwhile.
        sqlite3_busy_timeout(connection.handle, 50)
        let code = sqlite3_wal_checkpoint_v2(
            connection.handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        sqlite3_busy_timeout(connection.handle, Connection.busyTimeoutMilliseconds)
        if code & 0xFF == SQLITE_BUSY || code & 0xFF == SQLITE_LOCKED { return false }
        guard code == SQLITE_OK else { throw connection.error(code, "erase").storeError(path: path) }
        try removeCopies()
        try transaction("erase") { () throws(SQLiteError) in
            try connection.execute("DELETE FROM erasures WHERE length(stream) = 0", "erase")
        }
        return true
    }

    /// The copies that upgrades made of the record hold what it held then.
    private func removeCopies() throws(StoreError) {
        let folder = String(path.prefix(path.count - Self.fileName.count))
        guard let entries = opendir(folder.isEmpty ? "." : folder) else { return }
        defer { closedir(entries) }
        var copies: [String] = []
        while let entry = readdir(entries) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasPrefix(Self.fileName + Self.copySuffix) { copies.append(folder + name) }
        }
        for copy in copies where unlink(copy) != 0 && errno != ENOENT {
            throw .io(operation: "remove the copy of an upgrade", code: errno, path: copy)
        }
    }

    package func quietStreams(
        kind: UInt8, after position: Int64, until milliseconds: Int64, limit: Int
    ) throws(StoreError) -> (streams: [StreamID], next: Int64?) {
        try reading { () throws(SQLiteError) in
            var next: Int64?
            var candidates: [Int64] = []
            let rows = try connection.prepare(
                """
                SELECT position, stream, at, substr(packed, 1, 1) FROM events
                WHERE position > ? ORDER BY position LIMIT ?
                """)
            try rows.bind(1, position).bind(2, Int64(limit)).forEach { row in
                next = row.integer(0)
                let isOld = row.integer(2) < milliseconds
                if isOld, row.bytes(3) == [kind], !candidates.contains(row.integer(1)) {
                    candidates.append(row.integer(1))
                }
                return true
            }
            let newest = try connection.prepare(
                """
                SELECT name, (SELECT at FROM events WHERE stream = id ORDER BY first DESC LIMIT 1)
                FROM streams WHERE id = ?
                """)
            var streams: [StreamID] = []
            for id in candidates {
                let found = try newest.bind(1, id).first { row in
                    row.integer(1) < milliseconds ? StreamID(bytes: row.bytes(0)) : nil
                }
                if let stream = found ?? nil { streams.append(stream) }
            }
            return (streams, next)
        }
    }

    package func newestMilliseconds() throws(StoreError) -> Int64? {
        try reading { () throws(SQLiteError) in
            try connection.prepare("SELECT at FROM events ORDER BY position DESC LIMIT 1").first {
                $0.integer(0)
            }
        }
    }
}
