import Record
import Text

/// `relais record …`: care of the data file, beside a running daemon too.
enum RecordCommands {
    static let all: [Subcommand] = [backup, verify]

    private static let data = Subcommand.Option(
        "--data", "DIR", Bilingual(en: "the daemon's data folder (data)", fr: "le dossier de données (data)"))

    private static let backup = Subcommand(
        "record backup",
        Bilingual(
            en: "Write a consistent copy of the record while the daemon goes on.",
            fr: "Écrire une copie cohérente du registre pendant que le service continue."),
        operands: "FILE", operandCount: 1...1, options: [data],
        examples: [
            .init(
                "relais record backup /backup/relais-monday.sqlite",
                Bilingual(
                    en: "restore: stop the daemon, copy it back as relais.sqlite, remove relais.sqlite-wal",
                    fr: "restaurer : arrêter le service, la recopier en relais.sqlite, ôter relais.sqlite-wal"
                ))
        ]
    ) { (arguments) throws(CommandFailure) in
        let path = arguments.operand(0) ?? ""
        let store = try DataFolder.openRecord(arguments.value("--data") ?? "data", makesFolder: false)
        do throws(StoreError) {
            try store.backup(to: path)
        } catch { throw .world(what: "backup", why: error.explanation) }
        Terminal.print(path + "\n")
        return 0
    }

    private static let verify = Subcommand(
        "record verify",
        Bilingual(
            en: "Check the whole record: the file, every number, every row.",
            fr: "Vérifier tout le registre : le fichier, chaque numéro, chaque ligne."),
        options: [data],
        examples: [
            .init(
                "relais record verify --data /var/lib/relais",
                Bilingual(
                    en: "exit code 1 when something is wrong", fr: "code de sortie 1 s'il y a un défaut"))
        ]
    ) { (arguments) throws(CommandFailure) in
        let folder = arguments.value("--data") ?? "data"
        let store = try DataFolder.openRecord(folder, makesFolder: false)
        let findings: [String]
        do throws(StoreError) {
            findings = try store.verify()
        } catch { throw .no(what: folder, why: error.explanation) }
        for finding in findings { Terminal.print(finding + "\n") }
        if !findings.isEmpty { throw .no(what: folder, why: "the record is damaged; restore a backup") }
        Terminal.print(Terminal.language == .french ? "Le registre est sain.\n" : "The record is sound.\n")
        return 0
    }
}
