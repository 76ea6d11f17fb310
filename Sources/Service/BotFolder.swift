package import Flows
import Glibc

/// Reads a bot's folder from disk into memory: what `serve`, `check`, `test` and `repl` all begin with.
///
/// Only files of known kinds below `Flows/` and `Intents/` are read, sorted by path; dot-files are left out. Everything
/// is bounded, so that a wrong `--bot` (a home folder, a disk) ends with a message and not with the memory.
package enum BotFolder {
    /// One byte more than any file may have: the reader of the file says what is wrong with it.
    package static let maximumFileBytes = (1 << 20) + 1
    package static let maximumBytes = 256 << 20
    package static let maximumFiles = 200_000
    package static let maximumDepth = 16

    private static let folders = ["Flows", "Intents"]
    private static let kinds = [".flow", ".transcript", ".policy", ".queues", ".intents", ".signals", ".md"]

    package enum Failure: Error, Sendable, Hashable {
        /// No such folder, or no `Flows` and no `Intents` in it.
        case notABot(path: String)
        /// A link that leads out of the bot's folder.
        case leadsOut(path: String)
        case tooMuch(path: String, limit: String)
        case unreadable(path: String, code: Int32)

        /// `what: why`, for one line on stderr.
        package var words: (what: String, why: String) {
            switch self {
            case .notABot(let path): (path, "no bot here: expected a folder with Flows/ or Intents/ in it")
            case .leadsOut(let path): (path, "the link leads out of the bot's folder")
            case .tooMuch(let path, let limit): (path, "the bot is too large: \(limit)")
            case .unreadable(let path, let code): (path, String(cString: strerror(code)))
            }
        }
    }

    /// - Returns: paths relative to the folder, `/` between parts.
    package static func read(_ path: String) throws(Failure) -> BotFiles {
        guard let root = resolved(path), isFolder(root) else { throw .notABot(path: path) }
        var reader = Reader(root: root)
        var found = false
        for folder in folders {
            guard isFolder(root + "/" + folder) else { continue }
            found = true
            try reader.add(folder: folder)
        }
        guard found else { throw .notABot(path: path) }
        return BotFiles(files: reader.files)
    }

    private static func resolved(_ path: String) -> String? {
        guard let pointer = realpath(path, nil) else { return nil }
        defer { free(pointer) }
        return String(cString: pointer)
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private struct Reader {
        let root: String
        var files: [BotFiles.File] = []
        var bytes = 0

        /// Walks with a list of its own: depth costs no stack.
        mutating func add(folder: String) throws(Failure) {
            var waiting: [(path: String, depth: Int)] = [(folder, 1)]
            while let (relative, depth) = waiting.popLast() {
                guard depth <= BotFolder.maximumDepth else {
                    throw .tooMuch(path: relative, limit: "more than \(BotFolder.maximumDepth) folders deep")
                }
                for name in try names(in: relative) {
                    let path = relative + "/" + name
                    var status = stat()
                    // A file that went away since it was listed is a file that is not there.
                    guard lstat(root + "/" + path, &status) == 0 else { continue }
                    if status.st_mode & S_IFMT == S_IFLNK {
                        guard let target = BotFolder.resolved(root + "/" + path) else { continue }
                        guard target == root || target.hasPrefix(root + "/") else {
                            throw .leadsOut(path: path)
                        }
                        guard stat(target, &status) == 0 else { continue }
                        // A link to a folder could lead round for ever; what it names is read where it is.
                        if status.st_mode & S_IFMT == S_IFDIR { continue }
                    }
                    switch status.st_mode & S_IFMT {
                    case S_IFDIR: waiting.append((path, depth + 1))
                    case S_IFREG where BotFolder.kinds.contains(where: name.hasSuffix): try read(path)
                    default: continue
                    }
                }
            }
        }

        private func names(in relative: String) throws(Failure) -> [String] {
            guard let directory = opendir(root + "/" + relative) else {
                throw .unreadable(path: relative, code: errno)
            }
            defer { closedir(directory) }
            var names: [String] = []
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if !name.hasPrefix(".") { names.append(name) }
                guard names.count <= BotFolder.maximumFiles else {
                    throw .tooMuch(path: relative, limit: "more than \(BotFolder.maximumFiles) files")
                }
            }
            return names
        }

        private mutating func read(_ path: String) throws(Failure) {
            guard files.count < BotFolder.maximumFiles else {
                throw .tooMuch(path: path, limit: "more than \(BotFolder.maximumFiles) files")
            }
            let descriptor = open(root + "/" + path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw .unreadable(path: path, code: errno) }
            defer { close(descriptor) }
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, code: errno) }
            let size = min(Int(status.st_size), BotFolder.maximumFileBytes)
            guard bytes + size <= BotFolder.maximumBytes else {
                throw .tooMuch(path: path, limit: "more than \(BotFolder.maximumBytes >> 20) MiB")
            }
            var content: [UInt8] = []
            var failure: Int32 = 0
            content = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                while count < size {
                    let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
                    if got < 0, errno == EINTR { continue }
                    if got < 0 { failure = errno }
                    if got <= 0 { return }
                    count += got
                }
            }
            guard failure == 0 else { throw .unreadable(path: path, code: failure) }
            bytes += content.count
            files.append(BotFiles.File(path: path, bytes: content))
        }
    }
}
