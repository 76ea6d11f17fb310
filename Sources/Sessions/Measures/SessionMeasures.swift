import Conversation

/// What the machine counts since the start, for `/metrics`: no names of people, no texts.
package struct SessionMeasures: Sendable, Hashable {
    /// Of the best candidate of each message that was classified.
    package private(set) var confidence = Histogram.shares
    /// From the escalation to the agent.
    package private(set) var queueWait = Histogram.longTimes
    package private(set) var opened: UInt64 = 0
    package private(set) var closed: UInt64 = 0
    /// By the reason's code, of which there are a few.
    package private(set) var escalations: [String: UInt64] = [:]
    package private(set) var notUnderstood: UInt64 = 0

    package init() {}

    mutating func note(
        _ event: ConversationEvent, _ decision: Decision, escalatedMilliseconds: Int64, now: Int64
    ) {
        if let best = decision.explanation.candidates.first { confidence.add(best.confidence) }
        if decision.explanation.consumption == .notUnderstood { notUnderstood &+= 1 }
        switch event {
        case .opened: opened &+= 1
        case .agentJoined:
            if escalatedMilliseconds > 0 { queueWait.add(seconds: now - escalatedMilliseconds) }
        default: break
        }
        for effect in decision.effects {
            switch effect {
            case .escalate(let request): escalations[request.reason.code.rawValue, default: 0] &+= 1
            case .close: closed &+= 1
            default: break
            }
        }
    }
}
