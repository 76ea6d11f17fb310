import Flows
import Text

/// A trouble, and whether lines of the flow can serve it.
enum Trouble {
    case miss, invalid, unknown
    /// Silence lines do not reach here with an index: the line that is due is passed along.
    case silence(Handler?)
    /// A trouble that has no event of its own says the system's line.
    case ambiguous(SystemPhrase)
    case tooManyDetours
    case told

    var name: String {
        switch self {
        case .miss: "miss"
        case .invalid: "invalid"
        case .unknown: "unknown"
        case .silence: "silence"
        case .ambiguous: "ambiguous"
        case .tooManyDetours: "too many detours"
        case .told: "asked for a person again"
        }
    }
}

struct SilenceLine {
    var milliseconds: Int64
    /// Nil: the system's.
    var handler: Handler?
}

extension Engine {
    /// The slot the top frame asks, when it stands at an ask.
    var asked: (declaration: SlotDeclaration, isShared: Bool, atMost: Int?, texts: Texts?)? {
        guard let line = currentLine, case .ask(let slot, _, let atMost, let texts) = line.act,
            let declaration = declaration(slot)
        else { return nil }
        return (declaration, slot.isShared, atMost, texts)
    }

    func declaration(_ slot: SlotReference) -> SlotDeclaration? {
        switch slot {
        case .own(let index):
            return flowIndex.flatMap { program.flows[$0].slots[safe: index] }
        case .shared(let index): return program.shared[safe: index]
        }
    }

    func value(of declaration: SlotDeclaration, isShared: Bool) -> SlotValue? {
        isShared
            ? state.shared.value(declaration.name) : state.running?.frames.last?.value(declaration.name)
    }

    mutating func doAsk(
        _ slot: SlotReference, again: Bool, texts: Texts?, range: SourceRange
    ) -> Control {
        guard let declaration = declaration(slot), state.running?.frames.isEmpty == false else {
            return .next
        }
        if again, state.running?.frames.last?.emptiedAgain == false {
            change(.emptiedAgain(true))
            if value(of: declaration, isShared: slot.isShared) != nil {
                change(.filled(slot: declaration.name, isShared: slot.isShared, nil))
            }
        }
        if value(of: declaration, isShared: slot.isShared) != nil {
            return pass(declaration, isShared: slot.isShared, typed: false, range: range)
        }
        if let value = takeLoose(for: declaration) {
            change(.filled(slot: declaration.name, isShared: slot.isShared, value))
            noteFilled(declaration, value)
            return pass(declaration, isShared: slot.isShared, typed: true, range: range)
        }
        if case .pick(let result, let list, _) = declaration.type,
            frame?.result(result)?.list(list)?.isEmpty ?? true
        {
            note(.event("none"))
            if let control = raise(.verb, range: range, { $0 == .none }) { return control }
            tell(.none)
            escalateDefault(Reason(code: .flow, text: "nothing to choose for \(declaration.name)"))
            return .stopped
        }
        askQuestion(declaration, isShared: slot.isShared, texts: texts, range: range)
        return .stopped
    }

    /// Says the question and waits.
    mutating func askQuestion(
        _ declaration: SlotDeclaration, isShared: Bool, texts: Texts?, range: SourceRange
    ) {
        let offers = buttons(offers(for: declaration))
        let text = (texts ?? declaration.question).map { render($0) } ?? ""
        utter(
            text, verb: .ask, name: declaration.name, at: place(range), buttons: offers,
            isOptional: isEngineQuestion)
        if !backstopReached {
            beginWait(.ask(slot: declaration.name, isShared: isShared), buttons: offers)
        }
    }

    /// The shipped satisfaction question is the engine's own: a transcript may leave it out.
    private var isEngineQuestion: Bool { state.running?.frames.last?.returns == .satisfaction }

    func offers(for declaration: SlotDeclaration) -> [(label: String, meaning: Button.Meaning)] {
        switch declaration.type {
        case .yesNo:
            return [
                (phrase(.yes), .value(.yesNo(true))), (phrase(.no), .value(.yesNo(false))),
            ]
        case .choice:
            return declaration.choices.prefix(ConversationLimits.buttons).map {
                (render($0.labels), .value(.choice($0.name)))
            }
        case .pick(let result, let list, let field):
            let elements = frame?.result(result)?.list(list) ?? []
            return elements.prefix(ConversationLimits.buttons).map { element in
                let label = element.value(field).map { display($0) } ?? ""
                return (label, .value(.element(element)))
            }
        default: return []
        }
    }

