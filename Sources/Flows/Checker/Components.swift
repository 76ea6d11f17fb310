/// Strongly connected components of a graph, by Tarjan's algorithm with a stack of its own.
///
/// - Complexity: O(nodes + edges); depth of the input costs no call stack.
/// - Source: R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972).
struct Components {
    /// Component number by node; numbers rise against the direction of the edges (a sink comes first).
    private(set) var number: [Int]
    private(set) var count = 0
    /// Nodes in the order their component was finished: successors before predecessors.
    private(set) var order: [Int] = []

    /// - Parameter successors: by node.
    init(nodeCount: Int, successors: [[Int]]) {
        number = Array(repeating: -1, count: nodeCount)
        var index = Array(repeating: -1, count: nodeCount)
        var low = Array(repeating: 0, count: nodeCount)
        var isOnStack = Array(repeating: false, count: nodeCount)
        var stack: [Int] = []
        var counter = 0
        var calls: [(node: Int, next: Int)] = []
        order.reserveCapacity(nodeCount)
        for root in 0..<nodeCount where index[root] < 0 {
            calls.append((root, 0))
            while let (node, next) = calls.last {
                if next == 0 {
                    index[node] = counter
                    low[node] = counter
                    counter += 1
                    stack.append(node)
                    isOnStack[node] = true
                }
                if next < successors[node].count {
                    calls[calls.count - 1].next = next + 1
                    let target = successors[node][next]
                    if index[target] < 0 {
                        calls.append((target, 0))
                    } else if isOnStack[target] {
                        low[node] = min(low[node], index[target])
                    }
                    continue
                }
                calls.removeLast()
                if let parent = calls.last?.node { low[parent] = min(low[parent], low[node]) }
                guard low[node] == index[node] else { continue }
                while let member = stack.popLast() {
                    isOnStack[member] = false
                    number[member] = count
                    order.append(member)
                    if member == node { break }
                }
                count += 1
            }
        }
    }
}
