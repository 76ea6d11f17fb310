import Dispatch
import Synchronization

/// Work done on another thread while its caller does something else; never waited for, it runs to its end all the same.
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
