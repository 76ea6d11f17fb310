package import Text

/// A conversation as a test: the one format for tests, recordings, exports, counter-examples and replays.
package struct TranscriptTest: Sendable, Hashable {
    package enum Line: Sendable, Hashable {
        case given(Setting)
        case wait(milliseconds: Int64)
        /// `> text`
        case customer(String)
        /// `< …`
        case bot(Expectation)
        /// `! choose 2`, `! rate 1`, `! close`
        case widget(Widget)
        /// `@ name: text`; `@ name joins`, `@ name returns flow step`, `@ name closes outcome`
        case agent(name: String, AgentAct)
    }

    package enum Setting: Sendable, Hashable {
        /// Fields and lists of the next result of an action; elements of a list are separate `given` entries.
        case result(action: String, fields: [(name: String, text: String)])
        case fails(action: String, failure: String)
        case error(action: String)
        case queue(String, QueueSituation)
        case now(text: String)
        case channel(String)
        case language(Language)
        /// A slot (`flow-less` shared slot or slot of the flow named by `at`), as text in the test's language.
        case slot(name: String, text: String)
        case at(flow: String, step: String)

        package static func == (left: Setting, right: Setting) -> Bool { "\(left)" == "\(right)" }
        package func hash(into hasher: inout Hasher) { hasher.combine("\(self)") }
    }

    package enum Expectation: Sendable, Hashable {
        case ask(slot: String)
        /// An article id or a step's name.
        case answer(String)
        case promise(PromiseKind)
        case escalate(queue: String, because: String?)
        case end(outcome: String)
        /// May be left out.
        case say(step: String)
        /// May be left out.
        case call(action: String)
        /// Any variant; `…` for the rest. May be left out.
        case text(String)
    }

    package enum Widget: Sendable, Hashable {
        case choose(String)
        case rate(Int)
        case close
    }

    package enum AgentAct: Sendable, Hashable {
        case joins
        case says(String)
        case returns(flow: String?, step: String?)
        case closes(outcome: String)
    }

    package struct Entry: Sendable, Hashable {
        package var line: Line
        package var range: SourceRange
    }

    package var name: String
    package var entries: [Entry]
    package var range: SourceRange
}
