import Text

// Lines that wait for the customer, an action or another flow.

extension GraphBuilder {
    // MARK: Asking

    mutating func ask(_ index: Int, _ slot: SlotReference, again: Bool, texts: Texts?) {
        let line = flow.lines[index]
        let node = 2 * index
        let declaration = program.declaration(slot, in: flow)
        let next = after(index).node
        var passed = FlowGraph.Edge(
            from: node, to: 0, kind: .turn, adds: [.slot(slot), .asked(slot)],
            reads: [line.range] + (texts == nil ? [declaration.range] : []), range: line.range)
        let kinds: [FlowGraph.Kind] = again ? [.turn] : [.turn, .immediate]
        for kind in kinds {
            passed.kind = kind
            values(index, declaration, passed, next: next, reports: kind == .turn)
        }
        let troubled = FlowGraph.Edge(
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

    // MARK: Calls and runs

    mutating func call(_ index: Int, _ site: CallSite, _ plain: FlowGraph.Edge) {
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

    mutating func run(_ index: Int, _ site: RunSite, _ plain: FlowGraph.Edge) {
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
            symbols.sink.report(.eventNeverRaised, at: handler.range, ["event": .same(name)])
        }
    }
}
