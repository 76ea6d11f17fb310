import CivilTime
package import Desk
package import Flows
import Text

extension DeskConfiguration {
    /// The desk's queues as `Flows/desk.queues` describes them.
    package init(_ file: DeskFile) {
        let zone = Zone(identifier: file.zone) ?? .utc
        self.init(
            queues: file.queues.map { queue in
                var made = DeskConfiguration.Queue(
                    name: queue.name, skills: queue.skills,
                    hours: file.openingHours(of: queue, in: zone),
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

    private static func target(_ targets: [DeskFile.Target]) -> Target {
        Target(
            synchronousMilliseconds: targets.last { !$0.asynchronous }?.milliseconds,
            asynchronousMilliseconds: targets.last { $0.asynchronous }?.milliseconds)
    }
}
