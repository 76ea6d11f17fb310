import Flows
import Text

/// A flow or article that a text may ask for.
struct Candidate {
    var request: Request
    var confidence: Double
    /// A flow at or above the answer threshold: it was written for just this, and goes before any article.
    var isBelieved = false

    var isArticle: Bool {
        if case .article = request.target { true } else { false }
    }

    func isBetter(than other: Candidate) -> Bool {
        isBelieved != other.isBelieved ? isBelieved : confidence > other.confidence
    }
}

/// What a text was found to ask for. Kept while an event lasts: whoever leaves a question behind asks for it again.
struct Reading {
    var text: String
    /// Best first.
    var candidates: [Candidate] = []
    /// What the explanation shows of it.
    var seen: [Explanation.Candidate] = []
    var repairs: [Explanation.Repair] = []
}

/// What a message asks for, by the thresholds.
struct Decided {
    /// At or above the answer threshold, in the order of the message, urgent first.
    var requests: [Request] = []
    /// Between clarify and answer: at most three, best first.
    var unsure: [(request: Request, label: String)] = []
}

extension Engine {
    // MARK: - understanding

    /// Candidates of a text, best first; keeps what was seen for the explanation.
    mutating func candidates(_ utterance: Utterance, explained: Bool) -> [Candidate] {
        let reading: Reading
        if let known = readings.first(where: { $0.text == utterance.text }) {
            reading = known
        } else {
            reading = read(utterance)
            readings.append(reading)
        }
        if explained {
            decision.explanation.candidates = reading.seen
            decision.explanation.repairs = reading.repairs
        }
        return reading.candidates
    }

    private func read(_ utterance: Utterance) -> Reading {
        let understood = world.understander.rank(utterance, state.language, today)
        let text = utterance.text.cut(toScalars: ConversationLimits.valueScalars)
        var reading = Reading(text: utterance.text)
        // Ties stay as they came.
        func add(_ candidate: Candidate) {
            let place = reading.candidates.lastIndex { !candidate.isBetter(than: $0) }.map { $0 + 1 } ?? 0
            if place == reading.candidates.count {
                reading.candidates.append(candidate)
            } else {
                reading.candidates.insert(candidate, at: place)
            }
        }
        // What is below every threshold is nobody's request, unless it is the best there is.
        let least = world.leastThreshold
        var bestFlow: Int?
        for intent in understood.intents.prefix(8) where bestFlow == nil || intent.confidence >= least {
            guard let flow = program.triggered[intent.name] else { continue }
            bestFlow = bestFlow ?? flow
            let request = Request(target: .flow(program.flows[flow].name), intent: intent.name, text: text)
            add(
                Candidate(
                    request: request, confidence: intent.confidence,
                    isBelieved: intent.confidence >= threshold(.answer, request)))
        }
        var articles = understood.articles
        // A flow that is believed goes before any article, so none is looked for.
        if reading.candidates.first?.isBelieved != true {
            articles += world.understander.search(utterance, state.language, today)
        }
        for article in articles.prefix(5) {
            // An article that the best flow answers is the same request.
            if let bestFlow, world.answered[bestFlow].contains(article.name) { continue }
            guard article.confidence >= least || !reading.candidates.contains(where: \.isArticle) else {
                break
            }
            add(
                Candidate(
                    request: Request(target: .article(article.name), text: text),
                    confidence: article.confidence))
        }
        reading.seen.reserveCapacity(5)
        func show(_ found: ArraySlice<Understood.Scored>, isArticle: Bool) {
            for one in found {
                reading.seen.append(
                    Explanation.Candidate(
                        name: one.name, isArticle: isArticle, confidence: recorded(one.confidence)))
            }
        }
        show(understood.intents.prefix(3), isArticle: false)
        show(articles.prefix(2), isArticle: true)
        reading.repairs = Array(understood.repairs.prefix(8))
        return reading
    }

    /// A confidence as the record keeps it: four digits say all that anybody will ask.
    private func recorded(_ confidence: Double) -> Double { (confidence * 10_000).rounded() / 10_000 }

