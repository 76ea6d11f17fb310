package import Text

/// A flow a customer's request (or the system) started, with the flows it runs.
package struct Activation: Sendable, Hashable {
    /// Unique in the conversation; part of the idempotency keys.
    package internal(set) var number = 0
    /// The root frame first; never empty while running, except for an article answered without a flow.
    package internal(set) var frames: [Frame] = []
    /// The article answered when no flow was run.
    package internal(set) var article: String?
    package internal(set) var intent: String?
    package internal(set) var loose: [LooseValue] = []
    package internal(set) var hasAnswered = false
    package internal(set) var satisfactionAsked = false
    /// Outcome already recorded (the satisfaction question comes after it).
    package internal(set) var outcome: String?
    /// How many `changes` actions were called.
    package internal(set) var changes = 0
    /// How often each call line was passed, for the idempotency keys.
    package internal(set) var passes: [CallPasses] = []
    package internal(set) var reason: Reason?
    package internal(set) var pausedMilliseconds: Int64 = 0
    /// The wait it was paused at.
    @Seldom package internal(set) var pausedWait: Wait?
    package internal(set) var isUrgent = false

    package init() {}
}

package struct CallPasses: Sendable, Hashable {
    package var flow: String
    package var line: Int
    package var count: Int
}

/// Why a person is needed, in the words of the packet.
package struct Reason: Sendable, Hashable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        case asked
        case lowConfidence = "low_confidence"
        case lowSatisfaction = "low_satisfaction"
        case trouble
        case actionError = "action_error"
        case signal
        case flow
    }

    package var code: Code
    /// The author's `because`, or what happened; may be empty.
    package var text: String

    package init(code: Code, text: String) {
        self.code = code
        self.text = text
    }
}

/// One run of one flow: where it stands and what it knows.
package struct Frame: Sendable, Hashable {
    package internal(set) var flow = ""
    /// Index into the flow's lines.
    package internal(set) var line = 0
    package internal(set) var slots: [NamedValue] = []
    package internal(set) var results: [ActionResult] = []
    /// Troubles per ask line.
    package internal(set) var tries: [IndexCount] = []
    /// The step it stands in; nil before the first.
    package internal(set) var step: String?
    /// Entries per step, by name (empty for the lines before the first).
    package internal(set) var entries: [NamedCount] = []
    package internal(set) var trail: [TrailEntry] = []
    package internal(set) var returns = Returns.root
    /// The caller's result that takes this frame's slots.
    package internal(set) var into: String?
    /// Set when an `ask again` was entered and its slot emptied, until it is passed.
    package internal(set) var emptiedAgain = false

    package init() {}

    package enum Returns: String, Sendable, Hashable {
        /// The end of this frame is the end of the activation.
        case root
        /// The caller's `run` line has outcome lines.
        case line
        /// The outcome is the caller's outcome.
        case passes
        /// The shipped question after an answer.
        case satisfaction
    }

    package func value(_ slot: String) -> SlotValue? { slots.first { $0.name == slot }?.value }
    package func result(_ name: String) -> ActionResult? { results.first { $0.name == name } }
}

package struct IndexCount: Sendable, Hashable {
    package var index: Int
    package var count: Int
}

package struct NamedCount: Sendable, Hashable {
    package var name: String
    package var count: Int
}

/// What an action (or a flow run `into`) gave.
package struct ActionResult: Sendable, Hashable {
    package var name: String
    package var fields: [NamedValue]
    package var lists: [ResultList]

    package init(name: String, fields: [NamedValue] = [], lists: [ResultList] = []) {
        self.name = name
        self.fields = fields
        self.lists = lists
    }

    package func field(_ name: String) -> SlotValue? { fields.first { $0.name == name }?.value }
    package func list(_ name: String) -> [[NamedValue]]? { lists.first { $0.name == name }?.elements }
}

package struct ResultList: Sendable, Hashable {
    package var name: String
    package var elements: [[NamedValue]]

    package init(name: String, elements: [[NamedValue]]) {
        self.name = name
        self.elements = elements
    }
}

/// An ask or a run that was passed, with a copy of what the frame knew then.
package struct TrailEntry: Sendable, Hashable {
    package internal(set) var line = 0
    package internal(set) var step: String?
    /// Nil for a run.
    package internal(set) var slot: String?
    package internal(set) var isShared = false
    /// The customer said the value (and not a profile, a `set` or a `with`).
    package internal(set) var typed = false
    /// What the customer said in the flow that was run: slot names and values.
    package internal(set) var runTyped: [NamedValue] = []
    package internal(set) var slots: [NamedValue] = []
    package internal(set) var results: [ActionResult] = []
    /// `Activation.changes` then.
    package internal(set) var changes = 0

    package init() {}
}

/// A typed value said by the way, kept for a later ask.
package struct LooseValue: Sendable, Hashable {
    package var kind: LooseKind
    package var value: SlotValue
    /// Values of one span of text share it: taking one reading drops the others.
    package var span: Int
    /// Fits only this slot (a value made loose again by a correction).
    package var slot: String?
}

/// What kind of value it was found as.
package enum LooseKind: Sendable, Hashable {
    case date, time, amount, email, phone, postcode
    /// The example of the mask.
    case mask(String)
    /// The names of the choices.
    case choice([String])
    /// Made loose by a correction: the slot's own.
    case own
}
