import CivilTime
import Conversation
import Flows
import Glibc
import Service
import Text

/// A conversation with a bot in this process.
final class LocalSession {
    var bot: ReplBot
    var scene: Scene
    /// The scenes before each turn, oldest first.
    var past: [Scene] = []
    let input: LineInput
    let words: ReplWords
    let paint: ReplPaint
    private let actions: ReplActions?
    private let hasRealClock: Bool
    private var lastTick: Int64
    private var isOver = false
    private let isTerminal: Bool

    /// Turns that can be undone.
    private static let maximumPast = 500

    init(
        bot: ReplBot, channel: String, language: Language, words: ReplWords, input: LineInput,
        nowMilliseconds: Int64,
        callsActions: Bool, hasRealClock: Bool
    ) {
        self.bot = bot
        self.words = words
        self.input = input
        self.hasRealClock = hasRealClock
        paint = ReplPaint()
        isTerminal = RawTerminal.isUsable
        actions = callsActions ? ReplActions() : nil
        scene = Scene(
            world: bot.world, channel: channel, language: language, nowMilliseconds: nowMilliseconds)
        lastTick = SystemClock.monotonicMilliseconds()
    }

    func run() -> Int32 {
        let count = bot.world.program.flows.count { !$0.isSystem }
        say(
            paint.hint("relais · \(bot.folder) · " + words("\(count) flows · /help", "\(count) flux · /help"))
        )
        begin()
        while !isOver {
            let prompt = "\(scene.channel) \(scene.driver.state.language.code) "
            let shown = paint(prompt, "2") + paint("›", "1;36") + " "
            switch input.next(
                prompt: shown, width: DisplayWidth.of(prompt) + 2, within: hasRealClock ? 1_000 : nil)
            {
            case .line(let line):
                tick()
                take(line)
            case .timedOut: tick()
            case .abandoned, .ready: break
            case .end: isOver = true
            }
        }
        input.close()
        return 0
    }

    func say(_ text: String) { input.print(text) }

    func complain(_ text: String) { say(paint.complaint(text)) }

    private func take(_ line: String) {
        let line = line.withoutOuterBlanks
        guard !line.isEmpty else { return }
        if line.hasPrefix("/") {
            command(line)
        } else if line.hasPrefix("@") || line.hasPrefix("!") {
            entry(line)
        } else if line.hasPrefix("> ") {
            turn("> \(line.dropFirst(2))", .says(String(line.dropFirst(2))))
        } else {
            turn("> \(line)", .says(line))
        }
    }

    // MARK: turns

    /// Says hello: whatever the bot does when a conversation opens.
    func begin() {
        show(scene.open())
    }

    /// Begins a new conversation; what was given stays given.
    func restart(channel: String? = nil, language: Language? = nil) {
        past.append(scene)
        let old = scene
        var new = Scene(
            world: bot.world, channel: channel ?? old.channel, language: language ?? old.language,
            nowMilliseconds: old.driver.nowMilliseconds)
        new.driver.outcomes = old.driver.outcomes
        new.driver.queues = old.driver.queues
        new.transcript += old.transcript.filter {
            $0.hasPrefix("given ") && $0.contains(".") || $0.hasPrefix("given queue")
        }
        scene = new
        say(paint.hint(words("— new conversation —", "— nouvelle conversation —")))
        begin()
    }

