import Glibc
import TestSupport
import Testing

/// The built binary, run as a user would.
enum Binary {
    /// Beside the test program, where `swift test` puts everything it builds.
    static let path: String = {
        guard let own = realpath("/proc/self/exe", nil) else { return "relais" }
        defer { free(own) }
        let name = String(cString: own)
        // swift-testing may run us through a helper of the toolchain: then the bundle's path is an argument.
        for candidate in [name] + CommandLine.arguments {
            var parts = candidate.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            while parts.count > 1 {
                let binary = parts.joined(separator: "/") + "/relais"
                var information = stat()
                if stat(binary, &information) == 0, information.st_mode & S_IFMT == S_IFREG,
                    access(binary, X_OK) == 0
                {
                    return binary
                }
                parts = parts.dropLast()
            }
        }
        return "relais"
    }()

    /// Runs a command to its end.
    ///
    /// - Returns: exit code, standard output, standard error.
    static func run(_ arguments: String...) -> (code: Int32, out: String, error: String) {
        let folder = TemporaryFolder()
        let process = ChildProcess(
            [path] + arguments, out: folder.path + "/out", error: folder.path + "/error")
        let code = process.wait()
        return (code, File.text(folder.path + "/out"), File.text(folder.path + "/error"))
    }
}

enum File {
    static func text(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }
}

/// Milliseconds of a clock that only goes forward.
func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
}

/// Looks again until something is so, or patience ends: what a person at a terminal does.
func eventually(within limit: Int64 = 20_000, _ condition: () throws -> Bool) rethrows -> Bool {
    let end = milliseconds() + limit
    while milliseconds() < end {
        if try condition() { return true }
        usleep(10_000)
    }
    return try condition()
}

final class ChildProcess {
    let id: pid_t
    private var status: Int32?

    init(_ words: [String], out: String, error: String) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, error, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        // Nothing of the test program's own: it would count against a limit of open files.
        for descriptor: Int32 in 3..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var list: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = [
            strdup("LANG=C"), strdup("PATH=/usr/bin:/bin"), nil,
        ]
        var process = pid_t()
        let code = posix_spawn(&process, words[0], &actions, nil, &list, &environment)
        posix_spawn_file_actions_destroy(&actions)
        for word in list + environment { free(word) }
        id = code == 0 ? process : -1
        if code != 0 { status = -code }
    }

    deinit { end() }

    /// Waits for the end.
    ///
    /// - Returns: the exit code, or minus the signal that ended it.
    func wait() -> Int32 {
        if let status { return status }
        var raw: Int32 = 0
        while waitpid(id, &raw, 0) < 0, errno == EINTR {}
        let code = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : -(raw & 0x7F)
        status = code
        return code
    }

    var hasEnded: Bool {
        if status != nil { return true }
        var raw: Int32 = 0
        guard waitpid(id, &raw, WNOHANG) == id else { return false }
        status = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : -(raw & 0x7F)
        return true
    }

    func signal(_ number: Int32) { if status == nil { kill(id, number) } }

    private func end() {
        if hasEnded { return }
        signal(SIGKILL)
        _ = wait()
    }
}

/// `relais serve` with the small bot on free ports.
final class DaemonProcess {
    let bot = TemporaryFolder()
    let data = TemporaryFolder()
    let extra: [String]
    /// A limit on open files, if one is wanted.
    let fileLimit: Int?
    private(set) var process: ChildProcess?
    private(set) var port: UInt16 = 0
    private(set) var pagePort: UInt16 = 0
    private var starts = 0

    init(_ extra: [String] = [], fileLimit: Int? = nil) throws {
        self.extra = extra
        self.fileLimit = fileLimit
        SmallBot.write(to: bot)
        try start()
    }

    private var outPath: String { "\(bot.path)/out-\(starts)" }
    var log: String { File.text("\(bot.path)/log") }
    var recordPath: String { data.path + "/record" }

    func start() throws {
        starts += 1
        var words = [
            Binary.path, "serve", "--bot", bot.path, "--data", recordPath, "--tcp", "127.0.0.1:0", "--http",
            "127.0.0.1:0",
        ]
        words += extra
        if let fileLimit { words = ["/bin/sh", "-c", "ulimit -n \(fileLimit); exec \"$@\"", "sh"] + words }
        let started = ChildProcess(words, out: outPath, error: "\(bot.path)/log")
        process = started
        let isUp = eventually { started.hasEnded || File.text(outPath).contains("Try,") }
        try #require(isUp && !started.hasEnded, "the daemon does not start:\n\(log)")
        port = try #require(portNumber(after: "tcp    127.0.0.1:"))
        pagePort = try #require(portNumber(after: "http   http://127.0.0.1:"))
    }

    private func portNumber(after mark: String) -> UInt16? {
        for line in File.text(outPath).split(separator: "\n") {
            let trimmed = line.drop { $0 == " " }
            if trimmed.hasPrefix(mark) { return UInt16(trimmed.dropFirst(mark.count).prefix { $0.isNumber }) }
        }
        return nil
    }

    func kill() {
        process?.signal(SIGKILL)
        _ = process?.wait()
    }

    /// SIGTERM, and the exit code.
    func terminate() -> Int32? {
        process?.signal(SIGTERM)
        return process?.wait()
    }

    /// The last word of the last line of `relais agent add`.
    func token(_ words: [String]) throws -> String {
        let folder = TemporaryFolder()
        let process = ChildProcess(
            [Binary.path] + words + ["--data", recordPath], out: folder.path + "/out",
            error: folder.path + "/error")
        try #require(process.wait() == 0, "\(File.text(folder.path + "/error"))")
        let last = File.text(folder.path + "/out").split(whereSeparator: \.isWhitespace).last
        return String(try #require(last))
    }
}
