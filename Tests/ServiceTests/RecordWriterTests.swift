import Dispatch
import Record
import Sessions
import Synchronization
import Testing

@testable import Service

@Suite struct RecordWriterTests {
    /// Collects reports and lets a test wait for a number of them.
    final class Reports: Sendable {
        private let list = Mutex<[RecordWriter.Report]>([])
        private let arrived = DispatchSemaphore(value: 0)

        func add(_ reports: [RecordWriter.Report]) {
            list.withLock { $0 += reports }
            arrived.signal()
        }

        func wait(until isEnough: ([RecordWriter.Report]) -> Bool) -> [RecordWriter.Report] {
            let end = DispatchTime.now() + 10
            while true {
                let now = list.withLock { $0 }
                if isEnough(now) { return now }
                guard arrived.wait(timeout: end) == .success else { return now }
            }
        }
    }

    /// Stands in for a store whose calls are counted, and some of whose streams are damaged.
    final class CountingStore: ErasingStore {
        let inner = MemoryStore()
        let groups: @Sendable (Int) -> Void
        let damaged: Set<StreamID>
        init(damaged: Set<StreamID> = [], _ groups: @escaping @Sendable (Int) -> Void = { _ in }) {
            self.damaged = damaged
            self.groups = groups
        }

        /// Told what is kept under 7 when a commit comes.
        var atCommit: @Sendable ([UInt8]?) -> Void = { _ in }

        func commit(_ batches: [Batch]) throws(StoreError) -> [BatchOutcome] {
            groups(batches.count)
            atCommit(try inner.blob([7]))
            return try inner.commit(batches)
        }
        func head(_ stream: StreamID) throws(StoreError) -> UInt64 { try inner.head(stream) }
        func read(_ stream: StreamID, from: UInt64, limit: Int) throws(StoreError) -> [RecordedEvent] {
            try inner.read(stream, from: from, limit: limit)
        }
        func feed(after position: Int64, limit: Int) throws(StoreError) -> [RecordedEvent] {
            try inner.feed(after: position, limit: limit)
        }
        func snapshot(_ stream: StreamID) throws(StoreError) -> Snapshot? { try inner.snapshot(stream) }
        func putSnapshot(_ snapshot: Snapshot) throws(StoreError) { try inner.putSnapshot(snapshot) }
        func blob(_ hash: [UInt8]) throws(StoreError) -> [UInt8]? { try inner.blob(hash) }
        /// So many calls of `putBlobs` fail.
        var failingKeeps = 0
        func putBlobs(_ blobs: [Blob]) throws(StoreError) {
            if failingKeeps > 0 {
                failingKeeps -= 1
                throw .full(operation: "write blobs", path: "relais.db")
            }
            try inner.putBlobs(blobs)
        }
        func findByKey(scope: UInt8, key: [UInt8]) throws(StoreError) -> [KeyEntry] {
            try inner.findByKey(scope: scope, key: key)
        }
        func keys(scope: UInt8, after key: [UInt8]?, limit: Int) throws(StoreError) -> [KeyEntry] {
            try inner.keys(scope: scope, after: key, limit: limit)
        }
        func accounts() throws(StoreError) -> [Account] { try inner.accounts() }
        func addAccount(_ account: Account) throws(StoreError) { try inner.addAccount(account) }
        func revokeAccount(
            name: String, roles: Set<Account.Role>, atMilliseconds: Int64
        ) throws(StoreError) {
            try inner.revokeAccount(name: name, roles: roles, atMilliseconds: atMilliseconds)
        }
        func hasForeignChanges() throws(StoreError) -> Bool { false }
        func erase(_ stream: StreamID, numbers: ClosedRange<UInt64>?) throws(StoreError) -> Int {
            try inner.erase(stream, numbers: numbers)
        }
        func requestErasure(of streams: [StreamID], atMilliseconds: Int64) throws(StoreError) {
            try inner.requestErasure(of: streams, atMilliseconds: atMilliseconds)
        }
        func requestedErasures(limit: Int) throws(StoreError) -> [StreamID] {
            try inner.requestedErasures(limit: limit)
        }
        func erase(_ streams: [StreamID], atMilliseconds: Int64) throws(StoreError) -> Int {
            if !damaged.isDisjoint(with: streams) {
                throw .corrupt(operation: "erase", path: "relais.db", detail: "cannot be read")
            }
            return try inner.erase(streams, atMilliseconds: atMilliseconds)
        }
        func hasErasureToFinish() throws(StoreError) -> Bool { try inner.hasErasureToFinish() }
        func finishErasure() throws(StoreError) -> Bool { try inner.finishErasure() }
        func quietStreams(
            kind: UInt8, after position: Int64, until milliseconds: Int64, limit: Int
        ) throws(StoreError) -> (streams: [StreamID], next: Int64?) {
            try inner.quietStreams(kind: kind, after: position, until: milliseconds, limit: limit)
        }
        func newestMilliseconds() throws(StoreError) -> Int64? { try inner.newestMilliseconds() }
        func backup(to path: String) throws(StoreError) { try inner.backup(to: path) }
        func verify() throws(StoreError) -> [String] { try inner.verify() }
    }

    let stream = StreamID(high: 1, low: 1)

