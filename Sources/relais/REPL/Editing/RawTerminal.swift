import Glibc

/// The terminal on standard input without its own line editing, from the first prompt to the end.
///
/// Raw all along, not only while a line is typed: what is typed ahead must not be read by the terminal's own rules.
struct RawTerminal {
    private let saved: termios

    /// What a signal that ends the program gives back to the terminal. Written once, before the handlers are set.
    private nonisolated(unsafe) static var savedForSignals = termios()

    /// Whether standard input and output are a terminal that understands escape sequences.
    static var isUsable: Bool {
        guard isatty(0) == 1, isatty(1) == 1 else { return false }
        guard let name = getenv("TERM") else { return false }
        let kind = String(cString: name)
        return kind != "dumb" && !kind.isEmpty
    }

    /// Enters raw mode; nil where that is refused.
    init?() {
        var settings = termios()
        guard tcgetattr(0, &settings) == 0 else { return nil }
        saved = settings
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        settings.c_iflag &= ~tcflag_t(IXON | ICRNL | INPCK | ISTRIP)
        guard tcsetattr(0, TCSANOW, &settings) == 0 else { return nil }
        RawTerminal.savedForSignals = saved
        for number in [SIGTERM, SIGHUP, SIGINT, SIGQUIT] {
            signal(number) { number in
                _ = tcsetattr(0, TCSANOW, &RawTerminal.savedForSignals)
                _exit(128 + number)
            }
        }
    }

    func leave() {
        var settings = saved
        _ = tcsetattr(0, TCSANOW, &settings)
    }

    /// Columns of the terminal; 80 where it does not say.
    static var columns: Int {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
