import TestSupport
import Testing

@testable import Record

/// In which order a check of the content is shown the record, and what is told of keys without it.
@Suite struct VerifyingTests {
    let folder = TemporaryFolder()
    var file: String { folder.path + "/" + SQLiteStore.fileName }

    /// Writes down what it is shown.
    struct Witness: ContentCheck {
        var seen: [String] = []
        var claimedScopes: [UInt8] { [1] }
        mutating func problem(in event: RecordedEvent) -> String? {
            seen.append("\(event.stream.low).\(event.number)")
            return nil
        }
        mutating func problems(
            inKeys keys: [KeyEntry], of stream: StreamID, called name: String, schema: Int
        ) -> [String] {
            seen.append("\(stream.low): " + keys.map { "\($0.scope)\($0.key)" }.joined(separator: " "))
            return keys.contains { $0.scope == 66 } ? ["bad key of \(name), schema \(schema)"] : []
        }
        func problem(in snapshot: Snapshot) -> String? { nil }
        mutating func problem(in blob: Blob) -> String? {
            seen.append("blob \(blob.hash)")
            return blob.bytes.isEmpty ? "empty" : nil
        }
        func problem(in account: Account) -> String? { account.name == "Marc" ? "odd" : nil }
        func problemsOfTheWhole() -> [String] { seen.contains("blob [9]") ? ["nine"] : [] }
    }

    func stream(_ low: UInt64) -> StreamID { StreamID(high: 7, low: low) }

    /// Two streams that take turns, with their keys.
    func fill() throws -> SQLiteStore {
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        for number in 1...2 as ClosedRange<UInt64> {
            for low in [5, 3] as [UInt64] {
                try store.append(
                    Batch(
                        atMilliseconds: 1,
                        appends: [
                            Append(stream: stream(low), expected: number, kind: 1, version: 1, bytes: [1])
                        ],
                        keys: [.add(KeyEntry(scope: 3, key: [UInt8(number)], stream: stream(low)))]))
            }
        }
        return store
    }

    func verify() throws -> (findings: [String], seen: [String]) {
        var witness = Witness()
        return (try SQLiteStore.verify(file: file, content: &witness).map(\.text), witness.seen)
    }

