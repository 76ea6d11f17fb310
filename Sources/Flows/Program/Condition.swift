package import Text

/// Total and typed: every comparison with a missing value is false, `is not` is true.
package enum Condition: Sendable, Hashable {
    case all([Fact])
    case any([Fact])
}

package enum Fact: Sendable, Hashable {
    /// `is` / `is not` one of the values.
    case isOneOf(Operand, [Operand], negated: Bool)
    case compares(Operand, Comparison, Operand)
    case isKnown(Operand)
    case isMissing(Operand)
    /// An empty list of an action's result.
    case isEmpty(Operand)
    case queue(String, QueueSituation)
    case pageContains(String)
}

package enum Comparison: String, Sendable, Hashable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "="
}

/// Whether a queue takes a customer now.
package enum QueueSituation: String, Sendable, Hashable {
    case open, closed, full
}

/// Something with a value at run time, or a constant.
package enum Operand: Sendable, Hashable {
    case slot(SlotReference)
    /// `pick.field`: a field of the element a slot of type pick holds.
    case slotField(SlotReference, field: String)
    /// `result.field`; for a list of a result `result.list`, and `result.list.field` (all elements' fields).
    case result(String, path: [String])
    case constant(SlotValue)
    /// `today + 60 d`, `tomorrow`.
    case today(plusDays: Int)
    case now
    case channel
    case language
    case trouble
    /// The queue's next opening: `{opening orders, day}`.
    case opening(queue: String)
    /// The customer's place in the queue: `{place}` in `on waited` texts.
    case place
    /// `{PHRASE}` inside a text.
    case phrase(String)
    /// What the engine knows where it says a `phrase system.*`: `{label}` (of a flow or an intent), `{value}` (as the
    /// customer will read it), `{agent}` (the person's name). Only in those phrases; each is listed with its phrase.
    case ambient(String)
}
