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

extension ConversationEvent: Archived {
    init() { self = .customerClosed }

    /// The names of the cases in the record.
    private enum Tag: String {
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

    private var tag: Tag {
        switch self {
        case .opened: .opened
        case .customerSpoke: .customerSpoke
        case .choiceMade: .choiceMade
        case .rated: .rated
        case .pageVisited: .pageVisited
        case .timerFired: .timerFired
        case .actionReturned: .actionReturned
        case .deskAnswered: .deskAnswered
        case .placeChanged: .placeChanged
        case .agentJoined: .agentJoined
        case .agentSpoke: .agentSpoke
        case .requeued: .requeued
        case .queueClosed: .queueClosed
        case .customerLeftQueue: .customerLeftQueue
        case .returnedToBot: .returnedToBot
        case .agentClosed: .agentClosed
        case .customerClosed: .customerClosed
        case .worldChanged: .worldChanged
        }
    }

    mutating func archive(_ a: inout Archive) {
        switch a.tag(tag) {
        case .opened:
            var p0: Opening = Opening()
            if case .opened(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .opened(p0) }
        case .customerSpoke:
            var p0: String = ""
            if case .customerSpoke(let q0) = self {
                p0 = q0
            }
            a.shown(&p0)
            if !a.isWriting { self = .customerSpoke(text: p0) }
        case .choiceMade:
            var p0: String = ""
            if case .choiceMade(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .choiceMade(id: p0) }
        case .rated:
            var p0: Int = 0
            var p1: String? = nil
            if case .rated(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            if !a.isWriting { self = .rated(score: p0, comment: p1) }
        case .pageVisited:
            var p0: String = ""
            if case .pageVisited(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .pageVisited(url: p0) }
        case .timerFired:
            var p0: TimerID = TimerID()
            if case .timerFired(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .timerFired(p0) }
        case .actionReturned:
            var p0: Int = 0
            var p1: ActionOutcome = ActionOutcome()
            if case .actionReturned(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            if !a.isWriting { self = .actionReturned(call: p0, p1) }
        case .deskAnswered:
            var p0: DeskAnswer = DeskAnswer()
            if case .deskAnswered(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .deskAnswered(p0) }
        case .queueClosed:
            var p0: String = ""
            var p1: Int64? = nil
            if case .queueClosed(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            if !a.isWriting { self = .queueClosed(queue: p0, dueMilliseconds: p1) }
        case .placeChanged:
            var p0: Int? = nil
            var p1: Int64? = nil
            if case .placeChanged(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            if !a.isWriting { self = .placeChanged(place: p0, expectedWaitMilliseconds: p1) }
        case .agentJoined:
            var p0: String = ""
            if case .agentJoined(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .agentJoined(name: p0) }
        case .agentSpoke:
            var p0: String = ""
            var p1: String = ""
            if case .agentSpoke(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a.shown(&p1)
            if !a.isWriting { self = .agentSpoke(name: p0, text: p1) }
        case .requeued:
            var p0: String = ""
            if case .requeued(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .requeued(queue: p0) }
        case .customerLeftQueue:
            if !a.isWriting { self = .customerLeftQueue }
        case .returnedToBot:
            var p0: String? = nil
            var p1: String? = nil
            var p2: String = ""
            if case .returnedToBot(let q0, let q1, let q2) = self {
                p0 = q0
                p1 = q1
                p2 = q2
            }
            a(&p0)
            a(&p1)
            a(&p2)
            if !a.isWriting { self = .returnedToBot(flow: p0, step: p1, note: p2) }
        case .agentClosed:
            var p0: String = ""
            var p1: [String] = []
            if case .agentClosed(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            if !a.isWriting { self = .agentClosed(outcome: p0, tags: p1) }
        case .customerClosed:
            if !a.isWriting { self = .customerClosed }
        case .worldChanged:
            var p0: Bool = false
            if case .worldChanged(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .worldChanged(isWithdrawn: p0) }
        case nil: a.fail("unknown ConversationEvent")
        }
    }
}

extension ActionOutcome: Archived {
    init() { self = .error("") }

    /// The names of the cases in the record.
    private enum Tag: String {
        case gave
        case failed
        case error
    }

    private var tag: Tag {
        switch self {
        case .gave: .gave
        case .failed: .failed
        case .error: .error
        }
    }

    mutating func archive(_ a: inout Archive) {
        switch a.tag(tag) {
        case .gave:
            var p0: JSONValue = .null
            if case .gave(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .gave(p0) }
        case .failed:
            var p0: String = ""
            if case .failed(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .failed(p0) }
        case .error:
            var p0: String = ""
            if case .error(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .error(p0) }
        case nil: a.fail("unknown ActionOutcome")
        }
    }
}

extension DeskAnswer: Archived {
    init() { self = .closed }

    /// The names of the cases in the record.
    private enum Tag: String {
        case accepted
        case closed
        case full
    }

    private var tag: Tag {
        switch self {
        case .accepted: .accepted
        case .closed: .closed
        case .full: .full
        }
    }

    mutating func archive(_ a: inout Archive) {
        switch a.tag(tag) {
        case .accepted:
            var p0: String = ""
            var p1: Int? = nil
            var p2: Int64? = nil
            if case .accepted(let q0, let q1, let q2) = self {
                p0 = q0
                p1 = q1
                p2 = q2
            }
            a(&p0)
            a(&p1)
            a(&p2)
            if !a.isWriting { self = .accepted(queue: p0, place: p1, expectedWaitMilliseconds: p2) }
        case .closed:
            if !a.isWriting { self = .closed }
        case .full:
            if !a.isWriting { self = .full }
        case nil: a.fail("unknown DeskAnswer")
        }
    }
}
