/// Why the bot did what it did in one turn: compact enough to be kept with it, and all that `why` and replay read.
///
/// Places are written out (`Flows/order.flow:12`), so an explanation can be read when the files have changed since.
package struct Explanation: Sendable, Hashable {
    /// How a message was consumed (rule 4.2).
    package enum Consumption: String, Sendable, Hashable, CaseIterable {
        case button, human, cancel, again, correction, value, ambiguous, said, interrupt, unknown, invalid,
            miss
        case text, request, clarified, notUnderstood, smallTalk, language, held, recorded, late, closed
    }

    package struct Candidate: Sendable, Hashable {
        package var name: String
        package var isArticle: Bool
        /// 0…1.
        package var confidence: Double

        package init(name: String, isArticle: Bool, confidence: Double) {
            self.name = name
            self.isArticle = isArticle
            self.confidence = confidence
        }
    }

    package struct Threshold: Sendable, Hashable {
        /// `answer`, `clarify`, `interrupt`.
        package var kind: String
        package var value: Double

        package init(kind: String, value: Double) {
            self.kind = kind
            self.value = value
        }
    }

    package struct Repair: Sendable, Hashable {
        package var from: String
        package var to: String

        package init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    package struct Place: Sendable, Hashable {
        package var flow: String
        package var step: String?
        /// `Flows/order.flow:12`; nil for the engine's own doing.
        package var file: String?

        package init(flow: String, step: String? = nil, file: String? = nil) {
            self.flow = flow
            self.step = step
            self.file = file
        }
    }

    package enum Verb: String, Sendable, Hashable, CaseIterable {
        case say, answer, ask, call, run, promise, escalate, end, reject
    }

    /// One thing noticed or done, in order.
    package enum Note: Sendable, Hashable {
        /// `name`: slot, article or step, action, flow, promise kind, queue, outcome. `detail`: a `because`.
        /// `sentence`: index among the messages said in this decision. `isOptional`: the engine's own question.
        case act(
            Verb, name: String, detail: String?, at: Place, sentence: Int?, isOptional: Bool)
        /// A condition with the values it saw.
        case condition(String, held: Bool, values: [NamedText], at: Place)
        case filled(slot: String, display: String)
        case trouble(event: String, tries: Int, limit: Int, total: Int)
        case event(String)
    }

    package var consumption: Consumption?
    package var candidates: [Candidate] = []
    package var threshold: Threshold?
    package var repairs: [Repair] = []
    package var signals: [String] = []
    package var notes: [Note] = []

    package init() {}
}

/// What `decide` says: how the state changes, what has to be done, and why.
package struct Decision: Sendable, Hashable {
    package var changes: [Change] = []
    package var effects: [Effect] = []
    package var explanation = Explanation()
    /// Every wording each sentence might have had; filled only where the world asks for it (transcripts).
    package var wordings: [[String]] = []

    package init() {}
}
