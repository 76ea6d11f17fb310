import Glibc
import Sessions
import Text

/// Why the world failed, in French: what the operating system, the record and the rooms that read files say of it.
///
/// They say it in English, as logs do; `CommandFailure.line` puts it into the language of whoever sits there. What is not
/// here (SQLite's rarer words, a kernel's rarer errors) stays as it is.
enum WorldWords {
    private static let book = Phrasebook(system + addresses + record + files)

    static func text(_ text: String, in language: Language) -> String {
        language == .french ? french(text, depth: 0) ?? text : text
    }

    /// What the operating system says for an error number, in the language of whoever sits there.
    static func system(_ code: Int32) -> String {
        text(String(cString: strerror(code)), in: Terminal.language)
    }

    /// Paths may hold anything; what is looked for is never this deep.
    private static let maximumDepth = 4

    /// A sentence of the table, or one behind what it is about: `open: …`, `Flows/a.flow: open: …`.
    private static func french(_ text: String, depth: Int) -> String? {
        if let sentence = book.french(
            text, deeper: { Self.book.french($0) ?? FindingWords.text($0, in: .french) })
        {
            return sentence
        }
        guard depth < maximumDepth, let colon = text.firstRange(of: ": ") else { return nil }
        guard let rest = french(String(text[colon.upperBound...]), depth: depth + 1) else { return nil }
        return text[..<colon.upperBound] + rest
    }

    private static let system: [(en: String, fr: String)] = errors.map {
        (String(cString: strerror($0)), $1)
    }

    private static let errors: [(Int32, String)] = [
        (EPERM, "opération interdite"), (ENOENT, "aucun fichier ni dossier de ce nom"),
        (EIO, "erreur d'entrée-sortie"), (EBADF, "descripteur de fichier fermé"),
        (EAGAIN, "ressource momentanément indisponible"), (ENOMEM, "pas assez de mémoire"),
        (EACCES, "permission refusée"), (EBUSY, "occupé"), (EEXIST, "existe déjà"),
        (EXDEV, "lien entre deux systèmes de fichiers"), (ENOTDIR, "n'est pas un dossier"),
        (EISDIR, "est un dossier"), (EINVAL, "argument non valable"),
        (ENFILE, "trop de fichiers ouverts sur la machine"), (EMFILE, "trop de fichiers ouverts"),
        (ETXTBSY, "fichier de programme en cours d'usage"), (EFBIG, "fichier trop grand"),
        (ENOSPC, "plus de place sur le disque"), (EROFS, "système de fichiers en lecture seule"),
        (EPIPE, "personne ne lit plus"), (ENAMETOOLONG, "nom trop long"), (ENOTEMPTY, "dossier non vide"),
        (ELOOP, "trop de liens symboliques"), (EDQUOT, "quota du disque dépassé"),
        (EADDRINUSE, "adresse déjà utilisée"), (EADDRNOTAVAIL, "cette machine n'a pas cette adresse"),
        (EAFNOSUPPORT, "famille d'adresses non prise en charge"), (ENETUNREACH, "réseau injoignable"),
        (EHOSTUNREACH, "hôte injoignable"), (ECONNREFUSED, "connexion refusée"),
        (ECONNRESET, "connexion coupée par l'autre bout"), (ETIMEDOUT, "pas de réponse à temps"),
    ]

    private static let addresses: [(en: String, fr: String)] = [
        (EAI_NONAME, "nom d'hôte inconnu"),
        (EAI_AGAIN, "nom d'hôte impossible à résoudre pour le moment"),
        (EAI_FAIL, "nom d'hôte impossible à résoudre"),
        (EAI_FAMILY, "famille d'adresses non prise en charge"), (EAI_SERVICE, "port inconnu"),
        (EAI_MEMORY, "pas assez de mémoire"),
    ].map { (String(cString: gai_strerror($0)), $1) }

