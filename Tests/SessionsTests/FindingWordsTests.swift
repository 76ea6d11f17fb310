import Foundation
import TestSupport
import Testing
import Text

@testable import Record
@testable import Sessions

/// That `relais verify` finds nothing it cannot say in French.
@Suite struct FindingWordsTests {
    static func expectFrench(_ findings: [String]) {
        for finding in findings {
            let french = FindingWords.text(finding, in: .french)
            #expect(french != finding && !french.contains("{"), "\(finding)")
            #expect(FindingWords.text(finding, in: .english) == finding)
        }
    }

    @Test func aReasonInsideAFindingIsSaidToo() {
        #expect(
            FindingWords.text(
                "position 7, event 2 of stream 3, cannot be read: not UTF-8 at byte 12", in: .french)
                == "position 7, événement 2 du fil 3 : illisible : pas de l'UTF-8 à l'octet 12")
        // SQLite's own words.
        #expect(
            FindingWords.text("Tree 5 page 9: btreeInitPage()", in: .french)
                == "Tree 5 page 9: btreeInitPage()")
    }

    /// Every text that the rooms say a row is unreadable with.
    @Test func noReasonIsForgotten() throws {
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let sources = root + "/Sources/Sessions"
        let names = try FileManager.default.subpathsOfDirectory(atPath: sources).filter {
            $0.hasSuffix(".swift")
        }
        var found = 0
        for name in names {
            let source = try String(contentsOf: URL(filePath: "\(sources)/\(name)"), encoding: .utf8)
            for match in source.matches(of: /RowError\("([^"]*)"\)/) {
                found += 1
                Self.expectFrench([String(match.output.1.replacing(/\\\([^)]*\)/, with: "7"))])
            }
        }
        #expect(found >= 25)
    }

    @Test func noWordOfJSONIsForgotten() {
        for text in [
            "", "x", "1 1", "\"\u{1}\"", #""\q""#, #""\ud800""#, "01", #"{"a":1,"a":2}"#,
            String(repeating: "[", count: 70),
        ] {
            #expect(throws: RowError.self) { try RowError.parse(Array(text.utf8)) }
            do { _ = try RowError.parse(Array(text.utf8)) } catch { Self.expectFrench([error.reason]) }
        }
        for bytes in [[0xEF, 0xBB, 0xBF, 0x31], [0x22, 0xFF, 0x22]] as [[UInt8]] {
            do { _ = try RowError.parse(bytes) } catch { Self.expectFrench([error.reason]) }
        }
    }

    /// A record of two streams in a folder of its own, to which something was done.
    func damaged(_ damage: String) throws -> [String] {
        let folder = TemporaryFolder()
        let store = try SQLiteStore(folder: folder.path, purpose: .daemon)
        for low in [5, 6] as [UInt64] {
            for number in 1...2 as ClosedRange<UInt64> {
                let row = Append(
                    stream: StreamID(high: 7, low: low), expected: number, kind: NoteRow.kind, version: 1,
                    bytes: Array(#"{"from":"Ann","text":"x"}"#.utf8))
                try store.append(Batch(atMilliseconds: 1, appends: [row], keys: []))
            }
        }
        try store.connection.execute(
            "PRAGMA foreign_keys = OFF; SAVEPOINT s; \(damage); RELEASE s", "test")
        let file = folder.path + "/" + SQLiteStore.fileName
        var check = RecordCheck()
        var none = NoContentCheck()
        return try
            (SQLiteStore.verify(file: file, content: &check)
            + SQLiteStore.verify(file: file, content: &none)).map(\.text)
    }

    @Test(arguments: [
        ("UPDATE events SET first = 7 WHERE position = 2", "is missing before"),
        ("UPDATE events SET packed = x'ff' WHERE position = 2", "position 2 cannot be read"),
        ("UPDATE streams SET name = x'11' WHERE id = 2", "belongs to no stream"),
        ("INSERT INTO keys VALUES (3, x'01', 9, x'')", "a row of keys belongs to no"),
        (
            "INSERT INTO streams VALUES (9, zeroblob(16)); INSERT INTO keys VALUES (3, x'01', 9, x'')",
            "no events"
        ),
        ("INSERT INTO keys VALUES (300, x'01', 2, x'')", "which there is not"),
        (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120) "
                + "INSERT INTO keys SELECT 3, CAST(i AS BLOB), 2, x'' FROM n", "keys or more lead to"
        ),
        ("INSERT INTO snapshots(stream, number, version, bytes) VALUES (2, 99, 1, x'')", "and the last is"),
        ("INSERT INTO snapshots(stream, number, version, bytes) VALUES (1, -1, 1, x'')", "there cannot be"),
        ("UPDATE events SET position = 9 WHERE position = 4", "rows are missing between"),
        ("UPDATE events SET position = 9 WHERE position = 1", "rows are missing before"),
        ("DELETE FROM events WHERE stream = 2", "has lost its rows"),
        (
            "INSERT INTO accounts VALUES (1, 'Ann', 'agent', 'x', '', '', 1, NULL)",
            "(Ann): what it keeps is no hash"
        ),
        ("INSERT INTO accounts VALUES (1, '', 'agent', 'x', '', '', 1, NULL)", "it has no name"),
        ("INSERT INTO accounts VALUES (1, 'Ann', 'king', 'x', '', '', 1, NULL)", "its role is not known"),
        (
            "INSERT INTO accounts VALUES (1, x'01', 'agent', 'x', '', '', 1, NULL)",
            "account 1: it cannot be read"
        ),
        ("INSERT INTO blobs VALUES (x'01', x'02')", "has not the hash"),
    ])
    func whatTheRecordFindsIsSaid(_ damage: String, _ words: String) throws {
        let findings = try damaged(damage)
        #expect(findings.contains { $0.contains(words) }, "\(findings)")
        Self.expectFrench(findings)
    }
}
