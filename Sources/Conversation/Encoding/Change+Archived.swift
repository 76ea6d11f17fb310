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

struct ChangeList: Archived {
    var changes: [Change] = []

    mutating func archive(_ a: inout Archive) { a(&changes) }
}

extension Change: Archived {
    init() { self = .popped }

    /// The names of the cases in the record.
    private enum Tag: String {
        case opened
        case heard
        case languageHeard = "langHeard"
        case languageChanged = "lang"
        case pageVisited = "page"
        case rated
        case ownerChanged = "owner"
        case placeChanged = "place"
        case waiting = "wait"
        case timersDone = "timers"
        case counted = "count"
        case started = "start"
        case pausedRunning = "pause"
        case resumed = "resume"
        case droppedPaused = "drop"
        case endedRunning = "ended"
        case outcomeReached = "outcome"
        case handedOver = "handed"
        case takenBack = "back"
        case forgotHandedOver = "forgot"
        case answered
        case satisfactionAsked = "asked"
        case reasonGiven = "reason"
        case looseChanged = "loose"
        case pendingChanged = "pending"
        case pushed = "push"
        case popped = "pop"
        case movedTo = "line"
        case entered = "step"
        case filled = "fill"
        case resulted = "result"
        case triedAgain = "try"
        case emptiedAgain = "again"
        case passed = "pass"
        case restored = "restore"
        case restarted = "restart"
        case called = "call"
        case held = "hold"
        case heldTaken = "unhold"
        case tried
        case promised = "promise"
        case said
        case variantSaid = "variant"
        case requested = "request"
        case closed = "close"
        case reopened = "reopen"
        case moved
    }

    private var tag: Tag {
        switch self {
        case .opened: .opened
        case .heard: .heard
        case .languageHeard: .languageHeard
        case .languageChanged: .languageChanged
        case .pageVisited: .pageVisited
        case .rated: .rated
        case .ownerChanged: .ownerChanged
        case .placeChanged: .placeChanged
        case .waiting: .waiting
        case .timersDone: .timersDone
        case .counted: .counted
        case .started: .started
        case .pausedRunning: .pausedRunning
        case .resumed: .resumed
        case .droppedPaused: .droppedPaused
        case .endedRunning: .endedRunning
        case .outcomeReached: .outcomeReached
        case .handedOver: .handedOver
        case .takenBack: .takenBack
        case .forgotHandedOver: .forgotHandedOver
        case .answered: .answered
        case .satisfactionAsked: .satisfactionAsked
        case .reasonGiven: .reasonGiven
        case .looseChanged: .looseChanged
        case .pendingChanged: .pendingChanged
        case .pushed: .pushed
        case .popped: .popped
        case .movedTo: .movedTo
        case .entered: .entered
        case .filled: .filled
        case .resulted: .resulted
        case .triedAgain: .triedAgain
        case .emptiedAgain: .emptiedAgain
        case .passed: .passed
        case .restored: .restored
        case .restarted: .restarted
        case .called: .called
        case .held: .held
        case .heldTaken: .heldTaken
        case .tried: .tried
        case .promised: .promised
        case .said: .said
        case .variantSaid: .variantSaid
        case .requested: .requested
        case .closed: .closed
        case .reopened: .reopened
        case .moved: .moved
        }
    }

