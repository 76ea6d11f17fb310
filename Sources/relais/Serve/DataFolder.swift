import Glibc
import Record

/// The folder of a daemon's data, as the commands use it.
enum DataFolder {
    static let option = Subcommand.Option(
        "--data", "DIR", en: "the daemon's data folder (data)", fr: "le dossier de données (data)")

    static func path(_ arguments: Arguments) -> String { arguments.value("--data") ?? "data" }

    /// The record's file in the folder that `--data` names.
    static func recordPath(_ arguments: Arguments) throws(CommandFailure) -> String {
        let file = path(arguments) + "/" + SQLiteStore.fileName
        guard access(file, F_OK) == 0 else {
            throw .world(
                what: path(arguments), en: "there is no record here; is --data right?",
                fr: "il n'y a pas de registre ici ; --data est-il juste ?")
        }
        return file
    }

    /// Opens the record beside a daemon that may be running.
    ///
    /// - Parameter makesFolder: makes the last folder of the path if it is missing.
    static func openRecord(
        _ arguments: Arguments, makesFolder: Bool = false
    ) throws(CommandFailure) -> SQLiteStore {
        if makesFolder { try make(path(arguments)) } else { _ = try recordPath(arguments) }
        return try storing(path(arguments)) { () throws(StoreError) in
            try SQLiteStore(folder: path(arguments), purpose: .tool)
        }
    }

    /// Does something with the record; what the store refuses is the world's failure.
    static func storing<Result>(
        _ what: String, _ body: () throws(StoreError) -> Result
    ) throws(CommandFailure) -> Result {
        do throws(StoreError) { return try body() } catch { throw .world(what: what, why: error.explanation) }
    }

    /// Makes the folder, not those above it: a mistyped path should not grow a tree.
    static func make(_ path: String) throws(CommandFailure) {
        if mkdir(path, 0o700) == 0 { return }
        let code = errno
        if code == EEXIST {
            var information = stat()
            if stat(path, &information) == 0, information.st_mode & S_IFMT != S_IFDIR {
                throw .world(
                    what: Terminal.words("data folder \(path)", "dossier des données \(path)"),
                    en: "is no folder", fr: "n'est pas un dossier")
            }
            return
        }
        let why =
            code == ENOENT
            ? Terminal.words(
                "the folder it should stand in does not exist",
                "le dossier qui devrait le contenir n'existe pas")
            : String(cString: strerror(code))
        throw .world(what: Terminal.words("data folder \(path)", "dossier des données \(path)"), why: why)
    }
}
