import CSQLite

/// What is wrong with a record, in a line; only an account's name in it is somebody's words.
package struct RecordFinding: Hashable, Sendable {
    /// Which part of it: what to do depends on it.
    package enum Part: Sendable {
        /// What happened, or the file itself.
        case rows
        /// What leads from a person or an id to its rows.
        case keys
        /// The bot's files that are kept.
        case files
        /// Who may sign in.
        case accounts
    }

    package var part: Part
    package var text: String

    init(_ part: Part, _ text: String) {
        self.part = part
        self.text = text
    }
}

// Every row once, in one read transaction: beside a running daemon too, all that is compared is of one moment. Events and
// keys are read side by side in the order of streams; SQLite sorts the keys for it, in a temporary file when they are
// many. So memory does not grow with the record, except by a few octets for each file a bot ever had.

extension SQLiteStore {
    fileprivate static let mostFindings = 20
    /// The last millisecond of the year 9999.
    private static let latestMilliseconds: Int64 = 253_402_300_799_999

    /// Checks a record's file that is not open here: the daemon's own, a copy, one of an older schema.
    ///
    /// - Parameter content: looks at what the rows mean.
    /// - Returns: what is wrong with it; empty means sound. At most some twenty lines.
    /// - Throws: `notFound`, `newerSchema`, `corrupt` for a file that is no record or cannot be read at all.
    package static func verify(
        file: String, content: inout some ContentCheck
    ) throws(StoreError) -> [RecordFinding] {
        let connection = try openToRead(file)
        let found = try Migrations.version(of: connection)
        guard found <= Migrations.all.count else {
            throw .newerSchema(path: file, found: found, known: Migrations.all.count)
        }
        guard found > 0 else { throw .corrupt(operation: "open", path: file, detail: "it has no tables") }
        do throws(SQLiteError) {
            return try findings(connection, schema: found, &content)
        } catch { throw error.storeError(path: file) }
    }

    package static func verify(file: String) throws(StoreError) -> [String] {
        var content = NoContentCheck()
        return try verify(file: file, content: &content).map(\.text)
    }

    package func verify() throws(StoreError) -> [String] {
        var content = NoContentCheck()
        return try reading { () throws(SQLiteError) in
            try Self.findings(connection, schema: Migrations.all.count, &content).map(\.text)
        }
    }

    private static func findings(
        _ connection: Connection, schema: Int, _ content: inout some ContentCheck
    ) throws(SQLiteError) -> [RecordFinding] {
        try connection.execute("BEGIN", "verify")
        defer { try? connection.execute("ROLLBACK", "verify") }
        var findings = try structureFindings(connection)
        // A file that SQLite cannot read well says nothing true of the rest.
        if !findings.isEmpty { return findings }
        findings = try eventFindings(connection, schema: schema, &content)
        let places = try placeFindings(connection)
        if !places.isEmpty { findings = findings.filter { $0.part == .rows } + places }
        // Keys can be made out only where the rows can.
        if findings.contains(where: { $0.part == .rows }) { return Array(findings.prefix(mostFindings)) }
        findings += try claimFindings(connection, content.claimedScopes)
        findings =
            try snapshotFindings(connection, content) + findings + accountFindings(connection, content)
            + blobFindings(connection, &content)
        return Array(findings.prefix(mostFindings))
    }

    private static func structureFindings(_ connection: Connection) throws(SQLiteError) -> [RecordFinding] {
        var findings: [RecordFinding] = []
        try connection.prepare("PRAGMA integrity_check(20)").forEach { row in
            if row.text(0) != "ok" { findings.append(.init(.rows, row.text(0))) }
            return true
        }
        try connection.prepare("PRAGMA foreign_key_check").forEach { row in
            findings.append(.init(.rows, "a row of \(row.text(0)) belongs to no \(row.text(2))"))
            return findings.count < mostFindings
        }
        return findings
    }

    /// Rows that were taken away. Positions are given one after the other and no row is ever removed (what is erased
    /// leaves its place), so that the last rows of a conversation leave a gap too, though its numbers have none. Rows
    /// removed from the very end of the record leave nothing.
    private static func placeFindings(_ connection: Connection) throws(SQLiteError) -> [RecordFinding] {
        var findings: [RecordFinding] = []
        let isWhole = try connection.prepare(
            "SELECT count(*) = 0 OR (min(position) = 1 AND max(position) = count(*)) FROM events"
        ).first { $0.integer(0) == 1 }
        if isWhole != true {
            try connection.prepare("SELECT min(position) FROM events").forEach { row in
                if row.integer(0) != 1 {
                    findings.append(.init(.rows, "rows are missing before position \(row.integer(0))"))
                }
                return true
            }
            let gaps = try connection.prepare(
                """
                SELECT position, (SELECT min(position) FROM events AS later WHERE later.position > events.position)
                FROM events
                WHERE position < (SELECT max(position) FROM events)
                    AND NOT EXISTS (SELECT 1 FROM events AS next WHERE next.position = events.position + 1)
                ORDER BY position LIMIT \(mostFindings)
                """)
            try gaps.forEach { row in
                findings.append(
                    .init(
                        .rows, "rows are missing between position \(row.integer(0)) and \(row.integer(1))"))
                return findings.count < mostFindings
            }
        }
        // A stream is named with its first row; figures have a snapshot and no rows.
        let empty = try connection.prepare(
            """
            SELECT id FROM streams
            WHERE NOT EXISTS (SELECT 1 FROM events WHERE stream = id)
                AND NOT EXISTS (SELECT 1 FROM snapshots WHERE stream = id)
            ORDER BY id LIMIT \(mostFindings)
            """)
        try empty.forEach { row in
            findings.append(.init(.rows, "stream \(row.integer(0)) has lost its rows"))
            return true
        }
        return Array(findings.prefix(mostFindings))
    }

