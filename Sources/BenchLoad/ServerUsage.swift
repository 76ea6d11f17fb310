import Glibc

/// What a process has used, read from /proc.
struct ServerUsage {
    /// CPU time in nanoseconds by thread name; threads that have ended are not counted.
    var cpu: [String: UInt64] = [:]
    var residentBytes = 0

    init() {}

    init(of pid: Int32) {
        guard let folder = opendir("/proc/\(pid)/task") else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let thread = Int32(name) else { continue }
            let path = "/proc/\(pid)/task/\(thread)"
            // The first field of schedstat: nanoseconds on a processor.
            let words = Self.read(path + "/schedstat").split(separator: " ")
            guard let time = words.first.flatMap({ UInt64($0) }) else { continue }
            let title = Self.read(path + "/comm").filter { $0 != "\n" }
            cpu[title, default: 0] += time
        }
        let pages = Self.read("/proc/\(pid)/statm").split(separator: " ")
        if pages.count > 1, let count = Int(pages[1]) {
            residentBytes = count * Int(sysconf(Int32(_SC_PAGESIZE)))
        }
    }

    func nanoseconds(since earlier: ServerUsage) -> [(thread: String, time: UInt64)] {
        cpu.map { ($0.key, $0.value - min($0.value, earlier.cpu[$0.key] ?? 0)) }.sorted {
            $0.thread < $1.thread
        }
    }

    private static func read(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = fread(&buffer, 1, buffer.count, file)
        return String(decoding: buffer[..<count], as: UTF8.self)
    }
}

func nanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
