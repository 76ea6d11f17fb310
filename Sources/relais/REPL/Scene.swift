import CivilTime
import Conversation
import Flows
import Text

/// A conversation in the REPL at one moment: a value, so that a turn is undone by taking the value before it.
struct Scene: Sendable {
    /// What was done to the conversation, to be done again after a reload.
    enum Input: Sendable {
        case says(String)
        case entry(TranscriptTest.Line)
        /// Real time that passed.
        case passed(milliseconds: Int64)
    }

    var driver: ConversationDriver
    /// As a test: `given`, `>`, `<` … lines.
    var transcript: [String] = []
    var inputs: [Input] = []
    /// Why the bot did what it did in the last turn.
    var why: [Explanation] = []
    var channel: String
    var language: Language
    private(set) var isOpen = false
    let startMilliseconds: Int64

    init(world: World, channel: String, language: Language, nowMilliseconds: Int64) {
        driver = ConversationDriver(world: world, nowMilliseconds: nowMilliseconds)
        self.channel = channel
        self.language = language
        startMilliseconds = nowMilliseconds
        let zone = Zone(identifier: world.program.policy.zone) ?? .utc
        let civil = zone.civil(atMilliseconds: nowMilliseconds)
        transcript.append("given now = \(ISOText.date(civil.days)) \(ISOText.time(civil.minute))")
        if channel != world.program.policy.channels.first?.name {
            transcript.append("given channel = \(channel)")
        }
        if language != world.program.policy.languages.first {
            transcript.append("given language = \(language.code)")
        }
    }

    /// Opens the conversation as the transcript runner does: the same seed says the same variants.
    mutating func open() -> ConversationDriver.Turn {
        guard !isOpen else { return ConversationDriver.Turn() }
        isOpen = true
        return driver.feed(.opened(Opening(id: "test", seed: 1, channel: channel, language: language)))
    }

    /// Does one input. Does not record: see `note`.
    mutating func perform(_ input: Input) -> ConversationDriver.Turn {
        var turn = open()
        let more: ConversationDriver.Turn
        switch input {
        case .says(let text): more = driver.feed(.customerSpoke(text: text))
        case .passed(let milliseconds): more = driver.wait(milliseconds: milliseconds)
        case .entry(let line): more = perform(line)
        }
        turn.add(more)
        return turn
    }

    private mutating func perform(_ line: TranscriptTest.Line) -> ConversationDriver.Turn {
        switch line {
        case .given(let setting):
            driver.give(setting)
            return ConversationDriver.Turn()
        case .wait(let milliseconds): return driver.wait(milliseconds: milliseconds)
        case .customer(let text): return driver.feed(.customerSpoke(text: text))
        case .widget(.choose(let choice)): return driver.feed(.choiceMade(id: choice))
        case .widget(.rate(let score)): return driver.feed(.rated(score: score, comment: nil))
        case .widget(.close): return driver.feed(.customerClosed)
        case .agent(let name, let act): return agent(name, act)
        case .bot: return ConversationDriver.Turn()
        }
    }

    private mutating func agent(_ name: String, _ act: TranscriptTest.AgentAct) -> ConversationDriver.Turn {
        var turn = ConversationDriver.Turn()
        if case .queue = driver.state.owner, act != .joins { turn = driver.feed(.agentJoined(name: name)) }
        let event: ConversationEvent =
            switch act {
            case .joins: .agentJoined(name: name)
            case .says(let text): .agentSpoke(name: name, text: text)
            case .returns(let flow, let step): .returnedToBot(flow: flow, step: step, note: "")
            case .closes(let outcome): .agentClosed(outcome: outcome, tags: [])
            }
        turn.add(driver.feed(event))
        return turn
    }

    /// Writes a turn down: what happened, and what the bot did.
    mutating func note(_ typed: String?, _ input: Input, _ turn: ConversationDriver.Turn) {
        inputs.append(input)
        if let typed { transcript.append(typed) }
        transcript += turn.acts.compactMap(Scene.expectation)
        if !turn.decisions.isEmpty { why = turn.decisions.map(\.explanation) }
    }

    /// A line of the transcript form, as it is written.
    static func written(_ line: TranscriptTest.Line) -> String? {
        switch line {
        case .given, .bot: nil
        case .wait(let milliseconds): "wait \(max(milliseconds / 1000, 1)) s"
        case .customer(let text): "> \(text)"
        case .widget(.choose(let choice)): "! choose \(choice)"
        case .widget(.rate(let score)): "! rate \(score)"
        case .widget(.close): "! close"
        case .agent(let name, .joins): "@ \(name) joins"
        case .agent(let name, .says(let text)): "@ \(name): \(text)"
        case .agent(let name, .returns(let flow, let step)):
            "@ \(name) returns" + [flow, step].compactMap(\.self).map { " \($0)" }.joined()
        case .agent(let name, .closes(let outcome)): "@ \(name) closes \(outcome)"
        }
    }

    /// The `<` line of an act; what a test may leave out, but a call, is left out.
    private static func expectation(_ act: ConversationDriver.Act) -> String? {
        switch act.verb {
        case .ask, .answer, .promise, .end: act.isOptional ? nil : "< \(act.verb.rawValue) \(act.name)"
        case .escalate:
            "< escalate \(act.name)" + (act.detail.flatMap { $0.isEmpty ? nil : " because \($0)" } ?? "")
        case .call: "< call \(act.name)"
        case .say, .run, .reject: nil
        }
    }
}

extension ConversationDriver.Turn {
    fileprivate mutating func add(_ more: ConversationDriver.Turn) {
        acts += more.acts
        decisions += more.decisions
        broken += more.broken
    }
}
