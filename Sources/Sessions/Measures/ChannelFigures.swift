package import JSON

/// The measures of one channel over some conversations, each with the counts it is made of.
///
/// Nothing is estimated: the same record gives the same figures. The formulas stand in `Measure.all`, and are printed with
/// the values.
package struct ChannelFigures: Sendable, Hashable {
    /// A middle and a bad case of some lengths of time, by nearest rank.
    package struct Delay: Sendable, Hashable {
        package private(set) var values: [Int64] = []

        package init() {}

        /// - Parameter start: and `end`, milliseconds as the record has them: a damaged one may be any number.
        package mutating func add(from start: Int64, to end: Int64) {
            let (length, isTooLong) = end.subtractingReportingOverflow(start)
            if !isTooLong { values.append(max(0, length)) }
        }

        /// - Parameter share: 0.5 is the median; nil without values.
        package func quantile(_ share: Double) -> Int64? {
            if values.isEmpty { return nil }
            let sorted = values.sorted()
            let rank = Int((share * Double(sorted.count)).rounded(.up))
            return sorted[min(max(rank - 1, 0), sorted.count - 1)]
        }
    }

    package private(set) var opened = 0
    package private(set) var spoken = 0
    package private(set) var ended = 0
    /// Ended, and no person was ever asked for.
    package private(set) var endedAlone = 0
    package private(set) var solved = 0
    package private(set) var solvedAlone = 0
    package private(set) var escalated = 0
    /// By the reason of the first escalation.
    package private(set) var reasons: [String: Int] = [:]
    package private(set) var outcomes: [String: Int] = [:]
    package private(set) var ratings: [Int] = [Int](repeating: 0, count: 5)
    package private(set) var wait = Delay()
    package private(set) var firstReply = Delay()
    package private(set) var duration = Delay()

    package init() {}

    package mutating func add(_ trace: ConversationTrace) {
        opened += 1
        guard trace.hasSpoken else { return }
        spoken += 1
        if let first = trace.escalations.first {
            escalated += 1
            reasons[first.reason, default: 0] += 1
        }
        for escalation in trace.escalations {
            guard let joined = escalation.joinedMilliseconds else { continue }
            wait.add(from: escalation.atMilliseconds, to: joined)
            if let replied = escalation.repliedMilliseconds { firstReply.add(from: joined, to: replied) }
        }
        if let score = trace.rating, ratings.indices.contains(score - 1) { ratings[score - 1] += 1 }
        guard let outcome = trace.outcome, let closed = trace.closedMilliseconds else { return }
        ended += 1
        outcomes[outcome, default: 0] += 1
        duration.add(from: trace.openedMilliseconds, to: closed)
        let isAlone = trace.escalations.isEmpty
        if isAlone { endedAlone += 1 }
        if outcome == "solved" {
            solved += 1
            if isAlone { solvedAlone += 1 }
        }
    }

    package var rated: Int { ratings.reduce(0, +) }
    /// 1…5; nil without ratings.
    package var meanRating: Double? {
        if rated == 0 { return nil }
        var sum = 0
        for (index, count) in ratings.enumerated() { sum += (index + 1) * count }
        return Double(sum) / Double(rated)
    }
    package var satisfied: Int { ratings[3] + ratings[4] }

    /// nil for nothing out of nothing.
    package static func share(_ part: Int, _ whole: Int) -> Double? {
        whole == 0 ? nil : Double(part) / Double(whole)
    }

    /// One JSON object: counts, and the measures made of them.
    package func write(to writer: inout JSONWriter) {
        func share(_ part: Int, _ whole: Int) -> JSONValue {
            Self.share(part, whole).map { .number($0) } ?? .null
        }
        func counts(_ table: [String: Int]) -> JSONValue {
            .object(table.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer(Int64($0.value))) })
        }
        func delay(_ delay: Delay) -> JSONValue {
            func value(_ share: Double) -> JSONValue { delay.quantile(share).map { .integer($0) } ?? .null }
            return .object([
                JSONMember("count", .integer(Int64(delay.values.count))), JSONMember("p50_ms", value(0.5)),
                JSONMember("p90_ms", value(0.9)),
            ])
        }
        writer.beginObject()
        writer.member("opened", opened)
        writer.member("spoken", spoken)
        writer.member("ended", ended)
        writer.member("ended_alone", endedAlone)
        writer.member("escalated", escalated)
        writer.member("solved", solved)
        writer.member("solved_alone", solvedAlone)
        writer.member("rated", rated)
        writer.member("adoption", share(spoken, opened))
        writer.member("avoidance", share(endedAlone, ended))
        writer.member("escalation", share(escalated, spoken))
        writer.member("reasons", counts(reasons))
        writer.member("resolution", share(solved, ended))
        writer.member("resolution_alone", share(solvedAlone, endedAlone))
        writer.member("outcomes", counts(outcomes))
        writer.member("ratings", .array(ratings.map { .integer(Int64($0)) }))
        writer.member("mean_rating", meanRating.map { .number($0) } ?? .null)
        writer.member("satisfaction", share(satisfied, rated))
        writer.member("wait", delay(wait))
        writer.member("first_reply", delay(firstReply))
        writer.member("duration", delay(duration))
        writer.endObject()
    }
}
