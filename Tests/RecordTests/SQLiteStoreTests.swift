import Glibc
import TestSupport
import Testing

@testable import Record

@Suite struct SQLiteStoreTests {
    let folder = TemporaryFolder()
    let a = StreamID(high: 1, low: 1)

    var file: String { folder.path + "/" + SQLiteStore.fileName }

    func batch(_ number: UInt64, _ text: String = "x") -> Batch {
        Batch(
            atMilliseconds: 1,
            appends: [
                Append(stream: a, expected: number, kind: 1, version: 1, bytes: Array(text.utf8)),
                Append(stream: .desk, expected: number, kind: 2, version: 1, bytes: [1]),
            ])
    }

    func error(_ body: () throws -> Void) -> StoreError? {
        do { try body() } catch { return error as? StoreError }
        return nil
    }

    @Test func reopenedRecordHoldsWhatWasCommitted() throws {
        for round in 1...3 {
            let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
            #expect(try store.head(a) == UInt64(round - 1))
            try store.append(batch(UInt64(round)))
        }
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        #expect(try store.head(.desk) == 3)
        #expect(try store.verify() == [])
        var information = stat()
        #expect(stat(file, &information) == 0 && information.st_mode & 0o777 == 0o600)
    }

    @Test func secondDaemonIsRefusedButToolsAndReadersAreNot() throws {
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        let path = folder.path + "/relais.lock"
        #expect(error { _ = try SQLiteStore(folder: folder.path, purpose: .daemon) } == .inUse(path: path))
        let reader = try SQLiteStore(folder: folder.path, purpose: .reader)
        let tool = try SQLiteStore(folder: folder.path, purpose: .tool)
        try store.append(batch(1, "seen"))
        #expect(try reader.read(a, from: 1, limit: 1).first?.bytes == Array("seen".utf8))
        #expect(try store.hasForeignChanges() == false)
        try tool.addAccount(Account(name: "x", role: .agent, tokenHash: "t", createdMilliseconds: 1))
        #expect(try store.hasForeignChanges() == true)
        #expect(try store.hasForeignChanges() == false)
        #expect(try store.accounts().map(\.name) == ["x"])
    }

    @Test func whatAnotherProcessAppendsIsAConflictNotAnOverwrite() throws {
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        let tool = try SQLiteStore(folder: folder.path, purpose: .tool)
        try store.append(batch(1))
        try tool.append(batch(2))
        #expect(error { try store.append(batch(2)) } == .conflict(stream: a, expected: 2, actual: 3))
        try store.append(batch(3))
        #expect(try tool.head(a) == 3)
    }