    func threshold(_ kind: Policy.ThresholdKind, _ request: Request) -> Double {
        policy.threshold(kind, channel: state.channel, intent: request.intent)
    }

    /// What an idle message asks for: several requests, one, or a few to choose from.
    mutating func decideRequests(_ utterance: Utterance) -> Decided {
        var decided = Decided()
        let whole = candidates(utterance, explained: true)
        let chosen = whole.first { $0.confidence >= threshold(.answer, $0.request) }
        let several = requestsInParts(of: utterance)
        if several.count >= 2 {
            decided.requests = several
        } else if let chosen {
            decided.requests = [chosen.request]
        } else if let only = several.first {
            decided.requests = [only]
        }
        let needed =
            whole.first.map { threshold(.answer, $0.request) }
            ?? policy.threshold(.answer, channel: state.channel, intent: nil)
        decision.explanation.threshold = Explanation.Threshold(kind: "answer", value: needed)
        guard decided.requests.isEmpty else { return decided }
        for candidate in whole {
            let request = candidate.request
            guard candidate.confidence >= threshold(.clarify, request), decided.unsure.count < 3,
                let label = label(of: request),
                !decided.unsure.contains(where: { $0.label == label || $0.request.target == request.target })
            else { continue }
            decided.unsure.append((request, label))
        }
        return decided
    }

    /// The parts of a message that are requests each, without repeats, urgent ones first.
    mutating func requestsInParts(of utterance: Utterance, outside consumed: Range<Int>? = nil) -> [Request] {
        var intents: [String: String] = [:]
        let found = SplitRequests.requests(in: utterance, outside: consumed) {
            part -> SplitRequests.Judgement<Request.Target>? in
            guard let best = candidates(part, explained: false).first else { return nil }
            intents[best.request.name] = best.request.intent
            return .init(
                target: best.request.target, confidence: best.confidence,
                needed: threshold(.answer, best.request))
        }
        // One request in the whole message needs no more words than the message's own.
        if found.count >= 2 || consumed != nil {
            for accepted in found { explain(accepted, of: utterance) }
        }
        let result = found.map { accepted in
            let intent: String? =
                if case .flow(let name) = accepted.target { intents[name] } else { nil }
            return Request(
                target: accepted.target, intent: intent,
                text: utterance.original(accepted.range).cut(toScalars: ConversationLimits.valueScalars))
        }
        return result.filter { isUrgent($0) } + result.filter { !isUrgent($0) }
    }

    /// Says what a part was taken for: `"où est mon colsi" → order.where 0.93, "colis" for "colsi"`.
    private mutating func explain(
        _ accepted: SplitRequests.Accepted<Request.Target>, of utterance: Utterance
    ) {
        let text = utterance.original(accepted.range)
        guard let reading = readings.first(where: { $0.text == text }),
            let best = reading.candidates.first(where: { $0.request.target == accepted.target })
        else { return }
        var line =
            "\"\(text.cut(toScalars: Self.shownScalars))\" → \(best.request.intent ?? best.request.name) "
        line += Explanation.figure(best.confidence, state.language == .french)
        for repair in reading.repairs { line += ", \"\(repair.to)\" for \"\(repair.from)\"" }
        note(.event(line))
    }

    /// Of a part: enough to know it by.
    private static let shownScalars = 80

    func isUrgent(_ request: Request) -> Bool {
        request.intent.flatMap { world.catalogue.intents[$0]?.isUrgent } ?? false
    }

    /// What a request is called to the customer.
    func label(of request: Request) -> String? {
        switch request.target {
        case .flow(let name):
            if let label = program.flow(named: name)?.label { return render(label) }
            guard let intent = request.intent, let labels = world.catalogue.intents[intent]?.labels else {
                return nil
            }
            return labels[state.language] ?? policy.languages.compactMap { labels[$0] }.first
        case .article(let id): return world.understander.title(id, state.language)
        }
    }

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
