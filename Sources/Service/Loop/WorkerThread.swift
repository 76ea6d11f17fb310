import CEpoll
import Dispatch
import Glibc
import Synchronization

/// A thread with a queue of work: what it is given, in order, all that waits at once.
///
/// The body sees every item posted since it last ran; an empty array means that `idleMilliseconds` passed without any.
final class WorkerThread<Item: Sendable>: Sendable {
    private struct State: Sendable {
        var items: [Item] = []
        var isStopping = false
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let idleMilliseconds: Int

    init(idleMilliseconds: Int) {
        self.idleMilliseconds = idleMilliseconds
    }

    /// Starts the thread; once.
    ///
    /// - Parameter makeBody: called on the new thread, so that what it creates or takes over belongs to that thread.
    func start(name: String, _ makeBody: @escaping @Sendable () -> ([Item]) -> Void) {
        SystemThread.start(name: name) { [self] in
            let body = makeBody()
            while true {
                _ = wake.wait(timeout: .now() + .milliseconds(idleMilliseconds))
                let (items, stops) = state.withLock { state in
                    defer { state.items = [] }
                    return (state.items, state.isStopping)
                }
                body(items)
                if stops { break }
            }
            ended.signal()
        }
    }

    func post(_ items: [Item]) {
        if items.isEmpty { return }
        state.withLock { $0.items.append(contentsOf: items) }
        wake.signal()
    }

    func post(_ item: Item) { post([item]) }

    /// How many items wait.
    var waitingCount: Int { state.withLock { $0.items.count } }

    /// Has the thread finish what was posted and end; waits for it.
    ///
    /// - Returns: false when it did not end in time.
    func stop(withinMilliseconds limit: Int) -> Bool {
        state.withLock { $0.isStopping = true }
        wake.signal()
        return ended.wait(timeout: .now() + .milliseconds(limit)) == .success
    }
}

/// A plain detached thread: what may block never runs on Dispatch's shared queues.
enum SystemThread {
    private final class Start {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    static func start(name: String, _ work: @escaping @Sendable () -> Void) {
        let body: @Sendable () -> Void = {
            pthread_setname_np(pthread_self(), String(name.prefix(15)))
            work()
        }
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let start = Unmanaged.passRetained(Start(body))
        let code = pthread_create(
            &thread, &attributes,
            { context in
                guard let context else { return nil }
                Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, start.toOpaque())
        pthread_attr_destroy(&attributes)
        precondition(code == 0, "no thread for \(name): error \(code)")
    }
}
