import CSQLite
import Glibc

/// One SQLite connection, used by one thread at a time (opened with no-mutex: we serialise).
final class Connection {
    enum Access {
        case readWrite, readWriteCreate, readOnly
    }

    let path: String
    let handle: OpaquePointer

    /// Longest wait for a lock another process holds (an account being added takes a few milliseconds).
    static let busyTimeoutMilliseconds: Int32 = 5_000

    /// Once in a process, before anything else is asked of SQLite: nobody reads its statistics, and they take a lock at
    /// every allocation. That it comes too late is no failure: they are then kept.
    private static let isQuick = csqlite_stop_counting_memory() == SQLITE_OK

    init(path: String, access: Access) throws(SQLiteError) {
        _ = Self.isQuick
        var flags: Int32 =
            switch access {
            case .readOnly: SQLITE_OPEN_READONLY
            case .readWrite: SQLITE_OPEN_READWRITE
            case .readWriteCreate: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags, GatheredLog.name)
        guard code == SQLITE_OK, let opened else {
            let system = opened.map { sqlite3_system_errno($0) } ?? 0
            let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(opened)
            throw SQLiteError(code: code, systemCode: system, message: message, operation: "open")
        }
        self.path = path
        handle = opened
        sqlite3_busy_timeout(opened, Self.busyTimeoutMilliseconds)
    }

    deinit {
        // v2: waits for statements that are still alive.
        sqlite3_close_v2(handle)
    }

    /// Runs statements that return nothing, written by us.
    func execute(_ sql: String, _ operation: String) throws(SQLiteError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, operation) }
    }

    func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        try Statement(sql, on: self)
    }

    func error(_ code: Int32, _ operation: String) -> SQLiteError {
        SQLiteError(
            code: code, systemCode: sqlite3_system_errno(handle),
            message: String(cString: sqlite3_errmsg(handle)), operation: operation)
    }

    var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }
    var changeCount: Int { Int(sqlite3_changes(handle)) }
    /// False inside a transaction.
    var isAutocommit: Bool { sqlite3_get_autocommit(handle) != 0 }
}
