/// How the database came to its present shape: named steps, applied in order, each in one transaction, never changed
/// once released. `PRAGMA user_version` counts the steps done.
enum Migrations {
    struct Step {
        let name: String
        let sql: String
    }

    /// "Rela" in ASCII: tells our file from any other SQLite database.
    static let applicationID: Int64 = 0x5265_6C61

    static let all: [Step] = [
        Step(
            name: "first shape",
            // `events` has no foreign key on `streams`: it would cost a look-up in every turn; `verify` checks it.
            // Streams have a small number of their own so that the index of a busy conversation stays in a few
            // pages whatever its 128-bit name is.
            sql: """
                CREATE TABLE streams(
                    id INTEGER PRIMARY KEY,
                    name BLOB NOT NULL UNIQUE);
                CREATE TABLE events(
                    position INTEGER PRIMARY KEY,
                    stream INTEGER NOT NULL,
                    first INTEGER NOT NULL,
                    count INTEGER NOT NULL,
                    at INTEGER NOT NULL,
                    packed BLOB NOT NULL);
                CREATE UNIQUE INDEX events_of_stream ON events(stream, first);
                CREATE TABLE keys(
                    scope INTEGER NOT NULL,
                    key BLOB NOT NULL,
                    stream INTEGER NOT NULL REFERENCES streams(id),
                    value BLOB NOT NULL,
                    PRIMARY KEY(scope, key, stream)) WITHOUT ROWID;
                CREATE TABLE snapshots(
                    stream INTEGER PRIMARY KEY REFERENCES streams(id),
                    number INTEGER NOT NULL,
                    version INTEGER NOT NULL,
                    bytes BLOB NOT NULL);
                CREATE TABLE blobs(
                    hash BLOB PRIMARY KEY,
                    bytes BLOB NOT NULL);
                CREATE TABLE accounts(
                    id INTEGER PRIMARY KEY,
                    name TEXT NOT NULL,
                    role TEXT NOT NULL,
                    token_hash TEXT NOT NULL,
                    skills TEXT NOT NULL,
                    origins TEXT NOT NULL,
                    created INTEGER NOT NULL,
                    revoked INTEGER);
                CREATE UNIQUE INDEX accounts_in_force ON accounts(name) WHERE revoked IS NULL;
                """),
        Step(
            name: "erasure without a trace",
            // SQLite wipes what is freed, but not the copies that stay in the free part of a page when it moves its
            // neighbours to another one. So nothing personal may stand where rows are moved: keys of customers and
            // of `open` ids are kept as their hash (scopes 1 and 2 of `Sessions`), and a snapshot begins with a page
            // of nothing, so that its bytes lie on overflow pages, which stay where they are until they are wiped.
            // `erasures` holds what is still to be erased, so that a crash in between finishes at the next start.
            sql: """
                CREATE TABLE erasures(
                    stream BLOB PRIMARY KEY,
                    asked INTEGER NOT NULL) WITHOUT ROWID;
                CREATE TABLE padded(
                    stream INTEGER PRIMARY KEY REFERENCES streams(id),
                    number INTEGER NOT NULL,
                    version INTEGER NOT NULL,
                    padding BLOB NOT NULL DEFAULT (zeroblob(4096)),
                    bytes BLOB NOT NULL);
                INSERT INTO padded(stream, number, version, bytes)
                    SELECT stream, number, version, bytes FROM snapshots;
                DROP TABLE snapshots;
                ALTER TABLE padded RENAME TO snapshots;
                CREATE TABLE hashed(
                    scope INTEGER NOT NULL,
                    key BLOB NOT NULL,
                    stream INTEGER NOT NULL REFERENCES streams(id),
                    value BLOB NOT NULL,
                    PRIMARY KEY(scope, key, stream)) WITHOUT ROWID;
                INSERT INTO hashed
                    SELECT scope, CASE WHEN scope IN (1, 2) THEN sha256(key) ELSE key END, stream, value FROM keys;
                DROP TABLE keys;
                ALTER TABLE hashed RENAME TO keys;
                """),
        // Nothing here changes. Rows of conversations written from here on leave out what an older program would miss
        // (`TurnRow` version 2 in `Sessions`), and it must not serve such a record by half.
        Step(name: "each text once in a row", sql: ""),
    ]

    /// Brings an open database to the newest shape.
    ///
    /// - Parameter applied: called after each step inside its transaction; tests make it fail.
    /// - Throws: `newerSchema` for a database of a later program, `corrupt` for one that is not ours.
    static func apply(
        to connection: Connection, isNew: Bool, steps: [Step] = all
    ) throws(StoreError) {
        do throws(SQLiteError) {
            if isNew {
                // Needs to be set before the first table: lets a later erase give pages back.
                try connection.execute("PRAGMA auto_vacuum = INCREMENTAL", "prepare a new record")
            }
            try connection.execute("PRAGMA journal_mode = WAL", "switch to the write-ahead log")
        } catch { throw error.storeError(path: connection.path) }
        let found = try version(of: connection)
        guard found <= steps.count else {
            throw .newerSchema(path: connection.path, found: found, known: steps.count)
        }
        if found < steps.count { try SHA256Function.add(to: connection) }
        for (index, step) in steps.enumerated().dropFirst(found) {
            do throws(SQLiteError) {
                try connection.execute(
                    """
                    BEGIN IMMEDIATE;
                    \(step.sql)
                    PRAGMA user_version = \(index + 1);
                    PRAGMA application_id = \(applicationID);
                    COMMIT;
                    """, "migration '\(step.name)'")
            } catch {
                if !connection.isAutocommit { try? connection.execute("ROLLBACK", "roll back") }
                throw error.storeError(path: connection.path)
            }
        }
    }

    /// Steps the database has had; refuses a database that is not a record of ours.
    static func version(of connection: Connection) throws(StoreError) -> Int {
        do throws(SQLiteError) {
            let user = try connection.prepare("PRAGMA user_version").first { $0.integer(0) } ?? 0
            let application = try connection.prepare("PRAGMA application_id").first { $0.integer(0) } ?? 0
            let tables =
                try connection.prepare("SELECT count(*) FROM sqlite_schema").first { $0.integer(0) } ?? 0
            guard application == applicationID || (user == 0 && application == 0 && tables == 0) else {
                throw SQLiteError(
                    code: 26, systemCode: 0, message: "its application id is \(application)",
                    operation: "open")
            }
            return Int(user)
        } catch { throw error.storeError(path: connection.path) }
    }
}
