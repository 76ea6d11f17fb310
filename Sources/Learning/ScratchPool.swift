import Synchronization

/// Lends large working memory to those who need it for a moment, from whatever thread, and keeps it for the next.
///
/// What is lent does not show in any result: who gives it back leaves it as he found it.
package final class ScratchPool<Scratch: Sendable>: Sendable {
    private let free = Mutex<[Scratch]>([])

    package init() {}

    /// One that was given back, else a new one.
    package func take(or make: () -> Scratch) -> Scratch {
        free.withLock { $0.popLast() } ?? make()
    }

    package func giveBack(_ scratch: Scratch) {
        free.withLock { $0.append(scratch) }
    }
}
