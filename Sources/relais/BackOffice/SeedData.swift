import CivilTime
import JSON

// Made-up people and things. Days are counted from the simulator's today, so that tomorrow's parcel is always tomorrow's.

struct SeedOrder: Sendable {
    enum State: String, Sendable { case preparing, shipped, delivered, withdrawn }

    let number: String
    let mail: String
    let item: String
    let state: State
    /// Relative to today.
    let placed: Int32
    let sent: Int32?
    let due: Int32?
    let cents: Int

    static let all: [SeedOrder] = [
        SeedOrder(
            number: "FR-204518", mail: "camille@example.org", item: "Smartphone Orme 5", state: .shipped,
            placed: -3, sent: -1, due: 1, cents: 34_900),
        SeedOrder(
            number: "FR-204519", mail: "louis@example.org", item: "Casque Brise", state: .preparing,
            placed: -1, sent: nil, due: 3, cents: 7_990),
        SeedOrder(
            number: "FR-204520", mail: "ines@example.org", item: "Tablette Lin 11", state: .preparing,
            placed: -12, sent: nil, due: -9, cents: 22_900),
        SeedOrder(
            number: "FR-204521", mail: "paul@example.org", item: "Smartphone Orme 4", state: .delivered,
            placed: -400, sent: -398, due: -397, cents: 24_900),
        SeedOrder(
            number: "FR-204522", mail: "zoe@example.org", item: "Coque Liège", state: .withdrawn,
            placed: -6, sent: nil, due: nil, cents: 1_990),
        SeedOrder(
            number: "FR-204523", mail: "nadia@example.org", item: "Enceinte Galet", state: .shipped,
            placed: -6, sent: -4, due: -2, cents: 5_990),
        SeedOrder(
            number: "FR-198001", mail: "marc@example.org", item: "Smartphone Frêne 2", state: .delivered,
            placed: -900, sent: -898, due: -896, cents: 19_900),
    ]
}

enum SeedPlan: String, Sendable, CaseIterable {
    case essential, comfort, premium

    var cents: Int {
        switch self {
        case .essential: 999
        case .comfort: 1_699
        case .premium: 2_699
        }
    }
}

struct SeedContract: Sendable {
    let number: String
    let phone: String
    let plan: SeedPlan
    let since: Int32
    /// Relative to today; nil or past: free to go.
    let engagedUntil: Int32?
    /// Whether the loyalty system offers something.
    let isEligible: Bool
    let usedGigabytes: Int
    let line: String
    let megabits: Int?

    static let all: [SeedContract] = [
        SeedContract(
            number: "RC-408127", phone: "0612345678", plan: .comfort, since: -420, engagedUntil: 200,
            isEligible: true, usedGigabytes: 62, line: "good", megabits: 812),
        SeedContract(
            number: "RC-408128", phone: "0623456789", plan: .essential, since: -1_100, engagedUntil: nil,
            isEligible: true, usedGigabytes: 20, line: "weak", megabits: 14),
        SeedContract(
            number: "RC-408129", phone: "0634567890", plan: .premium, since: -60, engagedUntil: nil,
            isEligible: false, usedGigabytes: 118, line: "down", megabits: nil),
        SeedContract(
            number: "RC-408130", phone: "0645678901", plan: .comfort, since: -20, engagedUntil: nil,
            isEligible: false, usedGigabytes: 3, line: "good", megabits: 505),
    ]

    var allowance: Int {
        switch plan {
        case .essential: 20
        case .comfort: 100
        case .premium: 250
        }
    }
}

struct SeedInvoice: Sendable {
    let number: String
    let contract: String
    /// Relative to today.
    let issued: Int32
    let subscriptionCents: Int
    let extrasCents: Int
    let differenceCents: Int
    let cause: String

