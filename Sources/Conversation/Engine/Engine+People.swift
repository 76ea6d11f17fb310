import CivilTime
import Flows
import Text

// The way to a person: asking for one, the queue's answer, and what agents do.

extension Engine {
    /// A person was asked for.
    mutating func human() {
        decision.explanation.consumption = .human
        if state.counters.told { return trouble(.told) }
        let reason = Reason(code: .asked, text: "asked for a person")
        if let handler = deciding(.verb, { $0 == .human }).first {
            return serve(handler)
        }
        escalateDefault(reason)
    }

    /// To the default queue, whatever is under way.
    mutating func escalateDefault(_ reason: Reason) {
        if state.running != nil { change(.reasonGiven(reason)) }
        var escalation = Wait.Escalation()
        escalation.queue = policy.defaultQueue ?? program.queues.queues.first?.name ?? "support"
        beginEscalation(escalation, priority: .normal, reason: reason, range: nil)
    }

    mutating func beginEscalation(
        _ escalation: Wait.Escalation, priority: Priority, reason: Reason? = nil, range: SourceRange?
    ) {
        let reason = reason ?? state.running?.reason ?? Reason(code: .flow, text: "")
        var urgency = EscalationRequest.Urgency(rawValue: priority.rawValue) ?? .normal
        if state.running?.isUrgent == true { urgency = .urgent }
        if state.running != nil, state.running?.reason != reason { change(.reasonGiven(reason)) }
        var request = EscalationRequest(
            queue: escalation.queue, urgency: urgency, reason: reason, flow: frame?.flow,
            step: currentStepName,
            tried: state.tried, pages: state.pages, earlier: state.earlier, language: state.language,
            channel: state.channel,
            isAsynchronous: policy.channel(named: state.channel)?.isAsynchronous ?? false)
        request.slots = packetSlots()
        change(.tried(Tried(kind: .escalate, name: escalation.queue, detail: reason.text)))
        effect(.escalate(request))
        var escalation = escalation
        escalation.reason = reason
        beginWait(.desk(escalation))
    }

    /// Everything the customer told: the running flow's slots first, then those of flows that are over, newest first.
    private func packetSlots() -> [EscalationRequest.Slot] {
        var result: [EscalationRequest.Slot] = []
        func add(_ value: NamedValue, _ declarations: [SlotDeclaration]) {
            guard !result.contains(where: { $0.name == value.name }) else { return }
            let declaration = declarations.first { $0.name == value.name }
            result.append(
                EscalationRequest.Slot(
                    name: value.name,
                    display: declaration.map { display(value.value, of: $0) } ?? plain(value.value),
                    isPrivate: declaration?.isPrivate ?? false))
        }
        let activations = [state.running].compactMap { $0 } + state.paused.reversed()
        for activation in activations {
            for frame in activation.frames.reversed() {
                let declarations = program.flow(named: frame.flow)?.slots ?? []
                for value in frame.slots { add(value, declarations) }
            }
        }
        for value in state.shared { add(value, program.shared) }
        for told in state.gathered.reversed() {
            add(told.slot, program.flow(named: told.flow)?.slots ?? [])
        }
        return result
    }

    // MARK: - the desk's answer

    mutating func deskAnswered(_ answer: DeskAnswer) {
        guard case .desk(let escalation) = state.wait.kind else {
            decision.explanation.consumption = .late
            return
        }
        let reason = escalation.reason
        let isRefused = if case .accepted = answer { false } else { true }
        note(
            .act(
                .escalate, name: escalation.queue, detail: reason?.text,
                at: escalation.level == .system ? enginePlace : linePlace, sentence: nil,
                isOptional: isRefused))
        switch answer {
        case .accepted(let queue, let place, let expected):
            deed()
            while !state.held.isEmpty { change(.heldTaken) }
            change(.handedOver)
            change(.ownerChanged(.queue(queue)))
            change(.placeChanged(place))
            beginWait(.person(escalation))
            switch reason?.code {
            case .asked, nil: tell(.human)
            case .lowSatisfaction: tell(.unsatisfied)
            default: tell(.handedOver)
            }
            effect(.ownerChanged(.queue(queue), place: place, expectedWaitMilliseconds: expected))
        case .closed: refused(escalation, .closed)
        case .full: refused(escalation, .full)
        }
    }

    private mutating func refused(_ escalation: Wait.Escalation, _ event: EventPattern) {
        let wasTold = state.counters.told
        note(.event(event == .closed ? "closed" : "full"))
        count { $0.told = true }
        stopped = false
        if !escalation.isInRefusal,
            let handler = deciding(escalation.level, { $0 == event }).first
        {
            let control = handled(handler)
            guard case .next = control else { return finish(control) }
            return stayAfterRefusal()
        }
        // An answer in between takes `told` back, but who stands in the closed queue's own flow has been told.
        let isInside = state.running?.frames.contains { $0.flow == "system.closed" } ?? false
        guard !wasTold, !isInside, program.flowIndex["system.closed"] != nil else { return lastResort() }
        var frame = Frame()
        frame.flow = "system.closed"
        frame.returns = state.running?.frames.isEmpty == false ? .passes : .root
        if state.running == nil {
            var activation = Activation()
            activation.number = state.activationCount + 1
            change(.started(activation))
        }
        finish(push(frame))
    }

