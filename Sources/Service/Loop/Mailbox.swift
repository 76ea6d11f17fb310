import CEpoll
import Glibc
import Synchronization

/// What other threads tell the loop. Posting wakes it; it takes everything at once.
final class Mailbox<Message: Sendable>: Sendable {
    private struct State: Sendable {
        var messages: [Message] = []
        var isSignalled = false
    }

    private let state = Mutex(State())
    /// An eventfd for the loop's poller.
    let descriptor: Int32

    init() throws(SystemFailure) {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        if descriptor < 0 { throw SystemFailure("eventfd") }
    }

    deinit { close(descriptor) }

    func post(_ message: Message) { post(contentsOf: CollectionOfOne(message)) }

    func post(contentsOf messages: some Sequence<Message>) {
        let wakes = state.withLock { state in
            state.messages.append(contentsOf: messages)
            defer { state.isSignalled = true }
            return !state.isSignalled
        }
        // One signal until the loop has looked: the counter never overflows.
        if wakes {
            var one: UInt64 = 1
            _ = write(descriptor, &one, 8)
        }
    }

    /// Everything posted since the last call, in order of posting per thread.
    func takeAll() -> [Message] {
        state.withLock { state in
            guard state.isSignalled else { return [] }
            var count: UInt64 = 0
            _ = read(descriptor, &count, 8)
            state.isSignalled = false
            defer { state.messages = [] }
            return state.messages
        }
    }
}