    mutating func archive(_ a: inout Archive) {
        switch a.tag(tag) {
        case .opened:
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
            if !a.isWriting { self = .opened(p0, fingerprint: p1, language: p2) }
        case .heard:
            var p0: Int64 = 0
            if case .heard(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .heard(atMilliseconds: p0) }
        case .languageHeard:
            var p0: Language? = nil
            if case .languageHeard(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .languageHeard(p0) }
        case .languageChanged:
            var p0: Language = .french
            if case .languageChanged(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .languageChanged(p0) }
        case .pageVisited:
            var p0: String = ""
            if case .pageVisited(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .pageVisited(p0) }
        case .rated:
            var p0: Int = 0
            if case .rated(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .rated(p0) }
        case .ownerChanged:
            var p0: Owner = Owner()
            if case .ownerChanged(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .ownerChanged(p0) }
        case .placeChanged:
            var p0: Int? = nil
            if case .placeChanged(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .placeChanged(p0) }
        case .waiting:
            var p0: Wait = Wait()
            if case .waiting(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .waiting(p0) }
        case .timersDone:
            var p0: Int = 0
            if case .timersDone(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .timersDone(p0) }
        case .counted:
            var p0: Counters = Counters()
            if case .counted(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .counted(p0) }
        case .started:
            var p0: Activation = Activation()
            if case .started(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .started(p0) }
        case .pausedRunning:
            var p0: Int64 = 0
            if case .pausedRunning(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .pausedRunning(atMilliseconds: p0) }
        case .resumed:
            var p0: Int = 0
            if case .resumed(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .resumed(p0) }
        case .droppedPaused:
            var p0: Int = 0
            if case .droppedPaused(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .droppedPaused(p0) }
        case .endedRunning:
            var p0: String = ""
            if case .endedRunning(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .endedRunning(outcome: p0) }
        case .outcomeReached:
            var p0: String = ""
            if case .outcomeReached(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .outcomeReached(p0) }
        case .handedOver:
            if !a.isWriting { self = .handedOver }
        case .takenBack:
            if !a.isWriting { self = .takenBack }
        case .forgotHandedOver:
            if !a.isWriting { self = .forgotHandedOver }
        case .answered:
            if !a.isWriting { self = .answered }
        case .satisfactionAsked:
            if !a.isWriting { self = .satisfactionAsked }
        case .reasonGiven:
            var p0: Reason = Reason()
            if case .reasonGiven(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .reasonGiven(p0) }
        case .looseChanged:
            var p0: [LooseValue] = []
            if case .looseChanged(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .looseChanged(p0) }
        case .pendingChanged:
            var p0: [Request] = []
            if case .pendingChanged(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .pendingChanged(p0) }
        case .pushed:
            var p0: Frame = Frame()
            if case .pushed(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .pushed(p0) }
        case .popped:
            if !a.isWriting { self = .popped }
        case .movedTo:
            var p0: Int = 0
            if case .movedTo(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .movedTo(line: p0) }
        case .entered:
            var p0: String? = nil
            if case .entered(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .entered(step: p0) }
        case .filled:
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
            if !a.isWriting { self = .filled(slot: p0, isShared: p1, p2) }
        case .resulted:
            var p0: ActionResult = ActionResult()
            if case .resulted(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .resulted(p0) }
        case .triedAgain:
            var p0: Int = 0
            if case .triedAgain(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .triedAgain(line: p0) }
        case .emptiedAgain:
            var p0: Bool = false
            if case .emptiedAgain(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .emptiedAgain(p0) }
        case .passed:
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
            if !a.isWriting { self = .passed(line: p0, slot: p1, isShared: p2, typed: p3, runTyped: p4) }
        case .restored:
            var p0: Int = 0
            var p1: Int = 0
            if case .restored(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            if !a.isWriting { self = .restored(depth: p0, entry: p1) }
        case .restarted:
            var p0: Int = 0
            if case .restarted(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .restarted(depth: p0) }
        case .called:
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
            if !a.isWriting { self = .called(flow: p0, line: p1, changes: p2) }
        case .held:
            var p0: HeldInput = HeldInput()
            if case .held(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .held(p0) }
        case .heldTaken:
            if !a.isWriting { self = .heldTaken }
        case .tried:
            var p0: Tried = Tried()
            if case .tried(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .tried(p0) }
        case .promised:
            var p0: PromiseRecord = PromiseRecord()
            if case .promised(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .promised(p0) }
        case .said:
            var p0: String = ""
            if case .said(let q0) = self {
                p0 = q0
            }
            a.shownLines(&p0)
            if !a.isWriting { self = .said(p0) }
        case .variantSaid:
            var p0: VariantUse = VariantUse()
            if case .variantSaid(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .variantSaid(p0) }
        case .requested:
            var p0: String = ""
            if case .requested(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .requested(p0) }
        case .closed:
            var p0: String = ""
            if case .closed(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .closed(outcome: p0) }
        case .reopened:
            if !a.isWriting { self = .reopened }
        case .moved:
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
            if !a.isWriting { self = .moved(fingerprint: p0, running: p1, paused: p2, handedOver: p3) }
        case nil: a.fail("unknown Change")
        }
    }
}
