import Flows
import JSON
import Testing
import Text

@testable import Conversation

/// A bot from a few lines of flow, and a conversation with it. Every turn is also held to the engine's laws.
struct Chat {
    var driver: ConversationDriver
    private(set) var broken: [String] = []
    private(set) var last = ConversationDriver.Turn()

    /// 2026-11-24 10:00 in Paris.
    static let now: Int64 = 1_795_510_800_000

    init(
        _ flows: String, policy: String = "", queues: String = "", understanding: TestUnderstanding,
        channel: String = "web", language: Language? = .french, profile: [NamedText] = [], seed: UInt64 = 7,
        way: ConversationDriver.Way = .folded, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let world = try Chat.world(flows, policy: policy, queues: queues, understanding: understanding)
        driver = ConversationDriver(world: world, nowMilliseconds: Chat.now, way: way)
        take(
            driver.feed(
                .opened(
                    Opening(id: "c1", seed: seed, channel: channel, language: language, profile: profile))))
    }

    static func world(
        _ flows: String, policy: String = "", queues: String = "", understanding: TestUnderstanding,
        fingerprint: String = "test"
    ) throws -> World {
        let defaults =
            "satisfaction never\ndefault queue support\nlanguage fr\nlanguage en\nchannel web buttons\nchannel sms asynchronous\n"
        let desk =
            queues.isEmpty
            ? "queue support\nlabel fr: aide\nlabel en: help\nqueue orders\nlabel fr: commandes\nlabel en: orders\n"
            : queues
        let files = BotFiles(files: [
            BotFiles.File(path: "Flows/test.flow", bytes: Array(flows.utf8)),
            BotFiles.File(path: "Flows/bot.policy", bytes: Array((policy.isEmpty ? defaults : policy).utf8)),
            BotFiles.File(path: "Flows/desk.queues", bytes: Array(desk.utf8)),
        ])
        var catalogue = Catalogue()
        for intent in understanding.intents {
            catalogue.intents[intent.name] = Catalogue.Intent(labels: [
                .french: "faire \(intent.name)", .english: "do \(intent.name)",
            ])
        }
        for id in understanding.texts.keys { catalogue.articles[id] = [.french, .english] }
        let (program, diagnostics) = FlowCompiler.compile(files: files, catalogue: catalogue)
        guard let program else {
            let set = SourceSet(files)
            throw BadFlow(
                lines: diagnostics.filter { $0.severity == .error }.map {
                    "\(set.location(of: $0.range) ?? "?") \($0.code) \($0.message.en)"
                })
        }
        return World(
            program: program, catalogue: catalogue, fingerprint: fingerprint,
            understander: understanding.understander())
    }

    struct BadFlow: Error {
        var lines: [String]
    }

    private mutating func take(_ turn: ConversationDriver.Turn) {
        broken += turn.broken
        last = turn
    }

    /// What the bot did: `ask order-no`, `answer hours`, `say STEP`, `escalate orders because late`…
    @discardableResult
    mutating func say(_ text: String) -> [String] {
        take(driver.feed(.customerSpoke(text: text)))
        return done
    }

    @discardableResult
    mutating func choose(_ id: String) -> [String] {
        take(driver.feed(.choiceMade(id: id)))
        return done
    }

    @discardableResult
    mutating func wait(minutes: Int64) -> [String] {
        take(driver.wait(milliseconds: minutes * 60_000))
        return done
    }

    @discardableResult
    mutating func feed(_ event: ConversationEvent) -> [String] {
        take(driver.feed(event))
        return done
    }

    /// Acts, without the runs and rejects.
    var done: [String] {
        last.acts.filter { $0.verb != .run && $0.verb != .reject }.map { act in
            "\(act.verb.rawValue) \(act.name)"
                + (act.detail.flatMap { $0.isEmpty ? nil : " because \($0)" } ?? "")
        }
    }

    var texts: [String] { last.acts.compactMap(\.text) }
    var effects: [Effect] { last.decisions.flatMap(\.effects) }
    var state: ConversationState { driver.state }
    var choices: [Message.Choice] { last.acts.flatMap(\.choices) }
    var notes: [Explanation.Note] { last.decisions.flatMap(\.explanation.notes) }

    mutating func give(_ action: String, _ outcomes: ActionOutcome...) { driver.outcomes[action] = outcomes }
}
