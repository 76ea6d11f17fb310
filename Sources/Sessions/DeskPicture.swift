import Desk
import JSON

/// The desk as supervisors see it.
enum DeskPicture {
    static func members(_ summary: DeskSummary, _ version: String) -> [JSONMember] {
        [
            JSONMember("ts", .integer(summary.atMilliseconds)),
            JSONMember("queues", .array(summary.queues.map { queue($0, summary.atMilliseconds) })),
            JSONMember("agents", .array(summary.agents.map(agent))),
            JSONMember("breaches", .array(summary.breaches.map(breach))),
            JSONMember("version", .string(version)),
        ]
    }

    private static func queue(_ queue: DeskSummary.Queue, _ now: Int64) -> JSONValue {
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
        members.append(JSONMember("first", .array(queue.first.map { waiting($0, now) })))
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

    private static func agent(_ agent: DeskSummary.Agent) -> JSONValue {
        .object([
            JSONMember("name", .string(agent.name.text)), JSONMember("present", .bool(agent.isPresent)),
            JSONMember("available", .bool(agent.isAvailable)),
            JSONMember("capacity", .integer(Int64(agent.capacity))),
            JSONMember("skills", .array(agent.skills.map { .string($0) })),
            JSONMember("offers", .integer(Int64(agent.offers))),
            JSONMember("assigned", .array(agent.assigned.map { .string($0.text) })),
            JSONMember("load", .integer(Int64(agent.load))),
            JSONMember("wrapping_up", .integer(Int64(agent.wrappingUp))),
            JSONMember("held", .array(agent.held.map(held))),
        ])
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
