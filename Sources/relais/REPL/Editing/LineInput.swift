import Glibc
import Text

/// Reads lines from a person or a pipe, and watches one more descriptor meanwhile.
///
/// At a terminal a line is edited in raw mode, with history; what is printed meanwhile goes above the line being typed. Elsewhere
/// plain lines are read, so that a script can drive the REPL.
final class LineInput {
    enum Event {
        case line(String)
        /// Ctrl-C.
        case abandoned
        case end
        /// The watched descriptor has something, or was closed.
        case ready
        /// The time given is up.
        case timedOut
    }

    private var line: EditLine
    private var reader = KeyReader()
    /// Keys that stand for a whole line when they are pressed on an empty one.
    var shortcuts: [Key: String] = [:]
    private let isTerminal: Bool
    private let historyPath: String?
    private var prompt = ""
    private var promptWidth = 0
    private var raw: RawTerminal?
    /// Whether prompt and line stand on the last row.
    private var isPrompting = false
    /// Lines and bytes read from a pipe and not yet given.
    private var buffer: [UInt8] = []
    private var isAtEnd = false
    private var events: [Event] = []

    init(completions: [String], historyPath: String?) {
        isTerminal = RawTerminal.isUsable
        self.historyPath = historyPath
        line = EditLine(history: isTerminal ? LineInput.history(at: historyPath) : [])
        line.completions = completions
    }

    /// The next thing that happens.
    ///
    /// - Parameters:
    ///   - prompt: may hold escape sequences; shown only at a terminal.
    ///   - width: columns of the prompt.
    ///   - descriptor: also watched; nil for none.
    ///   - milliseconds: give up after so long; nil waits for ever.
    func next(
        prompt: String, width: Int, watching descriptor: Int32? = nil, within milliseconds: Int32? = nil
    ) -> Event {
        self.prompt = prompt
        promptWidth = width
        if let event = takeReady() { return event }
        if isTerminal {
            if raw == nil { raw = RawTerminal() }
            isPrompting = true
            show()
        }
        while true {
            var watched = [pollfd(fd: 0, events: Int16(POLLIN), revents: 0)]
            if let descriptor { watched.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)) }
            let count = poll(&watched, nfds_t(watched.count), milliseconds ?? -1)
            if count < 0, errno == EINTR { continue }
            if count == 0 {
                reader.settle()
                return .timedOut
            }
            if descriptor != nil, watched.count > 1, watched[1].revents != 0 { return .ready }
            guard watched[0].revents != 0 else { continue }
            readInput()
            if let event = takeReady() { return event }
        }
    }

    /// Prints above the line being typed.
    func print(_ text: String) {
        guard isPrompting else {
            Terminal.print(text)
            return
        }
        Terminal.print("\r\u{1B}[K" + text)
        show()
    }

    private func leaveRaw() {
        guard let raw else { return }
        raw.leave()
        self.raw = nil
    }

    func close() {
        leaveRaw()
        guard isTerminal, let historyPath else { return }
        LineInput.keep(line.history, at: historyPath)
    }

    private func takeReady() -> Event? {
        if !events.isEmpty { return events.removeFirst() }
        guard !isTerminal else { return isAtEnd ? .end : nil }
        if let end = buffer.firstIndex(of: 0x0A) {
            let text = String(decoding: buffer[..<end], as: UTF8.self)
            buffer.removeSubrange(...end)
            return .line(text.last == "\r" ? String(text.dropLast()) : text)
        }
        guard isAtEnd else { return nil }
        guard !buffer.isEmpty else { return .end }
        let text = String(decoding: buffer, as: UTF8.self)
        buffer = []
        return .line(text)
    }

    private func readInput() {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = bytes.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
        guard count > 0 else {
            if count == 0 || errno != EINTR { isAtEnd = true }
            return
        }
        guard isTerminal else {
            buffer += bytes[..<count]
            return
        }
        for key in reader.keys(from: Array(bytes[..<count])) { take(key) }
    }

    private func take(_ key: Key) {
        if line.characters.isEmpty, let text = shortcuts[key] {
            Terminal.print("\r\u{1B}[K")
            isPrompting = false
            events.append(.line(text))
            return
        }
        switch line.take(key) {
        case .editing:
            show()
        case .entered(let text):
            // The line stays on the screen as typed; what follows is printed below.
            Terminal.print("\r\u{1B}[K" + prompt + text + "\n")
            isPrompting = false
            events.append(.line(text))
        case .abandoned:
            Terminal.print("\r\u{1B}[K")
            events.append(.abandoned)
        case .ended:
            Terminal.print("\r\u{1B}[K")
            isPrompting = false
            events.append(.end)
        case .cleared:
            Terminal.print("\u{1B}[H\u{1B}[2J")
            show()
        case .suspended:
            Terminal.print("\r\u{1B}[K")
            leaveRaw()
            raise(SIGTSTP)
            raw = RawTerminal()
            show()
        }
    }

    /// Draws prompt and line on one row; a line too wide is shown around the cursor.
    private func show() {
        guard isPrompting else { return }
        let room = max(RawTerminal.columns - promptWidth - 2, 10)
        let widths = line.characters.map { max(DisplayWidth.of(String($0)), 0) }
        var start = 0
        var before = widths[..<line.cursor].reduce(0, +)
        while before > room, start < line.cursor {
            before -= widths[start]
            start += 1
        }
        var end = line.cursor
        var used = before
        while end < widths.count, used + widths[end] <= room {
            used += widths[end]
            end += 1
        }
        let shown = String(line.characters[start..<end].map { DisplayWidth.isHidden($0) ? "·" : $0 })
        let back = used - before
        Terminal.print("\r\u{1B}[K" + prompt + shown + (back > 0 ? "\u{1B}[\(back)D" : ""))
    }

    // MARK: history

    /// More than `EditLine.maximumHistory` lines ever are.
    private static let maximumHistoryBytes = 1 << 24

    private static func history(at path: String?) -> [String] {
        guard let path, let bytes = try? FileAccess.read(path, limit: maximumHistoryBytes) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Best effort: a home that cannot be written has no history.
    private static func keep(_ history: [String], at path: String) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { Glibc.close(descriptor) }
        let bytes = Array(history.suffix(EditLine.maximumHistory).map { $0 + "\n" }.joined().utf8)
        _ = WholeOutput.write(bytes, to: descriptor)
    }
}
