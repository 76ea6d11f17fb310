import Conversation
import Flows
import Glibc
import Record
import Service
import Text

/// `relais serve`: the daemon.
enum ServeCommand {
    static let subcommand = Subcommand(
        "serve",
        en: "Serve a bot: answer customers, hand over to people.",
        fr: "Servir un bot : répondre aux clients, passer la main à des personnes.",
        options: [
            .init(
                "--bot", "DIR",
                en: "the folder that holds Flows/ and Intents/ (this one, or the shipped bot)",
                fr: "le dossier qui contient Flows/ et Intents/ (celui-ci, sinon le bot livré)"),
            .init(
                "--data", "DIR",
                en: "where the record is kept (data); made if missing",
                fr: "où le registre est conservé (data) ; créé s'il manque"),
            .init(
                "--tcp", "HOST:PORT",
                en: "line protocol (127.0.0.1:7878), or off",
                fr: "protocole par lignes (127.0.0.1:7878), ou off"),
            .init(
                "--unix", "PATH",
                en: "line protocol on a Unix socket", fr: "protocole par lignes sur une socket Unix"),
            .init(
                "--http", "HOST:PORT",
                en: "WebSocket, /health (127.0.0.1:7880), or off",
                fr: "WebSocket, /health (127.0.0.1:7880), ou off"),
            .init(
                "--metrics", "HOST:PORT",
                en: "Prometheus metrics, on an address of their own (off)",
                fr: "mesures pour Prometheus, à une adresse à part (off)"),
            .init(
                "--log", "FORMAT",
                en: "of log lines: logfmt or json (logfmt)", fr: "du journal : logfmt ou json (logfmt)"),
            .init(
                "--log-level", "LEVEL",
                en: "info, warning or error: what is below is not written (info)",
                fr: "info, warning ou error : le reste n'est pas écrit (info)"),
            .init(
                "--config", "FILE",
                en: "settings as 'key = value' lines; flags win",
                fr: "réglages en lignes « clé = valeur » ; les options l'emportent"),
            .init(
                "--clock", "FILE",
                en: "tests only: the time, in milliseconds, from a file",
                fr: "pour les tests : l'heure, en millisecondes, lue dans un fichier"),
        ],
        examples: [
            .init("relais serve", en: "this folder's bot on loopback", fr: "le bot de ce dossier, en local"),
            .init(
                "relais serve --bot my-bot --data /var/lib/relais --unix /run/relais.sock --http off",
                en: "behind a site's back end", fr: "derrière le serveur d'un site"),
        ]
    ) { (arguments) throws(CommandFailure) in
        let settings = try settings(arguments)
        return try serve(settings)
    }

    // MARK: settings

    private static func settings(_ arguments: Arguments) throws(CommandFailure) -> ServerSettings {
        var settings = ServerSettings()
        settings.bot = defaultBot()
        if let file = arguments.value("--config") {
            switch FileReader.read(file, limit: 1 << 20) {
            case .failure(let failure): throw .world(what: file, why: failure.explanation)
            case .success(let bytes):
                do throws(ServerSettings.FileMistake) {
                    try settings.read(bytes)
                } catch { throw .usage(what: "\(file):\(error.line)", en: error.why.en, fr: error.why.fr) }
            }
        }
        for key in ["bot", "data", "tcp", "unix", "http", "metrics", "log", "log-level", "clock"] {
            guard let value = arguments.value("--\(key)") else { continue }
            do throws(ServerSettings.BadValue) {
                try settings.set(key, value)
            } catch { throw .usage(what: "--\(key)", en: error.why.en, fr: error.why.fr) }
        }
        if settings.tcp == nil, settings.http == nil, settings.unix == nil {
            throw .usage(what: "serve", en: "every listener is off", fr: "toutes les écoutes sont fermées")
        }
        return settings
    }

    /// This folder if it holds a bot, else the one the binary was built in.
    private static func defaultBot() -> String {
        if access("Flows", F_OK) == 0 { return "." }
        guard let path = realpath("/proc/self/exe", nil) else { return "." }
        defer { free(path) }
        var parts = String(cString: path).split(separator: "/").dropLast()
        while !parts.isEmpty {
            let folder = "/" + parts.joined(separator: "/")
            if access(folder + "/Flows", F_OK) == 0, access(folder + "/Intents", F_OK) == 0 { return folder }
            parts = parts.dropLast()
        }
        return "."
    }

    // MARK: serving

    private static func serve(_ settings: ServerSettings) throws(CommandFailure) -> Int32 {
        // Before the first other thread.
        let signals: Int32
        do throws(SystemFailure) {
            signals = try Server.blockSignals()
        } catch { throw .world(what: "serve", why: error.explanation) }
        // Cheap things first: a port in use should not wait for a training. Nobody is answered before it is done.
        let listeners = try bind(settings)
        let (writerStore, readerStore) = try openRecord(settings.data)
        let keeper = BotKeeper(
            folder: BotFolder(path: settings.bot),
            cache: ModelCache(folder: settings.data) { $0.understanding() }
        ) { files, model, earlier in
            World.loadOnAllCores(files, cachedModel: model, earlier: earlier)
        }
        let waiting = WaitingRoom(listeners)
        let version: BotKeeper.Version
        do throws(CommandFailure) {
            version = try load(keeper, settings)
        } catch {
            waiting.close()
            throw error
        }
        waiting.close()
        let server: Server
        do throws(Server.StartFailure) {
            server = try Server(
                .init(
                    settings: settings, listeners: listeners, writerStore: writerStore,
                    readerStore: readerStore, keeper: keeper, version: version, signals: signals))
        } catch { throw .world(what: "serve", why: error.explanation) }
        do throws(Listener.Failure) {
            for listener in listeners { try listener.open() }
        } catch { throw failure(error) }
        announce(settings, listeners, version)
        return server.run()
    }

