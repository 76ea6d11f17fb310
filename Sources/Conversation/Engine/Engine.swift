import CivilTime
import Flows
import Text

/// One decision in the making: a working copy of the state, and what was done to it so far.
///
/// ```
///             customerSpoke ──▶ consume ──▶ advance ──▶ wait
///  event ──▶  actionReturned, deskAnswered ────▲          │ timers
///             timerFired ──▶ silence ──────────┘          ▼
/// ```
/// `stopped` is true when a wait begins; `advance` does lines until then, within the backstop.
struct Engine {
    let world: World
    let moment: Moment
    var state: ConversationState
    var decision = Decision()
    /// True at a wait; whatever moves on clears it, and `handle` then does the lines. No act calls `advance` itself, so
    /// nothing recurses.
    var stopped = true
    /// Whether one of the `when` lines directly above held.
    var groupHeld = false
    var linesDone = 0
    var messagesSaid = 0
    var backstopReached = false
    /// The text of a `reject` was said: it stands for the help that an `invalid` would get.
    var rejectedText = false
    var said: [String] = []
    /// The message left the satisfaction question behind; once per event.
    var hasMovedOn = false
    /// The message being decided about, and what was found in it so far.
    var spoken: Utterance?
    var signals: HeardSignals?
    var readings: [Reading] = []
    /// Index of the top frame's flow, if the program has it.
    private(set) var flowIndex: Int?
    private var flowName: String?
    /// The wordings the next sentence might have.
    var wordings: [String] = []
    /// The civil time of the moment.
    let today: DayNumber
    let minute: MinuteOfDay

    init(_ state: ConversationState, at moment: Moment, in world: World) {
        var copy = state
        self.init(taking: &copy, at: moment, in: world)
    }

    /// Leaves an empty state behind, so that the working copy is the only one and changes happen in place.
    init(taking state: inout ConversationState, at moment: Moment, in world: World) {
        self.state = ConversationState()
        swap(&self.state, &state)
        self.moment = moment
        self.world = world
        let civil = world.zone.civil(atMilliseconds: moment.nowMilliseconds)
        today = DayNumber(days: civil.days)
        minute = MinuteOfDay(minutes: civil.minute)
        followFlow()
        // Most messages lead to no more: the lists need not grow step by step.
        decision.changes.reserveCapacity(16)
        decision.explanation.notes.reserveCapacity(4)
    }

    var program: Program { world.program }
    var policy: Policy { world.program.policy }

    /// The only way the state changes.
    mutating func change(_ change: Change) {
        state.apply(change)
        decision.changes.append(change)
        followFlow()
    }

    /// Looks the top frame's flow up when it has become another.
    private mutating func followFlow() {
        let name = state.running?.frames.last?.flow
        guard name != flowName else { return }
        flowName = name
        flowIndex = name.flatMap { program.flowIndex[$0] }
    }

    mutating func effect(_ effect: Effect) { decision.effects.append(effect) }

    mutating func note(_ note: Explanation.Note) { decision.explanation.notes.append(note) }

    mutating func count(_ edit: (inout Counters) -> Void) {
        var counters = state.counters
        edit(&counters)
        if counters != state.counters { change(.counted(counters)) }
    }

    // MARK: - events

    mutating func handle(_ event: ConversationEvent) {
        let timerBefore = nextTimer
        dispatch(event)
        advance()
        drainHeld()
        if let only = said.first { change(.said(said.count == 1 ? only : said.joined(separator: "\n"))) }
        let timerAfter = nextTimer
        if timerBefore?.id == timerAfter?.id, timerBefore?.at == timerAfter?.at { return }
        if let old = timerBefore?.id, old.kind != timerAfter?.id.kind { effect(.cancelTimer(old)) }
        if let timer = timerAfter { effect(.setTimer(timer.id, atMilliseconds: timer.at)) }
    }

    private mutating func dispatch(_ event: ConversationEvent) {
        if case .opened(let opening) = event { return open(opening) }
        // An agent who keeps a promise opens the conversation again.
        if case .agentJoined(let name) = event, state.isClosed { return agentJoined(name) }
        guard case .rated = event else {
            if state.isClosed || state.wait.kind == .nothing {
                decision.explanation.consumption = .closed
                return
            }
            return dispatchOpen(event)
        }
        if case .rated(let score, _) = event { rate(score) }
    }

    private mutating func dispatchOpen(_ event: ConversationEvent) {
        switch event {
        case .opened, .rated: break
        case .customerSpoke(let text): hear(.spoke(text))
        case .choiceMade(let id): hear(.chose(id))
        case .pageVisited(let url): change(.pageVisited(url.cut(toScalars: ConversationLimits.valueScalars)))
        case .timerFired(let timer): fire(timer)
        case .actionReturned(let number, let outcome): returned(number, outcome)
        case .deskAnswered(let answer): deskAnswered(answer)
        case .placeChanged(let place, let expected):
            guard case .queue = state.owner, place != state.place else { break }
            change(.placeChanged(place))
            effect(.ownerChanged(state.owner, place: place, expectedWaitMilliseconds: expected))
        case .agentJoined(let name): agentJoined(name)
        case .agentSpoke: break
        case .requeued(let queue): requeued(queue)
        case .queueClosed(let queue, let due): queueClosed(queue, due)
        case .customerLeftQueue:
            if state.owner != .bot { close("abandoned") }
        case .returnedToBot(let flow, let step, _): returnedToBot(flow: flow, step: step)
        case .agentClosed(let outcome, _): close(outcome)
        case .customerClosed:
            if case .queue = state.owner { effect(.withdraw) }
            close(state.running == nil ? state.lastOutcome ?? "abandoned" : "abandoned")
        case .worldChanged(let isWithdrawn): moveToWorld(isWithdrawn: isWithdrawn)
        }
    }