    /// Leaves an ask whose slot is filled: by the value's `on` line if there is one.
    mutating func pass(
        _ declaration: SlotDeclaration, isShared: Bool, typed: Bool, range: SourceRange
    ) -> Control {
        guard let line = state.running?.frames.last?.line else { return .next }
        change(
            .passed(
                line: line, slot: declaration.name, isShared: isShared, typed: typed, runTyped: []))
        let name: String
        switch value(of: declaration, isShared: isShared) {
        case .yesNo(let answer): name = answer ? "yes" : "no"
        case .choice(let choice): name = choice
        default: return .next
        }
        return raise(.verb, range: range, { $0 == .value(name) }) ?? .next
    }

    /// The customer gave the value of the asked slot.
    mutating func fillAsked(_ value: SlotValue) {
        guard let asked, let line = currentLine else { return }
        stopped = false
        change(.filled(slot: asked.declaration.name, isShared: asked.isShared, value))
        noteFilled(asked.declaration, value)
        finish(pass(asked.declaration, isShared: asked.isShared, typed: true, range: line.range))
    }

    mutating func noteFilled(_ declaration: SlotDeclaration, _ value: SlotValue) {
        let shown = declaration.isPrivate ? "•••" : display(value, of: declaration)
        note(.filled(slot: declaration.name, display: shown.cut(toScalars: 80)))
    }

    // MARK: - trouble

    /// The most troubles at the current ask before a person.
    private var triesLimit: Int { asked?.atMost ?? policy.triesLimit }

    mutating func trouble(_ trouble: Trouble) {
        guard let line = state.running?.frames.last?.line, currentLine != nil else {
            return idleTrouble(trouble, say: trouble.idlePhrase)
        }
        change(.triedAgain(line: line))
        count { $0.trouble += 1 }
        let tries = frame?.tries.count(at: line) ?? 1
        note(
            .trouble(event: trouble.name, tries: tries, limit: triesLimit, total: state.counters.trouble))
        let atLimit = tries >= triesLimit || state.counters.trouble >= policy.troubleLimit
        let handler: Handler?
        let phrase: SystemPhrase
        switch trouble {
        case .miss:
            handler = largest(tries, onlyLeaving: atLimit) {
                if case .miss(let number) = $0 { number } else { nil }
            }
            phrase = .miss
        case .invalid:
            handler = largest(tries, onlyLeaving: atLimit) {
                if case .invalid(let number) = $0 { number } else { nil }
            }
            phrase = .invalid
        case .unknown:
            handler = largest(tries, onlyLeaving: atLimit) { if case .unknown = $0 { 1 } else { nil } }
            phrase = .unknown
        case .silence(let due):
            handler = due.flatMap { atLimit && !$0.act.leaves ? nil : $0 }
            phrase = .miss
        case .ambiguous(let own): (handler, phrase) = (nil, own)
        case .tooManyDetours: (handler, phrase) = (nil, .finishFirst)
        case .told: (handler, phrase) = (nil, .closed)
        }
        if let handler, handler.act.leaves || !rejectedText {
            return serve(handler, keepsTimers: trouble.isSilence)
        }
        if atLimit {
            escalateDefault(Reason(code: .trouble, text: trouble.name))
            return
        }
        if !rejectedText {
            utter(
                self.phrase(phrase), verb: .say, name: phrase.rawValue, at: enginePlace,
                buttons: state.wait.buttons, isOptional: true)
        }
        if !backstopReached { keepWaiting() }
    }

    /// Of the deciding level's lines the one with the largest N that is reached.
    private func largest(
        _ tries: Int, onlyLeaving: Bool, _ number: (EventPattern) -> Int?
    ) -> Handler? {
        var best: (number: Int, handler: Handler)?
        for handler in deciding(.verb, { number($0) != nil }) {
            guard let needed = number(handler.event), needed <= tries else { continue }
            if onlyLeaving, !handler.act.leaves { continue }
            if best.map({ needed > $0.number }) ?? true { best = (needed, handler) }
        }
        return best?.handler
    }

