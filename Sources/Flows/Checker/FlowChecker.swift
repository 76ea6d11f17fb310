import Text

/// Checks one flow by its graph: F3 to F5, hints.
struct FlowChecker {
    let program: Program
    let symbols: Symbols
    let graph: FlowGraph
    let knowledge: Knowledge
    let reachable: [Bool]

    private var flow: Flow { graph.flow }
    private var sink: DiagnosticSink { symbols.sink }

    init?(
        program: Program, symbols: Symbols, graph: FlowGraph, entry: Set<FlowGraph.Fact>
    ) {
        guard let knowledge = Knowledge(graph: graph, program: program, entry: entry) else { return nil }
        self.program = program
        self.symbols = symbols
        self.graph = graph
        self.knowledge = knowledge
        reachable = graph.reachable()
    }

    /// What callers need to know.
    func summary() -> FlowSummary {
        var summary = FlowSummary()
        for edge in graph.edges where reachable[edge.from] {
            guard let outcome = edge.outcome else { continue }
            var known: Set<String> = []
            let state = knowledge.state(after: edge)
            for (index, slot) in flow.slots.enumerated()
            where knowledge.isKnown(.slot(.own(index)), state) {
                known.insert(slot.name)
            }
            if let earlier = summary.outcomes[outcome] { known.formIntersection(earlier) }
            summary.outcomes[outcome] = known
        }
        return summary
    }

    func run() {
        checkEnds()
        checkReads()
        checkRejects()
        checkReach()
        checkHuman()
        checkConditions()
        hintFalls()
    }

    // MARK: Ends

    private func checkEnds() {
        var isReported = false
        for edge in graph.edges where reachable[edge.from] {
            if edge.to == graph.off, !isReported {
                isReported = true
                sink.report(.runsOffEnd, at: flow.lines.last?.range ?? flow.range)
            }
            if edge.outcome == "promised", edge.isEnd, !knowledge.holds(.promised, before: edge),
                !edge.adds.contains(.promised)
            {
                sink.report(
                    .endNotGiven, at: edge.range,
                    [
                        "outcome": .same("promised"),
                        "reason": Bilingual(
                            en: "some way leads here without a `promise`",
                            fr: "un chemin mène ici sans `promise`"),
                    ])
            }
        }
    }

    // MARK: Reads

    private func checkReads() {
        var reported: Set<SourceRange> = []
        for edge in graph.edges where !edge.reads.isEmpty && reachable[edge.from] {
            for place in edge.reads {
                for read in symbols.reads[place] ?? [] { check(read, on: edge, &reported) }
            }
        }
    }

    private func check(_ read: Read, on edge: FlowGraph.Edge, _ reported: inout Set<SourceRange>) {
        if case .phrase(let name) = read.operand {
            guard let range = program.phrases[name]?.range else { return }
            for inner in symbols.reads[range] ?? [] {
                var inner = inner
                inner.range = read.range
                if case .phrase = inner.operand { continue }
                check(inner, on: edge, &reported)
            }
            return
        }
        // A question reads before it is answered; a condition's act after the condition held.
        let isCondition = isWhen(edge)
        guard !reported.contains(read.range),
            !knowledge.isKnown(read.operand, on: edge, withAdds: isCondition)
        else { return }
        reported.insert(read.range)
        switch read.use {
        case .needed: sink.report(.readWhereMissing, at: read.range, ["name": .same(read.name)])
        case .text:
            sink.report(
                .missingWithoutElse, at: read.range,
                ["name": .same(read.name), "edit": .same("{\(read.name) else …}")])
        }
    }

    private func isWhen(_ edge: FlowGraph.Edge) -> Bool {
        guard let line = graph.line(of: edge.from), edge.from < graph.off else { return false }
        if case .when = flow.lines[line].act { return true }
        return false
    }

    // MARK: Rejects and reach

    private func checkRejects() {
        var reported: Set<SourceRange> = []
        for edge in graph.edges where reachable[edge.from] {
            guard let slot = edge.rejects, !knowledge.holds(.asked(slot), before: edge),
                !edge.adds.contains(.asked(slot)), reported.insert(edge.range).inserted
            else { continue }
            let name = program.declaration(slot, in: flow).name
            sink.report(.rejectBeforeAsk, at: edge.range, ["slot": .same(name)])
        }
    }

