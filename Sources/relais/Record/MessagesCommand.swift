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
            DataFolder.option,
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
        let store = try DataFolder.openRecord(arguments)
        var collected = CollectedMessages()
        try DataFolder.storing("messages") { () throws(StoreError) in
            var read = 0
            for stream in try conversations(store).reversed() where collected.lines.count < limit {
                let report = try store.report(on: ConversationID(stream: stream), withNotes: false)
                for entry in report.entries where entry.kind == .customer { collected.add(entry.text) }
                read += 1
            }
            try AuditTrail.note("messages", conversations: read, in: store)
        }
        Terminal.print("unsorted\n" + collected.lines.prefix(limit).joined())
        return 0
    }

    /// In the order in which they began.
    private static func conversations(_ store: SQLiteStore) throws(StoreError) -> [StreamID] {
        var seen: Set<StreamID> = []
        var streams: [StreamID] = []
        _ = try store.forEachRow { event in
            guard event.kind == SessionsMachine.conversationKind, !event.isTombstone else { return }
            if seen.insert(event.stream).inserted { streams.append(event.stream) }
        }
        return streams
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
