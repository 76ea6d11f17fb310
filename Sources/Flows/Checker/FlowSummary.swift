/// What a caller needs to know of a flow it runs.
struct FlowSummary {
    /// Outcomes the flow may end with, and the names of its slots that are then certainly filled.
    var outcomes: [String: Set<String>] = [:]
    /// False for flows with errors: every outcome is then possible.
    var isExact = true
    var longest = TurnLength()
    /// Within so many turns a deed follows, digressions aside.
    var turnBound = 0
}

/// How much may happen before the next wait.
struct TurnLength: Hashable {
    var lines = 0
    var messages = 0
    var callMilliseconds: Int64 = 0

    static let limit = TurnLength(lines: 80, messages: 8, callMilliseconds: 60_000)

    func adding(_ other: TurnLength) -> TurnLength {
        TurnLength(
            lines: min(lines + other.lines, 1_000_000), messages: min(messages + other.messages, 1_000_000),
            callMilliseconds: min(callMilliseconds + other.callMilliseconds, 1_000_000_000))
    }

    func maximum(_ other: TurnLength) -> TurnLength {
        TurnLength(
            lines: max(lines, other.lines), messages: max(messages, other.messages),
            callMilliseconds: max(callMilliseconds, other.callMilliseconds))
    }
}