    private func checkReach() {
        func isReached(_ line: Int) -> Bool { reachable[2 * line] || reachable[2 * line + 1] }
        for (number, step) in flow.steps.enumerated()
        where step.name != nil && !reachable[graph.entry(number)] {
            sink.report(
                .unreachable, at: step.range, ["what": Bilingual(en: "step", fr: "étape")])
        }
        var previousReached = true
        for (number, line) in flow.lines.enumerated() {
            let reached = isReached(number)
            defer { previousReached = reached }
            let isFirstOfStep = flow.steps[line.step].firstLine == number && flow.steps[line.step].name != nil
            // One message for a run of lines, and none where the step was named already.
            if reached || !previousReached && !isFirstOfStep { continue }
            if !reachable[graph.entry(line.step)] { continue }
            // `end solved` after a last answer is ours.
            if line.range.start == line.range.end { continue }
            sink.report(
                .unreachable, at: line.range, ["what": Bilingual(en: "line", fr: "ligne")])
        }
    }

    // MARK: Human

    /// From `on human` every way reaches `escalate` before anyone is asked or the flow ends.
    private func checkHuman() {
        var reported: Set<SourceRange> = []
        for edge in graph.edges where edge.isHuman && !reported.contains(edge.range) {
            if !reachesQueue(from: edge) {
                reported.insert(edge.range)
                sink.report(.humanMayWait, at: edge.range)
            }
        }
    }

    private func reachesQueue(from first: FlowGraph.Edge) -> Bool {
        if first.to == graph.exit { return first.escalates }
        var seen: Set<Int> = [first.to]
        var waiting = [first.to]
        while let node = waiting.popLast() {
            guard node < graph.off else {
                if node == graph.off || node == graph.exit { return false }
                if graph.line(of: node) != nil { return false }
                follow(node)
                continue
            }
            let line = flow.lines[node / 2]
            switch line.act {
            case .escalate: continue
            case .ask, .run, .end, .reject: return false
            case .when(_, .escalate), .otherwise(.escalate): break
            case .when(_, let then), .otherwise(let then):
                switch then {
                case .end, .run, .reject: return false
                default: break
                }
            default: break
            }
            follow(node)
        }
        return true

        func follow(_ node: Int) {
            for index in graph.outgoing[node] {
                let edge = graph.edges[index]
                guard edge.kind == .immediate, edge.to != graph.exit, seen.insert(edge.to).inserted else {
                    continue
                }
                waiting.append(edge.to)
            }
        }
    }

    // MARK: Conditions

    private func checkConditions() {
        for (number, line) in flow.lines.enumerated() {
            guard case .when(let condition, _) = line.act, reachable[2 * number] || reachable[2 * number + 1]
            else {
                continue
            }
            let facts: [FlowCondition] =
                switch condition {
                case .all(let facts), .any(let facts): facts
                }
            for fact in facts {
                guard let always = verdict(fact, at: 2 * number) else { continue }
                sink.report(
                    .constantCondition, at: line.range,
                    [
                        "when": always
                            ? Bilingual(en: "always", fr: "est toujours")
                            : Bilingual(en: "never", fr: "n'est jamais")
                    ])
                break
            }
        }
    }

    /// True always, false never, nil it depends.
    private func verdict(_ fact: FlowCondition, at node: Int) -> Bool? {
        let here = FlowGraph.Edge(from: node, to: node, kind: .immediate, range: flow.range)
        // The copy of the line for a group that has held may not be reachable; then the first one counts.
        guard reachable[node] else { return nil }
        switch fact {
        case .isKnown(let operand): return knowledge.isKnown(operand, on: here, withAdds: false) ? true : nil
        case .isMissing(let operand):
            return knowledge.isKnown(operand, on: here, withAdds: false) ? false : nil
        case .compares(.slot(let slot), let comparison, .constant(.number(let value))):
            guard case .number(let low?, let high?) = program.declaration(slot, in: flow).type else {
                return nil
            }
            switch comparison {
            case .less: return low >= value ? false : nil
            case .lessOrEqual: return low > value ? false : nil
            case .greater: return high <= value ? false : nil
            case .greaterOrEqual: return high < value ? false : nil
            case .equal: return value < low || value > high ? false : nil
            }
        default: return nil
        }
    }

    // MARK: Hints

    private func hintFalls() {
        guard !flow.isSystem else { return }
        var reported: Set<Int> = []
        for edge in graph.edges where edge.falls && reachable[edge.from] {
            let number = edge.to - graph.entry(0)
            guard flow.steps.indices.contains(number), let name = flow.steps[number].name,
                reported.insert(number).inserted
            else { continue }
            sink.report(.fallsThrough, at: flow.steps[number].range, ["step": .same(name)])
        }
    }
}
