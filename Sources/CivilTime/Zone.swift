import Foundation
import Synchronization

/// A time zone's rules from 1970 to 2100, read once from Foundation.
///
/// Before and after that the first and the last offset hold. A zone is a value of one array: copies share it.
package struct Zone: Sendable {
    /// The longest run of time around an instant with one offset.
    package struct Stretch: Sendable, Hashable {
        /// First instant, inclusive.
        package let from: Int64
        /// First instant after it.
        package let to: Int64
        /// Local minus universal time.
        package let offsetMilliseconds: Int64
    }

    /// As given: `Europe/Paris`.
    package let identifier: String
    /// In order, without holes, over the whole of `CivilLimits`.
    private let stretches: [Stretch]

    /// - Returns: nil for a zone the system does not know; the name is then the author's mistake.
    package init?(identifier: String) {
        guard identifier.utf8.count <= Self.longestIdentifier else { return nil }
        if let known = Self.known.withLock({ $0[identifier] }) {
            self = known
            return
        }
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.identifier = identifier
        stretches = Self.stretches(of: zone)
        let read = self
        Self.known.withLock { if $0.count < Self.mostKnown { $0[identifier] = read } }
    }

    /// Zones that were read before. A bot names its zone in a dozen places, each queue's hours among them, and reading one
    /// takes milliseconds. The one mutable global of a pure room: the rules stay the same while a program runs, so that what is kept never shows.
    private static let known = Mutex<[String: Zone]>([:])
    /// More zones than a bot has; `GMT+1:23` and the like are thousands.
    private static let mostKnown = 32

    /// Universal time.
    package static let utc = Zone(identifier: "UTC", fixedOffsetMilliseconds: 0)

    private init(identifier: String, fixedOffsetMilliseconds: Int64) {
        self.identifier = identifier
        stretches = [
            Stretch(
                from: -CivilLimits.milliseconds, to: CivilLimits.milliseconds + 1,
                offsetMilliseconds: fixedOffsetMilliseconds)
        ]
    }

    /// The stretch that holds an instant (clamped to `CivilLimits`).
    ///
    /// - Complexity: O(log of the zone's changes), at most 9 steps for the zones there are.
    package func stretch(at milliseconds: Int64) -> Stretch {
        stretches[stretchIndex(at: milliseconds)]
    }

    /// What calendar and clock on the wall show.
    ///
    /// - Returns: the day, the minute 0…1439 and the weekday, 1 Monday … 7 Sunday.
    package func civil(atMilliseconds milliseconds: Int64) -> (days: Int32, minute: Int16, weekday: Int) {
        let instant = CivilLimits.clamp(milliseconds)
        let (days, rest) = Self.split(instant + stretch(at: instant).offsetMilliseconds)
        return (
            days, Int16(rest / CivilLimits.millisecondsPerMinute), CivilDate.weekday(ofDays: days)
        )
    }

    /// The instant at which the wall shows this day and minute.
    ///
    /// A time that the clock jumps over is read with the offset before the jump, so it lies as long after the jump as
    /// it was meant to lie after it (02:30 becomes 03:30); a time that comes twice is the first of the two.
    package func milliseconds(days: Int32, minute: Int16) -> Int64 {
        let local =
            CivilLimits.clamp(
                Int64(days) * CivilLimits.millisecondsPerDay
                    + Int64(minute) * CivilLimits.millisecondsPerMinute)
        var index = stretchIndex(at: local - Self.widestOffsetMilliseconds)
        while index + 1 < stretches.count {
            let stretch = stretches[index]
            // Earlier stretches were refused, so the first whose end lies beyond is the fold's first or the gap's later instant.
            if local - stretch.offsetMilliseconds < stretch.to {
                return stretch.from <= local - stretch.offsetMilliseconds
                    ? local - stretch.offsetMilliseconds
                    : local - stretches[max(index - 1, 0)].offsetMilliseconds
            }
            index += 1
        }
        let last = stretches[index]
        let instant = local - last.offsetMilliseconds
        if instant < last.from, index > 0 { return local - stretches[index - 1].offsetMilliseconds }
        return CivilLimits.clamp(instant)
    }

    /// Splits local milliseconds into days and the milliseconds since midnight.
    static func split(_ local: Int64) -> (days: Int32, rest: Int64) {
        let day = CivilLimits.millisecondsPerDay
        var (days, rest) = local.quotientAndRemainder(dividingBy: day)
        if rest < 0 {
            days -= 1
            rest += day
        }
        return (Int32(clamping: days), rest)
    }

    private func stretchIndex(at milliseconds: Int64) -> Int {
        let instant = CivilLimits.clamp(milliseconds)
        var low = 0
        var high = stretches.count - 1
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].to <= instant { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: - Reading Foundation's rules

    private static let longestIdentifier = 64
    /// More than any zone's offset.
    private static let widestOffsetMilliseconds: Int64 = 86_400_000
    private static let tableSeconds: ClosedRange<Int64> = 0...4_102_444_800  // 1970-01-01 … 2100-01-01
    /// Shorter than any season a zone has kept since 1970 (Morocco's Ramadan time lasts 30 days).
    private static let samplingSeconds: Int64 = 7 * 86_400

    /// Samples the offset every week and bisects each change to the second: about 7,000 calls of 50 ns. Foundation's
    /// own list of transitions names only those of daylight saving, not a country that changes its mind.
    private static func stretches(of zone: TimeZone) -> [Stretch] {
        func offset(_ seconds: Int64) -> Int64 {
            Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
        }
        var found: [Stretch] = []
        var from = -CivilLimits.milliseconds
        var current = offset(tableSeconds.lowerBound)
        var sample = tableSeconds.lowerBound
        while sample < tableSeconds.upperBound {
            let next = min(sample + samplingSeconds, tableSeconds.upperBound)
            let value = offset(next)
            if value != current {
                var low = sample
                var high = next
                while high - low > 1 {
                    let middle = (low + high) / 2
                    if offset(middle) == current { low = middle } else { high = middle }
                }
                found.append(Stretch(from: from, to: high * 1000, offsetMilliseconds: current * 1000))
                from = high * 1000
                current = value
            }
            sample = next
        }
        found.append(
            Stretch(from: from, to: CivilLimits.milliseconds + 1, offsetMilliseconds: current * 1000))
        return found
    }
}

extension Zone: Hashable {
    /// Two zones are equal when their names and rules are.
    package static func == (left: Zone, right: Zone) -> Bool {
        left.identifier == right.identifier && left.stretches == right.stretches
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(identifier) }
}
