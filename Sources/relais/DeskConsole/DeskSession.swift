import Glibc
import Service
import Text

/// One run of the console: the socket, the terminal and the clock around `DeskConsole`.
final class DeskSession {
    private var console: DeskConsole
    private let address: DaemonSocket.Address
    private let input: LineInput
    private var socket: DaemonSocket?
    private var connectAt: Int64?
    private var wasConnected = false
    private var inputEnded = false
    private var exitCode: Int32?
    private let hasTerminal = RawTerminal.isUsable

    init(_ console: DeskConsole, _ address: DaemonSocket.Address, hasColour: Bool) {
        self.console = console
        self.address = address
        input = LineInput(completions: ConsoleCommand.verbs.map { "/" + $0.name }, historyPath: nil)
        connectAt = SystemClock.wallMilliseconds()
    }

    /// - Throws: when the daemon cannot be reached the first time; later it is tried for ever.
    func run() throws(CommandFailure) -> Int32 {
        defer { input.close() }
        while exitCode == nil {
            if socket == nil, let at = connectAt, at <= SystemClock.wallMilliseconds() { try connect() }
            guard exitCode == nil else { break }
            let wake = [console.wakeAt, connectAt].compactMap { $0 }.min()
            let patience = wake.map { Int32(clamping: max(0, $0 - SystemClock.wallMilliseconds())) }
            switch next(patience) {
            case .line(let text): give(.typed(text))
            case .abandoned: break
            case .end:
                inputEnded = true
                give(.ended)
            case .ready: receive()
            case .timedOut: give(.woke)
            }
        }
        return exitCode ?? 0
    }

    private func connect() throws(CommandFailure) {
        connectAt = nil
        do throws(CommandFailure) {
            socket = try DaemonSocket.connect(to: address)
            wasConnected = true
            give(.connected)
        } catch {
            guard wasConnected else { throw error }
            give(.disconnected)
        }
    }

    /// After the input's end only the daemon is listened to.
    private func next(_ patience: Int32?) -> LineInput.Event {
        guard inputEnded else {
            let prompt = console.prompt
            input.shortcuts = [:]
            for (key, line) in console.shortcuts { input.shortcuts[key == "\t" ? .tab : .text(key)] = line }
            return input.next(
                prompt: prompt, width: DisplayWidth.of(prompt), watching: socket?.descriptor, within: patience
            )
        }
        var watched = pollfd(fd: socket?.descriptor ?? -1, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, patience ?? -1) > 0 ? .ready : .timedOut
    }

    private func receive() {
        guard let lines = socket?.receive() else { return lose() }
        for line in lines { give(.received(line)) }
    }

    private func lose() {
        guard socket != nil else { return }
        socket = nil
        give(.disconnected)
    }

    private func give(_ input: DeskConsole.Input) {
        guard exitCode == nil else { return }
        var isLost = false
        for output in console.take(input, at: SystemClock.wallMilliseconds()) {
            switch output {
            case .send(let line): if !isLost, let socket, !socket.send(line) { isLost = true }
            case .show(let text): self.input.print(text + "\n")
            case .ring: if hasTerminal { Terminal.print("\u{7}") }
            case .connect(let milliseconds): connectAt = SystemClock.wallMilliseconds() + milliseconds
            case .disconnect: isLost = true
            case .leave(let code): exitCode = code
            }
        }
        if isLost { lose() }
    }
}
