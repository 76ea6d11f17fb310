import CEpoll
import Glibc

/// Signals as something to read. `block` must run before the process has a second thread.
enum SignalInput {
    static let watched = [SIGTERM, SIGINT, SIGHUP]

    private static var set: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in watched { sigaddset(&set, signal) }
        return set
    }

    /// - Returns: a descriptor for the poller.
    static func block() throws(SystemFailure) -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        CrashReports.keepMemoryOut()
        var set = set
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let descriptor = signalfd(-1, &set, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
        if descriptor < 0 { throw SystemFailure("signalfd") }
        return descriptor
    }

    /// The signals that came since, in order.
    static func take(_ descriptor: Int32) -> [Int32] {
        var signals: [Int32] = []
        var information = signalfd_siginfo()
        while read(descriptor, &information, MemoryLayout<signalfd_siginfo>.size) > 0 {
            signals.append(Int32(information.ssi_signo))
        }
        return signals
    }

    /// From now on a signal ends the process at once.
    static func restoreDefaults() {
        for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
        var set = set
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        // A second SIGHUP during a drain would end the process too, which nobody means by it.
        signal(SIGHUP, SIG_IGN)
    }
}
