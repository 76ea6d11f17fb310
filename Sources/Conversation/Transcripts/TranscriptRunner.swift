import CivilTime
package import Flows
import Text

/// Runs a conversation written as a test against a world.
///
/// Pure: the clock is virtual, queues and actions answer what `given` says. Every test runs three ways: straight, with
/// the state written and read back after each event, and with the changes folded apart from the decisions; the three
/// must not differ.
package enum TranscriptRunner {
    /// When nothing is given: Tuesday 24 November 2026, 10:00 in the bot's zone.
    static let defaultDay: Int32 = 20_781
    static let defaultMinute: Int16 = 600

    /// - Returns: the straight run, or the first that failed or differed from it.
    package static func run(_ test: TranscriptTest, in world: World) -> TranscriptResult {
        var first: TranscriptResult?
        for way in ConversationDriver.Way.allCases {
            var run = TranscriptRun(test, world: world, way: way)
            let result = run.run()
            if !result.passed { return result }
            if let first, first.got.map(\.text) != result.got.map(\.text) {
                var differing = result
                differing.failures.append(
                    TranscriptResult.Failure(
                        line: nil,
                        message: Bilingual(
                            en: "the conversation differs when run \(way.rawValue)",
                            fr: "la conversation change quand elle est rejouée (\(way.rawValue))")))
                return differing
            }
            first = first ?? result
        }
        return first ?? TranscriptResult(name: test.name)
    }
}

/// One run of one test.
struct TranscriptRun {
    let test: TranscriptTest
    let world: World
    var driver: ConversationDriver
    var result: TranscriptResult
    private let source: SourceFile?
    private var isOpen = false
    private var channel: String
    private var language: Language
    private var slots: [NamedText] = []
    private var position: (flow: String, step: String)?
    /// What the bot did since the last thing that happened to it, not yet matched.
    private var acts: [ConversationDriver.Act] = []
    private var nextAct = 0
    private var nextText = 0
    private var turnLine: Int?
    private var turnExplanations: [Explanation] = []

    init(_ test: TranscriptTest, world: World, way: ConversationDriver.Way) {
        self.test = test
        self.world = world
        let now = world.zone.milliseconds(
            days: TranscriptRunner.defaultDay, minute: TranscriptRunner.defaultMinute)
        driver = ConversationDriver(world: world, nowMilliseconds: now, way: way)
        result = TranscriptResult(name: test.name)
        source = world.program.sources.files[safe: test.range.file]
        channel = world.program.policy.channels.first?.name ?? "web"
        language = world.program.policy.languages.first ?? .french
        if let source {
            result.file = source.path
            result.line = source.line(of: test.range.start)
        }
    }

    private func number(_ range: SourceRange) -> Int? { source?.line(of: range.start) }

    mutating func run() -> TranscriptResult {
        for entry in test.entries {
            let number = number(entry.range)
            result.expected.append(
                TranscriptResult.Line(number: number, text: source?.text(ofLine: number ?? 0) ?? ""))
            step(entry, number)
            // What follows a failure only repeats it.
            if !result.passed { break }
        }
        if result.passed { settle() }
        return result
    }

    private mutating func step(_ entry: TranscriptTest.Entry, _ number: Int?) {
        switch entry.line {
        case .given(let setting): give(setting)
        case .wait(let milliseconds):
            begin(number, "wait")
            take(driver.wait(milliseconds: milliseconds))
        case .customer(let text):
            begin(number, "> \(text)")
            take(driver.feed(.customerSpoke(text: text)))
        case .widget(.choose(let choice)):
            begin(number, "! choose \(choice)")
            take(driver.feed(.choiceMade(id: choice)))
        case .widget(.rate(let score)):
            begin(number, "! rate \(score)")
            take(driver.feed(.rated(score: score, comment: nil)))
        case .widget(.close):
            begin(number, "! close")
            take(driver.feed(.customerClosed))
        case .agent(let name, let act): agent(name, act, number)
        case .bot(let expectation): expect(expectation, number)
        }
    }

    // MARK: - what happens

    private mutating func begin(_ number: Int?, _ shown: String) {
        settle()
        open()
        turnLine = number
        turnExplanations = []
        result.got.append(TranscriptResult.Line(number: number, text: shown))
    }

    private mutating func open() {
        guard !isOpen else { return }
        isOpen = true
        take(
            driver.feed(
                .opened(Opening(id: "test", seed: 1, channel: channel, language: language))))
        for slot in slots where world.program.shared.contains(where: { $0.name == slot.name }) {
            driver.fillShared(slot.name, from: slot.text)
        }
        if let position { take(driver.begin(flow: position.flow, step: position.step, slots: slots)) }
    }

