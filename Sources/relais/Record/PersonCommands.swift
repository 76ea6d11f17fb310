import Glibc
import JSON
import Record
import Service
import Sessions
import Text

/// `relais export` and `relais erase`: what a person may ask of whoever keeps his words.
enum PersonCommands {
    static let all: [Subcommand] = [export, erase, AuditTrail.list]

    // MARK: export

    private static let export = Subcommand(
        "export",
        en: "Print all that is known of a person, as transcripts or JSON lines.",
        fr: "Imprimer tout ce qu'on sait d'une personne, en transcriptions ou en lignes JSON.",
        operands: "[CONVERSATION…]", operandCount: 0...1_000,
        options: PersonSelection.options + [
            .init(
                "--json",
                en: "every row of the record, one JSON object a line",
                fr: "chaque ligne du registre, en JSON")
        ],
        examples: [
            .init("relais export --customer c42 > c42.txt", en: "to read", fr: "à lire"),
            .init(
                "relais export --mentioning jean@example.org --json > jean.jsonl",
                en: "for a program", fr: "pour un programme"),
        ]
    ) { (arguments) throws(CommandFailure) in
        let store = try DataFolder.openRecord(arguments)
        let selection = try PersonSelection(arguments, in: store)
        for id in selection.conversations {
            let report = try DataFolder.storing("conversation \(id)") { () throws(StoreError) in
                try store.report(on: id, withNotes: true)
            }
            if arguments.has("--json") {
                for line in report.lines { Terminal.print(String(decoding: line, as: UTF8.self) + "\n") }
            } else {
                Terminal.print(TranscriptText.of(report, in: Terminal.language))
            }
        }
        try DataFolder.storing("audit") { () throws(StoreError) in
            try AuditTrail.note("export", conversations: selection.conversations.count, in: store)
        }
        return 0
    }

    // MARK: erase

    private static let erase = Subcommand(
        "erase",
        en: "Erase all that is known of a person, for ever, from every file of the data folder.",
        fr: "Effacer tout ce qu'on sait d'une personne, pour toujours, de tous les fichiers de données.",
        operands: "[CONVERSATION…]", operandCount: 0...1_000,
        options: PersonSelection.options + [
            .init(
                "--yes",
                en: "do it; without it the conversations are only listed",
                fr: "le faire ; sans cela les conversations sont seulement listées")
        ],
        examples: [
            .init("relais erase --customer c42", en: "what would be erased", fr: "ce qui serait effacé"),
            .init(
                "relais erase --customer c42 --yes",
                en: "beside a running daemon or without one; backups are yours to erase",
                fr: "à côté du service ou sans lui ; les sauvegardes restent à effacer par vous"),
        ]
    ) { (arguments) throws(CommandFailure) in
        let folder = DataFolder.path(arguments)
        let ids = try ask(arguments)
        try DataFolder.storing("erase") { () throws(StoreError) in
            if try !Eraser.carryOut(folder: folder) {
                try Eraser.wait(for: ids.map(\.stream), folder: folder)
            }
            let store = try SQLiteStore(folder: folder, purpose: .tool)
            try AuditTrail.note("erase", conversations: ids.count, in: store)
        }
        Terminal.print(
            Terminal.words(
                "Erased: \(Counted.english(ids.count, "conversation")). Backups made before still hold them.\n",
                "Effacé : \(Counted.french(ids.count, "conversation")). "
                    + "Les sauvegardes faites avant les contiennent encore.\n"))
        return 0
    }

    /// Lists what is to go and, with `--yes`, notes it in the record; from then on it will happen, whatever comes.
    private static func ask(_ arguments: Arguments) throws(CommandFailure) -> [ConversationID] {
        let store = try DataFolder.openRecord(arguments)
        let ids = try PersonSelection(arguments, in: store).conversations
        for id in ids { Terminal.print("\(id)\t\(try opened(id, in: store))\n") }
        guard arguments.has("--yes") else {
            throw .no(
                what: "erase",
                why: Terminal.words(
                    "would erase \(Counted.english(ids.count, "conversation")); add --yes",
                    "effacerait \(Counted.french(ids.count, "conversation")) ; ajouter --yes"))
        }
        try DataFolder.storing("erase") { () throws(StoreError) in
            try store.requestErasure(of: ids.map(\.stream), atMilliseconds: SystemClock.wallMilliseconds())
        }
        return ids
    }

    /// When it was opened, as far as its first row tells.
    private static func opened(_ id: ConversationID, in store: SQLiteStore) throws(CommandFailure) -> String {
        let first = try DataFolder.storing("conversation \(id)") { () throws(StoreError) in
            try store.read(id.stream, from: 1, limit: 1).first
        }
        return first.map { Log.timestamp($0.atMilliseconds) } ?? "-"
    }
}

/// Has what was asked for erased: by itself while no daemon runs, else by the daemon.
enum Eraser {
    private static let patienceMilliseconds: Int64 = 60_000

    /// - Returns: false when a daemon runs: it has heard of the request.
    static func carryOut(folder: String) throws(StoreError) -> Bool {
        let store: SQLiteStore
        do throws(StoreError) {
            store = try SQLiteStore(folder: folder, purpose: .daemon)
        } catch {
            if case .inUse = error { return false }
            throw error
        }
        let now = SystemClock.wallMilliseconds()
        while true {
            let streams = try store.requestedErasures(limit: 64)
            if streams.isEmpty { break }
            // Whoever waits in a queue is taken out of it first, or the desk would offer a ghost.
            var next = try store.head(.desk) + 1
            var departures: [Append] = []
            if next > 1 {
                for stream in streams {
                    departures.append(
                        SessionsMachine.departure(of: stream, expected: next, atMilliseconds: now))
                    next += 1
                }
                try store.append(Batch(atMilliseconds: now, appends: departures))
            }
            let all = streams.flatMap { [$0, ConversationID(stream: $0).notes] }
            _ = try store.erase(all, atMilliseconds: now)
        }
        while try !store.finishErasure() { usleep(100_000) }
        return true
    }

    /// Until the daemon has done it.
    static func wait(for streams: [StreamID], folder: String) throws(StoreError) {
        let deadline = SystemClock.monotonicMilliseconds() + patienceMilliseconds
        while SystemClock.monotonicMilliseconds() < deadline {
            let store = try SQLiteStore(folder: folder, purpose: .tool)
            let left = Set(try store.requestedErasures(limit: 10_000))
            if left.isDisjoint(with: streams), try !store.hasErasureToFinish() { return }
            // The daemon may have ended meanwhile.
            usleep(200_000)
            if try carryOut(folder: folder) { return }
        }
        throw .busy(operation: "erase: the daemon was asked and goes on with it")
    }
}
