import Record
import TestSupport
import Testing

/// The specification of `Store`: every implementation passes it.
@Suite struct StoreTests {
    enum Kind: CaseIterable, CustomTestStringConvertible {
        case memory, sqlite
        var testDescription: String { self == .memory ? "memory" : "sqlite" }
    }

    /// A store and what must outlive it.
    struct Fixture {
        let store: any Store
        let folder: TemporaryFolder

        init(_ kind: Kind) throws {
            folder = TemporaryFolder()
            store = kind == .memory ? MemoryStore() : try SQLiteStore(folder: folder.path, purpose: .daemon)
        }
    }

    let a = StreamID(high: 7, low: 1)
    let b = StreamID(high: 7, low: 2)

    func append(_ stream: StreamID, _ number: UInt64, _ text: String = "x", kind: UInt8 = 1) -> Append {
        Append(stream: stream, expected: number, kind: kind, version: 1, bytes: Array(text.utf8))
    }

    func batch(_ appends: Append..., keys: [KeyChange] = [], snapshots: [Snapshot] = []) -> Batch {
        Batch(atMilliseconds: 1_000, appends: appends, keys: keys, snapshots: snapshots)
    }

    func texts(_ events: [RecordedEvent]) -> [String] {
        events.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test(arguments: Kind.allCases) func emptyStreamHasHeadZero(kind: Kind) throws {
        let store = try Fixture(kind).store
        #expect(try store.head(a) == 0)
        #expect(try store.read(a, from: 1, limit: 10).isEmpty)
        #expect(try store.feed(after: 0, limit: 10).isEmpty)
    }

    @Test(arguments: Kind.allCases) func appendedEventsAreReadInOrder(kind: Kind) throws {
        let fixture = try Fixture(kind)
        let store = fixture.store
        try store.append(batch(append(a, 1, "one"), append(a, 2, "two", kind: 9)))
        try store.append(batch(append(a, 3, "")))
        let events = try store.read(a, from: 1, limit: 10)
        #expect(events.map(\.number) == [1, 2, 3])
        #expect(texts(events) == ["one", "two", ""])
        #expect(events[1].kind == 9 && events[1].version == 1 && events[1].atMilliseconds == 1_000)
        #expect(try store.head(a) == 3)
        #expect(try store.verify() == [])
    }

    @Test(arguments: Kind.allCases) func readStartsInTheMiddleOfABatchAndStopsAtTheLimit(kind: Kind) throws {
        let fixture = try Fixture(kind)
        try fixture.store.append(batch(append(a, 1), append(a, 2), append(a, 3), append(a, 4)))
        try fixture.store.append(batch(append(a, 5), append(a, 6)))
        #expect(try fixture.store.read(a, from: 3, limit: 3).map(\.number) == [3, 4, 5])
        #expect(try fixture.store.read(a, from: 6, limit: 3).map(\.number) == [6])
        #expect(try fixture.store.read(a, from: 7, limit: 3).isEmpty)
        #expect(try fixture.store.read(a, from: 0, limit: 1).map(\.number) == [1])
        #expect(try fixture.store.read(a, from: 1, limit: 0).isEmpty)
        #expect(try fixture.store.read(a, from: .max, limit: 1).isEmpty)
    }

    @Test(arguments: Kind.allCases) func streamsAreNumberedApartAndInterleaveInTheFeed(kind: Kind) throws {
        let fixture = try Fixture(kind)
        let store = fixture.store
        let first = try store.append(batch(append(a, 1, "a1"), append(b, 1, "b1"), append(a, 2, "a2")))
        let second = try store.append(batch(append(b, 2, "b2")))
        #expect(second > first)
        #expect(texts(try store.read(b, from: 1, limit: 9)) == ["b1", "b2"])
        #expect(texts(try store.feed(after: 0, limit: 9)) == ["a1", "a2", "b1", "b2"])
        #expect(texts(try store.feed(after: first, limit: 9)) == ["b2"])
        // Not cut within a batch's events of one stream.
        #expect(texts(try store.feed(after: 0, limit: 1)) == ["a1", "a2"])
        #expect(try store.feed(after: second, limit: 1).isEmpty)
    }

    @Test(arguments: Kind.allCases) func wrongExpectedNumberRefusesTheWholeBatchOnly(kind: Kind) throws {
        let fixture = try Fixture(kind)
        let outcomes = try fixture.store.commit([
            batch(append(a, 1)), batch(append(b, 1), append(a, 1)), batch(append(a, 2)), batch(append(b, 3)),
        ])
        #expect(outcomes.count == 4)
        #expect(outcomes[1] == .refused(.conflict(stream: a, expected: 1, actual: 2)))
        #expect(outcomes[3] == .refused(.conflict(stream: b, expected: 3, actual: 1)))
        #expect(try fixture.store.head(a) == 2)
        #expect(try fixture.store.head(b) == 0)
    }

    @Test(arguments: Kind.allCases) func numberZeroAndGapsWithinABatchAreConflicts(kind: Kind) throws {
        let fixture = try Fixture(kind)
        #expect(throws: StoreError.conflict(stream: a, expected: 0, actual: 1)) {
            try fixture.store.append(batch(append(a, 0)))
        }
        #expect(throws: StoreError.conflict(stream: a, expected: 3, actual: 2)) {
            try fixture.store.append(batch(append(a, 1), append(a, 3)))
        }
    }

    @Test(arguments: Kind.allCases) func anEventBeyondTheLimitIsRefused(kind: Kind) throws {
        let fixture = try Fixture(kind)
        var huge = append(a, 1)
        huge.bytes = [UInt8](repeating: 1, count: Append.maximumByteCount + 1)
        #expect(throws: StoreError.tooLarge(stream: a, byteCount: huge.bytes.count)) {
            try fixture.store.append(batch(huge))
        }
        huge.bytes.removeLast()
        try fixture.store.append(batch(huge))
        #expect(try fixture.store.read(a, from: 1, limit: 1).first?.bytes.count == Append.maximumByteCount)
    }

    @Test(arguments: Kind.allCases) func claimedKeyBelongsToOneStream(kind: Kind) throws {
        let fixture = try Fixture(kind)
        let store = fixture.store
        let key = KeyEntry(scope: 1, key: [1, 2], stream: a, value: [9])
        try store.append(batch(append(a, 1), keys: [.claim(key)]))
        #expect(try store.findByKey(scope: 1, key: [1, 2]) == [key])
        #expect(try store.findByKey(scope: 2, key: [1, 2]).isEmpty)
        var rival = key
        rival.stream = b
        #expect(throws: StoreError.keyTaken(scope: 1, key: [1, 2], stream: a)) {
            try store.append(batch(append(b, 1), keys: [.claim(rival)]))
        }
        #expect(try store.head(b) == 0)
        // Its own stream may claim again, with another value.
        try store.append(batch(append(a, 2), keys: [.claim(KeyEntry(scope: 1, key: [1, 2], stream: a))]))
        #expect(try store.findByKey(scope: 1, key: [1, 2]).map(\.value) == [[]])
        try store.append(batch(append(a, 3), keys: [.remove(scope: 1, key: [1, 2], stream: a)]))
        #expect(try store.findByKey(scope: 1, key: [1, 2]).isEmpty)
    }

    @Test(arguments: Kind.allCases) func twoClaimsOfOneBatchConflict(kind: Kind) throws {
        let fixture = try Fixture(kind)
        let one = KeyEntry(scope: 1, key: [5], stream: a)
        let two = KeyEntry(scope: 1, key: [5], stream: b)
        #expect(throws: StoreError.keyTaken(scope: 1, key: [5], stream: a)) {
            try fixture.store.append(batch(append(a, 1), append(b, 1), keys: [.claim(one), .claim(two)]))
        }
    }

    @Test(arguments: Kind.allCases) func addedKeysLeadToSeveralStreamsOldestFirst(kind: Kind) throws {
        let fixture = try Fixture(kind)
        let store = fixture.store
        try store.append(batch(append(b, 1), keys: [.add(KeyEntry(scope: 3, key: [7], stream: b))]))
        try store.append(batch(append(a, 1), keys: [.add(KeyEntry(scope: 3, key: [7], stream: a))]))
        try store.append(batch(append(a, 2), keys: [.add(KeyEntry(scope: 3, key: [8], stream: a))]))
        #expect(try store.findByKey(scope: 3, key: [7]).map(\.stream) == [b, a])
        #expect(try store.keys(scope: 3, after: nil, limit: 9).map(\.key) == [[7], [7], [8]])
        #expect(try store.keys(scope: 3, after: nil, limit: 1).map(\.key) == [[7], [7]])
        #expect(try store.keys(scope: 3, after: [7], limit: 9).map(\.key) == [[8]])
    }

    @Test(arguments: Kind.allCases) func onlyTheNewestSnapshotIsKept(kind: Kind) throws {
        let fixture = try Fixture(kind)
        let store = fixture.store
        #expect(try store.snapshot(a) == nil)
        let late = Snapshot(stream: a, number: 5, version: 2, bytes: [1])
        for number in 1...4 { try store.append(batch(append(a, UInt64(number)))) }
        try store.append(batch(append(a, 5), append(a, 6), snapshots: [late]))
        try store.putSnapshot(Snapshot(stream: a, number: 4, version: 2, bytes: [2]))
        #expect(try store.snapshot(a) == late)
        try store.putSnapshot(Snapshot(stream: a, number: 6, version: 3, bytes: []))
        #expect(try store.snapshot(a)?.number == 6)
    }

    @Test(arguments: Kind.allCases) func blobsAreKeptByHash(kind: Kind) throws {
        let fixture = try Fixture(kind)
        try fixture.store.putBlob([1, 2, 3], hash: [0xAA])
        try fixture.store.putBlob([1, 2, 3], hash: [0xAA])
        #expect(try fixture.store.blob([0xAA]) == [1, 2, 3])
        #expect(try fixture.store.blob([0xAB]) == nil)
        try fixture.store.putBlobs([
            Blob(hash: [0xAA], bytes: [9]), Blob(hash: [0xAB], bytes: []), Blob(hash: [0xAC], bytes: [4]),
        ])
        #expect(try fixture.store.blob([0xAA]) == [9], "one that was damaged is put right")
        #expect(try fixture.store.blob([0xAB]) == [])
        #expect(try fixture.store.blob([0xAC]) == [4])
    }

    @Test(arguments: Kind.allCases) func accountNamesAreUniqueAmongThoseInForce(kind: Kind) throws {
        let fixture = try Fixture(kind)
        let store = fixture.store
        let claire = Account(
            name: "Claire", role: .agent, tokenHash: "aa", skills: ["fr", "billing"], createdMilliseconds: 1)
        try store.addAccount(claire)
        #expect(throws: StoreError.nameTaken("Claire")) { try store.addAccount(claire) }
        #expect(throws: StoreError.notFound(what: "the account 'Claire'")) {
            try store.revokeAccount(name: "Claire", roles: [.site], atMilliseconds: 5)
        }
        try store.revokeAccount(name: "Claire", roles: [.agent, .supervisor], atMilliseconds: 5)
        #expect(throws: StoreError.notFound(what: "the account 'Claire'")) {
            try store.revokeAccount(name: "Claire", roles: [.agent], atMilliseconds: 6)
        }
        try store.addAccount(
            Account(
                name: "Claire", role: .site, tokenHash: "bb", origins: ["https://a.example", "http://b"],
                createdMilliseconds: 9))
        let accounts = try store.accounts()
        #expect(accounts.map(\.revokedMilliseconds) == [5, nil])
        #expect(accounts[0].skills == ["fr", "billing"] && accounts[0].origins == [])
        #expect(accounts[1].origins == ["https://a.example", "http://b"] && accounts[1].skills == [])
    }

    @Test(arguments: Kind.allCases) func erasedEventsLeaveTombstones(kind: Kind) throws {
        let fixture = try Fixture(kind)
        let store = fixture.store
        try store.append(
            batch(
                append(a, 1, "secret"), append(a, 2, "keep"), append(b, 1, "other"),
                keys: [.add(KeyEntry(scope: 1, key: [1], stream: a))],
                snapshots: [Snapshot(stream: a, number: 2, version: 1, bytes: [1])]))
        #expect(try store.erase(a, numbers: 1...1) == 1)
        var events = try store.read(a, from: 1, limit: 9)
        #expect(events.map(\.isTombstone) == [true, false])
        #expect(texts(events) == ["", "keep"])
        #expect(try store.snapshot(a) == nil)
        #expect(try store.findByKey(scope: 1, key: [1]).count == 1)
        #expect(try store.erase(a, numbers: nil) == 1)
        #expect(try store.erase(a, numbers: nil) == 0)
        events = try store.read(a, from: 1, limit: 9)
        #expect(events.map(\.number) == [1, 2])
        #expect(events.allSatisfy { $0.isTombstone && $0.bytes.isEmpty })
        #expect(try store.findByKey(scope: 1, key: [1]).isEmpty)
        #expect(texts(try store.read(b, from: 1, limit: 9)) == ["other"])
        // The numbers go on.
        try store.append(batch(append(a, 3)))
        #expect(try store.erase(StreamID(high: 9, low: 9), numbers: nil) == 0)
        #expect(try store.verify() == [])
    }

    @Test func failedMemoryCommitWritesNothing() throws {
        let store = MemoryStore()
        store.failNextCommits = [.full(operation: "commit", path: "memory")]
        #expect(throws: StoreError.full(operation: "commit", path: "memory")) {
            try store.append(batch(append(a, 1)))
        }
        #expect(try store.head(a) == 0)
        try store.append(batch(append(a, 1)))
    }
}