    /// Does one input, asks for the results of calls that nothing was given for, and shows what the bot did.
    ///
    /// A turn is tried on a copy of the conversation: where it calls an action without a result, the result is fetched and
    /// the turn is done again from the start, so it never runs half.
    func turn(_ typed: String?, _ what: Scene.Input) {
        let before = scene
        var results: [(action: String, outcome: ActionOutcome)] = []
        var trial = before
        var turn = ConversationDriver.Turn()
        for _ in 0..<50 {
            trial = before
            plan(results, in: &trial.driver)
            turn = trial.perform(what)
            guard let call = firstUnanswered(turn, results, given: before.driver) else { break }
            guard let outcome = result(of: call) else { break }
            results.append((call.action, outcome))
        }
        for (action, outcome) in results {
            trial.transcript.append(GivenLine.of(action, outcome))
            trial.driver.outcomes[action] = actions == nil ? [outcome] : nil
        }
        // An action called for real has no lasting result; one typed stays until another is given.
        if actions != nil { trial.driver.outcomes = before.driver.outcomes }
        trial.note(typed, what, turn)
        past.append(before)
        if past.count > LocalSession.maximumPast { past.removeFirst() }
        scene = trial
        show(turn)
    }

    private func plan(
        _ results: [(action: String, outcome: ActionOutcome)], in driver: inout ConversationDriver
    ) {
        for (action, outcome) in results {
            var list = driver.outcomes[action] ?? []
            if list.last == Self.pending { list.removeLast() }
            // Behind the results known stands one that shows that a further call came.
            driver.outcomes[action] = list + [outcome, Self.pending]
        }
    }

    private static let pending = ActionOutcome.error("~pending")

    private func firstUnanswered(
        _ turn: ConversationDriver.Turn, _ results: [(action: String, outcome: ActionOutcome)],
        given: ConversationDriver
    ) -> ActionCall? {
        var left: [String: Int] = [:]
        for result in results { left[result.action, default: 0] += 1 }
        for decision in turn.decisions {
            for case .act(let call) in decision.effects {
                if actions == nil, results.isEmpty || left[call.action] == nil,
                    given.outcomes[call.action] != nil
                {
                    continue
                }
                if let count = left[call.action], count > 0 {
                    left[call.action] = count - 1
                } else if left[call.action] == nil || actions != nil {
                    return call
                }
            }
        }
        return nil
    }

    /// The result of a call: from the action itself, or from the person at the keyboard; nil lets it fail.
    private func result(of call: ActionCall) -> ActionOutcome? {
        let arguments = DisplayWidth.printable(String(decoding: call.argumentsJSON, as: UTF8.self))
        if let actions {
            let outcome = actions.call(call, of: bot)
            // "given NAME = …" without what the line says already.
            var answer = GivenLine.of(call.action, outcome).dropFirst("given ".count + call.action.count + 1)
            if answer.hasPrefix("= ") { answer = answer.dropFirst(2) }
            if case .error(let why) = outcome { answer = "error (\(why))" }
            say(paint.hint("  ⚙ \(call.action) \(arguments) → \(DisplayWidth.printable(String(answer)))"))
            return outcome
        }
        say(paint("  ⚙ \(call.action) \(arguments)", "35") + "\n")
        guard isTerminal else {
            say(paint.hint(words("    no result given: it fails", "    aucun résultat donné : échec")))
            return nil
        }
        say(paint.hint("    " + shape(of: call.action)))
        while true {
            let prompt = words("    result ", "    résultat ")
            guard
                case .line(let line) = input.next(
                    prompt: paint(prompt, "35") + "› ", width: DisplayWidth.of(prompt) + 2)
            else { return .error("given") }
            let text = line.withoutOuterBlanks
            if text.isEmpty { return .error("given") }
            let given =
                text == "error" || text.hasPrefix("fails ")
                ? "given \(call.action) \(text)" : "given \(call.action) = \(text)"
            switch bot.entries([given], language: words.language) {
            case .failure(let mistake): complain("    " + mistake.text)
            case .success(let entries):
                var driver = scene.driver
                for case .given(let setting) in entries.map(\.line) { driver.give(setting) }
                if let outcome = driver.outcomes[call.action]?.first { return outcome }
            }
        }
    }