    private static func bind(_ settings: ServerSettings) throws(CommandFailure) -> [Listener] {
        do throws(Listener.Failure) {
            var listeners: [Listener] = []
            if let tcp = settings.tcp { listeners.append(try Listener(tcp, kind: .lines)) }
            if let http = settings.http { listeners.append(try Listener(http, kind: .pages)) }
            if let metrics = settings.metrics { listeners.append(try Listener(metrics, kind: .metrics)) }
            if let unix = settings.unix { listeners.append(try Listener(unix: unix)) }
            return listeners
        } catch { throw failure(error) }
    }

    /// What to do about it too, where that is not plain.
    private static func failure(_ error: Listener.Failure) -> CommandFailure {
        let why = WorldWords.text(error.why, in: Terminal.language)
        let advice =
            switch error.code {
            case EADDRINUSE:
                Terminal.words(
                    "; stop what listens there, or choose another port (--tcp, --http, --metrics)",
                    " ; arrêter ce qui y écoute, ou choisir un autre port (--tcp, --http, --metrics)")
            case EACCES:
                Terminal.words(
                    "; ports below 1024 and others' folders need rights that this user has not",
                    " ; les ports sous 1024 et les dossiers d'autrui demandent des droits que cet utilisateur n'a pas"
                )
            case EADDRNOTAVAIL:
                Terminal.words(
                    "; 0.0.0.0 stands for all addresses of this machine",
                    " ; 0.0.0.0 désigne toutes les adresses de cette machine")
            default: ""
            }
        return .world(
            what: Terminal.words("listen on \(error.address)", "écoute sur \(error.address)"),
            why: why + advice)
    }

    private static func openRecord(_ folder: String) throws(CommandFailure) -> (SQLiteStore, SQLiteStore) {
        try DataFolder.make(folder)
        return try DataFolder.storing(Terminal.words("record", "registre")) { () throws(StoreError) in
            let writer = try SQLiteStore(folder: folder, purpose: .daemon)
            return (writer, try SQLiteStore(folder: folder, purpose: .reader))
        }
    }

    private static func load(
        _ keeper: BotKeeper, _ settings: ServerSettings
    ) throws(CommandFailure) -> BotKeeper.Version {
        do throws(BotKeeper.Refusal) {
            return try keeper.loadNow()
        } catch {
            if let why = error.unreadable { throw .world(what: "bot \(settings.bot)", why: why) }
            let renderer = DiagnosticRenderer(
                sources: SourceSet(error.files), language: Terminal.language, isColoured: isatty(2) == 1)
            let errors = DiagnosticRenderer.sorted(error.diagnostics.filter { $0.severity == .error })
            Terminal.printError(renderer.text(of: errors))
            throw .no(
                what: "bot \(settings.bot)",
                en: "\(Counted.english(error.errorCount, "error")); see relais check",
                fr: "\(Counted.french(error.errorCount, "erreur")) ; voir relais check")
        }
    }

    /// What `relais check` would say, in numbers.
    private static func remarks(_ version: BotKeeper.Version, _ bot: String, isFrench: Bool) -> String {
        let warnings = version.warningCount
        let hints = version.hintCount
        var parts: [String] = []
        if warnings > 0 { parts.append(isFrench ? "\(warnings) avertissements" : "\(warnings) warnings") }
        if hints > 0 { parts.append(isFrench ? "\(hints) conseils" : "\(hints) hints") }
        if parts.isEmpty { return "" }
        let command = "relais check --bot \(bot)" + (hints > 0 ? " --hints" : "")
        return parts.joined(separator: ", ") + (isFrench ? " : " : ": ") + command + "\n"
    }

    /// Where it listens and what to try next.
    private static func announce(
        _ settings: ServerSettings, _ listeners: [Listener], _ version: BotKeeper.Version
    ) {
        let isFrench = Terminal.language == .french
        var text = isFrench ? "Relais sert \(settings.bot)" : "Relais serves \(settings.bot)"
        // Those that ship with every bot are not the author's.
        text += " (\(version.world.program.flows.count { !$0.isSystem }) "
        text += isFrench ? "flux, version " : "flows, version "
        text += "\(version.world.fingerprint.prefix(12)))\n"
        for listener in listeners {
            switch listener.kind {
            case .lines: text += "  tcp    \(listener.address)\n"
            case .unix: text += "  unix   \(listener.address)\n"
            case .metrics: text += "  watch  http://\(listener.address)/metrics\n"
            case .pages: text += "  http   http://\(listener.address)/   (WebSocket, /health)\n"
            }
        }
        text += "  data   \(settings.data)/\(SQLiteStore.fileName)\n"
        text += remarks(version, settings.bot, isFrench: isFrench)
        text += isFrench ? "Essayez, dans un autre terminal :\n" : "Try, in another terminal:\n"
        if let line = listeners.first(where: { $0.kind == .lines }) {
            text += "  relais repl --connect \(line.address)\n"
        }
        // Without them she would wait for queues that never offer her anybody.
        let skills = Set(version.world.program.queues.queues.flatMap(\.skills)).sorted()
        let needed = skills.isEmpty ? "" : " --skills \(skills.joined(separator: ","))"
        text += "  relais agent add Claire\(needed) --data \(settings.data)\n"
        if let page = listeners.first(where: { $0.kind == .pages }) {
            text += "  curl http://\(page.address)/health\n"
            text += isFrench ? "ou, dans un navigateur :\n" : "or, in a browser:\n"
            text += "  http://\(page.address)/\n"
        }
        Terminal.print(text)
    }
}
