import Text

/// Draws the graph of one flow and reports what is not handled on the way.
struct GraphBuilder {
    let program: Program
    let symbols: Symbols
    /// What the flows run by this one may end with, and what is then known of their slots.
    let summaries: [FlowSummary]

    private var graph: FlowGraph
    private let flow: Flow
    /// Slots that are picked from a result.
    private var picks: [String: [Int]] = [:]

    init(program: Program, symbols: Symbols, flow: Int, summaries: [FlowSummary]) {
        self.program = program
        self.symbols = symbols
        self.summaries = summaries
        self.flow = program.flows[flow]
        graph = FlowGraph(flow: self.flow, sharedCount: program.shared.count)
    }

    private enum Event: Hashable {
        case miss, invalid, unknown, silence, said(String), interrupt, human, cancel
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
    private func after(_ line: Int) -> (node: Int, falls: Bool) {
        let step = flow.lines[line].step
        let nextStart = step + 1 < flow.steps.count ? flow.steps[step + 1].firstLine : graph.lineCount
        if line + 1 < nextStart { return (2 * (line + 1), false) }
        return step + 1 < flow.steps.count ? (graph.entry(step + 1), true) : (graph.off, false)
    }

    private mutating func goOn(_ edge: FlowGraph.Edge, after line: Int) {
        var edge = edge
        (edge.to, edge.falls) = after(line)
        graph.add(edge)
    }

    // MARK: Handlers

    private func levels(_ line: Int) -> [[Handler]] {
        [flow.lines[line].handlers, flow.steps[flow.lines[line].step].handlers, flow.handlers]
    }

    /// The lines of the nearest level that has one for the event; they decide alone.
    private func deciding(_ levels: [[Handler]], _ matches: (EventPattern) -> Bool) -> [Handler] {
        for level in levels {
            let found = level.filter { matches($0.event) }
            if !found.isEmpty { return found }
        }
        return []
    }

    // MARK: Lines

