package import Text

/// A checked bot: what the engine runs. Made by the compiler only, from files without errors; immutable afterwards.
///
/// All names are resolved: what the engine looks up by index cannot be missing. System flows are among `flows`,
/// shipped or replaced.
package struct Program: Sendable {
    /// Sorted by name.
    package var flows: [Flow]
    /// Slots of the conversation, seen by all flows.
    package var shared: [SlotDeclaration]
    package var phrases: [String: Texts]
    /// What agents read for a `because`, or for the name of an action's failure, where a phrase says it.
    package var reasons: [String: Texts] = [:]
    package var actions: [String: ActionDeclaration]
    package var policy: Policy
    package var queues: DeskFile
    /// In the order of the file.
    package var canned: [CannedAnswer] = []
    package var tests: [TranscriptTest]
    package var sources: SourceSet
    /// What was proved of each flow, by name: from every reachable state a deed (an answer, a promise, a queue's yes, an
    /// end) follows within so many turns, digressions aside.
    package var turnBounds: [String: Int] = [:]

    package init(
        flows: [Flow], shared: [SlotDeclaration], phrases: [String: Texts],
        actions: [String: ActionDeclaration],
        policy: Policy, queues: DeskFile, tests: [TranscriptTest], sources: SourceSet
    ) {
        self.flows = flows
        self.shared = shared
        self.phrases = phrases
        self.actions = actions
        self.policy = policy
        self.queues = queues
        self.tests = tests
        self.sources = sources
        flowIndex = Dictionary(
            flows.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var triggers: [String: Int] = [:]
        for (index, flow) in flows.enumerated() {
            for intent in flow.triggers { triggers[intent] = index }
        }
        triggered = triggers
    }

    /// Flow name → index into `flows`.
    package let flowIndex: [String: Int]
    /// Intent name → index into `flows` of the one flow it triggers.
    package let triggered: [String: Int]

    package func flow(named name: String) -> Flow? {
        flowIndex[name].map { flows[$0] }
    }

    func declaration(_ slot: SlotReference, in flow: Flow) -> SlotDeclaration {
        switch slot {
        case .own(let index): flow.slots[index]
        case .shared(let index): shared[index]
        }
    }
}

/// An authored dialogue: a finite state machine over typed slots.
package struct Flow: Sendable, Hashable {
    package var name: String
    /// Outcomes a caller must handle beyond `solved abandoned promised`; empty for most flows.
    package var gives: [String] = []
    /// The earlier name, for conversations that stand in an older version.
    package var was: String?
    package var label: Texts?
    package var triggers: [String] = []
    package var slots: [SlotDeclaration] = []
    /// In the order written; `lines[steps[i].firstLine]` begins step i. Step 0 holds the lines before the first
    /// `step` (it has no name and may be empty).
    package var steps: [Step] = []
    /// All lines of all steps, flat, in the order written: falling through is `index + 1`. A flow whose last line may
    /// fall off the end has an explicit `end solved` appended where the language allows it.
    package var lines: [Line] = []
    /// `on` lines of the header: serve the whole flow.
    package var handlers: [Handler] = []
    package var isSystem = false
    package var range: SourceRange

    /// The `on` lines that serve a line, nearest first: its own, its step's, the flow's.
    func levels(of line: Line) -> [[Handler]] { [line.handlers, steps[line.step].handlers, handlers] }

    package func step(named name: String) -> Int? { steps.firstIndex { $0.name == name } }
    package func slot(named name: String) -> SlotDeclaration? { slots.first { $0.name == name } }
}

package struct Step: Sendable, Hashable {
    /// Nil for the lines before the first `step`.
    package var name: String?
    package var was: String?
    /// Index into `Flow.lines`; equal to the next step's when the step is empty.
    package var firstLine: Int
    /// `at most N otherwise …`: the entry after the N-th in one frame takes `act` (`go` or `end`).
    package var limit: EntryLimit?
    package var handlers: [Handler] = []
    package var range: SourceRange
}

package struct EntryLimit: Sendable, Hashable {
    package var entries: Int
    package var otherwise: Act
}

/// One verb, `when` or `otherwise` with the `on` lines that belong to it.
package struct Line: Sendable, Hashable {
    package var act: Act
    /// Lines of the verb itself; those of the step and flow stand there.
    package var handlers: [Handler] = []
    /// Index into `Flow.steps`.
    package var step: Int
    package var range: SourceRange
}

/// `on EVENT ACT`: what to do when an event meets the level it stands at.
package struct Handler: Sendable, Hashable {
    package var event: EventPattern
    package var act: Act
    package var range: SourceRange
}

package enum EventPattern: Sendable, Hashable {
    /// N is the number of troubles at this ask from which the line serves; 1 when not written.
    case miss(Int)
    case invalid(Int)
    case unknown
    case silence(milliseconds: Int64)
    case said(intent: String)
    case interrupt
    case human
    case cancel
    case none
    case error
    /// A failure declared by the action.
    case failure(String)
    /// An outcome of `run`.
    case outcome(String)
    /// A value of an ask of yes-no (`yes`, `no`) or choice.
    case value(String)
    case missing
    case unsatisfied
    case closed
    case full
    case waited(milliseconds: Int64)
}

/// What a line or an `on` line does.
package indirect enum Act: Sendable, Hashable {
    case say(Texts)
    case answer(Answer)
    /// `texts` nil: the slot's own question.
    case ask(slot: SlotReference, again: Bool, atMost: Int?, texts: Texts?)
    case call(CallSite)
    case run(RunSite)
    case promise(PromiseSite)
    case escalate(EscalateSite)
    case set(slot: SlotReference, to: Operand)
    /// Index into `Flow.steps`; `because` is kept for the packet's reason.
    case go(step: Int, because: String?)
    case end(outcome: String, because: String?)
    case reject(slot: SlotReference, texts: Texts?)
    case `continue`
    case when(Condition, then: Act)
    /// Done when none of the `when` lines directly above held.
    case otherwise(then: Act)

    /// True for acts after which the flow does not go on at the next line.
    package var leaves: Bool {
        switch self {
        case .go, .end, .escalate, .reject, .run: true
        default: false
        }
    }
}

package enum Answer: Sendable, Hashable {
    /// Article id: the file name without `.md`, the same in every language.
    case article(String)
    case texts(Texts)
}

/// Where a slot lives: in the frame of the flow, or shared by the conversation.
package enum SlotReference: Sendable, Hashable {
    /// Index into `Flow.slots`.
    case own(Int)
    /// Index into `Program.shared`.
    case shared(Int)
}

package struct CallSite: Sendable, Hashable {
    package var action: String
    /// In the order of the action's `takes`.
    package var arguments: [Operand]
    /// Name of the result in the frame, if kept.
    package var result: String?
    package var withinMilliseconds: Int64
}

package struct RunSite: Sendable, Hashable {
    /// Index into `Program.flows`.
    package var flow: Int
    /// Slots of the flow run → values from the caller.
    package var with: [(slot: Int, value: Operand)] = []
    package var result: String?
    /// True when the caller has no outcome lines: the sub-flow's outcome is the caller's.
    package var passesOutcome: Bool

    package static func == (left: RunSite, right: RunSite) -> Bool {
        left.flow == right.flow && left.result == right.result && left.passesOutcome == right.passesOutcome
            && left.with.map(\.slot) == right.with.map(\.slot)
            && left.with.map(\.value) == right.with.map(\.value)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(flow)
        hasher.combine(result)
    }
}

package enum PromiseKind: String, Sendable, Hashable {
    case callBack = "call-back"
    case reply
    case notice
}

package struct PromiseSite: Sendable, Hashable {
    package var kind: PromiseKind
    package var queue: String
    /// The number or address to reach; nil for `reply`.
    package var contact: Operand?
    package var withinMilliseconds: Int64?
    /// Result name that holds the due time: `{due, day}`.
    package var result: String?
}

package enum Priority: Int, Sendable, Hashable, Comparable {
    case low, normal, high, urgent

    package static func < (left: Priority, right: Priority) -> Bool { left.rawValue < right.rawValue }
}

package struct EscalateSite: Sendable, Hashable {
    package var queue: String
    package var priority = Priority.normal
    package var because: String?
}
