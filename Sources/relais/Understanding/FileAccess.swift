import Glibc

/// Whole files and folders, for the commands that read and write them once.
enum FileAccess {
    /// No training table or article list is larger.
    static let maximumBytes = 1 << 30

    /// A regular file, whole; of pipes and devices only those that are this process's own already (`/dev/stdin`, what a
    /// shell makes of `<(…)`): to open another would wait until somebody writes, or for ever.
    static func read(_ path: String, limit: Int = maximumBytes) throws(CommandFailure) -> [UInt8] {
        let own = path == "/dev/stdin" ? 0 : path.hasPrefix("/dev/fd/") ? Int32(path.dropFirst(8)) : nil
        let descriptor =
            own.map { fcntl($0, F_DUPFD_CLOEXEC, 0) }
            ?? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(path) }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw .world(what: path, en: "is a folder", fr: "est un dossier")
        }
        guard own != nil || status.st_mode & S_IFMT == S_IFREG else {
            throw .world(what: path, en: "is not a regular file", fr: "n'est pas un fichier ordinaire")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(max(0, min(Int(status.st_size), limit)))
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(path) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else {
                throw .world(
                    what: path, en: "is larger than \(limit >> 20) MiB", fr: "dépasse \(limit >> 20) Mio")
            }
        }
    }

    /// Writes a file whole or not at all: under another name beside it, to the disk, then renamed.
    ///
    /// A link is followed. What is there and is no regular file (`/dev/stdout`, a pipe) is written to as it is: a rename
    /// would put a file in its place.
    static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        var status = stat()
        let isThere = stat(path, &status) == 0
        if isThere, status.st_mode & S_IFMT != S_IFREG {
            let descriptor = open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw .system(path) }
            defer { close(descriptor) }
            guard WholeOutput.write(bytes, to: descriptor) else { throw .system(path) }
            return
        }
        let target = resolved(path)
        let temporary = target + ".new-\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(path) }
        // Who might read the old one may read the new one, and nobody else.
        if isThere { fchmod(descriptor, status.st_mode & 0o777) }
        guard WholeOutput.write(bytes, to: descriptor), fsync(descriptor) == 0 else {
            let why = CommandFailure.system(path)
            close(descriptor)
            unlink(temporary)
            throw why
        }
        guard close(descriptor) == 0, rename(temporary, target) == 0 else {
            let why = CommandFailure.system(path)
            unlink(temporary)
            throw why
        }
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) throws(CommandFailure) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += (made.isEmpty || made == "/" ? "" : "/") + part
            if mkdir(made, 0o755) != 0, errno != EEXIST { throw .system(made) }
        }
    }

    /// Whether there is no such folder, or nothing in it.
    static func isEmptyFolder(_ path: String) throws(CommandFailure) -> Bool {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return true }
            throw .system(path)
        }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { return false }
        }
        return true
    }
}
