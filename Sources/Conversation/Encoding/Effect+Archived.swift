import JSON
import Text

extension Effect {
    /// Several effects as one record entry.
    package static func encode(_ effects: [Effect]) -> [UInt8] {
        ArchiveFormat.encode(EffectList(effects: effects))
    }

    package static func decode(_ bytes: [UInt8]) throws(ArchiveError) -> [Effect] {
        let list: EffectList = try ArchiveFormat.decode(bytes)
        return list.effects
    }
}

private struct EffectList: Archived {
    var effects: [Effect] = []

    mutating func archive(_ a: inout Archive) { a(&effects) }
}

extension Message: Archived {
    init() { self.init(text: "") }

    mutating func archive(_ a: inout Archive) {
        a(&from)
        a(&text)
        a(&choices)
    }
}

extension Message.Choice: Archived {
    init() { self.init(id: "", label: "") }

    mutating func archive(_ a: inout Archive) {
        a(&id)
        a(&label)
    }
}

extension ActionCall: Archived {
    init() { self.init(number: 0, action: "", argumentsJSON: [], idempotencyKey: "", withinMilliseconds: 0) }

    mutating func archive(_ a: inout Archive) {
        a(&number)
        a(&action)
        var text = String(decoding: argumentsJSON, as: UTF8.self)
        a(&text)
        argumentsJSON = Array(text.utf8)
        a(&idempotencyKey)
        a(&withinMilliseconds)
    }
}

extension EscalationRequest: Archived {
    init() { self.init(queue: "", reason: Reason(code: .flow, text: ""), language: .french, channel: "") }

    mutating func archive(_ a: inout Archive) {
        a(&queue)
        a(&urgency)
        a(&reason)
        a(&flow)
        a(&step)
        a(&slots)
        a(&tried)
        a(&pages)
        a(&earlier)
        a(&language)
        a(&channel)
        a(&isAsynchronous)
    }
}

extension EscalationRequest.Slot: Archived {
    init() { self.init(name: "", display: "", isPrivate: false) }

    mutating func archive(_ a: inout Archive) {
        a(&name)
        a(&display)
        a(&isPrivate)
    }
}

extension Effect: Archived {
    init() { self = .withdraw }

    /// The names of the cases in the record.
    private enum Tag: String {
        case say
        case ownerChanged = "owner"
        case act
        case escalate
        case withdraw
        case setTimer = "timer"
        case cancelTimer = "untimer"
        case promise
        case close
        case reopen
        case alarm
    }

    private var tag: Tag {
        switch self {
        case .say: .say
        case .ownerChanged: .ownerChanged
        case .act: .act
        case .escalate: .escalate
        case .withdraw: .withdraw
        case .setTimer: .setTimer
        case .cancelTimer: .cancelTimer
        case .promise: .promise
        case .close: .close
        case .reopen: .reopen
        case .alarm: .alarm
        }
    }

    mutating func archive(_ a: inout Archive) {
        switch a.tag(tag) {
        case .say:
            var p0: Message = Message()
            if case .say(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .say(p0) }
        case .ownerChanged:
            var p0: Owner = Owner()
            var p1: Int? = nil
            var p2: Int64? = nil
            if case .ownerChanged(let q0, let q1, let q2) = self {
                p0 = q0
                p1 = q1
                p2 = q2
            }
            a(&p0)
            a(&p1)
            a(&p2)
            if !a.isWriting { self = .ownerChanged(p0, place: p1, expectedWaitMilliseconds: p2) }
        case .act:
            var p0: ActionCall = ActionCall()
            if case .act(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .act(p0) }
        case .escalate:
            var p0: EscalationRequest = EscalationRequest()
            if case .escalate(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .escalate(p0) }
        case .withdraw:
            if !a.isWriting { self = .withdraw }
        case .setTimer:
            var p0: TimerID = TimerID()
            var p1: Int64 = 0
            if case .setTimer(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            if !a.isWriting { self = .setTimer(p0, atMilliseconds: p1) }
        case .cancelTimer:
            var p0: TimerID = TimerID()
            if case .cancelTimer(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .cancelTimer(p0) }
        case .promise:
            var p0: PromiseRecord = PromiseRecord()
            if case .promise(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .promise(p0) }
        case .close:
            var p0: String = ""
            if case .close(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .close(outcome: p0) }
        case .reopen:
            if !a.isWriting { self = .reopen }
        case .alarm:
            var p0: String = ""
            if case .alarm(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .alarm(p0) }
        case nil: a.fail("unknown Effect")
        }
    }
}
