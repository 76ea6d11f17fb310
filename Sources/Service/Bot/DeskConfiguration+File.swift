import CivilTime
package import Desk
package import Flows
import Text

extension DeskConfiguration {
    /// The desk's queues as `Flows/desk.queues` describes them.
    ///
    /// Days off close a queue that has hours; one without hours is always open but for them.
    package init(_ file: DeskFile) {
        let zone = Zone(identifier: file.zone) ?? .utc
        self.init(
            queues: file.queues.map { queue in
                var exceptions: [Int32: [OpeningHours.Interval]] = [:]
                for day in file.holidays + queue.closedDays { exceptions[day.days] = [] }
                var made = DeskConfiguration.Queue(
                    name: queue.name, skills: queue.skills,
                    hours: Self.hours(queue.hours, exceptions: exceptions, zone: zone),
                    fullAt: queue.fullAt,
                    overflow: queue.overflow.map {
                        Overflow(queue: $0.queue, afterMilliseconds: $0.afterMilliseconds)
                    },
                    firstReply: Self.target(queue.firstReply), resolve: Self.target(queue.resolve))
                made.wrapUpMilliseconds = queue.wrapUpMilliseconds
                return made
            })
        self.zone = zone
    }

    private static func hours(
        _ lines: [DeskFile.Hours], exceptions: [Int32: [OpeningHours.Interval]], zone: Zone
    ) -> OpeningHours? {
        if lines.isEmpty {
            return exceptions.isEmpty ? nil : .always(exceptions: exceptions, zone: zone)
        }
        var weekly: [Int: [OpeningHours.Interval]] = [:]
        for line in lines {
            let intervals = line.intervals.compactMap { interval -> OpeningHours.Interval? in
                guard let from = Int16(exactly: interval.from), let to = Int16(exactly: interval.to),
                    from < to
                else { return nil }
                return from..<to
            }
            for weekday in line.weekdays { weekly[weekday, default: []] += intervals }
        }
        return OpeningHours(weekly: weekly, exceptions: exceptions, zone: zone)
    }

    private static func target(_ targets: [DeskFile.Target]) -> Target {
        Target(
            synchronousMilliseconds: targets.last { !$0.asynchronous }?.milliseconds,
            asynchronousMilliseconds: targets.last { $0.asynchronous }?.milliseconds)
    }
}
