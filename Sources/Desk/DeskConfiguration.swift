package import CivilTime

/// The queues and the desk's rules, made from `Flows/desk.queues`.
package struct DeskConfiguration: Sendable, Hashable {
    package struct Target: Sendable, Hashable {
        /// For channels where the customer sits and waits; opening hours' time; nil: no target.
        package var synchronousMilliseconds: Int64?
        /// For e-mail and SMS.
        package var asynchronousMilliseconds: Int64?

        package init(synchronousMilliseconds: Int64? = nil, asynchronousMilliseconds: Int64? = nil) {
            self.synchronousMilliseconds = synchronousMilliseconds
            self.asynchronousMilliseconds = asynchronousMilliseconds
        }

        func milliseconds(isAsynchronous: Bool) -> Int64? {
            isAsynchronous ? asynchronousMilliseconds : synchronousMilliseconds
        }
    }

    package struct Overflow: Sendable, Hashable {
        package var queue: String
        package var afterMilliseconds: Int64

        package init(queue: String, afterMilliseconds: Int64) {
            self.queue = queue
            self.afterMilliseconds = afterMilliseconds
        }
    }

    package struct Queue: Sendable, Hashable {
        package var name: String
        /// All of them are required of an agent.
        package var skills: [String]
        /// nil: always open.
        package var hours: OpeningHours?
        /// Most customers waiting; nil: `DeskLimits.waiting` alone.
        package var fullAt: Int?
        /// When a full queue or a long wait sends customers elsewhere.
        package var overflow: Overflow?
        package var firstReply: Target
        package var resolve: Target
        /// How long an agent's seat stays taken after he closed a conversation of this queue; 0: not at all.
        package var wrapUpMilliseconds: Int64 = 0

        package init(
            name: String, skills: [String] = [], hours: OpeningHours? = nil, fullAt: Int? = nil,
            overflow: Overflow? = nil, firstReply: Target = Target(), resolve: Target = Target()
        ) {
            self.name = name
            self.skills = skills
            self.hours = hours
            self.fullAt = fullAt
            self.overflow = overflow
            self.firstReply = firstReply
            self.resolve = resolve
        }
    }

    /// In the order of the file; of two with one name the first counts.
    package var queues: [Queue]
    /// How long an offer waits for its answer.
    package var offerMilliseconds: Int64 = 30_000
    /// How long an agent whose last connection is gone keeps his customers.
    package var graceMilliseconds: Int64 = 30_000
    /// How long an agent is not offered again the customer he declined or did not answer for.
    package var declinePauseMilliseconds: Int64 = 60_000
    /// What one level of priority is worth in time waited; see `Desk.swift`.
    package var headStartMilliseconds: Int64 = 300_000
    /// On synchronous channels, how long an agent may own a customer without a word before the customer goes back to his
    /// place; nil: for ever. Needs `DeskEvent.replied`.
    package var silentAgentMilliseconds: Int64? = 300_000
    /// Returns from agents after which supervisors are told.
    package var bounceLimit: Int = 5
    /// Whose midnight begins a day of figures.
    package var zone: Zone = .utc

    package init(queues: [Queue] = []) { self.queues = queues }

    package func queue(named name: String) -> Queue? { queues.first { $0.name == name } }

    /// The same with every length of time within 0…10 years (so sums cannot overflow) and each queue once.
    func tidied() -> DeskConfiguration {
        func bound(_ length: Int64) -> Int64 { min(max(length, 0), DeskLimits.lengthMilliseconds) }
        func bound(_ target: Target) -> Target {
            Target(
                synchronousMilliseconds: target.synchronousMilliseconds.map(bound),
                asynchronousMilliseconds: target.asynchronousMilliseconds.map(bound))
        }
        var result = self
        result.offerMilliseconds = bound(offerMilliseconds)
        result.graceMilliseconds = bound(graceMilliseconds)
        result.declinePauseMilliseconds = bound(declinePauseMilliseconds)
        result.headStartMilliseconds = bound(headStartMilliseconds)
        result.silentAgentMilliseconds = silentAgentMilliseconds.map(bound)
        var seen: Set<String> = []
        result.queues = queues.filter { seen.insert($0.name).inserted }.map { queue in
            var queue = queue
            if let overflow = queue.overflow {
                queue.overflow?.afterMilliseconds = bound(overflow.afterMilliseconds)
            }
            queue.firstReply = bound(queue.firstReply)
            queue.resolve = bound(queue.resolve)
            queue.wrapUpMilliseconds = bound(queue.wrapUpMilliseconds)
            return queue
        }
        return result
    }
}

extension DeskConfiguration.Queue {
    /// By its hours alone.
    package func isOpen(at milliseconds: Int64) -> Bool { hours?.isOpen(at: milliseconds) ?? true }

    /// By when somebody is answered who came at one time and finds the door closed at another: by the target of
    /// asynchronous channels, counted from his coming, but not within the first open hour.
    func promise(arrived: Int64, closed: Int64) -> Int64? {
        let length = firstReply.asynchronousMilliseconds ?? DeskLimits.promiseMilliseconds
        guard let hours else { return max(arrived + length, closed + DeskLimits.promiseLeadMilliseconds) }
        guard let soonest = hours.adding(openMilliseconds: DeskLimits.promiseLeadMilliseconds, to: closed)
        else { return nil }
        return hours.adding(openMilliseconds: length, to: arrived).map { max($0, soonest) }
    }
}

/// Bounds on what a desk holds.
package enum DeskLimits {
    /// Customers waiting in all queues; one more finds every queue full.
    package static let waiting = 100_000
    /// Customers one agent may have at once, whatever he claims.
    package static let capacity = 100
    /// No target, grace or overflow is longer: 10 years.
    package static let lengthMilliseconds: Int64 = 315_360_000_000
    /// What is promised at closing time where the queue has no target for asynchronous channels: 4 open hours.
    package static let promiseMilliseconds: Int64 = 14_400_000
    /// A promise stands in line as if the customer had come so long before it is due: whoever waits now goes first until
    /// then, and it is kept in time.
    package static let promiseLeadMilliseconds: Int64 = 3_600_000
    /// Of one queue, how many waiting customers a summary names.
    package static let summaryTickets = 50
    /// Breaches a summary names.
    package static let summaryBreaches = 200
}
