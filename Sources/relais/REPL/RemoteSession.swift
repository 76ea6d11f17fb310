import Glibc
import JSON
import Text

/// A conversation with a running daemon, over the line protocol.
final class RemoteSession {
    private let socket: DaemonSocket
    private let address: String
    private let input: LineInput
    private let words: ReplWords
    private let paint: ReplPaint
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
    /// Something was sent since the last answer was waited for.
    private var isAwaited = false

    init(
        socket: DaemonSocket, address: String, channel: String, language: Language?, words: ReplWords,
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

    func run() -> Int32 {
        say(paint.hint("relais · \(address) · /help"))
        send([("type", "hello"), ("v", [1]), ("client", "relais-repl/1"), ("role", "customer")])
        open()
        if !isTerminal { waitForAnswers() }
        while !isOver {
            let prompt = channel + (language.map { " \($0.code) " } ?? " ")
            let shown = paint(prompt, "2") + paint("›", "1;36") + " "
            switch input.next(prompt: shown, width: DisplayWidth.of(prompt) + 2, watching: socket.descriptor)
            {
            case .line(let line):
                take(line.withoutOuterBlanks)
                if !isTerminal { waitForAnswers() }
            case .ready: receive()
            case .abandoned, .timedOut: break
            case .end: isOver = true
            }
        }
        input.close()
        return isLost ? 2 : 0
    }

    private func say(_ text: String) { input.print(text) }

    /// Without a person at the keyboard nobody waits for an answer before going on: so this does, until the bot has been
    /// quiet for a while.
    private func waitForAnswers() {
        guard isAwaited else { return }
        isAwaited = false
        var patience: Int32 = 10_000
        for _ in 0..<200 {
            guard !isLost, !isOver else { return }
            var watched = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
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
            let id = Int(rest).flatMap { offered.indices.contains($0 &- 1) ? offered[$0 &- 1] : nil } ?? rest
            verb("choose", [("choice", .string(id))])
        case "/rate":
            let pieces = rest.split(separator: " ", maxSplits: 1).map(String.init)
            guard let score = pieces.first.flatMap({ Int64($0) }) else {
                return complain(words("/rate takes a number from 1 to 5", "/rate prend un nombre de 1 à 5"))
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
                    "no \(parts[0]) here; /help says what there is, and a bot in this process has more "
                        + "(relais repl without --connect)",
                    "pas de \(parts[0]) ici ; /help dit ce qu'il y a, et un bot local en a plus "
                        + "(relais repl sans --connect)"))
        }
    }

    private func complain(_ text: String) { say(paint.complaint(text)) }

    private func speak(_ text: String) {
        guard conversation != nil else {
            early.append(text)
            return
        }
        verb("say", [("text", .string(text))])
    }

    private func verb(_ type: String, _ fields: [(String, JSONValue)]) {
        guard let conversation else {
            return complain(words("no conversation is open yet", "aucune conversation n'est encore ouverte"))
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
        isAwaited = true
        if !socket.send(JSONValue.object(fields.map { JSONMember($0.0, $0.1) }).encoded()) { lose() }
    }

    private func lose() {
        guard !isLost else { return }
        complain(words("the connection is lost", "la connexion est perdue"))
        isLost = true
        isOver = true
    }

    // MARK: what the daemon says

    private func receive() {
        guard let lines = socket.receive() else { return lose() }
        for line in lines {
            if let value = try? JSONReader.parse(line) { take(value) }
        }
    }

    private func take(_ message: JSONValue) {
        switch message["type"]?.string {
        case "opened":
            conversation = message["conversation"]?.string
            if !isFirst { say(paint.hint(words("— new conversation —", "— nouvelle conversation —"))) }
            isFirst = false
            for line in early { speak(line) }
            early = []
        case "ack":
            // Who closes gets the acknowledgement in place of the event.
            if let closing, message["cid"]?.string == closing {
                say(paint.arrow(words("closed", "fermée")))
            }
        case "ping": send([("type", "pong")])
        case "event": event(message)
        case "error":
            let field = message["field"]?.string.map { " (\($0))" } ?? ""
            let text = message["text"]?.string ?? ""
            complain(DisplayWidth.printable("  \(message["code"]?.string ?? "error")\(field): \(text)"))
            if message["fatal"]?.bool == true { isOver = true }
        case "drain": say(paint.hint(words("the daemon is stopping", "le serveur s'arrête")))
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
            say(paint.arrow(DisplayWidth.printable(text)))
        case "closed":
            let outcome = DisplayWidth.printable(message["outcome"]?.string ?? "")
            say(paint.arrow(words("closed: ", "fermée : ") + outcome))
        default: break
        }
    }
}
