/// One event as it stands in the record.
package struct RecordedEvent: Hashable, Sendable {
    /// Order over all streams. The events one batch wrote to one stream share a position; `number` orders them.
    package var position: Int64
    package var stream: StreamID
    /// 1, 2, 3 … within the stream, without gaps.
    package var number: UInt64
    /// 0 is a tombstone: erased, its bytes are gone.
    package var kind: UInt8
    package var version: UInt8
    package var atMilliseconds: Int64
    package var bytes: [UInt8]

    package static let tombstoneKind: UInt8 = 0

    package var isTombstone: Bool { kind == Self.tombstoneKind }

    package init(
        position: Int64, stream: StreamID, number: UInt64, kind: UInt8, version: UInt8, atMilliseconds: Int64,
        bytes: [UInt8]
    ) {
        self.position = position
        self.stream = stream
        self.number = number
        self.kind = kind
        self.version = version
        self.atMilliseconds = atMilliseconds
        self.bytes = bytes
    }
}