    /// After a staying act: on after the block, or, if the flow stood at an ask, it keeps waiting there.
    private mutating func stayAfterRefusal() {
        guard let asked, value(of: asked.declaration, isShared: asked.isShared) == nil else { return goOn() }
        beginWait(
            .ask(slot: asked.declaration.name, isShared: asked.isShared),
            buttons: buttons(offers(for: asked.declaration)))
    }

    /// What needs nothing from anyone: a reply is promised, in this conversation.
    mutating func lastResort() {
        let queue = policy.defaultQueue ?? program.queues.queues.first?.name ?? "support"
        if state.running == nil {
            var activation = Activation()
            activation.number = state.activationCount + 1
            change(.started(activation))
        }
        let frames = state.running?.frames ?? []
        let isInside = frames.contains { $0.flow == "system.last-resort" }
        // With no room for one more frame the flow is left out: pushing it would end at the desk, which refused.
        if !isInside, frames.count < ConversationLimits.frames,
            program.flowIndex["system.last-resort"] != nil
        {
            var frame = Frame()
            frame.flow = "system.last-resort"
            frame.returns = state.running?.frames.isEmpty == false ? .passes : .root
            stopped = false
            return finish(push(frame))
        }
        record(.reply, queue: queue, contact: nil, within: nil, result: nil, at: enginePlace)
        tell(.lastResort)
        stopped = false
        endActivation("promised", at: enginePlace)
    }

    // MARK: - the backstop

    /// Never counted on by the proof: a person and an alarm.
    mutating func backstop(_ why: String) {
        guard !backstopReached else { return }
        backstopReached = true
        note(.event("backstop: \(why)"))
        effect(.alarm(why))
        escalateDefault(Reason(code: .trouble, text: why))
        stopped = true
    }

    // MARK: - while others own the customer

    /// `on waited` lines of the escalate, shortest first.
    func waitedLines(_ escalation: Wait.Escalation) -> [SilenceLine] {
        guard escalation.level != .system, let frame = state.handedOver?.frames.last,
            let flow = program.flow(named: frame.flow), let line = flow.lines[safe: frame.line]
        else { return [] }
        func lines(_ handlers: [Handler]) -> [SilenceLine] {
            handlers.compactMap { handler in
                guard case .waited(let milliseconds) = handler.event else { return nil }
                return SilenceLine(milliseconds: milliseconds, handler: handler)
            }
        }
        var found = escalation.level == .verb ? lines(line.handlers) : []
        if found.isEmpty { found = lines(flow.steps[safe: line.step]?.handlers ?? []) }
        if found.isEmpty { found = lines(flow.handlers) }
        return found.sorted { $0.milliseconds < $1.milliseconds }
    }

    mutating func waited(_ escalation: Wait.Escalation) {
        guard let line = waitedLines(escalation)[safe: state.wait.timersDone], let handler = line.handler
        else {
            return
        }
        note(.event("waited"))
        // The line is done in its own flow: it comes back to the front, and stays there when the act leaves.
        let wait = state.wait
        change(.takenBack)
        guard handler.act.leavesAtLast else {
            _ = perform(handler.act, site: .handler(handler.event), range: handler.range)
            change(.handedOver)
            if !backstopReached {
                var next = wait
                next.timersDone += 1
                change(.waiting(next))
            }
            stopped = true
            return
        }
        effect(.withdraw)
        change(.ownerChanged(.bot))
        change(.placeChanged(nil))
        effect(.ownerChanged(.bot, place: nil, expectedWaitMilliseconds: nil))
        stopped = false
        finish(handled(handler))
    }

    mutating func agentJoined(_ name: String) {
        guard state.owner != .agent(name) else { return }
        if state.owner == .bot, !state.wait.kind.isPerson {
            // Somebody keeps a promise: the customer may be talking with the bot, or be gone.
            guard !state.promises.isEmpty, !state.wait.kind.isDesk else { return }
            if state.isClosed {
                change(.reopened)
                effect(.reopen)
            }
            if state.running != nil { change(.handedOver) }
            beginWait(.person(Wait.Escalation()))
        }
        change(.ownerChanged(.agent(name)))
        change(.placeChanged(nil))
        effect(.ownerChanged(.agent(name), place: nil, expectedWaitMilliseconds: nil))
        utter(
            phrase(.agentJoined, [NamedText("agent", name)]), verb: .say, name: "system.agent-joined",
            at: enginePlace,
            from: .system, isOptional: true)
    }

    /// Passed on, or the agent was lost: the customer waits again. Also a queue that takes a customer the bot held
    /// (moved by a supervisor).
    mutating func requeued(_ queue: String) {
        if state.owner == .bot {
            guard !state.wait.kind.isDesk else { return }
            if state.running != nil { change(.handedOver) }
            beginWait(.person(Wait.Escalation()))
        }
        change(.ownerChanged(.queue(queue)))
        effect(.ownerChanged(.queue(queue), place: state.place, expectedWaitMilliseconds: nil))
    }

