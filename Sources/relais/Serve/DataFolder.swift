import Glibc
import Record

/// The folder of a daemon's data, as the commands use it.
enum DataFolder {
    /// Opens the record beside a daemon that may be running.
    ///
    /// - Parameter makesFolder: makes the last folder of the path if it is missing.
    static func openRecord(_ path: String, makesFolder: Bool) throws(CommandFailure) -> SQLiteStore {
        if makesFolder {
            try make(path)
        } else if access(path + "/" + SQLiteStore.fileName, F_OK) != 0 {
            throw .world(what: path, why: "there is no record here; is --data right?")
        }
        do throws(StoreError) {
            return try SQLiteStore(folder: path, purpose: .tool)
        } catch { throw .world(what: path, why: error.explanation) }
    }

    /// The record's file in the folder that `--data` names.
    static func recordPath(_ arguments: Arguments) throws(CommandFailure) -> String {
        let folder = arguments.value("--data") ?? "data"
        let path = folder + "/" + SQLiteStore.fileName
        if access(path, F_OK) != 0 {
            throw .world(what: folder, why: "there is no record here; is --data right?")
        }
        return path
    }

    /// Makes the folder, not those above it: a mistyped path should not grow a tree.
    static func make(_ path: String) throws(CommandFailure) {
        if mkdir(path, 0o700) == 0 { return }
        let code = errno
        if code == EEXIST {
            var information = stat()
            if stat(path, &information) == 0, information.st_mode & S_IFMT != S_IFDIR {
                throw .world(what: "data folder \(path)", why: "is no folder")
            }
            return
        }
        let why =
            code == ENOENT ? "the folder it should stand in does not exist" : String(cString: strerror(code))
        throw .world(what: "data folder \(path)", why: why)
    }
}
