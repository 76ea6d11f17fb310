import CSQLite
import Glibc
import TestSupport
import Testing

@testable import Record

/// Every older version of the schema, as SQL text in `Fixtures`, is upgraded and keeps what it held.
@Suite struct MigrationTests {
    let folder = TemporaryFolder()
    var file: String { folder.path + "/" + SQLiteStore.fileName }

    static let fixtures: String = {
        var parts = #filePath.split(separator: "/")
        parts.removeLast()
        return "/" + parts.joined(separator: "/") + "/Fixtures"
    }()

    /// Makes the record of an older version in the folder.
    func make(version: Int) throws {
        let sql = contents(of: "\(Self.fixtures)/version-\(version).sql")
        try #require(!sql.isEmpty)
        let connection = try Connection(path: file, access: .readWriteCreate)
        try connection.execute(String(decoding: sql, as: UTF8.self), "fixture")
    }

    @Test func thereIsAFixtureOfEveryOlderVersion() {
        for version in 1..<Migrations.all.count {
            #expect(access("\(Self.fixtures)/version-\(version).sql", R_OK) == 0, "version \(version)")
        }
    }

    @Test func theFirstVersionIsUpgradedWithAllItHeld() throws {
        try make(version: 1)
        let conversation = try #require(
            StreamID(
                bytes: [
                    0xF2, 0xF8, 0xB1, 0xD4, 0x82, 0x41, 0xF8, 0x6C, 0x26, 0x12, 0x79, 0xED, 0x32, 0xF0, 0x90,
                    0xCD,
                ]))
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        #expect(try store.verify() == [])
        #expect(try store.head(conversation) == 3)
        #expect(try store.head(.desk) == 4)
        let texts = try store.read(conversation, from: 1, limit: 9).map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
        #expect(texts[1].contains("je veux dire bonjour"))
        #expect(try store.snapshot(.desk)?.bytes == [1, 2, 3])
        #expect(try store.accounts().map(\.name) == ["shop"])
        // The customer's key is its hash now: SHA-256 of `shop NUL c42`.
        let hash: [UInt8] = [
            0x2B, 0xB7, 0x5C, 0xAF, 0xE6, 0x95, 0x0B, 0xA1, 0xF3, 0x30, 0xDD, 0x10, 0x90, 0x1A, 0xBC, 0x20,
            0x37, 0xBA, 0xE4, 0x19, 0xE9, 0x21, 0xBC, 0x0D, 0x6E, 0xA5, 0x70, 0x68, 0x1D, 0x69, 0x54, 0x9F,
        ]
        #expect(try store.findByKey(scope: 2, key: hash).map(\.stream) == [conversation])
        #expect(try store.findByKey(scope: 2, key: Array("shop\u{0}c42".utf8)).isEmpty)
        #expect(try store.findByKey(scope: 3, key: [1]).map(\.stream) == [conversation])
        // It goes on.
        try store.append(
            Batch(
                atMilliseconds: 1,
                appends: [Append(stream: conversation, expected: 4, kind: 1, version: 1, bytes: [1])]))
    }

    @Test func theSecondVersionIsUpgradedWithItsRowsAsTheyAre() throws {
        try make(version: 2)
        let before = try SQLiteStore.verify(file: file)
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        #expect(try before == [] && store.verify() == [])
        let rows = try store.feed(after: 0, limit: .max).filter { !$0.stream.isOfTheHouse }
        #expect(rows.map(\.number) == [1, 2, 3])
        // Each text stands in what was decided and in what was shown.
        let row = String(decoding: rows[1].bytes, as: UTF8.self)
        #expect(row.split(separator: "je veux dire bonjour", omittingEmptySubsequences: false).count == 3)
        #expect(rows.map(\.version) == [1, 1, 1])
    }

    @Test func anUpgradeKeepsACopyOfTheOldRecord() throws {
        try make(version: 1)
        _ = try SQLiteStore(folder: folder.path, purpose: .tool)
        let copy = try Connection(path: file + ".before-\(Migrations.all.count)", access: .readWrite)
        #expect(try Migrations.version(of: copy) == 1)
        let keys = try copy.prepare("SELECT key FROM keys WHERE scope = 2")
        #expect(try keys.first { $0.bytes(0) } == Array("shop\u{0}c42".utf8))
    }

    @Test func anUpgradeThatFailsLeavesTheOldRecord() throws {
        try make(version: 1)
        let steps = [Migrations.all[0], .init(name: "bad", sql: Migrations.all[1].sql + "SELECT nonsense;")]
        do {
            let connection = try Connection(path: file, access: .readWrite)
            #expect(throws: StoreError.self) {
                try Migrations.apply(to: connection, isNew: false, steps: steps)
            }
        }
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        #expect(try store.verify() == [])
        #expect(try store.head(.desk) == 4)
    }

    @Test func aNewerRecordIsRefusedWithAdvice() throws {
        try make(version: 1)
        do {
            let connection = try Connection(path: file, access: .readWrite)
            try connection.execute("PRAGMA user_version = 99", "test")
        }
        var refusal: StoreError?
        do { _ = try SQLiteStore(folder: folder.path, purpose: .daemon) } catch {
            refusal = error
        }
        #expect(refusal == .newerSchema(path: file, found: 99, known: Migrations.all.count))
        #expect(refusal?.explanation.contains("use that version") == true)
        // Nothing of it was touched.
        let connection = try Connection(path: file, access: .readWrite)
        let version = try connection.prepare("PRAGMA user_version").first { $0.integer(0) }
        #expect(version == 99)
    }
}