    @Test func eachStreamsKeysFollowItsEvents() throws {
        let store = try fill()
        try store.putBlobs([Blob(hash: [8], bytes: [1])])
        let (findings, seen) = try verify()
        #expect(findings == [])
        #expect(
            seen == ["5.1", "5.2", "5: 3[1] 3[2]", "3.1", "3.2", "3: 3[1] 3[2]", "blob [8]"])
    }

    @Test func whatTheCheckSaysIsTold() throws {
        let store = try fill()
        try store.putBlobs([Blob(hash: [8], bytes: []), Blob(hash: [9], bytes: [1])])
        #expect(try verify().findings == ["kept file 1: empty", "nine"])
        try store.append(
            Batch(
                atMilliseconds: 1, appends: [],
                keys: [.add(KeyEntry(scope: 66, key: [], stream: stream(3)))]))
        #expect(try verify().findings == ["bad key of stream 2, schema 3", "kept file 1: empty", "nine"])
    }

    @Test func snapshotsOfEventsThatAreNotThereAndNamesThatAreNoneAreFound() throws {
        let store = try fill()
        for number in [99_999, -1] {
            try store.connection.execute(
                "INSERT OR REPLACE INTO snapshots(stream, number, version, bytes) VALUES (2, \(number), 1, x'')",
                "test")
            let findings = try verify().findings
            #expect(findings.first?.hasPrefix("the snapshot of stream 2 is of event \(number), ") == true)
            // Nor is it read: who went on from it would write what never fits.
            #expect(throws: StoreError.self) { try store.snapshot(stream(3)) }
        }
        try store.connection.execute(
            "DELETE FROM snapshots; UPDATE streams SET name = x'11' WHERE id = 2", "test")
        #expect(try verify().findings.first?.hasSuffix("belongs to no stream") == true)
    }

    @Test func keysOfNoEventsOfNoScopeOrOfTwoStreamsAreFound() throws {
        let store = try fill()
        for (keys, words) in [
            ("(300, x'01', 2, x'')", "a key of scope 300, which there is not, leads to stream 2"),
            ("(1, x'01', 1, x''), (1, x'01', 2, x'')", "a key of scope 1 leads to stream 1 and to stream 2"),
        ] {
            try store.connection.execute("SAVEPOINT s; INSERT INTO keys VALUES \(keys); RELEASE s", "test")
            let findings = try verify().findings
            #expect(findings.count == 1 && findings.first?.hasPrefix(words) == true, "\(findings)")
            try store.connection.execute("DELETE FROM keys WHERE scope <> 3 OR stream = 9", "test")
        }
        #expect(try verify().findings == [])
        try store.connection.execute(
            """
            INSERT INTO streams(id, name) VALUES (9, zeroblob(16));
            INSERT INTO keys VALUES (3, x'01', 9, x''), (3, x'02', 9, x'');
            """, "test")
        #expect(
            try verify().findings == [
                "a key of scope 3 leads to stream 9, which has no events", "stream 9 has lost its rows",
            ])
    }

    /// The numbers of their stream have no gap then, and its keys may be gone too.
    @Test(arguments: [
        ("position = 3", ["rows are missing between position 2 and 4"]),
        (
            "position IN (1, 3)",
            [
                "rows are missing before position 2", "rows are missing between position 2 and 4",
                "stream 1 has lost its rows",
            ]
        ),
        ("position > 2", []),
        ("stream = 2", ["rows are missing between position 1 and 3", "stream 2 has lost its rows"]),
    ])
    func rowsThatWereTakenAwayLeaveAGap(_ which: String, _ findings: [String]) throws {
        let store = try fill()
        try store.connection.execute("DELETE FROM keys; DELETE FROM events WHERE \(which)", "test")
        #expect(try verify().findings == findings)
        // The next row takes the next position, and the gap stays.
        try store.append(
            Batch(
                atMilliseconds: 1,
                appends: [Append(stream: stream(99), expected: 1, kind: 1, version: 1, bytes: [1])], keys: [])
        )
        #expect(try verify().findings == findings)
    }

    @Test func positionsThatNobodyGaveAreFound() throws {
        let store = try fill()
        for position in [Int64.max, .min, 0, 9] {
            try store.connection.execute(
                "UPDATE events SET position = \(position) WHERE position = 4", "test")
            #expect(try verify().findings.contains { $0.hasPrefix("rows are missing") })
            try store.connection.execute(
                "UPDATE events SET position = 4 WHERE position = \(position)", "test")
        }
    }

    @Test(arguments: ["'yesterday'", "-1", "\(Int64.min)", "\(Int64.max)", "1.5"])
    func timesThatCannotBeAreFound(_ time: String) throws {
        let store = try fill()
        try store.connection.execute("UPDATE events SET at = \(time) WHERE position = 4", "test")
        #expect(try verify().findings == ["position 4 has a time that cannot be"])
    }

    @Test func twoAccountsOfOneTokenAreFound() throws {
        let store = try fill()
        for (name, hash) in [("Claire", "a"), ("Zoé", "b"), ("Ali", "a")] {
            try store.addAccount(Account(name: name, role: .agent, tokenHash: hash, createdMilliseconds: 1))
        }
        #expect(try verify().findings == ["account 3 (Ali): it has the token of account 1"])
    }

    @Test func accountsThatCannotBeReadAreFound() throws {
        let store = try fill()
        for name in ["Claire", "Marc", "Zoé"] {
            try store.addAccount(Account(name: name, role: .agent, tokenHash: name, createdMilliseconds: 1))
        }
        #expect(try verify().findings == ["account 2 (Marc): odd"])
        for (change, words) in [
            ("name = x'ff'", "account 2: it cannot be read"),
            ("created = 'x'", "account 2: it cannot be read"),
            ("revoked = 1.5", "account 2: it cannot be read"),
            ("role = 'king'", "account 2 (Marc): its role is not known to this program"),
        ] {
            try store.connection.execute(
                "SAVEPOINT s; UPDATE accounts SET \(change) WHERE id = 2; RELEASE s", "test")
            #expect(try verify().findings == [words])
            try store.connection.execute(
                "UPDATE accounts SET name = 'Marc', created = 1, revoked = NULL, role = 'agent' WHERE id = 2",
                "test")
        }
    }

    @Test func howeverManyAreWrongTwentyAreTold() throws {
        let store = try fill()
        try store.connection.execute(
            """
            WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
            INSERT INTO streams SELECT -i, zeroblob(i) FROM n;
            INSERT INTO keys SELECT 3, x'01', id, x'' FROM streams WHERE id < 0;
            """, "test")
        #expect(try verify().findings.count == 20)
        // They hide no row that cannot be read.
        try store.connection.execute("UPDATE events SET packed = x'ff' WHERE position = 4", "test")
        #expect(try verify().findings.first == "position 4 cannot be read")
    }
}