    static let all: [SeedInvoice] = [
        SeedInvoice(
            number: "F-7741", contract: "RC-408127", issued: -9, subscriptionCents: 1_699,
            extrasCents: 1_240, differenceCents: 1_240, cause: "out-of-plan"),
        SeedInvoice(
            number: "F-7602", contract: "RC-408127", issued: -40, subscriptionCents: 1_699,
            extrasCents: 0, differenceCents: 0, cause: "usual"),
        SeedInvoice(
            number: "F-7488", contract: "RC-408127", issued: -70, subscriptionCents: 2_410,
            extrasCents: 0, differenceCents: 711, cause: "prorata"),
        SeedInvoice(
            number: "F-7742", contract: "RC-408128", issued: -9, subscriptionCents: 999,
            extrasCents: 750, differenceCents: 750, cause: "late-fee"),
        SeedInvoice(
            number: "F-7743", contract: "RC-408129", issued: -9, subscriptionCents: 2_699,
            extrasCents: 9_900, differenceCents: 9_900, cause: "out-of-plan"),
        SeedInvoice(
            number: "F-7603", contract: "RC-408129", issued: -40, subscriptionCents: 2_699,
            extrasCents: 0, differenceCents: 1_000, cause: "promotion-ended"),
    ]
}

struct SeedVisit: Sendable, Hashable {
    let id: String
    let phone: String
    let day: Int32
    let start: Int16

    static func all(today: Int32) -> [SeedVisit] {
        [
            SeedVisit(
                id: "V-31", phone: "0612345678", day: SeedCalendar.openDay(atOrAfter: today + 3), start: 660),
            SeedVisit(
                id: "V-32", phone: "0612345678", day: SeedCalendar.openDay(atOrAfter: today + 9), start: 900),
            SeedVisit(
                id: "V-33", phone: "0623456789", day: SeedCalendar.openDay(atOrAfter: today + 5), start: 840),
        ]
    }
}

/// The shop's book: open from Tuesday to Saturday; what is taken follows from the day alone.
enum SeedCalendar {
    static let starts: [Int16] = [600, 660, 720, 840, 900, 960, 1_020, 1_080]

    static func isOpen(_ day: Int32) -> Bool { (2...6).contains(CivilDate.weekday(ofDays: day)) }

    static func openDay(atOrAfter day: Int32) -> Int32 {
        var day = day
        // at most two days in a row are closed
        for _ in 0..<3 where !isOpen(day) { day += 1 }
        return day
    }

    /// Every third Saturday is full; on other days three hours of eight are taken.
    static func isTaken(_ day: Int32, _ start: Int16) -> Bool {
        if CivilDate.weekday(ofDays: day) == 6, (day / 7) % 3 == 0 { return true }
        return (Int(day) &* 5 &+ Int(start) / 60 &* 3) % 8 < 3
    }
}

/// Postcodes with something to say; all others are fine and have fibre.
enum SeedArea {
    static let incidents: [String: (homes: Int, back: Int32, backAt: Int16)] = [
        "35000": (1_240, 0, 1_110), "56100": (86, 1, 720),
    ]
    static let maintenance: Set<String> = ["13001", "67000"]
    static let fibreSoon: [String: Int32] = ["29000": 75, "63000": 140]
    static let fibreNotYet: Set<String> = ["48000", "23000"]
    static let unknown: Set<String> = ["00000", "99998"]
    static let withoutTechnician: Set<String> = ["20250"]
}

/// JSON forms the flows' `gives` expect.
extension JSONValue {
    static func amount(cents: Int) -> JSONValue {
        let sign = cents < 0 ? "-" : ""
        let magnitude = cents.magnitude
        let rest = magnitude % 100
        return .string("\(sign)\(magnitude / 100).\(rest < 10 ? "0" : "")\(rest) EUR")
    }

    static func date(_ days: Int32) -> JSONValue { .string(ISOText.date(days)) }
    static func time(_ minute: Int16) -> JSONValue { .string(ISOText.time(minute)) }
    static func count(_ value: Int) -> JSONValue { .integer(Int64(value)) }

    /// An object of the members that have a value.
    static func known(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(members.compactMap { name, value in value.map { JSONMember(name, $0) } })
    }
}
