import Text

// The tree: what the author wrote, names not yet resolved, every part with its range.

/// The text under one mark, on one line or several (`|`).
struct TextLine: Sendable {
    var channel: SourceWord?
    var language: SourceWord
    /// One span per line, without blanks at either end.
    var spans: [SourceRange]
    /// From the mark to the end of its last line.
    var range: SourceRange
}

struct TextBlock: Sendable {
    var entries: [TextLine]
    var isOneOf: Bool
    /// Of the line the texts belong to.
    var range: SourceRange
}

/// A value or a reference, as written.
struct ValueNode: Sendable {
    enum Kind: Sendable, Hashable {
        /// A reference, a name, a number, a date, a time: decided when the type is known.
        case word(String)
        case quoted(String)
        case amount(String, currency: String)
        case today(plusDays: Int)
        case now
    }

    var kind: Kind
    var range: SourceRange
}

enum TypeNode: Sendable {
    case mask(examples: [SourceWord], prefix: SourceWord?)
    case pick(result: SourceWord, list: SourceWord, field: SourceWord)
    case basic(SourceWord, from: ValueNode?, to: ValueNode?, atMost: Int?)
    /// `one of a, b` in an action's fields.
    case oneOf([SourceWord])
    case broken
}

struct ChoiceNode: Sendable {
    var name: SourceWord
    var texts: TextBlock
}

struct SlotNode: Sendable {
    var name: SourceWord
    var type: TypeNode
    var isPrivate = false
    var was: SourceWord?
    var fromProfile = false
    var keepMilliseconds: Int64?
    var texts: TextBlock?
    var choices: [ChoiceNode] = []
    var range: SourceRange
}

struct FieldNode: Sendable {
    var name: SourceWord
    var type: TypeNode
    var orNothing: Bool
}

struct ActionNode: Sendable {
    var name: SourceWord
    var changes = false
    var takes: [FieldNode] = []
    var gives: [FieldNode] = []
    var lists: [(name: SourceWord, fields: [FieldNode])] = []
    var fails: [SourceWord] = []
    var withinMilliseconds: Int64?
    var range: SourceRange
}

struct PhraseNode: Sendable {
    var name: SourceWord
    var texts: TextBlock
}

struct ConstantNode: Sendable {
    var name: SourceWord
    var value: ValueNode
}

struct AcceptNode: Sendable {
    var code: SourceWord
    var because: String
}

struct FlowNode: Sendable {
    var name: SourceWord
    var gives: [SourceWord] = []
    var was: SourceWord?
    var labels: [TextLine] = []
    var triggers: [SourceWord] = []
    var slots: [SlotNode] = []
    var handlers: [HandlerNode] = []
    var accepts: [AcceptNode] = []
    /// The first holds the lines before the first `step`.
    var steps: [StepNode]
    var range: SourceRange
    /// From the `flow` line to the end of its last line or text.
    var extent: SourceRange
}

struct StepNode: Sendable {
    var name: SourceWord?
    var was: SourceWord?
    var limit: (entries: Int, otherwise: ActNode)?
    var handlers: [HandlerNode] = []
    var lines: [LineNode] = []
    var range: SourceRange
}

struct LineNode: Sendable {
    var act: ActNode
    var handlers: [HandlerNode] = []
    var range: SourceRange
}

struct HandlerNode: Sendable {
    var event: EventNode
    var act: ActNode
    var range: SourceRange
}

struct EventNode: Sendable {
    var name: SourceWord
    /// `miss 2`, `invalid 2`
    var count: Int?
    /// `silence 10 min`, `waited 5 min`
    var milliseconds: Int64?
    /// `said INTENT`
    var intent: SourceWord?
}

indirect enum ActNode: Sendable {
    case say(TextBlock?, phrase: SourceWord?)
    case answer(article: SourceWord?, TextBlock?)
    case ask(slot: SourceWord, again: Bool, atMost: Int?, TextBlock?)
    case call(action: SourceWord, arguments: [ValueNode], result: SourceWord?, within: Int64?)
    case run(flow: SourceWord, with: [(slot: SourceWord, value: ValueNode)], result: SourceWord?)
    case promise(
        kind: SourceWord, queue: SourceWord?, contact: ValueNode?, within: Int64?, result: SourceWord?)
    case escalate(queue: SourceWord?, priority: SourceWord?, because: String?)
    case set(slot: SourceWord, to: ValueNode)
    case go(step: SourceWord, because: String?)
    case end(outcome: SourceWord, because: String?)
    case reject(slot: SourceWord, TextBlock?)
    case `continue`
    case when(ConditionNode, then: ActNode)
    case otherwise(then: ActNode)
    /// Could not be read; already reported.
    case broken
}

struct ConditionNode: Sendable {
    var facts: [FactNode]
    var isAny: Bool
}

struct FactNode: Sendable {
    enum Kind: Sendable {
        case isOneOf([ValueNode], negated: Bool)
        case compares(Comparison, ValueNode)
        case isKnown, isMissing, isEmpty
        case queue(SourceWord, QueueSituation)
        case pageContains(String)
    }

    /// Nil for queues and pages.
    var subject: ValueNode?
    var kind: Kind
    var range: SourceRange
}

struct TestNode: Sendable {
    enum Kind: Sendable {
        case given([Token])
        case wait(Int64)
        case sign(UInt8, text: String)
    }

    struct Entry: Sendable {
        var kind: Kind
        var range: SourceRange
    }

    var name: String
    var entries: [Entry] = []
    var range: SourceRange
}

/// Everything the flow and transcript files of one bot hold.
struct ProgramTree: Sendable {
    var flows: [FlowNode] = []
    var shared: [SlotNode] = []
    var phrases: [PhraseNode] = []
    var constants: [ConstantNode] = []
    var actions: [ActionNode] = []
    var tests: [TestNode] = []
}
