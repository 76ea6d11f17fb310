import CivilTime
import Flows
import Text

/// Where control goes after an act.
enum Control {
    /// On to what follows (after a block, or keep waiting, as the event says).
    case next
    /// The act moved to another line or frame: go on there.
    case moved
    /// A wait began, or the activation is over.
    case stopped
}

/// From where an act is done: it decides who hears its events.
enum Site {
    case verb
    /// An act of a `when`: its events start at the step.
    case act
    /// An act of an `on` line.
    case handler(EventPattern)

    var level: Wait.Escalation.Level {
        if case .verb = self { .verb } else { .step }
    }

    var isInRefusal: Bool {
        switch self {
        case .handler(.closed), .handler(.full): true
        default: false
        }
    }
}

extension Engine {
    var frame: Frame? { state.running?.frames.last }

    var currentLine: Line? {
        guard let line = state.running?.frames.last?.line, let index = flowIndex else { return nil }
        return program.flows[index].lines[safe: line]
    }

    /// Does line after line until a wait begins.
    mutating func advance() {
        while !stopped, !backstopReached, state.running?.frames.isEmpty == false {
            guard spend() else { return }
            guard let line = currentLine else {
                // The end of the lines (the compiler appends `end solved` where it may be reached), or a flow that a
                // newer program lacks.
                finish(endFrame("solved", at: Explanation.Place(flow: frame?.flow ?? "")))
                continue
            }
            if case .when = line.act {} else if case .otherwise = line.act {} else { groupHeld = false }
            finish(perform(line.act, site: .verb, range: line.range))
        }
    }

    /// Continues after an act of the flow of lines.
    mutating func finish(_ control: Control) {
        switch control {
        case .next: goOn()
        case .moved: break
        case .stopped: stopped = true
        }
    }

    /// One line of the backstop's hundred; false when it is reached.
    mutating func spend() -> Bool {
        linesDone += 1
        if linesDone <= ConversationLimits.linesPerEvent { return true }
        backstop("more than \(ConversationLimits.linesPerEvent) lines in one event")
        return false
    }

    /// To the line after the current block.
    mutating func goOn() {
        var goesOn = true
        while goesOn, !stopped, let line = state.running?.frames.last?.line {
            goesOn = false
            change(.movedTo(line: line + 1))
            guard let step = stepBeginning(at: line + 1) else { return }
            let control = enter(step)
            // The limit of the step's entries ended a flow whose caller stays: on after the caller's block.
            if case .next = control { goesOn = true }
        }
    }

    /// The step whose first line this is.
    private func stepBeginning(at line: Int) -> Int? {
        guard let index = flowIndex, program.flows[index].lines.indices.contains(line) else { return nil }
        let step = program.flows[index].lines[line].step
        guard program.flows[index].steps.indices.contains(step),
            program.flows[index].steps[step].firstLine == line
        else { return nil }
        return step
    }

    /// Enters a step by `go` or by falling; the entry after the N-th takes the other way.
    mutating func enter(_ step: Int) -> Control {
        guard let index = flowIndex, program.flows[index].steps.indices.contains(step) else { return .next }
        let name = program.flows[index].steps[step].name
        change(.entered(step: name))
        groupHeld = false
        guard let limit = program.flows[index].steps[step].limit,
            let entries = frame?.entries.first(where: { $0.name == name ?? "" })?.count,
            entries > limit.entries
        else { return .moved }
        guard spend() else { return .stopped }
        let control = perform(limit.otherwise, site: .act, range: program.flows[index].steps[step].range)
        if case .stopped = control { stopped = true }
        return control
    }

    mutating func go(to step: Int) -> Control {
        guard let index = flowIndex, program.flows[index].steps.indices.contains(step) else { return .next }
        change(.movedTo(line: program.flows[index].steps[step].firstLine))
        groupHeld = false
        return enter(step)
    }

    // MARK: - acts

