import Glibc
import Record
import Service
import Text
import Wire

/// `relais agent …` and `relais site …`: who may sign in with a token. They write into the record beside a running
/// daemon, which looks for changes twice a second.
enum AccountCommands {
    static let all: [Subcommand] = [
        agentAdd, agentRevoke, list("agent", [.agent, .supervisor]), siteAdd, revoke("site", [.site]),
        list("site", [.site]),
    ]

    // MARK: adding

    private static let agentAdd = Subcommand(
        "agent add",
        en: "Let a person answer customers; prints the token once.",
        fr: "Autoriser une personne à répondre aux clients ; affiche le jeton une seule fois.",
        operands: "NAME", operandCount: 1...1,
        options: [
            .init(
                "--skills", "A,B",
                en: "skills that queues ask for, separated by commas",
                fr: "compétences demandées par les files, séparées par des virgules"),
            .init(
                "--supervisor",
                en: "may also watch the desk, move and assign",
                fr: "peut aussi surveiller le bureau, déplacer et affecter"),
            DataFolder.option,
        ],
        examples: [
            .init(
                "relais agent add Claire --skills fr,orders",
                en: "an agent for French orders", fr: "une agente pour les commandes en français"),
            .init(
                "relais agent add Paul --supervisor --data /var/lib/relais",
                en: "a supervisor", fr: "un superviseur"),
        ]
    ) { (arguments) throws(CommandFailure) in
        try add(
            arguments, role: arguments.has("--supervisor") ? .supervisor : .agent,
            skills: skills(arguments.all("--skills")), origins: [])
    }

    private static let siteAdd = Subcommand(
        "site add",
        en: "Let a site's back end carry conversations; prints the token once.",
        fr: "Autoriser le serveur d'un site à porter des conversations ; affiche le jeton une seule fois.",
        operands: "NAME", operandCount: 1...1,
        options: [
            .init(
                "--origin", "URL",
                en: "an origin whose browsers may connect; may be repeated",
                fr: "une origine dont les navigateurs peuvent se connecter ; répétable"),
            DataFolder.option,
        ],
        examples: [
            .init(
                "relais site add shop --origin https://shop.example",
                en: "the shop's back end and its pages", fr: "le serveur de la boutique et ses pages")
        ]
    ) { (arguments) throws(CommandFailure) in
        try add(arguments, role: .site, skills: [], origins: origins(arguments.all("--origin")))
    }

    private static func add(
        _ arguments: Arguments, role: Account.Role, skills: [String], origins: [String]
    ) throws(CommandFailure) -> Int32 {
        let name = try accountName(arguments.operand(0) ?? "")
        let store = try DataFolder.openRecord(arguments, makesFolder: true)
        let token = Tokens.makeSecret()
        let account = Account(
            name: name, role: role, tokenHash: Tokens.hash(ofToken: token), skills: skills, origins: origins,
            createdMilliseconds: SystemClock.wallMilliseconds())
        do throws(StoreError) {
            try store.addAccount(account)
        } catch {
            if case .nameTaken = error { throw .no(what: name, why: error.explanation) }
            throw .world(what: Terminal.words("add '\(name)'", "ajout de '\(name)'"), why: error.explanation)
        }
        Terminal.print(
            Terminal.words(
                "\(role.rawValue) '\(name)': added\nThis token is shown only once: \(token)\n",
                "\(role.rawValue) '\(name)' : ajouté\nCe jeton n'est affiché qu'une fois : \(token)\n"))
        return 0
    }

    // MARK: revoking and listing

    private static let agentRevoke = revoke("agent", [.agent, .supervisor])

