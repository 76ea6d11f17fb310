import Intents
import Record
import Sessions
import Text

/// `relais messages`: what customers wrote, as an intent file's block of unsorted messages to learn from.
enum MessagesCommand {
    static let subcommand = Subcommand(
        "messages",
        en: "Print what customers wrote, newest first, as `unsorted` lines for an intent file.",
        fr: "Imprimer ce que des clients ont écrit, du plus récent au plus ancien, en lignes « unsorted ».",
        options: [
            BackupCommand.data,
            .init("--limit", "N", en: "at most so many (5,000)", fr: "au plus tant de messages (5 000)"),
        ],
        examples: [
            .init(
                "relais messages > Intents/unsorted.intents",
                en: "read the file before you keep it: names may stand in it",
                fr: "relire le fichier avant de le garder : des noms peuvent y figurer")
        ]
    ) { (arguments) throws(CommandFailure) in
        let limit = try arguments.integer("--limit", in: 1...200_000) ?? 5_000
        let store = try DataFolder.openRecord(arguments.value("--data") ?? "data", makesFolder: false)
        var collected = CollectedMessages()
        do throws(StoreError) {
            let streams = try conversations(store)
            var read = 0
            for stream in streams.reversed() where collected.lines.count < limit {
                let id = ConversationID(stream: stream)
                let events = try store.read(stream, from: 1, limit: .max)
                do throws(RowError) {
                    let report = try ConversationReport(id, events: events, notes: [])
                    for entry in report.entries where entry.kind == .customer { collected.add(entry.text) }
                } catch { throw .corrupt(operation: "read", path: store.path, detail: error.reason) }
                read += 1
            }
            try AuditTrail.note("messages", conversations: read, in: store)
        } catch { throw .world(what: "messages", why: error.explanation) }
        Terminal.print("unsorted\n" + collected.lines.prefix(limit).joined())
        return 0
    }

    /// In the order in which they began.
    private static func conversations(_ store: SQLiteStore) throws(StoreError) -> [StreamID] {
        var seen: Set<StreamID> = []
        var streams: [StreamID] = []
        var position: Int64 = 0
        while true {
            let events = try store.feed(after: position, limit: 2_000)
            guard let last = events.last else { return streams }
            position = last.position
            for event in events
            where event.stream.high != 0 && event.kind == SessionsMachine.conversationKind
                && !event.isTombstone
            {
                if seen.insert(event.stream).inserted { streams.append(event.stream) }
            }
        }
    }
}

/// Messages worth learning from, each once: whole sentences in a known language. What holds a figure, an address or a link is
/// left out (it answers a question, and says who somebody is), and so is what is only a thanks or a yes.
struct CollectedMessages {
    private(set) var lines: [String] = []
    private var seen: Set<[UInt8]> = []
    private static let wordCounts = 2...40

    mutating func add(_ text: String) {
        let utterance = Utterance(text)
        let lexicon = SignalLexicon.builtIn
        guard Self.wordCounts.contains(utterance.words.count), !utterance.wasCut,
            utterance.words.allSatisfy({ $0.kind == .word || $0.kind == .emoji }),
            let language = LanguageGuess.guess(utterance).language,
            !lexicon.signals(in: utterance).contains(where: { lexicon.isWhole($0, utterance) })
        else { return }
        var key: [UInt8] = []
        for word in utterance.words { key += utterance.bytes(of: word) + [0x20] }
        guard seen.insert(key).inserted else { return }
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: line += " "
            default: line.unicodeScalars.append(scalar)
            }
        }
        guard line.utf8.count < SourceLines.maximumLineBytes - 8 else { return }
        lines.append("\(language.code): \(line)\n")
    }
}