    private mutating func open(_ opening: Opening) {
        guard state.id.isEmpty else { return }
        var opening = opening
        opening.profile = Array(opening.profile.prefix(ConversationLimits.profile))
        opening.earlier = Array(opening.earlier.suffix(ConversationLimits.earlier))
        opening.page = opening.page?.cut(toScalars: ConversationLimits.valueScalars)
        if policy.channel(named: opening.channel) == nil, let first = policy.channels.first {
            opening.channel = first.name
        }
        if let language = opening.language, !policy.languages.contains(language) { opening.language = nil }
        let language = opening.language ?? policy.languages.first ?? .french
        change(.opened(opening, fingerprint: world.fingerprint, language: language))
        for slot in program.shared where slot.fromProfile {
            guard let given = opening.profile.first(where: { $0.name == slot.name }) else { continue }
            if let value = read(given.text, as: slot) {
                change(.filled(slot: slot.name, isShared: true, value))
            }
        }
        beginWait(.idle)
    }

    mutating func close(_ outcome: String) {
        change(.closed(outcome: outcome))
        effect(.close(outcome: outcome))
        stopped = true
    }

    // MARK: - waits

    mutating func beginWait(_ kind: Wait.Kind, buttons: [Button] = []) {
        var wait = Wait()
        wait.kind = kind
        wait.number = state.wait.number + 1
        wait.buttons = buttons
        switch kind {
        case .idle, .ask: wait.sinceMilliseconds = max(state.lastCustomerMilliseconds, 0)
        default: wait.sinceMilliseconds = moment.nowMilliseconds
        }
        // A question asked long after the customer's last word (a slow call, an agent's return) starts its own silence.
        if wait.sinceMilliseconds < moment.nowMilliseconds, state.wait.kind.isBusy {
            wait.sinceMilliseconds = moment.nowMilliseconds
        }
        change(.waiting(wait))
        stopped = true
    }

    /// Goes on waiting where it was, without repeating the question; silence is counted from now.
    mutating func keepWaiting() {
        var wait = state.wait
        wait.number += 1
        wait.timersDone = 0
        wait.sinceMilliseconds = moment.nowMilliseconds
        change(.waiting(wait))
        stopped = true
    }

    /// Ids of buttons carry the wait they belong to, so that one of an earlier wait is known.
    func buttons(_ offers: [(label: String, meaning: Button.Meaning)]) -> [Button] {
        offers.prefix(ConversationLimits.buttons + 1).enumerated().map { index, offer in
            Button(id: "\(state.wait.number + 1).\(index + 1)", label: offer.label, meaning: offer.meaning)
        }
    }

    // MARK: - timers

    /// The one timer the present wait needs.
    var nextTimer: (id: TimerID, at: Int64)? {
        let wait = state.wait
        switch wait.kind {
        case .nothing, .desk: return nil
        case .idle:
            guard state.hasSpoken else { return nil }
            return (
                TimerID(.silence, wait.number),
                wait.sinceMilliseconds.adding(policy.silenceMilliseconds(channel: state.channel))
            )
        case .ask:
            let due = silenceMilliseconds(after: wait.timersDone)
            return (TimerID(.silence, wait.number), wait.sinceMilliseconds.adding(due))
        case .call:
            guard let site = currentCall else { return nil }
            return (TimerID(.call, wait.number), wait.sinceMilliseconds.adding(site.withinMilliseconds))
        case .person(let escalation):
            guard case .queue = state.owner else { return nil }
            let lines = waitedLines(escalation)
            guard wait.timersDone < lines.count else { return nil }
            return (
                TimerID(.waited, wait.number),
                wait.sinceMilliseconds.adding(lines[wait.timersDone].milliseconds)
            )
        }
    }

    private mutating func fire(_ timer: TimerID) {
        guard let due = nextTimer, due.id == timer, moment.nowMilliseconds >= due.at else {
            decision.explanation.consumption = .late
            return
        }
        switch state.wait.kind {
        case .idle:
            note(.event("silence"))
            close(state.lastOutcome ?? "abandoned")
        case .ask: silence()
        case .call(let number): returned(number, .error("no answer within its limit"))
        case .person(let escalation): waited(escalation)
        case .nothing, .desk: break
        }
    }
}

extension Wait.Kind {
    /// Time passed for another reason than the customer's silence.
    var isBusy: Bool {
        switch self {
        case .call, .desk, .person: true
        default: false
        }
    }
}

extension Int64 {
    /// The sum, or the far end of time.
    func adding(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}

extension String {
    func cut(toScalars limit: Int) -> String {
        // A scalar is at least one byte: most texts need no count.
        if utf8.count <= limit { return self }
        return String(String.UnicodeScalarView(unicodeScalars.prefix(limit)))
    }
}
