package import Record

/// When conversations older than the policy keeps them are looked for and erased: a value machine, the time is an argument.
///
/// Once a day the whole record is passed through in slices: a look reads the heads of two thousand rows on the reader's
/// thread, an erasure takes a few conversations. Between two slices there is a pause, so that customers notice nothing.
///
/// A conversation is as old as its last event. Two guards against a wrong clock: the first pass waits for an hour of
/// running, and the newest event of the record bounds the time by which age is measured (see `Server.retain`).
package struct Retention: Sendable, Hashable {
    package enum Step: Sendable, Hashable {
        case nothing
        /// Look at rows after a position for conversations quiet since before `until`.
        case look(after: Int64, until: Int64)
        case erase([StreamID])
    }

    package static let rowsPerLook = 2_000
    package static let conversationsPerErasure = 16
    package static let pauseMilliseconds: Int64 = 250
    package static let intervalMilliseconds: Int64 = 86_400_000
    package static let firstMilliseconds: Int64 = 3_600_000
    /// How far the present may be beyond the record's newest event.
    package static let trustMilliseconds: Int64 = 7 * 86_400_000

    private var dueMilliseconds: Int64?
    private var position: Int64 = 0
    private var isLooking = false
    private var isPassOver = false
    private var found: [StreamID] = []

    package init() {}

    /// What to do now, if anything.
    package mutating func next(at now: Int64, keepMilliseconds: Int64) -> Step {
        guard let due = dueMilliseconds else {
            dueMilliseconds = now + Self.firstMilliseconds
            return .nothing
        }
        guard now >= due, !isLooking else { return .nothing }
        dueMilliseconds = now + Self.pauseMilliseconds
        if !found.isEmpty {
            let some = Array(found.prefix(Self.conversationsPerErasure))
            found.removeFirst(some.count)
            return .erase(some)
        }
        if isPassOver {
            isPassOver = false
            position = 0
            dueMilliseconds = now + Self.intervalMilliseconds
            return .nothing
        }
        isLooking = true
        return .look(after: position, until: now - keepMilliseconds)
    }

    /// The answer to a look; `next` nil ends the pass.
    package mutating func found(_ streams: [StreamID], next: Int64?) {
        isLooking = false
        for stream in streams where !found.contains(stream) { found.append(stream) }
        if let next { position = next } else { isPassOver = true }
    }
}
