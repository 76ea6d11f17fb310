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

extension Message.Speaker: ArchivedField {
    static var absent: Self { .bot }
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

extension EscalationRequest.Urgency: ArchivedField {
    static var absent: Self { .normal }
}

extension EscalationRequest.Slot: Archived {
    init() { self.init(name: "", display: "", isPrivate: false) }

    mutating func archive(_ a: inout Archive) {
        a(&name)
        a(&display)
        a(&isPrivate)
    }
}

extension Effect: ArchivedCases {
    init() { self = .withdraw }

    /// The names of the cases in the record.
    enum Tag: String, CaseIterable {
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

    func write(to a: inout Archive) {
        switch self {
        case .say(let message): a.write(Tag.say, message)
        case .ownerChanged(let owner, let place, let expectedWaitMilliseconds):
            a.write(Tag.ownerChanged, owner, place, expectedWaitMilliseconds)
        case .act(let call): a.write(Tag.act, call)
        case .escalate(let request): a.write(Tag.escalate, request)
        case .withdraw: a.write(Tag.withdraw)
        case .setTimer(let timer, let atMilliseconds): a.write(Tag.setTimer, timer, atMilliseconds)
        case .cancelTimer(let timer): a.write(Tag.cancelTimer, timer)
        case .promise(let promise): a.write(Tag.promise, promise)
        case .close(let outcome): a.write(Tag.close, outcome)
        case .reopen: a.write(Tag.reopen)
        case .alarm(let text): a.write(Tag.alarm, text)
        }
    }

    init(_ tag: Tag, from a: inout Archive) {
        switch tag {
        case .say: self = .say(a.read())
        case .ownerChanged:
            self = .ownerChanged(a.read(), place: a.read(), expectedWaitMilliseconds: a.read())
        case .act: self = .act(a.read())
        case .escalate: self = .escalate(a.read())
        case .withdraw: self = .withdraw
        case .setTimer: self = .setTimer(a.read(), atMilliseconds: a.read())
        case .cancelTimer: self = .cancelTimer(a.read())
        case .promise: self = .promise(a.read())
        case .close: self = .close(outcome: a.read())
        case .reopen: self = .reopen
        case .alarm: self = .alarm(a.read())
        }
    }
}
