import Desk
import JSON
import Wire

/// The desk as supervisors see it, in one line whatever its size: what does not fit is left off, and counted where it is not
/// counted already.
///
/// The heads of queues come first, then those of agents, then whom agents have, then who waits (a queue says how many), then
/// missed targets (a queue says how many).
enum DeskPicture {
    /// Octets of a line for each of the parts after the queues' heads, in that order.
    private static let shares = [0.25, 0.2, 0.2, 0.06].map { Int($0 * Double(WireLimits.serverLine)) }

    static func members(_ summary: DeskSummary, _ version: String) -> [JSONMember] {
        let now = summary.atMilliseconds
        let heads = fitting(summary.agents.map(head), within: shares[0])
        let people = Array(summary.agents.prefix(heads.count))
        let customers = lists(people.map { $0.held.map(held) }, within: shares[1])
        let agents = heads.indices.map { index in
            let ids = people[index].assigned.prefix(customers[index].count).map { JSONValue.string($0.text) }
            return JSONValue.object(
                heads[index] + [
                    JSONMember("assigned", .array(ids)), JSONMember("held", .array(customers[index])),
                ])
        }
        let first = lists(summary.queues.map { $0.first.map { waiting($0, now) } }, within: shares[2])
        var members = [
            JSONMember("ts", .integer(now)),
            JSONMember("queues", .array(zip(summary.queues, first).map(queue))),
            JSONMember("agents", .array(agents)),
        ]
        if heads.count < summary.agents.count {
            members.append(JSONMember("more_agents", .integer(Int64(summary.agents.count - heads.count))))
        }
        let breaches = lists([summary.breaches.map(breach)], within: shares[3])
        members.append(JSONMember("breaches", .array(breaches.first ?? [])))
        members.append(JSONMember("version", .string(version)))
        return members
    }

    /// As many of the first as fit.
    private static func fitting(_ all: [[JSONMember]], within octets: Int) -> [[JSONMember]] {
        var room = octets
        return Array(
            all.prefix { members in
                room -= JSONValue.object(members).encoded().count + 1
                return room >= 0
            })
    }

    /// Of several lists as much as fits: all first entries before any second one.
    private static func lists(_ all: [[JSONValue]], within octets: Int) -> [[JSONValue]] {
        var room = octets
        var kept: [[JSONValue]] = all.map { _ in [] }
        for place in 0..<(all.map(\.count).max() ?? 0) {
            for (index, list) in all.enumerated() where place < list.count {
                room -= list[place].encoded().count + 1
                if room < 0 { return kept }
                kept[index].append(list[place])
            }
        }
        return kept
    }

    private static func queue(_ queue: DeskSummary.Queue, first: [JSONValue]) -> JSONValue {
        var members: [JSONMember] = [
            JSONMember("name", .string(queue.name)), JSONMember("open", .bool(queue.isOpen)),
            JSONMember("full", .bool(queue.isFull)), JSONMember("waiting", .integer(Int64(queue.waiting))),
            JSONMember("promised", .integer(Int64(queue.promised))),
            JSONMember("with_agents", .integer(Int64(queue.withAgents))),
            JSONMember("agents", .integer(Int64(queue.agents))),
            JSONMember("breaches", .integer(Int64(queue.breaches))),
        ]
        if let oldest = queue.oldestMilliseconds { members.append(JSONMember("oldest_ms", .integer(oldest))) }
        if let wait = queue.expectedWaitMilliseconds {
            members.append(JSONMember("expected_wait_ms", .integer(wait)))
        }
        members.append(JSONMember("first", .array(first)))
        return .object(members)
    }

    private static func waiting(_ waiting: DeskSummary.Waiting, _ now: Int64) -> JSONValue {
        var members: [JSONMember] = [
            JSONMember("conversation", .string(waiting.ticket.text)),
            JSONMember("priority", .string("\(waiting.priority)")),
            JSONMember("waiting_ms", .integer(max(0, now - waiting.arrivedMilliseconds))),
            JSONMember("language", .string(waiting.language)),
            JSONMember("channel", .string(waiting.channel)),
            JSONMember("bounces", .integer(Int64(waiting.bounces))),
            JSONMember("since", .integer(waiting.arrivedMilliseconds)),
            JSONMember("reason", .string(waiting.reason)),
            JSONMember("breached", .bool(waiting.isBreached)),
        ]
        if let due = waiting.firstReplyDueMilliseconds {
            members.append(JSONMember("first_reply_due", .integer(due)))
        }
        if waiting.isPromise { members.append(JSONMember("promise", .bool(true))) }
        if let until = waiting.heldUntilMilliseconds {
            members.append(JSONMember("held_until", .integer(until)))
        }
        if let agent = waiting.offeredTo { members.append(JSONMember("offered_to", .string(agent.text))) }
        return .object(members)
    }

    private static func head(_ agent: DeskSummary.Agent) -> [JSONMember] {
        [
            JSONMember("name", .string(agent.name.text)), JSONMember("present", .bool(agent.isPresent)),
            JSONMember("available", .bool(agent.isAvailable)),
            JSONMember("capacity", .integer(Int64(agent.capacity))),
            JSONMember("skills", .array(agent.skills.map { .string($0) })),
            JSONMember("offers", .integer(Int64(agent.offers))),
            JSONMember("load", .integer(Int64(agent.load))),
            JSONMember("wrapping_up", .integer(Int64(agent.wrappingUp))),
        ]
    }

    private static func held(_ held: DeskSummary.Held) -> JSONValue {
        .object([
            JSONMember("conversation", .string(held.ticket.text)), JSONMember("queue", .string(held.queue)),
            JSONMember("priority", .string("\(held.priority)")),
            JSONMember("since", .integer(held.assignedMilliseconds)),
            JSONMember("answered", .bool(held.isAnswered)), JSONMember("breached", .bool(held.isBreached)),
        ])
    }

    private static func breach(_ breach: Breach) -> JSONValue {
        .object([
            JSONMember("conversation", .string(breach.ticket.text)),
            JSONMember("queue", .string(breach.queue)),
            JSONMember("target", .string(breach.target == .firstReply ? "first_reply" : "resolve")),
            JSONMember("due", .integer(breach.dueMilliseconds)),
        ])
    }
}