    /// Does the line that serves an event of a wait: a staying act keeps waiting, `continue` goes on after the block.
    mutating func serve(_ handler: Handler, keepsTimers: Bool = false) {
        if case .continue = handler.act.innermost {
            stopped = false
            return goOn()
        }
        stopped = false
        switch handled(handler) {
        case .next:
            if handler.act.leaves {
                // The end of a flow whose caller stays: on after the caller's block.
                goOn()
            } else if keepsTimers {
                change(.timersDone(state.wait.timersDone + 1))
                stopped = true
            } else {
                keepWaiting()
            }
        case .moved: break
        case .stopped: stopped = true
        }
    }

    // MARK: - silence

    /// The silence lines of the present ask, shortest first; never empty: the last is the system's if there is no other.
    func silenceLines() -> [SilenceLine] {
        let own = policy.silenceMilliseconds(channel: state.channel)
        var lines = deciding(.verb, \.isSilence)
            .compactMap { handler -> SilenceLine? in
                guard case .silence(let milliseconds) = handler.event else { return nil }
                return SilenceLine(milliseconds: milliseconds, handler: handler)
            }
        lines.sort { $0.milliseconds < $1.milliseconds }
        guard let last = lines.last else { return [SilenceLine(milliseconds: own, handler: nil)] }
        if policy.channel(named: state.channel)?.isAsynchronous == true {
            return [SilenceLine(milliseconds: own, handler: last.handler)]
        }
        return lines
    }

    /// How long a silence lasts until the line is due that follows `done` others: as `silenceLines` says, without a list
    /// of them, because every message asks for it twice.
    func silenceMilliseconds(after done: Int) -> Int64 {
        let handlers = decidingLevel(.verb, \.isSilence)
        var first: Int64?
        var more: [Int64] = []
        for index in handlers.indices {
            guard case .silence(let milliseconds) = handlers[index].event else { continue }
            if first == nil { first = milliseconds } else { more.append(milliseconds) }
        }
        guard let first, policy.channel(named: state.channel)?.isAsynchronous != true else {
            return policy.silenceMilliseconds(channel: state.channel)
        }
        if more.isEmpty { return first }
        let all = ([first] + more).sorted()
        return all[max(0, min(done, all.count - 1))]
    }

    mutating func silence() {
        let lines = silenceLines()
        guard let line = lines[safe: min(state.wait.timersDone, lines.count - 1)] else { return }
        note(.event("silence"))
        count { $0.turns += 1 }
        let isLast = state.wait.timersDone >= lines.count - 1
        if let handler = line.handler {
            if isLast, !handler.act.leaves {
                // The checker refuses a last silence that stays; a hand-made program ends here.
                return abandon()
            }
            return trouble(.silence(handler))
        }
        abandon()
    }

    /// The system's own line for silence: nobody is there, so nothing waits for its turn either.
    private mutating func abandon() {
        tell(.abandoned)
        dropOthers()
        stopped = false
        endActivation("abandoned", at: enginePlace)
    }

    /// Paused and pending requests are given up.
    mutating func dropOthers() {
        while !state.paused.isEmpty { change(.droppedPaused(state.paused.count - 1)) }
        if !state.pending.isEmpty { change(.pendingChanged([])) }
    }

    // MARK: - idle

    /// A trouble while nothing is under way.
    mutating func idleTrouble(
        _ trouble: Trouble, say phrase: SystemPhrase, buttons: [Button] = [],
        code: Reason.Code = .lowConfidence
    ) {
        count {
            $0.idleTries += 1
            $0.trouble += 1
        }
        note(
            .trouble(
                event: trouble.name, tries: state.counters.idleTries, limit: policy.triesLimit,
                total: state.counters.trouble))
        if state.counters.idleTries >= policy.triesLimit || state.counters.trouble >= policy.troubleLimit {
            return escalateDefault(Reason(code: code, text: trouble.name))
        }
        utter(
            self.phrase(phrase), verb: .say, name: phrase.rawValue, at: enginePlace, buttons: buttons,
            isOptional: true)
        if !backstopReached { beginWait(.idle, buttons: buttons) }
    }
}

extension Trouble {
    var isSilence: Bool {
        if case .silence = self { true } else { false }
    }

    /// The sentence for it when no flow is under way.
    var idlePhrase: SystemPhrase {
        switch self {
        case .tooManyDetours: .finishFirst
        case .told: .closed
        default: .notUnderstood
        }
    }
}

extension Array {
    /// The element, or nil outside.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
