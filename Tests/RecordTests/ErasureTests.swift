import Glibc
import TestSupport
import Testing

@testable import Record

/// What was erased is in no octet of any file, whatever became of the rows around it meanwhile.
@Suite struct ErasureTests {
    let folder = TemporaryFolder()
    var file: String { folder.path + "/" + SQLiteStore.fileName }

    /// A conversation's marker: in every text, key and snapshot of it.
    func marker(_ number: UInt64) -> String { "person-\(String(1_000_000 + number))-private" }

    func stream(_ number: UInt64) -> StreamID { StreamID(high: number &* 0x9E37_79B9_7F4A_7C15, low: number) }

    /// Seeded lengths, so that rows of every size stand side by side: some in a page, some on many.
    struct Lengths {
        var state: UInt64
        mutating func next(below limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
    }

    /// Conversations that take turns, with keys that change and snapshots that grow, as in life.
    func fill(_ store: SQLiteStore, conversations: UInt64, rounds: UInt64) throws {
        var lengths = Lengths(state: 7)
        for round in 1...rounds {
            var batches: [Batch] = []
            for number in 0..<conversations {
                let text = marker(number)
                let repeated = String(repeating: text + " ", count: 1 + Int(lengths.next(below: 12)))
                let long = lengths.next(below: 40) == 0
                let row = long ? String(repeating: repeated, count: 40) : repeated
                var batch = Batch(
                    atMilliseconds: Int64(round * 1_000),
                    appends: [
                        Append(
                            stream: stream(number), expected: round * 2 - 1, kind: 1, version: 1,
                            bytes: Array(row.utf8)),
                        Append(
                            stream: stream(number), expected: round * 2, kind: 1, version: 1,
                            bytes: Array(text.utf8)),
                    ])
                // As `Sessions` does: a hash, and a value that says nothing of the person.
                let size = Int(lengths.next(below: 200))
                batch.keys = [
                    .add(
                        KeyEntry(
                            scope: 2, key: stream(number).bytes + stream(number).bytes,
                            stream: stream(number),
                            value: [UInt8](repeating: 0x30, count: size)))
                ]
                if round % 3 == 0 {
                    let state = String(repeating: text + "#", count: 1 + Int(lengths.next(below: 600)))
                    batch.snapshots = [
                        Snapshot(
                            stream: stream(number), number: round * 2, version: 1, bytes: Array(state.utf8))
                    ]
                }
                batches.append(batch)
            }
            for outcome in try store.commit(batches) {
                if case .refused(let error) = outcome { throw error }
            }
            if round % 4 == 0 { try store.checkpoint() }
        }
    }

    /// The numbers of the conversations of which something is in a file of the folder.
    func found() -> Set<UInt64> {
        var numbers: Set<UInt64> = []
        let prefix = Array("person-1".utf8)
        for bytes in everyFile() {
            var index = 0
            while index + 25 < bytes.count {
                guard bytes[index] == prefix[0], bytes[index...].starts(with: prefix) else {
                    index += 1
                    continue
                }
                let digits = String(decoding: bytes[(index + 8)..<(index + 14)], as: UTF8.self)
                if let number = UInt64(digits) { numbers.insert(number) }
                index += 8
            }
        }
        return numbers
    }

    func everyFile() -> [[UInt8]] {
        guard let entries = opendir(folder.path) else { return [] }
        defer { closedir(entries) }
        var files: [[UInt8]] = []
        while let entry = readdir(entries) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { files.append(contents(of: folder.path + "/" + name)) }
        }
        return files
    }

    @Test func nothingOfTheErasedIsInAnyFile() throws {
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        try fill(store, conversations: 70, rounds: 24)
        #expect(found().count == 70)
        let gone = Set<UInt64>((0..<70).filter { $0 % 7 == 3 })
        let count = try store.erase(gone.sorted().map(stream), atMilliseconds: 5)
        #expect(count == gone.count * 48)
        // On disk, but the log still has the old pages.
        #expect(try store.hasErasureToFinish())
        #expect(try store.finishErasure())
        #expect(found() == Set(0..<70).subtracting(gone))
        #expect(try store.hasErasureToFinish() == false)
        for number in 0..<70 as Range<UInt64> {
            let events = try store.read(stream(number), from: 1, limit: 100)
            #expect(events.map(\.number) == Array(1...48))
            #expect(events.allSatisfy { $0.isTombstone == gone.contains(number) })
        }
        #expect(try store.verify() == [])
        // Then the neighbours, one after the other, each from among pages that were written over.
        for number in 0..<70 as Range<UInt64> where !gone.contains(number) && number % 2 == 0 {
            _ = try store.erase(stream(number), numbers: nil)
            #expect(!found().contains(number))
        }
        #expect(try store.verify() == [])
    }

