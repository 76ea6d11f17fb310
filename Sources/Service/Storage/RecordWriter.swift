package import Record
package import Sessions
import Synchronization

/// The writer thread: owns the writing connection and commits whatever waits as one group.
///
/// While one group is being synced the next one gathers, so the busier the server, the more turns share a sync. A failed
/// group is refused whole and never tried again: its makers drop what they had in memory and fold anew. While the
/// disk fails the thread tries a small write of its own once a second, so that health recovers without traffic.
package final class RecordWriter: Sendable {
    package struct Request: Sendable {
        package let id: BatchID
        package let batch: Batch

        package init(id: BatchID, batch: Batch) {
            self.id = id
            self.batch = batch
        }
    }

    package enum Report: Sendable {
        /// Durable or refused one by one, in the order of the requests.
        case answered(id: BatchID, BatchOutcome)
        /// The group's transaction failed: nothing of it is on disk.
        case failed(ids: [BatchID], StoreError)
        /// The accounts as they are now: at the start, and whenever another process changed the record.
        case accounts([Account])
        /// nil: writing works (again).
        case health(StoreError?)
        /// Somebody (an operator's command) asked for the erasure of these.
        case erasuresAsked([StreamID])
        /// They are tombstones now.
        case erased([StreamID], count: Int)
        /// They cannot be read, and will not read better the next time: nothing of them was changed.
        case notErased([StreamID], StoreError)
        /// Nothing of what was erased is left in the log, or why it still is.
        case cleaned(StoreError?)
    }

    private enum Job: Sendable {
        case commit(Request)
        case keep([Blob])
        case erase([StreamID])
    }

    /// One transaction takes at most so many batches, so that the first of a long row does not wait for the last.
    private static let groupLimit = 4_096
    private static let checkIntervalMilliseconds: Int64 = 400
    private static let probeIntervalMilliseconds: Int64 = 1_000
    /// 64 MB of log: then the rest a passive checkpoint always leaves is worth a wait of some milliseconds.
    private static let longLogPages = 16_384

    /// A version's files may take 128 MiB; of those a failing disk does not take, the last ones count.
    private static let versionsToKeepLimit = 3
    /// Requests looked at at a time; the rest follows when these are done.
    private static let requestLimit = 64
    private static let cleaningRetryMilliseconds: Int64 = 30_000

    private let thread = WorkerThread<Job>(idleMilliseconds: 400)
    private let logPages = Atomic<Int>(0)
    private let measured = Mutex(Measures())

    /// How commits went since the start.
    package struct Measures: Sendable {
        package var seconds = Histogram.shortTimes
        package var batches = Histogram.powers(of: 2, from: 1, count: 13)
        package var bytes = Histogram.powers(of: 4, from: 1_024, count: 8)
    }

    package init() {}

    package var measures: Measures { measured.withLock { $0 } }

    private func note(_ group: [Request], nanoseconds: Int64) {
        var octets = 0
        for request in group { for append in request.batch.appends { octets += append.bytes.count } }
        measured.withLock { measures in
            measures.seconds.add(Double(nanoseconds) / 1_000_000_000)
            measures.batches.add(Double(group.count))
            measures.bytes.add(Double(octets))
        }
    }

    /// Pages in the write-ahead log after the last commit; the reader decides by it when to checkpoint.
    package var logPageCount: Int { logPages.load(ordering: .relaxed) }

    /// Starts the thread, which takes the store over: the caller does not touch it again.
    package func start(store: any Store, post: @escaping @Sendable ([Report]) -> Void) {
        let handover = Handover(store: store)
        thread.start(name: "relais-writer") { [self] in
            var body = Body(store: handover.store, post: post) { self.note($0, nanoseconds: $1) }
            body.announceAccounts()
            body.announceErasures()
            return { jobs in
                body.run(jobs)
                self.logPages.store(body.logPages, ordering: .relaxed)
            }
        }
    }

    /// Commits, in order, as soon as the thread is free.
    package func commit(_ requests: [Request]) { thread.post(requests.map { .commit($0) }) }

    /// Keeps files of a bot version before what is committed after them; while the disk does not take them, it is tried
    /// again before every later commit.
    package func keep(_ blobs: [Blob]) { thread.post(.keep(blobs)) }

    /// Erases after the commits posted before, and goes on trying while the disk fails.
    ///
    /// - Parameter streams: a conversation's and that of its notes; all in one transaction.
    package func erase(_ streams: [StreamID]) { if !streams.isEmpty { thread.post(.erase(streams)) } }

    package var waitingCount: Int { thread.waitingCount }

    /// Commits what was posted and ends.
    package func stop(withinMilliseconds limit: Int) -> Bool { thread.stop(withinMilliseconds: limit) }

    /// A store on its way to the thread that will own it.
    private struct Handover: @unchecked Sendable {
        // Safe: made on the caller's thread, then used by the writer thread only.
        let store: any Store
    }

    /// What the thread keeps from one run to the next.
    private struct Body {
        let store: any Store
        let post: @Sendable ([Report]) -> Void
        let measure: @Sendable ([Request], Int64) -> Void
        var isWell = true
        var lastCheck = SystemClock.monotonicMilliseconds()
        var lastProbe = SystemClock.monotonicMilliseconds()
        /// Files of versions that are not kept yet, oldest first.
        var toKeep: [[Blob]] = []
        /// Erasures that have not worked yet.
        var toErase: [[StreamID]] = []
        /// True at the start: a daemon before this one may have been killed between erasing and cleaning.
        var mustClean = true
        var nextCleaning: Int64 = 0

        var logPages: Int { (store as? SQLiteStore)?.logPageCount ?? 0 }

        init(
            store: any Store, post: @escaping @Sendable ([Report]) -> Void,
            measure: @escaping @Sendable ([Request], Int64) -> Void
        ) {
            self.store = store
            self.post = post
            self.measure = measure
        }

        mutating func run(_ jobs: [Job]) {
            var reports: [Report] = []
            var group: [Request] = []
            for job in jobs {
                switch job {
                case .commit(let request):
                    group.append(request)
                    if group.count >= RecordWriter.groupLimit { commit(&group, &reports) }
                case .keep(let blobs):
                    commit(&group, &reports)
                    if toKeep.count >= RecordWriter.versionsToKeepLimit { toKeep.removeFirst() }
                    toKeep.append(blobs)
                    keep(&reports)
                case .erase(let streams):
                    commit(&group, &reports)
                    toErase.append(streams)
                    erase(&reports)
                }
            }
            commit(&group, &reports)
            if !reports.isEmpty { post(reports) }
            keepUp()
        }

        private mutating func keep(_ reports: inout [Report]) {
            while let blobs = toKeep.first {
                do throws(StoreError) {
                    try store.putBlobs(blobs)
                    toKeep.removeFirst()
                } catch {
                    if isWell { settle(error, &reports) }
                    return
                }
            }
        }

        private mutating func commit(_ group: inout [Request], _ reports: inout [Report]) {
            if group.isEmpty { return }
            keep(&reports)
            defer { group.removeAll(keepingCapacity: true) }
            let began = SystemClock.monotonicNanoseconds()
            do throws(StoreError) {
                let outcomes = try store.commit(group.map(\.batch))
                measure(group, SystemClock.monotonicNanoseconds() - began)
                for (request, outcome) in zip(group, outcomes) {
                    reports.append(.answered(id: request.id, outcome))
                }
                // A disk that takes turns and not the bot's files is not well.
                if toKeep.isEmpty { settle(nil, &reports) }
            } catch {
                reports.append(.failed(ids: group.map(\.id), error))
                settle(error, &reports)
                // It has shown how the disk is. A disk that fails every other time should not have its good times spent
                // on asking.
                lastProbe = SystemClock.monotonicMilliseconds()
            }
            // Acks of this group need not wait for the next one.
            post(reports)
            reports = []
        }

        private mutating func erase(_ reports: inout [Report]) {
            guard let eraser = store as? any ErasingStore else { return toErase.removeAll() }
            while let streams = toErase.first {
                do throws(StoreError) {
                    let count = try eraser.erase(streams, atMilliseconds: SystemClock.wallMilliseconds())
                    toErase.removeFirst()
                    mustClean = true
                    reports.append(.erased(streams, count: count))
                } catch {
                    guard case .corrupt = error else { return settle(error, &reports) }
                    // One damaged stream must keep nobody else's from being erased. Asked for it stays, for a start
                    // on a record that was repaired.
                    toErase.removeFirst()
                    if streams.count > 1 {
                        toErase.insert(contentsOf: streams.map { [$0] }, at: 0)
                    } else {
                        reports.append(.notErased(streams, error))
                    }
                }
            }
        }

        private mutating func settle(_ error: StoreError?, _ reports: inout [Report]) {
            if error == nil, isWell { return }
            isWell = error == nil
            reports.append(.health(error))
        }

        /// Between commits: what others changed, whether the disk is well again, a log grown long.
        private mutating func keepUp() {
            let now = SystemClock.monotonicMilliseconds()
            if now - lastCheck >= RecordWriter.checkIntervalMilliseconds {
                lastCheck = now
                if (try? store.hasForeignChanges()) == true {
                    announceAccounts()
                    announceErasures()
                }
                tidy()
            }
            guard let database = store as? SQLiteStore else { return }
            if !isWell, now - lastProbe >= RecordWriter.probeIntervalMilliseconds {
                lastProbe = now
                var reports: [Report] = []
                keep(&reports)
                if toKeep.isEmpty, (try? database.probe()) != nil {
                    isWell = true
                    post([.health(nil)])
                }
            }
            if database.logPageCount > RecordWriter.longLogPages {
                // Fails only when somebody reads: then the next time.
                _ = try? database.checkpoint(restarts: true)
            }
        }

        /// What of versions and erasures did not work before, and what they leave in the log.
        private mutating func tidy() {
            if !toErase.isEmpty || !toKeep.isEmpty {
                var reports: [Report] = []
                keep(&reports)
                erase(&reports)
                if !reports.isEmpty { post(reports) }
            }
            guard mustClean, SystemClock.monotonicMilliseconds() >= nextCleaning,
                let eraser = store as? any ErasingStore
            else { return }
            do throws(StoreError) {
                let wasThere = try eraser.hasErasureToFinish()
                guard try eraser.finishErasure() else { return }
                mustClean = false
                if wasThere { post([.cleaned(nil)]) }
                // More may have been asked for than was looked at.
                announceErasures()
            } catch {
                nextCleaning = SystemClock.monotonicMilliseconds() + RecordWriter.cleaningRetryMilliseconds
                post([.cleaned(error)])
            }
        }

        func announceErasures() {
            guard let eraser = store as? any ErasingStore,
                let streams = try? eraser.requestedErasures(limit: RecordWriter.requestLimit),
                !streams.isEmpty
            else { return }
            post([.erasuresAsked(streams)])
        }

        func announceAccounts() {
            if let accounts = try? store.accounts() { post([.accounts(accounts)]) }
        }
    }
}