    private mutating func line(_ index: Int) {
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

    private mutating func missing(_ index: Int, _ plain: FlowGraph.Edge) {
        let found = deciding(levels(index)) { $0 == .missing }
        if found.isEmpty { return leave(plain) }
        for handler in found { handle(handler, plain, step: flow.lines[index].step, next: after(index).node) }
    }

    private mutating func leave(_ edge: FlowGraph.Edge, outcome: String? = nil) {
        var edge = edge
        edge.to = graph.exit
        edge.outcome = outcome
        graph.add(edge)
    }

    private mutating func handle(
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
    private mutating func act(
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

    private mutating func passOutcomes(of site: RunSite, _ edge: FlowGraph.Edge) {
        let summary = summaries[site.flow]
        for (outcome, _) in summary.outcomes.sorted(by: { $0.key < $1.key }) {
            var edge = edge
            if outcome == "promised" { edge.adds.append(.promised) }
            leave(edge, outcome: outcome)
            if !flow.gives.contains(outcome), !["solved", "abandoned", "promised"].contains(outcome) {
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

    // MARK: Asking

    private mutating func ask(_ index: Int, _ slot: SlotReference, again: Bool, texts: Texts?) {
        let line = flow.lines[index]
        let node = 2 * index
        let declaration = self.declaration(slot)
        let next = after(index).node
        var passed = FlowGraph.Edge(
            from: node, to: 0, kind: .turn, adds: [.slot(slot), .asked(slot)],
            reads: [line.range] + (texts == nil ? [declaration.range] : []), range: line.range)
        passed.messages = 0
        let kinds: [FlowGraph.Kind] = again ? [.turn] : [.turn, .immediate]
        for kind in kinds {
            passed.kind = kind
            values(index, declaration, passed, next: next, reports: kind == .turn)
        }
        var troubled = FlowGraph.Edge(
            from: node, to: 0, kind: .turn, removes: [.slot(slot)], range: line.range)
        if case .pick = declaration.type {
            let found = deciding(levels(index)) { $0 == .none }
            var none = troubled
            none.kind = .immediate
            none.adds = [.asked(slot)]
            if found.isEmpty { leave(none) }
            for handler in found { handle(handler, none, step: line.step, next: next) }
        }
        // The question itself reads; its trouble knows what was known before it.
        graph.add(
            .init(
                from: node, to: graph.trouble(index), kind: .knowledge, removes: [.slot(slot)],
                range: line.range))
        let events: [(EventPattern) -> Bool] = [
            { if case .miss = $0 { true } else { false } }, { if case .invalid = $0 { true } else { false } },
            { $0 == .unknown }, { if case .silence = $0 { true } else { false } },
            { if case .said = $0 { true } else { false } }, { $0 == .interrupt }, { $0 == .cancel },
        ]
        troubled.adds = []
        for (number, matches) in events.enumerated() {
            let lines = deciding(levels(index), matches)
            if number == 3 { checkSilence(lines) }
            for handler in lines {
                if case .continue = handler.act {
                    var passed = troubled
                    passed.adds = [.asked(slot)]
                    handle(handler, passed, step: line.step, next: next)
                } else if handler.act.leaves {
                    handle(handler, troubled, step: line.step, next: next)
                    if number == 1 { rejected(handler, index, slot) }
                } else {
                    // A staying act keeps waiting; what it says is still read.
                    graph.add(
                        .init(
                            from: node, to: graph.trouble(index), kind: .knowledge, removes: [.slot(slot)],
                            reads: [handler.range], range: handler.range))
                }
            }
        }
        for handler in deciding(levels(index), { $0 == .human }) {
            var human = troubled
            human.kind = .once
            human.isHuman = true
            handle(handler, human, step: line.step, next: next)
        }
        // At the limit without a line that leaves: a person.
        leave(.init(from: graph.trouble(index), to: 0, kind: .immediate, range: line.range))
    }

    /// `reject` comes back as an `invalid`: its leaving lines follow without anyone waiting.
    private mutating func rejected(_ handler: Handler, _ index: Int, _ slot: SlotReference) {
        let trouble = graph.trouble(index)
        let edge = FlowGraph.Edge(
            from: trouble, to: 0, kind: .immediate, removes: [.slot(slot)], range: handler.range)
        handle(handler, edge, step: flow.lines[index].step, next: after(index).node)
    }

    private mutating func values(
        _ index: Int, _ declaration: SlotDeclaration, _ edge: FlowGraph.Edge, next: Int, reports: Bool
    ) {
        let names: [String] =
            switch declaration.type {
            case .yesNo: ["yes", "no"]
            case .choice(let names): names
            default: []
            }
        let step = flow.lines[index].step
        let found = names.map { name in (name, deciding(levels(index)) { $0 == .value(name) }) }
        let missing = found.filter { $0.1.isEmpty }.map(\.0)
        guard missing.count < names.count else { return goOn(edge, after: index) }
        if !missing.isEmpty, reports {
            let listed = missing.map { "`\($0)`" }.joined(separator: ", ")
            symbols.sink.report(.valuesInPart, at: flow.lines[index].range, ["missing": .same(listed)])
        }
        if !missing.isEmpty { goOn(edge, after: index) }
        for (_, handlers) in found {
            for handler in handlers {
                var edge = edge
                edge.reads += [handler.range]
                edge.range = handler.range
                let isFall = after(index).falls
                edge.falls = isFall && !handler.act.leaves
                act(handler.act, from: edge.from, next: next, edge, step: step)
            }
        }
    }

    private func checkSilence(_ handlers: [Handler]) {
        func milliseconds(_ handler: Handler) -> Int64 {
            if case .silence(let value) = handler.event { value } else { 0 }
        }
        guard let longest = handlers.max(by: { milliseconds($0) < milliseconds($1) }) else { return }
        if longest.act.leaves || longest.act == .continue { return }
        symbols.sink.report(.lastSilenceStays, at: longest.range)
    }

    private func declaration(_ slot: SlotReference) -> SlotDeclaration {
        switch slot {
        case .own(let index): flow.slots[index]
        case .shared(let index): program.shared[index]
        }
    }

    // MARK: Calls and runs

    private mutating func call(_ index: Int, _ site: CallSite, _ plain: FlowGraph.Edge) {
        var success = plain
        if let result = site.result {
            success.adds = [.result(result)]
            success.removes = forgotten(when: result, action: site.action)
        }
        goOn(success, after: index)
        let failures = program.actions[site.action]?.fails ?? []
        let patterns = [("error", EventPattern.error)] + failures.map { ($0, EventPattern.failure($0)) }
        for (name, pattern) in patterns {
            let found = deciding(levels(index)) { $0 == pattern }
            if found.isEmpty {
                symbols.sink.report(.failureNotHandled, at: plain.range, ["event": .same(name)])
                leave(plain)
            }
            for handler in found {
                handle(handler, plain, step: flow.lines[index].step, next: after(index).node)
            }
        }
    }

    /// A new result empties the picks made from the old one and what was found out about its fields.
    private func forgotten(when result: String, action: String) -> [FlowGraph.Fact] {
        var facts: [FlowGraph.Fact] = []
        for slot in picks[result] ?? [] { facts.append(.slot(.own(slot))) }
        for field in program.actions[action]?.gives ?? [] where field.orNothing {
            facts.append(.field(result, [field.name]))
        }
        return facts
    }

    private mutating func run(_ index: Int, _ site: RunSite, _ plain: FlowGraph.Edge) {
        guard !site.passesOutcome else { return passOutcomes(of: site, plain) }
        let summary = summaries[site.flow]
        var missing: [String] = []
        for (outcome, known) in summary.outcomes.sorted(by: { $0.key < $1.key }) {
            var edge = plain
            if outcome == "promised" { edge.adds.append(.promised) }
            if let result = site.result {
                edge.adds += known.map { .field(result, [$0]) }
                edge.removes = program.flows[site.flow].slots.map { .field(result, [$0.name]) }
            }
            let found = deciding(levels(index)) { $0 == .outcome(outcome) }
            if found.isEmpty {
                missing.append("`\(outcome)`")
                leave(edge)
            }
            for handler in found {
                var edge = edge
                edge.reads = [plain.range, handler.range]
                edge.range = handler.range
                edge.falls = after(index).falls && !handler.act.leaves
                act(handler.act, from: edge.from, next: after(index).node, edge, step: flow.lines[index].step)
            }
        }
        if !missing.isEmpty {
            symbols.sink.report(
                .outcomesInPart, at: plain.range,
                [
                    "flow": .same(program.flows[site.flow].name),
                    "missing": .same(missing.joined(separator: ", ")),
                ])
        }
        for handler in flow.lines[index].handlers {
            guard case .outcome(let name) = handler.event, summary.outcomes[name] == nil, summary.isExact
            else {
                continue
            }
            symbols.sink.report(
                .eventNeverRaised,
                at: SourceRange(
                    file: handler.range.file, start: handler.range.start, end: handler.range.end),
                ["event": .same(name)])
        }
    }

    // MARK: Conditions

    private mutating func when(_ index: Int, _ condition: Condition, _ then: Act) {
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
