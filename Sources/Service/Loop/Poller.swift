import CEpoll
import Glibc

/// The kernel's list of descriptors to watch. Owned by the loop thread.
final class Poller {
    struct Interest: OptionSet {
        let rawValue: UInt32
        static let read = Interest(rawValue: EPOLLIN.rawValue | EPOLLRDHUP.rawValue)
        static let write = Interest(rawValue: EPOLLOUT.rawValue)
    }

    struct Event {
        let token: UInt64
        let isReadable: Bool
        let isWritable: Bool
        /// Error or hang-up of both directions: reading will tell which.
        let isBroken: Bool
    }

    private let descriptor: Int32
    private let buffer: UnsafeMutablePointer<epoll_event>
    private static let capacity = 512

    init() throws(SystemFailure) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        if descriptor < 0 { throw SystemFailure("epoll_create1") }
        buffer = .allocate(capacity: Self.capacity)
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    func add(_ watched: Int32, _ interest: Interest, token: UInt64) throws(SystemFailure) {
        guard relais_epoll_control(descriptor, EPOLL_CTL_ADD, watched, interest.rawValue, token) == 0 else {
            throw SystemFailure("epoll_ctl")
        }
    }

    /// Of a descriptor that was added; cannot fail for one that is open.
    func change(_ watched: Int32, _ interest: Interest, token: UInt64) {
        _ = relais_epoll_control(descriptor, EPOLL_CTL_MOD, watched, interest.rawValue, token)
    }

    func remove(_ watched: Int32) {
        _ = relais_epoll_control(descriptor, EPOLL_CTL_DEL, watched, 0, 0)
    }

    /// Waits at most so long.
    ///
    /// - Returns: how many descriptors are ready; `event` tells which.
    func wait(milliseconds: Int32) -> Int {
        // Negative: EINTR, nothing happened; any other failure would be a bug of ours.
        max(0, Int(epoll_wait(descriptor, buffer, Int32(Self.capacity), milliseconds)))
    }

    /// One of what the last `wait` found.
    func event(_ index: Int) -> Event {
        precondition((0..<Self.capacity).contains(index))
        let events = relais_epoll_events(buffer, Int32(index))
        return Event(
            token: relais_epoll_token(buffer, Int32(index)),
            isReadable: events & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue) != 0,
            isWritable: events & EPOLLOUT.rawValue != 0,
            isBroken: events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0)
    }
}
