import Glibc

/// What a crash may write.
///
/// Swift's runtime prints sixteen octets of memory beside each register: what a customer wrote may be among them, and the log
/// holds none of that (fault H2). So the daemon dies without a report unless it was asked for one that leaves them out:
/// `SWIFT_BACKTRACE=registers=none`.
enum CrashReports {
    private static let fatal = [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP]

    static func keepMemoryOut() {
        let settings = getenv("SWIFT_BACKTRACE").map { String(cString: $0) } ?? ""
        if settings.split(separator: ",").contains("registers=none") { return }
        for number in fatal { signal(number, SIG_DFL) }
    }
}
