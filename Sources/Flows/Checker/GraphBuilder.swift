import Text

/// Draws the graph of one flow and reports what is not handled on the way.
struct GraphBuilder {
    let program: Program
    let symbols: Symbols
    /// What the flows run by this one may end with, and what is then known of their slots.
    let summaries: [FlowSummary]

    var graph: FlowGraph
    let flow: Flow
    /// Slots that are picked from a result.
    var picks: [String: [Int]] = [:]

    init(program: Program, symbols: Symbols, flow: Int, summaries: [FlowSummary]) {
        self.program = program
        self.symbols = symbols
        self.summaries = summaries
        self.flow = program.flows[flow]
        graph = FlowGraph(flow: self.flow, sharedCount: program.shared.count)
    }

    mutating func build() -> FlowGraph {
        collect()
        for (index, step) in flow.steps.enumerated() { enter(index, step) }
        for index in flow.lines.indices { line(index) }
        unsatisfied()
        return graph
    }

    /// One place for each slot, so that many rejects of many asks stay linear.
    private mutating func collect() {
        for (index, line) in flow.lines.enumerated() {
            guard case .ask(let slot, _, _, _) = line.act else { continue }
            graph.add(
                .init(
                    from: graph.rejected(slot), to: graph.trouble(index), kind: .immediate, range: line.range)
            )
        }
        for (index, slot) in flow.slots.enumerated() {
            if case .pick(let result, _, _) = slot.type { picks[result, default: []].append(index) }
        }
    }

    // MARK: Places

    private mutating func enter(_ index: Int, _ step: Step) {
        let entry = graph.entry(index)
        let target = content(of: index)
        graph.add(
            .init(
                from: entry, to: target, kind: .immediate, isCounted: step.limit != nil, range: step.range))
        if let limit = step.limit {
            act(
                limit.otherwise, from: entry, next: target,
                .init(from: entry, to: 0, kind: .immediate, range: step.range), step: index)
        }
    }

    /// The first line of a step, the entry of the step below an empty one, or the end of the flow.
    private func content(of step: Int) -> Int {
        let first = flow.steps[step].firstLine
        let nextStart = step + 1 < flow.steps.count ? flow.steps[step + 1].firstLine : graph.lineCount
        if first < nextStart { return 2 * first }
        return step + 1 < flow.steps.count ? graph.entry(step + 1) : graph.off
    }

    /// Where a line goes on to: the next line, or the entry of the next step.
    func after(_ line: Int) -> (node: Int, falls: Bool) {
        let step = flow.lines[line].step
        let nextStart = step + 1 < flow.steps.count ? flow.steps[step + 1].firstLine : graph.lineCount
        if line + 1 < nextStart { return (2 * (line + 1), false) }
        return step + 1 < flow.steps.count ? (graph.entry(step + 1), true) : (graph.off, false)
    }

    mutating func goOn(_ edge: FlowGraph.Edge, after line: Int) {
        var edge = edge
        (edge.to, edge.falls) = after(line)
        graph.add(edge)
    }

    // MARK: Handlers

    func levels(_ line: Int) -> [[Handler]] { flow.levels(of: flow.lines[line]) }

    /// The lines of the nearest level that has one for the event; they decide alone.
    func deciding(_ levels: [[Handler]], _ matches: (EventPattern) -> Bool) -> [Handler] {
        for level in levels {
            let found = level.filter { matches($0.event) }
            if !found.isEmpty { return found }
        }
        return []
    }

    // MARK: Lines

    mutating func line(_ index: Int) {
        let line = flow.lines[index]
        let node = 2 * index
        let plain = FlowGraph.Edge(
            from: node, to: 0, kind: .immediate, reads: [line.range], range: line.range)
        switch line.act {
        case .ask(let slot, let again, _, let texts): ask(index, slot, again: again, texts: texts)
        case .call(let site): call(index, site, plain)
        case .run(let site): run(index, site, plain)
        case .when(let condition, let then): when(index, condition, then)
        case .otherwise(let then):
            act(then, from: node, next: after(index).node, plain, step: line.step, line: index)
            // A line of the group held: this one is passed over.
            goOn(.init(from: node + 1, to: 0, kind: .immediate, range: line.range), after: index)
        case .promise(let site):
            var edge = plain
            edge.isDeed = true
            edge.adds = [.promised] + (site.result.map { [.result($0)] } ?? [])
            goOn(edge, after: index)
        case .escalate:
            escalate(from: node, plain, levels: levels(index), step: line.step, next: after(index).node)
        case .answer(let answer):
            var edge = plain
            edge.isDeed = true
            edge.messages = 1
            goOn(edge, after: index)
            if case .article = answer { missing(index, plain) }
        default:
            act(line.act, from: node, next: after(index).node, plain, step: line.step, line: index)
        }
    }

    mutating func missing(_ index: Int, _ plain: FlowGraph.Edge) {
        let found = deciding(levels(index)) { $0 == .missing }
        if found.isEmpty { return leave(plain) }
        for handler in found { handle(handler, plain, step: flow.lines[index].step, next: after(index).node) }
    }

