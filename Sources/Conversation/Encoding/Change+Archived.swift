import Text

extension Change {
    /// Several changes as one record entry.
    package static func encode(_ changes: [Change]) -> [UInt8] {
        ArchiveFormat.encode(ChangeList(changes: changes))
    }

    package static func decode(_ bytes: [UInt8]) throws(ArchiveError) -> [Change] {
        let list: ChangeList = try ArchiveFormat.decode(bytes)
        return list.changes
    }
}

private struct ChangeList: Archived {
    var changes: [Change] = []

    mutating func archive(_ a: inout Archive) { a(&changes) }
}

extension Change: Archived {
    init() { self = .popped }

    private var caseTag: String {
        switch self {
        case .opened: "opened"
        case .heard: "heard"
        case .languageHeard: "langHeard"
        case .languageChanged: "lang"
        case .pageVisited: "page"
        case .rated: "rated"
        case .ownerChanged: "owner"
        case .placeChanged: "place"
        case .waiting: "wait"
        case .timersDone: "timers"
        case .counted: "count"
        case .started: "start"
        case .pausedRunning: "pause"
        case .resumed: "resume"
        case .droppedPaused: "drop"
        case .endedRunning: "ended"
        case .outcomeReached: "outcome"
        case .handedOver: "handed"
        case .takenBack: "back"
        case .forgotHandedOver: "forgot"
        case .answered: "answered"
        case .satisfactionAsked: "asked"
        case .reasonGiven: "reason"
        case .looseChanged: "loose"
        case .pendingChanged: "pending"
        case .pushed: "push"
        case .popped: "pop"
        case .movedTo: "line"
        case .entered: "step"
        case .filled: "fill"
        case .resulted: "result"
        case .triedAgain: "try"
        case .emptiedAgain: "again"
        case .passed: "pass"
        case .restored: "restore"
        case .restarted: "restart"
        case .called: "call"
        case .held: "hold"
        case .heldTaken: "unhold"
        case .tried: "tried"
        case .promised: "promise"
        case .said: "said"
        case .variantSaid: "variant"
        case .requested: "request"
        case .closed: "close"
        case .reopened: "reopen"
        case .moved: "moved"
        }
    }