    mutating func perform(_ act: Act, site: Site, range: SourceRange) -> Control {
        switch act {
        case .say(let texts):
            say(texts, verb: .say, range: range)
            return .next
        case .answer(let answer): return doAnswer(answer, site: site, range: range)
        case .ask(let slot, let again, _, let texts):
            return doAsk(slot, again: again, texts: texts, range: range)
        case .call(let call): return doCall(call, range: range)
        case .run(let run): return doRun(run, site: site, range: range)
        case .promise(let promise): return doPromise(promise, range: range)
        case .escalate(let escalate):
            var escalation = Wait.Escalation()
            escalation.queue = escalate.queue
            escalation.level = site.level
            escalation.isInRefusal = site.isInRefusal
            if let because = escalate.because { giveReason(because, site: site) }
            beginEscalation(escalation, priority: escalate.priority, range: range)
            return .stopped
        case .set(let slot, let operand):
            set(slot, to: operand)
            return .next
        case .go(let step, let because):
            if let because { giveReason(because, site: site) }
            return go(to: step)
        case .end(let outcome, let because):
            if let because { giveReason(because, site: site) }
            return endFrame(outcome, because: because, at: place(range))
        case .reject(let slot, let texts): return reject(slot, texts: texts, range: range)
        case .continue: return .next
        case .when(let condition, let then):
            let previousIsWhen = isAfterWhen
            if !previousIsWhen { groupHeld = false }
            let held = holds(condition, range: range)
            if held { groupHeld = true }
            guard held else { return .next }
            return perform(then, site: .act, range: range)
        case .otherwise(let then):
            guard !groupHeld else { return .next }
            return perform(then, site: .act, range: range)
        }
    }

    private var isAfterWhen: Bool {
        guard let line = state.running?.frames.last?.line, let index = flowIndex,
            case .when? = program.flows[index].lines[safe: line - 1]?.act
        else { return false }
        return true
    }

    /// Keeps the last `because`, with the kind of event it was said at.
    mutating func giveReason(_ because: String, site: Site) {
        var code = state.running?.reason?.code ?? .flow
        if case .handler(let event) = site { code = event.reasonCode }
        change(.reasonGiven(Reason(code: code, text: because)))
    }

    private mutating func set(_ slot: SlotReference, to operand: Operand) {
        guard let declaration = declaration(slot), let value = evaluate(operand).single,
            let fitted = fit(value, to: declaration)
        else { return }
        change(.filled(slot: declaration.name, isShared: slot.isShared, fitted))
    }

    private mutating func doAnswer(_ answer: Answer, site: Site, range: SourceRange) -> Control {
        switch answer {
        case .texts(let texts): say(texts, verb: .answer, range: range)
        case .article(let id):
            guard let text = world.understander.article(id, state.language, state.channel, today) else {
                note(.event("missing"))
                if let control = raise(site.level, range: range, { $0 == .missing }) { return control }
                tell(.missing)
                escalateDefault(Reason(code: .flow, text: "article \(id) missing"))
                return .stopped
            }
            utter(text, verb: .answer, name: id, at: place(range))
            change(.tried(Tried(kind: .answer, name: id)))
        }
        change(.answered)
        deed()
        return .next
    }

    private mutating func doRun(_ run: RunSite, site: Site, range: SourceRange) -> Control {
        guard program.flows.indices.contains(run.flow) else { return .next }
        let flow = program.flows[run.flow]
        var frame = Frame()
        frame.flow = flow.name
        if case .verb = site, !run.passesOutcome { frame.returns = .line } else { frame.returns = .passes }
        frame.into = run.result
        for (slot, operand) in run.with where flow.slots.indices.contains(slot) {
            let declaration = flow.slots[slot]
            guard let value = evaluate(operand).single, let fitted = fit(value, to: declaration) else {
                continue
            }
            frame.slots.set(declaration.name, to: fitted)
        }
        note(.act(.run, name: flow.name, detail: nil, at: place(range), sentence: nil, isOptional: true))
        return push(frame)
    }

    mutating func push(_ frame: Frame) -> Control {
        guard (state.running?.frames.count ?? 0) < ConversationLimits.frames else {
            backstop("more than \(ConversationLimits.frames) flows inside each other")
            return .stopped
        }
        if frame.flow == "system.satisfied" { change(.satisfactionAsked) }
        change(.pushed(frame))
        groupHeld = false
        return stepBeginning(at: 0).map { enter($0) } ?? .moved
    }

    private mutating func doPromise(_ promise: PromiseSite, range: SourceRange) -> Control {
        let contact = promise.contact.map { evaluate($0) }.flatMap(\.single).map { plain($0) }
        record(
            promise.kind, queue: promise.queue, contact: contact, within: promise.withinMilliseconds,
            result: promise.result, at: place(range))
        return .next
    }