    private static func revoke(_ family: String, _ roles: Set<Account.Role>) -> Subcommand {
        Subcommand(
            "\(family) revoke",
            en: "Withdraw a token; its connections are closed within a second.",
            fr: "Retirer un jeton ; ses connexions sont fermées dans la seconde.",
            operands: "NAME", operandCount: 1...1, options: [DataFolder.option],
            examples: [
                .init(
                    "relais \(family) revoke \(family == "site" ? "shop" : "Claire")",
                    en: "the name may be used again", fr: "le nom peut resservir")
            ]
        ) { (arguments) throws(CommandFailure) in
            let name = arguments.operand(0) ?? ""
            let store = try DataFolder.openRecord(arguments)
            do throws(StoreError) {
                try store.revokeAccount(
                    name: name, roles: roles, atMilliseconds: SystemClock.wallMilliseconds())
            } catch {
                if case .notFound = error {
                    throw .no(
                        what: name, en: "there is no \(family) of this name in force",
                        fr: "aucun compte en vigueur n'a ce nom")
                }
                throw .world(
                    what: Terminal.words("revoke '\(name)'", "retrait de '\(name)'"), why: error.explanation)
            }
            Terminal.print(Terminal.words("'\(name)': token withdrawn\n", "'\(name)' : jeton retiré\n"))
            return 0
        }
    }

    private static func list(_ family: String, _ roles: Set<Account.Role>) -> Subcommand {
        Subcommand(
            "\(family) list",
            en: "Show who has a token.", fr: "Montrer qui a un jeton.", options: [DataFolder.option],
            examples: [
                .init("relais \(family) list", en: "one line each", fr: "une ligne chacun")
            ]
        ) { (arguments) throws(CommandFailure) in
            let store = try DataFolder.openRecord(arguments)
            let accounts = try DataFolder.storing("list") { () throws(StoreError) in try store.accounts() }
            for account in accounts where roles.contains(account.role) {
                var line = "\(account.name)\t\(account.role.rawValue)"
                line += "\t" + (account.skills + account.origins).joined(separator: ",")
                if account.isRevoked { line += "\trevoked" }
                Terminal.print(line + "\n")
            }
            return 0
        }
    }

    // MARK: words

    /// A name people see: printable, one line, no blanks at its ends.
    private static func accountName(_ text: String) throws(CommandFailure) -> String {
        let isPrintable = text.unicodeScalars.allSatisfy { scalar in
            // What the command line puts in the place of octets that are no UTF-8.
            if scalar == "\u{FFFD}" { return false }
            return switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                false
            default: true
            }
        }
        guard (1...WireLimits.name).contains(text.unicodeScalars.count), isPrintable, text.first != " ",
            text.last != " "
        else {
            throw .usage(
                what: "NAME", en: "needs 1 to \(WireLimits.name) printable characters, no blanks at its ends",
                fr:
                    "il faut de 1 à \(WireLimits.name) caractères imprimables, sans espace au début ni à la fin"
            )
        }
        return text
    }

    private static func skills(_ values: [String]) throws(CommandFailure) -> [String] {
        var skills: [String] = []
        for word in values.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
            let isGood =
                !word.isEmpty && word.utf8.count <= WireLimits.name
                && word.utf8.allSatisfy { byte in
                    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
                        || byte == 0x2E
                }
            guard isGood else {
                throw .usage(
                    what: "--skills", en: "'\(word)' is not a skill: lower-case letters, digits, '-' and '.'",
                    fr: "'\(word)' n'est pas une compétence : minuscules, chiffres, '-' et '.'"
                )
            }
            if !skills.contains(String(word)) { skills.append(String(word)) }
        }
        if skills.count > WireLimits.skills {
            throw .usage(
                what: "--skills", en: "at most \(WireLimits.skills)", fr: "\(WireLimits.skills) au plus")
        }
        return skills
    }

    /// Origins as browsers send them: scheme, host, port if it is not the scheme's own; no path.
    private static func origins(_ values: [String]) throws(CommandFailure) -> [String] {
        for value in values {
            let rest =
                value.hasPrefix("https://")
                ? value.dropFirst(8) : value.hasPrefix("http://") ? value.dropFirst(7) : ""
            let isGood =
                !rest.isEmpty
                && rest.utf8.allSatisfy { byte in
                    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
                        || "-.:[]".utf8.contains(byte)
                }
            guard isGood else {
                throw .usage(
                    what: "--origin",
                    en: "'\(value)' is not an origin like https://shop.example (lower case, no path)",
                    fr:
                        "'\(value)' n'est pas une origine comme https://shop.example (en minuscules, sans chemin)"
                )
            }
        }
        return values
    }
}
