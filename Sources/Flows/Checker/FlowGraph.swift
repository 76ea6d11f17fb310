import Text

/// A flow as a graph: what may follow what, inherited lines included.
///
/// Nodes: two for each line (a `when` line of a group has a second copy for "one of the group held already", which makes
/// `otherwise` exact), one for each step's entry, one for the trouble of each ask, one behind the last line, one for
/// leaving the flow.
struct FlowGraph {
    /// What is known for certain at a place: values that are filled, questions that were passed, promises made.
    enum Fact: Hashable {
        case slot(SlotReference)
        case result(String)
        /// A field that may be nothing, or a slot of a sub-flow.
        case field(String, [String])
        case asked(SlotReference)
        case promised
    }

    enum Kind: Hashable {
        /// A message of the customer, or a silence, lies between.
        case turn
        case immediate
        /// `on human`, `on unsatisfied`: once between two deeds, so no part of a loop.
        case once
        /// Carries what is known from a question to its trouble; nobody goes this way.
        case knowledge
    }

    struct Edge {
        var from: Int
        var to: Int
        var kind: Kind
        /// From an `at most` into its step.
        var isCounted = false
        /// Leaves an answer or a promise.
        var isDeed = false
        /// From the last line of a step into the next step.
        var falls = false
        var adds: [Fact] = []
        var removes: [Fact] = []
        /// Added where the operand is known.
        var copies: [(fact: Fact, from: Operand)] = []
        /// Where a text or an argument is read on the way.
        var reads: [SourceRange] = []
        /// The act's own line, for reports.
        var range: SourceRange
        /// The flow ends with it.
        var outcome: String?
        /// Goes back to this slot's question.
        var rejects: SlotReference?
        /// By an `end` of this flow, not by one of a flow it runs.
        var isEnd = false
        /// From an `on human` line.
        var isHuman = false
        /// Into a queue.
        var escalates = false
        /// What is said on the way, for the length of a turn.
        var messages = 0
    }

    let flow: Flow
    let lineCount: Int
    private let sharedCount: Int
    private(set) var edges: [Edge] = []
    /// Indices into `edges` by node.
    private(set) var outgoing: [[Int]] = []

    var off: Int { 2 * lineCount }
    var exit: Int { 2 * lineCount + 1 }
    func entry(_ step: Int) -> Int { 2 * lineCount + 2 + step }
    func trouble(_ line: Int) -> Int { 2 * lineCount + 2 + flow.steps.count + line }
    /// Where `reject SLOT` goes: on to the trouble of each ask of the slot.
    func rejected(_ slot: SlotReference) -> Int {
        let base = 3 * lineCount + 2 + flow.steps.count
        switch slot {
        case .own(let index): return base + index
        case .shared(let index): return base + flow.slots.count + index
        }
    }
    var nodeCount: Int { 3 * lineCount + 2 + flow.steps.count + flow.slots.count + sharedCount }
    var start: Int { entry(0) }

    /// The line of a node, or nil for entries and exits.
    func line(of node: Int) -> Int? {
        if node < 2 * lineCount { return node / 2 }
        let first = 2 * lineCount + 2 + flow.steps.count
        return node >= first && node < first + lineCount ? node - first : nil
    }

    /// Where a node stands in the author's file.
    func range(of node: Int) -> SourceRange {
        if let line = line(of: node) { return flow.lines[line].range }
        if node >= entry(0), node < entry(flow.steps.count) { return flow.steps[node - entry(0)].range }
        return flow.lines.last?.range ?? flow.range
    }

    init(flow: Flow, sharedCount: Int) {
        self.flow = flow
        self.sharedCount = sharedCount
        lineCount = flow.lines.count
        outgoing = Array(repeating: [], count: nodeCount)
    }

    mutating func add(_ edge: Edge) {
        outgoing[edge.from].append(edges.count)
        edges.append(edge)
    }

    /// The nodes reachable from the start over the edges of some kinds.
    func reachable(_ kinds: Set<Kind> = [.turn, .immediate, .once]) -> [Bool] {
        var seen = Array(repeating: false, count: nodeCount)
        var waiting = [start]
        seen[start] = true
        while let node = waiting.popLast() {
            for index in outgoing[node] {
                let edge = edges[index]
                guard kinds.contains(edge.kind), !seen[edge.to] else { continue }
                seen[edge.to] = true
                waiting.append(edge.to)
            }
        }
        return seen
    }
}