    /// Events, and of each stream the keys that lead to it.
    private static func eventFindings(
        _ connection: Connection, schema: Int, _ content: inout some ContentCheck
    ) throws(SQLiteError) -> [RecordFinding] {
        var findings: [RecordFinding] = []
        // Apart, so that many of them do not keep a row from being read.
        var wrongKeys: [RecordFinding] = []
        var keys = try KeysByStream(connection)
        var stream: Int64 = -1
        var name: StreamID?
        var next: UInt64 = 1
        let rows = try connection.prepare(
            """
            SELECT position, first, count, at, packed, events.stream, name, typeof(at) = 'integer'
            FROM events LEFT JOIN streams ON id = events.stream ORDER BY events.stream, first
            """)
        try rows.forEach { (row) throws(SQLiteError) in
            let position = row.integer(0)
            if row.integer(5) != stream {
                wrongKeys.add(try keys.findings(until: stream, name, schema: schema, &content))
                stream = row.integer(5)
                name = StreamID(bytes: row.bytes(6))
                next = 1
            }
            if name == nil { findings.append(.init(.rows, "position \(position) belongs to no stream")) }
            if row.integer(7) != 1 || !(0...latestMilliseconds).contains(row.integer(3)) {
                findings.append(.init(.rows, "position \(position) has a time that cannot be"))
            }
            let first = UInt64(bitPattern: row.integer(1))
            if first != next {
                findings.append(
                    .init(.rows, "stream \(stream): event \(next) is missing before position \(position)"))
            }
            guard let items = PackedEvents.items(of: row.bytes(4), count: row.integer(2)) else {
                findings.append(.init(.rows, "position \(position) cannot be read"))
                return findings.count < mostFindings
            }
            // A stream without a name was told above; which one it is says what its rows should be.
            if let name {
                for (place, item) in items.enumerated() where findings.count < mostFindings {
                    let number = first &+ UInt64(place)
                    let event = RecordedEvent(
                        position: position, stream: name, number: number, kind: item.kind,
                        version: item.version, atMilliseconds: row.integer(3), bytes: item.bytes)
                    guard let problem = content.problem(in: event) else { continue }
                    findings.append(
                        .init(
                            .rows,
                            "position \(position), event \(number) of stream \(stream), cannot be read: \(problem)"
                        ))
                }
            }
            next = first &+ UInt64(bitPattern: row.integer(2))
            return findings.count < mostFindings
        }
        if findings.count < mostFindings {
            wrongKeys.add(try keys.findings(until: stream, name, schema: schema, &content))
            wrongKeys.add(try keys.findings(until: .max, nil, schema: schema, &content))
        }
        return Array((findings.isEmpty ? wrongKeys : findings).prefix(mostFindings))
    }

    private static func claimFindings(
        _ connection: Connection, _ scopes: [UInt8]
    ) throws(SQLiteError) -> [RecordFinding] {
        var findings: [RecordFinding] = []
        let twice = try connection.prepare(
            "SELECT min(stream), max(stream) FROM keys WHERE scope = ? GROUP BY key HAVING count(*) > 1")
        for scope in scopes {
            try twice.bind(1, Int64(scope)).forEach { row in
                findings.append(
                    .init(
                        .keys,
                        "a key of scope \(scope) leads to stream \(row.integer(0)) and to stream \(row.integer(1)), "
                            + "and can be one's only"))
                return findings.count < mostFindings
            }
        }
        return findings
    }

    private static func snapshotFindings(
        _ connection: Connection, _ content: some ContentCheck
    ) throws(SQLiteError) -> [RecordFinding] {
        var findings: [RecordFinding] = []
        let rows = try connection.prepare(
            """
            SELECT name, number, version, bytes, snapshots.stream, \(SnapshotPlace.lastEvent)
            FROM snapshots JOIN streams ON id = snapshots.stream
            """)
        try rows.forEach { row in
            guard let id = StreamID(bytes: row.bytes(0)) else { return true }
            let snapshot = Snapshot(
                stream: id, number: UInt64(bitPattern: row.integer(1)),
                version: UInt8(truncatingIfNeeded: row.integer(2)), bytes: row.bytes(3))
            let last = row.isNull(5) ? nil : row.integer(5)
            if let problem = SnapshotPlace.problem(number: row.integer(1), last: last)
                ?? content.problem(in: snapshot).map({ "cannot be read: " + $0 })
            {
                findings.append(.init(.rows, "the snapshot of stream \(row.integer(4)) \(problem)"))
            }
            return findings.count < mostFindings
        }
        return findings
    }