    @Test func missingFolderAndMissingRecordAreNotFound() {
        let missing = folder.path + "/no"
        #expect(
            error { _ = try SQLiteStore(folder: missing, purpose: .daemon) }
                == .notFound(what: "the data folder \(missing)"))
        #expect(error { _ = try SQLiteStore(folder: folder.path, purpose: .reader) } == .notFound(what: file))
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere")) func readOnlyFolderIsRefused() throws {
        chmod(folder.path, 0o500)
        let path = folder.path
        #expect(
            error { _ = try SQLiteStore(folder: path, purpose: .daemon) }
                == .readOnly(path: path + "/relais.lock"))
    }

    @Test func zeroLengthForeignAndScribbledFilesAreRefused() throws {
        write([], to: file)
        guard case .corrupt = error({ _ = try SQLiteStore(folder: folder.path, purpose: .daemon) }) else {
            Issue.record("a file of zero length was taken")
            return
        }
        write(Array("this is no database, but it is long enough to be read as one".utf8), to: file)
        guard case .corrupt = error({ _ = try SQLiteStore(folder: folder.path, purpose: .daemon) }) else {
            Issue.record("a text file was taken")
            return
        }
        unlink(file)
        do {
            let foreign = try Connection(path: file, access: .readWriteCreate)
            try foreign.execute("CREATE TABLE t(x)", "test")
        }
        guard case .corrupt = error({ _ = try SQLiteStore(folder: folder.path, purpose: .daemon) }) else {
            Issue.record("somebody else's database was taken")
            return
        }
    }

    @Test func damagedPagesAreFoundOrHarmless() throws {
        do {
            let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
            for number in 1...200 { try store.append(batch(UInt64(number), "some text to fill a page")) }
        }
        let sound = contents(of: file)
        var state: UInt64 = 42
        for _ in 0..<40 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var bytes = sound
            let place = Int(state >> 33) % bytes.count
            bytes[place] ^= 0xFF
            for suffix in ["-wal", "-shm"] { unlink(file + suffix) }
            write(bytes, to: file)
            // Whatever is flipped: an answer or a typed error, never a trap, never a new empty record.
            do {
                let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
                let head = try store.head(a)
                #expect(head <= 400, "seed byte \(place)")
                _ = try store.read(a, from: 1, limit: 500)
                _ = try store.verify()
            } catch {
                #expect(!error.explanation.isEmpty)
            }
        }
    }

    @Test func newerSchemaIsRefused() throws {
        _ = try SQLiteStore(folder: folder.path, purpose: .daemon)
        do {
            let connection = try Connection(path: file, access: .readWrite)
            try connection.execute("PRAGMA user_version = 99", "test")
        }
        #expect(
            error { _ = try SQLiteStore(folder: folder.path, purpose: .daemon) }
                == .newerSchema(path: file, found: 99, known: Migrations.all.count))
    }

    @Test func failedMigrationLeavesTheOldSchema() throws {
        _ = try SQLiteStore(folder: folder.path, purpose: .daemon)
        let connection = try Connection(path: file, access: .readWrite)
        let steps = Migrations.all + [.init(name: "bad", sql: "CREATE TABLE extra(x); SELECT nonsense;")]
        #expect(throws: StoreError.self) { try Migrations.apply(to: connection, isNew: false, steps: steps) }
        #expect(try Migrations.version(of: connection) == Migrations.all.count)
        let tables = try connection.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'")
        #expect(try tables.first { $0.integer(0) } == 0)
        let good = Migrations.all + [.init(name: "good", sql: "CREATE TABLE extra(x);")]
        try Migrations.apply(to: connection, isNew: false, steps: good)
        #expect(try Migrations.version(of: connection) == good.count)
    }

    @Test func tornLogRecoversToACommit() throws {
        // Copy database and log while the daemon has them open, then cut the log everywhere.
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        try store.checkpoint(restarts: true)
        for number in 1...6 { try store.append(batch(UInt64(number))) }
        let database = contents(of: file)
        let log = contents(of: file + "-wal")
        #expect(log.count > 4_096)
        var heads: Set<UInt64> = []
        for length in stride(from: 0, through: log.count, by: 509) {
            let copy = TemporaryFolder()
            let path = copy.path + "/" + SQLiteStore.fileName
            write(database, to: path)
            write(Array(log[..<length]), to: path + "-wal")
            let recovered = try SQLiteStore(folder: copy.path, purpose: .daemon)
            let head = try recovered.head(a)
            #expect(try recovered.head(.desk) == head, "cut at \(length)")
            #expect(try recovered.verify() == [])
            heads.insert(head)
        }
        #expect(heads.contains(0) && heads.count > 3)
    }

    @Test func fullDiskRefusesAndRecovers() throws {
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon, maximumPageCount: 40)
        let text = String(repeating: "long text ", count: 500)
        var number: UInt64 = 1
        var failure: StoreError?
        while failure == nil, number < 1_000 {
            failure = error { try store.append(batch(number, text)) }
            if failure == nil { number += 1 }
        }
        guard case .full = failure else {
            Issue.record("expected full, got \(String(describing: failure)) at \(number)")
            return
        }
        #expect(try store.head(a) == number - 1)
        #expect(try store.head(.desk) == number - 1)
        #expect(try store.read(a, from: 1, limit: 1).count == 1)
        try store.connection.execute("PRAGMA max_page_count = 100000", "test")
        try store.append(batch(number, text))
        #expect(try store.verify() == [])
    }

    @Test func lockedDatabaseIsBusy() throws {
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        let other = try Connection(path: file, access: .readWrite)
        try other.execute("BEGIN IMMEDIATE", "test")
        try store.connection.execute("PRAGMA busy_timeout = 20", "test")
        #expect(error { try store.append(batch(1)) } == .busy(operation: "commit"))
        try other.execute("ROLLBACK", "test")
        try store.append(batch(1))
    }

    @Test func backupIsWholeAndRefusesToOverwrite() throws {
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        try store.append(batch(1, "before"))
        let copy = TemporaryFolder()
        let path = copy.path + "/" + SQLiteStore.fileName
        try store.backup(to: path)
        try store.append(batch(2, "after"))
        #expect(error { try store.backup(to: path) } == .io(operation: "backup", code: EEXIST, path: path))
        let restored = try SQLiteStore(folder: copy.path, purpose: .daemon)
        #expect(try restored.head(a) == 1)
        #expect(try restored.verify() == [])
    }

    @Test func erasedTextIsNowhereInTheFiles() throws {
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        let marker = "marker-7f3a-nowhere"
        for number in 1...30 { try store.append(batch(UInt64(number), "\(marker) \(number)")) }
        try store.checkpoint()
        func isInFiles() -> Bool {
            let needle = Array(marker.utf8)
            return ["", "-wal"].contains { suffix in
                let bytes = contents(of: file + suffix)
                return bytes.indices.contains { start in
                    bytes[start] == needle[0] && bytes[start...].starts(with: needle)
                }
            }
        }
        #expect(isInFiles())
        #expect(try store.erase(a, numbers: nil) == 30)
        #expect(!isInFiles())
    }

    @Test func checkpointEmptiesTheLog() throws {
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        for number in 1...20 { try store.append(batch(UInt64(number))) }
        let before = store.logPageCount
        #expect(before > 20)
        let result = try store.checkpoint(restarts: true)
        #expect(result.donePages == result.logPages)
        try store.append(batch(21))
        #expect(store.logPageCount < before)
    }

    /// A child appends one event after another and notes each acknowledged number in a file (a page the kernel keeps
    /// whatever happens to the child); it is killed at some moment. Nothing acknowledged may be missing.
    @Test func killedWriterLosesNothingAcknowledged() async throws {
        let path = folder.path
        var reached: UInt64 = 0
        for round in 0..<4 {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, round = round as Int] in
                let store = try SQLiteStore(folder: path, purpose: .daemon)
                let log = open(path + "/acknowledged", O_WRONLY | O_CREAT | O_APPEND, 0o600)
                let stream = StreamID(high: 1, low: 1)
                var next = try store.head(stream) + 1
                var clock = timespec()
                clock_gettime(CLOCK_MONOTONIC, &clock)
                let end = clock.tv_sec + 10
                _ = alarmIn(microseconds: 20_000 + round * 7_000)
                while true {
                    try store.append(
                        Batch(
                            atMilliseconds: 1,
                            appends: [
                                Append(stream: stream, expected: next, kind: 1, version: 1, bytes: [1]),
                                Append(stream: .desk, expected: next, kind: 1, version: 1, bytes: [1]),
                            ]))
                    var number = next
                    _ = Glibc.write(log, &number, 8)
                    next += 1
                    clock_gettime(CLOCK_MONOTONIC, &clock)
                    // The timer should have struck long ago.
                    if clock.tv_sec > end { exit(3) }
                }
            }
            let noted = contents(of: path + "/acknowledged")
            let acknowledged = noted.suffix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let store = try SQLiteStore(folder: path, purpose: .daemon)
            let head = try store.head(a)
            // Each round may leave one that was written and not yet noted.
            #expect(head >= acknowledged && head <= max(acknowledged, reached) + 1)
            #expect(try store.head(.desk) == head)
            #expect(try store.verify() == [])
            #expect(head >= reached)
            reached = head
        }
        #expect(reached > 0)
    }
}

/// Has the kernel kill this process after a while, wherever it is then.
private func alarmIn(microseconds: Int) -> Bool {
    var event = sigevent()
    event.sigev_notify = Int32(SIGEV_SIGNAL)
    event.sigev_signo = SIGKILL
    var timer: timer_t?
    // The first timer of a process is number 0, which Swift shows as nil.
    guard timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 else { return false }
    var when = itimerspec()
    when.it_value.tv_nsec = microseconds * 1_000
    return timer_settime(timer, 0, &when, nil) == 0
}
