/// The statements of the store, prepared once per connection.
struct Statements {
    let begin: Statement
    let commit: Statement
    let dataVersion: Statement
    let lastPosition: Statement
    let findStream: Statement
    let insertStream: Statement
    let insertEvents: Statement
    let readStream: Statement
    let feed: Statement
    let putKey: Statement
    let removeKey: Statement
    let findKey: Statement
    let listKeys: Statement
    let listKeysAfter: Statement
    let putSnapshot: Statement
    let readSnapshot: Statement
    let putBlob: Statement
    let readBlob: Statement

    init(_ connection: Connection) throws(SQLiteError) {
        begin = try connection.prepare("BEGIN IMMEDIATE")
        commit = try connection.prepare("COMMIT")
        dataVersion = try connection.prepare("PRAGMA data_version")
        lastPosition = try connection.prepare("SELECT coalesce(max(position), 0) FROM events")
        findStream = try connection.prepare(
            """
            SELECT id, coalesce((SELECT first + count - 1 FROM events WHERE stream = id
                                 ORDER BY first DESC LIMIT 1), 0)
            FROM streams WHERE name = ?
            """)
        insertStream = try connection.prepare("INSERT INTO streams(name) VALUES (?)")
        insertEvents = try connection.prepare(
            "INSERT INTO events(stream, first, count, at, packed) VALUES (?, ?, ?, ?, ?)")
        readStream = try connection.prepare(
            """
            WITH s AS (SELECT id FROM streams WHERE name = ?1)
            SELECT position, first, count, at, packed FROM events
            WHERE stream = (SELECT id FROM s)
                AND first >= coalesce((SELECT max(first) FROM events
                                       WHERE stream = (SELECT id FROM s) AND first <= ?2), 0)
            ORDER BY first
            """)
        feed = try connection.prepare(
            """
            SELECT position, first, count, at, packed, name FROM events JOIN streams ON id = stream
            WHERE position > ? ORDER BY position
            """)
        putKey = try connection.prepare(
            """
            INSERT INTO keys(scope, key, stream, value) VALUES (?, ?, ?, ?)
            ON CONFLICT(scope, key, stream) DO UPDATE SET value = excluded.value
            """)
        removeKey = try connection.prepare("DELETE FROM keys WHERE scope = ? AND key = ? AND stream = ?")
        findKey = try connection.prepare(
            """
            SELECT name, value FROM keys JOIN streams ON id = stream
            WHERE scope = ? AND key = ? ORDER BY stream
            """)
        listKeys = try connection.prepare(
            """
            SELECT key, name, value FROM keys JOIN streams ON id = stream
            WHERE scope = ? ORDER BY key, stream
            """)
        listKeysAfter = try connection.prepare(
            """
            SELECT key, name, value FROM keys JOIN streams ON id = stream
            WHERE scope = ? AND key > ? ORDER BY key, stream
            """)
        putSnapshot = try connection.prepare(
            """
            INSERT INTO snapshots(stream, number, version, bytes) VALUES (?, ?, ?, ?)
            ON CONFLICT(stream) DO UPDATE
            SET number = excluded.number, version = excluded.version, bytes = excluded.bytes
            WHERE excluded.number >= number
            """)
        readSnapshot = try connection.prepare(
            """
            SELECT number, version, bytes, \(SnapshotPlace.lastEvent) FROM snapshots
            WHERE stream = (SELECT id FROM streams WHERE name = ?)
            """)
        // One that was damaged is put right.
        putBlob = try connection.prepare(
            """
            INSERT INTO blobs(hash, bytes) VALUES (?, ?)
            ON CONFLICT(hash) DO UPDATE SET bytes = excluded.bytes WHERE bytes IS NOT excluded.bytes
            """)
        readBlob = try connection.prepare("SELECT bytes FROM blobs WHERE hash = ?")
    }
}
