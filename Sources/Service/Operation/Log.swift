import Glibc
import JSON
import Synchronization

/// One event, one line on standard error: time, level, event, `key=value` pairs, or the same as a JSON object.
///
///     2026-11-22T09:00:00.123Z info listening transport=tcp address=127.0.0.1:7878
///     {"ts":"2026-11-22T09:00:00.123Z","level":"info","event":"listening","transport":"tcp","address":"127.0.0.1:7878"}
///
/// Never a token, a text somebody wrote, or a private value: callers pass identifiers, counts, codes. Values are escaped,
/// so that nothing can begin a second line. A log nobody reads holds nobody up: a line that would block is dropped
/// and counted.
package struct Log: Sendable {
    package enum Level: String, Sendable, Hashable, CaseIterable, Comparable {
        case info, warning, error

        package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .info: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    package enum Format: String, Sendable, Hashable, CaseIterable {
        case logfmt, json
    }

    private static let dropped = Atomic<Int>(0)
    private let descriptor: Int32

    private let format: Format
    /// What is below is not written.
    private let minimum: Level

    package init(descriptor: Int32 = 2, format: Format = .logfmt, minimum: Level = .info) {
        self.descriptor = descriptor
        self.format = format
        self.minimum = minimum
    }

    package static var droppedCount: Int { dropped.load(ordering: .relaxed) }

    package func callAsFunction(
        _ event: String, _ values: KeyValuePairs<String, String> = [:], level: Level = .info
    ) {
        if level < minimum { return }
        let now = SystemClock.wallMilliseconds()
        var line = Self.line(event, values, level: level, atMilliseconds: now, format)
        // A pipe takes up to 4,096 octets whole or not at all.
        if line.utf8.count > Self.longestLine {
            let cut = KeyValuePairs(dictionaryLiteral: ("cut", String(line.utf8.count)))
            line = Self.line(event, cut, level: level, atMilliseconds: now, format)
        }
        var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        let bytes = Array(line.utf8)
        guard poll(&watched, 1, 0) == 1, write(descriptor, bytes, bytes.count) == bytes.count else {
            Self.dropped.add(1, ordering: .relaxed)
            return
        }
    }

    private static let longestLine = 4_000

    static func line(
        _ event: String, _ values: KeyValuePairs<String, String>, level: Level, atMilliseconds: Int64,
        _ format: Format = .logfmt
    ) -> String {
        if format == .json {
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("ts", timestamp(atMilliseconds))
            writer.member("level", level.rawValue)
            writer.member("event", event)
            for (key, value) in values {
                writer.key(dynamic: key)
                writer.string(visible(value))
            }
            writer.endObject()
            return String(decoding: writer.bytes, as: UTF8.self) + "\n"
        }
        var line = "\(timestamp(atMilliseconds)) \(level.rawValue) \(event)"
        for (key, value) in values { line += " \(key)=\(escaped(value))" }
        return line + "\n"
    }

    /// Without what could begin a line or change the direction of one for whoever reads the JSON raw.
    private static func visible(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            text.unicodeScalars.append(scalar.properties.generalCategory.isUnprintable ? "\u{FFFD}" : scalar)
        }
        return text
    }

    /// Quoted when it holds anything but letters, digits and harmless signs; control and separator characters as `\u{…}`.
    static func escaped(_ value: String) -> String {
        let isPlain =
            !value.isEmpty
            && value.utf8.allSatisfy { byte in
                (byte > 0x20 && byte < 0x7F) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
                    && byte != UInt8(ascii: "=")
            }
        if isPlain { return value }
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case _ where scalar.properties.generalCategory.isUnprintable:
                text += "\\u{\(String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    /// RFC 3339 in UTC with milliseconds.
    package static func timestamp(_ milliseconds: Int64) -> String {
        var seconds = time_t(milliseconds / 1_000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func padded(_ number: Int32, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        let date =
            "\(padded(parts.tm_year + 1900, 4))-\(padded(parts.tm_mon + 1, 2))-\(padded(parts.tm_mday, 2))"
        let time = "\(padded(parts.tm_hour, 2)):\(padded(parts.tm_min, 2)):\(padded(parts.tm_sec, 2))"
        return "\(date)T\(time).\(padded(Int32(milliseconds % 1_000), 3))Z"
    }
}

extension Unicode.GeneralCategory {
    /// Control, format (bidi overrides too), line and paragraph separators, private use, unassigned.
    fileprivate var isUnprintable: Bool {
        switch self {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            true
        default: false
        }
    }
}
