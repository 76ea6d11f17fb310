import Text

/// Decides about flows what can be decided before anyone talks to them.
///
/// Flows that others run come first: a caller needs to know how they may end.
struct Checker {
    let program: Program
    let symbols: Symbols
    /// Flows with errors already reported: their graphs would only repeat them.
    private(set) var broken: Set<Int>

    private var summaries: [FlowSummary]

    init(program: Program, symbols: Symbols, broken: Set<Int>) {
        self.program = program
        self.symbols = symbols
        self.broken = broken
        summaries = Array(repeating: FlowSummary(isExact: false), count: program.flows.count)
    }

    mutating func run() {
        let runs = program.flows.map { Self.sites(in: $0).map(\.flow) }
        let order = self.order(runs)
        guard let order else { return }
        // A flow that runs a broken one cannot be judged either.
        for index in order where runs[index].contains(where: broken.contains) { broken.insert(index) }
        let entries = self.entries()
        for index in order where !broken.contains(index) {
            let before = symbols.sink.errorCount
            var builder = GraphBuilder(
                program: program, symbols: symbols, flow: index, summaries: summaries)
            let graph = builder.build()
            guard
                let checker = FlowChecker(
                    program: program, symbols: symbols, graph: graph, entry: entries[index])
            else {
                symbols.sink.wrong(
                    program.flows[index].range,
                    expected: Bilingual(en: "a smaller flow", fr: "un flux plus petit"),
                    found: .same("\(program.flows[index].lines.count)"))
                continue
            }
            summaries[index] = checker.summary()
            checker.run()
            let proof = Proof(
                program: program, symbols: symbols, graph: graph, reachable: checker.reachable,
                summaries: summaries)
            (summaries[index].longest, summaries[index].turnBound) = proof.run()
            if symbols.sink.errorCount != before { broken.insert(index) }
        }
    }

    /// What was proved, by flow.
    var turnBounds: [String: Int] {
        var result: [String: Int] = [:]
        for (index, flow) in program.flows.enumerated() where !broken.contains(index) {
            result[flow.name] = summaries[index].turnBound
        }
        return result
    }

    // MARK: Which flow runs which

    /// Every `run` of a flow with the place it stands at.
    static func sites(in flow: Flow) -> [(flow: Int, site: RunSite, range: SourceRange)] {
        var result: [(flow: Int, site: RunSite, range: SourceRange)] = []
        func add(_ act: Act, _ range: SourceRange) {
            switch act {
            case .run(let site): result.append((site.flow, site, range))
            case .when(_, let then), .otherwise(let then):
                if case .run(let site) = then { result.append((site.flow, site, range)) }
            default: break
            }
        }
        for line in flow.lines {
            add(line.act, line.range)
            for handler in line.handlers { add(handler.act, handler.range) }
        }
        for step in flow.steps { for handler in step.handlers { add(handler.act, handler.range) } }
        for handler in flow.handlers { add(handler.act, handler.range) }
        return result
    }

    /// Flows so that each comes after those it runs; nil, and F210, when one runs itself, directly or round.
    private func order(_ runs: [[Int]]) -> [Int]? {
        var successors = runs
        let closed = program.flowIndex["system.closed"]
        let tooLate = program.flowIndex["system.too-late"]
        for (index, flow) in program.flows.enumerated() {
            if let closed, Self.inheritsClosed(flow) { successors[index].append(closed) }
            if let tooLate, Self.changes(flow, program) { successors[index].append(tooLate) }
        }
        let components = Components(nodeCount: program.flows.count, successors: successors)
        var members = Array(repeating: [Int](), count: components.count)
        for (index, number) in components.number.enumerated() { members[number].append(index) }
        var isSound = true
        for group in members {
            guard let first = group.first, group.count > 1 || successors[first].contains(first) else {
                continue
            }
            isSound = false
            let path = round(from: first, successors, in: Set(group))
            let names = path.map { program.flows[$0].name }.joined(separator: " → ")
            let shown = group.first { !program.flows[$0].isSystem } ?? first
            let place = Self.sites(in: program.flows[shown]).first { group.contains($0.flow) }?.range
            symbols.sink.report(
                .flowRunsItself, at: place ?? program.flows[shown].range, ["path": .same(names)])
        }
        return isSound ? components.order : nil
    }

    private func round(from start: Int, _ successors: [[Int]], in group: Set<Int>) -> [Int] {
        var cameFrom: [Int: Int] = [:]
        var waiting = [start]
        var head = 0
        while head < waiting.count, cameFrom[start] == nil {
            let node = waiting[head]
            head += 1
            for target in successors[node] where group.contains(target) && cameFrom[target] == nil {
                cameFrom[target] = node
                waiting.append(target)
            }
        }
        var path = [start]
        var node = start
        while let previous = cameFrom[node] {
            path.append(previous)
            node = previous
            if node == start { break }
        }
        return path.reversed()
    }

    /// Whether some `escalate` line of the flow has no `on closed` or no `on full` of its own.
    private static func inheritsClosed(_ flow: Flow) -> Bool {
        for line in flow.lines {
            let escalates: Bool
            switch line.act {
            case .escalate, .when(_, .escalate), .otherwise(.escalate): escalates = true
            default: escalates = false
            }
            guard escalates else { continue }
            let levels = flow.levels(of: line)
            for event in [EventPattern.closed, .full]
            where !levels.contains(where: { $0.contains { $0.event == event } }) {
                return true
            }
        }
        return false
    }

    private static func changes(_ flow: Flow, _ program: Program) -> Bool {
        flow.lines.contains {
            if case .call(let site) = $0.act { program.actions[site.action]?.changes == true } else { false }
        }
    }

    // MARK: What a flow begins with

    /// Slots certainly filled when a flow begins: those every caller fills with something that cannot be missing. A flow
    /// with a trigger begins with nothing.
    private func entries() -> [Set<FlowGraph.Fact>] {
        var found: [Set<FlowGraph.Fact>?] = Array(repeating: nil, count: program.flows.count)
        for flow in program.flows {
            for (target, site, _) in Self.sites(in: flow) {
                var facts: Set<FlowGraph.Fact> = []
                for (slot, value) in site.with {
                    switch value {
                    case .constant, .today, .now: facts.insert(.slot(.own(slot)))
                    default: break
                    }
                }
                found[target] = found[target].map { $0.intersection(facts) } ?? facts
            }
        }
        return program.flows.indices.map { index in
            program.flows[index].triggers.isEmpty ? found[index] ?? [] : []
        }
    }
}
