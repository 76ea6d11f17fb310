import Glibc

/// The clocks of the system, read in one place.
package enum SystemClock {
    package static func wallMilliseconds() -> Int64 { milliseconds(CLOCK_REALTIME) }
    package static func monotonicMilliseconds() -> Int64 { milliseconds(CLOCK_MONOTONIC) }

    package static func monotonicNanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func milliseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// The time the server lives by: starts as wall time, moves with the monotonic clock, and drifts towards wall time.
///
/// So a wall clock that is set forward a day does not end every conversation at once, and a process that was stopped for
/// a minute does not find all its agents dead: a jump counts as one second, and the difference is made good by running
/// a tenth faster or slower. A restart takes the wall clock as it is.
struct ServiceClock: Sendable {
    /// Longest step of one tick. The loop ticks at least once a second; 2 s allows for a busy machine.
    static let longestStepMilliseconds: Int64 = 2_000

    private(set) var nowMilliseconds: Int64
    private var lastMonotonic: Int64
    /// Tenths of milliseconds not yet made good; keeps slow ticks exact.
    private var remainder: Int64 = 0

    init(wall: Int64, monotonic: Int64) {
        nowMilliseconds = wall
        lastMonotonic = monotonic
    }

    /// Moves on to the present; never backwards.
    mutating func tick(wall: Int64, monotonic: Int64) {
        let elapsed = min(max(monotonic - lastMonotonic, 0), Self.longestStepMilliseconds)
        lastMonotonic = max(monotonic, lastMonotonic)
        if elapsed == 0 { return }
        nowMilliseconds += elapsed
        let gap = wall - nowMilliseconds
        // A millisecond or two is rounding.
        if abs(gap) < 3 { return }
        remainder += elapsed
        let correction = min(remainder / 10, abs(gap))
        remainder %= 10
        nowMilliseconds += gap > 0 ? correction : -min(correction, elapsed)
    }
}
