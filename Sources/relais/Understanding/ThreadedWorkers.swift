import Dispatch
import Learning
import Synchronization

extension Workers {
    /// Spreads the work over the machine's cores; the results are the same as with one.
    static let threads = Workers { count, body in
        DispatchQueue.concurrentPerform(iterations: count) { @Sendable in body($0) }
    }
}

/// Work done on another thread while its caller does something else.
final class Beside<Result: Sendable>: Sendable {
    private let made = Mutex<Result?>(nil)
    private let work = DispatchGroup()

    init(_ body: @escaping @Sendable () -> Result) {
        DispatchQueue.global().async(group: work) { @Sendable [self] in
            let result = body()
            made.withLock { $0 = result }
        }
    }

    /// Waits for it.
    func result() -> Result {
        work.wait()
        guard let result = made.withLock({ $0 }) else { preconditionFailure("work that left no result") }
        return result
    }
}
