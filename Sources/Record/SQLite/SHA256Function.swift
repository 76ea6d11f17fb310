import CCrypto
import CSQLite

/// `sha256(blob)` in SQL, for a migration that has to hash what stands in a column.
enum SHA256Function {
    static func add(to connection: Connection) throws(StoreError) {
        let code = sqlite3_create_function_v2(
            connection.handle, "sha256", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nil,
            { context, _, arguments in
                guard let argument = arguments?[0] else { return sqlite3_result_null(context) }
                let count = Int(sqlite3_value_bytes(argument))
                var digest = [UInt8](repeating: 0, count: 32)
                if let start = sqlite3_value_blob(argument) {
                    _ = SHA256(start.assumingMemoryBound(to: UInt8.self), count, &digest)
                } else {
                    _ = SHA256([], 0, &digest)
                }
                // SQLITE_TRANSIENT: copied before the call returns.
                sqlite3_result_blob(
                    context, digest, Int32(digest.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
            }, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw connection.error(code, "add a function").storeError(path: connection.path)
        }
    }
}
