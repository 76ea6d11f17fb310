import Glibc
import Record
import Sessions
import Text

/// `relais backup` and `relais verify`: care of the data file, beside a running daemon too. Both only read the record,
/// whatever its version.
enum BackupCommand {
    static let all: [Subcommand] = [backup, verify]

    private static let backup = Subcommand(
        "backup",
        en: "Write a consistent copy of the record while the daemon goes on.",
        fr: "Écrire une copie cohérente du registre pendant que le service continue.",
        operands: "FILE", operandCount: 1...1, options: [DataFolder.option],
        examples: [
            .init(
                "relais backup /backup/relais-monday.sqlite",
                en: "restore: stop the daemon, copy it back as relais.sqlite, remove relais.sqlite-wal",
                fr: "restaurer : arrêter le service, la recopier en relais.sqlite, ôter relais.sqlite-wal")
        ]
    ) { (arguments) throws(CommandFailure) in
        let path = arguments.operand(0) ?? ""
        let file = try DataFolder.recordPath(arguments)
        if access(path, F_OK) == 0 {
            throw .world(
                what: path, en: "exists already; name a new file",
                fr: "existe déjà ; indiquer un nouveau fichier")
        }
        try checkReadable(file)
        let folder = path.contains("/") ? path.split(separator: "/").dropLast().joined(separator: "/") : "."
        let place = path.hasPrefix("/") ? "/" + folder : folder
        if access(place, W_OK) != 0 {
            let why = WorldWords.system(errno)
            throw .world(
                what: path, en: "cannot be written there: \(why)", fr: "on ne peut rien y écrire : \(why)")
        }
        do throws(StoreError) {
            try SQLiteStore.backup(file: file, to: path)
        } catch .corrupt(_, let damaged, let detail) {
            // The copy is new: it is the record that is damaged.
            let detail = WorldWords.text(detail, in: Terminal.language)
            throw .world(
                what: Terminal.words(
                    "\(damaged) is damaged or not a Relais record",
                    "\(damaged) est endommagé ou n'est pas un registre de Relais"),
                en: "\(detail); nothing was backed up: restore your last good backup",
                fr: "\(detail) ; rien n'a été sauvegardé : restaurer la dernière bonne sauvegarde")
        } catch { throw .world(what: path, why: error.explanation) }
        Terminal.print(path + "\n")
        return 0
    }

    /// Says what SQLite would call a file that it cannot open, or cannot write.
    private static func checkReadable(_ file: String) throws(CommandFailure) {
        if access(file, R_OK) == 0 { return }
        let code = errno
        throw .world(
            what: file,
            why: code == EACCES
                ? Terminal.words(
                    "cannot be read: run this as the user the daemon runs as",
                    "ne peut pas être lu : lancer la commande sous l'utilisateur du service")
                : String(cString: strerror(code)))
    }

    private static let verify = Subcommand(
        "verify",
        en: "Check a whole record: the file, every number, row, key, account and kept file.",
        fr: "Vérifier tout un registre : le fichier, chaque numéro, ligne, clé, compte et fichier gardé.",
        operands: "[FILE]", operandCount: 0...1, options: [DataFolder.option],
        examples: [
            .init(
                "relais verify --data /var/lib/relais",
                en: "the daemon's record; exit code 1 when something is wrong",
                fr: "le registre du service ; code de sortie 1 s'il y a un défaut"),
            .init(
                "relais verify /backup/relais-monday.sqlite",
                en: "a backup, before it is needed", fr: "une sauvegarde, avant d'en avoir besoin"),
        ]
    ) { (arguments) throws(CommandFailure) in
        let file: String
        if let named = arguments.operand(0) {
            file = named
        } else {
            file = try DataFolder.recordPath(arguments)
        }
        if access(file, F_OK) == 0 { try checkReadable(file) }
        let findings: [RecordFinding]
        var check = RecordCheck()
        do throws(StoreError) {
            findings = try SQLiteStore.verify(file: file, content: &check)
        } catch {
            if case .notFound = error {
                throw .world(what: file, en: "there is no such file", fr: "il n'y a pas de fichier de ce nom")
            }
            throw .no(what: file, why: error.explanation)
        }
        for finding in findings { say(finding.text) }
        if let failure = failure(of: file, Set(findings.map(\.part))) { throw failure }
        Terminal.print(Terminal.words("The record is sound.\n", "Le registre est sain.\n"))
        for remark in check.remarks { say(remark) }
        return 0
    }

    private static func say(_ found: String) {
        Terminal.print(DisplayWidth.printable(FindingWords.text(found, in: Terminal.language)) + "\n")
    }

    /// What to do about it; nil for a sound record.
    private static func failure(of file: String, _ damaged: Set<RecordFinding.Part>) -> CommandFailure? {
        if damaged.isEmpty { return nil }
        if damaged.contains(.rows) || damaged.count > 1 {
            return .no(
                what: file, en: "the record is damaged; restore a backup",
                fr: "le registre est endommagé ; restaurer une sauvegarde")
        }
        if damaged.contains(.keys) {
            return .no(
                what: file,
                en:
                    "the record is damaged in its keys only, all that was said is there; restore a backup, or go on "
                    + "without what is named here",
                fr:
                    "le registre n'est endommagé que dans ses clés, tout ce qui a été dit est là ; restaurer une "
                    + "sauvegarde, ou continuer sans ce qui est nommé ici")
        }
        if damaged.contains(.accounts) {
            return .no(
                what: file,
                en:
                    "the record is damaged in its accounts only, all that was said is there; restore a backup, or "
                    + "withdraw what is named here and add it anew (relais agent, relais site)",
                fr:
                    "le registre n'est endommagé que dans ses comptes, tout ce qui a été dit est là ; restaurer une "
                    + "sauvegarde, ou retirer ce qui est nommé ici et l'ajouter de nouveau (relais agent, relais site)"
            )
        }
        return .no(
            what: file,
            en:
                "the record is damaged in the bot's files only; start once with those files, or restore a backup",
            fr:
                "le registre n'est endommagé que dans les fichiers du bot ; démarrer une fois avec ces fichiers, ou "
                + "restaurer une sauvegarde")
    }
}
