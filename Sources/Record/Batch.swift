/// One event to be written at the end of a stream.
package struct Append: Hashable, Sendable {
    package var stream: StreamID
    /// The number this event shall get; a stream's first event is number 1. Several events of one stream in a batch
    /// are numbered one after the other.
    package var expected: UInt64
    /// Opaque here, except that 0 is kept for tombstones.
    package var kind: UInt8
    package var version: UInt8
    package var bytes: [UInt8]

    /// Events longer than this are refused; no honest turn comes near.
    package static let maximumByteCount = 4 << 20

    package init(stream: StreamID, expected: UInt64, kind: UInt8, version: UInt8, bytes: [UInt8]) {
        self.stream = stream
        self.expected = expected
        self.kind = kind
        self.version = version
        self.bytes = bytes
    }
}

/// One entry that leads from a key to a stream: the `cid` of an `open`, a customer's id, a message's `cid`.
package struct KeyEntry: Hashable, Sendable {
    /// Separates kinds of keys; the caller's own numbering.
    package var scope: UInt8
    package var key: [UInt8]
    package var stream: StreamID
    /// A few octets for the caller (a sequence number, a body's hash).
    package var value: [UInt8]

    package init(scope: UInt8, key: [UInt8], stream: StreamID, value: [UInt8] = []) {
        self.scope = scope
        self.key = key
        self.stream = stream
        self.value = value
    }
}

package enum KeyChange: Hashable, Sendable {
    /// Refused with `keyTaken` when another stream has this key in this scope.
    case claim(KeyEntry)
    /// Several streams may have the key; the same (scope, key, stream) again replaces the value.
    case add(KeyEntry)
    /// Absent is fine.
    case remove(scope: UInt8, key: [UInt8], stream: StreamID)
}

/// A shortcut of the fold: the state after the stream's event `number`.
package struct Snapshot: Hashable, Sendable {
    package var stream: StreamID
    package var number: UInt64
    /// Format version of `bytes`; a reader that does not know it folds from the start.
    package var version: UInt8
    package var bytes: [UInt8]

    package init(stream: StreamID, number: UInt64, version: UInt8, bytes: [UInt8]) {
        self.stream = stream
        self.number = number
        self.version = version
        self.bytes = bytes
    }
}

/// What becomes durable together or not at all.
package struct Batch: Hashable, Sendable {
    /// Wall clock when the batch was made; kept with its events.
    package var atMilliseconds: Int64
    package var appends: [Append]
    package var keys: [KeyChange]
    package var snapshots: [Snapshot]

    package init(
        atMilliseconds: Int64, appends: [Append], keys: [KeyChange] = [], snapshots: [Snapshot] = []
    ) {
        self.atMilliseconds = atMilliseconds
        self.appends = appends
        self.keys = keys
        self.snapshots = snapshots
    }
}

/// How one batch of a group fared.
package enum BatchOutcome: Hashable, Sendable {
    /// On disk. `position` is the record's position after the batch (grows with every batch that appends).
    case committed(position: Int64)
    /// Nothing of this batch was written: `conflict`, `keyTaken` or `tooLarge`.
    case refused(StoreError)
}