    mutating func archive(_ a: inout Archive) {
        switch a.tag(caseTag) {
        case "opened":
            var p0: Opening = Opening()
            var p1: String = ""
            var p2: Language = .french
            if case .opened(let q0, let q1, let q2) = self {
                p0 = q0
                p1 = q1
                p2 = q2
            }
            a(&p0)
            a(&p1)
            a(&p2)
            self = .opened(p0, fingerprint: p1, language: p2)
        case "heard":
            var p0: Int64 = 0
            if case .heard(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .heard(atMilliseconds: p0)
        case "langHeard":
            var p0: Language? = nil
            if case .languageHeard(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .languageHeard(p0)
        case "lang":
            var p0: Language = .french
            if case .languageChanged(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .languageChanged(p0)
        case "page":
            var p0: String = ""
            if case .pageVisited(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .pageVisited(p0)
        case "rated":
            var p0: Int = 0
            if case .rated(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .rated(p0)
        case "owner":
            var p0: Owner = Owner()
            if case .ownerChanged(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .ownerChanged(p0)
        case "place":
            var p0: Int? = nil
            if case .placeChanged(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .placeChanged(p0)
        case "wait":
            var p0: Wait = Wait()
            if case .waiting(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .waiting(p0)
        case "timers":
            var p0: Int = 0
            if case .timersDone(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .timersDone(p0)
        case "count":
            var p0: Counters = Counters()
            if case .counted(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .counted(p0)
        case "start":
            var p0: Activation = Activation()
            if case .started(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .started(p0)
        case "pause":
            var p0: Int64 = 0
            if case .pausedRunning(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .pausedRunning(atMilliseconds: p0)
        case "resume":
            var p0: Int = 0
            if case .resumed(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .resumed(p0)
        case "drop":
            var p0: Int = 0
            if case .droppedPaused(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .droppedPaused(p0)
        case "ended":
            var p0: String = ""
            if case .endedRunning(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .endedRunning(outcome: p0)
        case "outcome":
            var p0: String = ""
            if case .outcomeReached(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .outcomeReached(p0)
        case "handed":
            self = .handedOver
        case "back":
            self = .takenBack
        case "forgot":
            self = .forgotHandedOver
        case "answered":
            self = .answered
        case "asked":
            self = .satisfactionAsked
        case "reason":
            var p0: Reason = Reason()
            if case .reasonGiven(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .reasonGiven(p0)
        case "loose":
            var p0: [LooseValue] = []
            if case .looseChanged(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .looseChanged(p0)
        case "pending":
            var p0: [Request] = []
            if case .pendingChanged(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .pendingChanged(p0)
        case "push":
            var p0: Frame = Frame()
            if case .pushed(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .pushed(p0)
        case "pop":
            self = .popped
        case "line":
            var p0: Int = 0
            if case .movedTo(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .movedTo(line: p0)
        case "step":
            var p0: String? = nil
            if case .entered(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .entered(step: p0)
        case "fill":
            var p0: String = ""
            var p1: Bool = false
            var p2: SlotValue? = nil
            if case .filled(let q0, let q1, let q2) = self {
                p0 = q0
                p1 = q1
                p2 = q2
            }
            a(&p0)
            a(&p1)
            a(&p2)
            self = .filled(slot: p0, isShared: p1, p2)
        case "result":
            var p0: ActionResult = ActionResult()
            if case .resulted(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .resulted(p0)
        case "try":
            var p0: Int = 0
            if case .triedAgain(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .triedAgain(line: p0)
        case "again":
            var p0: Bool = false
            if case .emptiedAgain(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .emptiedAgain(p0)
        case "pass":
            var p0: Int = 0
            var p1: String? = nil
            var p2: Bool = false
            var p3: Bool = false
            var p4: [NamedValue] = []
            if case .passed(let q0, let q1, let q2, let q3, let q4) = self {
                p0 = q0
                p1 = q1
                p2 = q2
                p3 = q3
                p4 = q4
            }
            a(&p0)
            a(&p1)
            a(&p2)
            a(&p3)
            a(&p4)
            self = .passed(line: p0, slot: p1, isShared: p2, typed: p3, runTyped: p4)
        case "restore":
            var p0: Int = 0
            var p1: Int = 0
            if case .restored(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            self = .restored(depth: p0, entry: p1)
        case "restart":
            var p0: Int = 0
            if case .restarted(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .restarted(depth: p0)
        case "call":
            var p0: String = ""
            var p1: Int = 0
            var p2: Bool = false
            if case .called(let q0, let q1, let q2) = self {
                p0 = q0
                p1 = q1
                p2 = q2
            }
            a(&p0)
            a(&p1)
            a(&p2)
            self = .called(flow: p0, line: p1, changes: p2)
        case "hold":
            var p0: HeldInput = HeldInput()
            if case .held(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .held(p0)
        case "unhold":
            self = .heldTaken
        case "tried":
            var p0: Tried = Tried()
            if case .tried(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .tried(p0)
        case "promise":
            var p0: PromiseRecord = PromiseRecord()
            if case .promised(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .promised(p0)
        case "said":
            var p0: String = ""
            if case .said(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .said(p0)
        case "variant":
            var p0: VariantUse = VariantUse()
            if case .variantSaid(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .variantSaid(p0)
        case "request":
            var p0: String = ""
            if case .requested(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .requested(p0)
        case "close":
            var p0: String = ""
            if case .closed(let q0) = self {
                p0 = q0
            }
            a(&p0)
            self = .closed(outcome: p0)
        case "reopen":
            self = .reopened
        case "moved":
            var p0: String = ""
            var p1: Activation? = nil
            var p2: [Activation] = []
            var p3: Activation? = nil
            if case .moved(let q0, let q1, let q2, let q3) = self {
                p0 = q0
                p1 = q1
                p2 = q2
                p3 = q3
            }
            a(&p0)
            a(&p1)
            a(&p2)
            a(&p3)
            self = .moved(fingerprint: p0, running: p1, paused: p2, handedOver: p3)
        default: a.fail("unknown Change")
        }
    }
}