    func request(_ number: UInt64) -> RecordWriter.Request {
        RecordWriter.Request(
            id: BatchID(number: number),
            batch: Batch(
                atMilliseconds: 0,
                appends: [Append(stream: stream, expected: number, kind: 1, version: 1, bytes: [])]))
    }

    func answered(_ reports: [RecordWriter.Report]) -> [UInt64] {
        reports.compactMap { report in
            if case .answered(let id, .committed) = report { return id.number }
            return nil
        }
    }

    @Test func whatWaitsIsOneGroupAndAnswersKeepTheOrder() {
        let reports = Reports()
        let groups = Mutex<[Int]>([])
        let writer = RecordWriter()
        // Posted before the thread runs: all of it waits.
        writer.commit((1...50).map { request($0) })
        writer.commit((51...60).map { request($0) })
        let note: @Sendable (Int) -> Void = { count in groups.withLock { $0.append(count) } }
        writer.start(store: CountingStore(note)) { reports.add($0) }
        let all = reports.wait { answered($0).count == 60 }
        #expect(answered(all) == Array(1...60))
        #expect(groups.withLock { $0 } == [60])
        #expect(writer.stop(withinMilliseconds: 5_000))
    }

    @Test func aFailedGroupIsRefusedWholeAndNotTriedAgain() {
        let reports = Reports()
        let store = MemoryStore()
        store.failNextCommits = [.io(operation: "commit", code: 5, path: "x")]
        let writer = RecordWriter()
        writer.commit([request(1), request(2)])
        writer.start(store: store) { reports.add($0) }
        let failed = reports.wait { reports in
            reports.contains { if case .failed = $0 { true } else { false } }
        }
        #expect(answered(failed) == [])
        // The next one succeeds, and health says so.
        writer.commit([request(1)])
        let all = reports.wait { answered($0) == [1] }
        let health = all.compactMap { report -> Bool? in
            if case .health(let error) = report { return error == nil }
            return nil
        }
        #expect(health == [false, true])
        #expect(writer.stop(withinMilliseconds: 5_000))
    }

    /// What a row names is kept, although the disk did not take it when the version came.
    @Test func aVersionTheDiskDidNotTakeIsKeptBeforeTheNextCommit() {
        let kept = Mutex<[[UInt8]?]>([])
        let store = CountingStore()
        store.failingKeeps = 1
        store.atCommit = { blob in kept.withLock { $0.append(blob) } }
        let reports = Reports()
        let writer = RecordWriter()
        writer.keep([Blob(hash: [7], bytes: [1])])
        writer.commit([request(1)])
        writer.start(store: store) { reports.add($0) }
        _ = reports.wait { answered($0) == [1] }
        #expect(kept.withLock { $0 } == [[1]])
        #expect(writer.stop(withinMilliseconds: 5_000))
    }

    /// A nearly full disk takes turns and not the bot's files: not well all the time, not ill and well by turns.
    @Test func aDiskThatDoesNotTakeTheBotsFilesIsIllOnce() {
        let store = CountingStore()
        store.failingKeeps = 1_000
        let reports = Reports()
        let writer = RecordWriter()
        writer.keep([Blob(hash: [7], bytes: [1])])
        writer.start(store: store) { reports.add($0) }
        for id in 1...3 {
            writer.commit([request(UInt64(id))])
            _ = reports.wait { answered($0).count == id }
        }
        let health = reports.wait { answered($0).count == 3 }.compactMap { report -> Bool? in
            if case .health(let error) = report { error == nil } else { nil }
        }
        #expect(health == [false])
        #expect(writer.stop(withinMilliseconds: 5_000))
    }

    /// Found by reading: a list with a damaged stream was tried for ever, and whatever came later waited behind it.
    @Test func aDamagedStreamKeepsNobodyElseFromBeingErased() {
        let reports = Reports()
        let writer = RecordWriter()
        let names = (1...5).map { StreamID(high: 9, low: $0) }
        writer.start(store: CountingStore(damaged: [names[2]])) { reports.add($0) }
        writer.erase(Array(names[..<4]))
        writer.erase([names[4]])
        func erased(_ reports: [RecordWriter.Report]) -> [StreamID] {
            reports.flatMap { report -> [StreamID] in
                if case .erased(let streams, _) = report { streams } else { [] }
            }
        }
        let all = reports.wait { erased($0).contains(names[4]) }
        #expect(erased(all) == [names[0], names[1], names[3], names[4]])
        let not = all.flatMap { report -> [StreamID] in
            if case .notErased(let streams, _) = report { streams } else { [] }
        }
        #expect(not == [names[2]], "said once")
        let isIll = all.contains { if case .health(_?) = $0 { true } else { false } }
        #expect(!isIll, "the disk is well")
        #expect(writer.stop(withinMilliseconds: 5_000))
    }

    @Test func stopCommitsWhatWasPosted() {
        let reports = Reports()
        let writer = RecordWriter()
        writer.start(store: MemoryStore()) { reports.add($0) }
        writer.commit((1...20).map { request($0) })
        #expect(writer.stop(withinMilliseconds: 5_000))
        #expect(answered(reports.wait { answered($0).count == 20 }).count == 20)
    }
}
