import CivilTime
import Flows
import JSON
import Text

/// Drives one conversation by itself: a virtual clock, queues and actions that answer as told, timers that fire when
/// time passes.
///
/// Pure; used by transcript tests, recordings and simulations. After every event it can hold the engine to its laws:
/// folding the changes gives the decided state, and state and changes survive being written and read back.
package struct ConversationDriver: Sendable {
    /// One thing the bot did, in order.
    package struct Act: Sendable, Hashable {
        package var verb: Explanation.Verb
        package var name: String
        package var detail: String?
        package var isOptional: Bool
        /// What was said with it.
        package var text: String?
        /// Every wording it might have had.
        package var wordings: [String]
        package var choices: [Message.Choice]
    }

    /// What one event led to.
    package struct Turn: Sendable {
        package var acts: [Act] = []
        package var decisions: [Decision] = []
        /// Laws of the engine that did not hold; empty always, unless there is a bug.
        package var broken: [String] = []

        package init() {}
    }

    package enum Way: String, Sendable, CaseIterable {
        case straight
        /// The state is written and read back after every event.
        case reloaded
        /// The changes are written, read back and folded into a second state, which must stay the same.
        case folded
    }

    package let world: World
    package private(set) var state = ConversationState()
    package private(set) var nowMilliseconds: Int64
    package var queues: [String: Moment.QueueState] = [:]
    package var way: Way
    /// Results to come, by action; the last one is used again.
    package var outcomes: [String: [ActionOutcome]] = [:]
    private var timers: [TimerID.Kind: (id: TimerID, at: Int64)] = [:]
    private var second = ConversationState()

    package init(world: World, nowMilliseconds: Int64, way: Way = .straight) {
        var world = world
        world.keepsWordings = true
        self.world = world
        self.nowMilliseconds = nowMilliseconds
        self.way = way
    }

    /// Feeds an event and everything it leads to at once: action results and the desk's answers.
    package mutating func feed(_ event: ConversationEvent) -> Turn {
        var turn = Turn()
        var waiting = [event]
        // Each event leads to at most a few others; the bound only stops a bug from hanging a test.
        var budget = 500
        while !waiting.isEmpty, budget > 0 {
            budget -= 1
            let next = waiting.removeFirst()
            let decision = decide(state, next, at: moment, in: world)
            take(decision, for: next, into: &turn, &waiting)
        }
        if budget == 0 { turn.broken.append("events without end") }
        return turn
    }

    /// Puts the conversation at a step, with slots filled.
    package mutating func begin(flow: String, step: String?, slots: [NamedText]) -> Turn {
        var engine = Engine(state, at: moment, in: world)
        engine.begin(flow: flow, step: step, slots: slots)
        var turn = Turn()
        var waiting: [ConversationEvent] = []
        take(engine.decision, for: .customerSpoke(text: ""), into: &turn, &waiting)
        for event in waiting {
            let more = feed(event)
            turn.acts += more.acts
            turn.decisions += more.decisions
            turn.broken += more.broken
        }
        return turn
    }

    /// Fills a shared slot from a text, as a profile would; does nothing when it is no value of the slot.
    package mutating func fillShared(_ name: String, from text: String) {
        var engine = Engine(state, at: moment, in: world)
        engine.fillShared(name, from: text)
        var turn = Turn()
        var waiting: [ConversationEvent] = []
        take(engine.decision, for: .customerSpoke(text: ""), into: &turn, &waiting)
    }

    /// Lets time pass, firing timers in their order.
    package mutating func wait(milliseconds: Int64) -> Turn {
        var turn = Turn()
        let end = nowMilliseconds.adding(milliseconds)
        var budget = 1_000
        while budget > 0,
            let due = timers.values.filter({ $0.at <= end }).min(by: {
                ($0.at, $0.id.text) < ($1.at, $1.id.text)
            })
        {
            budget -= 1
            timers[due.id.kind] = nil
            nowMilliseconds = max(nowMilliseconds, due.at)
            let more = feed(.timerFired(due.id))
            turn.acts += more.acts
            turn.decisions += more.decisions
            turn.broken += more.broken
        }
        nowMilliseconds = max(nowMilliseconds, end)
        return turn
    }

    package mutating func set(nowMilliseconds: Int64) { self.nowMilliseconds = nowMilliseconds }

    private var moment: Moment { Moment(nowMilliseconds: nowMilliseconds, queues: queues) }

    private mutating func take(
        _ decision: Decision, for event: ConversationEvent, into turn: inout Turn,
        _ waiting: inout [ConversationEvent]
    ) {
        apply(decision.changes, to: &state)
        hold(decision, event, &turn)
        turn.decisions.append(decision)
        turn.acts += Self.acts(of: decision)
        for effect in decision.effects {
            switch effect {
            case .act(let call): waiting.append(.actionReturned(call: call.number, outcome(of: call.action)))
            case .escalate(let request): waiting.append(.deskAnswered(answer(request.queue)))
            case .setTimer(let id, atMilliseconds: let at): timers[id.kind] = (id, at)
            case .cancelTimer(let id): if timers[id.kind]?.id == id { timers[id.kind] = nil }
            case .close: timers = [:]
            case .say, .ownerChanged, .withdraw, .promise, .reopen, .alarm: break
            }
        }
    }

    /// Holds the engine to its laws.
    private mutating func hold(_ decision: Decision, _ event: ConversationEvent, _ turn: inout Turn) {
        switch way {
        case .straight: break
        case .reloaded:
            do {
                let read = try ConversationState(decoding: state.encode())
                if read != state { turn.broken.append("the state changes when written and read back") }
                state = read
                if try ConversationEvent(decoding: event.encode()) != event {
                    turn.broken.append("an event changes when written and read back")
                }
                if try Explanation(decoding: decision.explanation.encode()) != decision.explanation {
                    turn.broken.append("an explanation changes when written and read back")
                }
                if try Effect.decode(Effect.encode(decision.effects)) != decision.effects {
                    turn.broken.append("effects change when written and read back")
                }
            } catch {
                turn.broken.append("what was written cannot be read back: \(error)")
            }
        case .folded:
            do {
                apply(try Change.decode(Change.encode(decision.changes)), to: &second)
                if second != state { turn.broken.append("folding the changes gives another state") }
            } catch {
                turn.broken.append("the changes cannot be read back: \(error)")
            }
        }
    }

    private mutating func outcome(of action: String) -> ActionOutcome {
        guard var planned = outcomes[action], let first = planned.first else {
            return .error("no result given for \(action)")
        }
        if planned.count > 1 {
            planned.removeFirst()
            outcomes[action] = planned
        }
        return first
    }

    private func answer(_ queue: String) -> DeskAnswer {
        switch queues[queue] {
        case .closed: return .closed
        case .full: return .full
        case .open: return .accepted(queue: queue, place: 1, expectedWaitMilliseconds: nil)
        case nil:
            let isOpen = world.hours[queue]?.isOpen(at: nowMilliseconds) ?? true
            return isOpen ? .accepted(queue: queue, place: 1, expectedWaitMilliseconds: nil) : .closed
        }
    }

    /// What a decision did, as a transcript shows it.
    package static func acts(of decision: Decision) -> [Act] {
        let messages = decision.effects.compactMap { effect -> Message? in
            if case .say(let message) = effect { message } else { nil }
        }
        return decision.explanation.notes.compactMap { note in
            guard case .act(let verb, let name, let detail, at: _, let sentence, let isOptional) = note else {
                return nil
            }
            let message = sentence.flatMap { messages[safe: $0] }
            return Act(
                verb: verb, name: name, detail: detail, isOptional: isOptional, text: message?.text,
                wordings: sentence.flatMap { decision.wordings[safe: $0] } ?? [],
                choices: message?.choices ?? [])
        }
    }
}
