import Glibc
import JSON
import Text

/// A conversation with a running daemon, over the line protocol.
final class RemoteSession {
    private let socket: Int32
    private let address: String
    private let input: LineInput
    private let words: ReplWords
    private let paint: ReplPaint
    private var received: [UInt8] = []
    private var conversation: String?
    private var channel: String
    private var language: Language?
    private var counter = 0
    private var isOver = false
    private var isLost = false
    /// Lines typed before the conversation was open.
    private var early: [String] = []
    private var isFirst = true
    private var closing: String?
    /// Ids of the buttons last shown.
    private var offered: [String] = []
    private let isTerminal = RawTerminal.isUsable

    /// The longest line a server sends.
    private static let maximumLine = 262_144

    init(
        socket: Int32, address: String, channel: String, language: Language?, words: ReplWords,
        input: LineInput
    ) {
        self.socket = socket
        self.address = address
        self.channel = channel
        self.language = language
        self.words = words
        self.input = input
        paint = ReplPaint()
    }

    /// Connects to `HOST:PORT`.
    static func connect(to address: String) throws(CommandFailure) -> Int32 {
        guard let colon = address.lastIndex(of: ":"),
            let port = UInt16(address[address.index(after: colon)...])
        else {
            throw .usage(what: "--connect", why: "'\(address)' is not HOST:PORT")
        }
        var host = String(address[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &list)
        guard code == 0 else { throw .world(what: address, why: String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(list) }
        var why = "no address"
        var entry = list
        while let current = entry {
            let info = current.pointee
            let descriptor = Glibc.socket(
                info.ai_family, info.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), info.ai_protocol)
            if descriptor >= 0 {
                if Glibc.connect(descriptor, info.ai_addr, info.ai_addrlen) == 0 { return descriptor }
                why = String(cString: strerror(errno))
                close(descriptor)
            } else {
                why = String(cString: strerror(errno))
            }
            entry = info.ai_next
        }
        throw .world(what: address, why: why)
    }

    func run() -> Int32 {
        say(paint.dim("relais · \(address) · /help") + "\n")
        send([("type", "hello"), ("v", [1]), ("client", "relais-repl/1"), ("role", "customer")])
        open()
        if !isTerminal { waitForAnswers() }
        while !isOver {
            let prompt = channel + (language.map { " \($0.code) " } ?? " ")
            let shown = paint(prompt, "2") + paint("›", "1;36") + " "
            switch input.next(prompt: shown, width: DisplayWidth.of(prompt) + 2, watching: socket) {
            case .line(let line):
                take(line.withoutOuterBlanks)
                if !isTerminal { waitForAnswers() }
            case .ready: receive()
            case .abandoned, .timedOut: break
            case .end: isOver = true
            }
        }
        input.close()
        close(socket)
        return isLost ? 2 : 0
    }

    private func say(_ text: String) { input.print(text) }

    /// Without a person at the keyboard nobody waits for an answer before going on: so this does, until the bot has been
    /// quiet for a while.
    private func waitForAnswers() {
        var patience: Int32 = 10_000
        for _ in 0..<200 {
            guard !isLost, !isOver else { return }
            var watched = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard poll(&watched, 1, patience) > 0 else { return }
            receive()
            if conversation != nil { patience = 400 }
        }
    }

    // MARK: what is typed

    private func take(_ line: String) {
        guard !line.isEmpty else { return }
        guard line.hasPrefix("/") else {
            speak(line)
            return
        }
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = parts.count > 1 ? parts[1].withoutOuterBlanks : ""
        switch parts[0] {
        case "/help", "/?", "/aide": say(words.help(isRemote: true))
        case "/quit", "/exit", "/q": isOver = true
        case "/choose":
            // By the number shown, or by its id.
            let id = Int(rest).flatMap { offered.indices.contains($0 - 1) ? offered[$0 - 1] : nil } ?? rest
            verb("choose", [("choice", .string(id))])
        case "/rate":
            let pieces = rest.split(separator: " ", maxSplits: 1).map(String.init)
            guard let score = pieces.first.flatMap({ Int64($0) }) else {
                complain(words("/rate takes a number from 1 to 5", "/rate prend un nombre de 1 à 5"))
                return
            }
            var fields: [(String, JSONValue)] = [("score", .integer(score))]
            if pieces.count > 1 { fields.append(("comment", .string(pieces[1]))) }
            verb("rate", fields)
        case "/close":
            verb("close", [])
            closing = "r\(counter)"
        case "/new": open()
        case "/as":
            channel = rest.isEmpty ? channel : rest
            open()
        case "/lang":
            language = rest.isEmpty ? nil : Language(rest)
            open()
        default:
            complain(
                words(
                    "\(parts[0]) works on a bot in this process only (relais repl without --connect)",
                    "\(parts[0]) n'existe que pour un bot local (relais repl sans --connect)"))
        }
    }

    private func complain(_ text: String) { say(paint(text, "33") + "\n") }

    private func speak(_ text: String) {
        guard conversation != nil else {
            early.append(text)
            return
        }
        verb("say", [("text", .string(text))])
    }

    private func verb(_ type: String, _ fields: [(String, JSONValue)]) {
        guard let conversation else {
            complain(words("no conversation is open yet", "aucune conversation n'est encore ouverte"))
            return
        }
        send(
            [("type", .string(type)), ("conversation", .string(conversation)), ("cid", .string(nextID()))]
                + fields)
    }

    private func open() {
        conversation = nil
        var fields: [(String, JSONValue)] = [
            ("type", "open"), ("cid", .string(nextID())), ("channel", .string(channel)),
        ]
        if let language { fields.append(("lang", .string(language.code))) }
        send(fields)
    }

    private func nextID() -> String {
        counter += 1
        return "r\(counter)"
    }

    private func send(_ fields: [(String, JSONValue)]) {
        var rest = (JSONValue.object(fields.map { JSONMember($0.0, $0.1) }).encoded() + [0x0A])[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return lose() }
            rest = rest.dropFirst(count)
        }
    }

