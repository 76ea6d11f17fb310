import Text

/// Decides that a flow neither turns without waiting (P1) nor goes round without an answer (P2), and how long a turn
/// may become (P4).
///
/// Every condition may hold or not, every action may give any declared result, every queue may be open, closed or full,
/// each time anew: what is accepted is sound, and some refusals are only cautious.
struct Proof {
    let program: Program
    let symbols: Symbols
    let graph: FlowGraph
    let reachable: [Bool]
    let summaries: [FlowSummary]

    private var flow: Flow { graph.flow }

    /// Reports what is refused.
    ///
    /// - Returns: the longest turn from the flow's start, and within how many turns a deed follows: what the flows that
    ///   run this one count with.
    func run() -> (longest: TurnLength, turnBound: Int) {
        let immediate = usable { $0.kind == .immediate && !$0.isCounted }
        let first = Components(nodeCount: graph.nodeCount, successors: successors(immediate))
        let stuck = report(immediate, first, rule: .mayNotWait, except: [])
        let all = usable { ($0.kind == .immediate || $0.kind == .turn) && !$0.isCounted && !$0.isDeed }
        let second = Components(nodeCount: graph.nodeCount, successors: successors(all))
        let round = report(all, second, rule: .noAnswer, except: stuck)
        guard stuck.isEmpty else { return (TurnLength(), 0) }
        return (longest(immediate, first), round.isEmpty ? turnBound(all, second) : 0)
    }

    // MARK: The bound

    private static let largestBound = 1_000_000

    /// B = (1 + ΣN + (L−1)·R + h)·P + (L−1)·A, with P the longest way in turns, A the asks, R those a `reject` names, L the
    /// limit of tries, N the counts of `at most`, h one for a human line and one for an unsatisfied line; without
    /// digressions.
    private func turnBound(_ edges: [Int], _ components: Components) -> Int {
        var outgoing = Array(repeating: [Int](), count: graph.nodeCount)
        for index in edges { outgoing[graph.edges[index].from].append(index) }
        var best = Array(repeating: 0, count: graph.nodeCount)
        for node in components.order {
            var longest = 0
            for index in outgoing[node] {
                let edge = graph.edges[index]
                longest = max(longest, best[edge.to] + (edge.kind == .turn ? 1 : 0))
            }
            best[node] = min(longest + runTurns(node), Self.largestBound)
        }
        let longest = max(best.max() ?? 0, 1)
        var asks = 0
        var rejected = 0
        let named = Set(graph.edges.compactMap(\.rejects))
        var tries = program.policy.triesLimit
        for line in flow.lines {
            guard case .ask(let slot, _, let most, _) = line.act else { continue }
            asks += 1
            tries = max(tries, most ?? 0)
            if named.contains(slot) { rejected += 1 }
        }
        let counts = flow.steps.reduce(0) { $0 + ($1.limit?.entries ?? 0) }
        let handlers = flow.handlers + flow.steps.flatMap(\.handlers) + flow.lines.flatMap(\.handlers)
        let once =
            (handlers.contains { $0.event == .human } ? 1 : 0)
            + (handlers.contains { $0.event == .unsatisfied } ? 1 : 0)
        let rounds = 1 + counts + (tries - 1) * rejected + once
        let (product, overflow) = rounds.multipliedReportingOverflow(by: longest)
        return overflow ? Self.largestBound : min(product + (tries - 1) * asks, Self.largestBound)
    }

    private func runTurns(_ node: Int) -> Int {
        guard node < graph.off else { return 0 }
        switch flow.lines[node / 2].act {
        case .run(let site), .when(_, .run(let site)), .otherwise(.run(let site)):
            return summaries[site.flow].turnBound
        default: return 0
        }
    }

    private func usable(_ condition: (FlowGraph.Edge) -> Bool) -> [Int] {
        graph.edges.indices.filter { condition(graph.edges[$0]) && reachable[graph.edges[$0].from] }
    }

    private func successors(_ edges: [Int]) -> [[Int]] {
        var result = Array(repeating: [Int](), count: graph.nodeCount)
        for index in edges { result[graph.edges[index].from].append(graph.edges[index].to) }
        return result
    }

    /// Reports each component with a cycle once.
    ///
    /// - Parameter except: nodes of cycles already reported.
    /// - Returns: the nodes that lie on cycles.
    private func report(_ edges: [Int], _ components: Components, rule: Rule, except: Set<Int>) -> Set<Int> {
        var inside = Array(repeating: [Int](), count: components.count)
        for index in edges {
            let edge = graph.edges[index]
            if components.number[edge.from] == components.number[edge.to] {
                inside[components.number[edge.from]].append(index)
            }
        }
        var found: Set<Int> = []
        for (number, cycle) in inside.enumerated() where !cycle.isEmpty {
            let nodes = Set(cycle.flatMap { [graph.edges[$0].from, graph.edges[$0].to] })
            found.formUnion(nodes)
            guard nodes.isDisjoint(with: except) else { continue }
            let path = shortest(cycle, in: components, number)
            symbols.sink.report(
                rule, at: path.last ?? flow.range, ["path": described(path)],
                notes: [
                    Diagnostic.Note(
                        Bilingual(
                            en:
                                "bound it with `step … at most N otherwise …`, or leave it with go, end or escalate",
                            fr:
                                "bornez-la avec `step … at most N otherwise …`, ou sortez-en par go, end ou escalate"
                        ))
                ])
        }
        return found
    }

