package import Text

/// What `relais verify` finds, in French.
///
/// The check says it in English, as logs do; whoever works in French reads it by this table. What SQLite says of a damaged
/// file stays as SQLite says it.
package enum FindingWords {
    private static let book = Phrasebook(rows + snapshots + keys + accounts + files + reasons)

    /// - Parameter text: a finding, a remark, or the reason inside one.
    package static func text(_ text: String, in language: Language) -> String {
        language == .french ? book.french(text) { Self.text($0, in: .french) } ?? text : text
    }

    private static let rows: [(en: String, fr: String)] = [
        ("rows are missing before position {p}", "des lignes manquent avant la position {p}"),
        (
            "rows are missing between position {a} and {b}",
            "des lignes manquent entre les positions {a} et {b}"
        ),
        ("stream {s} has lost its rows", "le fil {s} a perdu ses lignes"),
        ("a row of {t} belongs to no {p}", "une ligne de {t} n'appartient à rien dans {p}"),
        ("position {p} belongs to no stream", "la position {p} n'appartient à aucun fil"),
        (
            "stream {s}: event {n} is missing before position {p}",
            "fil {s} : l'événement {n} manque avant la position {p}"
        ),
        (
            "position {p}, event {n} of stream {s}, cannot be read: {r}",
            "position {p}, événement {n} du fil {s} : illisible : {r}"
        ),
        ("position {p} cannot be read", "la position {p} est illisible"),
        ("position {p} has a time that cannot be", "la position {p} a une heure impossible"),
    ]

    private static let snapshots: [(en: String, fr: String)] = [
        (
            "the snapshot of stream {s} is of event {n}, which there cannot be",
            "l'instantané du fil {s} est celui de l'événement {n}, qui ne peut pas exister"
        ),
        (
            "the snapshot of stream {s} is of event {n}, and the last is {l}",
            "l'instantané du fil {s} est celui de l'événement {n}, et le dernier est le {l}"
        ),
        ("the snapshot of stream {s} cannot be read: {r}", "l'instantané du fil {s} est illisible : {r}"),
    ]

    private static let keys: [(en: String, fr: String)] = [
        (
            "a key of scope {k} leads to stream {a} and to stream {b}, and can be one's only",
            "une clé de portée {k} mène au fil {a} et au fil {b}, et ne peut mener qu'à un seul"
        ),
        (
            "a key of scope {k} leads to stream {s}, which has no events",
            "une clé de portée {k} mène au fil {s}, qui n'a aucun événement"
        ),
        (
            "a key of scope {k}, which there is not, leads to stream {s}",
            "une clé de portée {k}, qui n'existe pas, mène au fil {s}"
        ),
        ("{n} keys or more lead to stream {s}", "{n} clés ou plus mènent au fil {s}"),
        (
            "nothing is left of stream {s}, but a key leads to it",
            "il ne reste rien du fil {s}, mais une clé y mène"
        ),
        (
            "stream {s} is no conversation, but a key leads to it",
            "le fil {s} n'est pas une conversation, mais une clé y mène"
        ),
        (
            "position {p} closes stream {s}, but a key lists it as open",
            "la position {p} ferme le fil {s}, mais une clé le dit ouvert"
        ),
        (
            "position {p} leaves stream {s} open, but no key lists it: a start would not look at it",
            "la position {p} laisse le fil {s} ouvert, mais aucune clé ne le dit : un démarrage ne le verrait pas"
        ),
        (
            "position {p} opens stream {s} for no site, but the key of a cid leads to it",
            "la position {p} ouvre le fil {s} sans site, mais la clé d'un cid y mène"
        ),
        (
            "position {p} opens stream {s} for a site, but the key of its cid is no hash",
            "la position {p} ouvre le fil {s} pour un site, mais la clé de son cid n'est pas une empreinte"
        ),
        (
            "position {p} opens stream {s} for a site, but the key of its cid is missing: a repeat would open it twice",
            "la position {p} ouvre le fil {s} pour un site, mais la clé de son cid manque : une répétition "
                + "l'ouvrirait deux fois"
        ),
        (
            "position {p} opens stream {s} for nobody known, but a customer's key leads to it",
            "la position {p} ouvre le fil {s} pour un inconnu, mais la clé d'un client y mène"
        ),
        (
            "position {p} opens stream {s} for a customer, but another one's key leads to it",
            "la position {p} ouvre le fil {s} pour un client, mais la clé d'un autre y mène"
        ),
        (
            "position {p} opens stream {s} for a customer, but no key leads from him to it: he would not be known "
                + "again",
            "la position {p} ouvre le fil {s} pour un client, mais aucune clé ne mène de lui à ce fil : il ne serait "
                + "pas reconnu"
        ),
        (
            "position {p} opens stream {s}, but the line about it in its customer's key is not the right one",
            "la position {p} ouvre le fil {s}, mais sa ligne dans la clé de son client n'est pas la bonne"
        ),
        (
            "position {p} opens stream {s}, but a key that is not known to this program lists it as open",
            "la position {p} ouvre le fil {s}, mais une clé inconnue de ce programme le dit ouvert"
        ),
        (
            "position {p} opens stream {s}, but a key of scope {k}, which there is not, leads to it",
            "la position {p} ouvre le fil {s}, mais une clé de portée {k}, qui n'existe pas, y mène"
        ),
        (
            "position {p} opens stream {s}, but the keys of several cids lead to it",
            "la position {p} ouvre le fil {s}, mais les clés de plusieurs cid y mènent"
        ),
    ]

    private static let accounts: [(en: String, fr: String)] = [
        ("account {n} ({a}): {r}", "compte {n} ({a}) : {r}"),
        ("account {n}: {r}", "compte {n} : {r}"),
        ("it cannot be read", "il est illisible"),
        ("its role is not known to this program", "son rôle est inconnu de ce programme"),
        ("it has no name", "il n'a pas de nom"),
        ("it has the token of account {n}", "il a le jeton du compte {n}"),
        ("what it keeps is no hash of a token", "ce qu'il garde n'est pas l'empreinte d'un jeton"),
    ]

    private static let files: [(en: String, fr: String)] = [
        ("kept file {n}: {r}", "fichier gardé {n} : {r}"),
        (
            "its content has not the hash it is kept under",
            "son contenu n'a pas l'empreinte sous laquelle il est gardé"
        ),
        (
            "{f} has not the content it was kept with: start once with that file",
            "{f} n'a pas le contenu avec lequel il a été gardé : démarrer une fois avec ce fichier"
        ),
        (
            "a version of the bot is kept without its {f}: start once with that file",
            "une version du bot est gardée sans son fichier {f} : démarrer une fois avec ce fichier"
        ),
        (
            "position {p} names version {v} of the bot, whose files are not kept: start once with them, and they are",
            "la position {p} nomme la version {v} du bot, dont les fichiers ne sont pas gardés : démarrer une fois "
                + "avec eux, et ils le seront"
        ),
        (
            "position {p} names version {v} of the bot, whose files are not kept",
            "la position {p} nomme la version {v} du bot, dont les fichiers ne sont pas gardés"
        ),
        (
            "files kept that belong to no version of the bot: {n}",
            "fichiers gardés qui n'appartiennent à aucune version du bot : {n}"
        ),
    ]

    /// Why a row or a snapshot cannot be read.
    private static let reasons: [(en: String, fr: String)] = [
        ("its kind or version is not known to this program", "genre ou version inconnus de ce programme"),
        ("it is another conversation's", "il est celui d'une autre conversation"),
        (
            "it opens another conversation than its stream's",
            "elle ouvre une autre conversation que celle de son fil"
        ),
        ("an event of the desk", "un événement de la file d'attente"),
        ("an event of a later version", "un événement d'une version plus récente"),
        ("an event cannot be read", "un événement est illisible"),
        ("event {n} of the desk cannot be read", "l'événement {n} de la file d'attente est illisible"),
        ("the desk's snapshot cannot be read", "l'instantané de la file d'attente est illisible"),
        ("a note", "une note"),
        ("a turn's event", "l'événement d'un tour"),
        ("a turn's changes", "les changements d'un tour"),
        ("a turn's why", "le pourquoi d'un tour"),
        ("a turn lacks its members", "il manque des membres à un tour"),
        ("a step has not three parts", "une étape n'a pas trois parties"),
        ("a step names a text that is not there", "une étape nomme un texte qui n'y est pas"),
        ("a message cannot be read", "un message est illisible"),
        ("a choice cannot be read", "un choix est illisible"),
        ("a seq is too large", "un seq est trop grand"),
        ("changes cannot be read", "des changements sont illisibles"),
        ("a snapshot lacks its members", "il manque des membres à un instantané"),
        ("a snapshot's state cannot be read", "l'état d'un instantané est illisible"),
        ("a snapshot's ledger cannot be read", "le livre d'un instantané est illisible"),
        ("a snapshot's marks cannot be read", "les repères d'un instantané sont illisibles"),
        ("a fact has no name", "un fait n'a pas de nom"),
        ("unknown fact", "fait inconnu"),
        ("a fact lacks a text", "il manque un texte à un fait"),
        ("a fact lacks a number", "il manque un nombre à un fait"),
        ("a fact lacks its bytes", "il manque ses octets à un fait"),
        ("a fact lacks its id", "il manque son identifiant à un fait"),
        ("a fact names no timer", "un fait ne nomme pas de minuterie"),
        ("an escalation cannot be read", "un passage à une personne est illisible"),
        // Of JSON.
        ("{w} at byte {n}", "{w} à l'octet {n}"),
        ("unexpected end", "fin inattendue"),
        ("unexpected character", "caractère inattendu"),
        ("something follows the value", "quelque chose suit la valeur"),
        ("not UTF-8", "pas de l'UTF-8"),
        ("byte order mark", "marque d'ordre des octets"),
        ("bare control character in a string", "caractère de contrôle nu dans une chaîne"),
        ("unknown escape", "échappement inconnu"),
        ("half a surrogate pair", "une moitié de paire de substitution"),
        ("malformed number", "nombre mal formé"),
        ("the same key twice", "deux fois la même clé"),
        ("nested too deep", "trop profondément imbriqué"),
    ]
}