    private func lose() {
        guard !isLost else { return }
        complain(words("the connection is lost", "la connexion est perdue"))
        isLost = true
        isOver = true
    }

    // MARK: what the daemon says

    private func receive() {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = bytes.withUnsafeMutableBytes { recv(socket, $0.baseAddress, $0.count, 0) }
        if count < 0, errno == EINTR { return }
        guard count > 0 else { return lose() }
        received += bytes[..<count]
        while let end = received.firstIndex(of: 0x0A) {
            let line = Array(received[..<end])
            received.removeSubrange(...end)
            if let value = try? JSONReader.parse(line) { take(value) }
        }
        if received.count > RemoteSession.maximumLine { lose() }
    }

    private func take(_ message: JSONValue) {
        switch message["type"]?.string {
        case "opened":
            conversation = message["conversation"]?.string
            if !isFirst { say(paint.dim(words("— new conversation —", "— nouvelle conversation —")) + "\n") }
            isFirst = false
            for line in early { speak(line) }
            early = []
        case "ack":
            // Who closes gets the acknowledgement in place of the event.
            if let closing, message["cid"]?.string == closing {
                say(paint("      → " + words("closed", "fermée"), "36") + "\n")
            }
        case "ping": send([("type", "pong")])
        case "event": event(message)
        case "error":
            let field = message["field"]?.string.map { " (\($0))" } ?? ""
            let text = message["text"]?.string ?? ""
            complain(DisplayWidth.printable("  \(message["code"]?.string ?? "error")\(field): \(text)"))
            if message["fatal"]?.bool == true { isOver = true }
        case "drain": say(paint.dim(words("the daemon is stopping", "le serveur s'arrête")) + "\n")
        default: break
        }
    }

    private func event(_ message: JSONValue) {
        guard message["conversation"]?.string == conversation || conversation == nil else { return }
        switch message["kind"]?.string {
        case "message":
            let from = message["from"]?.string ?? ""
            guard from != "customer" else { return }
            let name = message["name"]?.string ?? (from == "agent" ? words("agent", "conseiller") : "Relais")
            say(
                paint.sentence(
                    DisplayWidth.printable(name), from == "agent" ? "1;33" : "1;32",
                    message["text"]?.string ?? ""))
            let choices = message["choices"]?.array ?? []
            if !choices.isEmpty { offered = choices.map { $0["id"]?.string ?? "" } }
            for (place, choice) in choices.enumerated() {
                let label = DisplayWidth.printable(choice["label"]?.string ?? "")
                say("        " + paint(" \(place + 1) ", "7") + " \(label)\n")
            }
        case "owner":
            var text = message["owner"]?.string ?? ""
            if let queue = message["queue"]?.string { text += " \(queue)" }
            if let name = message["name"]?.string { text += " \(name)" }
            if let place = message["place"]?.int { text += words(", place \(place)", ", rang \(place)") }
            say(paint("      → " + DisplayWidth.printable(text), "36") + "\n")
        case "closed":
            let outcome = DisplayWidth.printable(message["outcome"]?.string ?? "")
            say(paint("      → " + words("closed: ", "fermée : ") + outcome, "36") + "\n")
        default: break
        }
    }
}
