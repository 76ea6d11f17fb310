import CivilTime
import Conversation
import Desk
import Flows
import Sessions
import Text

extension Bot {
    /// What Sessions needs of a bot's files: the world, the queues as the desk's own configuration, the policy's words.
    init(_ world: World) {
        let policy = world.program.policy
        self.init(
            world: world, desk: DeskConfiguration(world.program.queues, fallbackZone: policy.zone),
            channels: policy.channels.map { Channel(name: $0.name, isAsynchronous: $0.isAsynchronous) },
            languages: policy.languages, origins: policy.origins)
    }
}

extension DeskConfiguration {
    init(_ file: DeskFile, fallbackZone: String) {
        let zone = Zone(identifier: file.zone) ?? Zone(identifier: fallbackZone) ?? .utc
        self.init(
            queues: file.queues.map { queue in
                Queue(
                    name: queue.name, skills: queue.skills, hours: Self.hours(queue, file.holidays, zone),
                    fullAt: queue.fullAt,
                    overflow: queue.overflow.map {
                        Overflow(queue: $0.queue, afterMilliseconds: $0.afterMilliseconds)
                    },
                    firstReply: Self.target(queue.firstReply), resolve: Self.target(queue.resolve))
            })
    }

    private static func target(_ lines: [DeskFile.Target]) -> Target {
        Target(
            synchronousMilliseconds: lines.last { !$0.asynchronous }?.milliseconds,
            asynchronousMilliseconds: lines.last { $0.asynchronous }?.milliseconds)
    }

    private static func hours(_ queue: DeskFile.Queue, _ holidays: [DayNumber], _ zone: Zone) -> OpeningHours
    {
        var exceptions: [Int32: [OpeningHours.Interval]] = [:]
        for day in holidays + queue.closedDays { exceptions[day.days] = [] }
        guard !queue.hours.isEmpty else { return .always(exceptions: exceptions, zone: zone) }
        var weekly: [Int: [OpeningHours.Interval]] = [:]
        for line in queue.hours {
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
}
