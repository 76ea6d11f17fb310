/// When a queue or a shop is open: weekly hours, dated exceptions, and the zone in which the clock is read.
///
/// Open at an instant means: the clock in the zone then shows a minute inside one of that day's intervals.
package struct OpeningHours: Sendable, Hashable {
    /// Minutes of a day, `0 <= from < to <= 1440`; `to` itself is closed.
    package typealias Interval = Range<Int16>

    /// Seven days, Monday first; each in order, without overlaps.
    package let weekly: [[Interval]]
    /// By day number: that day's hours instead of the week's; empty means closed.
    package let exceptions: [Int32: [Interval]]
    package let zone: Zone

    /// - Parameters:
    ///   - weekly: hours by weekday, 1 Monday … 7 Sunday; other keys are ignored, missing days are closed.
    ///     Intervals may come in any order and overlap.
    ///   - exceptions: by day number, holidays with no interval.
    package init(weekly: [Int: [Interval]], exceptions: [Int32: [Interval]] = [:], zone: Zone) {
        self.weekly = (1...7).map { Self.tidied(weekly[$0] ?? []) }
        self.exceptions = exceptions.mapValues(Self.tidied)
        self.zone = zone
    }

    /// Open day and night but on the excepted days.
    package static func always(exceptions: [Int32: [Interval]] = [:], zone: Zone = .utc) -> OpeningHours {
        OpeningHours(
            weekly: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, [wholeDay]) }),
            exceptions: exceptions, zone: zone)
    }

    package static let wholeDay: Interval = 0..<CivilLimits.minutesPerDay

    /// The hours of one day, in order.
    package func intervals(onDay days: Int32) -> [Interval] {
        exceptions[days] ?? weekly[CivilDate.weekday(ofDays: days) - 1]
    }

    package func isOpen(at milliseconds: Int64) -> Bool {
        let civil = zone.civil(atMilliseconds: milliseconds)
        return intervals(onDay: civil.days).contains { $0.contains(civil.minute) }
    }

    /// The first open instant at or after the given one.
    ///
    /// - Returns: the instant itself when it is open; nil when there is none within `horizonDays`.
    package func nextOpening(after milliseconds: Int64) -> Int64? {
        let instant = CivilLimits.clamp(milliseconds)
        return nextSpan(from: instant).map { max($0.lowerBound, instant) }
    }

    /// The first closed instant at or after the given one; nil if it stays open for `horizonDays`.
    package func nextClosing(after milliseconds: Int64) -> Int64? {
        var instant = CivilLimits.clamp(milliseconds)
        let end = instant.addingClamped(Self.horizonMilliseconds)
        if isAlwaysOpen { return nil }
        while instant < end {
            guard let span = nextSpan(from: instant), span.lowerBound <= instant else { return instant }
            instant = span.upperBound
        }
        return nil
    }

    /// The instant at which so much open time has passed.
    ///
    /// - Parameter openMilliseconds: at most 20 years; 0 or less gives the instant itself, open or not.
    /// - Returns: the end of the last open stretch when the sum ends with it (18:00, not tomorrow 09:00); nil when the hours
    ///   do not hold so much within `horizonDays` of a closed time.
    package func adding(openMilliseconds: Int64, to milliseconds: Int64) -> Int64? {
        var instant = CivilLimits.clamp(milliseconds)
        guard openMilliseconds > 0 else { return instant }
        guard openMilliseconds <= Self.longestSumMilliseconds else { return nil }
        if isAlwaysOpen { return instant.addingClamped(openMilliseconds) }
        var left = openMilliseconds
        while let span = nextSpan(from: instant) {
            let start = max(span.lowerBound, instant)
            let length = span.upperBound - start
            if left <= length { return start + left }
            left -= length
            instant = span.upperBound
        }
        return nil
    }

    /// How far ahead an opening is looked for: closed for longer is closed for good.
    package static let horizonDays = 800
    static let horizonMilliseconds = Int64(horizonDays) * CivilLimits.millisecondsPerDay
    static let longestSumMilliseconds: Int64 = 20 * 366 * CivilLimits.millisecondsPerDay

    private var isAlwaysOpen: Bool {
        exceptions.isEmpty && weekly.allSatisfy { $0.count == 1 && $0[0] == Self.wholeDay }
    }

    /// The first open span, within one day and one offset, that ends after the instant.
    private func nextSpan(from instant: Int64) -> Range<Int64>? {
        let end = instant.addingClamped(Self.horizonMilliseconds)
        var cursor = instant
        while cursor < end {
            let stretch = zone.stretch(at: cursor)
            let (days, _) = Zone.split(cursor + stretch.offsetMilliseconds)
            let midnight = Int64(days) * CivilLimits.millisecondsPerDay - stretch.offsetMilliseconds
            for interval in intervals(onDay: days) {
                let from = max(midnight + interval.fromMilliseconds, stretch.from)
                let to = min(midnight + interval.toMilliseconds, stretch.to)
                if from < to, to > cursor { return from..<to }
            }
            cursor = min(midnight + CivilLimits.millisecondsPerDay, stretch.to)
        }
        return nil
    }

    /// Cut to a day, in order, joined where they touch.
    private static func tidied(_ intervals: [Interval]) -> [Interval] {
        let cut = intervals.map { $0.clamped(to: wholeDay) }.filter { !$0.isEmpty }
        var result: [Interval] = []
        for interval in cut.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if let last = result.last, interval.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, interval.upperBound)
            } else {
                result.append(interval)
            }
        }
        return result
    }
}

extension Range<Int16> {
    fileprivate var fromMilliseconds: Int64 { Int64(lowerBound) * CivilLimits.millisecondsPerMinute }
    fileprivate var toMilliseconds: Int64 { Int64(upperBound) * CivilLimits.millisecondsPerMinute }
}

extension Int64 {
    /// A sum kept within `CivilLimits`, so that the next sum cannot trap.
    fileprivate func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow
            ? (other < 0 ? -CivilLimits.milliseconds : CivilLimits.milliseconds) : CivilLimits.clamp(sum)
    }
}
