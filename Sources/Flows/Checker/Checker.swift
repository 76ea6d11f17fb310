import Text

/// Decides about flows what can be decided before anyone talks to them.
struct Checker {
    let program: Program
    let symbols: Symbols
    let nodes: [FlowNode]
    /// Flows with errors already reported: their graphs would only repeat them.
    let broken: Set<Int>

    mutating func run() {
    }
}
