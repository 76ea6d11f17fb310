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

    private var caseTag: String {
        switch self {
        case .opened: "opened"
        case .customerSpoke: "spoke"
        case .choiceMade: "chose"
        case .rated: "rated"
        case .pageVisited: "page"
        case .timerFired: "timer"
        case .actionReturned: "returned"
        case .deskAnswered: "desk"
        case .placeChanged: "place"
        case .agentJoined: "joined"
        case .agentSpoke: "agent"
        case .requeued: "requeued"
        case .queueClosed: "queueClosed"
        case .customerLeftQueue: "left"
        case .returnedToBot: "bot"
        case .agentClosed: "agentClosed"
        case .customerClosed: "closed"
        case .worldChanged: "world"
        }
    }

    mutating func archive(_ a: inout Archive) {
        switch a.tag(caseTag) {
        case "opened":
            var p0: Opening = Opening()
            if case .opened(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .opened(p0)
        case "spoke":
            var p0: String = ""
            if case .customerSpoke(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .customerSpoke(text: p0)
        case "chose":
            var p0: String = ""
            if case .choiceMade(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .choiceMade(id: p0)
        case "rated":
            var p0: Int = 0
            var p1: String? = nil
            if case .rated(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            self = .rated(score: p0, comment: p1)
        case "page":
            var p0: String = ""
            if case .pageVisited(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .pageVisited(url: p0)
        case "timer":
            var p0: TimerID = TimerID()
            if case .timerFired(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .timerFired(p0)
        case "returned":
            var p0: Int = 0
            var p1: ActionOutcome = ActionOutcome()
            if case .actionReturned(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            self = .actionReturned(call: p0, p1)
        case "desk":
            var p0: DeskAnswer = DeskAnswer()
            if case .deskAnswered(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .deskAnswered(p0)
        case "queueClosed":
            var p0: String = ""
            var p1: Int64? = nil
            if case .queueClosed(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            self = .queueClosed(queue: p0, dueMilliseconds: p1)
        case "place":
            var p0: Int? = nil
            var p1: Int64? = nil
            if case .placeChanged(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            self = .placeChanged(place: p0, expectedWaitMilliseconds: p1)
        case "joined":
            var p0: String = ""
            if case .agentJoined(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .agentJoined(name: p0)
        case "agent":
            var p0: String = ""
            var p1: String = ""
            if case .agentSpoke(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            self = .agentSpoke(name: p0, text: p1)
        case "requeued":
            var p0: String = ""
            if case .requeued(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .requeued(queue: p0)
        case "left":
            self = .customerLeftQueue
        case "bot":
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
            self = .returnedToBot(flow: p0, step: p1, note: p2)
        case "agentClosed":
            var p0: String = ""
            var p1: [String] = []
            if case .agentClosed(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            self = .agentClosed(outcome: p0, tags: p1)
        case "closed":
            self = .customerClosed
        case "world":
            var p0: Bool = false
            if case .worldChanged(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .worldChanged(isWithdrawn: p0)
        default: a.fail("unknown ConversationEvent")
        }
    }
}

extension ActionOutcome: Archived {
    init() { self = .error("") }

    private var caseTag: String {
        switch self {
        case .gave: "gave"
        case .failed: "failed"
        case .error: "error"
        }
    }

    mutating func archive(_ a: inout Archive) {
        switch a.tag(caseTag) {
        case "gave":
            var p0: JSONValue = .null
            if case .gave(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .gave(p0)
        case "failed":
            var p0: String = ""
            if case .failed(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .failed(p0)
        case "error":
            var p0: String = ""
            if case .error(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .error(p0)
        default: a.fail("unknown ActionOutcome")
        }
    }
}

extension DeskAnswer: Archived {
    init() { self = .closed }

    private var caseTag: String {
        switch self {
        case .accepted: "accepted"
        case .closed: "closed"
        case .full: "full"
        }
    }

    mutating func archive(_ a: inout Archive) {
        switch a.tag(caseTag) {
        case "accepted":
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
            self = .accepted(queue: p0, place: p1, expectedWaitMilliseconds: p2)
        case "closed":
            self = .closed
        case "full":
            self = .full
        default: a.fail("unknown DeskAnswer")
        }
    }
}