    /// What an action may answer, as a `given` line would say it.
    private func shape(of action: String) -> String {
        guard let declaration = bot.world.program.actions[action] else { return "" }
        let fields =
            declaration.gives.map(\.name)
            + declaration.lists.flatMap { list in list.fields.map { "\(list.name).\($0.name)" } }
        let ways =
            [fields.map { "\($0) …" }.joined(separator: ", ")] + declaration.fails.map { "fails \($0)" } + [
                "error"
            ]
        return ways.filter { !$0.isEmpty }.joined(separator: "  |  ")
    }

    /// A line of the transcript form: `@ claire: bonjour`, `! choose 2`.
    func entry(_ line: String) {
        switch bot.entries([line], language: words.language) {
        case .failure(let mistake): complain(mistake.text)
        case .success(let entries):
            for entry in entries { turn(line, .entry(entry.line)) }
        }
    }

    /// With a real clock, lets the time pass that has passed.
    private func tick() {
        guard hasRealClock else { return }
        let now = SystemClock.monotonicMilliseconds()
        let elapsed = now - lastTick
        lastTick = now
        var trial = scene
        let turn = trial.perform(.passed(milliseconds: elapsed))
        if turn.acts.isEmpty {
            scene.driver = trial.driver
            return
        }
        trial.note("wait \(max(elapsed / 1000, 1)) s", .passed(milliseconds: elapsed), turn)
        past.append(scene)
        scene = trial
        show(turn)
    }

    // MARK: showing

    func show(_ turn: ConversationDriver.Turn) {
        for decision in turn.decisions {
            for effect in decision.effects { show(effect) }
        }
        let acts = turn.acts.filter { $0.verb != .say && $0.verb != .run }.map { act in
            "\(act.verb.rawValue) \(act.name)"
                + (act.detail.flatMap { $0.isEmpty ? nil : " because \($0)" } ?? "")
        }
        if !acts.isEmpty {
            say(paint.hint("      " + DisplayWidth.printable(acts.joined(separator: " · "))))
        }
        for broken in turn.broken { complain("engine: \(broken)") }
    }

    private func show(_ effect: Effect) {
        switch effect {
        case .say(let message):
            say(paint.sentence("Relais", message.from == .system ? "1;34" : "1;32", message.text))
            for (place, choice) in message.choices.enumerated() {
                say(
                    "        " + paint(" \(place + 1) ", "7") + " " + DisplayWidth.printable(choice.label)
                        + "\n")
            }
        case .ownerChanged(let owner, let place, _):
            say(paint.arrow(describe(owner, place)))
        case .promise(let promise):
            let contact = promise.contact.map { " → \($0)" } ?? ""
            say(paint.arrow("\(promise.kind) (\(promise.queue))\(contact)"))
        case .escalate(let request):
            let reason = request.reason.text
            let why =
                bot.world.program.reasons[reason]?.words(wherever: "…")[words.language]
                ?? ReasonWords.text(reason, in: words.language)
            let text = why.isEmpty ? "" : " (\(DisplayWidth.printable(why)))"
            say(paint.arrow("\(request.queue): \(request.reason.code.rawValue)\(text)"))
        case .close(let outcome):
            say(paint.arrow(words("closed: ", "fermée : ") + outcome))
        case .reopen: say(paint.arrow(words("open again", "rouverte")))
        case .alarm(let text): complain("  ! \(text)")
        case .act, .withdraw, .setTimer, .cancelTimer: break
        }
    }

    func describe(_ owner: Owner, _ place: Int?) -> String {
        switch owner {
        case .bot: words("the bot", "le bot")
        case .queue(let name):
            words("queue \(name)", "file \(name)")
                + (place.map { words(", place \($0)", ", rang \($0)") } ?? "")
        case .agent(let name): words("agent \(name)", "conseiller \(name)")
        }
    }

    func leave() { isOver = true }
}

extension String {
    /// Without blanks at either end.
    var withoutOuterBlanks: String {
        var part = self[...]
        while part.first?.isWhitespace == true { part.removeFirst() }
        while part.last?.isWhitespace == true { part.removeLast() }
        return String(part)
    }
}