    /// A shortest way once around, as the places of its edges: the topmost first, the one that goes back to it last.
    private func shortest(_ edges: [Int], in components: Components, _ number: Int) -> [SourceRange] {
        var outgoing: [Int: [Int]] = [:]
        for index in edges { outgoing[graph.edges[index].from, default: []].append(index) }
        guard
            let start = edges.map({ graph.edges[$0].from }).min(by: {
                (graph.range(of: $0).start, $0) < (graph.range(of: $1).start, $1)
            })
        else { return [] }
        var cameBy: [Int: Int] = [:]
        var waiting = [start]
        var head = 0
        search: while head < waiting.count {
            let node = waiting[head]
            head += 1
            for index in outgoing[node] ?? [] {
                let target = graph.edges[index].to
                if cameBy[target] != nil { continue }
                cameBy[target] = index
                if target == start { break search }
                waiting.append(target)
            }
        }
        var path: [SourceRange] = []
        var node = start
        while let index = cameBy[node] {
            path.append(graph.edges[index].range)
            node = graph.edges[index].from
            if node == start { break }
        }
        return path.reversed()
    }

    private func described(_ path: [SourceRange]) -> Bilingual {
        var lines: [Int] = []
        for range in path where symbols.sources.files.indices.contains(range.file) {
            let line = symbols.sources.files[range.file].line(of: range.start)
            if lines.last != line { lines.append(line) }
        }
        if let first = lines.first, lines.last != first || lines.count == 1 { lines.append(first) }
        let shown =
            lines.prefix(12).map(String.init).joined(separator: " → ") + (lines.count > 12 ? " …" : "")
        return Bilingual(en: "lines \(shown)", fr: "lignes \(shown)")
    }

    // MARK: The length of a turn

    /// The longest way from each node over immediate edges; the graph has no cycle of them.
    private func longest(_ edges: [Int], _ components: Components) -> TurnLength {
        var outgoing = Array(repeating: [Int](), count: graph.nodeCount)
        for index in edges { outgoing[graph.edges[index].from].append(index) }
        var best = Array(repeating: TurnLength(), count: graph.nodeCount)
        // Components are numbered successors first.
        for node in components.order {
            var length = TurnLength()
            for index in outgoing[node] {
                let edge = graph.edges[index]
                var step = best[edge.to]
                step.messages = min(step.messages + edge.messages, 1_000_000)
                length = length.maximum(step)
            }
            best[node] = length.adding(weight(of: node))
        }
        var isReported = false
        for node in components.order.reversed() where reachable[node] && !isReported {
            isReported = report(best[node], at: node)
        }
        return best[graph.start]
    }

    private func weight(of node: Int) -> TurnLength {
        guard node < graph.off else { return TurnLength() }
        var length = TurnLength(lines: 1)
        switch flow.lines[node / 2].act {
        case .call(let site): length.callMilliseconds = site.withinMilliseconds
        case .run(let site): length = length.adding(summaries[site.flow].longest)
        case .when(_, .run(let site)), .otherwise(.run(let site)):
            length = length.adding(summaries[site.flow].longest)
        default: break
        }
        return length
    }

    private func report(_ length: TurnLength, at node: Int) -> Bool {
        let limit = TurnLength.limit
        let amount: Bilingual
        let allowed: Bilingual
        // The question a turn ends with is a message too.
        if length.lines > limit.lines {
            amount = Bilingual(en: "\(length.lines) lines", fr: "\(length.lines) lignes")
            allowed = .same("\(limit.lines)")
        } else if length.messages + 1 > limit.messages {
            amount = Bilingual(en: "\(length.messages + 1) messages", fr: "\(length.messages + 1) messages")
            allowed = .same("\(limit.messages)")
        } else if length.callMilliseconds > limit.callMilliseconds {
            amount = Bilingual(
                en: "\(length.callMilliseconds / 1_000) s of calls",
                fr: "\(length.callMilliseconds / 1_000) s d'appels")
            allowed = .same("\(limit.callMilliseconds / 1_000) s")
        } else {
            return false
        }
        symbols.sink.report(
            .tooMuchInOneTurn, at: graph.range(of: node), ["amount": amount, "limit": allowed])
        return true
    }
}