    mutating func record(
        _ kind: PromiseKind, queue: String, contact: String?, within: Int64?, result: String?,
        at place: Explanation.Place
    ) {
        let due = within.flatMap { within in
            world.hours[queue]?.adding(openMilliseconds: within, to: moment.nowMilliseconds)
                ?? moment.nowMilliseconds.adding(within)
        }
        let promised = PromiseRecord(
            kind: kind.rawValue, queue: queue, contact: contact, dueMilliseconds: due, flow: frame?.flow)
        change(.promised(promised))
        change(.tried(Tried(kind: .promise, name: kind.rawValue, detail: queue)))
        effect(.promise(promised))
        note(.act(.promise, name: kind.rawValue, detail: nil, at: place, sentence: nil, isOptional: false))
        if let result, let due {
            change(
                .resulted(ActionResult(name: result, fields: [NamedValue("", .instant(milliseconds: due))])))
        }
        deed()
    }

    /// An answer said, a promise recorded, a queue accepting, an `end`.
    mutating func deed() {
        count {
            $0.detours = 0
            $0.told = false
            $0.idleTries = 0
            $0.turns = 0
        }
    }

    // MARK: - events of lines

    /// The `on` lines that decide an event: those of the nearest level that has one for it.
    func deciding(_ level: Wait.Escalation.Level, _ matches: (EventPattern) -> Bool) -> [Handler] {
        let all = decidingLevel(level, matches)
        return all.isEmpty ? [] : all.filter { matches($0.event) }
    }

    /// All `on` lines of the nearest level that has one for an event; empty when no level has.
    func decidingLevel(_ level: Wait.Escalation.Level, _ matches: (EventPattern) -> Bool) -> [Handler] {
        guard level != .system, let flow = flowIndex, let number = state.running?.frames.last?.line,
            program.flows[flow].lines.indices.contains(number)
        else { return [] }
        if level == .verb {
            let own = program.flows[flow].lines[number].handlers
            if own.contains(where: { matches($0.event) }) { return own }
        }
        let step = program.flows[flow].lines[number].step
        if program.flows[flow].steps.indices.contains(step) {
            let own = program.flows[flow].steps[step].handlers
            if own.contains(where: { matches($0.event) }) { return own }
        }
        let own = program.flows[flow].handlers
        return own.contains { matches($0.event) } ? own : []
    }

    /// Does the act that handles an event of a line; nil when nobody handles it.
    mutating func raise(
        _ level: Wait.Escalation.Level, range: SourceRange, _ matches: (EventPattern) -> Bool
    ) -> Control? {
        guard let handler = deciding(level, matches).first else { return nil }
        return handled(handler)
    }

    mutating func handled(_ handler: Handler) -> Control {
        if handler.act.leaves, handler.event.givesReason {
            change(.reasonGiven(Reason(code: handler.event.reasonCode, text: handler.event.reasonText)))
        }
        return perform(handler.act, site: .handler(handler.event), range: handler.range)
    }
}

extension SlotReference {
    var isShared: Bool {
        if case .shared = self { true } else { false }
    }
}

extension EventPattern {
    var isSilence: Bool {
        if case .silence = self { true } else { false }
    }

    /// Whether the event says why a person may be needed.
    var givesReason: Bool {
        switch self {
        case .outcome, .value, .closed, .full, .waited, .said, .interrupt, .cancel: false
        default: true
        }
    }

    var reasonCode: Reason.Code {
        switch self {
        case .human: .asked
        case .error, .failure: .actionError
        case .unsatisfied: .lowSatisfaction
        case .miss, .invalid, .unknown, .silence: .trouble
        default: .flow
        }
    }

    /// What happened, until an author's `because` says it better.
    var reasonText: String {
        switch self {
        case .human: "asked for a person"
        case .error: "an action failed"
        case .failure(let name): "an action answered \(name)"
        case .unsatisfied: "not satisfied with the answer"
        case .miss, .invalid, .unknown: "not understood"
        case .silence: "silence"
        case .none: "nothing to choose from"
        case .missing: "an article is missing"
        default: ""
        }
    }
}