    private mutating func take(_ turn: ConversationDriver.Turn) {
        acts += turn.acts
        turnExplanations += turn.decisions.map(\.explanation)
        for note in turn.decisions.flatMap(\.explanation.notes) {
            guard case .act(_, let name, _, let place, _, _) = note else { continue }
            result.covered.insert(place.flow)
            if name.hasPrefix("system.") { result.covered.insert(name) }
        }
        for act in turn.acts where !act.isHidden {
            for line in act.shown { result.got.append(TranscriptResult.Line(number: nil, text: line)) }
        }
        for broken in turn.broken {
            fail(turnLine, Bilingual(en: "engine: \(broken)", fr: "moteur : \(broken)"))
        }
    }

    private mutating func agent(_ name: String, _ act: TranscriptTest.AgentAct, _ number: Int?) {
        begin(number, "@ \(name)")
        if case .queue = driver.state.owner, act != .joins {
            // Whatever an agent does, he has taken the conversation first.
            take(driver.feed(.agentJoined(name: name)))
        }
        switch act {
        case .joins: take(driver.feed(.agentJoined(name: name)))
        case .says(let text): take(driver.feed(.agentSpoke(name: name, text: text)))
        case .returns(let flow, let step):
            take(driver.feed(.returnedToBot(flow: flow, step: step, note: "")))
        case .closes(let outcome): take(driver.feed(.agentClosed(outcome: outcome, tags: [])))
        }
    }

    private mutating func give(_ setting: TranscriptTest.Setting) {
        switch setting {
        case .result(let action, let fields):
            plan(action, .gave(GivenResult.json(fields, of: world.program.actions[action])))
        case .fails(let action, let failure): plan(action, .failed(failure))
        case .error(let action): plan(action, .error("given"))
        case .queue(let name, let situation):
            driver.queues[name] = Moment.QueueState(rawValue: situation.rawValue)
        case .now(let text):
            if let at = GivenResult.moment(text, in: world.zone) { driver.set(nowMilliseconds: at) }
        case .channel(let name): channel = name
        case .language(let code): language = code
        case .slot(let name, let text):
            slots.append(NamedText(name, text))
            if isOpen { driver.fillShared(name, from: text) }
        case .at(let flow, let step):
            position = (flow, step)
        }
    }

    /// A `given` before the first call is queued; one that comes later replaces what was used up.
    private mutating func plan(_ action: String, _ outcome: ActionOutcome) {
        if isOpen, driver.outcomes[action]?.count == 1 {
            driver.outcomes[action] = [outcome]
        } else {
            driver.outcomes[action, default: []].append(outcome)
        }
    }

    // MARK: - what is expected

    private mutating func expect(_ expectation: TranscriptTest.Expectation, _ number: Int?) {
        open()
        if case .text(let wanted) = expectation {
            while let act = acts[safe: nextText] {
                nextText += 1
                if act.says(wanted) { return }
            }
            return fail(
                number,
                Bilingual(en: "the bot did not say \"\(wanted)\"", fr: "le bot n'a pas dit « \(wanted) »"))
        }
        while let act = acts[safe: nextAct] {
            nextAct += 1
            if act.matches(expectation) { return }
            if !act.isLeftOut {
                return fail(
                    number,
                    Bilingual(
                        en: "expected `\(expectation.shown)`, got `\(act.shownAct)`",
                        fr: "attendu `\(expectation.shown)`, obtenu `\(act.shownAct)`"))
            }
        }
        fail(
            number,
            Bilingual(
                en: "expected `\(expectation.shown)`, but the bot did nothing more",
                fr: "attendu `\(expectation.shown)`, mais le bot n'a rien fait de plus"))
    }

    /// Everything that must be listed and was not.
    private mutating func settle() {
        while let act = acts[safe: nextAct] {
            nextAct += 1
            if !act.isLeftOut {
                fail(
                    turnLine,
                    Bilingual(
                        en: "the bot also did `\(act.shownAct)`, which the test does not list",
                        fr: "le bot a aussi fait `\(act.shownAct)`, que le test ne mentionne pas"))
            }
        }
        acts = []
        nextAct = 0
        nextText = 0
    }

    private mutating func fail(_ line: Int?, _ message: Bilingual) {
        if result.failures.isEmpty { result.why = turnExplanations }
        result.failures.append(TranscriptResult.Failure(line: line, message: message))
    }
}
