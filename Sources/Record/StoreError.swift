/// Why the record could not do what was asked; one case per decision a caller can make.
package enum StoreError: Error, Hashable, Sendable {
    /// Another process holds the database longer than the busy timeout; try later.
    case busy(operation: String)
    /// The disk is full. Nothing was written; reads go on.
    case full(operation: String, path: String)
    /// The file is damaged or is no record of ours. Restore a backup.
    case corrupt(operation: String, path: String, detail: String)
    /// The file or its folder cannot be written.
    case readOnly(path: String)
    /// There is no such record, stream, account or blob.
    case notFound(what: String)
    /// Written by a later version of the program.
    case newerSchema(path: String, found: Int, known: Int)
    /// Another daemon serves this record.
    case inUse(path: String)
    /// Somebody else appended first.
    case conflict(stream: StreamID, expected: UInt64, actual: UInt64)
    /// The claimed key leads to another stream.
    case keyTaken(scope: UInt8, key: [UInt8], stream: StreamID)
    /// An account of that name exists.
    case nameTaken(String)
    /// An event beyond `Append.maximumByteCount`.
    case tooLarge(stream: StreamID, byteCount: Int)
    /// Anything else the operating system or the database said; `code` is theirs.
    case io(operation: String, code: Int32, path: String)

    /// One line in English for logs and the command line; holds no personal data.
    package var explanation: String {
        switch self {
        case .busy(let operation):
            "\(operation): the database is locked by another process"
        case .full(let operation, let path):
            "\(operation): no space left for \(path)"
        case .corrupt(let operation, let path, let detail):
            "\(operation): \(path) is damaged or not a Relais record (\(detail)); restore a backup"
        case .readOnly(let path):
            "\(path) cannot be written; check its permissions and those of its folder"
        case .notFound(let what):
            "\(what) does not exist"
        case .newerSchema(let path, let found, let known):
            "\(path) was written by a newer Relais (schema \(found), this one knows \(known)); use that version, or "
                + "restore the copy made before the upgrade"
        case .inUse(let path):
            "another Relais daemon is using \(path)"
        case .conflict(let stream, let expected, let actual):
            "stream \(stream): expected to write event \(expected), but the next is \(actual)"
        case .keyTaken(let scope, _, let stream):
            "a key of scope \(scope) already belongs to stream \(stream)"
        case .nameTaken(let name):
            "there is already an account named '\(name)'"
        case .tooLarge(let stream, let byteCount):
            "stream \(stream): an event of \(byteCount) octets is too large"
        case .io(let operation, let code, let path):
            "\(operation): error \(code) on \(path)"
        }
    }
}
