/// What a slot may hold, as declared in a flow file.
package enum SlotType: Hashable, Sendable {
    /// Free text of at most so many Unicode scalars.
    case text(maximumLength: Int)
    case name
    case number(from: FixedNumber?, to: FixedNumber?)
    case amount(from: Amount?, to: Amount?)
    case date(from: DateBound?, to: DateBound?)
    case time(from: MinuteOfDay?, to: MinuteOfDay?)
    case email
    case phone
    case postcode
    case yesNo
    /// The names of the choices in the order written; their labels stand with the slot.
    case choice([String])
    /// One of several masks by example.
    case mask([Mask])
    /// An element of the list `list` in the action result `result`, matched by the field `field`.
    case pick(result: String, list: String, field: String)
    /// A moment: fields of actions (`start time` with a date) and due times; never asked.
    case instant
}

/// A limit of a date slot: a civil day, or one counted from today.
package enum DateBound: Hashable, Sendable {
    case day(DayNumber)
    case today(plusDays: Int)
}
