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

extension Change: ArchivedCases {
    init() { self = .popped }

    /// The names of the cases in the record.
    enum Tag: String, CaseIterable {
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

    func write(to a: inout Archive) {
        switch self {
        case .opened(let opening, let fingerprint, let language):
            a.write(Tag.opened, opening, fingerprint, language)
        case .heard(let atMilliseconds): a.write(Tag.heard, atMilliseconds)
        case .languageHeard(let language): a.write(Tag.languageHeard, language)
        case .languageChanged(let language): a.write(Tag.languageChanged, language)
        case .pageVisited(let page): a.write(Tag.pageVisited, page)
        case .rated(let rating): a.write(Tag.rated, rating)
        case .ownerChanged(let owner): a.write(Tag.ownerChanged, owner)
        case .placeChanged(let place): a.write(Tag.placeChanged, place)
        case .waiting(let wait): a.write(Tag.waiting, wait)
        case .timersDone(let count): a.write(Tag.timersDone, count)
        case .counted(let counters): a.write(Tag.counted, counters)
        case .started(let activation): a.write(Tag.started, activation)
        case .pausedRunning(let atMilliseconds): a.write(Tag.pausedRunning, atMilliseconds)
        case .resumed(let index): a.write(Tag.resumed, index)
        case .droppedPaused(let index): a.write(Tag.droppedPaused, index)
        case .endedRunning(let outcome): a.write(Tag.endedRunning, outcome)
        case .outcomeReached(let outcome): a.write(Tag.outcomeReached, outcome)
        case .handedOver: a.write(Tag.handedOver)
        case .takenBack: a.write(Tag.takenBack)
        case .forgotHandedOver: a.write(Tag.forgotHandedOver)
        case .answered: a.write(Tag.answered)
        case .satisfactionAsked: a.write(Tag.satisfactionAsked)
        case .reasonGiven(let reason): a.write(Tag.reasonGiven, reason)
        case .looseChanged(let values): a.write(Tag.looseChanged, values)
        case .pendingChanged(let requests): a.write(Tag.pendingChanged, requests)
        case .pushed(let frame): a.write(Tag.pushed, frame)
        case .popped: a.write(Tag.popped)
        case .movedTo(let line): a.write(Tag.movedTo, line)
        case .entered(let step): a.write(Tag.entered, step)
        case .filled(let slot, let isShared, let value): a.write(Tag.filled, slot, isShared, value)
        case .resulted(let result): a.write(Tag.resulted, result)
        case .triedAgain(let line): a.write(Tag.triedAgain, line)
        case .emptiedAgain(let isEmptied): a.write(Tag.emptiedAgain, isEmptied)
        case .passed(let line, let slot, let isShared, let typed, let runTyped):
            a.write(Tag.passed, line, slot, isShared, typed, runTyped)
        case .restored(let depth, let entry): a.write(Tag.restored, depth, entry)
        case .restarted(let depth): a.write(Tag.restarted, depth)
        case .called(let flow, let line, let changes): a.write(Tag.called, flow, line, changes)
        case .held(let input): a.write(Tag.held, input)
        case .heldTaken: a.write(Tag.heldTaken)
        case .tried(let tried): a.write(Tag.tried, tried)
        case .promised(let promise): a.write(Tag.promised, promise)
        case .said(let lines):
            a.write(Tag.said)
            a.writeShown(lines: lines)
        case .variantSaid(let use): a.write(Tag.variantSaid, use)
        case .requested(let name): a.write(Tag.requested, name)
        case .closed(let outcome): a.write(Tag.closed, outcome)
        case .reopened: a.write(Tag.reopened)
        case .moved(let fingerprint, let running, let paused, let handedOver):
            a.write(Tag.moved, fingerprint, running, paused, handedOver)
        }
    }

    init(_ tag: Tag, from a: inout Archive) {
        switch tag {
        case .opened: self = .opened(a.read(), fingerprint: a.read(), language: a.read())
        case .heard: self = .heard(atMilliseconds: a.read())
        case .languageHeard: self = .languageHeard(a.read())
        case .languageChanged: self = .languageChanged(a.read())
        case .pageVisited: self = .pageVisited(a.read())
        case .rated: self = .rated(a.read())
        case .ownerChanged: self = .ownerChanged(a.read())
        case .placeChanged: self = .placeChanged(a.read())
        case .waiting: self = .waiting(a.read())
        case .timersDone: self = .timersDone(a.read())
        case .counted: self = .counted(a.read())
        case .started: self = .started(a.read())
        case .pausedRunning: self = .pausedRunning(atMilliseconds: a.read())
        case .resumed: self = .resumed(a.read())
        case .droppedPaused: self = .droppedPaused(a.read())
        case .endedRunning: self = .endedRunning(outcome: a.read())
        case .outcomeReached: self = .outcomeReached(a.read())
        case .handedOver: self = .handedOver
        case .takenBack: self = .takenBack
        case .forgotHandedOver: self = .forgotHandedOver
        case .answered: self = .answered
        case .satisfactionAsked: self = .satisfactionAsked
        case .reasonGiven: self = .reasonGiven(a.read())
        case .looseChanged: self = .looseChanged(a.read())
        case .pendingChanged: self = .pendingChanged(a.read())
        case .pushed: self = .pushed(a.read())
        case .popped: self = .popped
        case .movedTo: self = .movedTo(line: a.read())
        case .entered: self = .entered(step: a.read())
        case .filled: self = .filled(slot: a.read(), isShared: a.read(), a.read())
        case .resulted: self = .resulted(a.read())
        case .triedAgain: self = .triedAgain(line: a.read())
        case .emptiedAgain: self = .emptiedAgain(a.read())
        case .passed:
            self = .passed(
                line: a.read(), slot: a.read(), isShared: a.read(), typed: a.read(), runTyped: a.read())
        case .restored: self = .restored(depth: a.read(), entry: a.read())
        case .restarted: self = .restarted(depth: a.read())
        case .called: self = .called(flow: a.read(), line: a.read(), changes: a.read())
        case .held: self = .held(a.read())
        case .heldTaken: self = .heldTaken
        case .tried: self = .tried(a.read())
        case .promised: self = .promised(a.read())
        case .said: self = .said(a.read())
        case .variantSaid: self = .variantSaid(a.read())
        case .requested: self = .requested(a.read())
        case .closed: self = .closed(outcome: a.read())
        case .reopened: self = .reopened
        case .moved:
            self = .moved(fingerprint: a.read(), running: a.read(), paused: a.read(), handedOver: a.read())
        }
    }
}
