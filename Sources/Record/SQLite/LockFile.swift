import Glibc

/// Keeps a second daemon away from a record: an advisory lock on a file beside the database, released by the kernel
/// however the process ends.
final class LockFile {
    private let descriptor: Int32

    /// - Throws: `inUse` when another process holds it, `readOnly` when it cannot be made.
    init(path: String) throws(StoreError) {
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            let code = errno
            switch code {
            case EACCES, EROFS, EPERM: throw .readOnly(path: path)
            case ENOENT, ENOTDIR: throw .notFound(what: "the folder of \(path)")
            case ENOSPC, EDQUOT: throw .full(operation: "lock", path: path)
            default: throw .io(operation: "lock", code: code, path: path)
            }
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(opened)
            throw code == EWOULDBLOCK ? .inUse(path: path) : .io(operation: "lock", code: code, path: path)
        }
        descriptor = opened
    }

    deinit { close(descriptor) }
}
