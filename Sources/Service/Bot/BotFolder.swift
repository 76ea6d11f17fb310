package import Flows
import Glibc

/// The folder that holds `Flows/` and `Intents/`, read from the disk.
package struct BotFolder: Sendable {
    package enum Failure: Error, Hashable, Sendable {
        case missing(String)
        /// There is something else of this name.
        case noFolder(String)
        /// No flow and no article in it: nothing a bot could say.
        case empty(String)
        case unreadable(path: String, why: String)
        case tooMany(limit: Int)
        case tooMuch(limit: Int)

        package var explanation: String {
            switch self {
            case .missing(let path): "\(path) does not exist"
            case .noFolder(let path): "\(path) is no folder; a bot is a folder with Flows/ and Intents/"
            case .empty(let path):
                "\(path) holds no bot: neither a flow (Flows/….flow) nor an article (Intents/knowledge/….md)"
            case .unreadable(let path, let why): "\(path): \(why)"
            case .tooMany(let limit): "more than \(limit) files"
            case .tooMuch(let limit): "more than \(limit) octets in all"
            }
        }
    }

    /// Octets of one file, of all of them, and how many there may be.
    package static let fileLimit = 8 << 20
    package static let totalLimit = 128 << 20
    package static let countLimit = 200_000
    private static let depthLimit = 16

    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// Whether a file below the folder belongs to the bot: by its ending, so that editors' copies and notes do not count.
    package static func belongs(_ path: String) -> Bool {
        if path.hasPrefix("Flows/") {
            return [".flow", ".policy", ".queues", ".canned", ".transcript"].contains { path.hasSuffix($0) }
        }
        if path.hasPrefix("Intents/knowledge/") { return path.hasSuffix(".md") }
        if path.hasPrefix("Intents/") {
            return [".intents", ".signals", ".transcript"].contains { path.hasSuffix($0) }
        }
        return false
    }

    /// Every file of the bot with its signature, ordered by path: some microseconds for each.
    func entries() throws(Failure) -> [(path: String, signature: FileSignature)] {
        guard let root = Self.realPath(path) else { throw .missing(path) }
        var information = stat()
        guard stat(root, &information) == 0, information.st_mode & S_IFMT == S_IFDIR else {
            throw .noFolder(path)
        }
        var found: [(path: String, signature: FileSignature)] = []
        for part in ["Flows", "Intents"] {
            let real = Self.realPath(root + "/" + part) ?? root + "/" + part
            try walk(part, root: root, above: [real], isLinked: real != root + "/" + part, into: &found)
        }
        guard found.contains(where: { $0.path.hasSuffix(".flow") || $0.path.hasSuffix(".md") }) else {
            throw .empty(path)
        }
        return found.sorted { $0.path < $1.path }
    }

    /// A folder that is not there holds nothing.
    ///
    /// - Parameter above: where this folder and those it was reached through really stand, this one last.
    /// - Parameter isLinked: a link led there, so that what it holds may stand anywhere. Resolving a path asks the kernel
    ///   about each of its parts, and this runs again and again: files no link leads to are not asked about.
    private func walk(
        _ relative: String, root: String, above: [String], isLinked: Bool,
        into found: inout [(path: String, signature: FileSignature)]
    ) throws(Failure) {
        if above.count > Self.depthLimit + 1 { return }
        guard let folder = opendir(root + "/" + relative) else {
            if errno == ENOENT || errno == ENOTDIR { return }
            throw .unreadable(path: relative, why: String(cString: strerror(errno)))
        }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let octets = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in Array(bytes.prefix { $0 != 0 })
            }
            let name = String(decoding: octets, as: UTF8.self)
            if name.hasPrefix(".") { continue }
            let child = relative + "/" + name
            // A file that belongs to the bot is read or refused by name, never passed over.
            if Array(name.utf8) != octets, Self.belongs(child) {
                throw .unreadable(path: child, why: "its name is not UTF-8")
            }
            // Some file systems do not tell.
            let mayBeLink = [DT_LNK, DT_UNKNOWN].contains(numericCast(entry.pointee.d_type))
            let isLinked = isLinked || mayBeLink
            var information = stat()
            guard stat(root + "/" + child, &information) == 0 else {
                let why = String(cString: strerror(errno))
                // Gone since the folder was read: as if it had never been. A link to nothing is still there.
                guard Self.belongs(child), lstat(root + "/" + child, &information) == 0 else { continue }
                throw .unreadable(path: child, why: why)
            }
            switch information.st_mode & S_IFMT {
            case S_IFDIR:
                var real = (above.last ?? root) + "/" + name
                if mayBeLink, let resolved = Self.realPath(root + "/" + child) { real = resolved }
                // Followed, it would lead through the same files again and again, each time under a longer name.
                guard !above.contains(where: { $0 == real || $0.hasPrefix(real + "/") }) else {
                    throw .unreadable(path: child, why: "a link that leads back to a folder it stands in")
                }
                try walk(child, root: root, above: above + [real], isLinked: isLinked, into: &found)
            case S_IFREG where Self.belongs(child):
                // A link may not lead out of the bot's folder.
                if isLinked {
                    guard let real = Self.realPath(root + "/" + child), real.hasPrefix(root + "/") else {
                        throw .unreadable(path: child, why: "a link that leads out of the bot's folder")
                    }
                }
                if found.count >= Self.countLimit { throw .tooMany(limit: Self.countLimit) }
                found.append((child, FileSignature(information)))
            default:
                if Self.belongs(child) { throw .unreadable(path: child, why: "not a regular file") }
            }
        }
    }

    /// Every file of the bot, ordered by path.
    package func read() throws(Failure) -> BotFiles {
        var files: [BotFiles.File] = []
        var total = 0
        let root = Self.realPath(path) ?? path
        for entry in try entries() {
            switch FileReader.read(root + "/" + entry.path, limit: Self.fileLimit) {
            case .success(let bytes):
                total += bytes.count
                if total > Self.totalLimit { throw .tooMuch(limit: Self.totalLimit) }
                files.append(BotFiles.File(path: entry.path, bytes: bytes))
            case .failure(let failure):
                throw .unreadable(path: entry.path, why: failure.explanation)
            }
        }
        return BotFiles(files: files)
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
