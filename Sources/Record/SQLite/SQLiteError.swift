import CSQLite

/// What SQLite answered when it did not answer OK: captured once, where the call was made.
struct SQLiteError: Error {
    /// Extended result code.
    let code: Int32
    /// The operating system's error number behind it, 0 if there is none.
    let systemCode: Int32
    let message: String
    let operation: String

    /// In the words of the record.
    ///
    /// - Source: https://www.sqlite.org/rescode.html
    func storeError(path: String) -> StoreError {
        // EISDIR, as whatever SQLite was about to do with it.
        if systemCode == 21 {
            return .corrupt(operation: operation, path: path, detail: "it is a folder")
        }
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: return .busy(operation: operation)
        case SQLITE_FULL: return .full(operation: operation, path: path)
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT:
            return .corrupt(operation: operation, path: path, detail: message)
        case SQLITE_READONLY, SQLITE_PERM: return .readOnly(path: path)
        case SQLITE_CANTOPEN:
            // EACCES, EROFS: there, but not for us. ENOENT: not there.
            if systemCode == 13 || systemCode == 30 { return .readOnly(path: path) }
            if systemCode == 2 { return .notFound(what: path) }
            return .io(operation: operation, code: systemCode == 0 ? code : systemCode, path: path)
        case SQLITE_IOERR:
            // ENOSPC can surface as a plain write error.
            if systemCode == 28 { return .full(operation: operation, path: path) }
            return .io(operation: operation, code: systemCode == 0 ? code : systemCode, path: path)
        case SQLITE_CONSTRAINT, SQLITE_MISMATCH:
            return .corrupt(operation: operation, path: path, detail: message)
        default: return .io(operation: operation, code: code, path: path)
        }
    }
}
