import Text

/// What is known for certain at each node of a flow's graph: the facts that hold on every way to it.
///
/// A forward must-analysis: facts meet by intersection, nodes are looked at again while they lose facts. The facts are
/// those the flow's edges add, numbered; a state is a row of bits.
struct Knowledge {
    typealias Fact = FlowGraph.Fact

    /// Bits of all states together; beyond it a flow is too large to be checked.
    static let maximumBits = 1 << 28

    private let program: Program
    /// Result → the action that fills it; one, as the compiler saw to.
    private var actions: [String: String] = [:]
    private let graph: FlowGraph
    private var numbers: [Fact: Int] = [:]
    private let words: Int
    private var states: [UInt64]
    private var isVisited: [Bool]

    /// - Parameter entry: what holds when the flow begins.
    /// - Returns: nil when the flow is too large.
    init?(graph: FlowGraph, program: Program, entry: Set<Fact>) {
        self.program = program
        self.graph = graph
        for line in graph.flow.lines {
            if case .call(let site) = line.act, let result = site.result { actions[result] = site.action }
        }
        var numbers: [Fact: Int] = [:]
        func number(_ fact: Fact) { if numbers[fact] == nil { numbers[fact] = numbers.count } }
        for edge in graph.edges {
            edge.adds.forEach(number)
            edge.copies.forEach { number($0.fact) }
        }
        entry.sorted { "\($0)" < "\($1)" }.forEach(number)
        self.numbers = numbers
        words = (numbers.count + 63) / 64
        guard words * 64 * graph.nodeCount <= Self.maximumBits else { return nil }
        states = Array(repeating: ~0, count: words * graph.nodeCount)
        isVisited = Array(repeating: false, count: graph.nodeCount)
        for word in 0..<words { states[graph.start * words + word] = 0 }
        for fact in entry {
            guard let bit = numbers[fact] else { continue }
            states[graph.start * words + bit / 64] |= 1 << UInt64(bit % 64)
        }
        isVisited[graph.start] = true
        solve()
    }

    /// Passes over the nodes in reverse postorder until nothing is lost any more: two or three for what people write, and
    /// never more than there are facts.
    private mutating func solve() {
        let order = reversePostorder()
        var isDirty = Array(repeating: false, count: graph.nodeCount)
        isDirty[graph.start] = true
        var state = Array(repeating: UInt64(0), count: words)
        var hasMore = true
        while hasMore {
            hasMore = false
            for (position, node) in order.nodes.enumerated() where isDirty[node] {
                isDirty[node] = false
                for index in graph.outgoing[node] {
                    let edge = graph.edges[index]
                    var changed = !isVisited[edge.to]
                    isVisited[edge.to] = true
                    // What a trouble knows comes from its question, not from where the reject stood.
                    if edge.rejects == nil, !isRejectPlace(node) {
                        follow(edge, into: &state)
                        let base = edge.to * words
                        for word in 0..<words where states[base + word] & ~state[word] != 0 {
                            states[base + word] &= state[word]
                            changed = true
                        }
                    }
                    if changed, !isDirty[edge.to] {
                        isDirty[edge.to] = true
                        if order.rank[edge.to] <= position { hasMore = true }
                    }
                }
            }
        }
    }

    private func isRejectPlace(_ node: Int) -> Bool {
        node >= graph.trouble(graph.lineCount)
    }

    /// Nodes in reverse postorder of a depth-first walk, and each one's place in it.
    private func reversePostorder() -> (nodes: [Int], rank: [Int]) {
        var isSeen = Array(repeating: false, count: graph.nodeCount)
        var finished: [Int] = []
        var calls: [(node: Int, next: Int)] = [(graph.start, 0)]
        isSeen[graph.start] = true
        while let (node, next) = calls.last {
            guard next < graph.outgoing[node].count else {
                finished.append(node)
                calls.removeLast()
                continue
            }
            calls[calls.count - 1].next = next + 1
            let target = graph.edges[graph.outgoing[node][next]].to
            guard !isSeen[target] else { continue }
            isSeen[target] = true
            calls.append((target, 0))
        }
        let nodes = Array(finished.reversed())
        var rank = Array(repeating: Int.max, count: graph.nodeCount)
        for (place, node) in nodes.enumerated() { rank[node] = place }
        return (nodes, rank)
    }

