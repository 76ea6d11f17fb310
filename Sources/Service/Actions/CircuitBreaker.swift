/// Spares a failing target: after five failures in a row, ten seconds of nothing, then one try.
///
///     closed ──5 failures──▶ open ──10 s──▶ half-open ──success──▶ closed
///                             ▲                │
///                             └────failure─────┘
package struct CircuitBreaker: Sendable, Hashable {
    private enum State: Hashable {
        case closed(failures: Int)
        case open(untilMilliseconds: Int64)
        /// One try is on its way.
        case halfOpen
    }

    package static let failureLimit = 5
    package static let pauseMilliseconds: Int64 = 10_000

    private var state = State.closed(failures: 0)

    package init() {}

    package var isOpen: Bool {
        if case .closed = state { return false }
        return true
    }

    /// The one try is on its way: right after `callWanted` said yes, the call that asked is it.
    package var isTrying: Bool { state == .halfOpen }

    /// Asked before a call.
    ///
    /// - Returns: false when the call should fail at once.
    package mutating func callWanted(atMilliseconds now: Int64) -> Bool {
        switch state {
        case .closed: return true
        case .halfOpen: return false
        case .open(let until):
            if now < until { return false }
            state = .halfOpen
            return true
        }
    }

    /// The one try was never made: the next call may be it.
    package mutating func callAbandoned(atMilliseconds now: Int64) {
        if state == .halfOpen { state = .open(untilMilliseconds: now) }
    }

    package mutating func callSucceeded() { state = .closed(failures: 0) }

    package mutating func callFailed(atMilliseconds now: Int64) {
        switch state {
        case .closed(let failures) where failures + 1 < Self.failureLimit:
            state = .closed(failures: failures + 1)
        case .closed, .halfOpen:
            state = .open(untilMilliseconds: now + Self.pauseMilliseconds)
        case .open: return
        }
    }
}
