package import Record

/// The reader thread: a second connection for what must be looked up while others are served, and for checkpoints.
package final class RecordReader: Sendable {
    /// Reads from the store and posts what it found; runs on the reader thread.
    package typealias Job = @Sendable (any Store) -> Void

    /// 4 MB of log.
    private static let checkpointPages = 1_000

    private let thread = WorkerThread<Job>(idleMilliseconds: 100)

    package init() {}

    /// Starts the thread, which takes the store over: the caller does not touch it again.
    ///
    /// - Parameter logPages: how long the write-ahead log is.
    package func start(store: any Store, logPages: @escaping @Sendable () -> Int) {
        let handover = Handover(store: store)
        thread.start(name: "relais-reader") {
            let store = handover.store
            var lastLength = 0
            return { jobs in
                for job in jobs { job(store) }
                guard let database = store as? SQLiteStore else { return }
                let length = logPages()
                // Again only when the log has moved on: an idle server does not write.
                if length > RecordReader.checkpointPages, length != lastLength {
                    lastLength = length
                    _ = try? database.checkpoint()
                }
            }
        }
    }

    package func perform(_ job: @escaping Job) { thread.post(job) }

    package var waitingCount: Int { thread.waitingCount }

    package func stop(withinMilliseconds limit: Int) -> Bool { thread.stop(withinMilliseconds: limit) }

    private struct Handover: @unchecked Sendable {
        // Safe: made on the caller's thread, then used by the reader thread only.
        let store: any Store
    }
}
