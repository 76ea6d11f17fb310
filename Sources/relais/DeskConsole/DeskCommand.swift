import CivilTime
import Foundation
import Glibc
import Service
import Text

/// `relais desk`: the sockets, the terminal and the clock around `DeskConsole`.
enum DeskCommand {
    static let subcommand = Subcommand(
        "desk",
        Bilingual(
            en: "Take customers from the queue, in a terminal.",
            fr: "Prendre les clients de la file, dans un terminal."),
        options: [
            .init(
                "--connect", "HOST:PORT",
                Bilingual(en: "the daemon (127.0.0.1:7878)", fr: "le serveur (127.0.0.1:7878)")),
            .init(
                "--unix", "PATH",
                Bilingual(en: "the daemon's Unix socket instead", fr: "plutôt la socket Unix du serveur")),
            .init(
                "--token-file", "FILE",
                Bilingual(
                    en: "what `relais agent add` printed; else the variable RELAIS_TOKEN",
                    fr: "ce qu'a affiché `relais agent add` ; sinon la variable RELAIS_TOKEN")),
            .init(
                "--supervisor", nil,
                Bilingual(en: "sign in as supervisor", fr: "se connecter comme superviseur")),
            .init(
                "--capacity", "N",
                Bilingual(
                    en: "customers at once (4; supervisors 0); 0: no offers until /available",
                    fr: "clients à la fois (4 ; superviseurs 0) ; 0 : pas d'offre avant /disponible")),
            .init(
                "--skills", "A,B",
                Bilingual(
                    en: "these skills instead of the account's",
                    fr: "ces compétences plutôt que celles du compte")),
            .init(
                "--canned", "FILE",
                Bilingual(
                    en: "answers with a name, one a line: `name: text`",
                    fr: "réponses toutes prêtes, une par ligne : `nom: texte`")),
            .init("--lang", "fr|en", Bilingual(en: "language of the console", fr: "langue de la console")),
            .init("--no-colour", nil, Bilingual(en: "no colours", fr: "sans couleurs")),
        ],
        examples: [
            .init(
                "relais agent add Claire --skills orders > claire.token && relais desk --token-file claire.token",
                Bilingual(en: "A first agent on this machine", fr: "Un premier agent sur cette machine")),
            .init(
                "RELAIS_TOKEN=… relais desk --supervisor --connect desk.example:7878 --lang fr",
                Bilingual(en: "A supervisor elsewhere", fr: "Un superviseur, ailleurs")),
        ]
    ) { arguments throws(CommandFailure) in
        let (settings, address) = try read(arguments)
        let session = DeskSession(DeskConsole(settings), address, hasColour: settings.paint.hasColour)
        return try session.run()
    }

    private static func read(_ arguments: Arguments) throws(CommandFailure) -> (
        ConsoleSettings, DeskSocket.Address
    ) {
        var language = Terminal.language
        if let code = arguments.value("--lang") {
            guard code == "fr" || code == "en" else {
                throw .usage(what: "--lang", why: "'\(code)' is not fr or en")
            }
            language = Language(code)
        }
        let zone = Zone(identifier: TimeZone.current.identifier) ?? .utc
        let paint = ConsolePaint(
            language: language, hasColour: Terminal.hasColour && !arguments.has("--no-colour"), zone: zone)
        var seed = UInt64.random(in: .min ... .max)
        // 48 bits tell runs apart, and keep ids short.
        seed >>= 16
        var settings = ConsoleSettings(token: try token(arguments), paint: paint, seed: seed)
        settings.isSupervisor = arguments.has("--supervisor")
        // A supervisor watches; who also wants offers says how many.
        if settings.isSupervisor { settings.capacity = nil }
        if let capacity = try arguments.integer("--capacity", in: 0...100) {
            settings.capacity = capacity == 0 ? nil : capacity
        }
        settings.skills = (arguments.value("--skills") ?? "").split(separator: ",").map(String.init)
        settings.canned = try canned(arguments, language)
        settings.takesCannedOfBot = arguments.value("--canned") == nil
        return (settings, try address(arguments))
    }

    private static func address(_ arguments: Arguments) throws(CommandFailure) -> DeskSocket.Address {
        if let path = arguments.value("--unix") {
            guard !arguments.has("--connect") else {
                throw .usage(what: "desk", why: "either --connect or --unix")
            }
            return .unix(path)
        }
        let text = arguments.value("--connect") ?? "127.0.0.1:7878"
        guard let endpoint = ServerSettings.Endpoint(text) else {
            throw .usage(what: "--connect", why: "'\(text)' is not HOST:PORT")
        }
        return .tcp(endpoint)
    }

    /// The last word of the file, so that what `relais agent add` prints can be kept as it is.
    private static func token(_ arguments: Arguments) throws(CommandFailure) -> String {
        let text: String
        if let path = arguments.value("--token-file") {
            text = String(decoding: try FileAccess.read(path), as: UTF8.self)
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
                Terminal.printError("relais: \(path): others can read this token; chmod 600 helps\n")
            }
        } else if let value = getenv("RELAIS_TOKEN") {
            text = String(cString: value)
        } else {
            throw .usage(what: "desk", why: "needs --token-file FILE or the variable RELAIS_TOKEN")
        }
        guard let word = text.split(whereSeparator: \.isWhitespace).last, word.utf8.count <= 256 else {
            throw .usage(what: arguments.value("--token-file") ?? "RELAIS_TOKEN", why: "holds no token")
        }
        return String(word)
    }

    private static func canned(_ arguments: Arguments, _ language: Language) throws(CommandFailure)
        -> CannedAnswers
    {
        guard let path = arguments.value("--canned") else { return .usual(language) }
        let (answers, badLines) = CannedAnswers.read(
            String(decoding: try FileAccess.read(path), as: UTF8.self))
        if let line = badLines.first { throw .no(what: "\(path):\(line)", why: "is not `name: text`") }
        return answers
    }
}

/// One run of the console.
final class DeskSession {
    private var console: DeskConsole
    private let address: DeskSocket.Address
    private let input: LineInput
    private var socket: DeskSocket?
    private var connectAt: Int64?
    private var wasConnected = false
    private var inputEnded = false
    private var exitCode: Int32?
    private let hasTerminal = RawTerminal.isUsable

    init(_ console: DeskConsole, _ address: DeskSocket.Address, hasColour: Bool) {
        self.console = console
        self.address = address
        input = LineInput(completions: ConsoleCommand.verbs.map { "/" + $0.name }, historyPath: nil)
        connectAt = DeskSession.now
    }

    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// - Throws: when the daemon cannot be reached the first time; later it is tried for ever.
    func run() throws(CommandFailure) -> Int32 {
        defer { input.close() }
        while exitCode == nil {
            if socket == nil, let at = connectAt, at <= DeskSession.now { try connect() }
            guard exitCode == nil else { break }
            let wake = [console.wakeAt, connectAt].compactMap { $0 }.min()
            let patience = wake.map { Int32(clamping: max(0, $0 - DeskSession.now)) }
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
            socket = try DeskSocket.connect(to: address)
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
        for output in console.take(input, at: DeskSession.now) {
            switch output {
            case .send(let line): if !isLost, let socket, !socket.send(line) { isLost = true }
            case .show(let text): self.input.print(text + "\n")
            case .ring: if hasTerminal { Terminal.print("\u{7}") }
            case .connect(let milliseconds): connectAt = DeskSession.now + milliseconds
            case .disconnect: isLost = true
            case .leave(let code): exitCode = code
            }
        }
        if isLost { lose() }
    }
}
