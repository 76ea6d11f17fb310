import Flows
import Text

extension Engine {
    // MARK: - starting and ending

    /// Starts a request: a flow (a paused one is brought back instead), or an article that needs no flow.
    mutating func start(_ request: Request) {
        stopped = false
        if state.lastRequest == request.name {
            count { $0.trouble += 1 }
            note(.event("asked again"))
        }
        change(.requested(request.name))
        if case .flow(let name) = request.target, let index = pausedIndex(of: name) { return resume(index) }
        var activation = Activation()
        activation.number = state.activationCount + 1
        activation.intent = request.intent
        activation.isUrgent = isUrgent(request)
        switch request.target {
        case .flow(let name):
            guard let index = program.flowIndex[name] else { return beginWait(.idle) }
            change(.started(activation))
            var frame = Frame()
            frame.flow = name
            let spoken = spoken.flatMap { $0.text == request.text ? $0 : nil } ?? Utterance(request.text)
            keepLoose(from: spoken, flow: index, outside: nil)
            finish(push(frame))
        case .article(let id):
            activation.article = id
            change(.started(activation))
            guard let text = world.understander.article(id, state.language, state.channel, today) else {
                note(.event("missing"))
                tell(.missing)
                return escalateDefault(Reason(code: .flow, text: "article \(id) missing"))
            }
            utter(text, verb: .answer, name: id, at: Explanation.Place(flow: "article"))
            change(.tried(Tried(kind: .answer, name: id)))
            change(.answered)
            deed()
            endActivation("solved", at: Explanation.Place(flow: "article"))
        }
    }

    func pausedIndex(of flow: String) -> Int? {
        state.paused.firstIndex { $0.frames.first?.flow == flow }
    }

    /// Starts the first of several requests; the others wait for their turn.
    mutating func start(all requests: [Request]) {
        guard let first = requests.first else { return }
        keepPending(Array(requests.dropFirst()))
        start(first)
    }

    /// - Returns: false when there was no room for one of them.
    @discardableResult
    mutating func keepPending(_ requests: [Request]) -> Bool {
        var pending = state.pending
        var fits = true
        for request in requests where !pending.contains(where: { $0.target == request.target }) {
            if pending.count < ConversationLimits.pending { pending.append(request) } else { fits = false }
        }
        if pending != state.pending { change(.pendingChanged(pending)) }
        return fits
    }

    /// The top frame is over with an outcome: up to whoever handles it.
    mutating func endFrame(_ outcome: String, because: String? = nil, at place: Explanation.Place) -> Control
    {
        var depth = state.running?.frames.count ?? 0
        while depth > 0, let frame {
            depth -= 1
            switch frame.returns {
            case .root:
                endActivation(outcome, because: because, at: place)
                return stopped ? .stopped : .moved
            case .satisfaction:
                change(.popped)
                return satisfied(outcome)
            case .passes:
                change(.popped)
                if state.running?.frames.isEmpty ?? true {
                    endActivation(outcome, because: because, at: place)
                    return stopped ? .stopped : .moved
                }
            case .line:
                let typed = typedValues(frame)
                change(.popped)
                if let into = frame.into {
                    resulted(ActionResult(name: into, fields: frame.slots))
                }
                guard let caller = self.frame else { return .moved }
                change(.passed(line: caller.line, slot: nil, isShared: false, typed: false, runTyped: typed))
                if let line = currentLine,
                    let control = raise(.verb, range: line.range, { $0 == .outcome(outcome) })
                {
                    return control
                }
            }
        }
        return .moved
    }

    /// A triggered flow is over. The satisfaction question comes once, after the last request of the case.
    mutating func endActivation(_ outcome: String, because: String? = nil, at place: Explanation.Place) {
        guard let running = state.running else { return }
        let name = running.frames.first?.flow ?? running.article ?? ""
        change(.outcomeReached(outcome))
        change(.tried(Tried(kind: .end, name: name, detail: outcome)))
        deed()
        if outcome == "solved" { count { $0.trouble = 0 } }
        dropStale()
        if outcome == "solved", running.hasAnswered, !running.satisfactionAsked, policy.asksSatisfaction,
            state.pending.isEmpty, state.paused.isEmpty, program.flowIndex["system.satisfied"] != nil
        {
            // A transcript may name the end before or after the question.
            note(.act(.end, name: outcome, detail: because, at: place, sentence: nil, isOptional: true))
            while (state.running?.frames.count ?? 0) > 1 { change(.popped) }
            var frame = Frame()
            frame.flow = "system.satisfied"
            frame.returns = .satisfaction
            finish(push(frame))
            return
        }
        // One of several: a transcript may go straight to what follows.
        let goesOn = outcome == "solved" && !(state.pending.isEmpty && state.paused.isEmpty)
        note(.act(.end, name: outcome, detail: because, at: place, sentence: nil, isOptional: goesOn))
        conclude(outcome)
    }

