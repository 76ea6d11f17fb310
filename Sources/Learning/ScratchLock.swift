import Synchronization

/// A lock for a room that keeps a pool of its own, since a generic one of another room is not specialised there.
package final class ScratchLock: Sendable {
    private let mutex = Mutex<Void>(())

    package init() {}

    /// Does something while nobody else does.
    package func whileHeld(_ body: () -> Void) { mutex.withLock { _ in body() } }
}