    @Test func anErasureCutShortIsAllOrNothingAndFinishedLater() throws {
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        try fill(store, conversations: 3, rounds: 4)
        try store.requestErasure(of: [stream(1)], atMilliseconds: 9)
        #expect(try store.requestedErasures(limit: 9) == [stream(1)])
        _ = try store.erase([stream(1)], atMilliseconds: 9)
        #expect(try store.requestedErasures(limit: 9) == [])
        // What a kill would have left at this moment, its log cut anywhere.
        let database = contents(of: file)
        let log = contents(of: file + "-wal")
        var wasErased: Set<Bool> = []
        for length in stride(from: 0, through: log.count, by: max(log.count / 40, 1)) + [log.count] {
            let other = ErasureTests()
            write(database, to: other.file)
            write(Array(log[..<length]), to: other.file + "-wal")
            let reopened = try SQLiteStore(folder: other.folder.path, purpose: .daemon)
            let events = try reopened.read(stream(1), from: 1, limit: 99)
            let tombstones = events.count { $0.isTombstone }
            #expect(tombstones == 0 || tombstones == events.count, "cut at \(length)")
            wasErased.insert(tombstones > 0)
            #expect(try reopened.hasErasureToFinish() == (tombstones > 0))
            #expect(try reopened.finishErasure())
            if tombstones > 0 { #expect(!other.found().contains(1), "cut at \(length)") }
            #expect(try reopened.verify() == [])
        }
        #expect(wasErased == [true, false])
    }

    @Test func aReaderOfAnOlderStateOnlyDelaysTheCleaning() throws {
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        try fill(store, conversations: 2, rounds: 3)
        let reader = try Connection(path: file, access: .readWrite)
        try reader.execute("BEGIN; SELECT count(*) FROM events", "test")
        _ = try store.erase([stream(0)], atMilliseconds: 1)
        #expect(try store.finishErasure() == false)
        #expect(try store.hasErasureToFinish())
        try reader.execute("COMMIT", "test")
        #expect(try store.finishErasure())
        #expect(found() == [1])
    }

    @Test func theCopyOfAnUpgradeGoesToo() throws {
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        try fill(store, conversations: 2, rounds: 1)
        write(Array(marker(0).utf8), to: file + ".before-2")
        _ = try store.erase(stream(0), numbers: nil)
        #expect(found() == [1])
        #expect(access(file + ".before-2", F_OK) != 0)
    }

    @Test(arguments: StoreTests.Kind.allCases) func quietStreamsAreThoseNobodyWroteToSince(
        kind: StoreTests.Kind
    ) throws {
        let store: any ErasingStore =
            kind == .memory ? MemoryStore() : try SQLiteStore(folder: folder.path, purpose: .daemon)
        func add(_ number: UInt64, _ event: UInt64, kind: UInt8 = 1, at time: Int64) throws {
            try store.append(
                Batch(
                    atMilliseconds: time,
                    appends: [
                        Append(stream: stream(number), expected: event, kind: kind, version: 1, bytes: [7])
                    ]))
        }
        try add(1, 1, at: 100)
        try add(2, 1, at: 110)
        try add(3, 1, kind: 3, at: 120)
        try add(4, 1, at: 130)
        try add(2, 2, at: 900)
        try add(5, 1, at: 950)
        #expect(try store.newestMilliseconds() == 950)
        let all = try store.quietStreams(kind: 1, after: 0, until: 500, limit: 100)
        #expect(all.streams == [stream(1), stream(4)])
        // In slices; the end is told.
        var position: Int64 = 0
        var found: [StreamID] = []
        var slices = 0
        while let next = try store.quietStreams(kind: 1, after: position, until: 500, limit: 2).next {
            found += try store.quietStreams(kind: 1, after: position, until: 500, limit: 2).streams
            position = next
            slices += 1
        }
        #expect(found == [stream(1), stream(4)] && slices == 3)
        _ = try store.erase([stream(1)], atMilliseconds: 0)
        #expect(try store.quietStreams(kind: 1, after: 0, until: 500, limit: 100).streams == [stream(4)])
        #expect(try store.quietStreams(kind: 1, after: 0, until: 100, limit: 100).streams == [])
    }
}
