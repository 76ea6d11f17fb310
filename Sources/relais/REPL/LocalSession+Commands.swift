import CivilTime
import Conversation
import Flows
import Glibc
import Text

extension LocalSession {
    func command(_ line: String) {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = parts.count > 1 ? parts[1].withoutOuterBlanks : ""
        switch parts[0] {
        case "/help", "/?", "/aide": say(words.help(isRemote: false))
        case "/quit", "/exit", "/q": leave()
        case "/why", "/pourquoi": why()
        case "/state", "/etat", "/état": state()
        case "/back": back(rest)
        case "/new": restart()
        case "/as": changeChannel(rest)
        case "/lang": changeLanguage(rest)
        case "/wait": entry("wait \(rest)")
        case "/choose": entry("! choose \(rest)")
        case "/rate": entry("! rate \(rest)")
        case "/close": entry("! close")
        case "/given": given(rest)
        case "/transcript": say(test(named: nil).joined(separator: "\n") + "\n")
        case "/record": record(rest)
        case "/reload": reload()
        default:
            let near = ReplWords.commands.first {
                EditDistance.distance(Array($0.utf8), Array(parts[0].utf8), limit: 2) != nil
            }
            let hint = near.map { words("; did you mean \($0)?", " ; vouliez-vous dire \($0) ?") } ?? ""
            complain(words("there is no command \(parts[0])", "il n'y a pas de commande \(parts[0])") + hint)
        }
    }

    private func why() {
        let lines = scene.why.flatMap { $0.why(in: words.language) }
        guard !lines.isEmpty else {
            return complain(words("nothing was decided yet", "rien n'a encore été décidé"))
        }
        say(lines.map(paint.item).joined())
    }

    private func state() {
        let state = scene.driver.state
        let zone = Zone(identifier: bot.world.program.policy.zone) ?? .utc
        let civil = zone.civil(atMilliseconds: scene.driver.nowMilliseconds)
        var rows: [(String, String)] = [
            (
                words("owner", "chez"),
                state.isClosed ? words("closed", "fermée") : describe(state.owner, state.place)
            ),
            (words("channel", "canal"), "\(state.channel), \(state.language.code)"),
            (
                words("clock", "horloge"),
                "\(ISOText.date(civil.days)) \(ISOText.time(civil.minute)) (\(zone.identifier))"
            ),
            (words("waits for", "attend"), waiting(state)),
            (words("trouble", "difficultés"), "\(state.counters.trouble), detours \(state.counters.detours)"),
        ]
        for frame in (state.running ?? state.handedOver)?.frames ?? [] {
            rows.append((words("flow", "flux"), "\(frame.flow)" + (frame.step.map { " / \($0)" } ?? "")))
            for slot in frame.slots { rows.append(("", "\(slot.name) = \(plain(slot.value))")) }
            for result in frame.results {
                rows.append(
                    (
                        "",
                        "\(result.name): "
                            + result.fields.map { "\($0.name) \(plain($0.value))" }.joined(separator: ", ")
                    ))
            }
        }
        for slot in state.shared {
            rows.append((words("shared", "partagé"), "\(slot.name) = \(plain(slot.value))"))
        }
        for value in state.running?.loose ?? [] {
            rows.append((words("loose", "en réserve"), plain(value.value)))
        }
        for paused in state.paused {
            rows.append((words("paused", "en pause"), paused.frames.first?.flow ?? paused.article ?? ""))
        }
        for request in state.pending { rows.append((words("pending", "à suivre"), request.name)) }
        for promise in state.promises {
            rows.append((words("promised", "promis"), "\(promise.kind) \(promise.contact ?? "")"))
        }
        if let outcome = state.lastOutcome { rows.append((words("last end", "dernière fin"), outcome)) }
        let width = (rows.map { $0.0.count }.max() ?? 0) + 2
        say(
            rows.map { row in
                "  " + paint.dim(row.0) + String(repeating: " ", count: width - row.0.count)
                    + DisplayWidth.printable(row.1) + "\n"
            }.joined())
    }

    private func waiting(_ state: ConversationState) -> String {
        switch state.wait.kind {
        case .nothing: "—"
        case .idle: words("a request", "une demande")
        case .ask(let slot, _): "ask \(slot)"
        case .call(let number): words("call", "appel") + " \(number)"
        case .desk(let escalation), .person(let escalation):
            words("a person", "une personne") + " (\(escalation.queue))"
        }
    }

