import CSQLite

// What was recorded: events by stream or in their order, snapshots, blobs, keys.

extension SQLiteStore {
    package func head(_ stream: StreamID) throws(StoreError) -> UInt64 {
        // Not from the cache: a reader's cache would never hear of the writer's commits.
        try reading { () throws(SQLiteError) in
            try statements.findStream.bind(1, stream.bytes).first { UInt64(bitPattern: $0.integer(1)) } ?? 0
        }
    }

    package func read(_ stream: StreamID, from: UInt64, limit: Int) throws(StoreError) -> [RecordedEvent] {
        guard limit > 0, from <= UInt64(Int64.max) else { return [] }
        return try reading { () throws(SQLiteError) in
            var events: [RecordedEvent] = []
            try statements.readStream.bind(1, stream.bytes).bind(2, Int64(from)).forEach {
                (row) throws(SQLiteError) in
                for event in try unpack(row, stream: stream)
                where event.number >= from && events.count < limit {
                    events.append(event)
                }
                return events.count < limit
            }
            return events
        }
    }

    package func feed(after position: Int64, limit: Int) throws(StoreError) -> [RecordedEvent] {
        guard limit > 0 else { return [] }
        return try reading { () throws(SQLiteError) in
            var events: [RecordedEvent] = []
            try statements.feed.bind(1, position).forEach { (row) throws(SQLiteError) in
                guard let stream = StreamID(bytes: row.bytes(5)) else {
                    throw damaged("a stream's name is not 16 octets")
                }
                events += try unpack(row, stream: stream)
                return events.count < limit
            }
            return events
        }
    }

    /// Columns: position, first, count, at, packed.
    func unpack(_ row: Row, stream: StreamID) throws(SQLiteError) -> [RecordedEvent] {
        let position = row.integer(0)
        guard let items = PackedEvents.items(of: row.bytes(4), count: row.integer(2)) else {
            throw damaged("the events at position \(position) cannot be read")
        }
        let first = UInt64(bitPattern: row.integer(1))
        let at = row.integer(3)
        return items.enumerated().map { offset, item in
            RecordedEvent(
                position: position, stream: stream, number: first &+ UInt64(offset), kind: item.kind,
                version: item.version, atMilliseconds: at, bytes: item.bytes)
        }
    }

    private func damaged(_ message: String) -> SQLiteError {
        SQLiteError(code: SQLITE_CORRUPT, systemCode: 0, message: message, operation: "read")
    }

    package func snapshot(_ stream: StreamID) throws(StoreError) -> Snapshot? {
        var problem: String?
        let snapshot = try reading { () throws(SQLiteError) in
            try statements.readSnapshot.bind(1, stream.bytes).first { row in
                problem = SnapshotPlace.problem(
                    number: row.integer(0), last: row.isNull(3) ? nil : row.integer(3))
                return Snapshot(
                    stream: stream, number: UInt64(bitPattern: row.integer(0)),
                    version: UInt8(truncatingIfNeeded: row.integer(1)), bytes: row.bytes(2))
            }
        }
        if let problem { throw .corrupt(operation: "read", path: path, detail: "a snapshot " + problem) }
        return snapshot
    }

    package func blob(_ hash: [UInt8]) throws(StoreError) -> [UInt8]? {
        try reading { () throws(SQLiteError) in
            try statements.readBlob.bind(1, hash).first { $0.bytes(0) }
        }
    }

    package func findByKey(scope: UInt8, key: [UInt8]) throws(StoreError) -> [KeyEntry] {
        try reading { () throws(SQLiteError) in try entries(scope: scope, key: key) }
    }

    func entries(scope: UInt8, key: [UInt8]) throws(SQLiteError) -> [KeyEntry] {
        var entries: [KeyEntry] = []
        try statements.findKey.bind(1, Int64(scope)).bind(2, key).forEach { (row) throws(SQLiteError) in
            guard let stream = StreamID(bytes: row.bytes(0)) else {
                throw damaged("a stream's name is not 16 octets")
            }
            entries.append(KeyEntry(scope: scope, key: key, stream: stream, value: row.bytes(1)))
            return true
        }
        return entries
    }

    package func keys(scope: UInt8, after key: [UInt8]?, limit: Int) throws(StoreError) -> [KeyEntry] {
        try reading { () throws(SQLiteError) in
            var entries: [KeyEntry] = []
            let statement = key == nil ? statements.listKeys : statements.listKeysAfter
            try statement.bind(1, Int64(scope))
            if let key { try statement.bind(2, key) }
            try statement.forEach { (row) throws(SQLiteError) in
                guard let stream = StreamID(bytes: row.bytes(1)) else {
                    throw damaged("a stream's name is not 16 octets")
                }
                let key = row.bytes(0)
                // A key's holders are not cut in two.
                if entries.count >= limit, entries.last?.key != key { return false }
                entries.append(KeyEntry(scope: scope, key: key, stream: stream, value: row.bytes(2)))
                return true
            }
            return entries
        }
    }
}
