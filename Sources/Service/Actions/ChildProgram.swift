import CEpoll
import Glibc

/// Runs one local program: octets in on standard input, octets out on standard output, a time limit. Blocks its thread.
///
/// The program gets its own process group (killed as a whole when time is up), default signals, and no descriptor but
/// the three; what it writes to standard error is discarded, because it may hold what customers said.
struct ChildProgram {
    let path: String
    let folder: String

    private struct Pipe {
        let reading: Int32
        let writing: Int32

        init?() {
            var ends: [Int32] = [-1, -1]
            // Not `pipe` and `fcntl`: a program spawned by another thread in between would hold an end open.
            guard pipe2(&ends, O_CLOEXEC) == 0 else { return nil }
            reading = ends[0]
            writing = ends[1]
        }
    }

    func run(
        input: [UInt8], environment: [String: String], outputLimit: Int, withinMilliseconds: Int64
    ) -> ExternalResult {
        guard let toChild = Pipe() else { return .failed(.unreachable) }
        guard let fromChild = Pipe() else {
            close(toChild.reading)
            close(toChild.writing)
            return .failed(.unreachable)
        }
        let process = spawn(toChild, fromChild, environment)
        close(toChild.reading)
        close(fromChild.writing)
        guard let process else {
            close(toChild.writing)
            close(fromChild.reading)
            return .failed(.noTarget)
        }
        let deadline = SystemClock.monotonicMilliseconds() + withinMilliseconds
        let exchange = exchange(
            input, writing: toChild.writing, reading: fromChild.reading, limit: outputLimit,
            deadline: deadline)
        close(fromChild.reading)
        switch exchange {
        case .failed:
            kill(-process, SIGKILL)
            _ = wait(for: process)
            return exchange
        case .returned:
            guard let status = wait(for: process, until: deadline) else {
                kill(-process, SIGKILL)
                _ = wait(for: process)
                return .failed(.timedOut)
            }
            // What it left running in its group ends with it.
            kill(-process, SIGKILL)
            if status & 0x7F != 0 { return .failed(.exit(-(status & 0x7F))) }
            let code = (status >> 8) & 0xFF
            return code == 0 ? exchange : .failed(.exit(code))
        }
    }

    private func spawn(_ toChild: Pipe, _ fromChild: Pipe, _ environment: [String: String]) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toChild.reading, 0)
        posix_spawn_file_actions_adddup2(&actions, fromChild.writing, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addchdir_np(&actions, folder)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
        var variables = environment
        for name in ["PATH", "LANG", "TZ", "HOME"] {
            if variables[name] == nil, let value = getenv(name) { variables[name] = String(cString: value) }
        }
        var words: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
        var settings = variables.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer {
            for word in words { free(word) }
            for setting in settings { free(setting) }
        }
        var process = pid_t()
        guard posix_spawn(&process, path, &actions, &attributes, &words, &settings) == 0 else { return nil }
        return process
    }

    /// Writes the input and reads the output, whichever is ready, until the output ends; closes `writing`.
    private func exchange(
        _ input: [UInt8], writing: Int32, reading: Int32, limit: Int, deadline: Int64
    ) -> ExternalResult {
        var rest = input[...]
        var output: [UInt8] = []
        var isWriting = true
        var buffer = [UInt8](repeating: 0, count: 16_384)
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
        defer { if isWriting { close(writing) } }
        while true {
            if isWriting, rest.isEmpty {
                close(writing)
                isWriting = false
            }
            let left = deadline - SystemClock.monotonicMilliseconds()
            if left <= 0 { return .failed(.timedOut) }
            var watched = [pollfd(fd: reading, events: Int16(POLLIN), revents: 0)]
            if isWriting { watched.append(pollfd(fd: writing, events: Int16(POLLOUT), revents: 0)) }
            let ready = poll(&watched, nfds_t(watched.count), Int32(clamping: left))
            if ready < 0, errno != EINTR { return .failed(.unreachable) }
            if ready <= 0 { continue }
            if isWriting, watched[1].revents != 0 {
                let count = rest.withUnsafeBytes { write(writing, $0.baseAddress, $0.count) }
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if errno != EAGAIN, errno != EINTR {
                    // It does not want to read everything; that is its right.
                    rest = []
                }
            }
            if watched[0].revents != 0 {
                let count = read(reading, &buffer, buffer.count)
                if count == 0 { return .returned(output) }
                if count < 0 {
                    if errno == EINTR { continue }
                    return .failed(.unreachable)
                }
                if output.count + count > limit { return .failed(.tooLarge) }
                output += buffer[..<count]
            }
        }
    }

    private func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }

    /// - Returns: nil when it did not end in time.
    private func wait(for process: pid_t, until deadline: Int64) -> Int32? {
        var status: Int32 = 0
        while true {
            let answer = waitpid(process, &status, WNOHANG)
            if answer == process { return status }
            if answer < 0, errno != EINTR { return status }
            if SystemClock.monotonicMilliseconds() >= deadline { return nil }
            // It has closed its output and is about to end.
            usleep(1_000)
        }
    }
}
