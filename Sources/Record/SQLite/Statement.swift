import CSQLite

/// SQLITE_TRANSIENT, a cast macro that Swift cannot see: SQLite copies the bytes before the call returns.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

/// A prepared statement; keeps its connection alive.
final class Statement {
    private let connection: Connection
    private let handle: OpaquePointer
    private let operation: String

    /// - Parameter sql: one statement, written by us.
    init(_ sql: String, on connection: Connection) throws(SQLiteError) {
        var prepared: OpaquePointer?
        // Kept for long: PERSISTENT.
        let code = sqlite3_prepare_v3(
            connection.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        operation = String(sql.prefix { $0 != "\n" }.prefix(40))
        guard code == SQLITE_OK, let prepared else { throw connection.error(code, operation) }
        self.connection = connection
        handle = prepared
    }

    deinit { sqlite3_finalize(handle) }

    @discardableResult
    func bind(_ index: Int32, _ value: Int64) throws(SQLiteError) -> Self {
        try check(sqlite3_bind_int64(handle, index, value))
        return self
    }

    @discardableResult
    func bind(_ index: Int32, _ bytes: [UInt8]) throws(SQLiteError) -> Self {
        // A nil pointer would bind NULL; an empty blob is not NULL.
        let code =
            bytes.isEmpty
            ? sqlite3_bind_zeroblob(handle, index, 0)
            : bytes.withUnsafeBytes {
                sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), transient)
            }
        try check(code)
        return self
    }

    @discardableResult
    func bind(_ index: Int32, _ text: String) throws(SQLiteError) -> Self {
        var text = text
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // An empty string's base may be nil, which would bind NULL.
                characters.baseAddress == nil
                    ? sqlite3_bind_text(handle, index, "", 0, transient)
                    : sqlite3_bind_text64(
                        handle, index, characters.baseAddress, UInt64(characters.count), transient,
                        UInt8(SQLITE_UTF8))
            }
        }
        try check(code)
        return self
    }

    /// Runs a statement without rows, ready for the next use.
    func run() throws(SQLiteError) {
        let code = sqlite3_step(handle)
        let failure = code == SQLITE_DONE || code == SQLITE_ROW ? nil : connection.error(code, operation)
        sqlite3_reset(handle)
        if let failure { throw failure }
    }

    /// The same with one more value, which SQLite reads where it lies: only while this runs.
    func run(lending bytes: [UInt8], as index: Int32) throws(SQLiteError) {
        if bytes.isEmpty { return try bind(index, bytes).run() }
        let result: Result<Void, SQLiteError> = bytes.withUnsafeBytes { bytes in
            do throws(SQLiteError) {
                // No destructor: SQLITE_STATIC.
                try check(sqlite3_bind_blob64(handle, index, bytes.baseAddress, UInt64(bytes.count), nil))
                defer { sqlite3_bind_null(handle, index) }
                try run()
                return .success(())
            } catch { return .failure(error) }
        }
        try result.get()
    }

    /// The first row made into a value, or nil without rows; ready for the next use.
    func first<Value>(_ make: (Row) throws(SQLiteError) -> Value) throws(SQLiteError) -> Value? {
        defer { sqlite3_reset(handle) }
        let code = sqlite3_step(handle)
        if code == SQLITE_DONE { return nil }
        guard code == SQLITE_ROW else { throw connection.error(code, operation) }
        return try make(Row(statement: handle))
    }

    /// Calls `body` for each row while it answers true; ready for the next use.
    func forEach(_ body: (Row) throws(SQLiteError) -> Bool) throws(SQLiteError) {
        defer { sqlite3_reset(handle) }
        while true {
            let code = sqlite3_step(handle)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw connection.error(code, operation) }
            if try !body(Row(statement: handle)) { return }
        }
    }

    /// The next row, for two statements read side by side; nil after the last, and then ready for the next use.
    func next() throws(SQLiteError) -> Row? {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return Row(statement: handle) }
        // Asked before the reset, which has an outcome of its own.
        let failure = code == SQLITE_DONE ? nil : connection.error(code, operation)
        sqlite3_reset(handle)
        if let failure { throw failure }
        return nil
    }

    private func check(_ code: Int32) throws(SQLiteError) {
        guard code == SQLITE_OK else { throw connection.error(code, operation) }
    }
}
