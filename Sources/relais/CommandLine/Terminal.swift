import Glibc
import Text

/// Standard output and error as the subcommands use them.
enum Terminal {
    /// Writes the text as it is (no line end added) to standard output.
    static func print(_ text: String) { write(text, to: 1) }

    /// Writes the text as it is (no line end added) to standard error.
    static func printError(_ text: String) { write(text, to: 2) }

    /// French when the environment asks for it (`LC_ALL`, `LC_MESSAGES`, `LANG`), else English.
    static var language: Language {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let value = getenv(name), value.pointee != 0 {
                return String(cString: value).hasPrefix("fr") ? .french : .english
            }
        }
        return .english
    }

    /// Whether standard output is a terminal that wants colour (`NO_COLOR` unset).
    static var hasColour: Bool { isatty(1) == 1 && getenv("NO_COLOR") == nil }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }
}