    /// `StoreError`, and what comes with it.
    private static let record: [(en: String, fr: String)] = [
        ("the database is locked by another process", "la base est verrouillée par un autre processus"),
        ("no space left for {p}", "plus de place pour {p}"),
        (
            "{p} is damaged or not a Relais record ({d}); restore a backup",
            "{p} est endommagé ou n'est pas un registre de Relais ({d}) ; restaurer une sauvegarde"
        ),
        (
            "{p} cannot be written; check its permissions and those of its folder",
            "{p} ne peut pas être écrit ; vérifier ses permissions et celles de son dossier"
        ),
        ("the folder of {p} does not exist", "le dossier de {p} n'existe pas"),
        ("{p} does not exist", "{p} n'existe pas"),
        (
            "{p} was written by a newer Relais (schema {a}, this one knows {b}); use that version, or restore the copy "
                + "made before the upgrade",
            "{p} a été écrit par un Relais plus récent (schéma {a}, celui-ci connaît le {b}) ; utiliser cette "
                + "version, ou restaurer la copie faite avant la mise à jour"
        ),
        ("another Relais daemon is using {p}", "un autre service Relais utilise {p}"),
        (
            "stream {s}: expected to write event {e}, but the next is {n}",
            "fil {s} : on écrivait l'événement {e}, mais le prochain est le {n}"
        ),
        (
            "a key of scope {k} already belongs to stream {s}",
            "une clé de portée {k} appartient déjà au fil {s}"
        ),
        ("there is already an account named '{n}'", "il y a déjà un compte nommé '{n}'"),
        (
            "stream {s}: an event of {n} octets is too large",
            "fil {s} : un événement de {n} octets est trop grand"
        ),
        ("{o}: error {c} on {p}", "{o} : erreur {c} sur {p}"),
        (
            "the desk's log cannot be read ({r}); restore a backup",
            "le journal de la file d'attente est illisible ({r}) ; restaurer une sauvegarde"
        ),
        ("file is not a database", "ce n'est pas une base de données"),
        ("database disk image is malformed", "le contenu de la base est abîmé"),
        ("the file is empty", "le fichier est vide"),
        ("it is a folder", "c'est un dossier"),
        ("it has no tables", "il n'a pas de tables"),
        ("its application id is {n}", "son numéro d'application est {n}"),
        (
            "a snapshot is of event {n}, which there cannot be",
            "un instantané est celui de l'événement {n}, qui ne peut pas exister"
        ),
        (
            "a snapshot is of event {n}, and the last is {l}",
            "un instantané est celui de l'événement {n}, et le dernier est le {l}"
        ),
    ]

    /// Sockets, files, and the bot's folder.
    private static let files: [(en: String, fr: String)] = [
        (
            "a Unix socket's path may have {m} octets, this one has {n}",
            "le chemin d'une socket Unix a {m} octets au plus, celui-ci en a {n}"
        ),
        (
            "a file of this name exists and is no socket",
            "un fichier de ce nom existe et n'est pas une socket"
        ),
        ("another process listens on it", "un autre processus y écoute"),
        ("larger than {n} octets", "plus de {n} octets"),
        ("is a folder, not a file", "est un dossier, pas un fichier"),
        ("is not a regular file", "n'est pas un fichier ordinaire"),
        ("not a regular file", "pas un fichier ordinaire"),
        (
            "{p} is no folder; a bot is a folder with Flows/ and Intents/",
            "{p} n'est pas un dossier ; un bot est un dossier avec Flows/ et Intents/"
        ),
        (
            "{p} holds no bot: neither a flow (Flows/….flow) nor an article (Intents/knowledge/….md)",
            "{p} ne contient pas de bot : ni flux (Flows/….flow) ni article (Intents/knowledge/….md)"
        ),
        ("more than {n} files", "plus de {n} fichiers"),
        ("more than {n} octets in all", "plus de {n} octets en tout"),
        ("its name is not UTF-8", "son nom n'est pas en UTF-8"),
        (
            "a link that leads back to a folder it stands in",
            "un lien qui ramène à un dossier qui le contient"
        ),
        ("a link that leads out of the bot's folder", "un lien qui sort du dossier du bot"),
        (
            "Flows/ is gone or empty; put it back, or start anew for a bot of articles only",
            "Flows/ a disparu ou est vide ; le remettre, ou redémarrer pour un bot d'articles seuls"
        ),
    ]
}
