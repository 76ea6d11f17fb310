// CivilTime: what a calendar on the wall says.
//
// Dates of the proleptic Gregorian calendar as day numbers (`Int32` days since 1970-01-01), minutes of a day (`Int16`), time
// zones, opening hours, and the way days, times, sums and numbers are written in French and English.
//
// The key decision: opening hours are wall-clock hours. A queue is open at an instant exactly when the clock in its zone then
// shows an opening minute, so a sign on the door and the daemon never disagree. On the night the clock jumps ahead the
// skipped minutes do not exist; on the night it goes back the repeated minutes count twice. Everything else (next opening, time
// left, adding open time) is derived from that one sentence through `Zone.stretch(at:)`, the longest run of time with one offset.
//
// This is the only pure room that imports Foundation, and only for its zone rules, which it reads into a table when a `Zone`
// is first made: afterwards a conversion is a binary search. No function here reads a clock. Arithmetic never traps: instants
// are clamped to `CivilLimits`.
//
// Called by Intents (dates in free text), Flows (dates in files), Conversation (texts, `opening`), Desk (hours, targets).

/// Bounds within which all arithmetic of this room is exact.
package enum CivilLimits {
    /// 100 million days either side of 1970, as in ECMA-262 section 21.4.1.1.
    package static let milliseconds: Int64 = 8_640_000_000_000_000
    package static let millisecondsPerMinute: Int64 = 60_000
    package static let millisecondsPerDay: Int64 = 86_400_000
    package static let minutesPerDay: Int16 = 1440

    /// The nearest instant within the limits.
    package static func clamp(_ milliseconds: Int64) -> Int64 {
        min(max(milliseconds, -Self.milliseconds), Self.milliseconds)
    }
}
