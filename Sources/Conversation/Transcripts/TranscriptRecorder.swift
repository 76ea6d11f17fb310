package import Flows
import JSON
package import Text

/// Turns a driven conversation into the text of a test: what a tester did in the REPL, what an operator exports.
///
/// Records what must be listed (asks, answers, promises, escalations, ends) and leaves the texts out, so that a new
/// wording does not break the test.
package struct TranscriptRecorder: Sendable {
    package private(set) var lines: [String] = []
    private var lastCustomerMilliseconds: Int64?

    /// - Parameters:
    ///   - channel: written when it is not the bot's first.
    ///   - language: written when it is not the bot's default.
    package init(name: String, channel: String?, language: Language?, now: String?) {
        lines.append("test \(Self.oneLine(name))")
        if let channel { lines.append("given channel = \(channel)") }
        if let language { lines.append("given language = \(language.code)") }
        if let now { lines.append("given now = \(now)") }
    }

    /// What an action gave, in the order of the calls: put before the line that led to the call.
    package mutating func given(_ action: String, _ outcome: ActionOutcome, in program: Program) {
        var line = "given \(action)"
        switch outcome {
        case .failed(let name): line += " fails \(name)"
        case .error: line += " error"
        case .gave(let json):
            line += " ="
            var fields: [String] = []
            if let declaration = program.actions[action] {
                for field in declaration.gives {
                    if let value = json[field.name]?.shownInTest { fields.append("\(field.name) \(value)") }
                }
                for list in declaration.lists {
                    for element in json[list.name]?.array ?? [] {
                        for field in list.fields {
                            guard let value = element[field.name]?.shownInTest else { continue }
                            fields.append("\(list.name).\(field.name) \(value)")
                        }
                    }
                }
            }
            if !fields.isEmpty { line += " " + fields.joined(separator: ", ") }
        }
        // Before the first turn: results are taken in order.
        let place =
            lines.firstIndex { $0.hasPrefix(">") || $0.hasPrefix("!") || $0.hasPrefix("wait") } ?? lines.count
        lines.insert(line, at: place)
    }

    /// What somebody did.
    package mutating func did(_ event: ConversationEvent) {
        switch event {
        case .customerSpoke(let text): lines.append("> \(Self.oneLine(text))")
        case .choiceMade(let id):
            lines.append("! choose \(id.split(separator: ".").last.map(String.init) ?? id)")
        case .rated(let score, comment: _): lines.append("! rate \(score)")
        case .customerClosed: lines.append("! close")
        case .agentJoined(let name): lines.append("@ \(Self.oneLine(name)) joins")
        case .agentSpoke(let name, let text): lines.append("@ \(Self.oneLine(name)): \(Self.oneLine(text))")
        case .returnedToBot(let flow, let step, note: _):
            lines.append("@ agent returns" + [flow, step].compactMap { $0.map { " \($0)" } }.joined())
        case .agentClosed(let outcome, tags: _): lines.append("@ agent closes \(outcome)")
        default: break
        }
    }

    package mutating func waited(milliseconds: Int64) {
        guard milliseconds > 0 else { return }
        lines.append(
            milliseconds.isMultiple(of: 60_000)
                ? "wait \(milliseconds / 60_000) min" : "wait \((milliseconds + 999) / 1_000) s")
    }

    /// What the bot did then.
    package mutating func did(_ acts: [ConversationDriver.Act]) {
        for act in acts where !act.isLeftOut { lines.append("< \(act.shownAct)") }
    }

    /// The test as a file holds it.
    package var text: String { lines.joined(separator: "\n") + "\n" }

    private static func oneLine(_ text: String) -> String {
        text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
    }
}
