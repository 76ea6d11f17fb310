package import CivilTime
package import Text

/// The queues as written in `Flows/desk.queues`; the desk's own configuration is made from it.
package struct DeskFile: Sendable, Hashable {
    package struct Hours: Sendable, Hashable {
        /// 1 Monday … 7 Sunday.
        package var weekdays: [Int]
        package var intervals: [OpeningHours.Interval]
    }

    package struct Target: Sendable, Hashable {
        package var milliseconds: Int64
        package var asynchronous: Bool
    }

    package struct Overflow: Sendable, Hashable {
        package var queue: String
        package var afterMilliseconds: Int64
    }

    package struct Queue: Sendable, Hashable {
        package var name: String
        package var labels: [Language: String] = [:]
        package var skills: [String] = []
        /// Empty: always open.
        package var hours: [Hours] = []
        package var closedDays: [DayNumber] = []
        package var firstReply: [Target] = []
        package var resolve: [Target] = []
        /// Most customers waiting; nil: no limit of its own.
        package var fullAt: Int?
        package var overflow: Overflow?
        /// How long an agent's seat stays taken after he closed a conversation.
        package var wrapUpMilliseconds: Int64 = 0
        package var range: SourceRange
    }

    package var zone = "Europe/Paris"
    package var holidays: [DayNumber] = []
    package var queues: [Queue] = []

    package init() {}

    package func queue(named name: String) -> Queue? { queues.first { $0.name == name } }

    /// When a queue of this file is open. Days off close one without hours too.
    ///
    /// - Parameter zone: the file's, whose clock the hours are read on.
    /// - Returns: nil when it is always open.
    package func openingHours(of queue: Queue, in zone: Zone) -> OpeningHours? {
        var exceptions: [Int32: [OpeningHours.Interval]] = [:]
        for day in holidays + queue.closedDays { exceptions[day.days] = [] }
        if queue.hours.isEmpty {
            return exceptions.isEmpty ? nil : .always(exceptions: exceptions, zone: zone)
        }
        var weekly: [Int: [OpeningHours.Interval]] = [:]
        for line in queue.hours {
            for weekday in line.weekdays { weekly[weekday, default: []] += line.intervals }
        }
        return OpeningHours(weekly: weekly, exceptions: exceptions, zone: zone)
    }
}
