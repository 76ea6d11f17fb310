import Glibc

/// What the system knows of this process, by the names every Prometheus client uses.
struct ProcessFacts {
    var residentBytes = 0
    var cpuSeconds = 0.0
    var openDescriptors = 0
    var maximumDescriptors = 0

    init() {
        // /proc/self/statm: pages in all, resident, …
        if case .success(let bytes) = FileReader.read("/proc/self/statm", limit: 4_096) {
            let fields = String(decoding: bytes, as: UTF8.self).split(separator: " ")
            if fields.count > 1, let pages = Int(fields[1]) {
                residentBytes = pages * Int(sysconf(Int32(_SC_PAGESIZE)))
            }
        }
        var usage = rusage()
        if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
            cpuSeconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        }
        if let folder = opendir("/proc/self/fd") {
            while readdir(folder) != nil { openDescriptors += 1 }
            closedir(folder)
            // `.`, `..` and the one it was read with.
            openDescriptors -= 3
        }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            maximumDescriptors = Int(clamping: limit.rlim_cur)
        }
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
    }

    /// Octets a user may still write where the path is; nil when the system does not say.
    static func freeBytes(at path: String) -> Int? {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return nil }
        return Int(clamping: facts.f_bavail) * Int(clamping: facts.f_frsize)
    }
}
