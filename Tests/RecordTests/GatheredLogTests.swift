import CSQLite
import Glibc
import TestSupport
import Testing

@testable import Record

/// The log in SQLite's own files, written in large pieces.
@Suite struct GatheredLogTests {
    let folder = TemporaryFolder()
    var file: String { folder.path + "/x.sqlite" }

    func open(_ access: Connection.Access = .readWriteCreate) throws -> Connection {
        let connection = try Connection(path: file, access: access)
        try connection.execute(
            "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = 16", "open")
        return connection
    }

    func count(_ connection: Connection) throws -> Int64 {
        try connection.prepare("SELECT count(*) + sum(length(x)) FROM t").first { $0.integer(0) } ?? 0
    }

    func size(_ path: String) -> Int {
        var information = stat()
        return stat(path, &information) == 0 ? Int(information.st_size) : -1
    }

    @Test(arguments: [Connection.Access.readWriteCreate, .readWrite, .readOnly])
    func isThereForEveryConnection(_ access: Connection.Access) throws {
        _ = try open()
        let connection = try Connection(path: file, access: access)
        var system: UnsafeMutablePointer<sqlite3_vfs>?
        #expect(
            sqlite3_file_control(connection.handle, "main", SQLITE_FCNTL_VFS_POINTER, &system) == SQLITE_OK)
        #expect(system.map { String(cString: $0.pointee.zName) } == "relais-gathered")
    }

    /// Else pages of a transaction that is rolled back could be written after another connection's.
    @Test func aStoreWritesToItsLogOnlyWhenItCommits() throws {
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        #expect(try store.connection.prepare("PRAGMA cache_spill").first { $0.integer(0) } == 0)
    }

    @Test(arguments: ["FULL", "NORMAL", "OFF"])
    func whatIsCommittedIsInTheFileWhenCommitReturns(_ synchronous: String) throws {
        let connection = try open()
        try connection.execute("PRAGMA synchronous = \(synchronous); CREATE TABLE t(x BLOB)", "prepare")
        var before = size(file + "-wal")
        for rows in [1, 3, 40, 400] {
            try connection.execute(
                """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(rows))
                INSERT INTO t SELECT zeroblob(1000) FROM n
                """, "insert")
            let after = size(file + "-wal")
            // Head of the log, then whole frames; the rows are in them.
            #expect((after - 32) % (24 + 4_096) == 0)
            #expect(after - before >= rows * 1_000)
            before = after
            #expect(try count(try open(.readOnly)) == count(connection))
        }
    }

    @Test func aTransactionLargerThanTheCacheIsReadInItAndAfterIt() throws {
        let connection = try open()
        try connection.execute("PRAGMA synchronous = FULL; CREATE TABLE t(x BLOB)", "prepare")
        let other = try open(.readWrite)
        for round in 1...6 {
            try connection.execute("BEGIN IMMEDIATE", "begin")
            let insert = try connection.prepare("INSERT INTO t VALUES (zeroblob(?))")
            for row in 0..<300 {
                try insert.bind(1, 100 * Int64(round) + Int64(row)).run()
                // Pages the cache gave up are read from the log, and changed again.
                if row % 60 == 59 {
                    try connection.execute("UPDATE t SET x = x || x'01' WHERE rowid % 7 = 0", "change")
                }
            }
            let mine = try count(connection)
            let before = try count(other)
            #expect(before < mine)
            try connection.execute(round % 2 == 0 ? "ROLLBACK" : "COMMIT", "end")
            #expect(try count(other) == (round % 2 == 0 ? before : mine))
            if round == 4 { try other.execute("PRAGMA wal_checkpoint(RESTART)", "checkpoint") }
        }
        let answer = try other.prepare("PRAGMA integrity_check").first { $0.text(0) }
        #expect(answer == "ok")
    }
}
