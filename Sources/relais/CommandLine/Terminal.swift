import Glibc
import Synchronization
import Text

extension String {
    /// With blanks up to a width in characters.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

/// Standard output and error as the subcommands use them.
enum Terminal {
    /// Why standard output did not take something, as `errno`; 0 when it took everything.
    private static let lost = Atomic<Int32>(0)

    /// Writes the text as it is (no line end added) to standard output.
    static func print(_ text: String) {
        if !WholeOutput.write(Array(text.utf8), to: 1) { noteLostOutput() }
    }

    /// To be called when a write to standard output failed. That nobody reads any more (`| head -1`) is no failure.
    static func noteLostOutput() {
        if errno != EPIPE { lost.store(errno, ordering: .relaxed) }
    }

    /// Why some of what was printed is nowhere (a full disk, a closed output); nil when all of it arrived.
    static var lostOutput: String? {
        let code = lost.load(ordering: .relaxed)
        return code == 0 ? nil : String(cString: strerror(code))
    }

    /// Writes the text as it is (no line end added) to standard error.
    static func printError(_ text: String) { _ = WholeOutput.write(Array(text.utf8), to: 2) }

    /// French when the environment asks for it (`LC_ALL`, `LC_MESSAGES`, `LANG`), else English.
    static var language: Language {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let value = getenv(name), value.pointee != 0 {
                return String(cString: value).hasPrefix("fr") ? .french : .english
            }
        }
        return .english
    }

    /// What is said to whoever sits there.
    static func words(_ en: String, _ fr: String) -> String { language == .french ? fr : en }

    /// Whether standard output is a terminal that wants colour (`NO_COLOR` unset).
    static var hasColour: Bool { isatty(1) == 1 && getenv("NO_COLOR") == nil }
}
