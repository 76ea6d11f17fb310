import Wire

/// What an agent typed, understood.
package enum ConsoleCommand: Equatable, Sendable {
    package enum Destination: Equatable, Sendable {
        case queue(String)
        case agent(String)
        /// `flow/step`.
        case bot(String)
    }

    case nothing
    /// Text for the customer.
    case reply(String)
    case note(String)
    /// The number of an offer; nil: the oldest.
    case accept(Int?)
    case decline(Int?)
    /// The number of a conversation; nil: the next one.
    case go(Int?)
    case list
    case packet
    case history(Int)
    case transfer(Destination, note: String?)
    case close(outcome: String?, tags: [String])
    case release
    /// Nil: with the customer's last words.
    case suggest(String?)
    /// Says the article of that number.
    case use(Int)
    /// Nil: lists the canned answers.
    case canned(String?)
    case draft
    case available(Int?)
    case away
    case queue
    case take(String)
    case move(String, queue: String)
    case assign(String, agent: String)
    case help
    case language(String)
    case quit
    /// A verb that is not known, with the nearest that is.
    case unknown(String, nearest: String?)
    /// A known verb without what it needs: how it is written.
    case incomplete(String)

    /// The verbs, English first; those after the bar are their French names.
    package static let verbs: [(name: String, french: String, usage: String)] = [
        ("accept", "accepter", "/accept [N]"), ("decline", "refuser", "/decline [N]"),
        ("go", "aller", "/go [N]"), ("list", "liste", "/list"), ("packet", "dossier", "/packet"),
        ("history", "historique", "/history [N]"), ("note", "noter", "/note TEXT"),
        ("transfer", "transférer", "/transfer queue|agent NAME [NOTE]"),
        ("bot", "robot", "/bot FLOW/STEP [NOTE]"),
        ("close", "clore", "/close [OUTCOME [TAG…]]"), ("release", "rendre", "/release"),
        ("suggest", "suggérer", "/suggest [TEXT]"), ("use", "utiliser", "/use N"),
        ("canned", "modèle", "/canned [NAME]"), ("draft", "brouillon", "/draft"),
        ("available", "disponible", "/available [N]"), ("away", "absent", "/away"),
        ("queue", "file", "/queue"),
        ("take", "prendre", "/take CONVERSATION"), ("move", "déplacer", "/move CONVERSATION QUEUE"),
        ("assign", "affecter", "/assign CONVERSATION AGENT"), ("help", "aide", "/help"),
        ("lang", "langue", "/lang fr|en"), ("quit", "quitter", "/quit"),
    ]

    /// Reads a line: a text, or a verb after `/`. `//` begins a text with one slash; `/2` is `/go 2`; a verb may be cut as short
    /// as it stays clear, and `a`, `d`, `t`, `c`, `n`, `s`, `q` are short for the daily ones.
    package static func parse(_ line: String) -> ConsoleCommand {
        let line = line.withoutOuterBlanks
        guard !line.isEmpty else { return .nothing }
        guard line.hasPrefix("/") else { return .reply(line) }
        if line.hasPrefix("//") { return .reply(String(line.dropFirst())) }
        let (word, rest) = firstWord(String(line.dropFirst()))
        if let number = Int(word) { return .go(number) }
        guard let verb = verb(for: word.lowercased()) else {
            return .unknown(word, nearest: nearest(to: word.lowercased()))
        }
        return command(verb, rest) ?? .incomplete(verbs.first { $0.name == verb }?.usage ?? "/help")
    }

    private static func command(_ verb: String, _ rest: String) -> ConsoleCommand? {
        switch verb {
        case "accept": rest.isEmpty ? .accept(nil) : Int(rest).map { .accept($0) }
        case "decline": rest.isEmpty ? .decline(nil) : Int(rest).map { .decline($0) }
        case "go": rest.isEmpty ? .go(nil) : Int(rest).map { .go($0) }
        case "list": .list
        case "packet": .packet
        case "history":
            rest.isEmpty ? .history(50) : Int(rest).flatMap { $0 > 0 ? .history(min($0, 500)) : nil }
        case "note": rest.isEmpty ? nil : .note(rest)
        case "transfer": transfer(rest)
        case "bot": transfer("bot " + rest)
        case "close": close(rest)
        case "release": .release
        case "suggest": .suggest(rest.isEmpty ? nil : rest)
        case "use": Int(rest).map { .use($0) }
        case "canned": .canned(rest.isEmpty ? nil : rest)
        case "draft": .draft
        case "available":
            rest.isEmpty
                ? .available(nil)
                : Int(rest).flatMap { (1...WireLimits.capacity).contains($0) ? .available($0) : nil }
        case "away": .away
        case "queue": .queue
        case "take": rest.isEmpty ? nil : .take(firstWord(rest).0)
        case "move": pair(rest).map { .move($0.0, queue: $0.1) }
        case "assign": pair(rest).map { .assign($0.0, agent: $0.1) }
        case "help": .help
        case "lang": rest == "fr" || rest == "en" ? .language(rest) : nil
        case "quit": .quit
        default: nil
        }
    }

    private static func transfer(_ rest: String) -> ConsoleCommand? {
        let (kind, after) = firstWord(rest)
        let (name, note) = firstWord(after)
        guard !name.isEmpty else { return nil }
        let words = note.isEmpty ? nil : note
        switch kind.lowercased() {
        case "queue", "file": return .transfer(.queue(name), note: words)
        case "agent": return .transfer(.agent(name), note: words)
        case "bot", "robot": return .transfer(.bot(name), note: words)
        default: return nil
        }
    }

    private static func close(_ rest: String) -> ConsoleCommand {
        let words = rest.split(separator: " ").map(String.init)
        return .close(outcome: words.first, tags: Array(words.dropFirst()))
    }

    private static func pair(_ rest: String) -> (String, String)? {
        let (first, second) = firstWord(rest)
        return second.isEmpty ? nil : (first, second)
    }

    private static let short = [
        "a": "accept", "d": "decline", "n": "note", "t": "transfer", "c": "close", "s": "suggest", "u": "use",
        "h": "help", "p": "packet", "l": "list", "q": "queue", "m": "canned", "?": "help", "exit": "quit",
        "transferer": "transfer", "suggerer": "suggest", "modele": "canned", "deplacer": "move",
    ]

    private static func verb(for word: String) -> String? {
        if let name = short[word] { return name }
        if let exact = verbs.first(where: { $0.name == word || $0.french == word }) { return exact.name }
        let fitting = Set(verbs.filter { $0.name.hasPrefix(word) || $0.french.hasPrefix(word) }.map(\.name))
        return fitting.count == 1 && !word.isEmpty ? fitting.first : nil
    }

    /// The verb that shares the longest beginning of at least two letters.
    private static func nearest(to word: String) -> String? {
        func common(_ name: String) -> Int { zip(name, word).prefix { $0 == $1 }.count }
        let best = verbs.max { common($0.name) < common($1.name) }
        return best.flatMap { common($0.name) >= 2 ? $0.name : nil }
    }

    private static func firstWord(_ text: String) -> (String, String) {
        let text = text.withoutOuterBlanks
        guard let blank = text.firstIndex(of: " ") else { return (text, "") }
        return (String(text[..<blank]), String(text[blank...]).withoutOuterBlanks)
    }
}