    mutating func leave(_ edge: FlowGraph.Edge, outcome: String? = nil) {
        var edge = edge
        edge.to = graph.exit
        edge.outcome = outcome
        graph.add(edge)
    }

    mutating func handle(
        _ handler: Handler, _ edge: FlowGraph.Edge, step: Int, next: Int
    ) {
        var edge = edge
        edge.reads = [handler.range]
        edge.range = handler.range
        act(handler.act, from: edge.from, next: next, edge, step: step)
    }

    /// What an act leads to.
    ///
    /// - Parameter line: set for acts that are lines, so that falling into the next step is seen.
    mutating func act(
        _ act: Act, from: Int, next: Int, _ edge: FlowGraph.Edge, step: Int, line: Int? = nil
    ) {
        var edge = edge
        edge.from = from
        edge.to = next
        if let line { edge.falls = after(line).falls }
        switch act {
        case .say:
            edge.messages = 1
            graph.add(edge)
        case .answer(let answer):
            if case .article = answer {
                let found = deciding([flow.steps[step].handlers, flow.handlers]) { $0 == .missing }
                if found.isEmpty {
                    leave(edge)
                } else {
                    for handler in found where !isAnswer(handler.act) {
                        handle(handler, edge, step: step, next: next)
                    }
                }
            }
            edge.isDeed = true
            edge.messages = 1
            graph.add(edge)
        case .set(let slot, let operand):
            edge.removes = []
            edge.copies.append((.slot(slot), operand))
            graph.add(edge)
        case .continue: graph.add(edge)
        case .go(let target, _):
            edge.falls = false
            edge.to = graph.entry(target)
            graph.add(edge)
        case .end(let outcome, _):
            edge.isEnd = true
            leave(edge, outcome: outcome)
        case .escalate:
            escalate(
                from: from, edge, levels: [flow.steps[step].handlers, flow.handlers], step: step, next: next)
        case .reject(let slot, _):
            edge.rejects = slot
            edge.messages = 1
            edge.to = graph.rejected(slot)
            graph.add(edge)
        case .run(let site):
            // As an act a sub-flow's outcome is always this flow's.
            passOutcomes(of: site, edge)
        default: graph.add(edge)
        }
    }

    private func isAnswer(_ act: Act) -> Bool {
        if case .answer = act { true } else { false }
    }

    mutating func passOutcomes(of site: RunSite, _ edge: FlowGraph.Edge) {
        let summary = summaries[site.flow]
        for (outcome, _) in summary.outcomes.sorted(by: { $0.key < $1.key }) {
            var edge = edge
            if outcome == "promised" { edge.adds.append(.promised) }
            leave(edge, outcome: outcome)
            if !flow.gives.contains(outcome), !Keyword.endings.contains(outcome) {
                symbols.sink.report(
                    .outcomesInPart, at: edge.range,
                    [
                        "flow": .same(program.flows[site.flow].name),
                        "missing": .same("`\(outcome)`"),
                    ])
            }
        }
        if summary.outcomes.isEmpty { leave(edge) }
    }

    // MARK: Escalation

    private mutating func escalate(
        from: Int, _ edge: FlowGraph.Edge, levels: [[Handler]], step: Int, next: Int
    ) {
        var edge = edge
        edge.from = from
        // Accepted, or handed to the system's flow.
        edge.escalates = true
        leave(edge)
        edge.escalates = false
        for pattern in [EventPattern.closed, .full] {
            for handler in deciding(levels, { $0 == pattern }) {
                // An escalation refused inside an `on closed` line goes to the system at once.
                if case .escalate = handler.act { continue }
                handle(handler, edge, step: step, next: next)
            }
        }
        for handler in deciding(levels, { if case .waited = $0 { true } else { false } })
        where handler.act.leaves {
            var waited = edge
            waited.kind = .turn
            handle(handler, waited, step: step, next: next)
        }
    }

    // MARK: Conditions

    mutating func when(_ index: Int, _ condition: Condition, _ then: Act) {
        let line = flow.lines[index]
        let (taken, passed) = Knowledge.facts(of: condition)
        let (next, falls) = after(index)
        let isGrouped = !falls && next < graph.off && continuesGroup(next / 2)
        for held in 0...1 {
            let node = 2 * index + held
            var hit = FlowGraph.Edge(
                from: node, to: 0, kind: .immediate, adds: taken, reads: [line.range], range: line.range)
            // Having held, the group's `otherwise` is passed over.
            let target = isGrouped ? next + 1 : next
            hit.falls = falls && !then.leaves
            act(then, from: node, next: target, hit, step: line.step)
            let fallen = FlowGraph.Edge(
                from: node, to: isGrouped ? next + held : next, kind: .immediate, falls: falls, adds: passed,
                range: line.range)
            graph.add(fallen)
        }
    }

    private func continuesGroup(_ line: Int) -> Bool {
        switch flow.lines[line].act {
        case .when, .otherwise: true
        default: false
        }
    }

    // MARK: Unsatisfied

    private mutating func unsatisfied() {
        for handler in flow.handlers where handler.event == .unsatisfied {
            handle(
                handler, .init(from: graph.start, to: 0, kind: .once, range: handler.range), step: 0,
                next: graph.exit)
        }
    }
}
