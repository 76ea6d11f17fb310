import CSQLite
import Glibc

extension SQLiteStore {
    /// Writes a consistent copy of a record's file that is not open here: whatever its schema, nothing of it is changed.
    package static func backup(file: String, to path: String) throws(StoreError) {
        guard access(path, F_OK) != 0 else { throw .io(operation: "backup", code: EEXIST, path: path) }
        try copyDatabase(of: try openToRead(file), to: path)
    }

    static func openToRead(_ file: String) throws(StoreError) -> Connection {
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
}