    private func plain(_ value: SlotValue) -> String {
        switch value {
        case .text(let text), .choice(let text): text
        case .number(let number): number.plain
        case .amount(let amount): amount.plain
        case .date(let day): ISOText.date(day.days)
        case .time(let minute): ISOText.time(minute.minutes)
        case .instant(let milliseconds): "\(milliseconds) ms"
        case .yesNo(let value): value ? "yes" : "no"
        case .element(let fields):
            "{" + fields.map { "\($0.name) \(plain($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    private func back(_ text: String) {
        guard let count = text.isEmpty ? 1 : Int(text), count > 0 else {
            return complain(words("/back takes a number of turns", "/back prend un nombre de tours"))
        }
        guard !past.isEmpty else {
            return complain(words("there is nothing to undo", "il n'y a rien à annuler"))
        }
        for _ in 0..<min(count, past.count) { scene = past.removeLast() }
        let last = scene.transcript.last { $0.hasPrefix(">") || $0.hasPrefix("!") || $0.hasPrefix("@") }
        say(paint.hint(words("back to ", "retour ") + (last ?? words("the beginning", "au début"))))
    }

    private func changeChannel(_ name: String) {
        let known = bot.world.program.policy.channels.map(\.name)
        guard known.contains(name) else {
            return complain(words("the channels are ", "les canaux sont ") + known.joined(separator: ", "))
        }
        restart(channel: name)
    }

    private func changeLanguage(_ code: String) {
        let known = bot.world.program.policy.languages
        guard known.contains(Language(code)) else {
            return complain(
                words("the languages are ", "les langues sont ") + known.map(\.code).joined(separator: ", "))
        }
        restart(language: Language(code))
    }

    private func given(_ text: String) {
        let line = "given \(text)"
        switch bot.entries([line], language: words.language) {
        case .failure(let mistake): complain(mistake.text)
        case .success(let entries):
            past.append(scene)
            for case .given(let setting) in entries.map(\.line) {
                switch setting {
                case .channel(let name): return changeChannel(name)
                case .language(let language): return changeLanguage(language.code)
                default:
                    scene.driver.give(setting)
                    scene.inputs.append(.entry(.given(setting)))
                    scene.transcript.append(line)
                }
            }
            say(paint.hint("  " + line))
        }
    }

    // MARK: recording

    /// The conversation as a `test`, named after its first words.
    private func test(named name: String?) -> [String] {
        let first = scene.transcript.first { $0.hasPrefix("> ") }.map { String($0.dropFirst(2).prefix(60)) }
        // A `#` behind a blank would begin a comment.
        let title = (name ?? first ?? words("a conversation", "une conversation")).replacing(" #", with: " ")
        return ["test " + title.withoutOuterBlanks] + scene.transcript
    }

    /// Writes the conversation as a test, after running it as one.
    private func record(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        guard let path = parts.first else {
            return complain(words("/record FILE [name of the test]", "/record FICHIER [nom du test]"))
        }
        let lines = test(named: parts.count > 1 ? parts[1] : nil)
        switch bot.run(lines, language: words.language) {
        case .failure(let mistake):
            return complain(
                words("this cannot be written as a test: ", "impossible d'en faire un test : ") + mistake.text
            )
        case .success(let result) where !result.passed:
            complain(result.report(in: words.language))
            complain(words("written all the same", "écrit tout de même"))
        case .success:
            break
        }
        let file = path.hasSuffix(".transcript") ? path : path + ".transcript"
        switch append(lines, to: file) {
        case nil:
            say(
                paint.hint(
                    words("written to \(file); it passes as a test", "écrit dans \(file) ; passe comme test"))
            )
        case let why?:
            complain("\(file): \(why)")
        }
    }

    /// - Returns: why not.
    private func append(_ lines: [String], to path: String) -> String? {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return WorldWords.system(errno) }
        defer { close(descriptor) }
        let isEmpty = lseek(descriptor, 0, SEEK_END) == 0
        let text = (isEmpty ? "" : "\n") + lines.joined(separator: "\n") + "\n"
        return WholeOutput.write(Array(text.utf8), to: descriptor) ? nil : WorldWords.system(errno)
    }

    // MARK: a new version

    /// Reads the files again and does all that was said once more: what changed is seen at once.
    private func reload() {
        let new: ReplBot
        do throws(ReplBot.Refusal) {
            new = try ReplBot(folder: bot.folder, language: words.language, earlier: bot)
        } catch {
            return complain(error.text + words("\nthe bot stays as it was", "\nle bot reste comme il était"))
        }
        let old = scene
        bot = new
        past.append(old)
        var again = Scene(
            world: new.world, channel: old.channel, language: old.language,
            nowMilliseconds: old.startMilliseconds)
        again.driver.outcomes = old.driver.outcomes
        scene = again
        say(
            paint.hint(
                words(
                    "— read again, \(old.inputs.count) turns replayed —",
                    "— relu, \(old.inputs.count) tours rejoués —")))
        begin()
        for input in old.inputs { replay(input) }
    }

    private func replay(_ input: Scene.Input) {
        switch input {
        case .says(let text):
            say(paint("   › ", "2") + DisplayWidth.printable(text) + "\n")
            turn("> \(text)", input)
        case .entry(.given(let setting)):
            scene.driver.give(setting)
            scene.inputs.append(input)
        case .entry(let line):
            turn(Scene.written(line), input)
        case .passed(let milliseconds):
            turn("wait \(max(milliseconds / 1000, 1)) s", input)
        }
    }
}
