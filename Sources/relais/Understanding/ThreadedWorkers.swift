import Dispatch
import Learning

extension Workers {
    /// Spreads the work over the machine's cores; the results are the same as with one.
    static let threads = Workers { count, body in
        DispatchQueue.concurrentPerform(iterations: count) { @Sendable in body($0) }
    }
}
