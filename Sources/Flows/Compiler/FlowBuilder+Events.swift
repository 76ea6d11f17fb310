import Text

extension FlowBuilder {
    // MARK: Events

    func raises(_ act: ActNode) -> Raised {
        var result = Raised()
        switch act {
        case .ask(let slot, _, _, _):
            result.asks = true
            guard let reference = scope.slotReference(slot.text) else {
                result.isUncertain = true
                return result
            }
            switch scope.declaration(reference).type {
            case .yesNo: result.values = ["yes", "no"]
            case .choice(let names): result.values = Set(names)
            case .pick: result.picks = true
            default: break
            }
        case .call(let action, _, _, _):
            result.calls = true
            guard let declaration = symbols.actions[action.text] else {
                result.isUncertain = true
                return result
            }
            result.failures = Set(declaration.fails)
        case .run(let flow, _, _):
            guard let index = symbols.flowIndex[flow.text] else {
                result.isUncertain = true
                return result
            }
            result.outcomes = Set(symbols.flowGives[index]).union(Keyword.endings)
        case .escalate: result.escalates = true
        case .answer(let article, _):
            result.answers = true
            result.articles = article != nil
        case .when(_, let then), .otherwise(let then):
            // What an act raises starts at the step; the outcome of a run act is always passed on.
            result = raises(then)
            result.outcomes = []
        case .broken: result.isUncertain = true
        default: break
        }
        return result
    }

    mutating func compileHandlers() {
        var lineIndex = 0
        var all = Raised()
        for (stepIndex, step) in node.steps.enumerated() {
            var inStep = Raised()
            for line in step.lines {
                inStep.formUnion(raised[lineIndex])
                flow.lines[lineIndex].handlers = handlers(line.handlers, raised[lineIndex])
                for handler in line.handlers { inStep.formUnion(raisedByHandler(handler.act)) }
                lineIndex += 1
            }
            for handler in step.handlers { inStep.formUnion(raisedByHandler(handler.act)) }
            all.formUnion(inStep)
            flow.steps[stepIndex].handlers = handlers(step.handlers, inStep)
        }
        for handler in node.handlers { all.formUnion(raisedByHandler(handler.act)) }
        flow.handlers = handlers(node.handlers, all, isFlow: true)
        decidePassing()
    }

    private func raisedByHandler(_ act: ActNode) -> Raised {
        var result = raises(act)
        result.outcomes = []
        return result
    }

    private mutating func handlers(
        _ nodes: [HandlerNode], _ raised: Raised, isFlow: Bool = false
    ) -> [Handler] {
        var result: [Handler] = []
        var seen: [EventPattern: SourceRange] = [:]
        if nodes.count > Self.maximumHandlers {
            sink.tooMany(
                nodes[Self.maximumHandlers].range, Self.maximumHandlers, en: "`on` lines in one place",
                fr: "lignes `on` au plus au même endroit", found: nodes.count)
        }
        for node in nodes.prefix(Self.maximumHandlers) {
            let patterns = patterns(node.event, raised, isFlow: isFlow)
            let act = act(node.act, at: node.range)
            if case .said = patterns.first, let intent = node.event.intent,
                symbols.catalogue.intents[intent.text] == nil
            {
                symbols.unknown(
                    .unknownIntent, intent, among: symbols.catalogue.intents.keys,
                    ["kind": Bilingual(en: "intent", fr: "d'intention")])
            }
            for pattern in patterns {
                if let first = seen[pattern] {
                    symbols.twice(node.event.name, first: first)
                    break
                }
                seen[pattern] = node.event.name.range
                if let act { result.append(Handler(event: pattern, act: act, range: node.range)) }
            }
        }
        return result
    }

    /// The patterns an `on` line's word stands for where it stands; none, and F401, when nothing raises it.
    private func patterns(_ event: EventNode, _ raised: Raised, isFlow: Bool) -> [EventPattern] {
        var result: [EventPattern] = []
        switch event.name.text {
        case "miss" where raised.asks: result = [.miss(event.count ?? 1)]
        case "invalid" where raised.asks: result = [.invalid(event.count ?? 1)]
        case "unknown" where raised.asks: result = [.unknown]
        case "silence" where raised.asks: result = [.silence(milliseconds: event.milliseconds ?? 600_000)]
        case "said" where raised.asks: result = [.said(intent: event.intent?.text ?? "")]
        case "interrupt" where raised.asks: result = [.interrupt]
        case "human" where raised.asks: result = [.human]
        case "cancel" where raised.asks: result = [.cancel]
        case "none" where raised.picks: result = [.none]
        case "error" where raised.calls: result = [.error]
        case "missing" where raised.articles: result = [.missing]
        case "unsatisfied" where isFlow && raised.answers: result = [.unsatisfied]
        case "closed" where raised.escalates: result = [.closed]
        case "full" where raised.escalates: result = [.full]
        case "waited" where raised.escalates: result = [.waited(milliseconds: event.milliseconds ?? 60_000)]
        default: break
        }
        let word = event.name.text
        if raised.values.contains(word) { result.append(.value(word)) }
        if raised.failures.contains(word) { result.append(.failure(word)) }
        if raised.outcomes.contains(word) { result.append(.outcome(word)) }
        if result.isEmpty, !raised.isUncertain {
            symbols.unknown(
                .eventNeverRaised, event.name, among: raised.words, ["event": .same(word)])
        }
        return result
    }

    /// A `run` line whose outcomes no level handles hands its outcome on.
    private mutating func decidePassing() {
        for index in flow.lines.indices {
            guard case .run(var site) = flow.lines[index].act else { continue }
            let outcomes = Set(symbols.flowGives[site.flow]).union(Keyword.endings)
            let isHandled = flow.levels(of: flow.lines[index]).joined().contains { handler in
                if case .outcome(let name) = handler.event { outcomes.contains(name) } else { false }
            }
            site.passesOutcome = !isHandled
            flow.lines[index].act = .run(site)
        }
    }
}