    /// The state behind an edge.
    func state(after edge: FlowGraph.Edge) -> [UInt64] {
        var state = Array(repeating: UInt64(0), count: words)
        follow(edge, into: &state)
        return state
    }

    private func follow(_ edge: FlowGraph.Edge, into state: inout [UInt64]) {
        let base = edge.from * words
        for word in 0..<words { state[word] = states[base + word] }
        var copied: [Fact] = []
        for (fact, operand) in edge.copies where isKnown(operand, state) { copied.append(fact) }
        for fact in edge.removes {
            if let bit = numbers[fact] { state[bit / 64] &= ~(1 << UInt64(bit % 64)) }
        }
        for fact in edge.adds {
            if let bit = numbers[fact] { state[bit / 64] |= 1 << UInt64(bit % 64) }
        }
        for fact in copied {
            if let bit = numbers[fact] { state[bit / 64] |= 1 << UInt64(bit % 64) }
        }
    }

    // MARK: Questions

    func holds(_ fact: Fact, at node: Int) -> Bool {
        guard let bit = numbers[fact] else { return false }
        return states[node * words + bit / 64] & (1 << UInt64(bit % 64)) != 0
    }

    func holds(_ fact: Fact, before edge: FlowGraph.Edge) -> Bool { holds(fact, at: edge.from) }

    /// Whether an operand certainly has a value at the start of an edge; `removes` of the edge count, its `adds` do for
    /// conditions only.
    func isKnown(_ operand: Operand, on edge: FlowGraph.Edge, withAdds: Bool) -> Bool {
        var edge = edge
        if !withAdds {
            edge.adds = []
            edge.copies = []
        }
        // The texts of a reject are said before the slot is emptied.
        if edge.rejects != nil { edge.removes = [] }
        return isKnown(operand, state(after: edge))
    }

    func isKnown(_ operand: Operand, _ state: [UInt64]) -> Bool {
        func has(_ fact: Fact) -> Bool {
            guard let bit = numbers[fact] else { return false }
            return state[bit / 64] & (1 << UInt64(bit % 64)) != 0
        }
        switch operand {
        case .slot(let slot): return has(.slot(slot))
        case .slotField(let slot, _): return has(.slot(slot))
        case .result(let name, let path):
            if has(.field(name, path)) { return true }
            if let first = path.first, path.count > 1, has(.field(name, [first])) { return true }
            guard has(.result(name)) else { return false }
            return !mayBeNothing(name, path)
        default: return true
        }
    }

    /// Whether a field of a result that is there may be nothing.
    private func mayBeNothing(_ name: String, _ path: [String]) -> Bool {
        guard let field = path.first, let action = actions[name] else { return false }
        return program.actions[action]?.gives.first { $0.name == field }?.orNothing == true
    }

    /// What a condition that held, and one that did not, tells.
    static func facts(of condition: Condition) -> (held: [Fact], failed: [Fact]) {
        switch condition {
        case .all(let facts):
            (
                facts.flatMap { told(by: $0, held: true) },
                facts.count == 1 ? told(by: facts[0], held: false) : []
            )
        case .any(let facts):
            (
                facts.count == 1 ? told(by: facts[0], held: true) : [],
                facts.flatMap { told(by: $0, held: false) }
            )
        }
    }

    /// Every comparison with a missing value is false, and `is not` is true.
    private static func told(by fact: FlowCondition, held: Bool) -> [Fact] {
        switch fact {
        case .isKnown(let operand): held ? known(operand) : []
        case .isMissing(let operand): held ? [] : known(operand)
        case .isOneOf(let operand, _, let negated): negated != held ? known(operand) : []
        case .compares(let left, _, let right): held ? known(left) + known(right) : []
        case .isEmpty(let operand): held ? known(operand) : []
        case .queue, .pageContains: []
        }
    }

    private static func known(_ operand: Operand) -> [Fact] {
        switch operand {
        case .slot(let slot), .slotField(let slot, _): [.slot(slot)]
        case .result(let name, let path): path.isEmpty ? [.result(name)] : [.field(name, path)]
        default: []
        }
    }
}

/// A fact of a condition, as distinct from a fact known about a place.
typealias FlowCondition = Fact