    /// Named by name too where there is one: nothing else tells the operator whose it is.
    private static func accountFindings(
        _ connection: Connection, _ content: some ContentCheck
    ) throws(SQLiteError) -> [RecordFinding] {
        var findings: [RecordFinding] = []
        var owners: [String: Int64] = [:]
        let rows = try connection.prepare(
            """
            SELECT id, name, role, token_hash, skills, origins, created, revoked,
                typeof(name) || typeof(role) || typeof(token_hash) || typeof(skills) || typeof(origins)
                    = 'texttexttexttexttext' AND typeof(created) = 'integer'
                    AND typeof(revoked) IN ('integer', 'null')
            FROM accounts ORDER BY id
            """)
        try rows.forEach { row in
            var name = "account \(row.integer(0))"
            let problem: String?
            if row.integer(8) != 1 {
                problem = "it cannot be read"
            } else {
                if !row.text(1).isEmpty { name += " (\(row.text(1)))" }
                if let account = account(row, from: 1) {
                    let owner = owners[account.tokenHash, default: row.integer(0)]
                    owners[account.tokenHash] = owner
                    problem =
                        content.problem(in: account)
                        ?? (owner == row.integer(0) ? nil : "it has the token of account \(owner)")
                } else {
                    problem = "its role is not known to this program"
                }
            }
            if let problem { findings.append(.init(.accounts, "\(name): \(problem)")) }
            return findings.count < mostFindings
        }
        return findings
    }

    private static func blobFindings(
        _ connection: Connection, _ content: inout some ContentCheck
    ) throws(SQLiteError) -> [RecordFinding] {
        var findings: [RecordFinding] = []
        try connection.prepare("SELECT rowid, hash, bytes FROM blobs").forEach { row in
            if let problem = content.problem(in: Blob(hash: row.bytes(1), bytes: row.bytes(2))) {
                findings.append(.init(.files, "kept file \(row.integer(0)): \(problem)"))
            }
            return findings.count < mostFindings
        }
        return Array((findings + content.problemsOfTheWhole().map { .init(.files, $0) }).prefix(mostFindings))
    }
}

extension [RecordFinding] {
    /// More about keys, as long as there are not enough.
    fileprivate mutating func add(_ wrongKeys: [RecordFinding]) {
        if count < SQLiteStore.mostFindings { self += wrongKeys }
    }
}

/// The keys in the order of the streams they lead to.
private struct KeysByStream {
    private let statement: Statement
    private var stream: Int64 = 0
    /// The next one, of `stream`; nil after the last.
    private var waiting: (scope: Int64, key: [UInt8], value: [UInt8])?

    /// A stream has three at most; what is more tells nothing new.
    private static let mostOfOneStream = 100

    init(_ connection: Connection) throws(SQLiteError) {
        statement = try connection.prepare(
            "SELECT stream, scope, key, value FROM keys ORDER BY stream, scope, key")
        try advance()
    }

    private mutating func advance() throws(SQLiteError) {
        guard let row = try statement.next() else { return waiting = nil }
        stream = row.integer(0)
        waiting = (row.integer(1), row.bytes(2), row.bytes(3))
    }

    /// What is wrong with the keys of a stream whose events were all read, and of those before it, which have no events.
    mutating func findings(
        until last: Int64, _ name: StreamID?, schema: Int, _ content: inout some ContentCheck
    ) throws(SQLiteError) -> [RecordFinding] {
        var findings: [RecordFinding] = []
        var entries: [KeyEntry] = []
        while let key = waiting, stream <= last {
            if stream < last || name == nil {
                // What is erased leaves its place, so the events are gone, and not the key too many.
                findings.append(
                    .init(.rows, "a key of scope \(key.scope) leads to stream \(stream), which has no events")
                )
                let same = stream
                while waiting != nil, stream == same { try advance() }
                // There may be many, and twenty are told.
                if findings.count >= SQLiteStore.mostFindings { return findings }
                continue
            }
            if let scope = UInt8(exactly: key.scope), let name {
                if entries.count < Self.mostOfOneStream {
                    entries.append(KeyEntry(scope: scope, key: key.key, stream: name, value: key.value))
                }
            } else {
                findings.append(
                    .init(.keys, "a key of scope \(key.scope), which there is not, leads to stream \(stream)")
                )
            }
            try advance()
        }
        guard let name else { return findings }
        // Of more, some were not looked at: what they are says nothing of what is missing.
        if entries.count == Self.mostOfOneStream {
            return findings + [.init(.keys, "\(entries.count) keys or more lead to stream \(last)")]
        }
        return findings
            + content.problems(inKeys: entries, of: name, called: "stream \(last)", schema: schema)
            .map { .init(.keys, $0) }
    }
}
