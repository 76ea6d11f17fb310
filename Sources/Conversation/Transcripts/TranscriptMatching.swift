import Flows

// What the bot did, held against what a transcript expects.

extension ConversationDriver.Act {
    /// `say`, `call` and the engine's own questions may be left out of a transcript.
    var isLeftOut: Bool {
        isOptional || verb == .say || verb == .call || verb == .run || verb == .reject
    }

    var isHidden: Bool { verb == .run }

    var shownAct: String {
        "\(verb.rawValue) \(name)" + (detail.flatMap { $0.isEmpty ? nil : " because \($0)" } ?? "")
    }

    var shown: [String] {
        ["< \(shownAct)"] + (text.map { ["< \"\($0)\""] } ?? [])
            + choices.enumerated().map { "    \($0 + 1). \($1.label)" }
    }

    func matches(_ expectation: TranscriptTest.Expectation) -> Bool {
        switch expectation {
        case .ask(let slot): verb == .ask && name == slot
        case .answer(let wanted): verb == .answer && name == wanted
        case .promise(let kind): verb == .promise && name == kind.rawValue
        case .escalate(let queue, let because):
            verb == .escalate && name == queue && (because == nil || because == detail)
        case .end(let outcome): verb == .end && name == outcome
        case .say(let step): verb == .say && name == step
        case .call(let action): verb == .call && name == action
        case .text(let text): says(text)
        }
    }

    /// Whether one of the wordings is that text; `…` stands for anything.
    func says(_ wanted: String) -> Bool {
        (wordings + [text].compactMap { $0 }).contains { TextPattern.matches($0, wanted) }
    }
}

extension TranscriptTest.Expectation {
    var shown: String {
        switch self {
        case .ask(let slot): "ask \(slot)"
        case .answer(let name): "answer \(name)"
        case .promise(let kind): "promise \(kind.rawValue)"
        case .escalate(let queue, let because): "escalate \(queue)" + (because.map { " because \($0)" } ?? "")
        case .end(let outcome): "end \(outcome)"
        case .say(let step): "say \(step)"
        case .call(let action): "call \(action)"
        case .text(let text): "\"\(text)\""
        }
    }
}
