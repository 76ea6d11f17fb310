import JSON
import Text

extension ConversationEvent {
    package func encode() -> [UInt8] { ArchiveFormat.encode(self) }

    package init(decoding bytes: [UInt8]) throws(ArchiveError) { self = try ArchiveFormat.decode(bytes) }
}

extension Opening: Archived {
    init() { self.init(id: "", seed: 0) }

    mutating func archive(_ a: inout Archive) {
        a(&id)
        var bits = Int64(bitPattern: seed)
        a(&bits)
        seed = UInt64(bitPattern: bits)
        a(&channel)
        a(&language)
        a(&customerID)
        a(&customerName)
        a(&page)
        a(&profile)
        a(&earlier)
    }
}

extension TimerID: Archived {
    init() { self.init(.silence, 0) }

    mutating func archive(_ a: inout Archive) {
        a(&kind)
        a(&number)
    }
}

extension TimerID.Kind: ArchivedField {
    static var absent: Self { .silence }
}

extension ConversationEvent: ArchivedCases {
    init() { self = .customerClosed }

    /// The names of the cases in the record.
    enum Tag: String, CaseIterable {
        case opened
        case customerSpoke = "spoke"
        case choiceMade = "chose"
        case rated
        case pageVisited = "page"
        case timerFired = "timer"
        case actionReturned = "returned"
        case deskAnswered = "desk"
        case placeChanged = "place"
        case agentJoined = "joined"
        case agentSpoke = "agent"
        case requeued
        case queueClosed
        case customerLeftQueue = "left"
        case returnedToBot = "bot"
        case agentClosed
        case customerClosed = "closed"
        case worldChanged = "world"
    }

    func write(to a: inout Archive) {
        switch self {
        case .opened(let opening): a.write(Tag.opened, opening)
        case .customerSpoke(let text):
            a.write(Tag.customerSpoke)
            a.writeShown(text)
        case .choiceMade(let id): a.write(Tag.choiceMade, id)
        case .rated(let score, let comment): a.write(Tag.rated, score, comment)
        case .pageVisited(let url): a.write(Tag.pageVisited, url)
        case .timerFired(let timer): a.write(Tag.timerFired, timer)
        case .actionReturned(let call, let outcome): a.write(Tag.actionReturned, call, outcome)
        case .deskAnswered(let answer): a.write(Tag.deskAnswered, answer)
        case .placeChanged(let place, let expectedWaitMilliseconds):
            a.write(Tag.placeChanged, place, expectedWaitMilliseconds)
        case .agentJoined(let name): a.write(Tag.agentJoined, name)
        case .agentSpoke(let name, let text):
            a.write(Tag.agentSpoke, name)
            a.writeShown(text)
        case .requeued(let queue): a.write(Tag.requeued, queue)
        case .queueClosed(let queue, let dueMilliseconds): a.write(Tag.queueClosed, queue, dueMilliseconds)
        case .customerLeftQueue: a.write(Tag.customerLeftQueue)
        case .returnedToBot(let flow, let step, let note): a.write(Tag.returnedToBot, flow, step, note)
        case .agentClosed(let outcome, let tags): a.write(Tag.agentClosed, outcome, tags)
        case .customerClosed: a.write(Tag.customerClosed)
        case .worldChanged(let isWithdrawn): a.write(Tag.worldChanged, isWithdrawn)
        }
    }

    init(_ tag: Tag, from a: inout Archive) {
        switch tag {
        case .opened: self = .opened(a.read())
        case .customerSpoke: self = .customerSpoke(text: a.read())
        case .choiceMade: self = .choiceMade(id: a.read())
        case .rated: self = .rated(score: a.read(), comment: a.read())
        case .pageVisited: self = .pageVisited(url: a.read())
        case .timerFired: self = .timerFired(a.read())
        case .actionReturned: self = .actionReturned(call: a.read(), a.read())
        case .deskAnswered: self = .deskAnswered(a.read())
        case .placeChanged: self = .placeChanged(place: a.read(), expectedWaitMilliseconds: a.read())
        case .agentJoined: self = .agentJoined(name: a.read())
        case .agentSpoke: self = .agentSpoke(name: a.read(), text: a.read())
        case .requeued: self = .requeued(queue: a.read())
        case .queueClosed: self = .queueClosed(queue: a.read(), dueMilliseconds: a.read())
        case .customerLeftQueue: self = .customerLeftQueue
        case .returnedToBot: self = .returnedToBot(flow: a.read(), step: a.read(), note: a.read())
        case .agentClosed: self = .agentClosed(outcome: a.read(), tags: a.read())
        case .customerClosed: self = .customerClosed
        case .worldChanged: self = .worldChanged(isWithdrawn: a.read())
        }
    }
}

extension ActionOutcome: ArchivedCases {
    init() { self = .error("") }

    /// The names of the cases in the record.
    enum Tag: String, CaseIterable {
        case gave
        case failed
        case error
    }

    func write(to a: inout Archive) {
        switch self {
        case .gave(let result): a.write(Tag.gave, result)
        case .failed(let reason): a.write(Tag.failed, reason)
        case .error(let trouble): a.write(Tag.error, trouble)
        }
    }

    init(_ tag: Tag, from a: inout Archive) {
        switch tag {
        case .gave: self = .gave(a.read())
        case .failed: self = .failed(a.read())
        case .error: self = .error(a.read())
        }
    }
}

extension DeskAnswer: ArchivedCases {
    init() { self = .closed }

    /// The names of the cases in the record.
    enum Tag: String, CaseIterable {
        case accepted
        case closed
        case full
    }

    func write(to a: inout Archive) {
        switch self {
        case .accepted(let queue, let place, let expectedWaitMilliseconds):
            a.write(Tag.accepted, queue, place, expectedWaitMilliseconds)
        case .closed: a.write(Tag.closed)
        case .full: a.write(Tag.full)
        }
    }

    init(_ tag: Tag, from a: inout Archive) {
        switch tag {
        case .accepted:
            self = .accepted(queue: a.read(), place: a.read(), expectedWaitMilliseconds: a.read())
        case .closed: self = .closed
        case .full: self = .full
        }
    }
}