    /// The answer to the satisfaction question.
    private mutating func satisfied(_ outcome: String) -> Control {
        guard outcome == "no" else {
            note(
                .act(
                    .end, name: state.running?.outcome ?? "solved", detail: nil, at: enginePlace,
                    sentence: nil,
                    isOptional: true))
            conclude(state.running?.outcome ?? "solved")
            return stopped ? .stopped : .moved
        }
        note(.event("unsatisfied"))
        change(.reasonGiven(Reason(code: .lowSatisfaction, text: "not satisfied with the answer")))
        if let index = flowIndex,
            let handler = program.flows[index].handlers.first(where: { $0.event == .unsatisfied })
        {
            let control = handled(handler)
            if case .next = control {
                conclude(state.running?.outcome ?? "solved")
                return stopped ? .stopped : .moved
            }
            return control
        }
        escalateDefault(Reason(code: .lowSatisfaction, text: "not satisfied with the answer"))
        return .stopped
    }

    /// On to what waits: pending, then paused, then idle.
    private mutating func conclude(_ outcome: String) {
        change(.endedRunning(outcome: outcome))
        dropStale()
        if let next = state.pending.first {
            guard spend() else { return }
            change(.pendingChanged(Array(state.pending.dropFirst())))
            tell(.nextRequest, label: label(of: next))
            return start(next)
        }
        if !state.paused.isEmpty {
            guard spend() else { return }
            return resume(state.paused.count - 1)
        }
        beginWait(.idle)
    }

    /// Brings a paused activation back: says where we return to and asks once more unless the slot is filled by now.
    mutating func resume(_ index: Int) {
        change(.resumed(index))
        stopped = false
        let root = state.running?.frames.first?.flow
        tell(
            .resumed,
            label: root.flatMap {
                label(of: Request(target: .flow($0), intent: state.running?.intent, text: ""))
            })
        groupHeld = false
    }

    /// Says one of the engine's own sentences.
    mutating func tell(_ phrase: SystemPhrase, from speaker: Message.Speaker = .bot) {
        utter(
            self.phrase(phrase), verb: .say, name: phrase.rawValue, at: enginePlace, from: speaker,
            isOptional: true)
    }

    /// Says one of the engine's sentences that name a flow; silent when the flow has no name for customers.
    mutating func tell(_ phrase: SystemPhrase, label: String?) {
        guard let label else { return }
        utter(
            self.phrase(phrase, [NamedText("label", label)]), verb: .say, name: phrase.rawValue,
            at: enginePlace,
            isOptional: true)
    }

    /// Paused for half an hour: abandoned.
    mutating func dropStale() {
        let limit = moment.nowMilliseconds.adding(-ConversationLimits.pausedMilliseconds)
        while let index = state.paused.firstIndex(where: { $0.pausedMilliseconds <= limit }) {
            let name = state.paused[index].frames.first?.flow ?? ""
            change(.droppedPaused(index))
            change(.tried(Tried(kind: .end, name: name, detail: "abandoned")))
        }
    }

    // MARK: - digressions

    /// One more detour; false (and a trouble instead) when there were too many since the last deed.
    mutating func detour() -> Bool {
        if state.counters.detours >= ConversationLimits.detours {
            trouble(.tooManyDetours)
            return false
        }
        count { $0.detours += 1 }
        return true
    }

    /// Another flow or article in the middle of an ask.
    mutating func interrupt(_ request: Request) {
        let handler = deciding(.verb) { $0 == .interrupt }.first
        if let handler {
            if handler.act.leaves {
                keepPending([request])
            } else if !detour() {
                return
            }
            return serve(handler)
        }
        guard detour() else { return }
        let isPaused =
            if case .flow(let name) = request.target { pausedIndex(of: name) != nil } else { false }
        let isFlow = if case .flow = request.target { true } else { false }
        if isFlow, !isPaused, state.paused.count >= ConversationLimits.paused {
            guard keepPending([request]) else { return trouble(.tooManyDetours) }
            tell(.laterRequest, label: label(of: request))
            return keepWaiting()
        }
        if state.paused.count >= ConversationLimits.paused, !isPaused {
            // An article needs no place among the paused for longer than this event; the oldest would be lost.
            guard keepPending([request]) else { return trouble(.tooManyDetours) }
            tell(.laterRequest, label: label(of: request))
            return keepWaiting()
        }
        change(.pausedRunning(atMilliseconds: moment.nowMilliseconds))
        start(request)
    }
}