    /// The queue closed before anybody came: told and promised at once, because a question nobody is there to answer would
    /// promise nothing. The bot goes on with him.
    mutating func queueClosed(_ queue: String, _ due: Int64?) {
        guard case .queue = state.owner else { return }
        note(.event("queue closed"))
        change(.ownerChanged(.bot))
        change(.placeChanged(nil))
        if state.handedOver != nil { change(.forgotHandedOver) }
        effect(.ownerChanged(.bot, place: nil, expectedWaitMilliseconds: nil))
        let promised = PromiseRecord(
            kind: PromiseKind.reply.rawValue, queue: queue, contact: nil, dueMilliseconds: due, flow: nil)
        change(.promised(promised))
        change(.tried(Tried(kind: .promise, name: PromiseKind.reply.rawValue, detail: queue)))
        effect(.promise(promised))
        deed()
        if let due {
            let value = DateText.instant(due, in: world.zone, written)
            utter(
                phrase(.closing, [NamedText("value", value)]), verb: .say,
                name: SystemPhrase.closing.rawValue,
                at: enginePlace, isOptional: true)
        } else {
            tell(.lastResort)
        }
        beginWait(.idle)
    }

    /// The agent gives the customer back: idle, or a step with the slots kept.
    mutating func returnedToBot(flow name: String?, step stepName: String?) {
        guard state.owner != .bot else { return }
        let kept = state.handedOver
        change(.ownerChanged(.bot))
        change(.placeChanged(nil))
        if kept != nil { change(.forgotHandedOver) }
        effect(.ownerChanged(.bot, place: nil, expectedWaitMilliseconds: nil))
        if name == nil { tell(.backToBot) }
        guard !backstopReached, let name, let index = program.flowIndex[name] else {
            return beginWait(.idle)
        }
        let flow = program.flows[index]
        var activation = Activation()
        activation.number = state.activationCount + 1
        activation.intent = kept?.intent
        activation.changes = kept?.changes ?? 0
        activation.passes = kept?.passes ?? []
        change(.started(activation))
        var frame = Frame()
        frame.flow = name
        if let old = kept?.frames.last(where: { $0.flow == name }) {
            frame.slots = old.slots
            frame.results = old.results
        }
        stopped = false
        finish(push(frame))
        guard !stopped, let stepName, let step = flow.step(named: stepName), canBegin(flow, at: step) else {
            return
        }
        finish(go(to: step))
    }

    /// Whether a step reads nothing that is not filled before it is read.
    private func canBegin(_ flow: Flow, at step: Int) -> Bool {
        guard let frame, flow.steps.indices.contains(step) else { return false }
        var filled = Set(frame.slots.map(\.name))
        var results = Set(frame.results.map(\.name))
        var index = flow.steps[step].firstLine
        while let line = flow.lines[safe: index], line.step == step {
            index += 1
            for operand in line.act.reads {
                switch operand {
                case .slot(.own(let slot)), .slotField(.own(let slot), field: _):
                    guard let name = flow.slots[safe: slot]?.name, filled.contains(name) else { return false }
                case .result(let name, path: _):
                    if !results.contains(name) { return false }
                default: break
                }
            }
            switch line.act {
            case .ask(.own(let slot), again: _, atMost: _, texts: _):
                if let name = flow.slots[safe: slot]?.name { filled.insert(name) }
            case .call(let call): if let result = call.result { results.insert(result) }
            case .run(let run): if let result = run.result { results.insert(result) }
            case .promise(let promise): if let result = promise.result { results.insert(result) }
            default: break
            }
        }
        return true
    }

    // MARK: - satisfaction

    mutating func rate(_ score: Int) {
        guard (1...5).contains(score), !state.id.isEmpty else { return }
        change(.rated(score))
        guard score < policy.satisfactionThreshold, state.owner == .bot, !state.wait.kind.isDesk else {
            return
        }
        if state.isClosed {
            change(.reopened)
            effect(.reopen)
        }
        note(.event("rated \(score)"))
        decision.explanation.threshold = Explanation.Threshold(
            kind: "satisfaction", value: Double(policy.satisfactionThreshold))
        if case .call = state.wait.kind {
            // Its result will be late.
            effect(.cancelTimer(TimerID(.call, state.wait.number)))
        }
        escalateDefault(Reason(code: .lowSatisfaction, text: "rated \(score)"))
    }
}

extension Wait.Kind {
    var isDesk: Bool {
        if case .desk = self { true } else { false }
    }

    var isPerson: Bool {
        if case .person = self { true } else { false }
    }
}

extension Act {
    /// What must be filled for the act to make sense; texts with an `else` and guards are not counted.
    var reads: [Operand] {
        switch self {
        case .call(let call): call.arguments
        case .run(let run): run.with.map(\.value)
        case .promise(let promise): promise.contact.map { [$0] } ?? []
        case .say(let texts), .answer(.texts(let texts)):
            texts.entries.first?.template.pieces.compactMap { piece in
                if case .value(let operand, format: _, otherwise: nil) = piece { operand } else { nil }
            } ?? []
        default: []
        }
    }
}
