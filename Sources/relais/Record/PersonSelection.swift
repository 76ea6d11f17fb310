import Record
import Sessions
import Text

/// Which conversations a command is about: those of a customer, named ones, or those that mention a text.
struct PersonSelection {
    static let options: [Subcommand.Option] = [
        .init(
            "--customer", "ID",
            en: "all conversations of this customer", fr: "toutes les conversations de ce client"),
        .init(
            "--site", "NAME",
            en: "the site whose customer it is, when there are several",
            fr: "le site dont c'est le client, s'il y en a plusieurs"),
        .init(
            "--mentioning", "TEXT",
            en: "all conversations in which this text stands, exactly so (an address, a number)",
            fr: "toutes les conversations où figure ce texte, tel quel (une adresse, un numéro)"),
        DataFolder.option,
    ]

    let conversations: [ConversationID]

    /// - Throws: `usage` when nothing is named, `no` when there is no such conversation.
    init(_ arguments: Arguments, in store: SQLiteStore) throws(CommandFailure) {
        var streams: [StreamID] = []
        for name in arguments.operands {
            guard let id = ConversationID(name),
                try DataFolder.storing("record", { () throws(StoreError) in try store.head(id.stream) }) > 0
            else {
                throw .no(what: "conversation '\(name)'", en: "is not on record", fr: "n'est pas au registre")
            }
            streams.append(id.stream)
        }
        if let customer = arguments.value("--customer") {
            let site = arguments.value("--site")
            let bySite = try DataFolder.storing("record") { () throws(StoreError) in
                try Self.find(customer, site: site, in: store)
            }
            if bySite.count > 1 {
                let sites = bySite.map(\.site).joined(separator: ", ")
                throw .no(
                    what: Terminal.words("customer '\(customer)'", "client '\(customer)'"),
                    en: "several sites have one (\(sites)): add --site NAME",
                    fr: "plusieurs sites en ont un (\(sites)) : ajouter --site NAME")
            }
            streams += bySite.flatMap(\.streams)
        }
        if let text = arguments.value("--mentioning") {
            streams += try DataFolder.storing("record") { () throws(StoreError) in
                try Self.mention(text, in: store)
            }
        }
        if arguments.operands.isEmpty, !arguments.has("--customer"), !arguments.has("--mentioning") {
            throw .usage(
                what: Terminal.words("who", "qui"),
                en: "name a --customer, a text (--mentioning), or conversations",
                fr: "indiquer un client (--customer), un texte (--mentioning) ou des conversations")
        }
        var seen: Set<StreamID> = []
        conversations = streams.filter { seen.insert($0).inserted }.map(ConversationID.init(stream:))
        if conversations.isEmpty {
            throw .no(
                what: Terminal.words("record", "registre"), en: "no conversation of this person",
                fr: "aucune conversation de cette personne")
        }
    }

    /// The sites that know this customer, with his conversations there.
    private static func find(
        _ customer: String, site: String?, in store: SQLiteStore
    ) throws(StoreError) -> [(site: String, streams: [StreamID])] {
        var sites: Set<String> = []
        for account in try store.accounts() where account.role == .site { sites.insert(account.name) }
        if let site { sites = [site] }
        var bySite: [(site: String, streams: [StreamID])] = []
        for site in sites.sorted() {
            let key = SessionsMachine.conversationsKey(site: site, customer: customer)
            let found = try store.findByKey(scope: key.scope, key: key.key)
            if !found.isEmpty { bySite.append((site, found.map(\.stream))) }
        }
        return bySite
    }

    /// Every conversation with the text in its rows or in the notes about it; the record is read once, in order.
    private static func mention(_ text: String, in store: SQLiteStore) throws(StoreError) -> [StreamID] {
        let needle = Needle(text)
        var found: [StreamID] = []
        _ = try store.forEachRow { event in
            guard needle.isIn(event.bytes) else { return }
            // A stream of notes leads to the conversation it is about.
            let isNote = event.kind != SessionsMachine.conversationKind
            found.append(isNote ? ConversationID(stream: event.stream).notes : event.stream)
        }
        return found
    }

    /// A text as it stands in JSON.
    struct Needle {
        let bytes: [UInt8]

        init(_ text: String) {
            var escaped = ""
            for scalar in text.unicodeScalars {
                if scalar == "\"" || scalar == "\\" { escaped += "\\" }
                escaped.unicodeScalars.append(scalar)
            }
            bytes = Array(escaped.utf8)
        }

        func isIn(_ row: [UInt8]) -> Bool {
            guard let first = bytes.first, row.count >= bytes.count else { return false }
            for start in 0...(row.count - bytes.count) where row[start] == first {
                if row[start..<start + bytes.count].elementsEqual(bytes) { return true }
            }
            return false
        }
    }
}
