/// A typed value of a slot, an action's field or a constant.
package enum SlotValue: Hashable, Sendable {
    /// Also a name, e-mail, phone (as `+` and digits, or national digits), postcode, or a value fitting a mask
    /// (in the example's form).
    case text(String)
    case number(FixedNumber)
    case amount(Amount)
    case date(DayNumber)
    case time(MinuteOfDay)
    /// Milliseconds since 1970-01-01 UTC.
    case instant(milliseconds: Int64)
    case yesNo(Bool)
    /// The name of a choice or of an enumeration's member.
    case choice(String)
    /// A picked element of an action's list: its fields by name, sorted by name.
    case element([NamedValue])
}

/// A field of an element or of an action's result.
package struct NamedValue: Hashable, Sendable {
    package var name: String
    package var value: SlotValue

    package init(_ name: String, _ value: SlotValue) {
        self.name = name
        self.value = value
    }
}

/// A decimal number with six places, exact: no binary fractions in prices and comparisons.
package struct FixedNumber: Hashable, Sendable, Comparable {
    /// Millionths.
    package var millionths: Int64

    package init(millionths: Int64) {
        self.millionths = millionths
    }

    /// A whole number; nil outside ±9.2 × 10¹².
    package init?(whole: Int) {
        let (product, overflow) = Int64(whole).multipliedReportingOverflow(by: 1_000_000)
        guard !overflow else { return nil }
        millionths = product
    }

    package static func < (left: FixedNumber, right: FixedNumber) -> Bool {
        left.millionths < right.millionths
    }
}

/// A sum of money in the currency's smallest unit.
package struct Amount: Hashable, Sendable {
    /// Hundredths (cents), whatever the currency.
    package var cents: Int64
    /// ISO 4217, upper case: `EUR`.
    package var currency: String

    package init(cents: Int64, currency: String) {
        self.cents = cents
        self.currency = currency
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar, without zone.
package struct DayNumber: Hashable, Sendable, Comparable {
    package var days: Int32

    package init(days: Int32) {
        self.days = days
    }

    package static func < (left: DayNumber, right: DayNumber) -> Bool { left.days < right.days }
}

/// Minutes since midnight, 0…1439, without zone.
package struct MinuteOfDay: Hashable, Sendable, Comparable {
    package var minutes: Int16

    package init(minutes: Int16) {
        self.minutes = minutes
    }

    package static func < (left: MinuteOfDay, right: MinuteOfDay) -> Bool { left.minutes < right.minutes }
}
